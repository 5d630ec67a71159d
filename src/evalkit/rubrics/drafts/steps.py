"""Steps of a standard as people write them (95%以上得5分；90%-95%得3分；其余不得分) become bands."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from attrs import evolve

from evalkit.frozen import frozen

N = r"(\d+(?:\.\d+)?)"
PERCENT = rf"{N}\s*%"
SIGNED = r"(-?\d+(?:\.\d+)?)\s*%"
"""A percentage behind a word that compares: there a hyphen is a minus."""
GAINED = re.compile(rf"(?<![扣减加分\d.]){N}分(?![之钟])|(得满分)|(不得分|不计分|得零分)")
"""What a step gives: so many marks, full ones or none."""

_WITH = r"\s*(\(不?含\))?"
_RANGE = re.compile(rf"{N}\s*%?{_WITH}\s*[-~—至到]+\s*{PERCENT}{_WITH}")
_NOTHING = re.compile(r"(?:=|等于|为)\s*0(?![\d.])")
_LOWER = (
    (True, re.compile(rf"(?:≥|>=|不低于|不少于|不小于|大于(?:或)?等于|达到|达)\s*{SIGNED}")),
    (
        False,
        re.compile(
            rf"(?:>(?!=)|(?<![不未])(?:大于(?!或?等于)|高于|超过))\s*{SIGNED}|{PERCENT}\s*以上\s*\(不含\)"
        ),
    ),
    (True, re.compile(rf"{PERCENT}\s*(?:\(含\))?\s*(?:及|或)?以上")),
)
_UPPER = (
    (True, re.compile(rf"(?:≤|<=|不超过|不高于|不大于|小于(?:或)?等于)\s*{SIGNED}|{PERCENT}\s*(?:\(含\)|及|或)以[下内]")),
    (False, re.compile(rf"(?:<(?!=)|(?<!不)小于(?!或?等于)|低于|不足|不到|未达到?)\s*{SIGNED}")),
    (False, re.compile(rf"{PERCENT}\s*(?:\(不含\))?\s*以下")),
)  # fmt: skip
_REST = re.compile(r"其余|其他|其它|否则|以下|低于|超过|大于|高于|不足|小于|未")


@frozen
class Edge:
    """Where a step ends, in per cent; `included` is None where the text does not say."""

    percent: Decimal
    included: bool | None


@frozen
class Step:
    """One step: its edges as far as they are written, and what it gives."""

    lower: Edge | None
    upper: Edge | None
    marks: Decimal


@frozen
class Written:
    """The bands that a text says, with the keys of a rubric's bands, and the bounds that it leaves to guess.

    `guessed` are those, in per cent, of which nobody says whether the very value is below or above.
    `lowest` and `highest` are where the text ends, None where its last step takes all the rest.
    """

    bands: tuple[dict[str, object], ...]
    guessed: frozenset[Decimal]
    lowest: Decimal | None = None
    highest: Decimal | None = None


def written_bands(text: str, marks: Decimal) -> Written | None:
    """Return the bands that `text` says for an indicator of `marks`.

    None when there are not at least two steps that leave no gap between one another.
    """
    steps = list(steps_of(text, marks))
    if len(steps) < 2:
        return None
    rising = _rises(steps)
    ordered = steps if rising else steps[::-1]
    edges = [_between(one, other) for one, other in pairwise(ordered)]
    known = [edge for edge in edges if edge is not None]
    if len(known) < len(edges) or any(one.percent > other.percent for one, other in pairwise(known)):
        return None
    bands = _rising(ordered, known) if rising else _falling(ordered, known)
    unsaid = frozenset(
        edge.percent
        for (one, other), edge in zip(pairwise(ordered), known, strict=True)
        if not _is_said(one.upper) and not _is_said(other.lower)
    )
    lowest, highest = ordered[0].lower, ordered[-1].upper
    return Written(
        tuple(bands),
        unsaid,
        None if lowest is None else lowest.percent,
        None if highest is None else highest.percent,
    )


def _is_said(edge: Edge | None) -> bool:
    return edge is not None and edge.included is not None


def _rising(ordered: Sequence[Step], edges: Sequence[Edge]) -> list[dict[str, object]]:
    """Return bands that go up, as the text does."""
    bands: list[dict[str, object]] = [
        {"to" if edge.included else "below": f"{edge.percent}%", "marks": step.marks}
        for step, edge in zip(ordered, edges, strict=False)
    ]
    return [*bands, {"marks": ordered[-1].marks}]


def _falling(ordered: Sequence[Step], edges: Sequence[Edge]) -> list[dict[str, object]]:
    """Return bands that go down, as the text does."""
    bands: list[dict[str, object]] = [
        {"above" if edge.included else "from": f"{edge.percent}%", "marks": step.marks}
        for step, edge in zip(ordered[:0:-1], edges[::-1], strict=True)
    ]
    return [*bands, {"marks": ordered[0].marks}]


def steps_of(text: str, marks: Decimal) -> Iterator[Step]:
    """Yield the steps of `text` that name a bound, or the rest."""
    for condition, worth in conditions_of(text, marks):
        step = step_of(condition, worth)
        if step is not None:
            yield step


def conditions_of(text: str, marks: Decimal) -> Iterator[tuple[str, Decimal]]:
    """Yield what stands before each amount of marks in `text`, and the amount."""
    start = 0
    for match in GAINED.finditer(text):
        worth = Decimal(match[1]) if match[1] else marks if match[2] else Decimal(0)
        yield text[start : match.start()], worth
        start = match.end()


def step_of(condition: str, marks: Decimal) -> Step | None:
    """Return the step of one condition; None when it names no bound and is not the rest."""
    between = _RANGE.search(condition)
    if between is not None:
        lower, with_lower, upper, with_upper = between.groups()
        return Step(_edge(lower, with_lower), _edge(upper, with_upper), marks)
    if _NOTHING.search(condition):
        return Step(None, Edge(Decimal(0), included=True), marks)
    lower_edge, upper_edge = _stated(condition, _LOWER), _stated(condition, _UPPER)
    if lower_edge is None and upper_edge is None and not _REST.search(condition):
        return None
    return Step(lower_edge, upper_edge, marks)


def _edge(percent: str, stated: str | None) -> Edge:
    return Edge(Decimal(percent), None if stated is None else "不" not in stated)


def _stated(condition: str, patterns: Sequence[tuple[bool, re.Pattern[str]]]) -> Edge | None:
    for included, pattern in patterns:
        match = pattern.search(condition)
        if match is not None:
            return Edge(Decimal(next(group for group in match.groups() if group)), included)
    return None


def _rises(steps: Sequence[Step]) -> bool:
    """Return whether the steps are written from the lowest value to the highest."""
    edges = [step.lower or step.upper for step in steps]
    places = [edge.percent for edge in edges if edge is not None]
    if len(places) > 1 and places[0] != places[-1]:
        return places[0] < places[-1]
    return steps[0].upper is not None


def _between(below: Step, above: Step) -> Edge | None:
    """Return where `below` ends and `above` begins; None when they leave a gap or nobody says."""
    ends, begins = below.upper, above.lower
    if ends is not None and begins is not None and ends.percent != begins.percent:
        return None
    if ends is not None and ends.included is not None:
        return ends
    if begins is not None:
        # Where neither says whose the very value is, it belongs to the step that begins with it.
        return Edge(begins.percent, begins.included is False)
    return None if ends is None else evolve(ends, included=False)
