"""From bytes to passages in one go: nothing is lost, every quote leads back, nothing else is raised."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.normal import normal
from evalkit.documents.passage import Passage, TablePassage, passages
from evalkit.documents.plain.text import accepts_text, read_text
from evalkit.errors import DocumentError

_PAGE_NUMBERS = ("- 3 -", "第 4 页", "—５—", "第 2 页 共 9 页", "3", "P12", "Page 3 of 9")
_BREAKS = ("\n", "\n\n", "\n\f", "\f")
_GAPS = (
    *(f"{before}{number}{after}" for number in _PAGE_NUMBERS for before in _BREAKS for after in _BREAKS),
    *("\n\n", "\f", "\n\f", "\r\n\r\n"),
)
_PAGE_NUMBER_LINE = re.compile(rf"(?<=[\n\f])(?:{'|'.join(map(re.escape, _PAGE_NUMBERS))})(?=[\n\f])")
_BODY = st.text("甲乙丙局，、支出预算０１２345.％%（ ", min_size=18, max_size=40)


@st.composite
def _broken_paragraphs(draw: st.DrawFn) -> tuple[str, str]:
    """A paragraph with page breaks and page numbers in it, bold and full-width digits; and its text."""
    lines = ["我局全年，" + draw(_BODY) + draw(st.sampled_from(("出", "**支**")))]
    text = lines[0]
    for body in draw(st.lists(_BODY, max_size=3)):
        lines.append(draw(st.sampled_from(("支", "**出**"))) + body + draw(st.sampled_from(("出", "**支**"))))
        text += draw(st.sampled_from(_GAPS)) + lines[-1]
    return f"{text}。", f"{''.join(lines)}。"


def _without_layout(text: str) -> str:
    return "".join(normal(text).replace("**", "").split())


def _runs(read: Passage | TablePassage) -> list[Passage]:
    runs = [read] if isinstance(read, Passage) else [cell for row in read.rows for cell in row]
    return [passage for passage in runs if passage is not None and passage.text]


@given(_broken_paragraphs(), st.data())
def test_a_broken_paragraph_is_whole_and_every_quote_reads_like_it(
    paragraph: tuple[str, str], data: st.DataObject
) -> None:
    printed, whole = paragraph
    document = read_text("a.txt", printed.encode())
    (passage,) = passages(document)
    assert isinstance(passage, Passage)
    assert _without_layout(passage.text) == _without_layout(whole)
    start = data.draw(st.integers(0, len(passage.text) - 1))
    end = data.draw(st.integers(start + 1, len(passage.text)))
    evidence = passage.evidence(start, end)
    assert evidence.quote == document.text[evidence.start : evidence.end]
    assert evidence.line == document.text.count("\n", 0, evidence.start) + 1
    inside = normal(_PAGE_NUMBER_LINE.sub("", evidence.quote)).replace("*", "")
    assert "".join(inside.split()) == passage.text[start:end].replace(" ", "")


@given(
    st.text("甲乙一、（）。！；?”“1２.|│\t\f\n\r *#-第页\u200b", min_size=1, max_size=120).filter(
        lambda text: bool(text.strip())
    )
)
def test_whatever_the_text_every_sign_leads_back_to_its_place(text: str) -> None:
    document = read_text("a.txt", text.encode())
    last = 0
    for each in passages(document):
        for passage in _runs(each):
            places = [passage.span(at, at + 1) for at in range(len(passage.text))]
            quotes = [normal(document.quote(place)) for place in places]
            assert "".join(" " if quote.isspace() else quote for quote in quotes) == passage.text
            assert places == sorted(set(places))
            assert places[0].start >= last
        last = document.blocks[each.index].pieces[-1].end


@given(st.binary(max_size=100))
def test_whatever_the_bytes_they_are_read_or_refused_with_one_line(data: bytes) -> None:
    assert accepts_text("a.txt", data) in (True, False)
    try:
        document = read_text("a.txt", data)
    except DocumentError as error:
        lines = str(error).splitlines()
    else:
        assert all(each.document is document for each in passages(document))
        lines = [document.name]
    assert len(lines) == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_file_handed_in(end: str) -> None:
    lines = ["一、概况", "", "我局为全额拨款单位。", "- 1 -", "", "人员 12 人。"]
    read = passages(read_text("a.txt", end.join(lines).encode()))
    assert [passage.evidence(0, 1).line for each in read for passage in _runs(each)] == [1, 3, 6]


@pytest.mark.parametrize(
    "column",
    [
        ["28", "30", "31", "45", "52"],
        ["1,280.5", "1,305.0", "1,298.4", "1,312.7"],
        ["绿化 12", "养护 34", "停车 56", "照明 78"],
        ["测绘科", "规划科", "养护科", "监察科"],
    ],
)
def test_a_column_of_figures_or_names_is_not_run_together(column: list[str]) -> None:
    read = passages(read_text("a.txt", "\n".join(["项目", *column]).encode()))
    assert [passage.text for each in read for passage in _runs(each)] == [
        "项目",
        *(text.replace(" ", "") for text in column),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("甲，支出12 万元。" * 80_000, 1),
        ("短句\n" * 50_000, 50_000),
        ("一、短句\n" * 20_000, 20_000),
        ("- 1 -\n" * 50_000 + "甲", 1),
        ("7\n" * 50_000, 50_000),
        ("**" * 200_000 + "甲", 1),
    ],
    ids="one_line short_lines headings page_numbers lone_numbers asterisks".split(),
)
def test_long_texts_are_read_to_their_end(text: str, count: int) -> None:
    read = passages(read_text("a.txt", text.encode()))
    last = read[-1]
    assert len(read) == count
    assert isinstance(last, Passage)
    assert last.span(0, len(last.text)).end == len(text.rstrip())
