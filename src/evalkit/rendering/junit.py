"""The scorecard as JUnit XML: a suite a dimension, a case an indicator, for services that show test results.

A case fails only where the total is asked to reach a bar and does not: then the total fails, and everything
that lost marks. Without a bar, or above it, lost marks are told in the output of cases that pass. So a file
has a failure exactly when ``--fail-under`` makes the exit code 1, and an error exactly when a plugin makes it 3.
"""

from collections.abc import Iterator
from decimal import Decimal

from evalkit.frozen import frozen
from evalkit.messages import Lang, Message, say
from evalkit.rendering import words
from evalkit.rendering.annotations import adjustment_lines, deduction_lines
from evalkit.rendering.contents import Lost, grade_text, is_judgement, open_sentence, walk
from evalkit.rendering.figures import interval, marks, value_text
from evalkit.rendering.junit_xml import Case, Complaint, Suite, junit_xml
from evalkit.rendering.places import Places, outermost
from evalkit.rendering.renderer import View
from evalkit.rendering.review.citing import evidence_of
from evalkit.rubrics.rubric import AdjustmentKind
from evalkit.scoring.scorecard import (
    AdjustmentResult,
    DimensionResult,
    IndicatorResult,
    MissingItem,
    Outcome,
    Scorecard,
)

_LOST = say("扣 {marks} 分：{reasons}", "{marks} marks lost: {reasons}")
_OPEN = say("{marks} 分未定", "{marks} marks are open")
_LACKS = say("缺{what}", "missing: {what}")
_NOT_APPLICABLE = say("不适用", "not applicable")
_UNKNOWN_FAULT = say("未能计算", "could not be worked out")
_SEMICOLON = say("；", "; ")
_NAMED = "{id}: {title}"
_TAKING = frozenset({AdjustmentKind.PENALTY, AdjustmentKind.CAP, AdjustmentKind.VETO})


def render(scorecard: Scorecard, view: View) -> str:
    """Return the scorecard as JUnit XML; `view.bar` is the total that is asked for."""
    missing: dict[str, list[MissingItem]] = {}
    for item in scorecard.missing:
        missing.setdefault(item.indicator, []).append(item)
    missed = view.bar is not None and scorecard.low < view.bar
    places = Places.within(scorecard.report.documents, view.lang)
    writer = _Writer(scorecard, view.lang, view.bar, missing, places, missed=missed)
    return junit_xml([writer.total(), *(writer.dimension(each) for each in scorecard.dimensions)])


