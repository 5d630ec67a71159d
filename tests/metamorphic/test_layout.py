"""However a report is laid out, it says the same: facts and marks do not move.

The report is the example that evalkit ships; page numbers, line breaks, bold marks and invisible
characters are put into it, and the sections of a report of short sentences are put in any order.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit import Registry, load_plugins, score_sheet
from evalkit.documents.plain.text import read_text
from evalkit.facts.extraction import extract
from evalkit.facts.fact import FactSheet
from evalkit.journey import find_rubric

REPORT = (Path(__file__).parents[2] / "examples" / "report.txt").read_text("utf-8")
RUNNING = re.compile(r"^[^|\n]*。$", re.MULTILINE)
"""The lines of the report that are sentences: no titles, no rows of its table."""

LINES = tuple(RUNNING.finditer(REPORT))
INSIDE = [
    at for line in LINES for at in range(line.start() + 1, line.end()) if REPORT[at] not in "，。；：、）”"
]
"""Where something may be put in the middle of a line; never before a sign that begins no line anywhere."""

LONGEST_UNBROKEN = 30
"""Somebody's Enter is taken for one where the line before it is at least so long."""


@cache
def registry() -> Registry:
    return load_plugins()


def read(text: str) -> FactSheet:
    return extract([read_text("report.txt", text.encode())], registry().catalogue)


def outcome(sheet: FactSheet) -> tuple[object, ...]:
    """Return all that may not move: values, marks, and how many findings of each kind there are."""
    cards = [
        score_sheet(sheet, find_rubric(rubric, sheet, registry()).value.rubric, registry())
        for rubric in ("shenzhen-2020", "four-e")
    ]
    marks: list[tuple[str, Decimal, Decimal]] = [
        (indicator.id, indicator.low, indicator.high)
        for card in cards
        for dimension in card.dimensions
        for indicator in dimension.indicators
    ]
    values = {id: (fact.value, fact.basis) for id, fact in sheet.facts.items()}
    return sheet.department, sheet.year, values, marks, sorted(each.kind.value for each in sheet.findings)


@cache
def plain() -> tuple[object, ...]:
    return outcome(read(REPORT))


def with_inserted(places: Iterable[tuple[int, str]]) -> str:
    """Return the report with each sign at its place."""
    pieces, last = [], 0
    for at, sign in sorted(places):
        pieces += [REPORT[last:at], sign]
        last = at
    return "".join([*pieces, REPORT[last:]])


def assert_same(text: str) -> None:
    sheet = read(text)
    assert outcome(sheet) == plain()
    for fact in sheet.facts.values():
        assert all(text[each.start : each.end] == each.quote for each in fact.evidence)


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(INSIDE), min_size=1, max_size=6, unique=True),
    st.sampled_from(["\n- {} -\n", "\n\n— {} —\n\n", "\n{}\n\f", "\n第 {} 页 共 9 页\n", "\n\n{}/9\n\f\n"]),
)
def test_a_page_may_end_anywhere(places: Sequence[int], mark: str) -> None:
    assert_same(with_inserted((at, mark.format(page)) for page, at in enumerate(sorted(places), 1)))


@settings(max_examples=25)
@given(st.data())
def test_enter_may_be_pressed_in_a_long_line(data: st.DataObject) -> None:
    lines = [line for line in LINES if len(line[0]) > LONGEST_UNBROKEN + 1]
    chosen = data.draw(st.lists(st.sampled_from(lines), min_size=1, max_size=8, unique=True))
    assert_same(
        with_inserted(
            (data.draw(st.integers(line.start() + LONGEST_UNBROKEN, line.end() - 1)), "\n") for line in chosen
        )
    )


@settings(max_examples=15)
@given(st.integers(24, 60))
def test_lines_may_be_wrapped_at_any_width(width: int) -> None:
    assert_same(RUNNING.sub(lambda line: "\n".join(re.findall(f".{{1,{width}}}", line[0])), REPORT))


@settings(max_examples=25)
@given(st.data())
def test_anything_may_be_in_bold_type(data: st.DataObject) -> None:
    lines = data.draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=8, unique=True))
    places = []
    for line in lines:
        ends = st.integers(line.start(), line.end())
        start, end = sorted(data.draw(st.lists(ends, min_size=2, max_size=2, unique=True)))
        places += [(start, "**"), (end, "**")]
    assert_same(with_inserted(places))


@settings(max_examples=15)
@given(
    st.lists(st.sampled_from(INSIDE), min_size=1, max_size=20, unique=True),
    st.sampled_from("\u200b\ufeff\u2060\xad"),
)
def test_characters_that_nobody_sees_change_nothing(places: Sequence[int], sign: str) -> None:
    assert_same(with_inserted((at, sign) for at in places))


# ---------------------------------------------------------------- order

TITLE = "松溪县水利局2022年度部门整体支出绩效自评报告"
SECTIONS = {
    "人员情况": ["编制53名，年末在职人员49人。", "离退休人员17人。"],
    "预算执行": [
        "年初预算2,310.40万元，调整预算2,655.80万元，决算2,601.12万元。",
        "基本支出决算1,004.60万元，项目支出决算1,596.52万元。",
    ],
    "三公经费": ["“三公”经费预算24.6万元，实际支出21.08万元。", "公务接待费实际支出2.17万元。"],
    "政府采购": ["政府采购预算812.5万元，实际采购779.3万元。"],
    "资产情况": ["固定资产总额9,408.7万元，其中在用8,862.4万元。"],
    "履职情况": ["年度重点工作14项，完成13项。", "收到群众来信32件，全部答复。"],
}


@settings(max_examples=25)
@given(st.data())
def test_sections_and_paragraphs_may_stand_in_any_order(data: st.DataObject) -> None:
    def written(sections: Sequence[str], shuffled: bool) -> str:
        lines = [TITLE]
        for number, name in zip("一二三四五六", sections, strict=True):
            paragraphs = SECTIONS[name]
            lines += ["", f"{number}、{name}", ""]
            lines += data.draw(st.permutations(paragraphs)) if shuffled else paragraphs
        return "\n".join(lines) + "\n"

    usual = read(written(list(SECTIONS), shuffled=False))
    other = read(written(data.draw(st.permutations(list(SECTIONS))), shuffled=True))
    assert len(usual.facts) == 19
    assert outcome(other) == outcome(usual)
