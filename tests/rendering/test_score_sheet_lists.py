"""The lists behind the score sheet's form: deductions, facts, findings, what is missing, and the assessment."""

from datetime import datetime
from pathlib import Path

import pytest
from attrs import evolve
from tests.rendering.score_sheets import EXAMPLE, REGISTRY, interval, opened

from evalkit.journey import find_rubric, read_facts, score_sheet
from evalkit.messages import Lang
from evalkit.rendering.contents import losses, used_facts
from evalkit.rendering.renderer import View
from evalkit.rendering.visible import visible
from evalkit.scoring.scorecard import Scorecard, SignOff


def test_the_sheets_are_named_in_both_languages(card: Scorecard) -> None:
    assert opened(card).live.sheetnames == ["评分表", "扣分明细", "事实", "疑点", "补件", "评定"]
    names = ["Score sheet", "Deductions", "Facts", "Findings", "Still missing", "Assessment"]
    assert opened(card, Lang.EN).live.sheetnames == names


def test_every_deduction_has_a_row_and_they_add_up(card: Scorecard) -> None:
    sheets = opened(card)
    rows = sheets.rows(1)
    lost = losses(card)
    assert [row[4:7] for row in rows[1:-1]] == [
        [visible(each.text(Lang.ZH)) for each in (one.deduction.reason, one.deduction.remedy)]
        + [visible(one.deduction.clause)]
        for one in lost
    ]
    assert float(rows[-1][3]) == pytest.approx(float(sum(one.deduction.marks for one in lost)))


def test_facts_stand_with_their_sentence_place_and_basis(example: Scorecard) -> None:
    sheet = read_facts([EXAMPLE], REGISTRY).value
    rows = opened(example, view=View(documents=sheet.documents)).rows(2)
    assert len(rows) == 1 + len(used_facts(example))
    (spent,) = (row for row in rows if row[6] == "three_public_actual")
    assert spent[:4] == ["“三公”经费控制率", "“三公”经费决算数（实际支出）", "81.30 万元", "报告数据"]
    assert "实际支出81.3万元" in spent[4] and spent[4].endswith("。")
    assert spent[5].startswith("第 ")


def test_findings_admissions_and_what_is_missing_have_rows(card: Scorecard) -> None:
    sheets = opened(card)
    findings = sheets.rows(3)
    assert [row[0] for row in findings[1:]] == [
        "前后不一",
        "比率不符",
        "数字有误",
        "自认且已扣分",
        "自认而未扣分",
    ]
    missing = sheets.rows(4)
    assert [row[3] for row in missing[1 : 1 + len(card.missing)]] == [
        f"{each.marks:f}" for each in card.missing
    ]
    assert missing[3][4].startswith("全年新建口袋公园18个") and missing[4][4] == "（同上）"


def test_a_scorecard_without_losses_says_so(card: Scorecard) -> None:
    bare = tuple(
        evolve(
            each, indicators=tuple(evolve(one, deductions=(), inputs=(), parts=()) for one in each.indicators)
        )
        for each in card.dimensions
    )
    sheets = opened(evolve(card, dimensions=bare, missing=(), findings=(), admitted=()))
    said = [sheets.rows(place)[1][0] for place in (1, 2, 3, 4)]
    assert said == ["没有扣分。", "没有采用任何事实。", "未发现报告自相矛盾之处。", "没有缺项，总分已定。"]


def test_the_last_sheet_has_total_grade_digests_judgements_and_lines_to_sign(card: Scorecard) -> None:
    sheets = opened(card)
    rows = {row[0]: row[1] for row in sheets.rows(5)}
    assert rows["总分"] == interval(card.low, card.high)
    assert rows["等级"] == "暂不能定，可能为：良、中、差"
    assert rows["报告指纹（SHA-256）"] == card.report.sha256
    assert rows["评判文件指纹（SHA-256）"] == card.judgements_sha256
    assert rows["目标完整性"] == "两个项目未报送绩效目标表，其余齐全"
    assert {"评价人（签字）：", "复核人（签字）：", "日期："} <= set(rows)
    (cell,) = (row[1].coordinate for row in sheets.live.worksheets[5].iter_rows() if row[0].value == "总分")
    assert str(sheets.worked_out(cell, 5)) == rows["总分"]


def test_who_signed_stands_below_the_form_and_on_the_last_sheet(card: Scorecard) -> None:
    sign = SignOff("评价员乙", datetime(2022, 3, 20, 9, 5), "9d" * 32, changed_since=True)
    sheets = opened(evolve(card, signed=sign))
    form = sheets.form()
    said = "评价员乙于 2022-03-20 09:05:00 签字；此后有改动"
    assert f"评定：{said}" in [form.cell(row, 1).value for row in range(1, form.max_row + 1)]
    assert ["评定", said] in [row[:2] for row in sheets.rows(5)]


def test_the_reports_own_marks_stand_beside_ours_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    text = (
        "某区渔业局2031年度部门整体支出绩效自评报告\n\n"
        "2031年，我局“三公”经费预算10万元，实际支出9.5万元。\n\n部门整体支出绩效自评表\n\n"
        "一级指标 | 三级指标             | 分值 | 自评得分\n"
        "---      | ---                  | ---  | ---\n"
        "经济性   | “三公”经费控制率     | 5    | 5\n"
        "公平性   | 公章管理规范性       | 5    | 5\n"
    )
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    sheet = read_facts([tmp_path / "report.txt"], REGISTRY).value
    card = score_sheet(sheet, find_rubric("four-e", sheet, REGISTRY).value.rubric, REGISTRY)
    sheets = opened(card)
    assert sheets.live.sheetnames[5:] == ["自评对照", "评定"]
    head, row, *notes = sheets.rows(5)
    assert head == ["指标", "自评", "本卡", "自评高出", "理由", "报告原文", "出处"]
    assert row[:4] == ["“三公”经费控制率", "5/5，折合 10 分", "7/10", "+3"]
    assert row[4].startswith("本卡扣分：−3 “三公”经费控制率为 95.00%")
    assert notes[-1][0] == "自评表中未对应的行（没有对应的指标）：公章管理规范性 5/5"
