"""The words around a scorecard, in Chinese and English."""

from collections.abc import Mapping

from attrs import evolve

from evalkit.facts.fact import Basis, FindingKind
from evalkit.messages import Message, say
from evalkit.rubrics.rubric import AdjustmentKind, Standing, Statements
from evalkit.scoring.scorecard import AdmissionStatus, Outcome


def filled(word: Message, **values: object) -> Message:
    """Return a word with its values."""
    return evolve(word, values=values)


SCORECARD = say("绩效评价评分卡", "Performance scorecard")
NO_DEPARTMENT = say("（报告未写明部门名称）", "(department not named in the report)")
YEAR = say("{year} 年度", "Year {year}")
NO_YEAR = say("年度未写明", "year not stated")
RUBRIC = say("评分标准", "Rubric")
STANDING = say("标准性质", "Standing")
REPORT = say("报告", "Report")
NOTE = say("读取说明", "Reading")
STATEMENTS = say("文字陈述", "Statements")
DIGEST = say("指纹 {digest}", "digest {digest}")

TOTAL = say("总分", "Total")
OF_MARKS = say("  满分 {marks} 分", "  of {marks} marks")
GRADE = say("等级", "Grade")
SELF_SCORE = say("自评", "Self-score")
SIGNED_OFF = say("评定", "Signed off")
SIGNED_BY = say("{by}于 {at} 签字", "by {by}, {at}")
SIGNED_BEFORE = say("{by}于 {at} 签字；此后有改动", "by {by}, {at}; changed since")
GRADE_OPEN = say("暂不能定，可能为：{grades}", "still open; it may be: {grades}")
GRADE_NONE = say("本标准不评等级", "this rubric gives none")
OPEN_MARKS = say(
    "还有 {marks} 分未定：{what}（见补件清单）。",
    "{marks} marks are still open: {what} (see “Still missing”).",
)
OPEN_GRADE = say(
    "还有 {marks} 分未定，补齐后才能定级：{what}（见补件清单）。",
    "{marks} marks are still open and the grade waits for them: {what} (see “Still missing”).",
)
FACTS_MISSING = say("缺数据 {count} 项", "facts missing: {count}")
JUDGEMENTS_MISSING = say("待评判 {count} 项", "judgements waiting: {count}")
FAULTED = say("插件故障影响 {count} 项", "indicators of failed plugins: {count}")
SELF_ELSEWHERE = say(
    "高于本标准的满分 {marks} 分，不是按同一分制打的，不作比较",
    "above the {marks} marks of this rubric: given on another scale, and not compared",
)
SELF_ABOVE = say("比本卡最高可得分还高 {marks} 分", "{marks} above the most this scorecard can reach")
SELF_BELOW = say("比本卡得分低 {marks} 分", "{marks} below this scorecard")
SELF_EQUAL = say("与本卡得分一致", "the same as this scorecard")
SELF_WITHIN = say("在本卡得分区间内", "within this scorecard's interval")
BELOW_BAR = say("得分 {low} 低于要求的 {bar}", "the score of {low} is below the bar of {bar}")

BY_DIMENSION = say("各维度得分", "By dimension")
DIMENSION = say("维度", "Dimension")
INDICATOR = say("指标", "Indicator")
GROUP = say("类别", "Group")
ID = say("标识", "Id")
VALUE = say("测算值", "Value")
WON = say("得分", "Won")
OPEN = say("未定", "Open")
LOST = say("扣分", "Lost")
FULL = say("满分", "Full")
FOUR = (WON, OPEN, LOST, FULL)
SHARE = say("得分构成", "Share")
ADJUSTED = say("总分调整", "Adjustments")
SUM = say("合计", "Total")
BAR_LEGEND = say("{won} 已得  {open} 未定  {lost} 已扣", "{won} won   {open} open   {lost} lost")

INDICATORS = say("各指标得分", "Indicators")

