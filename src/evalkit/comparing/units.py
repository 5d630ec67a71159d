"""What several evaluators judged, put together: each thing that was judged with all that was given to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from evalkit.frozen import frozen
from evalkit.rubrics.rubric import AdjustmentKind, Rubric
from evalkit.rules.rule import EXACT, Title
from evalkit.scoring.judgements import Judgement, Judgements
from evalkit.scoring.rows import all_rows
from evalkit.scoring.targets import Target, targets

ZERO = Decimal(0)
_BEIJING = timedelta(hours=8)
"""How far a moment without a zone is ahead of universal time."""


class Scale(Enum):
    """What the values of a unit are: shares of full marks, or counts of cases."""

    SHARE = "share"
    COUNT = "count"


@frozen
class Evaluation:
    """The judgements of one file: what the file is called, the digest of the report, and the rubric."""

    file: str
    report: str
    rubric: Rubric
    judgements: Judgements


@frozen
class Item:
    """One thing in a rubric that can be judged.

    `indicator` is the id of the row or adjustment that it belongs to, `dimension` that of its dimension, empty
    for adjustments. `full` are the most marks that it can move, None where that depends on the rest of the score.
    """

    address: str
    titles: tuple[Title, ...]
    indicator: str
    dimension: str
    target: Target
    full: Decimal | None
    is_penalty: bool = False

    def effect(self, judgement: Judgement) -> Decimal | None:
        """Return the marks that a judgement leaves in the total, those taken with a minus; None where nobody can say.

        What caps, the rest of an indicator and the rescaling of marks do to it is left out.
        """
        if self.full is None:
            return None
        amount = judgement.marks
        if amount is None:
            if self.target.each is None or judgement.count is None:
                return None
            amount = min(self.full, EXACT.multiply(self.target.each, Decimal(judgement.count)))
            if self.dimension:
                return EXACT.subtract(ZERO if self.target.marks is None else self.full, amount)
        return EXACT.minus(amount) if self.is_penalty else amount


@frozen
class Rating:
    """What one evaluator decided on one unit: the value on the unit's scale, and the marks that it leaves.

    `marks` is None where nobody can say; `file` is where the judgement stands.
    """

    evaluator: str
    value: Fraction
    marks: Decimal | None
    judgement: Judgement
    file: str


@frozen
class Unit:
    """One item of one report with what each evaluator gave to it, in the order of their names."""

    report: str
    rubric: str
    item: Item
    scale: Scale
    ratings: tuple[Rating, ...]

    @property
    def is_shared(self) -> bool:
        """Return whether two evaluators or more judged it."""
        return len(self.ratings) > 1

    @property
    def values(self) -> tuple[Fraction, ...]:
        """Return the values that were given."""
        return tuple(each.value for each in self.ratings)

    @property
    def gap(self) -> Fraction:
        """Return how far the values lie apart, on the unit's scale."""
        return max(self.values) - min(self.values)

    @property
    def spread(self) -> Decimal | None:
        """Return how many marks lie between the evaluators; None where nobody can say."""
        marks = [each.marks for each in self.ratings if each.marks is not None]
        return EXACT.subtract(max(marks), min(marks)) if len(marks) == len(self.ratings) else None


@frozen
class Twice:
    """An evaluator who judged one report by one rubric in several files.

    Of each item the latest judgement counts. `unsettled` are the items of which two judgements of the same
    moment say different things: nobody can tell which holds, so neither counts.
    """

    evaluator: str
    report: str
    rubric: str
    files: tuple[str, ...]
    unsettled: tuple[str, ...]


@frozen
class Collected:
    """All units of some evaluations, in the order of rubrics and reports, and who judged twice."""

    rubrics: tuple[Rubric, ...]
    units: tuple[Unit, ...]
    twice: tuple[Twice, ...]


Decided = tuple[str, Judgement]
"""A judgement and the file that it stands in."""
Given = dict[str, dict[str, list[Decided]]]
"""What was decided on one report, by evaluator and address."""
Kept = dict[str, dict[str, Decided]]
"""What counts of it, by address and evaluator."""


