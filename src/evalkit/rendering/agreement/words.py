"""The words around the agreement of evaluators, in Chinese and English."""

from collections.abc import Mapping

from evalkit.comparing.evaluators import Leaning
from evalkit.comparing.krippendorff import Metric, Undefined, Verdict
from evalkit.comparing.units import Scale
from evalkit.messages import Message, say

TITLE = say("评价员一致性", "Agreement of evaluators")
NOTE = say(
    "{evaluators} 位评价员 · {reports} 份报告 · {files} 个文件",
    "evaluators: {evaluators} · reports: {reports} · files: {files}",
)

NOTHING = say(
    "没有任何一项由两位以上评价员评判，无从比较。",
    "No item was judged by two evaluators, so there is nothing to compare.",
)
SHARED = say(
    "两人以上评判的 {shared} 项中，{differing} 项意见不同。",
    "Of {shared} items that two or more judged, they differ on {differing}.",
)
SINGLE = say(
    "另有 {single} 项只有一人评判，不参与比较。",
    "Only one judged each of {single} other items, which are left out.",
)
ALPHA_IS = say(
    "{scale}的 α 为 {alpha}{interval}：{verdict}。", "α of {scale} is {alpha}{interval}: {verdict}."
)
NO_ALPHA = say("{scale}的 α 无法计算：{why}。", "There is no α of {scale}: {why}.")
WITH_INTERVAL = say("（95% 区间 {low}～{high}）", " (95% interval {low} to {high})")
LEANS = say(
    "{evaluator}{leaning}：平均比他人{way} {points} 个百分点（{units} 项）。",
    "{evaluator} is {leaning}: {points} points {way} than the others on average (items: {units}).",
)
NOBODY_LEANS = say("没有人明显偏严或偏宽。", "Nobody is clearly stricter or milder.")
TOO_FEW = say(
    "同评的不足 {least} 项，看不出谁偏严或偏宽。",
    "Fewer than {least} items were judged by others too, too few to say who is stricter.",
)
LOWER, HIGHER = say("低", "lower"), say("高", "higher")
QUOTED = say("“{name}”", '"{name}"')
WIDEST = say(
    "分歧最大的指标：{names}。这几项的评分标准可能要写得更明白。",
    "The widest disagreement is on {names}: there the rubric may have to be clearer.",
)
SPREAD = say(
    "单份报告的合计最多相差 {marks} 分（{report}）。",
    "The sums of one report differ by up to {marks} in marks ({report}).",
)
CONVENTIONS = say(
    "{reliable} 可靠（0.8 以上），{tentative} 只宜作初步结论（0.667 以上），{unreliable} 不足为凭：这是 Krippendorff（2004）"
    "提出的惯例，不是定理；不足 {least} 项的不作判断。α 以{metric}计算。",
    "{reliable} reliable (from 0.8), {tentative} for tentative conclusions (from 0.667), {unreliable} not to be relied on: "
    "these are conventions of Krippendorff (2004), not theorems; of fewer than {least} items they say nothing. "
    "α is that of the {metric} metric.",
)
METRICS: Mapping[Metric, Message] = {
    Metric.INTERVAL: say("等距度量", "interval"),
    Metric.ORDINAL: say("定序度量", "ordinal"),
    Metric.RATIO: say("等比度量", "ratio"),
    Metric.NOMINAL: say("名义度量", "nominal"),
}
TWICE = say(
    "{evaluator}在几个文件里评判了同一份报告（{report}）：{files}。每项以时间较晚的为准。{unsettled}",
    "{evaluator} judged the same report ({report}) in several files: {files}. Of each item the latest judgement counts.{unsettled}",
)
UNSETTLED = say(
    "其中 {items} 时间相同而结果不同，都不计入。",
    " Of {items} two of the same moment differ, and neither counts.",
)

