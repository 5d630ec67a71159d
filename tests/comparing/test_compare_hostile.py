"""Scorecard files that somebody changed: refused with one line, or compared to the last mark, never a crash."""

import copy
import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.comparing.compare import compare
from evalkit.errors import ScorecardError
from evalkit.journey import find_rubric, score_sheet
from evalkit.messages import Lang
from evalkit.reading import read_facts
from evalkit.registry import load_plugins
from evalkit.rendering.comparison.data import comparison_json
from evalkit.rendering.comparison.page import comparison_page
from evalkit.rendering.comparison.terminal import render_comparison
from evalkit.rendering.json import render
from evalkit.rendering.renderer import View
from evalkit.scoring.ledger import total
from evalkit.scoring.scorecard import Scorecard
from evalkit.scoring.scorecard_file import read_scorecard

REPORT = Path(__file__).parents[2] / "examples" / "report.txt"
Steps = tuple[str | int, ...]

VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.sampled_from(["", "0", "-5", "3.25", "99999", "1e3", "Infinity", "优", "a\u202e\x1b[0m", "\ud800"])
    | st.sampled_from(["money", "yes_no", "text", "judged", "error", "cap", "2031-03-01T00:00:00+08:00"])
    | st.lists(st.nothing())
    | st.dictionaries(st.nothing(), st.nothing())
)


@cache
def _written() -> str:
    registry = load_plugins()
    sheet = read_facts([REPORT], registry).value
    rubric = find_rubric("project-self-evaluation-capped", sheet, registry).value.rubric
    return render(score_sheet(sheet, rubric, registry), View())


@cache
def _paths() -> list[Steps]:
    """Return where every value of the file stands."""
    found: list[Steps] = []
    waiting: list[tuple[Steps, Any]] = [((), json.loads(_written()))]
    while waiting:
        path, value = waiting.pop()
        inner = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for key, each in inner:
            found.append((*path, key))
            waiting.append(((*path, key), each))
    return found


def _changed(tree: Any, path: Steps, action: str, value: Any) -> None:
    """Replace, remove or repeat what stands at `path`, if it is still there."""
    *above, last = path
    with suppress(KeyError, IndexError, TypeError):
        for step in above:
            tree = tree[step]
        if action == "remove":
            del tree[last]
        elif action == "repeat" and isinstance(tree, list):
            tree.insert(int(last), copy.deepcopy(tree[int(last)]))
        else:
            tree[last] = value


def _read(data: bytes) -> Scorecard | str:
    """Return the scorecard, or the line that refuses it."""
    try:
        return read_scorecard(data, "card.json")
    except ScorecardError as error:
        return error.text(Lang.ZH)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.deferred(lambda: st.sampled_from(_paths())),
            st.sampled_from(["replace", "remove", "repeat"]),
            VALUES,
        ),
        min_size=1,
        max_size=3,
    )
)
def test_a_changed_file_is_refused_or_compared(changes: list[tuple[Steps, str, Any]]) -> None:
    tree = json.loads(_written())
    for path, action, value in changes:
        _changed(tree, path, action, value)
    card = _read(json.dumps(tree).encode())
    if isinstance(card, str):
        assert card.startswith("card.json:")
        assert "\n" not in card
        return
    for before, after in ((read_scorecard(_written().encode(), "a.json"), card), (card, card)):
        found = compare(before, after)
        residue = [] if found.residue is None else [found.residue.move]
        moves = [*(each.move for each in found.indicators), *(each.move for each in found.adjustments)]
        assert total(move.low for move in (*moves, *residue)) == found.total.low
        assert total(move.high for move in (*moves, *residue)) == found.total.high
        for lang in Lang:
            assert all(line.isprintable() for line in render_comparison(found, View(lang)).split("\n"))
            assert comparison_page(found, lang).startswith("<!DOCTYPE html>")
            assert json.loads(comparison_json(found, lang))["move"]
