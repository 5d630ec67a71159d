"""Twice the text costs at most twice the work, whatever somebody repeats. Work is counted, not timed."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.documents.document import Document
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.extraction import extract
from evalkit.facts.fact import FactSheet

Documents = Callable[[str], Document]

LENGTH = 1500
MORE_THAN_TWICE = 2.25
"""Twice, and a little for what does not come out even: half a sentence, a deque that fills."""

REPEATED = (
    *(
        "1",
        "1,",
        "1，234",
        "0.",
        "1.1.1",
        "3 ",
        "3\n",
        "3-",
        "3%至",
        "%",
        "万元3",
        "12345",
        "2020年",
        "第一季度",
    ),
    *("一", "一、", "百分之", "万", "千", "约", "第", "两三", "五个一"),
    *(
        "，",
        "、",
        "。",
        "；",
        "（",
        "（（，",
        "）",
        "“",
        "=",
        "×100%=",
        "：",
        "|",
        "**",
        "* ",
        "\u200b",
        "—",
        "!",
        "(,",
    ),
    *(
        "其中",
        "分别为",
        "依次为",
        "各",
        "各3万元",
        "占",
        "均",
        "增加",
        "没有",
        "无",
        "其余",
        "不足",
        "计划",
        "全部",
    ),
    *(
        "均已完成，",
        "与预算持平，",
        "全部为公务接待费，",
        "公务接待费为零、",
        "没有公务接待费",
        "分别为2万元、",
    ),
    *(
        "三公经费",
        "公务接待费，",
        "公务接待费和",
        "年初预算",
        "信访件",
        "另有编外人员",
        "编制",
        "自评等级",
        "等级为优",
    ),
    *(
        "甲乙",
        "甲乙公务接待费",
        "项目3个",
        "（3件",
        "3件）",
        "，3件",
        "公务接待费3万元",
        "预算3万元、",
        "支出3万元其中",
    ),
    *(
        "部门决算已公开，",
        "未公开",
        "没有截留、挤占、挪用资金",
        "下一步公开",
        "一、预算\n\n",
        "- 3 -\n\n",
        "预算3万元，\n",
    ),
)


def report(repeated: str, length: int) -> str:
    """Return a report in which `repeated` stands over and over between two figures, in one paragraph."""
    endless = (repeated * (length // len(repeated) + 1))[:length]
    return f"青禾市城乡事务局2021年度自评报告\n\n公务接待费预算2万元，重点工作3项，{endless}，决算3万元\n"


def work(document: Document, catalogue: Catalogue) -> tuple[int, int]:
    """Return how many functions are called to read `document`, and how many signs the sheet quotes."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        sheet = extract([document], catalogue)
    finally:
        sys.setprofile(before)
    return calls, quoted(sheet)


def quoted(sheet: FactSheet) -> int:
    """Return how many signs the evidence of all candidates, findings and admissions has."""
    candidates = [each.evidence for fact in sheet.facts.values() for each in fact.candidates]
    findings = [each for finding in sheet.findings for each in finding.evidence]
    return sum(len(each.quote) for each in (*candidates, *findings, *sheet.admissions))


def assert_linear(repeated: str, document: Documents, catalogue: Catalogue) -> None:
    # Once before, so that what is kept between reports (the words of a heading) counts for neither.
    work(document(report(repeated, LENGTH)), catalogue)
    single = work(document(report(repeated, LENGTH)), catalogue)
    double = work(document(report(repeated, 2 * LENGTH)), catalogue)
    assert double[0] <= MORE_THAN_TWICE * single[0]
    assert double[1] <= MORE_THAN_TWICE * single[1] + 2 * LENGTH


@pytest.mark.parametrize("repeated", REPEATED)
def test_what_is_repeated_costs_its_length(repeated: str, document: Documents, catalogue: Catalogue) -> None:
    assert_linear(repeated, document, catalogue)


@settings(max_examples=15)
@given(st.lists(st.sampled_from(REPEATED), min_size=2, max_size=4).map("".join))
def test_what_is_repeated_in_turns_costs_its_length(
    document: Documents, catalogue: Catalogue, repeated: str
) -> None:
    assert_linear(repeated, document, catalogue)


def test_a_paragraph_of_a_million_signs_is_read(document: Documents, catalogue: Catalogue) -> None:
    sheet = extract([document(report("湖滨步道改造情况良好，", 1_000_000))], catalogue)
    assert sheet.facts["reception_budget"].value == 20_000
