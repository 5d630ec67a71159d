"""The words around a comparison, in Chinese and English. The two scorecards are A and B, as on the command line."""

from collections.abc import Mapping

from evalkit.comparing.comparison import Cause
from evalkit.comparing.move import Certainty
from evalkit.comparing.relation import Reports, Rubrics
from evalkit.messages import Message, say

TITLE = say("评分卡对比", "Two scorecards compared")
A, B = say("A", "A"), say("B", "B")
REPORT = say("报告", "Report")
RUBRIC = say("标准", "Rubric")
JUDGEMENTS = say("评判", "Judgements")
NO_JUDGEMENTS = say("无评判文件", "no judgements file")
DIGEST = say("指纹 {digest}", "digest {digest}")
CHANGE = say("变化", "Change")

REPORTS: Mapping[Reports, Message] = {
    Reports.SAME: say("同一份报告", "one report"),
    Reports.OTHER_YEAR: say("同一部门的两个年度", "two years of one department"),
    Reports.OTHER_VERSION: say(
        "同一部门同一年度的两份报告（如重新报送）", "two reports of one department and year"
    ),
    Reports.OTHER_DEPARTMENT: say("两个部门的报告", "reports of two departments"),
    Reports.UNKNOWN: say(
        "两份不同的报告（部门或年度未写明）", "two reports (which do not both name department and year)"
    ),
}
RUBRICS: Mapping[Rubrics, Message] = {
    Rubrics.SAME: say("同一评分标准", "one rubric"),
    Rubrics.OTHER_VERSION: say("同一评分标准的两个版本", "two versions of one rubric"),
    Rubrics.OTHER: say("两个评分标准", "two rubrics"),
}
SAME_JUDGEMENTS = say("评判相同", "the same judgements")
OTHER_JUDGEMENTS = say("评判不同", "different judgements")
NEVER_JUDGED = say("都没有评判", "no judgements")
OTHER_SUPPLIED = say("补充数据不同", "different supplied facts")
OTHER_STATEMENTS = say("对文字陈述的采信方式不同", "statements taken differently")
OTHER_PROGRAM = say("evalkit 或插件的版本不同", "different versions of evalkit or its plugins")
KINDS = say("{kinds}。", "Compared: {kinds}.")

NOTHING_MOVED = say(
    "两张评分卡的得分没有任何不同。",
    "No mark differs between the two scorecards.",
)
ENDS_SAME = say(
    "总分两端都没有变，但有 {count} 项的得分变了，互相抵消。",
    "Both ends of the total are the same, but {count} rows changed and cancel out.",
)
UP = say("B 比 A 高 {marks} 分。", "B is {marks} marks above A.")
DOWN = say("B 比 A 低 {marks} 分。", "B is {marks} marks below A.")
AT_LEAST_UP = say(
    "B 比 A 高，确定的至少 {least} 分；未定的分值定下后最多 {most} 分。",
    "B is above A: by {least} marks for certain, by up to {most} once what is open is settled.",
)
AT_LEAST_DOWN = say(
    "B 比 A 低，确定的至少 {least} 分；未定的分值定下后最多 {most} 分。",
    "B is below A: by {least} marks for certain, by up to {most} once what is open is settled.",
)
PERHAPS_UP = say(
    "B 不低于 A，可能高出，最多 {most} 分，要看未定的分值。",
    "B is not below A, and may be above it by up to {most} marks, as what is open is settled.",
)
PERHAPS_DOWN = say(
    "B 不高于 A，可能低于 A，最多 {most} 分，要看未定的分值。",
    "B is not above A, and may be below it by up to {most} marks, as what is open is settled.",
)
UNDETERMINED = say(
    "{known}；未定的分值都定下后，变化在 {least} 到 {most} 分之间，升降还不能确定。",
    "{known}; once what is open is settled, the change lies between {least} and {most}, which may be either way.",
)
KNOWN_UP = say("按已得的分，B 比 A 高 {marks} 分", "On what is won so far, B is {marks} marks above A")
KNOWN_DOWN = say("按已得的分，B 比 A 低 {marks} 分", "On what is won so far, B is {marks} marks below A")
KNOWN_SAME = say("按已得的分，两边相同", "On what is won so far, they are the same")
WITHIN_A = say(
    "B 在 A 的区间之内：A 为 {before} 分，B 定为 {after} 分。",
    "B lies within A's interval: A is {before} marks, B has settled at {after}.",
)
WITHIN_B = say(
    "A 在 B 的区间之内：A 为 {before} 分，B 还未定下，为 {after} 分。",
    "A lies within B's interval: A is {before} marks, B is still open at {after}.",
)
SETTLED = say("A 未定，B 已定", "open on A, settled on B")
OPENED = say("A 已定，B 未定", "settled on A, open on B")
RATES = say("得分率 {before} → {after}", "{before} → {after} of full marks")
OTHER_FULL = say(
    "两边满分不同（{before} 分与 {after} 分），分数之差不等于表现之差。",
    "Full marks differ ({before} and {after}): a difference in marks is not one in performance.",
)
DOUBT = say("{side} 的文件自己对不上账：{what}", "{side} does not add up: {what}")

