"""The scorecard as a Word report to hand on: summary, marks, deductions, what is missing, findings, improvements."""

from collections.abc import Sequence

from attrs import frozen

from evalkit.documents.document import Evidence
from evalkit.messages import Lang, Message, say
from evalkit.rendering import self_contents as own
from evalkit.rendering import words
from evalkit.rendering.contents import (
    Lost,
    adjusted,
    four,
    grade_text,
    is_judgement,
    losses,
    open_sentence,
    self_score_remark,
    shared_marks,
    signature,
    titles,
    total_four,
    total_lost,
)
from evalkit.rendering.figures import interval, marks, signed
from evalkit.rendering.places import Places, outermost
from evalkit.rendering.renderer import View
from evalkit.rendering.visible import visible
from evalkit.rendering.word_paper import TEXT_WIDTH, Paper, Row
from evalkit.rubrics.rubric import Standing
from evalkit.scoring.scorecard import AdjustmentResult, DimensionResult, Scorecard

_IMPROVEMENTS = say("改进清单", "What to improve")
_IMPROVEMENTS_NOTE = say("按可挽回的分值从高到低", "by the marks that can be won back")
_OWN = say("{marks} 分，{remark}", "{marks}, {remark}")
_BETWEEN = say(" 至 ", " to ")
_LABELLED = say("{label}：{text}", "{label}: {text}")
_INDICATOR, _KIND, _MARKS = 6.2, 2.2, 1.7
"""How wide, in cm, the columns are that tell an indicator, what kind of thing is missing, and marks."""


def render(scorecard: Scorecard, view: View) -> bytes:
    """Return the scorecard as a Word file; the same scorecard gives the same bytes."""
    paper = Paper(_heading(scorecard, view.lang))
    _Report(paper, scorecard, Places.within(scorecard.report.documents, view.lang)).write()
    return paper.data()


def _heading(card: Scorecard, lang: Lang) -> str:
    name, year = card.report.department, card.report.year
    who = words.NO_DEPARTMENT.text(lang) if name is None else visible(name)
    when = words.NO_YEAR.text(lang) if year is None else words.filled(words.YEAR, year=year).text(lang)
    return f"{who}\n{when} {words.SCORECARD.text(lang)}"


