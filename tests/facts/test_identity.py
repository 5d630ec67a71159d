"""Whose report it is, and of which year."""

from collections.abc import Callable

import pytest

from evalkit.documents.document import Document
from evalkit.documents.passage import Passage, passages
from evalkit.facts.identity import department_of, year_of


@pytest.fixture
def running(document: Callable[[str], Document]) -> Callable[[str], list[Passage]]:
    def read(text: str) -> list[Passage]:
        return [each for each in passages(document(text)) if isinstance(each, Passage)]

    return read


Running = Callable[[str], list[Passage]]


@pytest.mark.parametrize(
    "text",
    [
        "青溪市图书馆2021年度部门整体支出绩效自评报告",
        "关于青溪市图书馆2021年度整体支出绩效的评价报告",
        "青溪市图书馆关于2021年度绩效自评的报告",
        "青溪市图书馆\n\n2021年度部门决算绩效自评报告",
        "青溪市图书馆（本级）部门整体绩效自评报告",
        "2021年度部门整体支出绩效自评报告\n\n部门名称：青溪市图书馆",
        "2021年度部门整体支出绩效自评报告\n\n填报单位（盖章）：青溪市图书馆\n\n填报日期：2022年3月",
        "部门名称：青溪市图书馆（公章）\n\n2021年度部门整体支出绩效自评报告",
        "填报单位：青溪市图书馆（公章\n\n2021年度部门整体支出绩效自评报告",
        "填报单位：青溪市图书馆（加盖公章）\n\n2021年度部门整体支出绩效自评报告",
        "填报单位：青溪市图书馆（公章：）\n\n2021年度部门整体支出绩效自评报告",
        "单位名称：青溪市图书馆(盖章) 填报日期：2022年3月\n\n2021年度部门整体支出绩效自评报告",
        "（填报单位：青溪市图书馆）\n\n2021年度部门整体支出绩效自评报告",
        "绩效自评报告\n\n正文。\n\n又一段。\n\n再一段。\n\n青溪市图书馆\n\n2022年3月1日",
    ],
)
def test_the_department(running: Running, text: str) -> None:
    assert department_of(running(text)) == "青溪市图书馆"


def test_a_bracket_of_the_name_stays(running: Running) -> None:
    assert (
        department_of(running("填报单位：青溪市图书馆（本级）\n\n2021年度自评报告")) == "青溪市图书馆（本级）"
    )


@pytest.mark.parametrize(
    "text",
    [
        "部门整体支出绩效自评报告\n\n支出情况（单位：万元）",
        "部门整体支出绩效自评报告\n\n金额单位：人民币元",
        "绩效自评报告",
        "一切正常。",
    ],
)
def test_no_department(running: Running, text: str) -> None:
    assert department_of(running(text)) is None


def test_a_label_counts_more_than_the_title(running: Running) -> None:
    text = "澜溪市财政局关于报送2021年度自评报告的函\n\n部门名称：澜溪市园林局"
    assert department_of(running(text)) == "澜溪市园林局"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("青溪市图书馆2021年度部门整体支出绩效自评报告", 2021),
        ("青溪市图书馆二〇二一年度部门整体支出绩效自评报告", 2021),
        ("青溪市图书馆２０２１年度绩效自评报告", 2021),
        ("青溪市图书馆2021年度绩效自评报告\n\n2020年收入。2020年支出。", 2021),
        ("青溪市图书馆\n\n2021年支出，2021年收入，2020年支出。", 2021),
        ("青溪市图书馆\n\n2020年支出，2021年收入。", 2021),
        ("青溪市图书馆绩效自评报告\n\n(2021年度)\n\n2022年收入，2022年支出。", 2021),
        ("青溪市图书馆绩效自评报告\n\n没有年份。", None),
        ("绩效自评报告第2021号", None),
    ],
)
def test_the_year(running: Running, text: str, year: int | None) -> None:
    assert year_of(running(text)) == year


def test_nothing_names_nothing() -> None:
    assert department_of([]) is None
    assert year_of([]) is None
