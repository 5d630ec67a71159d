"""The words around the years of a department, in Chinese and English."""

from collections.abc import Mapping

from evalkit.facts.unit import Unit
from evalkit.messages import Message, say
from evalkit.province.aims import Kind
from evalkit.province.promises import Obstacle, Verdict
from evalkit.province.trend import Direction, State

TITLE = say("历年对比", "Year by year")
YEARS = say("{first}–{last} 年度", "{first}–{last}")
ONE_YEAR = say("{year} 年度", "{year}")
ONLY_ONE = say(
    "只有一个年度，没有可对比的年份。",
    "There is only one year, so nothing can be compared.",
)
DIFFERENT_RUBRICS = say(
    "各年度的评分标准或其版本不同，分数不能直接比较；测算值和数据可以。",
    "The years were scored by different rubrics or versions: marks cannot be compared, values and figures can.",
)
UP = say("比上年高 {marks} 分。", "{marks} marks more than the year before.")
DOWN = say("比上年低 {marks} 分。", "{marks} marks less than the year before.")
SAME = say("与上年得分相同。", "As many marks as the year before.")
UNSURE = say(
    "还有分值未定：比上年的变化在 {low} 到 {high} 分之间，升降不能确定。",
    "Marks are still open: the change from the year before lies between {low} and {high}, which may be either way.",
)
DEDUCTIONS_SENTENCE = say(
    "扣分：重复出现 {repeated} 项，新增 {new} 项，消除 {gone} 项。",
    "Deductions: {repeated} repeated, {new} new, {gone} gone.",
)
PROMISES_SENTENCE = say(
    "整改措施 {all} 条：兑现 {kept} 条，未兑现 {broken} 条，无法判断 {open} 条。",
    "Promises: {all}, of which {kept} kept, {broken} not kept, and for {open} nobody can tell.",
)

TOTALS = say("总分和维度", "Totals and dimensions")
TOTAL = say("总分", "Total")
RUBRIC = say("评分标准", "Rubric")
GRADE = say("等级", "Grade")
SELF_SCORE = say("自评", "Self-score")
DIMENSION, INDICATOR = say("维度", "Dimension"), say("指标", "Indicator")
CHANGE = say("变化", "Change")
INDICATORS = say("各指标得分", "Marks by indicator")
VALUES = say("各指标测算值", "Measured values")
VALUE = say("测算值", "Value")
OF_MARKS = say("得分/满分", "marks/full")

DEDUCTIONS = say("扣分的延续", "Deductions over the years")
NO_DEDUCTIONS = say("最近两年没有扣分。", "No marks were lost in the last two years.")
STATE = say("状态", "State")
WHAT = say("扣分项", "What lost them")
REASON = say("最近的理由", "Latest reason")
STATES: Mapping[State, Message] = {
    State.REPEATED: say("重复", "repeated"),
    State.NEW: say("新增", "new"),
    State.GONE: say("消除", "gone"),
}

FIGURES = say("主要数据", "Figures")
FIGURE = say("数据", "Figure")
NO_FIGURES = say("没有可对比的数据。", "There are no figures to compare.")

PROMISES = say("上年的整改措施与本年的数据", "Promises against the figures of the next year")
NO_PROMISES = say("上年的报告没有写整改措施。", "No report before the last one promises anything.")
PROMISED = say("{year} 年度承诺", "Promised in {year}")
FOUND = say("{year} 年度结果", "Found in {year}")
SENTENCE = say("报告原文", "In the report")
VERDICT = say("判断", "Verdict")
WHY = say("理由", "Reason")
VERDICTS: Mapping[Verdict, Message] = {
    Verdict.KEPT: say("兑现", "kept"),
    Verdict.BROKEN: say("未兑现", "not kept"),
    Verdict.OPEN: say("无法判断", "cannot tell"),
}
VERDICT_SIGNS: Mapping[Verdict, str] = {Verdict.KEPT: "✓", Verdict.BROKEN: "✗", Verdict.OPEN: "?"}
OBSTACLES: Mapping[Obstacle, Message] = {
    Obstacle.NOTHING_NAMED: say(
        "没有写明哪一项可核对的指标或数据", "it names nothing that is measured in the next report"
    ),
    Obstacle.NO_AIM: say("没有写明要达到多少", "it does not plainly say how much, or which way"),
    Obstacle.NO_FIGURE: say("缺少可对照的数据", "the figures to hold it against are missing"),
    Obstacle.NOT_YET_DUE: say("期限在后面的年份或跨几年", "it is for a later year, or for several"),
}
AIMS: Mapping[Kind, Message] = {
    Kind.AT_LEAST: say("应不低于 {amount}", "to be at least {amount}"),
    Kind.AT_MOST: say("应不超过 {amount}", "to be at most {amount}"),
    Kind.UP_BY: say("应提高 {amount}", "to rise by {amount}"),
    Kind.DOWN_BY: say("应下降 {amount}", "to fall by {amount}"),
    Kind.UP: say("应提高", "to rise"),
    Kind.DOWN: say("应下降", "to fall"),
    Kind.NO_MORE: say("应不增加", "not to rise"),
}
CHECK = say("{title}{aim}，实际 {after}", "{title} was {aim}; it is {after}")
CHECK_WITH_BEFORE = say(
    "{title}{aim}，实际 {after}（上年 {before}）",
    "{title} was {aim}; it is {after} (the year before: {before})",
)
RANGE = say("{low}～{high}", "{low} to {high}")
LAST_YEARS = say(
    "只列最近 {count} 年，其余见 JSON 或 XLSX。",
    "The last {count} years; the others are in the JSON and the workbook.",
)
POINTS = say("{points} 个百分点", "{points} points")
ARROWS: Mapping[Direction, str] = {
    Direction.UP: "↑",
    Direction.DOWN: "↓",
    Direction.SAME: "=",
    Direction.UNSURE: "?",
}
PLACE_LINE = say("{document} 第 {line} 行", "{document}, line {line}")
PLACE_PAGE = say("{document} 第 {page} 页第 {line} 行", "{document}, page {page}, line {line}")

CHART = say(
    "各年度总分（点）与未定分值的区间（浅色）", "The totals (dots) and the intervals of open marks (light)"
)
UNIT = say("单位", "Unit")
UNITS: Mapping[Unit, Message] = {
    Unit.MONEY: say("元", "yuan"),
    Unit.RATIO: say("%", "%"),
    Unit.COUNT: say("个", "count"),
    Unit.SCORE: say("分", "marks"),
}
MADE, HELD = say("承诺年", "Made"), say("对照年", "Held")
PROMISE, EVIDENCE = say("承诺", "Promise"), say("本年的数据", "Figures of the next year")
PROMISES_SHEET = say("整改措施", "Promises")
