"""Web pages: what a person reads in the article, in order, with every quote leading back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import BlockKind, Document
from evalkit.documents.limits import DEFAULT
from evalkit.documents.passage import Passage, TablePassage, passages
from evalkit.documents.web.page import read_html

_LONG = "全年把城市照明和公园养护两件事抓在手上，各科室按月对账，年底前全部办结，没有拖到下一年。"


def _read(body: str, head: str = "") -> Document:
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return read_html("报告.html", page.encode(), DEFAULT)


def _shown(document: Document) -> list[tuple[str, int, str]]:
    """Return the kind, the level and the text of each block; of a table its rows with / between cells."""
    shown = []
    for each in passages(document):
        if isinstance(each, Passage):
            level = document.blocks[each.index].level
            shown.append((each.kind.value, level, each.text))
        else:
            shown += [
                ("row", 0, "/".join("" if cell is None else cell.text for cell in row)) for row in each.rows
            ]
    return shown


def _texts(body: str) -> list[str]:
    return [text for _, _, text in _shown(_read(body))]


# ---------------------------------------------------------------- running text


def test_headings_paragraphs_and_tables_come_in_the_order_of_the_page() -> None:
    page = (
        "<h1>2021年度绩效自评报告</h1><p>一、基本情况</p>"
        f"<p>{_LONG}</p><table><tr><td>项目</td><td>决算</td></tr><tr><td>基本支出</td><td>12.5</td></tr></table>"
        "<h3>小结</h3><p>以上属实。</p>"
    )
    assert _shown(_read(page)) == [
        ("heading", 1, "2021年度绩效自评报告"),
        ("heading", 2, "一、基本情况"),
        ("paragraph", 0, _LONG),
        ("row", 0, "项目/决算"),
        ("row", 0, "基本支出/12.5"),
        ("heading", 3, "小结"),
        ("paragraph", 0, "以上属实。"),
    ]


@pytest.mark.parametrize(
    ("inline", "text"),
    [
        ("支出<b>12</b>3.4万元。", "支出123.4万元。"),
        ("支<span>出</span>1<font>2</font>万<i>元</i>。", "支出12万元。"),
        ("支出&nbsp;12&nbsp;万元&#12290;", "支出12万元。"),
        ("支出１２．５％。", "支出12.5%。"),
        ("支出\n  12 万元。", "支出12万元。"),
        ("支出12万元<sup>[1]</sup>。", "支出12万元[1]。"),
        ("支出12<sup>1</sup>万元。", "支出12 1万元。"),
        ("支出<del>99</del><s>98</s>12万元。", "支出12万元。"),
        ("<ruby>支<rp>(</rp><rt>zhī</rt><rp>)</rp></ruby>出12万元。", "支出12万元。"),
        ("支出12万元<!-- 99万元 -->。", "支出12万元。"),
        ("支出12&lt;13万元。", "支出12<13万元。"),
        ("支出<o:p>12</o:p>万元。", "支出12万元。"),
        ("支出12<wbr>0万元。", "支出120万元。"),
        ("支出<img alt='99'>12万元。", "支出12万元。"),
    ],
)
def test_what_stands_inside_a_line_neither_splits_nor_joins_it(inline: str, text: str) -> None:
    assert _texts(f"<p>{inline}</p>") == [text]


@pytest.mark.parametrize(
    "hidden",
    [
        '<span style="display: none">99万元</span>',
        '<p style="visibility:hidden">99万元</p>',
        "<div hidden>99万元</div>",
        '<i aria-hidden="true">99万元</i>',
        "<script>99万元</script>",
        "<style>99万元</style>",
        "<noscript>99万元</noscript>",
        "<template>99万元</template>",
        '<span style="mso-hide:all">99万元</span>',
        '<span style="font-size:0">99万元</span>',
        "<select><option>99万元</option></select>",
        "<textarea>99万元</textarea>",
        "<button>99万元</button>",
    ],
)
def test_what_nobody_sees_is_not_read(hidden: str) -> None:
    document = _read(f"<p>{_LONG}</p>{hidden}<p>支出{hidden if hidden.startswith('<span') else ''}平稳。</p>")
    assert "99" not in document.text
    assert document.text.endswith("支出平稳。\n")


def test_lines_broken_by_hand_are_those_of_a_plain_text() -> None:
    assert _shown(
        _read("<div>　　一、支出<br>　　支出合规。<br><br>　　（一）公开<br>　　已经公开。</div>")
    ) == [
        ("heading", 2, "一、支出"),
        ("paragraph", 0, "支出合规。"),
        ("heading", 3, "（一）公开"),
        ("paragraph", 0, "已经公开。"),
    ]


def test_a_page_number_between_broken_lines_is_not_read() -> None:
    page = "全年组织安全检查四次，发现的问题当场<br>- 3 -<br>整改，年底前全部销号，没有遗留。"
    assert _texts(f"<div>{page}</div>") == [page.replace("<br>- 3 -<br>", "")]


def test_preformatted_text_keeps_its_lines() -> None:
    page = "<pre>一、支出\n\n支出合规。\n\n项目|决算\n基本支出|12.5\n</pre>"
    assert _shown(_read(page)) == [
        ("heading", 2, "一、支出"),
        ("paragraph", 0, "支出合规。"),
        ("row", 0, "项目/决算"),
        ("row", 0, "基本支出/12.5"),
    ]


def test_lists_are_paragraphs_an_item() -> None:
    assert _texts(
        "<ul><li>支出平稳。</li><li><p>资产完好。</p></li></ul><dl><dt>目标</dt><dd>完成。</dd></dl>"
    ) == [
        "支出平稳。",
        "资产完好。",
        "目标",
        "完成。",
    ]


def test_a_short_paragraph_in_bold_is_a_heading_below_all_others() -> None:
    page = f"<p><strong>部门概况</strong></p><p>{_LONG}</p><p><b>全年支出12万元，执行率98%。</b></p>"
    assert [(kind, level) for kind, level, _ in _shown(_read(page))] == [
        ("heading", 6),
        ("paragraph", 0),
        ("paragraph", 0),
    ]


def test_a_long_heading_is_a_paragraph() -> None:
    assert _shown(_read(f"<h2>{_LONG}</h2>"))[0] == ("paragraph", 0, _LONG)


# ---------------------------------------------------------------- tables


def test_merged_cells_stand_at_every_place_they_cover() -> None:
    page = (
        '<table><caption>单位：万元</caption><thead><tr><th rowspan="2">项目</th><th colspan="2">2021年</th></tr>'
        "<tr><th>预算</th><th>决算</th></tr></thead><tbody><tr><td>基本支出</td><td>12.5</td><td>12.4</td></tr></tbody></table>"
    )
    document = _read(page)
    assert [text for _, _, text in _shown(document)] == [
        "单位：万元",
        "项目/2021年/2021年",
        "项目/预算/决算",
        "基本支出/12.5/12.4",
    ]
    table = passages(document)[1]
    assert isinstance(table, TablePassage) and table.caption is not None
    cell = table.rows[2][2]
    assert cell is not None
    evidence = cell.evidence(0, len(cell.text))
    assert (evidence.quote, evidence.table, evidence.row, evidence.column) == ("12.4", 1, 3, 3)
    assert evidence.line == 4


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ("<tr><td rowspan=9>甲<td>1<tr><td>2", ["甲/1", "甲/2"]),
        ("<tr><td rowspan=0>甲<td>1<tr><td>2", ["甲/1", "甲/2"]),
        ("<tr><td colspan=100>甲<tr><td>乙<td>2", ["甲/甲", "乙/2"]),
        ("<tr><td colspan=x>甲<td rowspan=-1>1<tr><td>乙<td>2", ["甲/1", "乙/2"]),
        ("<tr><td>甲<td rowspan=2>1<td>3<tr><td>乙<td>2", ["甲/1/3", "乙/1/2"]),
        ("<tr><td><p>甲</p><p>子</p><td>1<br>2<tr><td>乙<td>", ["甲子/1 2", "乙/"]),
    ],
)
def test_cells_that_reach_too_far_end_with_the_table(rows: str, shown: list[str]) -> None:
    assert _texts(f"<p>{_LONG}</p><table>{rows}</table>")[1:] == shown


@pytest.mark.parametrize(
    "frame",
    [
        "<table><tr><td>{}</td></tr></table>",
        '<table role="presentation"><tr><td>左</td><td>{}</td></tr></table>',
        "<table><tr><td>左</td><td>{}</td></tr></table>",
        "<table><tr><td colspan=2>头</td></tr><tr><td>左</td><td><h3>题</h3>{}</td></tr></table>",
    ],
)
def test_a_table_that_only_frames_an_article_is_none(frame: str) -> None:
    inner = "<table><tr><td>项目</td><td>决算</td></tr><tr><td>基本支出</td><td>12.5</td></tr></table>"
    document = _read(frame.format(f"<p>{_LONG}</p>{inner}<p>{_LONG}</p>"))
    assert [block.kind for block in document.blocks if block.kind is BlockKind.TABLE] == [BlockKind.TABLE]
    assert [text for _, _, text in _shown(document)][-4:] == [_LONG, "项目/决算", "基本支出/12.5", _LONG]


def test_a_table_inside_a_cell_comes_after_the_one_around_it() -> None:
    inner = "<table><tr><td>子<td>1<tr><td>丑<td>2</table>"
    page = f"<p>{_LONG}</p><table><tr><td>甲，本项目的全部情况如下<td>乙{inner}<tr><td>丙，其余各项情况从略<td>丁</table>"
    assert _texts(page)[1:] == [
        "甲，本项目的全部情况如下/乙",
        "丙，其余各项情况从略/丁",
        "子/1",
        "丑/2",
    ]


@pytest.mark.parametrize("title", ["<h4>表2 收支（单位：万元）</h4>", "<p><b>附表1 收支情况</b></p>"])
def test_a_heading_that_names_the_table_is_its_caption(title: str) -> None:
    table = passages(_read(f"<p>{_LONG}</p>{title}<table><tr><td>甲<td>1<tr><td>乙<td>2</table>"))[-1]
    assert isinstance(table, TablePassage) and table.caption is not None
    assert table.caption.text.startswith(("表2", "附表1"))


def test_rows_with_bars_in_paragraphs_of_their_own_are_one_table() -> None:
    assert _shown(_read(f"<p>{_LONG}</p><p>项目|决算</p><p>基本支出|12.5</p><p>完毕。</p>"))[1:] == [
        ("row", 0, "项目/决算"),
        ("row", 0, "基本支出/12.5"),
        ("paragraph", 0, "完毕。"),
    ]


# ---------------------------------------------------------------- properties

_INLINE = st.sampled_from(
    ["甲", "支出", "12", "。", "，", " ", "<b>", "</b>", "<br>", "&nbsp;", "|", "<span>", "一、"]
)
_PIECES = st.one_of(
    st.lists(_INLINE, max_size=8).map("".join),
    st.sampled_from(
        "<p> </p> <div> </div> <table> </table> <tr> <td> <td\tcolspan=2> <td\trowspan=3> <li> <h2> </h2> <pre> </pre> "
        "<th> <ul> </ul> <script>".split(" ")
    ),
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_whatever_the_page_every_quote_leads_back_and_blocks_are_in_order(body: str) -> None:
    document = _read(f"<p>{_LONG}</p>{body}")
    last = 0
    for block in document.blocks:
        assert block.pieces[0].start >= last
        last = block.pieces[-1].end
        for cell in block.cells:
            assert all("\t" not in document.quote(piece) for piece in cell.pieces)
            assert all(block.pieces[0].start <= piece.start <= piece.end <= last for piece in cell.pieces)
    for each in passages(document):
        runs = [each] if isinstance(each, Passage) else [cell for row in each.rows for cell in row if cell]
        for run in runs:
            if run.text:
                evidence = run.evidence(0, len(run.text))
                assert evidence.quote == document.text[evidence.start : evidence.end]
