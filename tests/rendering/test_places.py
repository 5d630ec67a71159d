"""Where quotes stand, as people are told."""

from attrs import evolve

from evalkit.documents.document import Evidence
from evalkit.messages import Lang
from evalkit.rendering.places import Places, outermost


def _at(line: int, page: int | None = None, document: str = "甲.txt") -> Evidence:
    """Return a place on a line of a document, or of one of its pages, which are of 40 lines."""
    if page is None:
        return Evidence(document, "完成8项", 10 * line, 10 * line + 4, line)
    whole = 40 * (page - 1) + line
    return Evidence(document, "完成8项", 10 * whole, 10 * whole + 4, whole, page, page_line=line)


def test_a_report_of_one_document_needs_no_name() -> None:
    places = Places.within(["甲.txt"], Lang.ZH)
    assert places.one(_at(5)) == "第 5 行"
    assert places.one(_at(5, page=2)) == "第 2 页第 5 行"
    assert Places.within(["甲.txt"], Lang.EN).one(_at(5, page=2)) == "page 2, line 5"


def test_several_documents_are_named() -> None:
    places = Places.within(["甲.txt", "乙.pdf"], Lang.ZH)
    assert places.one(_at(5)) == "甲.txt:5"
    assert places.one(_at(5, page=2, document="乙.pdf")) == "乙.pdf（第 2 页第 5 行）"
    assert Places.within([], Lang.EN).one(_at(5, page=2)) == "甲.txt (page 2, line 5)"


def test_a_cell_of_a_table_is_told_by_its_row_and_column() -> None:
    cell = evolve(_at(5), table=2, row=3, column=4)
    assert Places(Lang.ZH, alone=True).one(cell) == "表 2 第 3 行第 4 列"
    assert Places(Lang.EN, alone=True).one(evolve(cell, page=7)) == "page 7, table 2, row 3, column 4"
    assert Places(Lang.ZH, alone=True).all([_at(5), cell]) == "第 5 行、表 2 第 3 行第 4 列"
    assert Places(Lang.ZH).one(cell) == "甲.txt:5"
    assert Places(Lang.ZH).one(evolve(cell, page=7)) == "甲.txt（第 7 页表 2 第 3 行第 4 列）"


def test_a_line_of_the_whole_text_is_not_given_as_one_of_the_page() -> None:
    unknown = evolve(_at(5, page=2), page_line=None)
    assert Places(Lang.ZH, alone=True).one(unknown) == "第 2 页"
    assert Places(Lang.EN).one(unknown) == "甲.txt (page 2)"


def test_what_was_recognised_from_a_picture_says_so() -> None:
    scanned = evolve(_at(5, page=2), recognised=True)
    assert Places(Lang.ZH, alone=True).one(scanned) == "第 2 页第 5 行〔图像识别〕"
    assert Places(Lang.EN).one(scanned) == "甲.txt (page 2, line 5) [recognised from a picture]"


def test_several_places_are_told_together_and_once() -> None:
    alone = Places(Lang.ZH, alone=True)
    assert alone.all([_at(5), _at(9), _at(5)]) == "第 5、9 行"
    assert alone.all([_at(5), _at(5)]) == "第 5 行"
    assert alone.all([_at(5, page=1), _at(9, page=2)]) == "第 1 页第 5 行、第 2 页第 9 行"
    assert alone.all([]) == ""
    assert Places(Lang.EN, alone=True).all([_at(5), _at(9)]) == "lines 5, 9"
    assert Places(Lang.EN).all([_at(5), _at(9), _at(5)]) == "甲.txt:5, 甲.txt:9"


def test_the_name_of_a_document_steers_nothing() -> None:
    assert Places(Lang.ZH).one(_at(5, document="\x1b[0m.txt")) == "⟨U+001B⟩[0m.txt:5"


def test_a_quote_within_another_one_is_not_repeated() -> None:
    sentence = Evidence("甲.txt", "完成8项，顺延1项", 10, 19, 3)
    inner = Evidence("甲.txt", "完成8项", 10, 14, 3)
    elsewhere = Evidence("乙.txt", "完成8项", 10, 14, 3)
    assert outermost([inner, sentence, inner, elsewhere]) == (sentence, elsewhere)
