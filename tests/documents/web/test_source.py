"""The encodings of web pages, and hostile pages: one line each, or a bounded result."""

import codecs

import pytest

from evalkit.documents.kinds import Kind, kind_of
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.web.page import read_html
from evalkit.documents.web.source import decoded
from evalkit.errors import DocumentError
from evalkit.messages import Lang

_ALLOWED = "（可用：正文直接写在页面里的网页；或把报告另存为 .docx、.pdf）"
_TEXT = "本局全年支出决算12万元，各项任务全部完成，没有遗留问题。"


def _page(charset: str) -> str:
    return f"<html><head><meta charset='{charset}'></head><body><p>{_TEXT}</p></body></html>"


def _refusal(data: bytes, limits: Limits = DEFAULT) -> str:
    with pytest.raises(DocumentError) as caught:
        read_html("a.html", data, limits)
    line = caught.value.text(Lang.ZH)
    assert line.startswith("a.html: ") and line.endswith(_ALLOWED) and "\n" not in line
    return line.removeprefix("a.html: ").removesuffix(_ALLOWED)


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("data"),
    [
        _page("utf-8").encode(),
        _page("gb2312").encode("gb18030"),
        _page("GBK").encode("gb18030"),
        _page("utf-8").encode("gb18030"),
        _page("gb2312").encode(),
        _page("no-such-thing").encode("gb18030"),
        _page("hex").encode("gb18030"),
        _page("utf-16").encode(),
        _page("x").replace("<meta charset='x'>", "").encode("gb18030"),
        _page("x")
        .replace("<meta charset='x'>", '<meta http-equiv=Content-Type content="text/html; charset=gb2312">')
        .encode("gb18030"),
        ('<?xml version="1.0" encoding="gb2312"?>' + _page("x").replace("<meta charset='x'>", "")).encode(
            "gb18030"
        ),
        codecs.BOM_UTF8 + _page("gb2312").encode(),
        codecs.BOM_UTF16_LE + _page("gb2312").encode("utf-16-le"),
        codecs.BOM_UTF16_BE + _page("gb2312").encode("utf-16-be"),
        _page("utf-8").encode().replace(b"</p>", b"\xe6</p>") + b" " * 4000,
    ],
)
def test_the_encoding_is_found(data: bytes) -> None:
    assert read_html("a.html", data, DEFAULT).text.startswith(_TEXT)


def test_traditional_characters_in_big5_are_read() -> None:
    assert "決算" in decoded("a.html", "<meta charset=big5><p>支出決算".encode("big5"))


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    assert _refusal(b"<html><p>" + bytes(range(0x80, 0xFF)) * 3) == "读不出文字：编码不明"


# ---------------------------------------------------------------- what a page is told by


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE html>",
        "\n <html lang=zh>",
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "x">',
        "<!-- saved from url -->\n<!-- x --><HTML>",
        "<table border=1>",
        "<meta http-equiv=x>",
        "<body>",
    ],
)
def test_a_page_is_told_by_its_beginning(head: str) -> None:
    assert kind_of(head.encode()) is Kind.HTML
    assert kind_of(codecs.BOM_UTF16_LE + head.encode("utf-16-le")) is Kind.HTML


@pytest.mark.parametrize(
    "head", ["", "一、支出", "<", "<?xml version='1.0'?><Workbook>", "<项目>支出", "<!-- x", "<pages>"]
)
def test_other_texts_are_no_pages(head: str) -> None:
    assert kind_of(head.encode()) is not Kind.HTML


# ---------------------------------------------------------------- hostile pages


def test_entities_of_the_page_are_refused() -> None:
    laughs = "".join(f"<!ENTITY l{each} '{f'&l{each - 1};' * 10}'>" for each in range(1, 10))
    assert _refusal(f"<!DOCTYPE html [{laughs}]><p>&l9;</p>".encode()) == "网页里不能自行定义实体"
    outside = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>&x;</p>'
    assert _refusal(outside.encode()) == "网页里不能自行定义实体"


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "span style='display:block'", "pre"])
def test_a_page_may_be_nested_up_to_a_depth(tag: str) -> None:
    assert _refusal((f"<{tag}>" * 100_000 + _TEXT).encode()) == "嵌套太深"


def test_tables_may_stand_in_tables_up_to_a_depth() -> None:
    page = "底"
    for depth in range(3):
        page = f"<table><tr><td>{'甲' * 2**depth * 9}<td>乙</tr><tr><td>丙<td>{page}</table>"
    page = f"<p>{_TEXT}</p>{page}"
    assert "底" in read_html("a.html", page.encode(), Limits(nesting=2)).text
    assert _refusal(page.encode(), Limits(nesting=1)) == "嵌套太深"


def test_blocks_may_stand_in_blocks_far_deeper() -> None:
    assert read_html("a.html", ("<div>" * 1000 + _TEXT).encode(), DEFAULT).text == f"{_TEXT}\n"


@pytest.mark.parametrize("span", ["colspan=1000000", "rowspan=1000000", "rowspan=99999999999 colspan=99"])
def test_cells_that_claim_a_million_places_take_those_there_are(span: str) -> None:
    page = f"<p>{_TEXT}</p><table><tr><td {span}>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    if span.startswith("colspan"):
        page = page.replace("<td>1</td>", "")
    document = read_html("a.html", page.encode(), DEFAULT)
    assert max(cell.column + cell.column_span for cell in document.blocks[1].cells) <= 101
    assert max(cell.row + cell.row_span for cell in document.blocks[1].cells) == 2


def test_a_table_has_at_most_so_many_columns_and_cells() -> None:
    row = f"<tr>{'<td>1</td>' * (DEFAULT.columns + 1)}</tr>"
    assert _refusal(f"<p>{_TEXT}</p><table>{row}{row}</table>".encode()) == "表格太大"
    table = "<table>" + "<tr><td>甲<td>乙" * 60 + "</table>"
    assert _refusal(f"<p>{_TEXT}</p>{table}".encode(), Limits(table_cells=100)) == "表格太大"
    merged = "<table>" + "<tr><td rowspan=60>甲<td>乙" * 60 + "</table>"
    assert _refusal(f"<p>{_TEXT}</p>{merged}".encode(), Limits(table_cells=1000)) == "表格太大"


def test_a_page_has_at_most_so_much_markup_and_text() -> None:
    assert _refusal(f"<p>{_TEXT}</p>".encode(), Limits(markup=1)) == "内容太多"
    assert _refusal(f"<p>{_TEXT}</p>".encode(), Limits(text_bytes=10)) == "内容太多"


def test_null_characters_are_refused() -> None:
    assert _refusal(f"<p>{_TEXT}\0</p>".encode()) == "网页里有空字符，文件已损坏"


def test_a_huge_attribute_costs_nothing() -> None:
    page = f"<p class='{'nav ' * 500_000}' style='{'x' * 1_000_000}'>{_TEXT}</p>"
    assert read_html("a.html", page.encode(), DEFAULT).text == f"{_TEXT}\n"


@pytest.mark.parametrize("end", range(0, 100, 3))
def test_a_page_that_is_cut_off_is_read_as_far_as_it_goes(end: int) -> None:
    data = _page("utf-8").encode()[: 70 + end]
    try:
        lines = [read_html("a.html", data, DEFAULT).text.strip().removesuffix("</").strip()]
    except DocumentError as error:
        lines = str(error).splitlines()
    assert len(lines) == 1
    assert _TEXT.startswith(lines[0]) or lines[0].startswith("a.html: ")
