"""The rows of the report's own sheet, each beside the indicator that it is about; nothing is guessed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from attrs import evolve

from evalkit.facts.self_sheet import SelfScore, SelfSheet
from evalkit.patterns import when_used
from evalkit.rules.rule import EXACT, quantised
from evalkit.scoring.ledger import ZERO, difference, total
from evalkit.scoring.scorecard import (
    Beside,
    DimensionResult,
    IndicatorResult,
    Outcome,
    SelfMarks,
    Unplaced,
    Why,
)
from evalkit.scoring.wording import plainly

_ASIDE = when_used(r"[（(][^（）()]*[）)]")
_SIGNS = when_used(r"[^\w%]+")
_LONGEST = 60
"""How long the title of an indicator is at most; what is longer is a sentence."""
_SHORTEST = 4
_OTHERWISE = when_used("[非未不无]|项目|上年|逾期|超")
"""What makes a longer title another one's than the shorter title within it."""


def beside(
    dimensions: Sequence[DimensionResult], sheets: Sequence[SelfSheet]
) -> tuple[tuple[DimensionResult, ...], tuple[Unplaced, ...]]:
    """Return `dimensions` with the marks of the report's `sheets` on them, and the rows that found no place.

    A row is its indicator's by the title; where several have it, by the dimension or group above it too;
    else where one title stands within the other, and in no other one's. Where the sheet has a row for each part
    of an indicator and none for the whole, their sum is its own.
    """
    rows = [row for sheet in sheets for row in sheet.rows]
    if not rows:
        return tuple(dimensions), ()
    chosen, unplaced = _placed(rows, dimensions)
    results = {each.id: each for dimension in dimensions for each in dimension.indicators}
    given: dict[str, SelfMarks] = {}
    for indicator, several in chosen.items():
        if len({(rows[place].awarded, rows[place].full) for place, _ in several}) > 1:
            unplaced.update((place, Why.CONTRADICTED) for place, _ in several)
        else:
            place, by = several[0]
            given[indicator] = _marks(rows[place], by, results[indicator])
    left = tuple(Unplaced(rows[place], unplaced[place]) for place in sorted(unplaced))
    return _with(dimensions, given), left


_Found = dict[str, list[tuple[int, Beside]]]
"""The places of the rows that are each indicator's, and by what they are."""


def _placed(rows: list[SelfScore], dimensions: Sequence[DimensionResult]) -> tuple[_Found, dict[int, Why]]:
    """Return the rows of each indicator, and why each of the others is no one's; sums of parts join `rows`."""
    places = _Places(dimensions)
    chosen: _Found = {}
    unplaced: dict[int, Why] = {}
    rest: list[int] = []
    for place, row in enumerate(rows):
        found = places.titled(row)
        if isinstance(found, Why):
            unplaced[place] = found
        elif found is None:
            rest.append(place)
        else:
            chosen.setdefault(found[0], []).append((place, found[1]))
    summed = places.summed({place: rows[place] for place in rest}, chosen)
    for indicator, parts in summed.items():
        chosen[indicator] = [(len(rows), Beside.SUM)]
        rows.append(_sum([rows[place] for place in parts]))
    in_sums = {place for parts in summed.values() for place in parts}
    rest = [place for place in rest if place not in in_sums]
    chosen |= places.within({place: rows[place] for place in rest}, chosen)
    placed = {place for found in chosen.values() for place, _ in found}
    unplaced |= {place: Why.UNKNOWN for place in rest if place not in placed}
    return chosen, unplaced


def _sum(parts: Sequence[SelfScore]) -> SelfScore:
    """Return the rows of all parts of an indicator as one."""
    return SelfScore(
        levels=(),
        title="、".join(each.title for each in parts),
        full=total(each.full for each in parts if each.full is not None),
        awarded=total(each.awarded for each in parts),
        reason="；".join(dict.fromkeys(each.reason for each in parts if each.reason)),
        evidence=tuple(place for each in parts for place in each.evidence),
    )


def _with(
    dimensions: Iterable[DimensionResult], given: Mapping[str, SelfMarks]
) -> tuple[DimensionResult, ...]:
    return tuple(
        evolve(
            dimension,
            indicators=tuple(
                evolve(each, self_score=given[each.id]) if each.id in given else each
                for each in dimension.indicators
            ),
        )
        for dimension in dimensions
    )


def _marks(row: SelfScore, by: Beside, result: IndicatorResult) -> SelfMarks:
    """Return the marks of `row` beside those of `result`, with the difference on its full marks."""
    low = high = None
    worth = _worth(row, result)
    if worth is not None:
        low, high = difference(worth, result.high), difference(worth, result.low)
    return SelfMarks(row.title, row.awarded, row.full, row.reason, low, high, by, row.evidence)


