"""The agreement of evaluators in a terminal."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from evalkit.comparing.evaluators import Agreement, Leaning, Reliability
from evalkit.comparing.krippendorff import Undefined, Verdict
from evalkit.comparing.units import Unit
from evalkit.messages import Lang, Message
from evalkit.rendering.agreement import contents, words
from evalkit.rendering.figures import marks
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.canvas import Heading, drawn, grid, indented, listing
from evalkit.rendering.terminal.prose import prose
from evalkit.rendering.visible import visible
from evalkit.rendering.words import filled

TOP = 10
"""How many indicators, reports and disagreements are listed unless more are wanted."""
_STYLES: Mapping[Verdict | Undefined, str] = {
    Verdict.RELIABLE: "green",
    Verdict.TENTATIVE: "yellow",
    Verdict.UNRELIABLE: "red",
}


def render_agreement(found: Agreement, view: View, top: int = TOP) -> str:
    """Return the agreement as text for a terminal of the view's width, `top` entries in each long list."""
    return drawn(_pieces(found, view.lang, top), view)


def _pieces(found: Agreement, lang: Lang, top: int) -> Iterator[RenderableType]:
    yield Heading(words.TITLE.text(lang), contents.note(found).text(lang))
    for sentence in (*contents.sentences(found), *contents.remarks(found)):
        yield prose("· ", sentence.text(lang), indent=2)
    if not found.shared:
        return
    yield from _reliabilities(found, lang, top)
    yield from _evaluators(found, lang)
    yield from _reports(found, lang, top)
    yield from _disagreements(found, lang, top)


def _numbers(table: Table, *heads: Message, lang: Lang) -> None:
    for head in heads:
        table.add_column(head.text(lang), justify="right", no_wrap=True)


def _reliabilities(found: Agreement, lang: Lang, top: int) -> Iterator[RenderableType]:
    yield Heading(words.RELIABILITY.text(lang))
    several = len(found.rubrics) > 1
    if several:
        yield _table(found.overall, words.WHAT, lang)
    for rubric in found.rubrics:
        if several:
            yield Text()
            yield prose((visible(rubric.title.text(lang)), "bold"), "  ", (visible(rubric.id), "dim"))
        yield _table((*rubric.overall, *rubric.dimensions), words.WHAT, lang)
        rows = contents.widest(rubric)
        yield Heading(words.BY_INDICATOR.text(lang), _shown(rows, top, lang))
        yield _table(rows[:top], words.INDICATOR, lang)
    yield Text()
    yield prose((contents.conventions(found).text(lang), "dim"))


def _shown(rows: Sequence[object], top: int, lang: Lang) -> str:
    return filled(words.SHOWN, shown=top, all=len(rows)).text(lang) if len(rows) > top else ""


def _table(rows: Sequence[Reliability], head: Message, lang: Lang) -> Table:
    table = listing(apart=2)
    table.add_column(head.text(lang), ratio=1)
    table.add_column("α", justify="right", no_wrap=True)
    table.add_column(words.INTERVAL.text(lang), justify="right", no_wrap=True)
    _numbers(table, words.UNITS, words.PAIRS, words.DIFFERING, words.GAP, lang=lang)
    for one in rows:
        value = f"{contents.value(one.alpha)} {contents.sign(one.alpha) or ' '}"
        table.add_row(
            prose(contents.name(one, lang)),
            Text(value, _STYLES.get(one.alpha.verdict, "dim")),
            contents.ends(one.alpha, lang),
            str(one.alpha.units),
            str(one.alpha.pairs),
            str(one.differing),
            contents.gap(one.gap, one.scale),
        )
    return table


def _evaluators(found: Agreement, lang: Lang) -> Iterator[RenderableType]:
    yield Heading(words.EVALUATORS.text(lang))
    table = listing(apart=2)
    table.add_column(words.EVALUATOR.text(lang), ratio=1)
    _numbers(table, words.MEAN, words.INTERVAL, words.UNITS, lang=lang)
    _numbers(table, words.BELOW, words.EQUAL, words.ABOVE, lang=lang)
    table.add_column(words.LEANING.text(lang), no_wrap=True)
    for one in found.evaluators:
        counts = (str(each) for each in (one.units, one.below, one.equal, one.above))
        style = "dim" if one.leaning is Leaning.UNCLEAR else "yellow"
        leaning = Text(words.LEANINGS[one.leaning].text(lang), style)
        table.add_row(
            prose(visible(one.name)), contents.mean(one), contents.mean_ends(one, lang), *counts, leaning
        )
    yield table


def _reports(found: Agreement, lang: Lang, top: int) -> Iterator[RenderableType]:
    if not found.reports:
        return
    yield Heading(words.REPORTS.text(lang), _shown(found.reports, top, lang))
    table = listing(apart=2)
    table.add_column(words.REPORT.text(lang), max_width=24)
    _numbers(table, words.UNITS, lang=lang)
    table.add_column(words.SUMS.text(lang), ratio=1)
    _numbers(table, words.APART, lang=lang)
    for one in found.reports[:top]:
        sums = prose(contents.sums(one, lang))
        table.add_row(prose(contents.called(found, one.report)), str(one.items), sums, marks(one.spread))
    yield table


def _disagreements(found: Agreement, lang: Lang, top: int) -> Iterator[RenderableType]:
    yield Heading(words.DISAGREEMENTS.text(lang), _shown(found.disagreements, top, lang))
    if not found.disagreements:
        yield Text(words.NO_DISAGREEMENTS.text(lang))
    for number, unit in enumerate(found.disagreements[:top]):
        if number:
            yield Text()
        report = f"{contents.called(found, unit.report)}  " if found.judged_reports > 1 else ""
        yield prose(
            (contents.place(unit, lang), "bold"), tail=(f"{report}{contents.apart(unit).text(lang)}", "dim")
        )
        yield indented(_ratings(unit, lang))


def _ratings(unit: Unit, lang: Lang) -> Table:
    table = grid()
    table.add_column(max_width=20)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    for rating in unit.ratings:
        table.add_row(
            prose((visible(rating.evaluator), "cyan")),
            contents.given(rating).text(lang),
            prose(visible(rating.judgement.reason)),
        )
    return table
