"""The scorecard as a Word report to hand on: summary, marks, deductions, what is missing, findings, improvements."""

import io
import zipfile
from collections.abc import Iterable, Sequence

import docx
from attrs import frozen
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm

from evalkit.documents.document import Evidence
from evalkit.messages import Lang, Message, say
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
    titles,
    total_four,
    total_lost,
)
from evalkit.rendering.figures import interval, marks, signed
from evalkit.rendering.places import Places, outermost
from evalkit.rendering.renderer import View
from evalkit.rendering.visible import visible
from evalkit.rubrics.rubric import Standing
from evalkit.scoring.scorecard import DimensionResult, Scorecard

_IMPROVEMENTS = say("改进清单", "What to improve")
_IMPROVEMENTS_NOTE = say("按可挽回的分值从高到低", "by the marks that can be won back")
_LABELLED = say("{label}：{text}", "{label}: {text}")
_STYLES, _FONT = ("Normal", "Title", "Heading 1", "Heading 2"), "宋体"
_GRID = "Table Grid"
_TEXT, _NUMBER = Cm(15.2), Cm(1.9)
"""How wide the text is, and a column of marks in it."""


def render(scorecard: Scorecard, view: View) -> bytes:
    """Return the scorecard as a Word file; the same scorecard gives the same bytes."""
    document = docx.Document()
    for name in _STYLES:
        document.styles[name].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    document.core_properties.author = "evalkit"
    _Report(document, scorecard, Places.within(scorecard.report.documents, view.lang)).write()
    target = io.BytesIO()
    document.save(target)
    return _undated(target.getvalue())


