"""The words around a ranking, in Chinese and English."""

from collections.abc import Mapping

from evalkit.messages import Message, say
from evalkit.province.tallies import Claim

TITLE = say("部门绩效排名", "Ranking of departments")
SUMMARY = say("总体情况", "Overview")
DEPARTMENTS = say("{count} 个部门", "{count} departments")
RUBRIC = say("评分标准", "Rubric")
YEARS = say("年度", "Year")
NO_YEAR = say("未写明", "not stated")
SPREAD_SENTENCE = say(
    "得分最高 {highest}，中位数 {median}，最低 {lowest}（满分 {marks}）。",
    "The best total is {highest}, the median {median}, the lowest {lowest} (of {marks}).",
)
SETTLED_SENTENCE = say("各部门的总分都已确定。", "The totals of all departments are settled.")
OPEN_SENTENCE = say(
    "{open} 个部门还有分值未定，总分是一个区间；区间重叠的两个部门不分先后。任取两个部门，{share} 能分出先后；{groups}。",
    "Marks are still open in {open} of {departments} departments: their totals are intervals, and where two overlap "
    "neither is called better. Of all pairs of departments, {share} can be told apart; {groups}.",
)
OPEN_ALONE = say("还有分值未定，总分是一个区间。", "Marks are still open: the total is an interval.")
ONE_GROUP = say("重叠的区间把全部部门连成一组", "overlaps join all departments into one group")
GROUPS = say(
    "全部部门分为 {groups} 组，组与组之间有先后，组内没有",
    "the departments make {groups} groups, one better than the next, with no order within",
)
TAU_SENTENCE = say(
    "各指标权重在 ±{within} 内随机变动 {draws} 次，次序与现在的一致程度（Kendall τ-b，1 为完全一致）"
    "中位数 {median}，最低 {least}。",
    "With every weight varied at random within ±{within}, {draws} times, the orders agree with the present one by "
    "a Kendall τ-b (1: the same order) of {median} in the median and {least} at the least.",
)
NO_TAU_SENTENCE = say(
    "各部门得分相同，没有次序可比。", "All departments have the same total; there is no order to compare."
)
FAILED_SENTENCE = say(
    "另有 {count} 份报告没有评出来，不在排名中（evalkit batch 说明了原因）。",
    "Reports that could not be scored, and are not ranked: {count} (evalkit batch said why).",
)
UNDATED_SENTENCE = say(
    "另有 {count} 份报告没有写明年度，不在排名中。",
    "Reports that state no year, and are not ranked: {count}.",
)
FIRM_SENTENCE = say(
    "{firm} 个部门的名次站得住（{sign}）：未定分值和权重变动（十次中有九次）使名次移动不超过 {most} 位。"
    "其余部门的名次只作参考。",
    "Ranks that hold ({sign}): {firm}. Open marks and, nine times of ten, other weights move them by no more than {most}. "
    "The other ranks are no more than a hint.",
)

RANKING = say("排名", "Ranking")
RANKING_NOTE = say("列出 {shown} 个，共 {all} 个", "{shown} of {all}")
RANK = say("名次", "Rank")
POSSIBLE = say("可能名次", "Possible")
WEIGHTED = say("权重变动", "Weights ±")
DEPARTMENT = say("部门", "Department")
REPORT = say("报告", "Report")
SCORE = say("得分", "Score")
LOW = say("最低得分", "Lowest score")
HIGH = say("最高可得", "At most")
GRADE = say("等级", "Grade")
GROUP = say("组", "Group")
FIRM = say("站得住", "Firm")
YES = say("是", "yes")
NO = say("否", "no")
BEST, WORST = say("最好名次", "Best rank"), say("最差名次", "Worst rank")
DRAWN_BEST = say("权重变动后最好", "Best under weights")
DRAWN_WORST = say("权重变动后最差", "Worst under weights")
FIRM_SIGN, LOOSE_SIGN = "●", "○"
RANKING_LEGEND = say(
    "● 名次站得住  ○ 只作参考。可能名次：未定分值取区间内任何值时的名次范围；权重变动：权重 ±{within} 时十次中有九次的名次范围；"
    "同组部门不分先后。",
    "● the rank holds  ○ no more than a hint. Possible: the ranks for any values of the open marks. Weights ±: nine of "
    "ten ranks when weights vary by {within}. Departments of one group cannot be told apart.",
)
RANKING_LEGEND_FIXED = say(
    "可能名次：未定分值取区间内任何值时的名次范围；同组部门不分先后。",
    "Possible: the ranks for any values of the open marks. Departments of one group cannot be told apart.",
)

