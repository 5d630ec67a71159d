"""A sheet looks as rich's own table would: the same widths, the same lines, the same places."""

from io import StringIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.canvas import drawn
from evalkit.rendering.terminal.prose import prose
from evalkit.rendering.terminal.sheet import Sheet

WORDS = st.text("公经费abc 12，。%", max_size=30)
CELLS = (
    WORDS
    | WORDS.map(lambda text: Text(text, "bold"))
    | WORDS.map(prose)
    | WORDS.map(lambda text: prose(text, tail=("第 3 行", "cyan")))
)
COLUMNS = st.fixed_dictionaries(
    {},
    optional={
        "justify": st.sampled_from(["left", "center", "right"]),
        "style": st.sampled_from(["dim", "bold"]),
        "ratio": st.integers(1, 3),
        "min_width": st.integers(1, 9),
        "max_width": st.integers(10, 20),
        "no_wrap": st.booleans(),
    },
)


def filled(
    table: Table, columns: list[dict[str, Any]], rows: list[list[Any]], heads: list[str]
) -> tuple[Table, str]:
    """Return the table with what stands in it, and what rich draws of it."""
    paper = StringIO()
    console = Console(file=paper, width=70, markup=False, highlight=False, emoji=False, _environ={})
    for column, head in zip(columns, heads, strict=True):
        table.add_column(head, **column)
    for number, row in enumerate(rows):
        table.add_row(*row, style="bold" if number == 1 else None)
    console.print(table)
    return table, "\n".join(line.rstrip() for line in paper.getvalue().splitlines())


@settings(max_examples=60)
@given(st.data(), st.integers(1, 3), st.booleans())
def test_it_looks_as_a_table_of_rich_does(data: st.DataObject, apart: int, head: bool) -> None:
    columns = data.draw(st.lists(COLUMNS, min_size=1, max_size=5))
    cells = st.lists(CELLS, min_size=len(columns), max_size=len(columns))
    rows = data.draw(st.lists(cells, max_size=4))
    heads = data.draw(st.lists(WORDS, min_size=len(columns), max_size=len(columns)))
    theirs = Table(
        box=None,
        show_header=head,
        header_style="dim",
        padding=(0, apart, 0, 0),
        pad_edge=False,
        expand=True,
    )
    sheet, ours = filled(Sheet(apart=apart, head=head), columns, rows, heads)
    assert ours == filled(theirs, columns, rows, heads)[1]
    plain = [line.rstrip() for line in drawn([sheet], View(width=70)).splitlines()]
    if all(cell_len(line) <= 70 for line in plain):  # what rich would cut off is kept
        assert "\n".join(plain) == ours