def _undated(data: bytes) -> bytes:
    """Return a packed file without the times at which its parts were packed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


@frozen
class _Report:
    """A Word file that is being written, and what of."""

    file: WordFile
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
        self._findings()
        self._improvements()

    # ------------------------------------------------------------ chapters

    def _summary(self) -> None:
        card, lang = self.card, self.lang
        name, year = card.report.department, card.report.year
        who = words.NO_DEPARTMENT.text(lang) if name is None else visible(name)
        when = words.NO_YEAR.text(lang) if year is None else words.filled(words.YEAR, year=year).text(lang)
        self.file.add_heading(f"{who} {when} {words.SCORECARD.text(lang)}", 0)
        rubric = card.rubric
        self._labelled(words.RUBRIC, f"{rubric.title.text(lang)} {rubric.id} {rubric.version}")
        if rubric.standing is not Standing.PUBLISHED:
            self._labelled(words.STANDING, words.STANDINGS[rubric.standing].text(lang))
        score = interval(card.awarded, card.low, card.high, lang, card.marks)
        out_of = words.filled(words.OF_MARKS, marks=marks(card.marks)).text(lang)
        self._labelled(words.TOTAL, f"{score} {out_of.strip()}")
        self._labelled(words.GRADE, grade_text(card, lang))
        remark = self_score_remark(card)
        if card.self_score is not None and remark is not None:
            self._labelled(words.SELF_SCORE, f"{marks(card.self_score)} {remark.text(lang)}")
        for sentence in (open_sentence(card), *card.faults, *card.report.notes):
            if sentence is not None:
                self.file.add_paragraph(visible(sentence.text(lang)))

    def _marks(self) -> None:
        self._heading(words.INDICATORS)
        rows: list[Sequence[str]] = []
        for dimension in self.card.dimensions:
            title = visible(dimension.title.text(self.lang))
            rows += [
                (title, visible(each.title.text(self.lang)), *four(each)) for each in dimension.indicators
            ]
            rows.append((title, words.SUM.text(self.lang), *four(dimension)))
        if self.card.adjustments:
            rows.append((words.ADJUSTED.text(self.lang), "", *adjusted(self.card)))
        rows.append((words.TOTAL.text(self.lang), "", *total_four(self.card)))
        self._table((words.DIMENSION, words.INDICATOR, *words.FOUR), rows, right=4)

    def _deductions(self) -> None:
        lost = losses(self.card)
        note = words.filled(words.DEDUCTIONS_NOTE, count=len(lost), marks=marks(total_lost(self.card)))
        self._heading(words.DEDUCTIONS, note if lost else words.NO_DEDUCTIONS)
        chapter: DimensionResult | None = None
        for one in lost:
            if one.dimension is not chapter:
                chapter = one.dimension
                self.file.add_heading(visible(chapter.title.text(self.lang)), 2)
            self._deduction(one)

    def _deduction(self, lost: Lost) -> None:
        deduction, lang = lost.deduction, self.lang
        title = _title(lost, lang)
        self.file.add_paragraph().add_run(f"{signed(-deduction.marks)}  {title}").bold = True
        self._labelled(words.REASON, deduction.reason.text(lang))
        self._labelled(words.REMEDY, deduction.remedy.text(lang))
        self._labelled(words.CLAUSE, deduction.clause)
        self._quotes(deduction.evidence)

    def _missing(self) -> None:
        missing = self.card.missing
        self._heading(words.MISSING, words.MISSING_NOTE if missing else words.NOTHING_MISSING)
        if not missing:
            return
        rows = [
            (
                titles(self.card, [item.indicator], self.lang),
                (words.KIND_JUDGEMENT if is_judgement(item) else words.KIND_FACT).text(self.lang),
                visible(item.title.text(self.lang)),
                marks(item.marks),
            )
            for item in missing
        ]
        self._table((words.INDICATOR, words.KIND, words.WHAT, words.STAKE), rows, right=1)
        if shared_marks(self.card):
            self.file.add_paragraph(words.SHARED_MARKS.text(self.lang))

    def _findings(self) -> None:
        self._heading(words.FINDINGS, None if self.card.findings else words.NO_FINDINGS)
        for finding in self.card.findings:
            self._labelled(words.FINDING_KINDS[finding.kind], finding.message.text(self.lang))
            self._quotes(finding.evidence)

    def _improvements(self) -> None:
        lost = sorted(losses(self.card), key=lambda one: -one.deduction.marks)
        if not lost:
            return
        self._heading(_IMPROVEMENTS, _IMPROVEMENTS_NOTE)
        rows = [
            (
                _title(one, self.lang),
                visible(one.deduction.remedy.text(self.lang)),
                marks(one.deduction.marks),
            )
            for one in lost
        ]
        self._table((words.INDICATOR, words.REMEDY, words.STAKE), rows, right=1)

    # ------------------------------------------------------------ pieces

    def _heading(self, title: Message, note: Message | None = None) -> None:
        self.file.add_heading(title.text(self.lang), 1)
        if note is not None:
            self.file.add_paragraph(note.text(self.lang))

    def _labelled(self, label: Message, text: str) -> None:
        line = words.filled(_LABELLED, label=label, text=visible(text)).text(self.lang)
        self.file.add_paragraph(line)

    def _quotes(self, evidence: Sequence[Evidence]) -> None:
        for one in outermost(evidence):
            self._labelled(words.EVIDENCE, f"「{visible(one.quote)}」 {self.where.one(one)}")

    def _table(self, heads: Sequence[Message], rows: Iterable[Sequence[str]], right: int) -> None:
        """Write a table whose last `right` columns are flush right."""
        table = self.file.add_table(1, len(heads), _GRID)
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(head.text(self.lang)).bold = True
        widths = [(_TEXT - right * _NUMBER) // (len(heads) - right)] * (len(heads) - right) + [
            _NUMBER
        ] * right
        for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
            column.width = cell.width = width  # further rows take over the column's
        for row in rows:
            for place, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
                cell.text = text
                if place >= len(heads) - right:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _title(lost: Lost, lang: Lang) -> str:
    title = visible(lost.indicator.title.text(lang))
    return title if lost.part is None else f"{title} › {visible(lost.part.text(lang))}"
