"""The report's own marks beside ours in every format that people read, from the text of a report on."""

import json
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from attrs import evolve
from lxml import html
from lxml.html import HtmlElement

from evalkit import (
    Lang,
    Registry,
    Scorecard,
    View,
    find_rubric,
    load_plugins,
    read,
    read_facts,
    render,
    score_report,
)
from evalkit.rendering.json import facts_json
from evalkit.rendering.rubric_sheet import rubric_sheet
from evalkit.rendering.self_contents import pairs, unplaced
from evalkit.rendering.terminal import render_facts

EXAMPLE = Path(__file__).parents[2] / "examples" / "report.txt"

REPORT = """\
某区渔业局2031年度部门整体支出绩效自评报告

一、部门概况

2031年，我局“三公”经费预算10万元，实际支出9.5万元。日常公用经费调整预算100万元，决算数80万元。

部门整体支出绩效自评表

一级指标 | 三级指标             | 分值 | 评分标准     | 自评得分 | 扣分原因
---      | ---                  | ---  | ---          | ---      | ---
经济性   | “三公”经费控制率     | 5    | 低于90%得满分 | 5        |
         | 日常公用经费控制率   | 10   | 低于90%得满分 | 9        | 公车维修增加
公平性   | 公众或服务对象满意度 | 10   | 95%以上得满分 | 10       |
         | 公章管理规范性       | 5    | 规范得满分   | 5        |
合计     |                      | 30   |              | 29       |
"""


IN_CHINESE = """
     +3  “三公”经费控制率  three_public_control
         自评 5/5，折合 10 分  本卡 7/10
         本卡扣分  −3 “三公”经费控制率为 95.00%，不低于 90%、不超过 100%，得 7
                   分，扣 3 分
         依据      「“三公”经费控制率 | 5 | 低于90%得满分 | 5」
                   表 1 第 2 行第 2 列

     −1  日常公用经费控制率  public_expense_control
         自评 9/10  本卡 10/10
         自评说明  扣 1 分：公车维修增加
         依据      「日常公用经费控制率 | 10 | 低于90%得满分 | 9」
                   表 1 第 3 行第 2 列

0 至 +10  公众或服务对象满意度  satisfaction
          自评 10/10  本卡 0（0–10）/10
          本卡未定  10
          依据      「公众或服务对象满意度 | 10 | 95%以上得满分 | 10」
                    表 1 第 4 行第 2 列

自评表中未对应的行
  没有对应的指标  公章管理规范性 5/5
"""

IN_ENGLISH = """
     +3  Three-public-expenses control rate  three_public_control
         Report 5/5, which is 10 marks here  Ours 7/10
         We took   −3 Three-public-expenses control rate is 95.00%, not below
                   90%, not above 100%: 7 marks awarded, 3 marks lost
         Evidence  「“三公”经费控制率 | 5 | 低于90%得满分 | 5」
                   table 1, row 2, column 2

     −1  Daily public expenses control rate  public_expense_control
         Report 9/10  Ours 10/10
         Report says  1 off: 公车维修增加
         Evidence     「日常公用经费控制率 | 10 | 低于90%得满分 | 9」
                      table 1, row 3, column 2

0 to +10  Satisfaction  satisfaction
          Report 10/10  Ours 0 (0–10)/10
          Still open  10
          Evidence    「公众或服务对象满意度 | 10 | 95%以上得满分 | 10」
                      table 1, row 4, column 2

Rows of its sheet without a place
  No indicator is called so  公章管理规范性 5/5
"""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_plugins()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "report.md"
    path.write_text(REPORT, "utf-8")
    return path


@pytest.fixture(scope="module")
def card(report: Path, registry: Registry) -> Scorecard:
    return score_report(report, rubric="four-e", registry=registry)


@pytest.fixture(scope="module")
def shown(card: Scorecard, registry: Registry) -> dict[Lang, str]:
    return {lang: str(render(card, "terminal", View(lang, 80, color=False), registry)) for lang in Lang}


def _section(text: str, title: str, after: str) -> list[str]:
    lines = text.split("\n")
    start = next(place for place, line in enumerate(lines) if line.startswith(title))
    end = next(place for place, line in enumerate(lines) if line.startswith(after))
    return [line.rstrip() for line in lines[start:end]]


