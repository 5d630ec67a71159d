"""Passages: normalised, joined, in their section, and every character with its way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import Block, BlockKind, Cell, Document, Span
from evalkit.documents.normal import INVISIBLE, normal
from evalkit.documents.passage import Passage, TablePassage, passages
from evalkit.documents.plain.text import read_text


def _read(text: str) -> tuple[Passage | TablePassage, ...]:
    return passages(read_text("报告.txt", text.encode()))


def _texts(text: str) -> list[str]:
    return [each.text for each in _read(text) if isinstance(each, Passage)]


def _only(text: str) -> Passage:
    found = _read(text)
    assert len(found) == 1
    assert isinstance(found[0], Passage)
    return found[0]


_SIGNS = st.sampled_from("绿化工程完成支出预算０１２９，。；、（）“”％ab12 \u3000*\u200b")
_SENTENCE = st.text(_SIGNS, min_size=1, max_size=30).filter(lambda text: bool(text.strip(" \u3000*\u200b")))
_GAP = st.sampled_from(
    ["\n\n", "\n- 3 -\n", "\n\f", "\f", "\n", "\n\n第 2 页 共 9 页\n\n", "\n12\n", "\n|a|b|\n|c|d|\n"]
)


@given(st.lists(st.tuples(_SENTENCE, _GAP), min_size=1, max_size=8), st.data())
def test_every_range_of_a_passage_is_a_quote_of_the_document(
    parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    document = read_text("报告.txt", ("开头" + "".join(sentence + gap for sentence, gap in parts)).encode())
    found = passages(document)
    cells = [
        cell
        for table in found
        if isinstance(table, TablePassage)
        for row in table.rows
        for cell in row
        if cell is not None and cell.text
    ]
    passage = data.draw(
        st.sampled_from([each for each in (*found, *cells) if isinstance(each, Passage) and each.text])
    )
    start = data.draw(st.integers(0, len(passage.text) - 1))
    end = data.draw(st.integers(start + 1, len(passage.text)))
    span = passage.span(start, end)
    evidence = passage.evidence(start, end)
    assert document.text[span.start : span.end] == evidence.quote
    assert (evidence.start, evidence.end) == (span.start, span.end)
    assert evidence.line == document.text.count("\n", 0, span.start) + 1
    assert normal(evidence.quote)[0] == passage.text[start]
    assert normal(evidence.quote)[-1] == passage.text[end - 1]
    if len(document.blocks[passage.index].pieces) == 1:
        seen = [sign for sign in normal(evidence.quote) if not sign.isspace() and sign not in INVISIBLE]
        assert "".join(seen).replace("**", "") == passage.text[start:end].replace(" ", "").replace("**", "")


@given(st.lists(_SENTENCE, min_size=1, max_size=6))
def test_the_passages_have_all_that_is_not_layout(sentences: list[str]) -> None:
    text = "甲" + "\n\n".join(sentences)
    read = "".join(_texts(text)).replace(" ", "")
    kept = [
        sign for sign in normal(text) if not sign.isspace() and sign not in INVISIBLE and not sign.isdigit()
    ]
    assert [sign for sign in read if sign != "*" and not sign.isdigit()] == [
        sign for sign in kept if sign != "*"
    ]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("支出 １２．５ 万元", "支出12.5万元"),
        ("共 12 项", "共12项"),
        ("the  Ready\tgo", "the Ready go"),
        ("12 345", "12 345"),
        ("**支出**12万元", "支出12万元"),
        ("共**1**2项", "共12项"),
        ("138****0000", "138****0000"),
        ("联系人：***", "联系人：***"),
        ("甲\u3000\u3000乙", "甲乙"),
        ("1\u200b2万\ufeff元", "12万元"),
        ("A 级，B级", "A级，B级"),
    ],
)
def test_the_running_text(printed: str, read: str) -> None:
    assert _only(printed).text == read


def test_what_nobody_sees_is_no_passage() -> None:
    assert _texts("甲。\n\n\u200b\ufeff\n\n**\n\n乙。") == ["甲。", "乙。"]


def test_pieces_are_joined_without_a_sign_between_them() -> None:
    passage = _only("全年支出合计，按照决算口径为人民币 1\n- 3 -\n2 万元。")
    assert passage.text == "全年支出合计，按照决算口径为人民币12万元。"
    assert passage.evidence(17, 21).quote == "1\n- 3 -\n2 万元"


def test_a_quote_across_a_page_break_has_the_page_of_its_beginning() -> None:
    passage = _only("全年支出合计，按照决算口径计算为\f十二万元。")
    assert passage.evidence(0, len(passage.text)).page == 1
    assert passage.evidence(passage.text.index("十二"), len(passage.text)).page == 2


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 1), (0, 3), (2, 2)])
def test_a_range_without_a_character_is_an_error(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"no text between {start} and {end} of 2"):
        _only("甲乙").span(start, end)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("甲。乙！丙？丁", ["甲。", "乙！", "丙？", "丁"]),
        ("甲；乙；丙。", ["甲；", "乙；", "丙。"]),
        ("他说“好。”然后", ["他说“好。”", "然后"]),
        ("甲（见附件。）乙", ["甲（见附件。）", "乙"]),
        ("甲？！乙", ["甲？！", "乙"]),
        ("3.5万元;乙", ["3.5万元;乙"]),
        ("甲", ["甲"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    passage = _only(text)
    assert [passage.text[start:end] for start, end in passage.sentences] == sentences


@given(st.text("甲乙。；！？”）", min_size=1, max_size=30))
def test_sentences_cover_the_text(text: str) -> None:
    document = Document("a", text, "", (Block(BlockKind.PARAGRAPH, (Span(0, len(text)),)),))
    (passage,) = passages(document)
    assert isinstance(passage, Passage)
    sentences = passage.sentences
    assert "".join(passage.text[start:end] for start, end in sentences) == passage.text


def test_sections_are_told_by_the_levels_of_the_headings() -> None:
    text = "一、概况\n甲。\n（一）职能\n1. 预算\n乙。\n（二）人员\n丙。\n二、执行\n丁。\n"
    found = {each.text: each.headings for each in _read(text) if isinstance(each, Passage)}
    assert found == {
        "一、概况": (),
        "甲。": ("一、概况",),
        "（一）职能": ("一、概况",),
        "1.预算": ("一、概况", "（一）职能"),
        "乙。": ("一、概况", "（一）职能", "1.预算"),
        "（二）人员": ("一、概况",),
        "丙。": ("一、概况", "（二）人员"),
        "二、执行": (),
        "丁。": ("二、执行",),
    }


def test_a_table_stands_in_its_section_with_the_paragraph_before_as_its_caption() -> None:
    found = _read("一、收支\n单位：万元\n项目|预算\n绿化|１２\n")
    table = found[-1]
    assert isinstance(table, TablePassage)
    assert table.headings == ("一、收支",)
    assert table.index == 2
    assert table.caption is not None
    assert table.caption.text == "单位：万元"
    assert [[cell.text if cell else None for cell in row] for row in table.rows] == [
        ["项目", "预算"],
        ["绿化", "12"],
    ]
    assert table.text == "项目\n预算\n绿化\n12"


def test_a_table_behind_a_heading_has_no_caption() -> None:
    table = _read("一、收支\n项目|预算\n绿化|12\n")[-1]
    assert isinstance(table, TablePassage)
    assert table.caption is None


def test_merged_cells_stand_at_every_place_they_cover() -> None:
    text = "甲乙丙丁"
    cells = (
        Cell(0, 0, (Span(0, 1),), row_span=2),
        Cell(0, 1, (Span(1, 2),), column_span=2),
        Cell(1, 2, (Span(2, 3),)),
        Cell(2, 0, ()),
    )
    document = Document("a", text, "", (Block(BlockKind.TABLE, (Span(0, 4),), cells=cells),))
    (table,) = passages(document)
    assert isinstance(table, TablePassage)
    assert [[cell.text if cell else None for cell in row] for row in table.rows] == [
        ["甲", "乙", "乙"],
        ["甲", None, "丙"],
        [""],
    ]
    assert table.text == "甲\n乙\n丙"
    assert table.rows[0][0] is table.rows[1][0]
    assert table.rows[0][1] is table.rows[0][2]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("（二）政府采购。全年完成采购。", "（二）政府采购。"),
        ("1.完善制度；2.加强管理。", "1.完善制度；"),
        ("政府采购。全年完成采购。", ""),
        ("（二）政府采购。", ""),
        ("1." + "很长的句子" * 6 + "。其他。", ""),
    ],
)
def test_the_lead_of_a_list_item(text: str, lead: str) -> None:
    assert _only(text).lead == lead


@pytest.mark.parametrize(
    "sign", [*sorted(INVISIBLE), *" \t\x0b\x0c\x1c\x85\xa0\u1680\u2009\u2028\u3000", "**"]
)
def test_every_sign_that_nobody_reads_is_left_out(sign: str) -> None:
    text = f"支{sign}出"
    document = Document("a", text, "", (Block(BlockKind.PARAGRAPH, (Span(0, len(text)),)),))
    assert [each.text for each in passages(document) if isinstance(each, Passage)] == ["支出"]
