"""The report's own marks beside ours, put into sentences for every format that people read."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from evalkit.documents.document import Evidence
from evalkit.facts.self_sheet import SelfScore
from evalkit.frozen import frozen
from evalkit.messages import Joined, Lang, Message, Readable, say
from evalkit.rendering import words
from evalkit.rendering.figures import interval, marks, signed
from evalkit.scoring.scorecard import (
    IndicatorResult,
    Scorecard,
    SelfMarks,
    Unplaced,
    Why,
)
from evalkit.scoring.self_scores import disputed

SELF_MARKS = say("自评与评分逐项对照", "Self-scores beside ours")
SELF_ROWS = say("自评表", "Sheet of self-scores")
NOTE = say("可对照 {count} 项：{parts}", "{count} to compare: {parts}")
DIFFERENCE = say("自评高出", "Report above us by")
OWN = say("自评", "Report")
OURS = say("本卡", "Ours")
OUR_REASONS = say("本卡扣分", "We took")
OUR_OPEN = say("本卡未定", "Still open")
OWN_REASON = say("自评说明", "Report says")
AS_CALLED = say("自评表称", "In its sheet")
SAME = say("一致", "The same")
INCOMPARABLE = say("不可比", "not comparable")

_SCALED = say("{printed}，折合 {worth} 分", "{printed}, which is {worth} marks here")
_NO_FULL = say("{awarded}（未印满分）", "{awarded} (no full marks printed)")
_TO = say("{low} 至 {high}", "{low} to {high}")
_NO_REASON = say("扣 {lost} 分，未写原因", "{lost} off, no reason given")
_TAKEN = say("扣 {lost} 分：{reason}", "{lost} off: {reason}")
_HIGHER = say("自评高 {count} 项", "{count} above ours")
_LOWER = say("自评低 {count} 项", "{count} below")
_OPEN = say("未定 {count} 项", "{count} open")
_ALIKE = say("一致 {count} 项", "{count} the same")
_MORE = say("另有 {count} 行", "{count} more rows")
_ROW = say("{title} {marks}", "{title} {marks}")
_UNPLACED = {
    Why.UNKNOWN: say("没有对应的指标", "No indicator is called so"),
    Why.AMBIGUOUS: say("对应的指标不止一个", "Several indicators are called so"),
    Why.CONTRADICTED: say("同一指标自评分前后不一", "Given different marks for the same indicator"),
}
UNPLACED = say("自评表中未对应的行", "Rows of its sheet without a place")
_MOST = 30
"""How many rows without a place are named for each reason; all of them are in the JSON."""


@frozen
class Pair:
    """One indicator that the report marks too."""

    indicator: IndicatorResult
    own: SelfMarks

    @property
    def is_same(self) -> bool:
        """Whether both give the same marks for certain."""
        return self.own.low == self.own.high == 0

    def difference(self, lang: Lang) -> str:
        """Return by how much the report's marks are more; both ends where it is open."""
        low, high = self.own.low, self.own.high
        if low is None or high is None:
            return INCOMPARABLE.text(lang)
        return (
            signed(low) if low == high else words.filled(_TO, low=signed(low), high=signed(high)).text(lang)
        )

    def printed(self, lang: Lang) -> str:
        """Return the report's marks as it prints them, with what they are worth where that differs."""
        own, full = self.own, self.own.full
        if full is None:
            return words.filled(_NO_FULL, awarded=marks(own.awarded)).text(lang)
        printed = f"{marks(own.awarded, full)}/{marks(full)}"
        if own.low is None or full == self.indicator.marks:
            return printed
        worth = marks(own.low + self.indicator.high)
        return words.filled(_SCALED, printed=printed, worth=worth).text(lang)

    def ours(self, lang: Lang) -> str:
        """Return our marks, with the interval where it is open, of the full marks."""
        result = self.indicator
        return (
            f"{interval(result.awarded, result.low, result.high, lang, result.marks)}/{marks(result.marks)}"
        )

    def details(self, lang: Lang) -> Iterator[tuple[Message, str]]:
        """Yield why the two differ, each with its label: our deductions, what is open, what the report says."""
        if self.own.title != self.indicator.title.zh:
            yield AS_CALLED, self.own.title
        for deduction in self.indicator.deductions:
            yield OUR_REASONS, f"{signed(-deduction.marks)} {deduction.reason.text(lang)}"
        if self.indicator.low < self.indicator.high:
            yield OUR_OPEN, marks(self.indicator.high - self.indicator.low)
        reason = self._own_reason(lang)
        if reason:
            yield OWN_REASON, reason

    def _own_reason(self, lang: Lang) -> str:
        own = self.own
        lost = Decimal(0) if own.full is None else own.full - own.awarded
        if lost <= 0:
            return own.reason
        said = _TAKEN if own.reason else _NO_REASON
        return words.filled(said, lost=marks(lost), reason=own.reason).text(lang)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Return the row of the report's sheet."""
        return self.own.evidence


def pairs(card: Scorecard) -> tuple[Pair, ...]:
    """Return the indicators that the report marks too, the widest apart first; none where it prints no marks."""
    return tuple(Pair(*each) for each in disputed(card.dimensions))


def apart(found: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Return those of `found` that are not the same for certain."""
    return tuple(each for each in found if not each.is_same)


def note(found: tuple[Pair, ...]) -> Message:
    """Return how many can be compared, and in how many of them the report's marks are higher or lower."""
    ends = [(each.own.low, each.own.high) for each in found]
    known = [(low, high) for low, high in ends if low is not None and high is not None]
    counts = (
        (_HIGHER, sum(low > 0 for low, _ in known)),
        (_LOWER, sum(high < 0 for _, high in known)),
        (_OPEN, sum(low <= 0 <= high and low < high for low, high in known)),
        (_ALIKE, sum(low == high == 0 for low, high in known)),
    )
    parts = tuple(words.filled(word, count=count) for word, count in counts if count)
    return words.filled(NOTE, count=len(known), parts=Joined(parts))


def same(found: tuple[Pair, ...], lang: Lang) -> str:
    """Return the titles of those of `found` that are the same for certain, one after the other."""
    names = tuple(each.indicator.title.text(lang) for each in found if each.is_same)
    return Joined(names).text(lang)


def unplaced(card: Scorecard) -> Iterator[tuple[Message, Readable]]:
    """Yield the rows of the report's sheet that stand beside no indicator, by the reason."""
    ordered = sorted(card.unplaced, key=lambda each: list(Why).index(each.why))
    for why, group in groupby(ordered, key=lambda each: each.why):
        rows = list(group)
        named: list[Readable] = [_row(each) for each in rows[:_MOST]]
        if len(rows) > _MOST:
            named.append(words.filled(_MORE, count=len(rows) - _MOST))
        yield _UNPLACED[why], Joined(tuple(named))


def _row(each: Unplaced) -> Message:
    return words.filled(_ROW, title=each.row.title, marks=printed(each.row))


def printed(row: SelfScore) -> str:
    """Return the marks of a row, of the full ones where it prints any."""
    return marks(row.awarded) if row.full is None else f"{marks(row.awarded)}/{marks(row.full)}"