@frozen
class _Writer:
    """A scorecard that becomes suites; `missed` says that the bar was."""

    card: Scorecard
    lang: Lang
    bar: Decimal | None
    lacking: dict[str, list[MissingItem]]
    places: Places
    missed: bool

    # ------------------------------------------------------------ suites

    def total(self) -> Suite:
        """Return the suite of all that is no indicator's: the total, adjustments, plugins that failed."""
        card = self.card
        place = f"{card.rubric.id}.total"
        faults = (
            Case(place, f"plugin: {text}", Complaint("error", "plugin", text, (text,)))
            for text in self._own_faults()
        )
        cases = (
            self._total_case(place),
            *(self._adjustment(each, place) for each in card.adjustments),
            *faults,
        )
        given = {
            "rubric": f"{card.rubric.id} {card.rubric.version}",
            "report": card.report.sha256,
            **self._amounts(card),
        }
        return Suite(self._said(words.TOTAL), cases, given)

    def dimension(self, dimension: DimensionResult) -> Suite:
        """Return the suite of a dimension."""
        place = f"{self.card.rubric.id}.{dimension.id}"
        cases = tuple(self._indicator(each, dimension, place) for each in dimension.indicators)
        return Suite(dimension.title.text(self.lang), cases, self._amounts(dimension))

    def _amounts(self, scored: Scorecard | DimensionResult) -> dict[str, str]:
        found = {
            "marks": marks(scored.marks),
            "low": marks(scored.low, scored.marks),
            "high": marks(scored.high, scored.marks),
        }
        if isinstance(scored, Scorecard) and self.bar is not None:
            found["fail-under"] = marks(self.bar)
        return found

    # ------------------------------------------------------------ cases

    def _total_case(self, place: str) -> Case:
        card = self.card
        score = f"{self._said(words.TOTAL)} {self._score(card)}"
        grade = f"{self._said(words.GRADE)} {grade_text(card, self.lang)}"
        undecided = open_sentence(card)
        lines = (score, grade, *(() if undecided is None else (self._said(undecided),)))
        name = _NAMED.format(id="total", title=self._said(words.TOTAL))
        if not self.missed:
            return Case(place, name, out=lines)
        why = self._said(words.BELOW_BAR, low=marks(card.low, self.bar), bar=marks(self.bar or Decimal(0)))
        return Case(place, name, Complaint("failure", "bar", why, lines))

    def _adjustment(self, adjustment: AdjustmentResult, place: str) -> Case:
        name = _NAMED.format(id=adjustment.id, title=adjustment.title.text(self.lang))
        lines = adjustment_lines(adjustment, self.lang)
        reason = adjustment.reason.text(self.lang)
        if self.missed and adjustment.high < 0 and adjustment.kind in _TAKING:
            return Case(place, name, Complaint("failure", adjustment.kind.value, reason, lines))
        skipped = (reason,) if adjustment.low < adjustment.high else ()
        return Case(place, name, skipped=skipped, out=lines)

    def _indicator(self, result: IndicatorResult, dimension: DimensionResult, place: str) -> Case:
        name = _NAMED.format(id=result.id, title=result.title.text(self.lang))
        faults = tuple(message.text(self.lang) for message in _faults(result))
        lacks = self._lacks(result)
        lines = (*self._head(result), *self._losses(result, dimension))
        if faults:
            return Case(place, name, Complaint("error", "plugin", faults[0], faults), out=(*lines, *lacks))
        if self.missed and result.deductions:
            reasons = _SEMICOLON.text(self.lang).join(one.reason.text(self.lang) for one in result.deductions)
            lost = sum((one.marks for one in result.deductions), Decimal(0))
            why = self._said(_LOST, marks=marks(lost), reasons=reasons)
            return Case(place, name, Complaint("failure", "deduction", why, (*lines, *lacks)))
        if result.outcome is Outcome.NOT_APPLICABLE:
            return Case(place, name, skipped=(self._said(_NOT_APPLICABLE),), out=lines)
        return Case(place, name, skipped=lacks, out=lines)

    # ------------------------------------------------------------ lines

    def _head(self, result: IndicatorResult) -> Iterator[str]:
        yield self._score(result)
        if result.value is not None:
            shown = value_text(result.value.value, result.value.unit, self.lang)
            yield f"{result.value.title.text(self.lang)} {shown}"

    def _losses(self, result: IndicatorResult, dimension: DimensionResult) -> Iterator[str]:
        for deduction in result.deductions:
            yield from deduction_lines(Lost(dimension, result, deduction), self.lang)
            for one in outermost(evidence_of(deduction, result)):
                yield f"{self._said(words.EVIDENCE)} {self.places.one(one)} {one.quote}"

    def _lacks(self, result: IndicatorResult) -> tuple[str, ...]:
        """Return how many marks are open and what would settle them; nothing where none are."""
        if result.high == result.low:
            return ()
        lines = [self._said(_OPEN, marks=marks(result.high - result.low))]
        for item in self.lacking.get(result.id, ()):
            kind = words.KIND_JUDGEMENT if is_judgement(item) else words.KIND_FACT
            what = f"{self._said(kind)} {item.title.text(self.lang)} ({marks(item.marks)}) {item.id}"
            lines.append(self._said(_LACKS, what=what))
        return tuple(lines)

    def _score(self, scored: Scorecard | IndicatorResult) -> str:
        shown = interval(scored.awarded, scored.low, scored.high, self.lang, scored.marks)
        return shown + self._said(words.OF_MARKS, marks=marks(scored.marks))

    def _own_faults(self) -> tuple[str, ...]:
        """Return what plugins failed at besides the indicators, each fault once."""
        told = {
            fault.text(self.lang)
            for dimension in self.card.dimensions
            for one in dimension.indicators
            for fault in _faults(one)
        }
        said = dict.fromkeys(fault.text(self.lang) for fault in self.card.faults)
        return tuple(text for text in said if text not in told)

    def _said(self, word: Message, **values: object) -> str:
        return (words.filled(word, **values) if values else word).text(self.lang)


def _faults(result: IndicatorResult) -> tuple[Message, ...]:
    """Return what plugins failed at in an indicator or its parts."""
    found = tuple(one.fault for one in walk(result) if one.fault is not None)
    return found or ((_UNKNOWN_FAULT,) if result.outcome is Outcome.ERROR else ())
