"""A comparison in a terminal, in the style of the scorecard."""

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.panel import Panel
from rich.text import Text

from evalkit.comparing.comparison import (
    AdjustmentChange,
    Comparison,
    FactChange,
    FindingChange,
    IndicatorChange,
    Judged,
    JudgementChange,
    won,
)
from evalkit.comparing.move import Certainty, together
from evalkit.messages import Joined, Lang, Message
from evalkit.rendering import words as said
from evalkit.rendering.comparison import contents, words
from evalkit.rendering.comparison.contents import MovedRow
from evalkit.rendering.comparison.sentences import sentences, unmoved_sentences
from evalkit.rendering.contents import grade_text
from evalkit.rendering.figures import marks, signed
from evalkit.rendering.places import Places
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.canvas import Heading, drawn, quotes, snug
from evalkit.rendering.terminal.entry import entry
from evalkit.rendering.terminal.overview import labelled
from evalkit.rendering.terminal.prose import Prose, prose
from evalkit.rendering.visible import visible
from evalkit.rendering.words import filled
from evalkit.scoring.scorecard import Scorecard

Sides = tuple[Places, Places]


def render_comparison(found: Comparison, view: View) -> str:
    """Return the comparison as text for a terminal of the view's width."""
    return drawn(_pieces(found, view.lang), view)


def _pieces(found: Comparison, lang: Lang) -> Iterator[RenderableType]:
    yield _header(found, lang)
    yield Text()
    for sentence in sentences(found):
        yield prose("· ", visible(sentence.text(lang)), indent=2)
    yield from _totals(found, lang)
    yield from _moved(found, lang)
    yield from _evaluators(found, lang)
    yield from _findings(found, lang)


def _header(found: Comparison, lang: Lang) -> RenderableType:
    table = labelled()
    for side, card in ((words.A, found.before), (words.B, found.after)):
        table.add_row(Text(side.text(lang), "bold"), _who(card, lang))
        table.add_row("", _made_of(card, lang))
    title = Text(words.TITLE.text(lang), "dim")
    return Panel(table, title=title, title_align="left", box=box.ROUNDED, border_style="dim", padding=(1, 2))


def _who(card: Scorecard, lang: Lang) -> Prose:
    name, year = card.report.department, card.report.year
    shown = said.NO_DEPARTMENT.text(lang) if name is None else visible(name)
    when = said.NO_YEAR.text(lang) if year is None else filled(said.YEAR, year=year).text(lang)
    return prose((shown, "bold"), "  ", (when, "dim"))


def _made_of(card: Scorecard, lang: Lang) -> Prose:
    names = Joined(tuple(visible(name) for name in card.report.documents)).text(lang)
    rubric = f"{visible(card.rubric.title.text(lang))} {visible(card.rubric.version)}"
    report = filled(said.DIGEST, digest=card.report.sha256[: contents.DIGEST]).text(lang)
    return prose((f"{names} {report} · {rubric} · {contents.judged_by(card, lang)}", "dim"))


def _totals(found: Comparison, lang: Lang) -> Iterator[RenderableType]:
    yield Heading(words.DIMENSIONS.text(lang))
    table = snug(apart=2)
    table.add_column(words.DIMENSION.text(lang))
    for head in (words.A, words.B, words.CHANGE):
        table.add_column(head.text(lang), justify="right", no_wrap=True)
    for title, *cells in contents.sums_of(found, lang):
        table.add_row(prose(visible(title)), *cells)
    cards = found.before, found.after
    totals = (contents.ends(won(card), card.marks) for card in cards)
    table.add_row(words.TOTAL.text(lang), *totals, contents.moved_text(found.total), style="bold")
    own = ("–" if card.self_score is None else marks(card.self_score) for card in cards)
    table.add_row(words.SELF_SCORE.text(lang), *own, "", style="dim")
    yield table
    if contents.has_two_ends(found):
        yield prose((words.TWO_ENDS.text(lang), "dim"))
    grades = [grade_text(card, lang) for card in cards]
    shown = grades[0] if grades[0] == grades[1] else f"{grades[0]} → {grades[1]}"
    yield prose((f"{words.GRADE.text(lang)}  ", "dim"), shown, indent=2)