def test_both_marks_the_difference_and_both_reasons_are_shown(shown: dict[Lang, str]) -> None:
    section = _section(shown[Lang.ZH], "自评与评分逐项对照", "报告自认的问题")
    assert section[0].endswith("─ 可对照 3 项：自评高 1 项、自评低 1 项、未定 1 项")
    assert "\n".join(section[1:]) == IN_CHINESE


def test_in_english_too(shown: dict[Lang, str]) -> None:
    section = _section(shown[Lang.EN], "Self-scores beside ours", "Problems the report")
    assert section[0].endswith("─ 3 to compare: 1 above ours, 1 below, 1 open")
    assert "\n".join(section[1:]) == IN_ENGLISH


def test_a_report_without_marks_of_its_own_has_no_such_section(registry: Registry) -> None:
    example = score_report(EXAMPLE, rubric="four-e", registry=registry)
    for format in ("terminal", "markdown", "html"):
        assert "逐项对照" not in str(render(example, format, View(), registry))


def test_markdown_has_the_same(card: Scorecard, registry: Registry) -> None:
    text = str(render(card, "markdown", View(), registry))
    section = text.partition("## 自评与评分逐项对照\n")[2].partition("\n## ")[0]
    assert section.startswith("\n可对照 3 项：自评高 1 项、自评低 1 项、未定 1 项\n")
    assert "- **+3** “三公”经费控制率 `three_public_control` 自评 5/5，折合 10 分 · 本卡 7/10\n" in section
    assert "   - **自评说明**：扣 1 分：公车维修增加\n" in section
    assert "- **自评表中未对应的行**：没有对应的指标 · 公章管理规范性 5/5" in section


def test_the_review_page_leads_to_the_rows_and_back(
    report: Path, card: Scorecard, registry: Registry
) -> None:
    documents = tuple(read([report], registry).value)
    tree: HtmlElement = html.fromstring(str(render(card, "html", View(documents=documents), registry)))
    entry = tree.get_element_by_id("i1s")
    assert entry.text_content().startswith("+3 “三公”经费控制率")
    (link,) = [each for each in entry.iter("a") if each.text_content().startswith("自评 5/5")]
    mark = tree.get_element_by_id(str(link.get("href"))[1:])
    assert "own" in str(mark.get("class")).split()
    assert [each.get("href") for each in mark.iter("a")] == ["#i1s"]


def test_the_word_report_has_a_table_of_both(card: Scorecard, registry: Registry) -> None:
    data = render(card, "docx", View(), registry)
    assert isinstance(data, bytes)
    document = docx.Document(BytesIO(data))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    (found,) = [rows for rows in tables if rows[0] == ["指标", "自评", "本卡", "自评高出"]]
    assert found[1:] == [
        ["“三公”经费控制率", "5/5，折合 10 分", "7/10", "+3"],
        ["日常公用经费控制率", "9/10", "10/10", "−1"],
        ["公众或服务对象满意度", "10/10", "0（0–10）/10", "0 至 +10"],
    ]


def test_the_json_has_them_on_the_indicators(card: Scorecard, registry: Registry) -> None:
    tree = json.loads(str(render(card, "json", View(), registry)))
    own = {
        row["id"]: row["self_score"]
        for dimension in tree["dimensions"]
        for row in dimension["indicators"]
        if row["self_score"] is not None
    }
    assert {id: (each["awarded"], each["full"], each["difference"]) for id, each in own.items()} == {
        "three_public_control": ("5", "5", {"low": "3", "high": "3"}),
        "public_expense_control": ("9", "10", {"low": "-1", "high": "-1"}),
        "satisfaction": ("10", "10", {"low": "0", "high": "10"}),
    }
    assert [(row["title"], row["why"]) for row in tree["unplaced"]] == [("公章管理规范性", "unknown")]


