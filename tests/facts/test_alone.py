"""A part that stands for its whole, and parts that do not."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from evalkit.facts.fact import FactValue

Told = Callable[[str], Mapping[str, FactValue]]


@pytest.mark.parametrize("kind", ["事业编制", "行政编制", "参公编制", "中央政法专项编制"])
@pytest.mark.parametrize("linked", ["", "共", "为", "："])
def test_posts_of_one_kind_are_all_posts_where_no_other_is_given(told: Told, kind: str, linked: str) -> None:
    assert told(f"经批准的{kind}{linked}52名。") == {"staff_quota": Decimal(52)}


@pytest.mark.parametrize(
    "text",
    [
        "行政编制21名，事业编制30名。",
        "行政编制21名，工勤编制3名。",
        "行政编制21名。\n\n所属中心事业编制30名。",
        "全局干部中，其中事业编制30名。",
        "现有事业编制人员30人。",
        "核定领导职数3名。",
    ],
)
def test_parts_among_others_are_no_whole(told: Told, text: str) -> None:
    assert "staff_quota" not in told(text)


def test_a_total_goes_before_its_part(told: Told) -> None:
    assert told("事业编制30名。\n\n人员编制总数51名。")["staff_quota"] == Decimal(51)


def test_the_same_part_twice_is_still_alone(told: Told) -> None:
    assert told("事业编制30名。\n\n中心事业编制30名，均已核定。")["staff_quota"] == Decimal(30)
