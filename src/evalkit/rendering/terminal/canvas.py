"""The sheet that everything is drawn on: a console without surroundings, headings, quotes, tables."""

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from evalkit.documents.document import Evidence
from evalkit.frozen import frozen
from evalkit.rendering.places import Places, outermost
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.plain import plain_lines
from evalkit.rendering.terminal.prose import Prose, prose
from evalkit.rendering.terminal.sheet import Sheet
from evalkit.rendering.visible import visible

LEAST_WIDTH = 60
"""Nothing is set narrower than this, in columns; a narrower terminal breaks the lines itself."""


def drawn(pieces: Iterable[RenderableType], view: View) -> str:
    """Return the pieces one below the other, in the view's width, with colours only where it has them.

    Nothing of the surroundings (terminal, environment) changes a byte.
    """
    paper = StringIO()
    console = Console(
        file=paper,
        width=max(view.width, LEAST_WIDTH),
        height=100,
        force_terminal=view.color,
        force_interactive=False,
        color_system="standard" if view.color else None,
        no_color=not view.color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        _environ={},
    )
    if view.color:
        for piece in pieces:
            console.print(piece)
        return paper.getvalue()
    options = console.options
    lines = (line for piece in pieces for line in plain_lines(piece, console, options))
    return "".join(f"{line.rstrip(' ')}\n" for line in lines)


@frozen
class Heading:
    """The title of a section with a line to the right edge, and a note at its end."""

    title: str
    note: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield an empty line and the heading."""
        title = Text(self.title, "bold")
        note = Text(f" {self.note}" if self.note else "", "dim")
        rest = options.max_width - title.cell_len - note.cell_len - 1
        yield Text()
        yield Text.assemble(title, " ", ("─" * rest, "dim"), note)


def grid() -> Table:
    """Return an empty table without a head, two cells between its columns."""
    return Sheet(apart=2, head=False)


def listing(*, apart: int = 1) -> Table:
    """Return an empty table with a dim head and nothing around its cells, `apart` cells between columns."""
    return Sheet(apart=apart, head=True)


def snug(*, apart: int = 1) -> Table:
    """Return a table like `listing` that is no wider than what stands in it: names stay near their numbers."""
    table = listing(apart=apart)
    table.expand = False
    return table


def indented(piece: RenderableType, cells: int = 2) -> Padding:
    """Return the piece moved to the right."""
    return Padding(piece, (0, 0, 0, cells))


def quote(evidence: Evidence, where: Places) -> Prose:
    """Return a quote between brackets, followed by where it stands."""
    return prose(f"「{visible(evidence.quote)}」", tail=(where.one(evidence), "cyan"))


def quotes(evidence: Sequence[Evidence], where: Places) -> list[RenderableType]:
    """Return the quotes in order, without those that stand inside another one."""
    return [quote(one, where) for one in outermost(evidence)]