DIMENSIONS = say("各维度", "By dimension")
DIMENSION = say("维度", "Dimension")
TOTAL = say("总分", "Total")
GRADE = say("等级", "Grade")
SELF_SCORE = say("自评", "Self-score")
ADJUSTMENTS = say("总分调整", "Adjustments")
TWO_ENDS = say(
    "变化写作“/”的，前后分别为得分区间下限、上限的变化。",
    "A change with a “/” is that of the lower and of the upper end of the interval.",
)
NOT_APPLICABLE = say("不适用", "not applicable")
ABSENT = say("无此项", "not there")
RANGE = say("{low} 到 {high}", "{low} to {high}")

MOVED = say("哪些项改变了总分", "What moved the total")
MOVED_NOTE = say("{sums}，合计 {total}", "{sums}: {total} in all")
GAINED = say("升 {count} 项 {marks}", "{count} up {marks}")
LOST = say("降 {count} 项 {marks}", "{count} down {marks}")
OTHERWISE = say("{count} 项只有区间变化", "{count} with another interval")
NONE_MOVED = say("没有。", "Nothing did.")
MARKS = say("得分", "Marks")
FROM_TO = say("{before} → {after}", "{before} → {after}")
OF = say("{won} / {full}", "{won} / {full}")
CAUSE = say("缘由", "Through")
FACT = say("数据", "Facts")
MEASURED = say("测算", "Value")
DEDUCTION = say("扣分", "Deductions")
JUDGED = say("评判", "Judgement")
FINDING = say("疑点", "Finding")
CLAUSE = say("条款", "Clause")
WAITING = say("所缺", "Waiting")
GONE = say("消除", "gone")
NEW = say("新增", "new")
NOT_USED = say("未采用", "not used")
BY_RULE = say("按规则 {marks} 分", "{marks} by rule")
STILL_OPEN = say("未评判", "not judged")
WAITS_A = say("A 还缺：{what}", "A waits for: {what}")
WAITS_B = say("B 还缺：{what}", "B waits for: {what}")
ONLY_A = say("只在 A 的标准中", "in A's rubric only")
ONLY_B = say("只在 B 的标准中", "in B's rubric only")
BY_MEASURE = say(
    "按同一测算值对应：A {before}，B {after}", "matched by what it measures: A {before}, B {after}"
)
RESIDUE = say("文件对不上账的差额", "What the files lack to their own totals")
UNMOVED = say("其余 {count} 项得分未变。", "The other {count} rows gave the same marks.")
BOTH_OPEN = say(
    "其中 {count} 项两边都有未定分值，是否相同还不知道：{titles}。",
    "Of these, {count} are open on both sides and may yet differ: {titles}.",
)
SAME_BUT_FACTS = say(
    "其中 {count} 项数据变了而得分未变：{titles}。", "Of these, {count} rest on other figures: {titles}."
)
UNMATCHED = say("只在一个标准中的指标", "Indicators of one rubric only")
UNMATCHED_NOTE = say("{count} 项，合计 {marks}", "{count}, {marks} in all")
MORE_DOUBTS = say("{side} 的文件另有 {count} 处对不上账。", "{side} does not add up in {count} more places.")
JUDGEMENT_OF = say("评判：{title}", "a judgement: {title}")

CAUSES: Mapping[Cause, Message] = {
    Cause.FACT: say("数据不同", "other facts"),
    Cause.JUDGEMENT: say("评判不同", "another judgement"),
    Cause.RUBRIC: say("评分标准不同", "another rubric"),
    Cause.STATEMENTS: say("文字陈述的采信方式不同", "statements taken differently"),
    Cause.FINDING: say("涉及的疑点不同", "other findings about it"),
    Cause.ADMISSION: say("报告自认情况不同", "admitted on one side only"),
    Cause.PROGRAM: say(
        "evalkit 或插件的版本不同，或插件出错", "other versions of evalkit or plugins, or one that failed"
    ),
    Cause.UNKNOWN: say("两张评分卡没有写明", "the scorecards do not say"),
}
CERTAINTIES: Mapping[Certainty, Message] = {
    Certainty.SAME: say("无变化", "none"),
    Certainty.CERTAIN: say("确定", "certain"),
    Certainty.POSSIBLE: say("可能有变化", "possible"),
    Certainty.UNDETERMINED: say("升降未定", "may go either way"),
}

EVALUATORS = say("两位评价员的不同", "Where the two evaluators differ")
EVALUATORS_NOTE = say("{agreed} 项一致，{differ} 项不同", "{agreed} judged alike, {differ} not")
NAMES = say("A：{before}；B：{after}", "A: {before}; B: {after}")
NOBODY = say("无人评判", "nobody judged")
ALL_AGREED = say("没有不同。", "They do not differ.")
FINDINGS = say("疑点的变化", "Findings that differ")

WATERFALL = say(
    "从 A 的总分 {before} 到 B 的总分 {after}，按得分下限逐项相加，变化大的在前。",
    "From A's total of {before} to B's of {after}, row by row at the lower end, the longest step first.",
)
REST = say("其余各项", "all others")
