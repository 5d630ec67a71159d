"""The words of the review page, in Chinese and English, besides those of every scorecard."""

from evalkit.messages import say

TITLE = say("评分复核", "Review")
TO_CARD = say("跳到评分卡", "Skip to the scorecard")
TO_TEXT = say("跳到报告原文", "Skip to the report's text")
TEXT = say("报告原文", "The report's text")
QUOTES_ONLY = say(
    "报告原文不在手边，以下只列出引文。",
    "The report's text is not at hand; here are the quotes alone.",
)
NO_TEXT = say("没有可显示的报告原文。", "There is no text of a report to show.")
PAGE = say("第 {page} 页", "Page {page}")
LEGEND = say("标色", "Colours")
LOST_MARK = say("扣分", "marks lost")
FINDING_MARK = say("疑点", "finding")
ADMITTED_MARK = say("自认问题", "admitted")
OPEN_MARK = say("待评判", "to be judged")
FACT_MARK = say("采用的数据", "facts used")
OWN_MARK = say("自评分", "self-scores")
MORE = say("其余 {count} 项", "{count} more")
WHERE_MARKS_WENT = say("分数去向", "Where the marks went")
WATERFALL = say(
    "从满分 {full} 分到总分 {total} 分：每一条是一项指标失去的分数。",
    "From {full} marks to a total of {total}: each bar is what one indicator cost.",
)
WATERFALL_TEXT = say(
    "实心条为扣分，共 {lost} 分；虚线框为未定，共 {open} 分；细线为所在维度的合计。数字见下表。",
    "Solid bars are lost, {lost} marks in all; dashed ones are open, {open} in all; the thin lines are the sums of "
    "the dimensions. The numbers are in the table below.",
)
NOTHING_LOST = say("没有失去任何分数。", "No marks went anywhere.")
AS_TABLE = say("以表格显示", "As a table")
REMAINING = say("余", "Left")
DIMENSIONS = say(
    "各维度得分率：深色为已得，虚线框为未定区间，其余为已扣",
    "Each dimension's share of its marks: solid is won, the dashed interval is open, the rest is lost",
)
FILTER = say("只看", "Show")
ALL = say("全部", "all")
FILTER_LOST = say("有扣分", "marks lost")
FILTER_OPEN = say("未定", "undetermined")
FILTER_STATED = say("只凭文字陈述", "statements only")
COUNTED = say("显示 {shown} 项，共 {all} 项", "{shown} of {all} indicators shown")
NONE_SHOWN = say("没有这样的指标。", "There is no such indicator.")
JUMPED = say("已跳到：{text}", "Moved to: {text}")
DETAILS = say("条款与依据", "Clause and evidence")
PARTS = say("分项", "Parts")
PASSAGES = say("相关原文", "Passages")
WAITS_FOR = say("尚缺", "Waits for")