DEDUCTIONS = say("扣分明细", "Deductions")
DEDUCTIONS_NOTE = say("{count} 处，共扣 {marks} 分", "{count} in all, {marks} marks")
NO_DEDUCTIONS = say("没有扣分。", "No marks were lost.")
REMEDY = say("挽回", "To win back")
CLAUSE = say("条款", "Clause")
EVIDENCE = say("依据", "Evidence")
REASON = say("理由", "Reason")
ADMITTED_SIGN = say("报告已自认", "admitted in the report")

JUDGED = say("评价员评判", "Judged")
JUDGED_BY = say("评判人", "By")
COMPUTED = say("规则原算", "By rule")
MARKS = say("{marks} 分", "{marks} marks")

MISSING = say("补件清单", "Still missing")
MISSING_NOTE = say("按所涉分值从高到低", "by the marks at stake")
NOTHING_MISSING = say("没有缺项，总分已定。", "Nothing is missing; the total is settled.")
STAKE = say("分值", "Marks")
KIND = say("类别", "Kind")
WHAT = say("所缺内容", "What")
KIND_FACT = say("数据", "fact")
KIND_JUDGEMENT = say("评判", "judgement")
SHARED_MARKS = say(
    "同一指标缺多项数据时，各项所列为同一笔分值，不能相加。",
    "Where an indicator lacks several facts, each row shows the same marks; they do not add up.",
)
PASSAGES = say("待评判事项的报告原文", "Passages for the open judgements")
NO_PASSAGES = say("报告中未找到相关段落", "no passage found in the report")
PASSAGE_SHORTENED = say("…（全段见{place}）", "… (the whole passage: {place})")
MORE_PASSAGES = say("另有 {count} 处：{places}", "{count} more: {places}")

ADMISSIONS = say("报告自认的问题", "Problems the report admits")
ADMISSIONS_NOTE = say("{count} 条", "{count}")
NO_ADMISSIONS = say("报告没有自认的问题。", "The report admits no problem.")
NOT_ADMITTED = say("扣分而报告未自认", "Deducted, not admitted")
BEARS_ON = say("涉及", "Bears on")
NO_INDICATOR = say("未对应到任何指标", "matches no indicator")

FINDINGS = say("报告疑点", "Findings")
FINDINGS_NOTE = say("{count} 处", "{count}")
NO_FINDINGS = say("未发现报告自相矛盾之处。", "The report does not contradict itself.")

RESTS_ON = say("得分依据", "What the marks rest on")
RESTS_NOTE = say("已得 {marks} 分", "{marks} marks won")
BASIS = say("来源", "Basis")
FACT = say("事实", "Fact")
FACT_VALUE = say("数值", "Value")
MEANING = say("含义", "Meaning")
WHERE = say("出处", "Where")
LINE = say("第 {line} 行", "line {line}")
LINES = say("第 {line} 行", "lines {line}")
IN_TABLE = say("表 {table} 第 {row} 行第 {column} 列", "table {table}, row {row}, column {column}")
ON_PAGE = say("第 {page} 页{place}", "page {page}, {place}")
ASIDE = say("{where}（{place}）", "{where} ({place})")
PAGE = say("第 {page} 页", "page {page}")
RECOGNISED = say("{where}〔图像识别〕", "{where} [recognised from a picture]")
FACTS_USED = say("采用的事实", "Facts used")
ON_STATEMENTS = say("只凭文字陈述的事项", "Resting on words alone")
FACTS_COUNT = say("{count} 项", "{count}")
BASIS_JUDGEMENT = say("人工评判", "judgements")
BASIS_JUDGEMENT_EXPLAINED = say("评价员作出的评判", "decided by an evaluator")

FAULTS = say("插件故障", "Plugin faults")
FAULTS_NOTE = say("受影响的指标按未定处理", "what they own counts as open")

PROVENANCE = say("版本与指纹", "Versions and digests")
PLUGINS = say("插件", "Plugins")
JUDGEMENTS_FILE = say("评判文件", "Judgements")
SUPPLIED_FILE = say("补充数据", "Supplied facts")