GRADES = say("等级分布", "Grades")
NO_GRADE = say("等级未定或不评", "open, or none given")
SHARE = say("占比", "Share")
COUNT_AND_SHARE = say("{count}（{share}）", "{count} ({share})")
COUNT = say("部门数", "Departments")

DIMENSIONS = say("各维度得分率", "Shares of marks by dimension")
INDICATORS = say("各指标得分率", "Shares of marks by indicator")
SPREADS = say("得分率", "Shares of marks")
SPREAD_NOTE = say("未定的按未得计", "open marks count as not won")
DIMENSION, INDICATOR = say("维度", "Dimension"), say("指标", "Indicator")
LOWEST, LOWER, MEDIAN = say("最低", "Min"), say("下四分位", "Q1"), say("中位数", "Median")
UPPER, HIGHEST, MEAN = say("上四分位", "Q3"), say("最高", "Max"), say("平均", "Mean")
FULL_MARKS = say("满分", "Full")
LOST = say("有扣分", "Lost")
OPEN = say("有未定", "Open")
WITHOUT = say("不适用", "N/A")

COMMONEST = say("最常见的扣分", "Commonest deductions")
COMMONEST_NOTE = say("按部门数从多到少", "by the number of departments")
NO_DEDUCTIONS = say("没有扣分。", "No marks were lost.")
WHAT = say("扣分项", "What lost them")
CLAUSE = say("条款", "Clause")
LOST_MARKS = say("共扣分", "Marks lost")

LACKING = say("最常缺的数据", "Facts most often missing")
LACKING_NOTE = say("按部门数从多到少", "by the number of departments")
NOTHING_LACKING = say("没有缺数据。", "No fact is missing.")
LACKED = say("所缺数据", "Fact")
FACT_ID = say("标识", "Id")
AT_STAKE = say("最多涉及分值", "Marks at stake")

SELF_SCORES = say("自评与本评", "Self-scores against ours")
SELF_SENTENCE = say(
    "{stated} 个部门有自评总分：高于本评最高可能的 {above} 个，在区间内的 {within} 个，低于本评的 {below} 个。",
    "{stated} departments state a total of their own: {above} above the most we can give, {within} within our "
    "interval, {below} below.",
)
NO_SELF_SCORES = say("报告都没有自评总分。", "No report states a total of its own.")
OTHER_SCALES = say(
    "有 {count} 个部门的自评总分高于本标准的满分，不是按同一分制打的，不作比较。",
    "{count} departments state totals above the marks of this rubric: given on another scale, and not compared.",
)
OTHER_SCALE = say("分制不同", "another scale")
OWN = say("自评", "Own")
OURS = say("本评", "Ours")
DIFFERENCE = say("相差", "Difference")
CLAIM = say("比较", "Compared")
CLAIMS: Mapping[Claim, Message] = {
    Claim.ABOVE: say("高于", "above"),
    Claim.WITHIN: say("相符", "within"),
    Claim.BELOW: say("低于", "below"),
}

OUTLIERS = say("离群部门", "Departments far from the others")
OUTLIERS_SHEET = say("离群部门", "Outliers")
OUTLIER_RULE = say(
    "规则：得分率与中位数之差超过 3.5 倍的中位绝对偏差（乘以 1.4826）；多数部门得分率相同时不判离群。",
    "The rule: a share of marks more than 3.5 median absolute deviations (times 1.4826) from the median; where most "
    "departments have the same share, nobody is far.",
)
NO_OUTLIERS = say("没有离群部门。", "No department is far from the others.")
IN_TOTAL = say("总分", "Total")
ROW = say("项目", "Row")
RATE = say("得分率", "Share")
AWAY = say("偏离倍数", "Deviations")
MORE = say("另有 {count} 项，见 JSON 或 XLSX。", "{count} more: see the JSON or the workbook.")

TOTALS = say("总分分布", "Totals")
HISTOGRAM = say(
    "总分得分率（%）的分布：每 5 个百分点的部门数",
    "Totals as shares of the full marks: departments for every 5 %",
)
INTERVALS = say(
    "各部门得分（深色）与未定分值的区间（浅色），从第 1 名排起",
    "The totals (dark) and the intervals of open marks (light), from the first rank on",
)
INTERVAL = say("区间", "Interval")
STABILITY = say("名次稳不稳", "How stable the ranks are")
MOVES = say(
    "权重 ±{within} 时十次中有九次的名次范围（浅色）：越窄，名次越站得住",
    "The ranks that nine of ten lie between when weights vary by {within} (light): the narrower, the firmer",
)
BOXES = say(
    "方框为上、下四分位，粗线为中位数，横线两端为最低和最高",
    "Boxes: the quartiles; thick lines: the median; whiskers: lowest and highest",
)
