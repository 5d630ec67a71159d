"""Which reading is chosen, and what the report is found to say against itself."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import Evidence
from evalkit.documents.passage import passages
from evalkit.documents.plain.text import read_text
from evalkit.facts.fact import Basis, Candidate, Fact, FactDefinition, FactValue, FindingKind
from evalkit.facts.reconciliation import Reconciled, contradictions, malformed_findings, reconcile
from evalkit.facts.relations import AtMost, Change, Full, Ratio, Relation, Sum
from evalkit.facts.unit import Unit
from evalkit.messages import Lang, say

WAN = Decimal(10_000)

DEFINITIONS = {
    definition.id: definition
    for definition in (
        FactDefinition("budget", "预算数（总额）", Unit.MONEY),
        FactDefinition("basic", "基本支出预算数", Unit.MONEY),
        FactDefinition("project", "项目支出预算数", Unit.MONEY),
        FactDefinition("spent", "支出决算数（总额）", Unit.MONEY),
        FactDefinition("rate", "预算完成率（报告自述）", Unit.RATIO),
        FactDefinition("change", "预算变动率（报告自述）", Unit.RATIO),
        FactDefinition("progress", "第一季度末累计支出进度", Unit.RATIO),
        FactDefinition("quarter", "第一季度预算执行率", Unit.RATIO),
        FactDefinition("satisfaction", "公众满意度", Unit.RATIO),
        FactDefinition("planned", "计划项目数", Unit.COUNT),
        FactDefinition("done", "按时完成的项目数", Unit.COUNT),
        FactDefinition("answered", "信访全部按时答复", Unit.YES_NO),
        FactDefinition("on_time", "信访按时办结率", Unit.RATIO),
        FactDefinition("grade", "自评等级", Unit.TEXT),
    )
}
TOTAL = Sum("budget", ("basic", "project"))
RATE = Ratio("rate", "spent", "budget")


def reading(
    value: FactValue,
    step: str = "0",
    *,
    at: int = 0,
    score: int = 0,
    basis: Basis = Basis.FIGURE,
    approximate: bool = False,
    document: str = "report.txt",
) -> Candidate:
    evidence = Evidence(document, f"第{at}处", at, at + 3, line=at + 1)
    return Candidate(value, basis, evidence, score=score, step=Decimal(step), approximate=approximate)


def wan(value: str, *, at: int = 0, score: int = 0) -> Candidate:
    """Return a figure in 万元 with the precision it is written with."""
    printed = Decimal(value)
    step = Decimal(1).scaleb(int(printed.as_tuple().exponent)) * WAN
    return reading(printed * WAN, str(step), at=at, score=score)


def percent(value: str, *, at: int = 0, score: int = 0, approximate: bool = False) -> Candidate:
    """Return a claim in % with the precision it is written with."""
    printed = Decimal(value)
    step = Decimal(1).scaleb(int(printed.as_tuple().exponent)) / 100
    return reading(printed / 100, str(step), at=at, score=score, basis=Basis.CLAIM, approximate=approximate)


def settle(candidates: Mapping[str, Sequence[Candidate]], *relations: Relation) -> Reconciled:
    return reconcile(candidates, relations, DEFINITIONS)


def words(result: Reconciled, lang: Lang = Lang.ZH) -> list[str]:
    return [finding.message.text(lang) for finding in result.findings]


# ---------------------------------------------------------------- the choice


def test_a_single_reading_is_chosen_and_makes_no_finding() -> None:
    only = wan("812")
    assert settle({"budget": [only]}) == Reconciled({"budget": only}, ())


def test_the_reading_that_other_figures_support_wins_over_a_better_worded_one() -> None:
    worded, fitting = wan("845", at=5, score=90), wan("812", at=9, score=10)
    result = settle({"budget": [worded, fitting], "basic": [wan("500")], "project": [wan("312")]}, TOTAL)
    assert result.chosen["budget"] == fitting
    assert words(result) == [
        "预算数一处为 812 万元，别处为 845 万元；采用 812 万元，因其与基本支出预算数、项目支出预算数相符"
    ]
    assert [place.start for place in result.findings[0].evidence] == [9, 5]


def test_without_support_the_score_decides() -> None:
    weak, strong = percent("99.1", at=1, score=10), percent("96.45", at=7, score=40)
    result = settle({"satisfaction": [weak, strong]})
    assert result.chosen["satisfaction"] == strong
    assert words(result) == ["公众满意度一处为 96.45%，别处为 99.1%；采用 96.45%，因其所在章节和表述更明确"]


def test_without_anything_else_the_first_is_taken() -> None:
    result = settle({"satisfaction": [percent("99.1", at=8), percent("96.45", at=3)]})
    assert words(result) == ["公众满意度一处为 96.45%，别处为 99.1%；各处依据相当，采用在前的 96.45%"]
    assert words(result, Lang.EN) == [
        "公众满意度 is 96.45% here and 99.1% there; nothing speaks for either, so 96.45%, the first, is used"
    ]


def test_the_first_is_told_by_the_order_of_the_documents() -> None:
    report = reading(Decimal("0.9"), "0.01", at=50, document="报告.txt")
    annex = reading(Decimal("0.8"), "0.01", at=1, document="附件.txt")
    result = reconcile({"satisfaction": [annex, report]}, (), DEFINITIONS, documents=("报告.txt", "附件.txt"))
    assert result.chosen["satisfaction"] == report


def test_figures_go_before_statements_and_printed_numbers_before_approximate_ones() -> None:
    stated = reading(Decimal(0), at=1, basis=Basis.STATEMENT)
    about, exact = percent("90", at=2, approximate=True), percent("91.2", at=9)
    result = settle({"spent": [stated, wan("3.5", at=4)], "satisfaction": [about, exact]})
    assert result.chosen["spent"].value == Decimal(35_000)
    assert result.chosen["satisfaction"] == exact


def test_rejected_readings_and_unknown_facts_are_left_out() -> None:
    candidate = wan("812")
    rejected = Candidate(
        candidate.value, candidate.basis, candidate.evidence, rejected=say("上年数", "last year's figure")
    )
    assert settle({"budget": [rejected], "nobody": [candidate]}) == Reconciled({}, ())


def test_two_open_facts_are_settled_together() -> None:
    """The better worded budget fits neither part; the other one fits with the second project figure."""
    result = settle(
        {
            "budget": [wan("845", score=9), wan("812")],
            "basic": [wan("500")],
            "project": [wan("312", score=5), wan("330")],
            "spent": [wan("406")],
            "rate": [percent("50")],
        },
        TOTAL,
        RATE,
    )
    assert result.chosen["budget"].value == Decimal(8_120_000)
    assert result.chosen["project"].value == Decimal(3_120_000)


# ---------------------------------------------------------------- the findings


def test_a_sum_that_does_not_add_up() -> None:
    result = settle(
        {"budget": [wan("820", at=1)], "basic": [wan("500.2", at=2)], "project": [wan("312", at=3)]}, TOTAL
    )
    assert words(result) == [
        "预算数 820 万元 与各组成部分之和不符：基本支出预算数 500.2 万元 + 项目支出预算数 312 万元 = 812.2 万元"
    ]
    assert result.findings[0].kind is FindingKind.SUM
    assert result.findings[0].facts == ("budget", "basic", "project")
    assert [place.start for place in result.findings[0].evidence] == [1, 2, 3]


def test_a_part_that_exceeds_the_total() -> None:
    result = settle({"budget": [wan("300")], "basic": [wan("500")]}, TOTAL)
    assert words(result) == ["预算数 300 万元 小于已列出的组成部分之和：基本支出预算数 500 万元 = 500 万元"]
    assert result.findings[0].facts == ("budget", "basic")


def test_a_rate_that_its_figures_exclude() -> None:
    result = settle({"rate": [percent("93.00")], "spent": [wan("3000")], "budget": [wan("3300")]}, RATE)
    assert words(result) == ["预算完成率 93.00% 与 支出决算数 3,000 万元 ÷ 预算数 3,300 万元 = 90.91% 不符"]
    assert words(result, Lang.EN) == [
        "预算完成率 93.00% does not agree with 支出决算数 CNY 30,000,000 ÷ 预算数 CNY 33,000,000 = 90.91%"
    ]
    assert (result.findings[0].kind, result.findings[0].facts) == (
        FindingKind.RATIO,
        ("rate", "spent", "budget"),
    )


def test_a_quarter_that_its_progress_excludes() -> None:
    relation = Ratio("quarter", "progress", scale=Decimal("0.25"))
    result = settle({"quarter": [percent("90.40")], "progress": [percent("22.1")]}, relation)
    assert words(result) == ["第一季度预算执行率 90.40% 与 第一季度末累计支出进度 22.1% ÷ 25% = 88.40% 不符"]


def test_a_scaled_ratio_shows_its_scale() -> None:
    relation = Ratio("rate", "spent", "budget", scale=Decimal("0.5"))
    result = settle({"rate": [percent("90")], "spent": [wan("10")], "budget": [wan("40")]}, relation)
    assert words(result) == ["预算完成率 90% 与 支出决算数 10 万元 ÷ （预算数 40 万元 × 50%） = 50% 不符"]


@pytest.mark.parametrize(
    ("absolute", "zh"),
    [
        (True, "预算变动率 10.0% 与 |支出决算数 35 万元 − 预算数 40 万元| ÷ 后者 = 12.5% 不符"),
        (False, "预算变动率 10.0% 与（支出决算数 35 万元 − 预算数 40 万元）÷ 后者 = -12.5% 不符"),
    ],
)
def test_a_change_that_its_figures_exclude(absolute: bool, zh: str) -> None:
    readings = {"change": [percent("10.0")], "spent": [wan("35")], "budget": [wan("40")]}
    assert words(settle(readings, Change("change", "spent", "budget", absolute=absolute))) == [zh]


def test_a_difference_in_a_late_place_is_shown_with_that_place() -> None:
    readings = {"rate": [percent("90.9")], "spent": [wan("30000.00")], "budget": [wan("33040.00")]}
    assert words(settle(readings, RATE)) == [
        "预算完成率 90.9% 与 支出决算数 30,000.00 万元 ÷ 预算数 33,040.00 万元 = 90.8% 不符"
    ]
    close = {"rate": [percent("90.8")], "spent": [wan("30000.00")], "budget": [wan("33000.00")]}
    assert words(settle(close, RATE)) == [
        "预算完成率 90.8% 与 支出决算数 30,000.00 万元 ÷ 预算数 33,000.00 万元 = 90.9% 不符"
    ]


def test_more_done_than_planned() -> None:
    done, planned = reading(Decimal(14), "1"), reading(Decimal(13), "1")
    result = settle({"done": [done], "planned": [planned]}, AtMost("done", "planned"))
    assert words(result) == ["按时完成的项目数 14 大于 计划项目数 13"]
    assert result.findings[0].kind is FindingKind.SUM


def test_all_answered_and_a_rate_below_a_hundred() -> None:
    stated = reading(True, basis=Basis.STATEMENT)
    result = settle({"answered": [stated], "on_time": [percent("98.7", at=4)]}, Full("answered", "on_time"))
    assert words(result) == ["报告称“信访全部按时答复”，而信访按时办结率 98.7%"]
    assert result.findings[0].kind is FindingKind.CONFLICT


def test_statements_and_texts_can_conflict_too() -> None:
    result = settle(
        {
            "answered": [reading(True, at=1), reading(False, at=9)],
            "grade": [reading("优", at=2), reading("良", at=5)],
        }
    )
    assert words(result) == [
        "信访全部按时答复一处为 是，别处为 否；各处依据相当，采用在前的 是",
        "自评等级一处为 “优”，别处为 “良”；各处依据相当，采用在前的 “优”",
    ]
    assert words(result, Lang.EN)[0].startswith("信访全部按时答复 is yes here and no there;")


def test_a_longer_form_of_a_text_is_no_conflict() -> None:
    assert settle({"grade": [reading("优"), reading("优（良好）", at=4)]}).findings == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (percent("98"), percent("98.02", at=4)),
        (percent("91.5"), percent("91.58", at=4)),
        (wan("1340.89"), reading(Decimal("13408903.21"), "0.01", at=4)),
        (wan("1341"), wan("1340.89", at=4)),
        (percent("97.5", approximate=True), percent("98.02", at=4)),
    ],
)
def test_the_same_number_in_another_precision_is_no_conflict(one: Candidate, other: Candidate) -> None:
    fact = "budget" if one.basis is Basis.FIGURE else "satisfaction"
    assert settle({fact: [one, other]}).findings == ()


def test_counts_that_differ_by_one_conflict() -> None:
    result = settle({"planned": [reading(Decimal(24), "1"), reading(Decimal(25), "1", at=3)]})
    assert words(result) == ["计划项目数一处为 24，别处为 25；各处依据相当，采用在前的 24"]


def test_amounts_are_shown_in_the_notation_that_keeps_their_precision() -> None:
    readings = [
        reading(Decimal(49_500), "1", at=1),
        reading(Decimal("812.5"), "0.1", at=2),
        wan("6.40", at=3),
        reading(Decimal(0), at=4),
        reading(Decimal(730_000), at=5, approximate=True, score=-1),
    ]
    message = words(settle({"spent": readings}))[0]
    assert message.startswith("支出决算数一处为 49,500 元，别处为 812.5 元、6.40 万元、0 元、约 73 万元；")


def test_contradictions_are_found_among_facts_and_supplied_ones_are_marked() -> None:
    facts = {
        "rate": Fact("rate", "预算完成率", Unit.RATIO, Decimal("0.93"), Basis.CLAIM, step=Decimal("0.0001")),
        "spent": Fact("spent", "支出", Unit.MONEY, Decimal(3_000), Basis.SUPPLIED),
        "budget": Fact("budget", "预算", Unit.MONEY, Decimal(4_000), Basis.SUPPLIED),
    }
    findings = contradictions(facts, (RATE,), DEFINITIONS)
    assert [finding.message.text(Lang.ZH) for finding in findings] == [
        "预算完成率 93.00% 与 支出决算数 3,000 元（补充数据） ÷ 预算数 4,000 元（补充数据） = 75.00% 不符"
    ]
    assert findings[0].evidence == ()


def test_malformed_numbers_are_found_in_running_text_and_in_tables() -> None:
    text = "一、资金\n\n年末决算数为31.400.20万元。\n\n项目|金额（万元）\n甲|1.234.50元\n乙|8.5\n"
    document = read_text("report.txt", text.encode())
    findings = malformed_findings(passages(document))
    assert [(finding.kind, finding.facts, finding.message.text(Lang.ZH)) for finding in findings] == [
        (FindingKind.MALFORMED, (), "“31.400.20万元”不是规范的数字，无法采用"),
        (FindingKind.MALFORMED, (), "“1.234.50元”不是规范的数字，无法采用"),
    ]
    for finding in findings:
        place = finding.evidence[0]
        assert document.text[place.start : place.end] == place.quote


# ---------------------------------------------------------------- properties

some_values = st.lists(
    st.tuples(st.integers(min_value=1, max_value=40), st.integers(min_value=0, max_value=2)),
    min_size=1,
    max_size=4,
)


@given(some_values, some_values, some_values, st.randoms(use_true_random=False))
def test_the_order_of_candidates_does_not_matter(
    budget: list[tuple[int, int]],
    basic: list[tuple[int, int]],
    project: list[tuple[int, int]],
    random: Random,
) -> None:
    given_readings = {
        name: [reading(Decimal(value), "1", at=at, score=score) for at, (value, score) in enumerate(values)]
        for name, values in (("budget", budget), ("basic", basic), ("project", project))
    }
    shuffled = {name: random.sample(values, len(values)) for name, values in given_readings.items()}
    assert settle(given_readings, TOTAL) == settle(shuffled, TOTAL)


@given(
    st.decimals(min_value=1, max_value=10**5, places=6),
    st.decimals(min_value=1, max_value=10**5, places=6),
    st.integers(min_value=0, max_value=4),
)
def test_a_report_that_only_rounds_has_no_findings(basic: Decimal, project: Decimal, decimals: int) -> None:
    step = Decimal(1).scaleb(-decimals)
    figures = {
        "budget": basic + project,
        "basic": basic,
        "project": project,
        "spent": basic,
    }
    readings = {name: [wan(str(value.quantize(step)))] for name, value in figures.items()}
    readings["rate"] = [percent(str((100 * basic / (basic + project)).quantize(Decimal("0.01"))))]
    assert settle(readings, TOTAL, RATE).findings == ()


@given(st.integers(min_value=1, max_value=10**6), st.integers(min_value=1, max_value=10**6))
def test_whatever_is_wrong_by_more_than_rounding_is_found(basic: int, project: int) -> None:
    readings = {
        "budget": [wan(str(basic + project + 2))],
        "basic": [wan(str(basic))],
        "project": [wan(str(project))],
    }
    assert [finding.kind for finding in settle(readings, TOTAL).findings] == [FindingKind.SUM]
