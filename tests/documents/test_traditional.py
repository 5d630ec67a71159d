"""Traditional characters are read as simplified ones, each at its own place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import BlockKind
from evalkit.documents.passage import Passage, passages
from evalkit.documents.plain.text import read_text
from evalkit.documents.traditional import is_traditional, simplified


@given(st.text())
def test_the_length_stays(text: str) -> None:
    assert len(simplified(text)) == len(text)
    assert simplified(simplified(text)) == simplified(text)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("年初預算數為一億二千萬元", "年初预算数为一亿二千万元"),
        ("爲羣衆辦實事裏，覈減後", "为群众办实事里，核减后"),
        ("著力於乾部培訓，已答覆、回覆，覆蓋率", "著力于干部培训，已答复、回复，覆盖率"),
        ("政府採購節約資金", "政府采购节约资金"),
    ],
)
def test_what_a_reader_of_simplified_characters_reads(printed: str, read: str) -> None:
    assert simplified(printed) == read


def test_simplified_text_is_left_alone() -> None:
    text = "年初预算数为三千万元，执行率98%，着力于干部培训，乾元社区。"
    assert not is_traditional(text)
    assert simplified(text) == text


def test_quotes_are_as_printed() -> None:
    (passage,) = passages(read_text("a.txt", "決算支出 1,204.50 萬元。".encode()))
    assert isinstance(passage, Passage)
    assert passage.text == "决算支出1,204.50万元。"
    assert passage.evidence(0, len(passage.text)).quote == "決算支出 1,204.50 萬元。"


def test_a_page_number_in_traditional_characters_splits_no_sentence() -> None:
    text = "全年共受理群眾來信來訪事項三十六件，其中按期\n第 2 頁 共 9 頁\n辦結並答覆的三十五件。\n"
    (passage,) = passages(read_text("a.txt", text.encode()))
    assert isinstance(passage, Passage) and passage.kind is BlockKind.PARAGRAPH
    assert passage.text == "全年共受理群众来信来访事项三十六件，其中按期办结并答复的三十五件。"
