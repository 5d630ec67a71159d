"""What a careful reader takes from a passage, wording by wording: the cases stand in readings.toml."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.fact import FactSheet, FactValue
from evalkit.facts.quantity import scan

Sheet = Callable[[str], FactSheet]
CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("readings.toml").read_text("utf-8"))[
    "case"
]

_FULL_WIDTH = str.maketrans("0123456789%.", "０１２３４５６７８９％．")


def report(case: dict[str, Any], text: str | None = None) -> str:
    """Return the case as a whole report, with its headings, or with `text` in the place of its own."""
    title = f"青禾市城乡事务局{case.get('year', 2021)}年度部门整体支出绩效自评报告"
    return "\n\n".join((title, *case.get("headings", ()), (text or case["text"]).strip("\n"))) + "\n"


def value(printed: Any) -> FactValue:
    """Return a case's value in base units: 18万元, -7.25%, 23批次, true, 优."""
    if isinstance(printed, bool):
        return printed
    quantities = scan(printed.removeprefix("-"))
    if len(quantities) != 1:
        return str(printed)
    return -quantities[0].value if printed.startswith("-") else quantities[0].value


def values(sheet: FactSheet) -> dict[str, FactValue]:
    return {id: fact.value for id, fact in sheet.facts.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:24])
def test_the_facts_of_a_passage_and_no_other(sheet: Sheet, case: dict[str, Any]) -> None:
    assert values(sheet(report(case))) == {id: value(printed) for id, printed in case["facts"].items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip()[:24])
def test_evidence_quotes_the_report_to_the_letter(sheet: Sheet, case: dict[str, Any]) -> None:
    text = report(case)
    for fact in sheet(text).facts.values():
        for place in fact.evidence:
            assert text[place.start : place.end] == place.quote
            assert text.count("\n", 0, place.start) + 1 == place.line


PROSE = [case for case in CASES if "\n" not in case["text"].strip("\n")]


@given(st.sampled_from(PROSE))
def test_the_width_of_digits_changes_nothing(sheet: Sheet, case: dict[str, Any]) -> None:
    wide = report(case, case["text"].translate(_FULL_WIDTH))
    assert values(sheet(wide)) == values(sheet(report(case)))


@given(st.sampled_from(PROSE), st.data())
def test_a_page_break_changes_nothing(sheet: Sheet, case: dict[str, Any], data: st.DataObject) -> None:
    text = case["text"]
    places = [at for at in range(20, len(text)) if _may_break(text, at)]
    if places:
        at = data.draw(st.sampled_from(places))
        broken = report(case, f"{text[:at]}\n\n- 3 -\n\n{text[at:]}")
        assert values(sheet(broken)) == values(sheet(report(case)))


def _may_break(text: str, at: int) -> bool:
    """Return whether a break at `at` is one in mid-sentence, and what follows no label (合计：…)."""
    return "，" in text[:at] and text[at - 1] not in "。！？；：…" and "：" not in text[at : at + 16]


@given(st.sampled_from(PROSE))
def test_yuan_and_ten_thousand_yuan_are_read_alike(sheet: Sheet, case: dict[str, Any]) -> None:
    assert values(sheet(report(case, _in_yuan(case["text"])))) == values(sheet(report(case)))


def _in_yuan(text: str) -> str:
    """Return `text` with amounts of 万元 printed in 元."""
    pieces, at = [], 0
    for quantity in scan(text):
        if quantity.noun == "万元" and text[quantity.start].isdigit():
            pieces += [text[at : quantity.start], f"{quantity.value:,.2f}元"]
            at = quantity.end
    return "".join((*pieces, text[at:]))
