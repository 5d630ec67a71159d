"""Tables as a workbook."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from evalkit.rendering.workbook import Head, Table, workbook


def _parts(*rows: tuple[str | int | Decimal | None, ...], notes: tuple[str, ...] = ()) -> dict[str, str]:
    heads = tuple(Head(f"列{column}") for column in range(len(rows[0]) if rows else 1))
    content = workbook("标题", [Table("表", heads, rows, notes)])
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://example.org", "'=1"])
def test_text_stays_text_whatever_it_looks_like(text: str) -> None:
    parts = _parts((text,))
    assert "<f>" not in parts["xl/worksheets/sheet1.xml"]
    assert "hyperlink" not in parts["xl/worksheets/sheet1.xml"]
    assert f">{text}<" in parts["xl/sharedStrings.xml"]


def test_ready_made_xml_is_text_too() -> None:
    assert "&lt;r&gt;&lt;t&gt;x&lt;/t&gt;&lt;/r&gt; " in _parts(("<r><t>x</t></r>",))["xl/sharedStrings.xml"]


def test_numbers_are_numbers_and_nothing_is_an_empty_cell() -> None:
    sheet = _parts((1, Decimal("2.5"), None))["xl/worksheets/sheet1.xml"]
    assert "<v>1</v>" in sheet and "<v>2.5</v>" in sheet and 'r="C2"' not in sheet


def test_notes_stand_above_the_heads_and_the_heads_stay_in_view() -> None:
    sheet = _parts((1,), notes=("一", "二"))["xl/worksheets/sheet1.xml"]
    assert 'ySplit="3"' in sheet
    assert '<autoFilter ref="A3:A4"/>' in sheet


def test_a_text_that_no_cell_holds_is_cut_visibly() -> None:
    strings = _parts(("长" * 40_000,))["xl/sharedStrings.xml"]
    assert f">{'长' * 32_766}…<" in strings
