"""A rubric written as a scoring sheet: what stands in its cells, and that it can be read back."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.limits import DEFAULT
from evalkit.documents.sheets.xlsx import read_xlsx
from evalkit.errors import RubricError
from evalkit.messages import Lang
from evalkit.rendering.rubric_sheet import HEADINGS, rubric_sheet
from evalkit.rubrics.drafts.overall import Overall
from evalkit.rubrics.drafts.sheet import SheetRow, sheet_of
from evalkit.rubrics.rubric import (
    Adjustment,
    AdjustmentKind,
    Indicator,
    Rubric,
    RubricDimension,
    Standing,
)
from evalkit.rules.checklist import Checklist, ChecklistItem
from evalkit.rules.judgement import Judgement
from evalkit.rules.rule import Title


def row(title: str, marks: str, group: str = "", **more: Any) -> Indicator:
    keys = {"clause": f"{title}做到的得满分。", "rule": Judgement(), **more}
    return Indicator(title, Title(title, "In English"), Decimal(marks), group=group, **keys)


ITEMS = Checklist(
    (ChecklistItem("open", "渠道畅通", Decimal(1)), ChecklistItem("kept", "记录完整", Decimal("1.5")))
)
PARTS = (row("按季", "2"), row("全年", "0.5", clause="", rule=ITEMS))
RUBRIC = Rubric(
    id="own",
    title=Title("某区评分标准（A&B）"),
    version="1",
    source="示例",
    standing=Standing.EXAMPLE,
    total=Decimal("10.5"),
    dimensions=(
        RubricDimension(
            "first",
            Title("预算管理"),
            Decimal("8.5"),
            (
                row("执行进度", "2.5", "执行", rule=None, parts=PARTS),
                row("结余", "3", "执行"),
                row("公开", "3", "公开"),
            ),
        ),
        RubricDimension("second", Title("履职"), Decimal(2), (row("满意度", "2"),)),
    ),
    adjustments=(
        Adjustment(AdjustmentKind.PENALTY, "late", Title("逾期报送"), "每逾期一日扣 1 分。", each=Decimal(1)),
    ),
)


def with_text(text: str) -> Rubric:
    """Return a rubric with `text` in every cell that can hold one."""
    one = row(text, "5", text, clause=text)
    return evolve(RUBRIC, dimensions=(RubricDimension("d", Title(text), Decimal(5), (one,)),), adjustments=())


def page_of(made: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(BytesIO(made), data_only=values)["评分表"]


def cells(made: bytes) -> list[list[object]]:
    return [list(each) for each in page_of(made, values=True).iter_rows(values_only=True)]


def read_back(made: bytes) -> tuple[SheetRow, ...]:
    return sheet_of(read_xlsx("评分表.xlsx", made, DEFAULT)).rows


def test_every_indicator_part_item_and_adjustment_has_its_row() -> None:
    assert cells(rubric_sheet(RUBRIC)) == [
        list(HEADINGS),
        ["预算管理", "执行", "执行进度", 2.5, "执行进度做到的得满分。", None, None],
        [None, None, None, None, "其中：按季（2分）：按季做到的得满分。", None, None],
        [None, None, None, None, "其中：全年（0.5分）", None, None],
        [None, None, None, None, "　其中：渠道畅通（1分）", None, None],
        [None, None, None, None, "　其中：记录完整（1.5分）", None, None],
        [None, None, "结余", 3, "结余做到的得满分。", None, None],
        [None, "公开", "公开", 3, "公开做到的得满分。", None, None],
        ["履职", None, "满意度", 2, "满意度做到的得满分。", None, None],
        ["合计", None, None, 10.5, None, None, None],
        ["总分调整", None, None, None, "逾期报送：每逾期一日扣 1 分。", None, None],
    ]


def test_dimensions_and_groups_are_merged_over_their_rows() -> None:
    page = page_of(rubric_sheet(RUBRIC))
    assert {str(each) for each in page.merged_cells.ranges} == {"A2:A8", "B2:B7", "A10:C10", "A11:C11"}


def test_the_total_is_a_formula_with_its_value() -> None:
    made = rubric_sheet(RUBRIC)
    assert page_of(made)["D10"].value == "=SUM(D2:D9)"
    assert page_of(made, values=True)["D10"].value == 10.5


def test_it_prints_on_a4_across_with_its_header_on_every_page() -> None:
    page = page_of(rubric_sheet(RUBRIC))
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.print_title_rows == "$1:$1"
    assert page.oddHeader.center.text == "某区评分标准（A&&B）"
    assert page.column_dimensions["E"].width > 4 * page.column_dimensions["D"].width
    assert page["E2"].alignment.wrap_text


def test_the_same_rubric_gives_the_same_bytes() -> None:
    assert rubric_sheet(RUBRIC) == rubric_sheet(RUBRIC)


def test_what_is_written_is_read_back() -> None:
    assert [
        (each.levels, each.title, each.marks, each.standard) for each in read_back(rubric_sheet(RUBRIC))
    ] == [
        (("预算管理", "执行"), "执行进度", Decimal("2.5"), "执行进度做到的得满分。"),
        (("预算管理", "执行"), "结余", 3, "结余做到的得满分。"),
        (("预算管理", "公开"), "公开", 3, "公开做到的得满分。"),
        (("履职", ""), "满意度", 2, "满意度做到的得满分。"),
    ]


def test_what_acts_on_the_total_is_read_back_under_its_own_title() -> None:
    acting = (
        Adjustment(AdjustmentKind.BONUS, "new", Title("工作创新"), "每项表彰加 0.5 分，最多加 2 分。"),
        Adjustment(AdjustmentKind.CAP, "false", Title("材料造假"), "自评材料造假的，总分不超过 60 分。"),
        Adjustment(AdjustmentKind.VETO, "safety", Title("安全事故"), "发生责任事故的，一票否决。"),
    )
    made = rubric_sheet(evolve(RUBRIC, adjustments=acting))
    sheet = sheet_of(read_xlsx("评分表.xlsx", made, DEFAULT))
    bonus = sheet.rows[-1]
    assert (bonus.title, bonus.marks, bonus.standard) == (
        "工作创新",
        Decimal(2),
        "每项表彰加 0.5 分，最多加 2 分。",
    )
    assert sheet.overall == (
        Overall(AdjustmentKind.CAP, "材料造假", "自评材料造假的，总分不超过 60 分。", Decimal(60)),
        Overall(AdjustmentKind.VETO, "安全事故", "发生责任事故的，一票否决。"),
    )


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "https://example.org", "12", "_x0041_", "<r><b/></r>"]
)
def test_text_that_looks_like_something_else_stays_text(text: str) -> None:
    page = page_of(rubric_sheet(with_text(text)))
    for place in ("A2", "B2", "C2", "E2"):
        assert page[place].data_type == "s"
        assert page[place].hyperlink is None
    (back,) = read_back(rubric_sheet(with_text(text)))
    assert back.standard == text


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30))
def test_any_clause_is_read_back(text: str) -> None:
    rubric = evolve(
        RUBRIC,
        dimensions=(RubricDimension("d", Title("履职"), Decimal(5), (row("成效", "5", clause=text),)),),
    )
    (back,) = read_back(rubric_sheet(rubric))
    assert (back.title, back.marks, back.standard) == ("成效", Decimal(5), text)


def test_a_text_that_no_cell_holds_is_refused_with_its_place() -> None:
    with pytest.raises(RubricError) as refused:
        rubric_sheet(evolve(RUBRIC, adjustments=(evolve(RUBRIC.adjustments[0], clause="扣" * 32_767),)))
    assert [each.text(Lang.ZH) for each in refused.value.problems] == [
        "评分标准 11: 文字有 32772 字，一个单元格放不下（可用：最多 32767 字）"
    ]
