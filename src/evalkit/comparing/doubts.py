"""Whether a scorecard adds up: one that evalkit wrote does, one that somebody changed may not."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from evalkit.facts.unit import Amount, Unit
from evalkit.messages import Message, say
from evalkit.rules.rule import Title
from evalkit.scoring.effect import Won
from evalkit.scoring.ledger import difference, total
from evalkit.scoring.scorecard import AdjustmentResult, DimensionResult, IndicatorResult, Scorecard


def doubts(card: Scorecard) -> tuple[Message, ...]:
    """Return what `card` says against its own sums, from the indicators up to the total."""
    return tuple(_doubts(card))


def missing_marks(card: Scorecard) -> Won:
    """Return what indicators and adjustments lack to the total, at both ends: nothing where they add up."""
    rows: list[IndicatorResult | AdjustmentResult] = [
        row for dimension in card.dimensions for row in dimension.indicators
    ]
    rows += card.adjustments
    return Won(
        difference(card.low, total(row.low for row in rows)),
        difference(card.high, total(row.high for row in rows)),
    )


def _doubts(card: Scorecard) -> Iterator[Message]:
    for dimension in card.dimensions:
        for row in dimension.indicators:
            yield from _indicator(row)
        yield from _sums(dimension.title, dimension, dimension.indicators)
    parts: list[DimensionResult | AdjustmentResult] = [*card.dimensions, *card.adjustments]
    for stated, low in ((card.low, True), (card.high, False)):
        summed = total(part.low if low else part.high for part in parts)
        if summed != stated:
            word = _LOWEST if low else _HIGHEST
            yield say(
                "总分{end}写作 {stated}，各维度与总分调整合计却是 {summed}",
                "the {end} of the total is given as {stated}, but dimensions and adjustments add up to {summed}",
                end=word,
                stated=_marks(stated),
                summed=_marks(summed),
            )
    if card.awarded != card.low:
        yield _unlike_low(say("总分", "the total"), card.awarded, card.low)


_LOWEST = say("下限", "lower end")
_HIGHEST = say("上限", "upper end")


def _indicator(row: IndicatorResult) -> Iterator[Message]:
    lost = total(each.marks for each in row.deductions)
    left = difference(row.marks, lost)
    if left != row.high:
        yield say(
            "{title}：满分 {full}，扣 {lost}，应余 {left}，却写作 {high}",
            "{title}: {full} less {lost} leave {left}, but {high} are given",
            title=row.title,
            full=_marks(row.marks),
            lost=_marks(lost),
            left=_marks(left),
            high=_marks(row.high),
        )
    if not 0 <= row.low <= row.high <= row.marks:
        yield say(
            "{title}：得分区间 {low} 至 {high} 不在 0 至满分 {full} 之内",
            "{title}: the interval from {low} to {high} is not between 0 and {full}",
            title=row.title,
            low=_marks(row.low),
            high=_marks(row.high),
            full=_marks(row.marks),
        )
    if row.awarded != row.low:
        yield _unlike_low(say("{title}", "{title}", title=row.title), row.awarded, row.low)


def _sums(title: Title, whole: DimensionResult, rows: Sequence[IndicatorResult]) -> Iterator[Message]:
    for stated, summed in (
        (whole.low, total(row.low for row in rows)),
        (whole.high, total(row.high for row in rows)),
    ):
        if stated != summed:
            yield say(
                "{title}：写作 {stated}，各指标合计却是 {summed}",
                "{title}: {stated} are given, but its indicators add up to {summed}",
                title=title,
                stated=_marks(stated),
                summed=_marks(summed),
            )
            return


def _unlike_low(what: Message, awarded: Decimal, low: Decimal) -> Message:
    return say(
        "{what}：得分写作 {awarded}，与区间下限 {low} 不同",
        "{what}: {awarded} are awarded, which is not the lower end {low}",
        what=what,
        awarded=_marks(awarded),
        low=_marks(low),
    )


def _marks(marks: Decimal) -> Amount:
    return Amount(marks, Unit.SCORE)