@frozen
class _Report:
    """A Word file that is being written, and what of."""

    paper: Paper
    card: Scorecard
    where: Places

    @property
    def lang(self) -> Lang:
        return self.where.lang

    def write(self) -> None:
        """Write all chapters."""
        self._summary()
        self._marks()
        self._deductions()
        self._missing()
        self._self_marks()
        self._findings()
        self._improvements()

    # ------------------------------------------------------------ chapters

    def _summary(self) -> None:
        card, lang = self.card, self.lang
        rubric = card.rubric
        self.paper.line(
            self._labelled(words.RUBRIC, f"{rubric.title.text(lang)} {rubric.id} {rubric.version}")
        )
        if rubric.standing is not Standing.PUBLISHED:
            self.paper.line(self._labelled(words.STANDING, words.STANDINGS[rubric.standing].text(lang)))
        score = interval(card.awarded, card.low, card.high, lang, card.marks)
        out_of = words.filled(words.OF_MARKS, marks=marks(card.marks)).text(lang)
        self.paper.line(self._labelled(words.TOTAL, f"{score} {out_of.strip()}"))
        self.paper.line(self._labelled(words.GRADE, grade_text(card, lang)))
        remark = self_score_remark(card)
        if card.self_score is not None and remark is not None:
            stated = words.filled(_OWN, marks=marks(card.self_score), remark=remark)
            self.paper.line(self._labelled(words.SELF_SCORE, stated.text(lang)))
        signed_by = signature(card)
        if signed_by is not None:
            self.paper.line(self._labelled(words.SIGNED_OFF, signed_by.text(lang)))
        for sentence in (open_sentence(card), *card.faults, *card.report.notes):
            if sentence is not None:
                self.paper.line(visible(sentence.text(lang)))

    def _marks(self) -> None:
        self._heading(words.INDICATORS)
        rows: list[Row] = []
        for dimension in self.card.dimensions:
            title = visible(dimension.title.text(self.lang))
            for place, each in enumerate(dimension.indicators):
                cells = (title, visible(each.title.text(self.lang)), *four(each))
                rows.append(Row(cells, joined=place > 0))
            total = (title, words.SUM.text(self.lang), *four(dimension))
            rows.append(Row(total, strong=True, joined=bool(dimension.indicators)))
        if self.card.adjustments:
            rows.append(Row((words.ADJUSTED.text(self.lang), "", *adjusted(self.card))))
        rows.append(Row((words.TOTAL.text(self.lang), "", *total_four(self.card)), strong=True))
        heads = (words.DIMENSION, words.INDICATOR, *words.FOUR)
        self._table(heads, rows, (TEXT_WIDTH - _INDICATOR - 4 * _MARKS, _INDICATOR), right=4)

    def _deductions(self) -> None:
        lost = losses(self.card)
        note = words.filled(words.DEDUCTIONS_NOTE, count=len(lost), marks=marks(total_lost(self.card)))
        self._heading(words.DEDUCTIONS, note if lost else words.NO_DEDUCTIONS)
        chapter: DimensionResult | None = None
        for one in lost:
            if one.dimension is not chapter:
                chapter = one.dimension
                self.paper.heading(visible(chapter.title.text(self.lang)), 2)
            self._deduction(one)
        if self.card.adjustments:
            self.paper.heading(words.ADJUSTED.text(self.lang), 2)
        for adjustment in self.card.adjustments:
            self._adjustment(adjustment)

    def _deduction(self, lost: Lost) -> None:
        deduction = lost.deduction
        self.paper.entry(f"{signed(-deduction.marks)}  {_title(lost, self.lang)}")
        self._detail(words.REASON, deduction.reason.text(self.lang))
        self._detail(words.REMEDY, deduction.remedy.text(self.lang))
        self._detail(words.CLAUSE, deduction.clause)
        self._quotes(deduction.evidence)

    def _adjustment(self, adjustment: AdjustmentResult) -> None:
        both = dict.fromkeys(signed(end) for end in (adjustment.low, adjustment.high))
        kind = words.ADJUSTMENT_KINDS[adjustment.kind].text(self.lang)
        title = visible(adjustment.title.text(self.lang))
        self.paper.entry(f"{_BETWEEN.text(self.lang).join(both)}  {kind} › {title}")
        self._detail(words.REASON, adjustment.reason.text(self.lang))
        self._detail(words.CLAUSE, adjustment.clause)
        self._quotes(adjustment.evidence)

    def _missing(self) -> None:
        missing = self.card.missing
        self._heading(words.MISSING, words.MISSING_NOTE if missing else words.NOTHING_MISSING)
        if not missing:
            return
        rows = [
            Row(
                (
                    titles(self.card, [item.indicator], self.lang),
                    (words.KIND_JUDGEMENT if is_judgement(item) else words.KIND_FACT).text(self.lang),
                    visible(item.title.text(self.lang)),
                    marks(item.marks),
                )
            )
            for item in missing
        ]
        self._table(
            (words.INDICATOR, words.KIND, words.WHAT, words.STAKE),
            rows,
            (_INDICATOR, _KIND, TEXT_WIDTH - _INDICATOR - _KIND - _MARKS),
            right=1,
        )
        if shared_marks(self.card):
            self.paper.line(words.SHARED_MARKS.text(self.lang))

    def _self_marks(self) -> None:
        found = own.pairs(self.card)
        if not found and not self.card.unplaced:
            return
        self._heading(own.SELF_MARKS, own.note(found) if found else None)
        rows = [
            Row(
                (
                    visible(pair.indicator.title.text(self.lang)),
                    visible(pair.printed(self.lang)),
                    pair.ours(self.lang),
                    pair.difference(self.lang),
                )
            )
            for pair in found
        ]
        widths = (_INDICATOR, (TEXT_WIDTH - _INDICATOR - _MARKS) / 2, (TEXT_WIDTH - _INDICATOR - _MARKS) / 2)
        if rows:
            self._table((words.INDICATOR, own.OWN, own.OURS, own.DIFFERENCE), rows, widths, right=1)
        for pair in own.apart(found):
            self.paper.entry(f"{pair.difference(self.lang)}  {visible(pair.indicator.title.text(self.lang))}")
            for label, text in pair.details(self.lang):
                self._detail(label, text)
            self._quotes(pair.evidence)
        for why, names in own.unplaced(self.card):
            self._detail(why, names.text(self.lang))

    def _findings(self) -> None:
        self._heading(words.FINDINGS, None if self.card.findings else words.NO_FINDINGS)
        for finding in self.card.findings:
            self.paper.entry(
                self._labelled(words.FINDING_KINDS[finding.kind], finding.message.text(self.lang))
            )
            self._quotes(finding.evidence)

    def _improvements(self) -> None:
        lost = sorted(losses(self.card), key=lambda one: -one.deduction.marks)
        if not lost:
            return
        self._heading(_IMPROVEMENTS, _IMPROVEMENTS_NOTE)
        rows = [
            Row(
                (
                    _title(one, self.lang),
                    visible(one.deduction.remedy.text(self.lang)),
                    marks(one.deduction.marks),
                )
            )
            for one in lost
        ]
        self._table(
            (words.INDICATOR, words.REMEDY, words.STAKE),
            rows,
            (_INDICATOR, TEXT_WIDTH - _INDICATOR - _MARKS),
            right=1,
        )

    # ------------------------------------------------------------ pieces

    def _heading(self, title: Message, note: Message | None = None) -> None:
        self.paper.heading(title.text(self.lang), 1)
        if note is not None:
            self.paper.remark(note.text(self.lang))

    def _labelled(self, label: Message, text: str) -> str:
        return words.filled(_LABELLED, label=label, text=visible(text)).text(self.lang)

    def _detail(self, label: Message, text: str) -> None:
        self.paper.detail(self._labelled(label, text))

    def _quotes(self, evidence: Sequence[Evidence]) -> None:
        for one in outermost(evidence):
            self.paper.detail(
                self._labelled(words.EVIDENCE, f"「{visible(one.quote)}」 {self.where.one(one)}")
            )

    def _table(
        self, heads: Sequence[Message], rows: Sequence[Row], widths: Sequence[float], right: int
    ) -> None:
        """Write a table whose last `right` columns are marks; `widths` are those of the others."""
        titles = [head.text(self.lang) for head in heads]
        self.paper.table(titles, rows, (*widths, *[_MARKS] * right), right)


def _title(lost: Lost, lang: Lang) -> str:
    title = visible(lost.indicator.title.text(lang))
    return title if lost.part is None else f"{title} › {visible(lost.part.text(lang))}"
