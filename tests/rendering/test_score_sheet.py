"""The filled score sheet, read back by another program: marks, reasons, and what its formulas come to."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adjusting import adjustments_of
from tests.rendering.score_sheets import (
    NOBODY,
    REGISTRY,
    check,
    converted,
    formulas,
    opened,
    row_of,
    settled,
)

from evalkit.journey import find_rubric, score_sheet
from evalkit.messages import Lang, say
from evalkit.registry import Registry
from evalkit.rendering.renderer import View
from evalkit.rendering.score_sheet.file import render
from evalkit.rubrics.rubric import AdjustmentKind, Rubric
from evalkit.rules.rule import Title
from evalkit.scoring.scorecard import AdjustmentResult, Scorecard
from evalkit.testing.strategies import fact_sheets

SHIPPED = (
    "four-e",
    "project-self-evaluation",
    "project-self-evaluation-capped",
    "shenzhen-2020",
    "sichuan-2017",
    "yueyang-2018",
)


ADJUSTED = """\
[rubric]
id = "adjusted"
title = "有调整项的标准"
version = "1.0.0"
source = "测试"
standing = "example"
total = 12
not_applicable = "rescale"

[[dimension]]
id = "economy"
title = "经济性"
marks = 12

[[dimension.indicator]]
id = "cars"
title = "“三公”经费控制率"
marks = 7
clause = "低于 90% 得 7 分，不超过 100% 得 3.5 分。"
rule = "bands"
measure = "three_public_control"
bands = [ { below = "90%", marks = 7 }, { to = "100%", marks = 3.5 }, { marks = 0 } ]

[[dimension.indicator]]
id = "daily"
title = "日常公用经费控制率"
marks = 5
clause = "按比例。"
rule = "proportional"
measure = "public_expense_control"
full_at = "90%"

