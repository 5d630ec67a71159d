"""The words of the score sheet, in Chinese and English."""

from evalkit.messages import say

FORM = say("评分表", "Score sheet")
VERDICT = say("评定", "Assessment")
FACTS = say("事实", "Facts")
FINDINGS = say("疑点", "Findings")
OWN_MARKS = say("自评对照", "Self-scores")
MISSING = say("补件", "Still missing")

TITLE = say("{who} {when}绩效评价评分表", "{who}, {when}: score sheet")
BY_RUBRIC = say("评分标准：{title}（{id} {version}）", "Rubric: {title} ({id} {version})")
REPORTS = say("报告：{names}", "Report: {names}")
STANDING = say("标准性质：{standing}", "Standing: {standing}")
FOOTER = say("&C第 &P 页，共 &N 页", "&CPage &P of &N")

LEVELS = (
    say("一级指标", "Dimension"),
    say("二级指标", "Group"),
    say("三级指标", "Indicator"),
)
MARKS = say("分值", "Marks")
CLAUSE = say("评分标准", "Clause")
SCORE = say("得分", "Score")
WHY = say("扣分原因", "Why marks were lost")
EVIDENCE = say("依据", "Evidence")
LOW = say("最低", "At least")
HIGH = say("最高", "At most")

SUBTOTAL = say("小计", "Subtotal")
INDICATORS = say("各指标合计", "All indicators")
TOTAL = say("总分", "Total")
NOT_APPLICABLE = say("不适用", "n/a")
NONE_APPLIES = say("没有适用的指标", "no indicator applies")
FROM_TO = say("{low} 至 {high}", "{low} to {high}")
PART = say("其中：{title}（{marks} 分）{clause}", "of which {title} ({marks}): {clause}")
LOST = say("{marks} 分：{reason}", "{marks}: {reason}")
LOST_IN = say("{marks} 分，{part}：{reason}", "{marks}, {part}: {reason}")
ADMITTED = say("{text}（报告已自认）", "{text} (admitted in the report)")
OPEN = say("未定 {marks} 分：{what}", "{marks} open: {what}")
OPEN_ALONE = say("未定 {marks} 分", "{marks} open")
LACKING = say("缺{titles}", "no {titles}")
TO_JUDGE = say("待评判{titles}", "to be judged: {titles}")
TO_JUDGE_ALONE = say("待评判", "to be judged")
APART = say("；", "; ")
AS_ABOVE = say("（同上）", "(as above)")
JUDGED = say("评判 {marks} 分：{reason}（{by}，{at}）", "judged {marks}: {reason} ({by}, {at})")
JUDGED_IN = say(
    "评判 {marks} 分，{part}：{reason}（{by}，{at}）", "judged {marks}, {part}: {reason} ({by}, {at})"
)
LABELLED = say("{title}：{value}", "{title}: {value}")
QUOTED = say("「{quote}」{where}", "“{quote}” {where}")

FILL_IN = say("未定", "Still open")
HOW_TO_FILL_IN = say(
    "在此填入评判得分，小计和总分随之更新。", "Enter the marks here; subtotals and total follow."
)
NOT_THESE_MARKS = say("得分应在 0 与分值之间。", "The score lies between 0 and the marks of the indicator.")
OPEN_NOTE = say(
    "“得分”一栏写作区间的尚未评定：填入得分后，小计和总分随之更新。",
    "A score shown as an interval is still open: enter marks there, and subtotals and total follow.",
)
STEPS_NOTE = say(
    "折算、封顶、否决、取整等调整按本表的得分算出，不随改动重算；改动得分后请重新评分。",
    "Rescaling, caps, vetoes and rounding were worked out from these scores and do not follow a change: score again.",
)
SIGNED = (
    say("评价人（签字）：", "Evaluated by (signature):"),
    say("复核人（签字）：", "Checked by (signature):"),
    say("日期：", "Date:"),
)

PART_HEAD = say("要点", "Part")
LOST_HEAD = say("扣分", "Lost")
ADMITTED_HEAD = say("报告自认", "Admitted")
YES = say("是", "yes")
CONTRADICTION = say("矛盾之处", "What contradicts what")
BEARS_ON = say("涉及：{titles}", "bears on {titles}")
SENTENCE = say("报告原文", "In the report")
SUPPLIED = say("（评价员补充）", "(given by the evaluator)")
NO_FACTS = say("没有采用任何事实。", "No fact was used.")
IN_ALL = say("合计", "Total")

DEPARTMENT = say("被评价部门", "Department")
YEAR = say("评价年度", "Year")
FULL = say("满分", "Full marks")
JUDGEMENTS = say("人工评判", "Judgements")
NO_JUDGEMENTS = say("没有人工评判。", "Nothing was judged by hand.")
AT = say("时间", "When")
PROGRAM = say("计分程序", "Scored with")
DIGEST_OF = say("{what}指纹（SHA-256）", "digest of {what} (SHA-256)")
THE_REPORT = say("报告", "the report")
THE_RUBRIC = say("评分标准", "the rubric")
THE_JUDGEMENTS = say("评判文件", "the judgements")
THE_SUPPLIED = say("补充数据", "the supplied facts")
