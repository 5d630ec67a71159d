"""What the marks rest on: the sums by basis, and every fact used with the place where it stands."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from evalkit.facts.fact import Basis
from evalkit.messages import Lang
from evalkit.rendering import words
from evalkit.rendering.contents import basis_rows, filled, places, stated_facts, used_facts
from evalkit.rendering.figures import aligned, marks, value_text
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
    note = filled(words.RESTS_NOTE, marks=marks(card.awarded, card.marks))
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
    yield from _facts(card, lang)
    yield from _statements(card, lang)


def _facts(card: Scorecard, lang: Lang) -> Iterator[RenderableType]:
    used = used_facts(card)
    if not used:
        return
    yield Heading(words.FACTS_USED.text(lang), filled(words.FACTS_COUNT, count=len(used)).text(lang))
    table = listing(apart=2)
    table.add_column(words.INDICATOR.text(lang), ratio=4)
    table.add_column(words.FACT.text(lang), ratio=5)
    table.add_column(words.FACT_VALUE.text(lang), justify="right")
    table.add_column(words.BASIS.text(lang), no_wrap=True)
    table.add_column(words.WHERE.text(lang), ratio=3)
    before: IndicatorResult | None = None
    for indicator, one in used:
        name = "" if indicator is before else visible(indicator.title.text(lang))
        table.add_row(prose(name), *_fact(one, card, lang))
        before = indicator
    yield table


def _fact(one: Input, card: Scorecard, lang: Lang) -> tuple[RenderableType, ...]:
    return (
        prose(visible(one.title)),
        prose(value_text(one.value, one.unit, lang)),
        Text(words.BASES[one.basis].text(lang), _STYLES[one.basis]),
        prose((places(one.evidence, card, lang), "cyan")),
    )


def _statements(card: Scorecard, lang: Lang) -> Iterator[RenderableType]:
    stated = stated_facts(card)
    if not stated:
        return
    count = filled(words.FACTS_COUNT, count=len(stated)).text(lang)
    yield Heading(words.ON_STATEMENTS.text(lang), count)
    for one in stated:
        value = value_text(one.value, one.unit, lang)
        yield prose((visible(one.title), "bold"), "  ", value, (f"  {visible(one.fact)}", "dim"))
        yield from (indented(line) for line in quotes(one.evidence, lang))
