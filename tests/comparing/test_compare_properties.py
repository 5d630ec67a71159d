"""What holds of any two scorecards: the moves add up, nothing moves by itself, and both directions agree."""

from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.comparing.compare import compare
from evalkit.comparing.comparison import Comparison
from evalkit.comparing.move import Certainty, Move
from evalkit.facts.fact import FactSheet
from evalkit.journey import load, score_sheet
from evalkit.messages import Lang
from evalkit.offers import effective_file, find_rubric_file
from evalkit.registry import load_plugins
from evalkit.rendering.comparison.data import comparison_json
from evalkit.rendering.json import render
from evalkit.rendering.renderer import View
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.rubric import Rubric
from evalkit.rubrics.writing import rubric_toml
from evalkit.scoring.judgements import Judgements, load_judgements
from evalkit.scoring.scorecard import Scorecard
from evalkit.scoring.scorecard_file import read_scorecard
from evalkit.scoring.targets import targets
from evalkit.testing.strategies import fact_sheets

REGISTRY = load_plugins()
SHIPPED = sorted(REGISTRY.rubrics)

_SHARES = [Decimal(0), Decimal("0.5"), Decimal(1)]


@cache
def _rubric(name: str) -> Rubric:
    tables = effective_file(find_rubric_file(name, REGISTRY), REGISTRY).file.data
    return load(RubricFile(name, rubric_toml(tables).encode()), REGISTRY)


def _judgements(draw: Any, rubric: Rubric, sheet: FactSheet) -> Judgements:
    head = (
        f'[judgements]\nreport = "{sheet.sha256}"\nrubric = "{rubric.id}"\nby = "评价员甲"\nat = 2031-03-01\n'
    )
    rows = []
    chosen: set[str] = set()
    for address, target in targets(rubric).items():
        indicator, _, item = address.partition(".")
        marks = Decimal(0) if target.marks is None else target.marks * draw(st.sampled_from(_SHARES))
        if not target.allows(marks) or indicator in chosen or "." in item or not draw(st.booleans()):
            continue
        chosen |= {address}
        named = f'indicator = "{indicator}"\n' + (f'item = "{item}"\n' if item else "")
        rows.append(f'[[judgement]]\n{named}marks = {marks:f}\nreason = "已核实"\n')
    return load_judgements("\n".join([head, *rows]).encode(), "judgements.toml", rubric, sheet.sha256)


def _card(draw: Any, rubric: Rubric) -> Scorecard:
    """Return the scorecard of a report that is drawn, with judgements that are drawn too, or without any."""
    digest = draw(st.sampled_from(["0" * 64, "1" * 64]))
    sheet = evolve(draw(fact_sheets(rubric, REGISTRY)), sha256=digest, year=2020 + int(digest[0]))
    judgements = _judgements(draw, rubric, sheet) if draw(st.booleans()) else None
    return score_sheet(sheet, rubric, REGISTRY, judgements=judgements)


def _rows(found: Comparison) -> list[Move]:
    moves = [*(each.move for each in found.indicators), *(each.move for each in found.adjustments)]
    return [*moves, *([] if found.residue is None else [found.residue.move])]


def _mirrored(move: Move) -> Move:
    return Move(-move.low, -move.high, -move.most, -move.least)


@settings(max_examples=12)
@pytest.mark.parametrize("name", SHIPPED)
@given(data=st.data())
def test_the_rows_move_the_total_to_the_last_mark(name: str, data: Any) -> None:
    rubric = _rubric(name)
    before, after = (_card(data.draw, rubric) for _ in range(2))
    found = compare(before, after)
    assert (found.total.low, found.total.high) == (after.low - before.low, after.high - before.high)
    assert sum((move.low for move in _rows(found)), Decimal(0)) == found.total.low
    assert sum((move.high for move in _rows(found)), Decimal(0)) == found.total.high
    assert found.residue is None
    assert found.doubts == ((), ())
    assert found.total.least <= min(found.total.low, found.total.high)
    assert found.total.most >= max(found.total.low, found.total.high)
    assert all(bool(row.causes) is not row.move.is_none for row in found.indicators)


@settings(max_examples=8)
@pytest.mark.parametrize("name", SHIPPED)
@given(data=st.data())
def test_the_other_way_round_everything_moves_back(name: str, data: Any) -> None:
    rubric = _rubric(name)
    before, after = (_card(data.draw, rubric) for _ in range(2))
    there, back = compare(before, after), compare(after, before)
    assert back.total == _mirrored(there.total)
    assert [row.result.id for row in back.indicators] == [row.result.id for row in there.indicators]
    for one, other in zip(there.indicators, back.indicators, strict=True):
        assert (other.before, other.after, other.move) == (one.after, one.before, _mirrored(one.move))
        assert set(other.causes) == set(one.causes)
        assert len(other.deductions) == len(one.deductions)
        assert other.missing == (one.missing[1], one.missing[0])
    assert [each.move for each in back.dimensions] == [_mirrored(each.move) for each in there.dimensions]


