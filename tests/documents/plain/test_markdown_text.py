"""Markdown: whatever marks stand in it, a report reads as its plain text does, and quotes are to the letter."""

import re
from collections.abc import Callable, Mapping
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import Document
from evalkit.documents.limits import DEFAULT
from evalkit.documents.passage import Passage, passages
from evalkit.documents.plain.markdown_text import read_markdown
from evalkit.facts.extraction import extract
from evalkit.registry import load_plugins

_AMOUNT = re.compile(r"(\d[\d,.]*)(万元)")


def _read(text: str) -> Document:
    return read_markdown("a.md", text.encode(), DEFAULT)


def _shown(text: str) -> list[str]:
    lines: list[str] = []
    for each in passages(_read(text)):
        if isinstance(each, Passage):
            lines.append(each.text)
        else:
            lines += ["/".join("" if cell is None else cell.text for cell in row) for row in each.rows]
    return lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("支出**12**万*元*，__合规__。", ["支出12万元，合规。"]),
        ("支出***12***万`元`。", ["支出12万元。"]),
        ("支出~~99万元~~12万元。", ["支出12万元。"]),
        ("支出[**12**万元](http://a.example/99万元)。", ["支出12万元。"]),
        ("支出[12万元][1]，见[^2]。", ["支出12万元，见。"]),
        ("支出12万元。![99万元](a.png)", ["支出12万元。"]),
        ("支出<b>12</b>万元<br>。<!-- 99\n万元 -->", ["支出12万元。"]),
        ("支出12\\.5万元\\!", ["支出12.5万元!"]),
        ("支出12&nbsp;万元。", ["支出12万元。"]),
        ("> 支出12万元。", ["支出12万元。"]),
        ("## 一、支出 ##\n\n支出12万元。", ["一、支出", "支出12万元。"]),
        ("| 项目 | 决算 |\n|:--|--:|\n| 甲\\|乙 | **12** |", ["项目/决算", "甲|乙/12"]),
        ("电话138****0000，3*5*2。", ["电话138****0000，3*5*2。"]),
        ("- 支出12万元。\n* 资产完好。", ["-支出12万元。", "*资产完好。"]),
        ("~~~\n支出12万元。\n~~~", ["支出12万元。"]),
        ("[报告](a.docx)", ["报告"]),
        ("支出a_b_c与[一]项。", ["支出a_b_c与[一]项。"]),
        ("<!-- 没有结束 支出。", ["<!--没有结束支出。"]),
    ],
)
def test_marks_are_passed_over(text: str, shown: list[str]) -> None:
    assert _shown(text) == shown


def test_a_quote_has_the_marks_that_stand_in_it() -> None:
    (passage,) = passages(_read("支出**12**万元。"))
    assert isinstance(passage, Passage)
    assert passage.evidence(2, 6).quote == "12**万元"


def _values(text: str) -> Mapping[str, object]:
    sheet = extract([_read(text)], load_plugins().catalogue)
    values = {id: fact.value for id, fact in sheet.facts.items()}
    return {**values, "department": sheet.department, "year": sheet.year}


def _headed(text: str) -> str:
    text = re.sub(r"^(?=[一二三]、)", "## ", text, flags=re.MULTILINE)
    return re.sub(r"^(?=（[一二三四五六]）\S{2,20}$)", "### ", text, flags=re.MULTILINE)


def _with_table(text: str) -> str:
    rows = re.sub(r"^(季度\|.*)$", r"\1\n---|:--:|---:|---", text, flags=re.MULTILINE)
    return re.sub(r"^(.*\|.*)$", r"| \1 |", rows, flags=re.MULTILINE)


@pytest.mark.parametrize(
    "written",
    [
        _headed,
        _with_table,
        lambda text: _AMOUNT.sub(r"**\1**\2", text),
        lambda text: _AMOUNT.sub(r"*\1*\2", text),
        lambda text: _AMOUNT.sub(r"[\1\2](https://a.example/99万元)", text),
        lambda text: _AMOUNT.sub(r"~~99,999.99~~\1\2[^1]", text),
        lambda text: text.replace("。\n", "。<!-- 年初预算99,999.99万元 --><br>\n"),
        lambda text: text.replace("(", "\\(").replace("-", "\\-").replace(".", "\\."),
        lambda text: "\n".join(f"> {line}" for line in text.split("\n")),
    ],
)
def test_the_example_in_markdown_gives_the_same_facts(written: Callable[[str], str]) -> None:
    text = files("evalkit_examples").joinpath("report.txt").read_text("utf-8")
    marked = written(text)
    assert marked != text
    plain = _values(text)
    assert len(plain) > 40
    assert _values(marked) == plain


@given(
    st.text("甲1*_~`[]()!\\|<b>/&; \n#^-。", min_size=1, max_size=80).filter(lambda text: bool(text.strip()))
)
def test_whatever_the_marks_blocks_are_in_order_and_quotes_lead_back(text: str) -> None:
    document = _read(f"甲\n\n{text}")
    last = 0
    for block in document.blocks:
        assert block.pieces[0].start >= last
        last = block.pieces[-1].end
        for before, after in zip(block.pieces, block.pieces[1:], strict=False):
            assert before.start < before.end <= after.start
