"""Comments in a Word file: on the very words, wherever they stand, and everything else as it was."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import Span
from evalkit.documents.limits import Limits
from evalkit.documents.packed.package import Package
from evalkit.documents.packed.xml import Element, made
from evalkit.documents.word.comments import Comment, CommentedFile
from evalkit.documents.word.docx import read_docx
from evalkit.documents.word.runs import lines_of
from evalkit.documents.word.xml import W
from evalkit.errors import DocumentError
from evalkit.messages import Lang

Word = Callable[..., bytes]
Saved = Callable[[Callable[[WordDocument], object]], bytes]

_AT = datetime(2025, 3, 1, 8, 30, tzinfo=UTC)


def _opened(data: bytes, limits: Limits | None = None) -> CommentedFile:
    return CommentedFile.open(Package.open("a.docx", data, limits or Limits()))


def _commented(data: bytes, *quotes: str) -> bytes:
    """Return the file with a comment on each quote, which says the quote."""
    file = _opened(data)
    for quote in quotes:
        start = file.text.index(quote)
        assert file.place(Comment(Span(start, start + len(quote)), (f"批注：{quote}",)))
    return file.written(_AT)


def _part(data: bytes, path: str = "word/document.xml") -> Element:
    return made(zipfile.ZipFile(io.BytesIO(data)).read(path))


def _marked(data: bytes) -> list[str]:
    """Return the text between the marks of each comment, by their ids; marks are asserted to be well formed."""
    open_: dict[str, str] = {}
    closed: dict[str, str] = {}
    referred: list[str] = []
    for element in _part(data).iter():
        id = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            open_[id] = ""
        elif element.tag == f"{W}commentRangeEnd":
            closed[id] = open_.pop(id)
        elif element.tag == f"{W}commentReference":
            assert id in closed
            referred.append(id)
        elif str(element.tag).endswith("}t"):
            open_ = {each: text + (element.text or "") for each, text in open_.items()}
    assert not open_ and sorted(referred) == sorted(closed)
    return [closed[id] for id in sorted(closed, key=int)]


def _comments(data: bytes) -> list[tuple[str, list[str]]]:
    return [
        (each.get(f"{W}id", ""), ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in each.iter(f"{W}p")])
        for each in _part(data, "word/comments.xml").iter(f"{W}comment")
    ]


def _run(text: str, properties: str = "") -> str:
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r w:rsidR="00A1">{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


# ---------------------------------------------------------------- where comments stand


def test_a_run_is_cut_in_runs_that_look_the_same(word: Word) -> None:
    data = _commented(word(f"<w:p>{_run('全年支出偏低的原因是招标。', '<w:b/>')}</w:p>"), "支出偏低")
    runs = [each for each in _part(data).iter(f"{W}r") if each.find(f"{W}t") is not None]
    assert [run.findtext(f"{W}t") for run in runs] == ["全年", "支出偏低", "的原因是招标。"]
    assert all(run.find(f"{W}rPr/{W}b") is not None and run.get(f"{W}rsidR") == "00A1" for run in runs)
    assert _marked(data) == ["支出偏低"]


def test_the_sign_of_a_comment_looks_like_the_text_before_it(word: Word) -> None:
    small = _run("支出偏低。", '<w:sz w:val="18"/>')
    data = _commented(word(f"<w:p>{small}</w:p>"), "支出")
    (sign,) = (run for run in _part(data).iter(f"{W}r") if run.find(f"{W}commentReference") is not None)
    size = sign.find(f"{W}rPr/{W}sz")
    assert size is not None and size.get(f"{W}val") == "18"


def test_words_over_several_runs_tabs_and_breaks_are_marked_whole(word: Word) -> None:
    body = f"<w:p>{_run('预算')}<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三四</w:t></w:r></w:p>"
    data = _commented(word(body), "算一 二", "三")
    assert _marked(data) == ["算一二", "三"]
    assert read_docx("a.docx", data).text == "预算一 二\n三四\n"


def test_overlapping_nested_and_equal_places_have_a_comment_each_in_the_order_of_the_text(word: Word) -> None:
    data = _commented(
        word(f"<w:p>{_run('甲乙丙丁戊己')}</w:p>"), "丙丁戊", "乙丙丁", "丙", "丙丁戊", "甲乙丙丁戊己"
    )
    assert _marked(data) == ["甲乙丙丁戊己", "乙丙丁", "丙丁戊", "丙丁戊", "丙"]
    assert [id for id, _ in _comments(data)] == ["0", "1", "2", "3", "4"]


def test_cells_merged_and_nested_tables_and_a_row_are_marked(saved: Saved) -> None:
    def fill(document: WordDocument) -> None:
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "项目 支出"
        table.cell(1, 0).text = "基本支出"
        table.cell(1, 1).text = "  1,200.5 万元 "
        table.cell(1, 1).add_paragraph("调整后")
        inner = table.cell(2, 2).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "其中", "三公经费"

    data = saved(fill)
    out = _commented(data, "1,200.5", "基本支出\t1,200.5 万元 调整后", "调整", "三公", "支出\t")
    assert _marked(out) == ["支出", "基本支出  1,200.5 万元 调整后", "1,200.5", "调整", "三公"]
    assert read_docx("a.docx", out).text == read_docx("a.docx", data).text


def test_several_paragraphs_are_marked_from_the_first_to_the_last(word: Word) -> None:
    body = "".join(f"<w:p>{_run(text)}</w:p>" for text in ("支出一。", "支出二。", "支出三。"))
    assert _marked(_commented(word(body), "一。\n支出二。\n支出")) == ["一。支出二。支出"]


def test_accepted_insertions_links_and_fields_are_marked_inside(word: Word) -> None:
    body = (
        f'<w:p>{_run("原定")}<w:del w:id="1"><w:r><w:delText>九</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{_run("十二项任务")}</w:ins><w:hyperlink>{_run("见附表一")}</w:hyperlink></w:p>'
    )
    data = _commented(word(body), "定十二项", "附表")
    assert _marked(data) == ["定十二项", "附表"]
    (link,) = _part(data).iter(f"{W}hyperlink")
    assert [each.tag.removeprefix(W) for each in link] == [
        *("r", "commentRangeStart", "r", "commentRangeEnd", "r", "r")
    ]


def test_paragraphs_joined_by_a_deleted_mark_are_marked(word: Word) -> None:
    body = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{_run('支出')}</w:p><w:p>{_run('偏低。完')}</w:p>"
    assert _marked(_commented(word(body), "出偏")) == ["出偏"]


def test_a_formula_is_marked_whole(word: Word) -> None:
    body = f"<w:p>{_run('比率')}<m:oMath><m:r><m:t>12/15</m:t></m:r></m:oMath>{_run('偏低')}</w:p>"
    assert _marked(_commented(word(body), "率12")) == ["率12/15"]


def test_a_text_box_takes_no_comment_and_the_first_paragraph_of_the_text_does(word: Word) -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p>{_run('框内偏低')}</w:p></w:txbxContent></w:pict></w:r>"
    file = _opened(word(f"<w:p>{box}</w:p><w:p>{_run('  正文 ')}</w:p>"))
    start = file.text.index("框内")
    assert not file.place(Comment(Span(start, start + 2), ("甲",)))
    assert not file.place(Comment(Span(start + 4, start + 5), ("空白",)))
    file.place_first(("一", "二"))
    data = file.written(_AT)
    assert _marked(data) == ["正文"]
    assert _comments(data) == [("0", ["一", "二"])]


_TEXTS = st.lists(st.text("支出 预算12，。", min_size=1, max_size=6), min_size=1, max_size=5)


@given(
    paragraphs=st.lists(_TEXTS, min_size=1, max_size=3),
    ends=st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1))),
)
def test_whatever_is_marked_the_text_stays_and_each_mark_is_its_words(
    paragraphs: Sequence[Sequence[str]], ends: Sequence[tuple[float, float]]
) -> None:
    document = docx.Document()
    for texts in [*paragraphs, ["完"]]:
        paragraph = document.add_paragraph()
        for number, text in enumerate(texts):
            paragraph.add_run(text).bold = bool(number % 2)
    target = io.BytesIO()
    document.save(target)
    file = _opened(target.getvalue())
    wanted = []
    for one, other in ends:
        start, end = sorted((int(one * len(file.text)), int(other * len(file.text))))
        quote = file.text[start:end].strip()
        assert file.place(Comment(Span(start, end), ("批注",))) is bool(quote)
        wanted += [quote.replace("\n", "")] if quote else []
    data = file.written(_AT)
    assert sorted(_marked(data)) == sorted(wanted)
    assert read_docx("a.docx", data).text == file.text
    before = [[(s, r.bold) for r in p.runs for s in r.text] for p in document.paragraphs]
    after = docx.Document(io.BytesIO(data))
    assert [[(s, r.bold) for r in p.runs for s in r.text] for p in after.paragraphs] == before


def test_what_is_traced_is_what_is_read(saved: Saved) -> None:
    def fill(document: WordDocument) -> None:
        document.add_heading("一、支出", 1)
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(1, 1).text = " 合计 ", "12"
        document.add_paragraph("完。")

    data = saved(fill)
    assert _opened(data).text == read_docx("a.docx", data).text


# ---------------------------------------------------------------- parts


def test_a_file_without_comments_gets_the_part_and_is_told_of_it(saved: Saved) -> None:
    data = saved(lambda document: document.add_paragraph("支出偏低。"))
    out = _commented(data, "偏低")
    old, new = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(out))
    assert new.namelist() == [*old.namelist(), "word/comments.xml"]
    changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"}
    (comment,) = docx.Document(io.BytesIO(out)).comments
    assert (comment.author, comment.initials, comment.timestamp) == ("evalkit", "ek", _AT)
    assert comment.text == "批注：偏低"


def test_comments_that_are_there_stay_and_ours_go_on_behind_the_highest_id(saved: Saved) -> None:
    def fill(document: WordDocument) -> None:
        paragraph = document.add_paragraph("支出偏低。")
        for text in ("甲", "乙"):
            document.add_comment(paragraph.runs, text=text, author="原作者")

    out = _commented(_commented(saved(fill), "支出"), "偏低")
    told = [(each.comment_id, each.author, each.text) for each in docx.Document(io.BytesIO(out)).comments]
    assert told == [
        (0, "原作者", "甲"),
        (1, "原作者", "乙"),
        (2, "evalkit", "批注：支出"),
        (3, "evalkit", "批注：偏低"),
    ]
    assert _marked(out) == ["支出偏低。", "支出偏低。", "支出", "偏低"]


def test_a_strict_file_stays_strict(word: Word) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = word(f"<w:p>{_run('支出偏低')}</w:p>")
    body = f'<w:document xmlns:w="{strict}"><w:body><w:p>{_run("支出偏低")}</w:p></w:body></w:document>'
    data = Package.open("a.docx", data).with_parts({"word/document.xml": body.encode()})
    out = zipfile.ZipFile(io.BytesIO(_commented(data, "偏低")))
    for path in ("word/document.xml", "word/comments.xml"):
        assert strict.encode() in out.read(path) and b"wordprocessingml/2006" not in out.read(path)
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in out.read(
        "word/_rels/document.xml.rels"
    )


def test_markup_in_a_comment_stays_text(word: Word) -> None:
    file = _opened(word(f"<w:p>{_run('支出')}</w:p>"))
    hostile = '</w:t></w:comment><w:evil a="1"/>]]> &lt; &amp;'
    assert file.place(Comment(Span(0, 2), (hostile,)))
    assert _comments(file.written(_AT)) == [("0", [hostile])]


def test_nothing_to_say_leaves_every_part_as_it_is(saved: Saved) -> None:
    data = saved(lambda document: document.add_paragraph("支出。"))
    old, new = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(_opened(data).written(_AT)))
    assert {name: old.read(name) for name in old.namelist()} == {
        name: new.read(name) for name in new.namelist()
    }


def test_a_file_whose_parts_unpack_beyond_the_limits_is_refused(word: Word) -> None:
    data = word(f"<w:p>{_run('支出')}</w:p>", a="甲" * 4000, b="乙" * 4000, c="丙" * 4000)
    file = _opened(data, Limits(file_bytes=len(data), unpacked_bytes=14_000))
    file.place_first(("批注",))
    with pytest.raises(DocumentError) as caught:
        file.written(_AT)
    assert caught.value.text(Lang.ZH).startswith("a.docx: 解压后太大")


def test_lines_of_a_paragraph_are_what_they_were(word: Word) -> None:
    data = word("<w:p><w:r><w:t>一\n二</w:t><w:br/><w:noBreakHyphen/><w:cr/></w:r></w:p>")
    (paragraph,) = _part(data).iter(f"{W}p")
    assert lines_of(paragraph) == ["一 二", "-", ""]
