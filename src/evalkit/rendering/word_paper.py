"""A Word file that is written from top to bottom: titles, lines, tables."""

import io
import zipfile
from collections.abc import Sequence

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from evalkit.frozen import frozen
from evalkit.rendering.word_template import PACKED_AT, word_template

TEXT_WIDTH = 16.0
"""How wide the text is, in cm."""


@frozen
class Row:
    """A row of a table: a `strong` one is a sum, a `joined` one goes on in the first cell of the row above it."""

    cells: tuple[str, ...]
    strong: bool = False
    joined: bool = False


class Paper:
    """A Word file that is being written; texts are what people see, without characters that they cannot."""

    def __init__(self, title: str) -> None:
        self._file = docx.Document(io.BytesIO(word_template(title)))
        self._file.add_paragraph(title, "Title")

    def heading(self, text: str, level: int) -> None:
        """Write the title of a chapter (1) or of a section in it (2)."""
        self._file.add_paragraph(text, f"Heading {level}")

    def entry(self, text: str) -> None:
        """Write what the details below it are about."""
        self._file.add_paragraph(text, "Entry")

    def detail(self, text: str) -> None:
        """Write a line of what was said last."""
        self._file.add_paragraph(text, "Detail")

    def remark(self, text: str) -> None:
        """Write a line that leads to what follows."""
        self._file.add_paragraph(text, "Remark")

    def line(self, text: str) -> None:
        """Write a line of its own."""
        self._file.add_paragraph(text)

    def table(self, heads: Sequence[str], rows: Sequence[Row], widths: Sequence[float], right: int) -> None:
        """Write a table: widths in cm, the last `right` columns flush right, its heads again on every page."""
        table = self._file.add_table(1 + len(rows), len(heads), "Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for line, given in zip(table.rows, (Row(tuple(heads), strong=True), *rows), strict=True):
            for place, (cell, text) in enumerate(zip(line.cells, given.cells, strict=True)):
                cell.width = Cm(widths[place])
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                paragraph = cell.paragraphs[0]
                paragraph.style = "Cell"
                paragraph.add_run("" if given.joined and not place else text).bold = given.strong or None
                if place >= len(heads) - right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._shape(rows)
        self._file.add_paragraph(style="Cell")

    def _shape(self, rows: Sequence[Row]) -> None:
        """Repeat the heads of the last table, keep its rows whole, and join the cells that are joined."""
        element = self._file.element.body.findall(qn("w:tbl"))[-1]
        head, *lines = element.tr_lst
        head.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for place, line in enumerate(lines):
            line.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            follows = place + 1 < len(rows) and rows[place + 1].joined
            if rows[place].joined or follows:
                line.tc_lst[0].vMerge = "continue" if rows[place].joined else "restart"

    def data(self) -> bytes:
        """Return the file; the same content gives the same bytes."""
        written, target = io.BytesIO(), io.BytesIO()
        self._file.save(written)
        with zipfile.ZipFile(written) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(zipfile.ZipInfo(name, PACKED_AT), old.read(name), zipfile.ZIP_DEFLATED)
        return target.getvalue()
