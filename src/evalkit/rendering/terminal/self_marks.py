"""The report's own marks beside ours, indicator by indicator, the widest apart first."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from evalkit.facts.fact import FactSheet
from evalkit.messages import Message
from evalkit.rendering import self_contents as said
from evalkit.rendering.places import Places
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.canvas import Heading, grid, indented, listing, quotes
from evalkit.rendering.terminal.entry import entry
from evalkit.rendering.terminal.prose import prose
from evalkit.rendering.visible import visible
from evalkit.rendering.words import EVIDENCE, FACTS_COUNT, INDICATOR, WHERE, filled
from evalkit.scoring.scorecard import Scorecard


def self_marks(card: Scorecard, view: View) -> Iterator[RenderableType]:
    """Yield where the report's own marks differ from ours and why; nothing where it prints none."""
    found = said.pairs(card)
    if not found and not card.unplaced:
        return
    lang = view.lang
    yield Heading(said.SELF_MARKS.text(lang), said.note(found).text(lang) if found else "")
    where = Places.within(card.report.documents, lang)
    for pair in said.apart(found):
        yield _pair(pair, where)
    same = said.same(found, lang)
    if same:
        yield Text()
        yield prose((f"{said.SAME.text(lang)}  ", "bold"), visible(same))
    rows = list(said.unplaced(card))
    if rows:
        yield Text()
        yield Text(said.UNPLACED.text(lang), "bold")
        table = grid()
        table.add_column(no_wrap=True, style="dim")
        table.add_column(ratio=1)
        for why, names in rows:
            table.add_row(why.text(lang), prose(visible(names.text(lang))))
        yield indented(table)


def self_rows(sheet: FactSheet, view: View) -> Iterator[RenderableType]:
    """Yield the rows of the report's own sheets, as they were read; nothing where it has none."""
    rows = [row for each in sheet.self_sheets for row in each.rows]
    if not rows:
        return
    lang = view.lang
    where = Places.within(sheet.documents, lang)
    yield Heading(said.SELF_ROWS.text(lang), filled(FACTS_COUNT, count=len(rows)).text(lang))
    table = listing(apart=2)
    table.add_column(said.OWN.text(lang), justify="right", no_wrap=True)
    table.add_column(INDICATOR.text(lang), ratio=2)
    table.add_column(said.OWN_REASON.text(lang), ratio=2)
    table.add_column(WHERE.text(lang), ratio=1)
    for row in rows:
        title = " › ".join((*row.levels, row.title))
        cells = (visible(title), visible(row.reason), where.all(row.evidence))
        table.add_row(said.printed(row), *map(prose, cells))
    yield table


def _pair(pair: said.Pair, where: Places) -> RenderableType:
    lang = where.lang
    own = pair.own
    over, under = own.low is not None and own.low > 0, own.high is not None and own.high < 0
    style = "bold red" if over else "bold green" if under else "bold yellow"
    marks = f"{said.OWN.text(lang)} {pair.printed(lang)}  {said.OURS.text(lang)} {pair.ours(lang)}"
    details: list[tuple[Message, list[RenderableType]]] = [
        (label, [prose(visible(text))]) for label, text in pair.details(lang)
    ]
    title = visible(pair.indicator.title.text(lang))
    return entry(
        (pair.difference(lang), style),
        prose((title, "bold"), (f"  {visible(pair.indicator.id)}", "dim")),
        prose(marks),
        [*details, (EVIDENCE, quotes(pair.evidence, where))],
        lang,
    )
