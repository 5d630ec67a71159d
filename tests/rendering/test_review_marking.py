"""Where highlights begin and end in the text of a report."""

from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import Document, Span
from evalkit.rendering.review.citing import Citation, Kind
from evalkit.rendering.review.marking import Marked, marked, quoted

DOCUMENT = Document("甲.txt", "零一二三四五六七八九", "", ())


def cited(start: int, end: int, kind: Kind, anchor: str) -> Citation:
    return Citation(DOCUMENT.evidence(Span(start, end)), kind, anchor)


def pieces(text: Marked) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Return the pieces of a text with the reason that each is highlighted for and what it leads to."""
    found = []
    for start, end, number in text.within(0, len(text.document.text)):
        segment = None if number is None else text.segment(number)
        anchors = () if segment is None else segment.anchors
        found.append((text.document.text[start:end], None if segment is None else segment.kind.name, anchors))
    return found


def test_a_text_that_nothing_cites_is_one_piece() -> None:
    (text,) = marked([DOCUMENT], [])
    assert pieces(text) == [("零一二三四五六七八九", None, ())]


def test_places_that_overlap_lead_to_all_that_cite_them_the_weightiest_first() -> None:
    found = [cited(1, 5, Kind.FACT, "i1"), cited(3, 7, Kind.LOST, "i2d1"), cited(4, 5, Kind.OPEN, "i3")]
    (text,) = marked([DOCUMENT], found)
    assert pieces(text) == [
        ("零", None, ()),
        ("一二", "FACT", ("i1",)),
        ("三", "LOST", ("i2d1", "i1")),
        ("四", "LOST", ("i2d1", "i3", "i1")),
        ("五六", "LOST", ("i2d1",)),
        ("七八九", None, ()),
    ]
    assert [len(text.numbers(one.evidence.start, one.evidence.end)) for one in found] == [3, 3, 1]


def test_of_many_within_each_other_the_innermost_are_told() -> None:
    document = Document("乙.txt", "字" * 40, "", ())
    found = [Citation(document.evidence(Span(at, 40 - at)), Kind.FACT, f"i{at}") for at in range(20)]
    (text,) = marked([document], found)
    middle = text.segment(text.numbers(19, 21)[0])
    assert set(middle.anchors) == {f"i{at}" for at in range(12, 20)}


def test_a_quote_that_does_not_stand_where_it_says_is_not_highlighted() -> None:
    other = Document("甲.txt", "壹贰叁肆伍陆柒捌玖拾", "", ())
    (text,) = marked([other], [cited(1, 5, Kind.FACT, "i1"), cited(3, 3, Kind.FACT, "i1")])
    assert text.segments == ()


def test_numbers_go_on_from_document_to_document() -> None:
    second = Document("乙.txt", "零一二", "", ())
    found = [cited(0, 2, Kind.FACT, "i1"), Citation(second.evidence(Span(1, 2)), Kind.FACT, "i2")]
    texts = marked([DOCUMENT, second], found)
    assert [text.first for text in texts] == [1, 2]
    assert list(texts[1].within(0, 3)) == [(0, 1, None), (1, 2, 2), (2, 3, None)]


def test_quotes_alone_make_a_text_in_their_order_each_once() -> None:
    found = [cited(6, 8, Kind.FACT, "i1"), cited(1, 3, Kind.LOST, "i2d1"), cited(1, 3, Kind.FACT, "i2")]
    (document,), moved = quoted(found)
    assert document.text == "一二\n六七"
    places = [moved[one.evidence] for one in found]
    assert [document.text[place.start : place.end] for place in places] == ["六七", "一二", "一二"]


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), max_size=12), st.data())
def test_every_character_stands_once_and_is_highlighted_when_cited(
    ends: list[tuple[int, int]], data: st.DataObject
) -> None:
    spans = [(min(pair), max(pair)) for pair in ends]
    found = [cited(*span, data.draw(st.sampled_from(Kind)), f"i{at}") for at, span in enumerate(spans)]
    (text,) = marked([DOCUMENT], found)
    shown = pieces(text)
    assert "".join(piece for piece, _, _ in shown) == DOCUMENT.text
    colours = [kind for piece, kind, _ in shown for _ in piece]
    for at, colour in enumerate(colours):
        kinds = [one.kind for one, (start, end) in zip(found, spans, strict=True) if start <= at < end]
        assert colour == (min(kinds).name if kinds and len(kinds) <= 8 else colour)
        assert (colour is None) == (not kinds)
