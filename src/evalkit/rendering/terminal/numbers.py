"""The four columns of marks that every table of results has: won, open, lost and full."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from evalkit.messages import Lang
from evalkit.rendering import words
from evalkit.rendering.contents import Four
from evalkit.rendering.figures import aligned

_STYLES = ("", "yellow", "red", "dim")


def add_four(table: Table, numbers: Sequence[Four], lang: Lang) -> list[tuple[Text, ...]]:
    """Add the four columns to a table and return their cells row by row, decimal points one below another."""
    columns: list[list[Text]] = []
    for index, (head, style) in enumerate(zip(words.FOUR, _STYLES, strict=True)):
        table.add_column(head.text(lang), justify="right", style=style, no_wrap=True)
        columns.append([Text(text) for text in aligned([row[index] for row in numbers])])
    return list(zip(*columns, strict=True))