# ---------------------------------------------------------------- what moved


def _moved(found: Comparison, lang: Lang) -> Iterator[RenderableType]:
    rows = contents.moved_rows(found)
    total = contents.moved_text(found.total)
    note = filled(words.MOVED_NOTE, sums=contents.sums(rows), total=total).text(lang) if rows else ""
    yield Heading(words.MOVED.text(lang), note)
    if not rows:
        yield Text(words.NONE_MOVED.text(lang))
    sides = tuple(Places.within(card.report.documents, lang) for card in (found.before, found.after))
    for row in contents.told(found):
        yield _row(row, found, (sides[0], sides[1]), lang)
    yield from _unmatched(found, lang)
    rest = unmoved_sentences(found, lang)
    if rest:
        yield Text()
    for sentence in rest:
        yield prose((sentence.text(lang), "dim"))


def _row(row: MovedRow, found: Comparison, sides: Sides, lang: Lang) -> RenderableType:
    move = row.move
    style = "yellow" if move.certainty is not Certainty.CERTAIN else "green" if move.low > 0 else "red"
    id = contents.id_of(row)
    title = prose((visible(contents.title_of(row).text(lang)), "bold"), (f"  {visible(id)}", "dim"))
    number = signed(move.low) if move.low else contents.moved_text(move)
    details: list[tuple[Message, Sequence[RenderableType]]] = []
    if isinstance(row, IndicatorChange):
        details = list(_details(row, found, sides, lang))
    elif isinstance(row, AdjustmentChange):
        details = list(_acting(row, lang))
    rates = contents.rates(row)
    beside = "" if rates is None else f"  {rates.text(lang)}"
    body = prose(
        contents.from_to(row, lang), (beside, "dim"), (f"  {contents.certainty(row, lang)}", "yellow")
    )
    return entry((number, f"bold {style}"), title, body, details, lang)


def _details(
    row: IndicatorChange, found: Comparison, sides: Sides, lang: Lang
) -> Iterator[tuple[Message, Sequence[RenderableType]]]:
    causes = Joined(tuple(words.CAUSES[cause] for cause in row.causes)).text(lang)
    yield words.CAUSE, [prose(causes), *_matched(row, lang)]
    measured = contents.value_of(row, lang)
    yield words.MEASURED, [] if measured is None else [prose((measured, "bold"))]
    yield words.FACT, [line for each in row.facts for line in _fact(each, sides, lang)]
    yield words.JUDGED, [line for each in contents.judgements(row) for line in _judgement(each, lang)]
    yield words.WAITING, [prose(each.text(lang)) for each in contents.waiting(row, found)]
    yield words.DEDUCTION, list(_deductions(row, lang))
    yield words.FINDING, [_finding(each, lang) for each in row.findings]
    yield words.CLAUSE, list(_clauses(row, lang))


def _matched(row: IndicatorChange, lang: Lang) -> list[RenderableType]:
    word = contents.matched(row)
    return [] if word is None else [prose((word.text(lang), "dim"))]


def _fact(each: FactChange, sides: Sides, lang: Lang) -> Iterator[RenderableType]:
    yield prose((contents.fact_text(each, lang), "bold"))
    for side, one, where in zip((words.A, words.B), (each.before, each.after), sides, strict=True):
        for line in [] if one is None else quotes(one.evidence[: contents.QUOTES], where):
            yield _beside(side, line, lang)


def _beside(side: Message, line: RenderableType, lang: Lang) -> RenderableType:
    table = labelled()
    table.add_row(Text(side.text(lang), "dim"), line)
    return table


