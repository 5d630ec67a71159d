"""The indicators, dimension by dimension: how each ended and what it brought."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from evalkit.frozen import frozen
from evalkit.messages import Lang
from evalkit.rendering import words
from evalkit.rendering.contents import Four, four, shown_parts, sign
from evalkit.rendering.figures import value_text
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.bars import Bar, bar
from evalkit.rendering.terminal.canvas import Heading, listing
from evalkit.rendering.terminal.numbers import add_four
from evalkit.rendering.terminal.prose import Prose, prose
from evalkit.rendering.visible import visible
from evalkit.scoring.scorecard import DimensionResult, IndicatorResult, Scorecard

_SIGN_STYLES = {"✓": "green", "✗": "red", "?": "yellow", "✎": "cyan", "–": "dim", "!": "bold red"}
_ROOM_FOR_BARS = 110
"""From this width on, in columns, every indicator has a bar."""
_WIDEST_TITLE = 42
_NARROW_ID = 22


@frozen
class _Row:
    """One row of the table; what it has nothing for stays blank."""

    title: Prose | str = ""
    sign: Text | str = ""
    id: Prose | str = ""
    bar: Bar | str = ""
    value: Prose | str = ""
    numbers: Four = ("", "", "", "")


def indicators(card: Scorecard, view: View) -> Iterator[RenderableType]:
    """Yield the table of all indicators by dimension and group, then what the signs mean."""
    lang = view.lang
    yield Heading(words.INDICATORS.text(lang))
    yield _table([row for dimension in card.dimensions for row in _rows(dimension, lang)], view)
    yield Text()
    yield prose((words.SIGN_LEGEND.text(lang), "dim"))


def _table(rows: list[_Row], view: View) -> Table:
    lang = view.lang
    with_bars = view.width >= _ROOM_FOR_BARS
    table = listing(apart=2 if with_bars else 1)
    table.add_column(width=1)
    if with_bars:
        table.add_column(words.INDICATOR.text(lang), max_width=_WIDEST_TITLE)
        table.add_column(words.ID.text(lang), style="dim")
        table.add_column(words.SHARE.text(lang), ratio=1)
    else:
        table.add_column(words.INDICATOR.text(lang), ratio=1)
        table.add_column(words.ID.text(lang), style="dim", max_width=max(_NARROW_ID, view.width // 4))
    table.add_column(words.VALUE.text(lang), justify="right")
    for row, numbers in zip(rows, add_four(table, [row.numbers for row in rows], lang), strict=True):
        drawing = (row.bar,) if with_bars else ()
        table.add_row(row.sign, row.title, row.id, *drawing, row.value, *numbers)
    return table


def _rows(dimension: DimensionResult, lang: Lang) -> Iterator[_Row]:
    yield _Row()
    name = prose((visible(dimension.title.text(lang)), "bold"))
    yield _Row(name, "", prose(visible(dimension.id)), bar(dimension), "", four(dimension))
    group = ""
    for indicator in dimension.indicators:
        if indicator.group != group:
            yield _Row(prose((visible(indicator.group) or "–", "dim")))
        group = indicator.group
        yield _row(indicator, lang, 1)
        yield from (_row(part, lang, 2) for part in shown_parts(indicator))


def _row(result: IndicatorResult, lang: Lang, depth: int) -> _Row:
    mark = sign(result)
    value = result.value
    margin = "  " * depth
    return _Row(
        prose(margin + visible(result.title.text(lang)), indent=len(margin)),
        Text(mark, _SIGN_STYLES[mark]),
        prose(visible(result.id)),
        bar(result),
        "" if value is None else prose(value_text(value.value, value.unit, lang)),
        four(result),
    )
