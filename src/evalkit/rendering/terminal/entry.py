"""One item of a list: its marks at the left, what it is beside, labelled details below."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from evalkit.messages import Lang, Message
from evalkit.rendering.terminal.canvas import grid
from evalkit.rendering.terminal.prose import Prose

_MARKS_WIDTH = 7

Details = Sequence[tuple[Message, Sequence[RenderableType]]]
"""Labels with what stands beside each; a label without anything is left out."""


def entry(number: tuple[str, str], title: Prose, body: Prose, details: Details, lang: Lang) -> RenderableType:
    """Return one item: its marks at the left, its title and text beside, and labelled details below."""
    below = grid()
    below.add_column(no_wrap=True, style="dim")
    below.add_column(ratio=1)
    for label, lines in details:
        for index, line in enumerate(lines):
            below.add_row("" if index else label.text(lang), line)
    table = grid()
    table.add_column(justify="right", min_width=_MARKS_WIDTH, no_wrap=True)
    table.add_column(ratio=1)
    table.add_row(Text(*number), Group(title, body, below))
    return Group(Text(), table)