RELIABILITY = say("一致程度", "Agreement")
BY_INDICATOR = say("各指标（分歧最大的在前）", "By indicator (the widest disagreement first)")
WHAT = say("范围", "Of")
ALL = say("全部", "All")
ADJUSTMENTS = say("总分调整", "Adjustments")
INDICATOR = say("指标", "Indicator")
RANGE = say("{low}～{high}", "{low} to {high}")
INTERVAL = say("95% 区间", "95% interval")
UNITS, PAIRS = say("项", "Items"), say("对", "Pairs")
DIFFERING = say("不同", "Differ")
GAP = say("平均差", "Mean gap")
VERDICT = say("按惯例", "By convention")
VERDICTS: Mapping[Verdict, Message] = {
    Verdict.RELIABLE: say("可靠", "reliable"),
    Verdict.TENTATIVE: say("只宜作初步结论", "for tentative conclusions"),
    Verdict.UNRELIABLE: say("不足为凭", "not to be relied on"),
    Verdict.TOO_FEW: say("项数太少，不作判断", "too few items to say"),
}
SIGNS: Mapping[Verdict, str] = {
    Verdict.RELIABLE: "●",
    Verdict.TENTATIVE: "◐",
    Verdict.UNRELIABLE: "○",
    Verdict.TOO_FEW: "",
}
UNDEFINED: Mapping[Undefined, Message] = {
    Undefined.NO_PAIRS: say("没有两人同评", "judged by one"),
    Undefined.ONE_UNIT: say("只有一项", "only one item"),
    Undefined.NO_VARIATION: say("结果全都相同", "no variation"),
}
SCALES: Mapping[Scale, Message] = {
    Scale.SHARE: say("得分率", "shares of marks"),
    Scale.COUNT: say("次数", "counts"),
}
CASES = say("{count} 次", "cases: {count}")
MARKS = say("{marks} 分", "marks: {marks}")

EVALUATORS = say("宽严（与同项其他人的平均相比）", "Strictness (against the mean of the others)")
EVALUATOR = say("评价员", "Evaluator")
MEAN = say("平均差", "Mean")
BELOW, EQUAL, ABOVE = say("偏低", "Below"), say("相同", "Equal"), say("偏高", "Above")
LEANING = say("倾向", "Leaning")
LEANINGS: Mapping[Leaning, Message] = {
    Leaning.STRICTER: say("明显偏严", "clearly stricter"),
    Leaning.MILDER: say("明显偏宽", "clearly milder"),
    Leaning.UNCLEAR: say("不明显", "not clear"),
}

REPORTS = say("各报告的合计（各人都评判的项）", "Sums by report (of items that all judged)")
REPORT, DIGEST = say("报告", "Report"), say("摘要", "Digest")
SUMS = say("各人合计", "Sums")
APART = say("相差", "Apart")
SUM = say("{evaluator} {marks}", "{evaluator} {marks}")
OF_REPORT = say("报告 {report}", "report {report}")
REPORTS_SHEET, EVALUATORS_SHEET = say("各报告的合计", "Sums by report"), say("宽严", "Strictness")
SUM_OF = say("合计", "Sum")

DISAGREEMENTS = say("分歧", "Disagreements")
SHOWN = say("前 {shown} 项，共 {all} 项", "{shown} of {all}")
NO_DISAGREEMENTS = say("没有分歧。", "There are none.")
APART_MARKS = say("相差 {marks} 分（满分 {full} 分）", "{marks} of {full} marks apart")
APART_CASES = say("相差 {count} 次", "cases apart: {count}")
RUBRIC = say("评分标准", "Rubric")
KIND = say("层级", "Level")
DIMENSION = say("维度", "Dimension")
LOWER_END, UPPER_END = say("95% 下限", "95% low"), say("95% 上限", "95% high")
GAP_SHARE, GAP_CASES = say("平均差（得分率）", "Mean gap, share"), say("平均差（次数）", "Mean gap, cases")
GIVEN_MARKS, GIVEN_COUNT = say("给分", "Marks"), say("次数", "Cases")
SCALE = say("计量", "Scale")
FILE = say("文件", "File")
REASON = say("理由", "Reason")
GIVEN = say("评判", "Judgement")
FULL = say("满分", "Full marks")
JUDGED = say("评判数", "Judged")
