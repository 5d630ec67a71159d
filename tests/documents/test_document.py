"""Documents: places, lines, pages and quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import Document, Evidence, Span


def _document(text: str, page_starts: tuple[int, ...] = ()) -> Document:
    return Document("a.txt", text, "0" * 64, (), page_starts)


@given(st.text("甲乙\n ", max_size=40), st.data())
def test_lines_count_the_line_feeds_before(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert _document(text).line(offset) == text.count("\n", 0, offset) + 1


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (3, 1), (4, 2), (9, 2), (10, 3), (40, 3)])
def test_pages_begin_where_they_are_said_to(offset: int, page: int) -> None:
    assert _document("x" * 50, (0, 4, 10)).page(offset) == page


def test_a_format_without_pages_has_none() -> None:
    assert _document("甲").page(0) is None


def test_evidence_is_to_the_letter() -> None:
    document = _document("第一行\n支出 12 万元。\n", (0, 4))
    assert document.evidence(Span(4, 11)) == Evidence("a.txt", "支出 12 万", 4, 11, 2, 2)
    assert document.quote(Span(0, 3)) == "第一行"