def test_rows_beyond_the_first_of_those_without_a_place_are_counted(card: Scorecard) -> None:
    rows = tuple(
        evolve(card.unplaced[0], row=evolve(card.unplaced[0].row, title=f"甲{n}")) for n in range(40)
    )
    ((why, names),) = unplaced(evolve(card, unplaced=rows))
    assert why.text(Lang.ZH) == "没有对应的指标"
    assert names.text(Lang.ZH).endswith("甲28 5/5、甲29 5/5、另有 10 行")


def test_what_cannot_be_compared_is_said_so(card: Scorecard) -> None:
    pair = pairs(card)[0]
    alone = evolve(pair, own=evolve(pair.own, low=None, high=None, full=None))
    assert (alone.difference(Lang.ZH), alone.difference(Lang.EN)) == ("不可比", "not comparable")
    assert alone.printed(Lang.ZH) == "5（未印满分）"
    assert alone.is_same is False


def test_the_facts_as_json_hand_the_sheet_on(
    report: Path, card: Scorecard, registry: Registry, tmp_path: Path
) -> None:
    sheet = read_facts([report], registry).value
    path = tmp_path / "facts.json"
    path.write_text(facts_json(sheet), "utf-8")
    assert read_facts([path], registry).value.self_sheets == sheet.self_sheets
    again = score_report(path, rubric="four-e", registry=registry)
    assert [pair.own for pair in pairs(again)] == [pair.own for pair in pairs(card)]
    assert again.unplaced == card.unplaced


def test_a_sheet_of_its_own_is_an_attachment(registry: Registry, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["三级指标", "分值", "自评得分"], ["“三公”经费控制率", 10, 10], ["重点工作完成情况", 8, 7.5]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "sheet.xlsx")
    both = score_report(EXAMPLE, tmp_path / "sheet.xlsx", rubric="four-e", registry=registry)
    assert [(pair.indicator.id, str(pair.own.awarded)) for pair in pairs(both)] == [
        ("key_tasks", "7.5"),
        ("three_public_control", "10"),
    ]
    assert {place.document for pair in pairs(both) for place in pair.evidence} == {"sheet.xlsx"}


def test_the_facts_in_a_terminal_list_the_rows_as_they_were_read(report: Path, registry: Registry) -> None:
    sheet = read_facts([report], registry).value
    lines = render_facts(sheet, View(Lang.ZH, 110, color=False)).split("\n")
    start = next(place for place, line in enumerate(lines) if line.startswith("自评表"))
    assert lines[start].endswith(" 4 项")
    assert [" ".join(line.split()) for line in lines[start + 1 : start + 6]] == [
        "自评 指标 自评说明 出处",
        "5/5 经济性 › “三公”经费控制率 表 1 第 2 行第 2 列",
        "9/10 经济性 › 日常公用经费控制率 公车维修增加 表 1 第 3 行第 2 列",
        "10/10 公平性 › 公众或服务对象满意度 表 1 第 4 行第 2 列",
        "5/5 公平性 › 公章管理规范性 表 1 第 5 行第 2 列",
    ]


@pytest.mark.parametrize("name", ["shenzhen-2020", "sichuan-2017", "four-e"])
def test_our_own_blank_sheet_filled_in_is_read_beside_every_indicator(
    name: str, registry: Registry, tmp_path: Path
) -> None:
    rubric = find_rubric(name, read_facts([EXAMPLE], registry).value, registry).value.rubric
    book = openpyxl.load_workbook(BytesIO(rubric_sheet(rubric)))
    page = book.worksheets[0]
    heads = {str(cell.value): cell.column for row in page.iter_rows(max_row=4) for cell in row if cell.value}
    for row in range(2, page.max_row):
        full = page.cell(row, heads["分值"]).value
        if isinstance(full, int | float):
            page.cell(row, heads["得分"]).value = full / 2
    book.save(tmp_path / "filled.xlsx")
    card = score_report(EXAMPLE, tmp_path / "filled.xlsx", rubric=name, registry=registry)
    results = [each for dimension in card.dimensions for each in dimension.indicators]
    own = {pair.indicator.id: pair.own for pair in pairs(card)}
    assert [each.id for each in results if each.id not in own] == []
    assert [own.awarded * 2 == own.full for own in own.values()] == [True] * len(results)
    assert card.unplaced == ()
