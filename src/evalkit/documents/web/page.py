"""Web pages as documents: the article with its headings, paragraphs and tables, without what is around it."""

import hashlib

from attrs import define, evolve, field

from evalkit.documents.document import Cell, Document, Span
from evalkit.documents.limits import Limits
from evalkit.documents.plain.lines import BARS, SENTENCE, heading_level
from evalkit.documents.slots import Slots
from evalkit.documents.web.article import article_of
from evalkit.documents.web.source import refused, tree_of
from evalkit.documents.web.tables import cells_of, frames, rows_of, text_of
from evalkit.documents.web.tree import Node, Page, Run, page_of
from evalkit.documents.writing import Writer
from evalkit.messages import say

_LONGEST_HEADING = 60
_LONGEST_BOLD = 30
_BOLD_LEVEL = 6
"""The level of a heading that only bold type makes one: it lies below all others."""

_CAPTION_SIGNS = "：:，,、"
_SHORT = 200
"""A page with less text than this and none in sentences, but with frames or scripts, shows its article there."""

_REPEATED = 600
"""Where in the article its own title may come again."""


def read_html(name: str, data: bytes, limits: Limits) -> Document:
    """Return the article of the web page `data`: one line a paragraph, one line a row of a table.

    The cells of a row stand between tabs. What is hidden, and what surrounds an article, is left out.
    Raises DocumentError for a page without an article, and for what goes beyond the limits.
    """
    page = page_of(tree_of(name, data, limits))
    root, title = article_of(page)
    writer = _Writer(name, limits)
    writer.blocks_of(root)
    text = writer.written.text
    if not text.strip() or (_is_shell(page) and len(text) < _SHORT and not _says(writer.written)):
        raise refused(name, say("网页里没有找到正文", "no article is found in the web page"))
    if title and title not in text[:_REPEATED]:
        writer = _Writer(name, limits)
        writer.written.heading(title, 1)
        writer.blocks_of(root)
    written = writer.written
    return Document(name, written.text, hashlib.sha256(data).hexdigest(), tuple(written.blocks))


def _is_shell(page: Page) -> bool:
    return page.framed or page.scripted


def _says(written: Writer) -> bool:
    return "。" in written.text or any(block.cells for block in written.blocks)


@define
class _Writer:
    """The document while the article's blocks are written, each where it stands."""

    name: str
    limits: Limits
    written: Writer = field(factory=Writer)
    cells: int = 0
    rows: list[str] = field(factory=list)
    """Lines with bars between cells, which make a table together."""

    def blocks_of(self, root: Node, depth: int = 0) -> None:
        """Write what `root` holds."""
        if depth > self.limits.nesting:
            raise refused(self.name, say("嵌套太深", "it is nested too deeply"))
        waiting: list[Node | Run] = list(reversed(root.inner))
        while waiting:
            each = waiting.pop()
            if isinstance(each, Run):
                self._run(each)
            elif each.level:
                self._heading(each, each.level)
            elif each.tag == "table" and not frames(each):
                self._end_rows()
                self._table(each, depth)
            else:
                waiting.extend(reversed(each.inner))
        self._end_rows()

    # ------------------------------------------------------------ headings and paragraphs

    def _run(self, run: Run) -> None:
        line = run.lines[0].strip()
        if len(run.lines) > 1:
            self._end_rows()
            self.written.passage("\n".join(run.lines))
        elif any(bar in line for bar in BARS):
            self.rows.append(line)
        elif run.bold == run.letters and _may_head(line) and not heading_level(line):
            self._end_rows()
            self.written.heading(line, _BOLD_LEVEL)
        else:
            self._end_rows()
            self.written.paragraph((line,))

    def _end_rows(self) -> None:
        if self.rows:
            self.written.passage("\n".join(self.rows))
            self.rows = []

    def _heading(self, node: Node, level: int) -> None:
        """Write a heading; a number before its title counts more than its tag, as in a Word file."""
        self._end_rows()
        text, tables = text_of(node)
        if not text:
            return
        if len(text) > _LONGEST_HEADING or SENTENCE.search(text):
            self.written.paragraph((text,))
        else:
            self.written.heading(text, heading_level(text) or level)
        for table in tables:
            self._table(table, 0)

    # ------------------------------------------------------------ tables

    def _table(self, table: Node, depth: int) -> None:
        if depth > self.limits.nesting:
            raise refused(self.name, say("嵌套太深", "it is nested too deeply"))
        self.written.captions()
        for each in table.inner:
            if isinstance(each, Run):
                self._run(each)
            elif each.tag == "caption":
                self.written.paragraph((text_of(each)[0],))
        self._end_rows()
        rows = list(rows_of(table))
        start = self.written.length
        slots = Slots()
        cells: list[Cell] = []
        inner: list[Node] = []
        for number, row in enumerate(rows):
            for place, cell in enumerate(cells_of(row)):
                if place:
                    self.written.write("\t")
                text, tables = text_of(cell)
                inner += tables
                cells.append(self._cell(cell, slots, number, len(rows), self.written.cell(text)))
            self.written.write("\n")
            slots.end_row()
        self.written.table(start, self._fitted(cells))
        for nested in inner:
            if frames(nested):
                self.blocks_of(nested, depth + 1)
            else:
                self._table(nested, depth + 1)

    def _cell(self, cell: Node, slots: Slots, row: int, rows: int, pieces: tuple[Span, ...]) -> Cell:
        across = min(cell.across, self.limits.columns)
        down = min(cell.down or rows, rows - row)
        column = slots.take(across, down)
        if column >= self.limits.columns:
            raise refused(self.name, say("表格太大", "its tables are too large"))
        self.cells += across
        if self.cells > self.limits.table_cells:
            raise refused(self.name, say("表格太大", "its tables are too large"))
        return Cell(row, column, pieces, row_span=down, column_span=across)

    def _fitted(self, cells: list[Cell]) -> list[Cell]:
        """Return `cells` cut to the columns there are: some authors span a hundred to be sure."""
        width = max((cell.column for cell in cells), default=0) + 1
        fitted = [evolve(cell, column_span=min(cell.column_span, width - cell.column)) for cell in cells]
        if sum(cell.column_span * cell.row_span for cell in fitted) > self.limits.table_cells:
            raise refused(self.name, say("表格太大", "its tables are too large"))
        return fitted


def _may_head(line: str) -> bool:
    return len(line) <= _LONGEST_BOLD and not SENTENCE.search(line) and not set(line) & set(_CAPTION_SIGNS)