@settings(max_examples=8)
@given(data=st.data())
def test_two_rubrics_are_compared_both_ways_to_the_last_mark(data: Any) -> None:
    before, after = (_card(data.draw, _rubric(data.draw(st.sampled_from(SHIPPED)))) for _ in range(2))
    there, back = compare(before, after), compare(after, before)
    assert sum((move.low for move in _rows(there)), Decimal(0)) == after.low - before.low
    assert sum((move.high for move in _rows(there)), Decimal(0)) == after.high - before.high
    assert Counter(_mirrored(row.move) for row in back.indicators) == Counter(
        row.move for row in there.indicators
    )


@settings(max_examples=5)
@pytest.mark.parametrize("name", SHIPPED)
@given(data=st.data())
def test_nothing_moves_between_a_scorecard_and_itself(name: str, data: Any) -> None:
    card = _card(data.draw, _rubric(name))
    found = compare(card, card)
    assert found.relation.is_same
    assert found.total == Move(Decimal(0), Decimal(0), Decimal(0), Decimal(0))
    assert {row.move.certainty for row in found.indicators} <= {Certainty.SAME}
    assert {each.move.certainty for each in found.dimensions} <= {Certainty.SAME}
    assert not any(row.facts or row.deductions or row.judgements for row in found.indicators)


@settings(max_examples=5)
@pytest.mark.parametrize("name", SHIPPED)
@given(data=st.data())
def test_a_scorecard_read_back_is_the_one_that_was_written(name: str, data: Any) -> None:
    card = _card(data.draw, _rubric(name))
    for lang in Lang:
        text = render(card, View(lang))
        assert render(read_scorecard(text.encode(), "card.json"), View(lang)) == text


@settings(max_examples=5)
@given(data=st.data())
def test_the_order_of_the_rows_is_that_of_their_size(data: Any) -> None:
    rubric = _rubric("shenzhen-2020")
    found = compare(_card(data.draw, rubric), _card(data.draw, rubric))
    sizes = [row.move.size for row in found.indicators]
    assert sizes == sorted(sizes, reverse=True)
    assert comparison_json(found, Lang.ZH) == comparison_json(found, Lang.ZH)


def _decided(draw: Any, rubric: Rubric, addresses: list[str]) -> dict[str, Decimal]:
    """Return marks for each of `addresses` that an evaluator may give."""
    own = targets(rubric)
    found = {}
    for address in addresses:
        full = own[address].marks
        allowed = (
            [] if full is None else [full * share for share in _SHARES if own[address].allows(full * share)]
        )
        if allowed:
            found[address] = draw(st.sampled_from(allowed))
    return found


def _as_judged(rubric: Rubric, sheet: FactSheet, decided: dict[str, Decimal]) -> Scorecard:
    head = (
        f'[judgements]\nreport = "{sheet.sha256}"\nrubric = "{rubric.id}"\nby = "评价员甲"\nat = 2031-03-01\n'
    )
    rows = []
    for address, marks in decided.items():
        indicator, _, item = address.partition(".")
        named = f'indicator = "{indicator}"\n' + (f'item = "{item}"\n' if item else "")
        rows.append(f'[[judgement]]\n{named}marks = {marks:f}\nreason = "已核实"\n')
    text = "\n".join([head, *rows]).encode()
    judgements = load_judgements(text, "judgements.toml", rubric, sheet.sha256)
    return score_sheet(sheet, rubric, REGISTRY, judgements=judgements)


@settings(max_examples=12)
@pytest.mark.parametrize("name", SHIPPED)
@given(data=st.data())
def test_whatever_is_decided_later_marks_move_no_further_than_was_said(name: str, data: Any) -> None:
    """Both evaluators answer alike what neither has answered yet, and anything what the other has."""
    rubric = _rubric(name)
    sheet = data.draw(fact_sheets(rubric, REGISTRY, complete=True))
    waiting = score_sheet(sheet, rubric, REGISTRY).missing
    addresses = [item.id.removeprefix("judgement:") for item in waiting if item.id.startswith("judgement:")]
    later = _decided(data.draw, rubric, addresses)
    sides = []
    for _ in range(2):
        now = _decided(data.draw, rubric, [each for each in addresses if data.draw(st.booleans())])
        sides.append((_as_judged(rubric, sheet, now), _as_judged(rubric, sheet, {**later, **now})))
    found = compare(sides[0][0], sides[1][0])
    ended = compare(sides[0][1], sides[1][1])
    assert found.total.least <= ended.total.least <= ended.total.most <= found.total.most
    after = {row.result.id: row.move for row in ended.indicators}
    for row in found.indicators:
        end = after[row.result.id]
        assert row.move.least <= end.least <= end.most <= row.move.most
