"""Tables that go on in a next one without headers."""

import pytest

from evalkit.documents.limits import DEFAULT
from evalkit.documents.web.page import read_html
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.extraction import extract
from evalkit.facts.fact import FactSheet

TITLE = "澜溪市园林局2023年度部门整体支出绩效自评报告"
MONEY = "科目|调整预算数（万元）|决算数（万元）\n基本支出|410.00|405.90"
MORE = "项目支出|590.00|541.10\n合计|1,000.00|947.00"
SCORES = "一级指标|三级指标|分值|自评得分\n产出|养护任务完成率|40|38"
ENDING = "效益|群众满意度|60|57\n合计||100|95"


@pytest.fixture
def read(catalogue: Catalogue) -> "Read":
    return Read(catalogue)


class Read:
    """What is read of a report of paragraphs and tables, each a block of its own."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __call__(self, *blocks: str) -> FactSheet:
        page = "".join(_table(block) if "|" in block else f"<p>{block}</p>" for block in blocks)
        source = f"<html><body><h1>{TITLE}</h1>{page}</body></html>"
        return extract([read_html("a.html", source.encode(), DEFAULT)], self.catalogue)


def _table(rows: str) -> str:
    cells = "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in rows.split("\n"))
    return f"<table>{cells}</table>"


@pytest.mark.parametrize("between", [(), ("续表",), ("（续上表）",)])
def test_the_headers_and_units_count_for_the_next_part(read: Read, between: tuple[str, ...]) -> None:
    values = {id: fact.value for id, fact in read(MONEY, *between, MORE).facts.items()}
    assert values["project_expenditure"] == 5411000
    assert values["budget_adjusted"] == 10000000
    assert values["expenditure_actual"] == 9470000


@pytest.mark.parametrize("between", [(), ("续表2：",)])
def test_marks_go_on_and_are_no_rates(read: Read, between: tuple[str, ...]) -> None:
    found = read(SCORES, *between, ENDING)
    [scores] = found.self_sheets
    assert [row.levels for row in scores.rows] == [("产出",), ("效益",)]
    assert [row.title for row in scores.rows] == ["养护任务完成率", "群众满意度"]
    assert [str(row.full) for row in scores.rows] == ["40", "60"]
    assert [str(row.awarded) for row in scores.rows] == ["38", "57"]
    assert scores.total is not None and scores.total.awarded == 95
    assert "satisfaction_rate" not in found.facts


@pytest.mark.parametrize(
    "other",
    [
        ("以下为说明。", MORE),
        ("科目|预算数|支出数\n项目支出|590.00|541.10",),
        ("项目支出|590.00\n合计|1,000.00",),
        ("|2022|2023\n项目支出|590.00|541.10",),
    ],
    ids=["words between", "headers", "fewer columns", "years as headers"],
)
def test_another_table_does_not_go_on(read: Read, other: tuple[str, ...]) -> None:
    facts = read(MONEY, *other).facts
    assert "basic_expenditure" in facts
    assert "project_expenditure" not in facts


def test_a_form_with_labels_where_figures_stood_does_not_go_on(read: Read) -> None:
    assert read(MONEY, "人员情况|在职人员|38").facts["staff_on_duty"].value == 38


def test_a_part_is_read_like_the_whole(read: Read) -> None:
    whole, parts = read(f"{MONEY}\n{MORE}"), read(MONEY, MORE)
    assert {id: fact.value for id, fact in parts.facts.items()} == {
        id: fact.value for id, fact in whole.facts.items()
    }