"""


# ---------------------------------------------------------------- every rubric


@pytest.fixture(scope="module")
def registry() -> Registry:
    return REGISTRY


@pytest.fixture(scope="module", params=[*SHIPPED, "adjusted"])
def rubric(
    request: pytest.FixtureRequest, registry: Registry, tmp_path_factory: pytest.TempPathFactory
) -> Rubric:
    name = request.param
    if name == "adjusted":
        name = str(tmp_path_factory.mktemp("rubric") / "adjusted.toml")
        Path(name).write_text(ADJUSTED + adjustments_of(8), encoding="utf-8")
    return find_rubric(name, NOBODY, registry).value.rubric


@given(data=st.data())
@settings(max_examples=6)
def test_marks_reasons_and_formulas_are_those_of_the_scorecard(
    rubric: Rubric, registry: Registry, data: st.DataObject
) -> None:
    sheet = data.draw(fact_sheets(rubric, registry))
    check(score_sheet(sheet, rubric, registry))


def test_the_bundled_example_is_on_the_sheet_whole(example: Scorecard) -> None:
    check(example)


def test_a_scorecard_with_something_of_everything_is_on_the_sheet_whole(card: Scorecard) -> None:
    check(card)


# ---------------------------------------------------------------- the form


@pytest.mark.parametrize(
    ("lang", "heads"),
    [
        (Lang.ZH, ["一级指标", "二级指标", "三级指标", "分值", "评分标准", "得分", "扣分原因", "依据"]),
        (
            Lang.EN,
            [
                "Dimension",
                "Group",
                "Indicator",
                "Marks",
                "Clause",
                "Score",
                "Why marks were lost",
                "Evidence",
            ],
        ),
    ],
)
def test_the_columns_are_those_of_the_official_form(card: Scorecard, lang: Lang, heads: list[str]) -> None:
    form = opened(card, lang).form()
    assert [cell.value for cell in form[3]][:8] == heads


def test_a_settled_scorecard_has_the_official_columns_alone_and_plain_sums(card: Scorecard) -> None:
    done = settled(card)
    sheets = opened(done)
    form = sheets.form(values=False)
    assert form.max_column == 8
    total = row_of(form, "总分")
    assert re.fullmatch(r"=(N\(F\d+\)\+?)+", str(form.cell(total, 6).value))
    assert sheets.form().cell(total, 6).value == pytest.approx(float(done.low))
    check(done)


def test_marks_entered_for_what_is_open_move_the_total(example: Scorecard) -> None:
    sheets = opened(example)
    form, added = sheets.form(values=False), Decimal(0)
    for row in range(4, row_of(form, "总分")):
        if isinstance(form.cell(row, 6).value, str) and "–" in str(form.cell(row, 6).value)[:12]:
            form.cell(row, 6).value = float(str(form.cell(row, 4).value))
            added += 1
    assert added
    total = sheets.worked_out(f"F{row_of(form, '总分')}")
    open_rows = [each for part in example.dimensions for each in part.indicators if each.low != each.high]
    settled_rows = [each for part in example.dimensions for each in part.indicators if each.low == each.high]
    wanted = sum(each.marks for each in open_rows) + sum(each.low for each in settled_rows)
    assert total == pytest.approx(float(wanted))


def test_what_acts_on_the_total_has_rows_of_its_own(card: Scorecard) -> None:
    done = settled(card)
    loss = done.low - 20
    cap = AdjustmentResult(
        AdjustmentKind.CAP,
        "cap",
        Title("封顶"),
        -loss,
        -loss,
        say("执行率低", "low rate"),
        "最多 20 分。",
        (),
        None,
    )
    capped = evolve(done, adjustments=(cap,), low=Decimal(20), high=Decimal(20), awarded=Decimal(20))
    sheets = opened(capped)
    form = sheets.form()
    total = row_of(form, "总分")
    assert [form.cell(row, 1).value for row in (total - 2, total - 1)] == ["各指标合计", "封顶"]
    amounts = [form.cell(row, 6).value for row in (total - 2, total - 1, total)]
    assert amounts == pytest.approx([float(done.low), float(-loss), 20])
    assert form.cell(total - 1, 7).value == "执行率低"
    assert any("请重新评分" in str(form.cell(row, 1).value) for row in range(total + 1, form.max_row + 1))
    check(capped)


def test_a_sum_that_is_not_that_of_its_rows_is_no_formula(card: Scorecard) -> None:
    other = evolve(settled(card), marks=Decimal(100), low=Decimal("1.5"), high=Decimal("1.5"))
    form = opened(other).form(values=False)
    assert form.cell(row_of(form, "总分"), 6).value == 1.5


def test_dimensions_and_groups_are_merged_and_the_page_is_set_up_for_print(card: Scorecard) -> None:
    form = opened(card).form()
    ranges = {str(each) for each in form.merged_cells.ranges}
    assert {"A4:A8", "B4:B5"} <= ranges
    assert (form.page_setup.orientation, form.page_setup.paperSize) == ("landscape", 9)
    properties = form.sheet_properties.pageSetUpPr
    assert properties is not None and properties.fitToPage  # one page wide where nothing else is said
    assert (form.page_setup.fitToWidth, form.page_setup.fitToHeight) == (None, 0)
    assert (form.freeze_panes, form.print_title_rows) == ("D4", "$3:$3")


def test_judgements_and_faults_are_told_beside_the_marks(card: Scorecard) -> None:
    form = opened(card).form()
    said = "\n".join(str(form.cell(row, 7).value) for row in range(4, form.max_row + 1))
    assert "评判 6 分：两个项目未报送绩效目标表，其余齐全（评价员甲，2022-03-18）" in said
    assert "插件 assets 出错：除数为零" in said
    assert "未定 6 分：缺按时完成的项目数、计划完成的项目数" in said
    assert "未定 1.5 分：缺决算已公开" in said


def test_the_same_scorecard_gives_the_same_bytes(card: Scorecard) -> None:
    assert render(card, View()) == render(card, View(width=200))


# ---------------------------------------------------------------- LibreOffice


@pytest.mark.needs("calc")
def test_libreoffice_works_out_the_same_totals(
    example: Scorecard, card: Scorecard, tmp_path: Path, program: Callable[[str], str]
) -> None:
    for number, each in enumerate((example, card, settled(card))):
        path = converted(each, tmp_path / str(number), program, "xlsx")
        again = openpyxl.load_workbook(path, data_only=True)
        ours = opened(each)
        for place, page in enumerate(ours.live.worksheets):
            for cell in formulas(page):
                stored, worked = (book.worksheets[place][cell].value for book in (ours.stored, again))
                if isinstance(stored, str):
                    assert worked == stored
                else:
                    assert worked == pytest.approx(stored, abs=1e-6)
