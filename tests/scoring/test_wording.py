"""What a title is about, and how wordings are compared."""

import pytest

from evalkit.scoring.wording import core, plainly, says


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("“三公”经费控制率", "三公经费控制"),
        ("政府采购执行情况", "政府采购执行"),
        ("预算完成率（支出 ÷ 预算，报告自述）", "预算完成"),
        ("工单总数", ""),
        ("出勤率", ""),
        ("固定资产利用率", "固定资产利用"),
        ("预算编制合理性", "预算编制合理性"),
        ("", ""),
    ],
)
def test_a_title_is_about_what_is_left_without_its_kind(title: str, about: str) -> None:
    assert core(title) == about


def test_layout_quotes_and_width_make_no_difference() -> None:
    assert plainly("“三公” 经\n费　**９０％**") == "三公经费90%"
    assert says(plainly("压减“三公”\n经费"), ["三公经费"])
    assert not says("压减经费", ["三公经费"])