def _judgement(each: JudgementChange, lang: Lang) -> Iterator[RenderableType]:
    if len(each.titles) > 1:
        yield prose(visible(each.titles[-1].text(lang)))
    for side, one in ((words.A, each.before), (words.B, each.after)):
        yield _beside(side, _judged(one, lang), lang)


def _judged(one: Judged | None, lang: Lang) -> Prose:
    text, by = contents.judged_text(one, lang)
    return prose(text, (f"  {by}", "dim"))


def _deductions(row: IndicatorChange, lang: Lang) -> Iterator[RenderableType]:
    for label, lost, reason in contents.deductions(row, lang):
        yield _beside(label, prose((f"{signed(-lost)}  ", "red"), reason), lang)


def _clauses(row: IndicatorChange, lang: Lang) -> Iterator[RenderableType]:
    for side, clause in contents.clauses(row):
        line = prose(visible(clause))
        yield line if side is None else _beside(side, line, lang)


def _acting(row: AdjustmentChange, lang: Lang) -> Iterator[tuple[Message, Sequence[RenderableType]]]:
    sides = ((words.A, row.before), (words.B, row.after))
    yield (
        said.REASON,
        [
            _beside(side, prose(visible(one.reason.text(lang))), lang)
            for side, one in sides
            if one is not None
        ],
    )


def _unmatched(found: Comparison, lang: Lang) -> Iterator[RenderableType]:
    rows = contents.unmatched(found)
    if not rows:
        return
    moves = contents.moved_text(together(row.move for row in rows))
    note = filled(words.UNMATCHED_NOTE, count=len(rows), marks=moves).text(lang)
    yield Heading(words.UNMATCHED.text(lang), note)
    table = snug(apart=2)
    for head, justify in (
        (said.INDICATOR, "left"),
        (said.ID, "left"),
        (words.A, "right"),
        (words.B, "right"),
    ):
        table.add_column(head.text(lang), justify="right" if justify == "right" else "left")
    for row in rows:
        cells = ("" if one is None else contents.of_full(one, lang) for one in (row.before, row.after))
        title = prose(visible(row.result.title.text(lang)))
        table.add_row(title, Text(visible(row.result.id), "dim"), *cells)
    yield table


# ---------------------------------------------------------------- evaluators and findings


def _evaluators(found: Comparison, lang: Lang) -> Iterator[RenderableType]:
    both = found.evaluators
    if both is None:
        return
    note = filled(words.EVALUATORS_NOTE, agreed=both.agreed, differ=len(both.changes)).text(lang)
    yield Heading(words.EVALUATORS.text(lang), note)
    names = [Joined(tuple(map(visible, each))).text(lang) or words.NOBODY.text(lang) for each in both.names]
    yield prose((filled(words.NAMES, before=names[0], after=names[1]).text(lang), "dim"))
    if not both.changes:
        yield Text(words.ALL_AGREED.text(lang))
    for each in both.changes:
        title = " › ".join(visible(one.text(lang)) for one in each.titles)
        head = prose((title, "bold"), (f"  {visible(each.address)}", "dim"))
        number = signed(each.move.low) if each.move.low else contents.moved_text(each.move)
        lines = [
            (side, [_judged(one, lang)]) for side, one in ((words.A, each.before), (words.B, each.after))
        ]
        yield entry((number, "bold cyan"), head, prose(contents.judged_ends(each, lang)), lines, lang)


def _findings(found: Comparison, lang: Lang) -> Iterator[RenderableType]:
    if not found.findings:
        return
    yield Heading(words.FINDINGS.text(lang))
    for each in found.findings:
        yield _finding(each, lang)


def _finding(each: FindingChange, lang: Lang) -> RenderableType:
    one = each.after or each.before
    state = words.NEW if each.before is None else words.GONE
    return prose(
        (f"{state.text(lang)}  ", "dim"), "" if one is None else visible(one.message.text(lang)), indent=2
    )