def collect(evaluations: Iterable[Evaluation]) -> Collected:
    """Return what was judged in `evaluations`, whatever their order."""
    rubrics: dict[str, Rubric] = {}
    found: dict[str, dict[str, Given]] = {}
    for each in sorted(evaluations, key=lambda each: (each.rubric.id, each.report, each.file)):
        rubrics[each.rubric.id] = each.rubric
        given = found.setdefault(each.rubric.id, {}).setdefault(each.report, {})
        for address, judgement in each.judgements.entries.items():
            given.setdefault(judgement.by, {}).setdefault(address, []).append((each.file, judgement))
    units: list[Unit] = []
    twice: list[Twice] = []
    for id, reports in found.items():
        items = items_of(rubrics[id])
        for report, given in reports.items():
            kept, again = _latest(given, report, id)
            units += _units(kept, items, report, id)
            twice += again
    return Collected(tuple(rubrics.values()), tuple(units), tuple(twice))


def items_of(rubric: Rubric) -> Mapping[str, Item]:
    """Return what can be judged in `rubric`, by address and in its order."""
    places = {
        indicator.id: dimension.id for dimension in rubric.dimensions for indicator in dimension.indicators
    }
    penalties = {each.id for each in rubric.adjustments if each.kind is AdjustmentKind.PENALTY}
    titles = {row.address: row.indicator.title for row in all_rows(rubric)}
    full = {row.address: row.indicator.marks for row in all_rows(rubric)}
    found: dict[str, Item] = {}
    for address, target in targets(rubric).items():
        steps = address.split(".")
        above = [".".join(steps[:length]) for length in range(1, len(steps) + 1)]
        found[address] = Item(
            address,
            tuple(titles[each] for each in above if each in titles) or (target.title,),
            steps[0],
            places.get(steps[0], ""),
            target,
            full.get(address.rpartition(".")[0]) if target.marks is None else target.marks,
            address in penalties,
        )
    return found


def _latest(given: Given, report: str, rubric: str) -> tuple[Kept, list[Twice]]:
    """Return what each evaluator decided last, and who judged in several files."""
    kept: Kept = {}
    twice: list[Twice] = []
    for evaluator, by_address in sorted(given.items()):
        unsettled: list[str] = []
        for address, decisions in by_address.items():
            last = max(_moment(judgement.at) for _, judgement in decisions)
            newest = [each for each in decisions if _moment(each[1].at) == last]
            if len({(judgement.marks, judgement.count) for _, judgement in newest}) > 1:
                unsettled.append(address)
            else:
                kept.setdefault(address, {})[evaluator] = newest[0]
        files = dict.fromkeys(file for decisions in by_address.values() for file, _ in decisions)
        if len(files) > 1:
            twice.append(Twice(evaluator, report, rubric, tuple(sorted(files)), tuple(unsettled)))
    return kept, twice


def _moment(at: datetime) -> timedelta:
    """Return how long after the first moment of all `at` is; even the first and the last have an answer."""
    zone = at.utcoffset()
    seconds = (at.hour * 60 + at.minute) * 60 + at.second
    return timedelta(at.toordinal(), seconds, at.microsecond) - (_BEIJING if zone is None else zone)


def _units(kept: Kept, items: Mapping[str, Item], report: str, rubric: str) -> Iterator[Unit]:
    for address, item in items.items():
        decided = kept.get(address)
        if decided:
            scale = _scale([judgement for _, judgement in decided.values()])
            ratings = (
                Rating(evaluator, _value(item, judgement, scale), item.effect(judgement), judgement, file)
                for evaluator, (file, judgement) in sorted(decided.items())
            )
            yield Unit(report, rubric, item, scale, tuple(ratings))


def _scale(judgements: Sequence[Judgement]) -> Scale:
    """Return the scale on which all the judgements of an item can be held against each other."""
    return Scale.COUNT if all(each.marks is None for each in judgements) else Scale.SHARE


def _value(item: Item, judgement: Judgement, scale: Scale) -> Fraction:
    if scale is Scale.COUNT:
        return Fraction(judgement.count or 0)
    marks = item.effect(judgement) or ZERO
    return abs(Fraction(marks)) / Fraction(item.full or 1)
