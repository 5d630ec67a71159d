"""Self-scores beside ours in a terminal, read as a whole path from a report's text."""

from pathlib import Path

import pytest

from evalkit import Lang, View, load_plugins, render, score_report

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
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, str]:
    path = tmp_path_factory.mktemp("own") / "report.md"
    Path(path).write_text(REPORT, "utf-8")
    registry = load_plugins()
    card = score_report(path, rubric="four-e", registry=registry)
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


def test_a_report_without_marks_of_its_own_has_no_such_section() -> None:
    registry = load_plugins()
    example = Path(__file__).parents[3] / "examples" / "report.txt"
    card = score_report(example, rubric="four-e", registry=registry)
    assert "逐项对照" not in str(render(card, "terminal", View(Lang.ZH, 80, color=False), registry))
