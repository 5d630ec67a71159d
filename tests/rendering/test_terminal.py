"""The scorecard in a terminal: golden pictures, widths, colours, and what is said when there is nothing."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest
from attrs import evolve
from rich.cells import cell_len

from evalkit.documents.document import Evidence
from evalkit.facts.fact import FactSheet
from evalkit.messages import Lang
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal import render, render_audit, render_explain, render_facts
from evalkit.rubrics.rubric import Standing, Statements
from evalkit.rules.rule import Title
from evalkit.scoring.scorecard import (
    Deduction,
    DimensionResult,
    IndicatorResult,
    JudgementRecord,
    Scorecard,
)

Golden = Callable[[str, str], None]
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize(("width", "lang"), [(80, Lang.ZH), (120, Lang.ZH), (100, Lang.EN)])
def test_the_whole_is_as_it_was(card: Scorecard, check_golden: Golden, width: int, lang: Lang) -> None:
    check_golden(f"scorecard.{width}.{lang.value}.txt", render(card, View(lang, width)))


def test_facts_their_readings_and_findings_are_as_they_were(sheet: FactSheet, check_golden: Golden) -> None:
    check_golden("facts.80.zh.txt", render_facts(sheet, View()))
    check_golden("explain.80.zh.txt", render_explain(sheet.facts["satisfaction"], View()))
    check_golden("audit.80.zh.txt", render_audit(sheet, View()))
    check_golden("facts.100.en.txt", render_facts(sheet, View(Lang.EN, 100)))


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("width", [60, 72, 80, 100, 109, 110, 120, 160, 200])
def test_no_line_is_wider_than_the_terminal(
    card: Scorecard, sheet: FactSheet, width: int, lang: Lang
) -> None:
    view = View(lang, width)
    shown = render(card, view) + render_facts(sheet, view) + render_audit(sheet, view)
    assert [line for line in shown.split("\n") if cell_len(line) > width] == []


@pytest.mark.parametrize("width", [80, 120, 160])
def test_colours_change_nothing_but_the_colour(card: Scorecard, width: int) -> None:
    colourful, bare = render(card, View(width=width, color=True)), render(card, View(width=width))
    assert "\x1b[" in colourful
    assert "\x1b" not in bare
    stripped = ANSI.sub("", colourful)
    assert [line.rstrip() for line in stripped.split("\n")] == bare.split("\n")


@pytest.mark.parametrize(
    "name", ["NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "TTY_COMPATIBLE", "JUPYTER_COLUMNS"]
)
def test_the_surroundings_change_nothing(card: Scorecard, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = render(card, View(color=True)), render(card, View())
    monkeypatch.setenv(name, "dumb" if name == "TERM" else "33")
    assert (render(card, View(color=True)), render(card, View())) == before


def _settled(card: Scorecard) -> Scorecard:
    """Return the card with nothing lost, open, admitted, found or judged."""
    dimensions = tuple(
        DimensionResult(
            one.id,
            one.title,
            one.marks,
            one.marks,
            one.marks,
            one.marks,
            tuple(_full(row) for row in one.indicators),
        )
        for one in card.dimensions
    )
    return evolve(
        card,
        rubric=evolve(card.rubric, standing=Standing.PUBLISHED, statements=Statements.CONFIRM),
        awarded=card.marks,
        low=card.marks,
        high=card.marks,
        grade=Title("优", "excellent"),
        possible_grades=(Title("优", "excellent"),),
        self_score=None,
        dimensions=dimensions,
        adjustments=(),
        admitted=(),
        missing=(),
        findings=(),
        plugins=(),
        faults=(),
        judgements_sha256=None,
        supplied_sha256="77" * 32,
    )


def _full(row: IndicatorResult) -> IndicatorResult:
    return evolve(
        row,
        awarded=row.marks,
        low=row.marks,
        high=row.marks,
        deductions=(),
        judgement=None,
        inputs=(),
        parts=(),
        missing=(),
        passages=(),
    )


def test_a_settled_card_says_that_nothing_is_wrong(card: Scorecard) -> None:
    shown = render(_settled(card), View())
    assert "总分  56  满分 56 分\n" in shown
    assert "等级  优\n" in shown
    for sentence in (
        "没有扣分。",
        "没有缺项，总分已定。",
        "报告没有自认的问题。",
        "未发现报告自相矛盾之处。",
        "待核（只有陈述的事项须经评判才得分）",
    ):
        assert sentence in shown
    for absent in (
        "标准性质",
        "\n   自评",
        "插件故障 ─",
        "评价员评判 ─",
        "总分调整",
        "采用的事实",
        "只凭文字陈述",
    ):
        assert absent not in shown
    assert f"补充数据  {'77' * 32}" in shown


def test_a_rubric_without_grades_says_so(card: Scorecard) -> None:
    shown = render(evolve(card, possible_grades=()), View())
    assert "等级  本标准不评等级\n" in shown
    assert "还有 21.5 分未定：缺数据 3 项" in shown


@pytest.mark.parametrize(
    ("own", "remark"),
    [
        ("60", "60  比本卡最高可得分还高 7.93 分"),
        ("40", "40  在本卡得分区间内"),
        ("20", "20  比本卡得分低 10.57 分"),
    ],
)
def test_the_reports_own_total_is_set_against_this_one(card: Scorecard, own: str, remark: str) -> None:
    assert f"自评  {remark}\n" in render(evolve(card, self_score=Decimal(own)), View())


def test_the_reports_own_total_may_be_the_same(card: Scorecard) -> None:
    settled = evolve(_settled(card), self_score=Decimal(56))
    assert "自评  56  与本卡得分一致\n" in render(settled, View())


def test_a_report_that_names_neither_department_nor_year_says_so(card: Scorecard) -> None:
    unnamed = evolve(card, report=evolve(card.report, department=None, year=None))
    assert "（报告未写明部门名称）  年度未写明" in render(unnamed, View())


def test_several_documents_are_named_where_something_stands(card: Scorecard) -> None:
    report = evolve(card.report, documents={**card.report.documents, "附表.docx": "88" * 32})
    shown = render(evolve(card, report=report), View(width=160))
    assert "园林绿化局2021年度自评报告.txt、附表.docx  指纹 3f3f3f3f3f3f" in shown
    assert "报告数据  园林绿化局2021年度自评报告.txt:4" in shown
    assert "「综合满意度94.60%」 园林绿化局2021年度自评报告.txt:11" in shown


def test_a_page_is_told_where_there_are_pages(card: Scorecard) -> None:
    first, *more = card.dimensions
    row, *rows = first.indicators
    (one,) = row.inputs
    scanned = evolve(one, evidence=(Evidence("扫描件.pdf", "合规", 0, 2, 95, 3, page_line=7),))
    changed = evolve(first, indicators=(evolve(row, inputs=(scanned,)), *rows))
    assert "「合规」 第 3 页第 7 行" in render(evolve(card, dimensions=(changed, *more)), View())


def test_a_long_passage_is_shortened_aloud_and_a_long_quote_is_not(card: Scorecard) -> None:
    long = "绿地" * 400 + "。"
    start, *more = card.dimensions
    evidence = Evidence("报告.txt", long, 0, len(long), 14)
    lost = Deduction(Decimal(0), None, card.faults[0], "条款", card.faults[0], False, (evidence,))
    row = evolve(start.indicators[0], deductions=(lost,))
    shown = render(evolve(card, dimensions=(evolve(start, indicators=(row,)), *more)), View())
    assert long in "".join(shown.split())
    assert "形成了可持续的管护机制。…（全段见第14行）」" in "".join(shown.split())


def test_judgements_without_passages_are_named(card: Scorecard) -> None:
    *most, last = card.dimensions
    bare = evolve(last, indicators=tuple(evolve(row, passages=()) for row in last.indicators))
    shown = render(evolve(card, dimensions=(*most, bare)), View())
    assert "报告中未找到相关段落  经济效益和社会效益" in shown


def test_an_empty_sheet_says_so() -> None:
    sheet = FactSheet(None, None, {})
    assert "没有找到事实。" in render_facts(sheet, View())
    assert "未发现报告自相矛盾之处。" in render_audit(sheet, View())
    assert "The report does not contradict itself." in render_audit(sheet, View(Lang.EN))


def test_a_supplied_fact_has_no_readings_to_explain(sheet: FactSheet) -> None:
    shown = render_explain(sheet.facts["department"], View())
    assert shown == "部门名称  department\n云岭市示范区园林绿化局  补充数据\n"


def test_a_judgement_on_a_part_names_the_part_and_hides_no_computed_result(card: Scorecard) -> None:
    *most, last = card.dimensions
    benefits, satisfaction = last.indicators
    record = JudgementRecord(Decimal(4), "成效明显", "评价员甲", datetime(2022, 3, 18), None)
    first, second = benefits.parts
    changed = evolve(benefits, parts=(evolve(first, judgement=record), second))
    shown = render(evolve(card, dimensions=(*most, evolve(last, indicators=(changed, satisfaction)))), View())
    (below,) = re.findall(r"  4/5  经济效益和社会效益 › 经济效益  benefits\n(?:.+\n)+", shown)
    assert "成效明显" in below
    assert "规则原算" not in below
