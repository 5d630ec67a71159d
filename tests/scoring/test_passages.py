"""The places of a report that bear on a judgement."""

from typing import Any

from evalkit.documents.document import Block, BlockKind, Cell, Document, Span
from evalkit.scoring.passages import MOST, Reading


def test_paragraphs_under_a_heading_with_a_word_are_shown_whole(kit: Any) -> None:
    document = kit.document(
        "#一、社会效益", "改善出行。方便群众。", "又一段。", "#二、生态效益", "社会效益另述。"
    )
    found = Reading.of([document]).bearing_on(["社会效益"])
    assert [(each.quote, each.line) for each in found] == [("改善出行。方便群众。", 2), ("又一段。", 3)]
    assert all(document.text[each.start : each.end] == each.quote for each in found)


def test_without_such_a_heading_sentences_are_shown(kit: Any) -> None:
    document = kit.document("#一、概况", "全年平稳。社会 效益明显；其他。", "另有社会效益。")
    found = Reading.of([document]).bearing_on(["社会效益", "经济效益"])
    assert [each.quote for each in found] == ["社会 效益明显；", "另有社会效益。"]


def test_a_heading_alone_is_no_passage(kit: Any) -> None:
    assert Reading.of([kit.document("#一、社会效益", "#二、概况", "平稳。")]).bearing_on(["社会效益"]) == ()


def test_there_are_never_too_many(kit: Any) -> None:
    documents = [kit.document(*(f"第{n}项社会效益。" for n in range(4)), name=name) for name in ("a", "b")]
    found = Reading.of(documents).bearing_on(["社会效益"])
    assert [each.document for each in found] == ["a", "a", "a", "a", "b"]
    assert len(found) == MOST


def test_no_words_find_nothing(kit: Any) -> None:
    reading = Reading.of([kit.document("平稳。")])
    assert reading.bearing_on([]) == ()
    assert reading.bearing_on(["“”", ""]) == ()


def test_a_merged_cell_is_read_once() -> None:
    text = "社会效益好 甲"
    cells = (Cell(0, 0, (Span(0, 5),), column_span=2), Cell(1, 0, (Span(6, 7),)), Cell(1, 1, ()))
    table = Block(BlockKind.TABLE, (Span(0, 7),), cells=cells)
    found = Reading.of([Document("t", text, "", (table,))]).bearing_on(["社会效益"])
    assert [each.quote for each in found] == ["社会效益好"]