FACTS = say("报告事实", "Facts of the report")
NO_FACTS = say("没有找到事实。", "No facts were found.")
CANDIDATES = say("全部读法", "All readings")
VALUE_AND_BASIS = say("数值与来源", "Value, basis")
CHOSEN = say("采用", "chosen")
REJECTED = say("排除", "ruled out")
CONSIDERED = say("备选", "considered")
SCORE = say("匹配度 {score}", "fit {score}")
STEP = say("精确到 {step}", "printed to {step}")
APPROXIMATE = say("约数", "approximate")

BASES: Mapping[Basis, Message] = {
    Basis.FIGURE: say("报告数据", "figures"),
    Basis.CLAIM: say("报告自算", "claims"),
    Basis.STATEMENT: say("文字陈述", "statements"),
    Basis.SUPPLIED: say("补充数据", "supplied"),
}

BASES_EXPLAINED: Mapping[Basis, Message] = {
    Basis.FIGURE: say("报告印出的数字", "numbers printed in the report"),
    Basis.CLAIM: say("报告自己算出的比率，无法复核", "ratios the report worked out itself, not checkable"),
    Basis.STATEMENT: say("只有文字陈述，没有数字佐证", "words alone, no figure behind them"),
    Basis.SUPPLIED: say("评价员补充的数据", "facts given by the evaluator"),
}

STANDINGS: Mapping[Standing, Message] = {
    Standing.PUBLISHED: say("正式发布", "published"),
    Standing.RECONSTRUCTED: say(
        "复原标准：部分分值和阈值系推定，使用前请与正式文件核对",
        "reconstructed: some marks and thresholds are inferred; check them against the official text",
    ),
    Standing.EXAMPLE: say(
        "示例标准：供学习和改写，不是任何地区的正式标准", "example: to learn from and adapt, official nowhere"
    ),
}

STATEMENT_POLICIES: Mapping[Statements, Message] = {
    Statements.ACCEPTED: say(
        "采信（只有陈述、没有数字的事项也得分）", "accepted (words without figures win their marks)"
    ),
    Statements.CONFIRM: say(
        "待核（只有陈述的事项须经评判才得分）", "to be confirmed (words without figures wait for a judgement)"
    ),
}

FINDING_KINDS: Mapping[FindingKind, Message] = {
    FindingKind.SUM: say("合计不符", "sum"),
    FindingKind.RATIO: say("比率不符", "ratio"),
    FindingKind.CONFLICT: say("前后不一", "conflict"),
    FindingKind.MALFORMED: say("数字有误", "malformed"),
}

ADMISSION_STATUSES: Mapping[AdmissionStatus, Message] = {
    AdmissionStatus.DEDUCTED: say("自认且已扣分", "Admitted and deducted"),
    AdmissionStatus.NOT_DEDUCTED: say("自认而未扣分", "Admitted, not deducted"),
}

ADJUSTMENT_KINDS: Mapping[AdjustmentKind, Message] = {
    AdjustmentKind.RESCALE: say("折算", "rescale"),
    AdjustmentKind.BONUS: say("加分", "bonus"),
    AdjustmentKind.PENALTY: say("减分", "penalty"),
    AdjustmentKind.CAP: say("封顶", "cap"),
    AdjustmentKind.VETO: say("一票否决", "veto"),
    AdjustmentKind.ROUNDING: say("取整", "rounding"),
}

SIGNS: Mapping[Outcome, str] = {
    Outcome.SCORED: "✓",
    Outcome.JUDGED: "✎",
    Outcome.UNDETERMINED: "?",
    Outcome.NOT_APPLICABLE: "–",
    Outcome.ERROR: "!",
}
LOST_SIGN = "✗"
SIGN_LEGEND = say(
    "✓ 满分  ✗ 有扣分  ? 有未定  ✎ 已评判  – 不适用  ! 插件故障",
    "✓ full   ✗ marks lost   ? open   ✎ judged   – not applicable   ! plugin fault",
)
