"""What the marks rest on: the sums by basis, and every fact used with the place where it stands."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from evalkit.facts.fact import Basis
from evalkit.rendering import words
from evalkit.rendering.contents import basis_rows, stated_facts, used_facts
from evalkit.rendering.figures import aligned, marks, value_text
from evalkit.rendering.places import Places
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.bars import share
from evalkit.rendering.terminal.canvas import Heading, grid, indented, listing, quotes
from evalkit.rendering.terminal.prose import prose
from evalkit.rendering.visible import visible
from evalkit.rules.rule import Input
from evalkit.scoring.scorecard import IndicatorResult, Scorecard

_BAR = 24
_STYLES = {
    Basis.FIGURE: "green",
    Basis.SUPPLIED: "green",
    Basis.CLAIM: "yellow",
    Basis.STATEMENT: "yellow",
}
_SUM_STYLES = ("green", "yellow", "yellow", "green", "cyan")


def basis(card: Scorecard, view: View) -> Iterator[RenderableType]:
    """Yield the awarded marks by what they rest on, then the facts that were used."""
    lang = view.lang
    note = words.filled(words.RESTS_NOTE, marks=marks(card.awarded, card.marks))
    yield Heading(words.RESTS_ON.text(lang), note.text(lang))
    table = grid()
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(width=_BAR)
    table.add_column(ratio=1, style="dim")
    rows = basis_rows(card)
    numbers = aligned([marks(amount) for _, amount, _ in rows])
    for (name, amount, why), number, style in zip(rows, numbers, _SUM_STYLES, strict=True):
        drawing = share(amount, card.awarded, _BAR, style)
        table.add_row(name.text(lang), Text(number, "bold"), drawing, prose(why.text(lang)))
    yield table
    where = Places.within(card.report.documents, lang)
    yield from _facts(card, where)
    yield from _statements(card, where)


def _facts(card: Scorecard, where: Places) -> Iterator[RenderableType]:
    used, lang = used_facts(card), where.lang
    if not used:
        return
    yield Heading(words.FACTS_USED.text(lang), words.filled(words.FACTS_COUNT, count=len(used)).text(lang))
    table = listing(apart=2)
    table.add_column(words.INDICATOR.text(lang), ratio=4)
    table.add_column(words.FACT.text(lang), ratio=5)
    table.add_column(words.FACT_VALUE.text(lang), justify="right")
    table.add_column(words.BASIS.text(lang), no_wrap=True)
    table.add_column(words.WHERE.text(lang), ratio=None if where.alone else 3)
    before: IndicatorResult | None = None
    for indicator, one in used:
        name = "" if indicator is before else visible(indicator.title.text(lang))
        table.add_row(prose(name), *_fact(one, where))
        before = indicator
    yield table


def _fact(one: Input, where: Places) -> tuple[RenderableType, ...]:
    lang = where.lang
    return (
        prose(visible(one.title)),
        prose(value_text(one.value, one.unit, lang)),
        Text(words.BASES[one.basis].text(lang), _STYLES[one.basis]),
        prose((where.all(one.evidence), "cyan")),
    )


def _statements(card: Scorecard, where: Places) -> Iterator[RenderableType]:
    stated, lang = stated_facts(card), where.lang
    if not stated:
        return
    count = words.filled(words.FACTS_COUNT, count=len(stated)).text(lang)
    yield Heading(words.ON_STATEMENTS.text(lang), count)
    for one in stated:
        value = value_text(one.value, one.unit, lang)
        yield prose((visible(one.title), "bold"), "  ", value, (f"  {visible(one.fact)}", "dim"))
        yield from (indented(line) for line in quotes(one.evidence, where))