def _worth(row: SelfScore, result: IndicatorResult) -> Decimal | None:
    """Return what the marks of `row` are of the full marks of `result`; None where they cannot be held together."""
    if not result.marks or result.outcome is Outcome.NOT_APPLICABLE:
        return None
    if row.full is None:
        return row.awarded if row.awarded <= result.marks else None
    if row.full == result.marks:
        return row.awarded
    return quantised(EXACT.divide(EXACT.multiply(row.awarded, result.marks), row.full))


def _plain(title: str) -> str:
    return _SIGNS.sub("", plainly(title))


class _Places:
    """The indicators by what they are called, and under what."""

    def __init__(self, dimensions: Iterable[DimensionResult]) -> None:
        self._titles: dict[str, list[str]] = {}
        self._above: dict[str, tuple[str, ...]] = {}
        self._parts: dict[str, tuple[str, ...]] = {}
        for dimension in dimensions:
            for each in dimension.indicators:
                names = (dimension.title.zh, each.group)
                self._above[each.id] = tuple(name for name in map(_plain, names) if name)
                self._parts[each.id] = tuple(_plain(part.title.zh) for part in each.parts)
                for title in dict.fromkeys((_plain(each.title.zh), _plain(_ASIDE.sub("", each.title.zh)))):
                    if title:
                        self._titles.setdefault(title, []).append(each.id)

    def titled(self, row: SelfScore) -> tuple[str, Beside] | Why | None:
        """Return the indicator that has the title of `row`; None where none has, why not where several do."""
        for title in dict.fromkeys((_plain(row.title), _plain(_ASIDE.sub("", row.title)))):
            ids = self._titles.get(title, [])
            if len(ids) == 1:
                return ids[0], Beside.TITLE
            if ids:
                levels = [name for name in map(_plain, row.levels) if name]
                under = [id for id in ids if any(name in self._above[id] for name in levels)]
                return (under[0], Beside.DIMENSION) if len(under) == 1 else Why.AMBIGUOUS
        return None

    def summed(self, rows: Mapping[int, SelfScore], taken: Mapping[str, object]) -> dict[str, list[int]]:
        """Return the rows of the parts of each open indicator that has one for each of them, told by their titles."""
        owners = Counter(title for titles in self._parts.values() for title in set(titles))
        named: dict[str, list[int]] = {}
        for place, row in rows.items():
            if row.full is not None:
                named.setdefault(_plain(row.title), []).append(place)
        found = {}
        for each, titles in self._parts.items():
            places = [named.get(title, []) for title in titles]
            alone = all(owners[title] == 1 for title in titles) and len(set(titles)) == len(titles)
            if titles and alone and each not in taken and all(len(rows_of) == 1 for rows_of in places):
                found[each] = [place for rows_of in places for place in rows_of]
        return found

    def within(self, rows: Mapping[int, SelfScore], taken: Mapping[str, object]) -> _Found:
        """Return those of `rows` whose title contains that of one open indicator, or stands in it.

        A row and an indicator are each other's only where neither has another that fits.
        """
        free = {title: ids for title, ids in self._titles.items() if taken.keys().isdisjoint(ids)}
        fitting: dict[str, list[int]] = {}
        for place, row in rows.items():
            own = _plain(row.title)
            ids = {each for title, ids in free.items() if _contains(own, title) for each in ids}
            if len(ids) == 1:
                fitting.setdefault(ids.pop(), []).append(place)
        return {each: [(found[0], Beside.PART)] for each, found in fitting.items() if len(found) == 1}


def _contains(one: str, other: str) -> bool:
    """Return whether one title stands within the other and what is left makes no other thing of it."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORTEST or len(longer) > _LONGEST or shorter not in longer:
        return False
    rest = longer.replace(shorter, "", 1)
    return len(rest) * 2 <= len(shorter) and _OTHERWISE.search(rest) is None


_BEYOND_BONUSES = Decimal("1.2")
"""How many times the full marks of a rubric are more than any bonus gives: they are out of a hundred, say."""


def is_on_another_scale(own: Decimal, full: Decimal) -> bool:
    """Return whether a report's own total cannot be out of the `full` marks of the rubric, whatever its bonuses are."""
    return own > full * _BEYOND_BONUSES


def disputed(dimensions: Iterable[DimensionResult]) -> tuple[tuple[IndicatorResult, SelfMarks], ...]:
    """Return the indicators that the report marks too, the largest difference first, then as in the rubric.

    A difference that is open counts as far as it is certain; what cannot be compared stands last.
    """
    found = [
        (each, each.self_score)
        for dimension in dimensions
        for each in dimension.indicators
        if each.self_score is not None
    ]
    return tuple(sorted(found, key=lambda pair: -_certain(pair[1])))


def _certain(marks: SelfMarks) -> Decimal:
    """Return by how much the two differ at least; less than nothing where they cannot be compared."""
    if marks.low is None or marks.high is None:
        return Decimal(-1)
    return max(marks.low, -marks.high, ZERO)
