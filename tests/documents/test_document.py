"""Documents: places, lines, pages and quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import Block, BlockKind, Cell, Document, Evidence, Span


def _document(text: str, page_starts: tuple[int, ...] = ()) -> Document:
    return Document("a.txt", text, "0" * 64, (), page_starts)


@given(st.text("甲乙\n ", max_size=40), st.data())
def test_lines_count_the_line_feeds_before(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert _document(text).line(offset) == text.count("\n", 0, offset) + 1


@given(st.text("甲乙\n ", max_size=40), st.data())
def test_columns_count_the_characters_since_the_line_feed(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    document = _document(text)
    before = "".join(f"{line}\n" for line in text.split("\n")[: document.line(offset) - 1])
    assert len(before) + document.column(offset) - 1 == offset


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (3, 1), (4, 2), (9, 2), (10, 3), (40, 3)])
def test_pages_begin_where_they_are_said_to(offset: int, page: int) -> None:
    assert _document("x" * 50, (0, 4, 10)).page(offset) == page


def test_a_format_without_pages_has_none() -> None:
    assert _document("甲").page(0) is None


def test_evidence_is_to_the_letter() -> None:
    document = _document("第一行\n支出 12 万元。\n", (0, 4))
    assert document.evidence(Span(4, 11)) == Evidence("a.txt", "支出 12 万", 4, 11, 2, 2, page_line=1)
    assert document.quote(Span(0, 3)) == "第一行"


def test_evidence_says_the_line_on_its_page() -> None:
    text = "概况\n\n机构两个。\n\f\n编制20人。\n \n在编18人。\f末页"
    document = _document(text, (0, text.index("\f") + 1, text.rindex("\f") + 1))

    def place(quote: str) -> tuple[int, int | None, int | None]:
        found = document.evidence(Span(text.index(quote), text.index(quote) + 2))
        return found.line, found.page, found.page_line

    assert place("机构") == (3, 1, 2)
    assert place("编制20") == (5, 2, 1)
    assert place("在编") == (7, 2, 2)
    assert place("末页") == (7, 3, 1)
    assert _document(text).evidence(Span(0, 2)).page_line is None


def test_evidence_says_in_which_paragraph_or_cell_it_stands() -> None:
    text = "概况\n甲\t乙\n\t丁\n末段\n"
    document = Document(
        "a.docx",
        text,
        "0" * 64,
        (
            Block(BlockKind.HEADING, (Span(0, 2),), level=1),
            Block(
                BlockKind.TABLE,
                (Span(3, 9),),
                cells=(
                    Cell(0, 0, (Span(3, 4),), row_span=2),
                    Cell(0, 1, (Span(5, 6),)),
                    Cell(1, 1, (Span(8, 9),)),
                ),
            ),
            Block(BlockKind.PARAGRAPH, (Span(10, 12),)),
        ),
    )

    def place(quote: str) -> tuple[int | None, int | None, int | None, int | None]:
        at = text.index(quote)
        found = document.evidence(Span(at, at + len(quote)))
        return found.paragraph, found.table, found.row, found.column

    assert place("概况") == (1, None, None, None)
    assert place("甲") == (None, 1, 1, 1)
    assert place("乙") == (None, 1, 1, 2)
    assert place("丁") == (None, 1, 2, 2)
    assert place("末段") == (2, None, None, None)


def test_evidence_of_a_page_that_was_recognised_says_so() -> None:
    document = Document("a.pdf", "甲\f乙", "0" * 64, (), (0, 2), recognised=frozenset({2}))
    assert [document.evidence(Span(at, at + 1)).recognised for at in (0, 2)] == [False, True]
