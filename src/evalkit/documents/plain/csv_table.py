"""Tables as plain text with commas, semicolons or tabs (.csv, .tsv): every cell keeps its place in the text."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from evalkit.documents.document import Block, BlockKind, Cell, Document, Span
from evalkit.documents.limits import Limits
from evalkit.documents.plain.text import read_text
from evalkit.errors import DocumentError, Problem
from evalkit.frozen import frozen
from evalkit.messages import say

_SIGNS = ",\t;"
_SAMPLE = 20
"""In so many lines the sign is looked for that stands between cells."""


def read_csv(name: str, data: bytes, limits: Limits) -> Document:
    """Return the table `data` as a document; empty rows divide tables, places are those of its rows and columns.

    Raises DocumentError for what is no text, and for what goes beyond the limits.
    """
    document = read_text(name, data, limits)
    text = document.text
    rows: list[_Row] = []
    number = 0
    for cells in _rows(text, re.compile(f"[{_sign_of(text)}\n]"), limits.columns):
        number += len(cells)
        if len(cells) > limits.columns or number > limits.table_cells:
            raise DocumentError(Problem(_TOO_LARGE, where=name, allowed=_ALLOWED))
        rows.append(_Row(len(rows), cells))
    return evolve(document, blocks=tuple(_blocks(rows)))


_TOO_LARGE = say("表格太大", "its tables are too large")
_ALLOWED = say("表格所在的那一部分，另存为较小的文件", "the part with the table, saved as a smaller file")


@frozen
class _Row:
    """A row: its number from 0 and the spans of its cells, empty ones too."""

    number: int
    cells: Sequence[Span]

    @property
    def filled(self) -> Sequence[Span]:
        """Return the cells that hold something."""
        return [cell for cell in self.cells if cell.end > cell.start]


def _sign_of(text: str) -> str:
    """Return the sign that stands between cells: the one that most of the first lines have."""
    lines = text.split("\n", _SAMPLE)[:_SAMPLE]
    return max(_SIGNS, key=lambda sign: sum(sign in line for line in lines))


def _rows(text: str, ends: re.Pattern[str], most: int) -> Iterator[list[Span]]:
    """Yield the cells of each row; a row of more than `most` comes as far as it is read."""
    cells: list[Span] = []
    at = 0
    while at < len(text) and len(cells) <= most:
        cell, at = _cell(text, at, ends)
        cells.append(cell)
        if at >= len(text) or text[at] == "\n":
            yield cells
            cells = []
        at += 1
    if cells:
        yield cells


def _cell(text: str, at: int, ends: re.Pattern[str]) -> tuple[Span, int]:
    """Return the cell that begins at `at`, without its quotation marks, and where the sign behind it stands."""
    if text[at : at + 1] == '"':
        closing = at + 1
        while (closing := text.find('"', closing)) >= 0 and text[closing + 1 : closing + 2] == '"':
            closing += 2
        if closing >= 0:
            return _bare(text, at + 1, closing), _end(text, closing + 1, ends)
    end = _end(text, at, ends)
    return _bare(text, at, end), end


def _end(text: str, at: int, ends: re.Pattern[str]) -> int:
    """Return where the cell ends that goes on at `at`: before the next sign or at the end of its line."""
    match = ends.search(text, at)
    return len(text) if match is None else match.start()


def _bare(text: str, start: int, end: int) -> Span:
    raw = text[start:end]
    left = start + len(raw) - len(raw.lstrip())
    return Span(left, max(left, start + len(raw.rstrip())))


def _blocks(rows: Sequence[_Row]) -> Iterator[Block]:
    """Yield what is said above the tables as paragraphs, and the tables."""
    table: list[_Row] = []
    for row in rows:
        filled = row.filled
        if table and not filled:
            yield _table(table)
            table = []
        elif table or len(filled) > 1:
            table.append(row)
        elif filled:
            yield Block(BlockKind.PARAGRAPH, (filled[0],))
    if table:
        yield _table(table)


def _table(rows: Sequence[_Row]) -> Block:
    first = rows[0].number
    cells = tuple(
        Cell(row.number - first, column, (span,) if span.end > span.start else ())
        for row in rows
        for column, span in enumerate(row.cells)
    )
    whole = Span(rows[0].filled[0].start, rows[-1].filled[-1].end)
    return Block(BlockKind.TABLE, (whole,), cells=cells, corner=(first, 0))
