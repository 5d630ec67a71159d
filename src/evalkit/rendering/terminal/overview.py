"""The top of the scorecard: what was scored by what, the total, and the dimensions with bars."""

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from evalkit.messages import Joined, Lang
from evalkit.rendering import words
from evalkit.rendering.contents import (
    adjusted,
    four,
    grade_text,
    open_sentence,
    self_score_remark,
    signature,
    total_four,
)
from evalkit.rendering.figures import interval, marks
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.bars import LOST, OPEN, WON, bar
from evalkit.rendering.terminal.canvas import LEAST_WIDTH, Heading, grid, indented, listing
from evalkit.rendering.terminal.numbers import add_four
from evalkit.rendering.terminal.prose import Prose, prose
from evalkit.rendering.visible import visible
from evalkit.rubrics.rubric import Standing
from evalkit.scoring.scorecard import Scorecard

_DIGEST = 12


def header(card: Scorecard, view: View) -> Iterator[RenderableType]:
    """Yield the box with the department, the year, the rubric and the report."""
    lang = view.lang
    facts = labelled()
    facts.add_row(_label(words.RUBRIC.text(lang)), _rubric(card, lang))
    if card.rubric.standing is not Standing.PUBLISHED:
        standing = words.STANDINGS[card.rubric.standing].text(lang)
        facts.add_row(_label(words.STANDING.text(lang)), prose((standing, "yellow")))
    facts.add_row(_label(words.REPORT.text(lang)), _report(card, lang))
    for note in card.report.notes:
        facts.add_row(_label(words.NOTE.text(lang)), prose((visible(note.text(lang)), "yellow")))
    policy = words.STATEMENT_POLICIES[card.rubric.statements].text(lang)
    facts.add_row(_label(words.STATEMENTS.text(lang)), prose(policy))
    yield Panel(
        Group(_who(card, lang), Text(), facts),
        title=Text(words.SCORECARD.text(lang), "dim"),
        title_align="left",
        box=box.ROUNDED,
        border_style="dim",
        padding=(1, 2),
    )


def labelled() -> Table:
    """Return an empty table of two columns: a label, and what it labels."""
    table = grid()
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    return table


def _label(text: str) -> Text:
    return Text(text, "dim")


def _who(card: Scorecard, lang: Lang) -> Prose:
    name, year = card.report.department, card.report.year
    shown = words.NO_DEPARTMENT.text(lang) if name is None else visible(name)
    when = words.NO_YEAR.text(lang) if year is None else words.filled(words.YEAR, year=year).text(lang)
    return prose((shown, "bold"), "  ", (when, "dim"))


def _rubric(card: Scorecard, lang: Lang) -> Prose:
    rubric = card.rubric
    return prose(
        visible(rubric.title.text(lang)), "  ", (f"{visible(rubric.id)} {visible(rubric.version)}", "dim")
    )


def _report(card: Scorecard, lang: Lang) -> Prose:
    names = Joined(tuple(visible(name) for name in card.report.documents)).text(lang)
    digest = words.filled(words.DIGEST, digest=card.report.sha256[:_DIGEST]).text(lang)
    return prose(names, "  " if names else "", (digest, "dim"))


def total(card: Scorecard, view: View) -> Iterator[RenderableType]:
    """Yield the total with its interval, its bar, the grade or why there is none, the report's own total."""
    lang = view.lang
    score = interval(card.awarded, card.low, card.high, lang, card.marks)
    out_of = words.filled(words.OF_MARKS, marks=marks(card.marks)).text(lang)
    table = labelled()
    table.add_row(_label(words.TOTAL.text(lang)), prose((score, "bold"), (out_of, "dim")))
    grade = grade_text(card, lang)
    table.add_row(
        _label(words.GRADE.text(lang)), prose((grade, "bold" if card.grade is not None else "yellow"))
    )
    remark = self_score_remark(card)
    if card.self_score is not None and remark is not None:
        table.add_row(
            _label(words.SELF_SCORE.text(lang)),
            prose(marks(card.self_score), "  ", (remark.text(lang), "dim")),
        )
    signed = signature(card)
    if signed is not None:
        table.add_row(_label(words.SIGNED_OFF.text(lang)), prose(visible(signed.text(lang))))
    sentence = open_sentence(card)
    if sentence is not None:
        table.add_row("", prose(sentence.text(lang)))
    yield Text()
    yield indented(table, 3)


def dimensions(card: Scorecard, view: View) -> Iterator[RenderableType]:
    """Yield the table of the dimensions: bar, won, open, lost and full marks; the total below."""
    lang = view.lang
    names = [visible(dimension.title.text(lang)) for dimension in card.dimensions]
    numbers = [four(dimension) for dimension in card.dimensions]
    drawings: list[RenderableType] = [bar(dimension) for dimension in card.dimensions]
    if card.adjustments:
        names.append(words.ADJUSTED.text(lang))
        numbers.append(adjusted(card))
        drawings.append("")
    table = listing(apart=2)
    table.add_column(words.DIMENSION.text(lang), max_width=max(view.width, LEAST_WIDTH) // 3)
    table.add_column(prose(words.filled(words.BAR_LEGEND, won=WON, open=OPEN, lost=LOST).text(lang)), ratio=1)
    rows = add_four(table, [*numbers, total_four(card)], lang)
    for name, drawing, row in zip(names, drawings, rows, strict=False):
        table.add_row(prose(name), drawing, *row)
    table.add_row(prose((words.SUM.text(lang), "bold")), bar(card), *rows[-1], style="bold")
    yield Heading(words.BY_DIMENSION.text(lang))
    yield table
