"""A scorecard of a bureau that does not exist, with something of everything that can stand on one."""

from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from evalkit.documents.document import Document, Evidence, Span
from evalkit.facts.fact import Basis, Candidate, Fact, FactSheet, FactValue, Finding, FindingKind
from evalkit.facts.unit import Unit
from evalkit.journey import find_rubric, read_facts, score_sheet
from evalkit.messages import Message, say
from evalkit.registry import load_plugins
from evalkit.rubrics.rubric import AdjustmentKind, Standing, Statements
from evalkit.rules.rule import Input, Title, Value
from evalkit.scoring.scorecard import (
    AdjustmentResult,
    Admission,
    AdmissionStatus,
    BasisSums,
    Deduction,
    DimensionResult,
    IndicatorResult,
    JudgementRecord,
    MissingItem,
    Outcome,
    PluginIdentity,
    ReportIdentity,
    RubricIdentity,
    Scorecard,
)

REPORT = "园林绿化局2021年度自评报告.txt"
TEXT = """云岭市示范区园林绿化局2021年度部门整体支出绩效自评报告

一、预算执行情况
2021年“三公”经费预算20.00万元，决算12.60万元，其中公务接待费0.35万元。
日常公用经费调整预算数612.40万元，决算数603.83万元，按规定从严控制各项公用支出。
一至四季度预算执行进度分别为24.10%、51.20%、76.00%、99.71%。
2021年政府采购预算1,840万元，实际采购1,702.00万元，政府采购执行率为92.50%。
年初预算8,205.00万元，调整预算9,517.80万元，年末决算支出9,490.20万元，预算执行率99.12%。
二、绩效情况
全年新建口袋公园18个，改造公园绿地42.7公顷，年度9项重点工作完成8项，其余1项因管线迁改顺延至次年一季度。
服务对象满意度调查发放问卷1,200份，回收有效问卷1,163份，综合满意度94.60%。
各项资金支出符合国家财经法规和财务管理制度的规定，不存在截留、挤占、挪用、虚列支出等情况。
部门预算已于2021年2月26日在区政府门户网站公开，接受社会监督。
城区绿地全年固碳约1.2万吨，夏季林荫道路地表温度平均下降3.4℃，居民“推窗见绿、出门进园”的获得感明显增强；\
行道树修剪、病虫害防治和古树名木复壮全部实行一树一档管理，巡查养护记录可逐日追溯；\
屋顶绿化试点推广到6个街道，带动社会资本投入。公园体系的建设改善了人居环境，\
绿道串联起学校、社区和产业园区，日均使用人次较上年增长两成。公园设施维护经费由区财政和街道共同承担，\
形成了可持续的管护机制。下一步，将继续完善公园城市指标体系，推动绿色空间开放共享，\
让市民在家门口就能享受到高品质的绿色福利，为全区经济社会发展提供生态支撑。
满意度方面，经第三方调查机构测算，服务对象综合满意度为95.40%。
三、存在问题
（一）日常公用经费压减力度不够，控制率仍然偏高。
（二）个别项目前期论证不充分，绩效目标设置偏低，指标的可衡量性有待提高。
年末存量资金12.3.5万元已全部上缴。
"""
DOCUMENT = Document(REPORT, TEXT, "7c" * 32, ())
PUBLIC = "日常公用经费调整预算数612.40万元，决算数603.83万元，按规定从严控制各项公用支出。"
QUARTERS = "一至四季度预算执行进度分别为24.10%、51.20%、76.00%、99.71%。"
TASKS = "年度9项重点工作完成8项，其余1项因管线迁改顺延至次年一季度。"
REGULAR = "各项资金支出符合国家财经法规和财务管理制度的规定，不存在截留、挤占、挪用、虚列支出等情况。"
PUBLISHED = "部门预算已于2021年2月26日在区政府门户网站公开，接受社会监督。"
TIGHT = "（一）日常公用经费压减力度不够，控制率仍然偏高。"
TARGETS = "（二）个别项目前期论证不充分，绩效目标设置偏低，指标的可衡量性有待提高。"
BENEFITS = ("economic", "经济效益 / Economic benefit"), ("social", "社会效益 / Social benefit")
ZERO = Decimal(0)
OPEN = Outcome.UNDETERMINED


def _at(words: str) -> Evidence:
    start = TEXT.index(words)
    return DOCUMENT.evidence(Span(start, start + len(words)))


def _title(both: str) -> Title:
    return Title(*both.split(" / "))


def _say(both: str) -> Message:
    return say(*both.split(" / "))


def _fact(id: str, title: str, value: FactValue, words: str, unit: Unit, basis: Basis) -> Input:
    return Input(id, title, value, unit, basis, (_at(words),))


def _lost(marks: str, reason: str, remedy: str, clause: str, *quotes: str, **more: Any) -> Deduction:
    part, admitted = more.get("part"), more.get("admitted", False)
    evidence = tuple(_at(words) for words in quotes)
    return Deduction(Decimal(marks), part, _say(reason), clause, _say(remedy), admitted, evidence)


def _row(id: str, title: str, marks: str, **more: Any) -> IndicatorResult:
    full, deductions = Decimal(marks), more.setdefault("deductions", ())
    high = full - sum((one.marks for one in deductions), ZERO)
    low = high - Decimal(more.pop("open", "0"))
    blank = {"group": "", "outcome": Outcome.SCORED, "basis": None, "value": None, "judgement": None}
    none = dict.fromkeys(("inputs", "missing", "parts"), ())
    name = _title(title)
    clause = f"评分细则：{name.zh}，满分 {marks} 分"
    rest: dict[str, Any] = {**blank, **none, **more}
    return IndicatorResult(
        id=id, title=name, marks=full, awarded=low, low=low, high=high, clause=clause, **rest
    )


def _dimension(id: str, title: str, *rows: IndicatorResult) -> DimensionResult:
    marks, low, high = (sum((getattr(row, end) for row in rows), ZERO) for end in ("marks", "low", "high"))
    return DimensionResult(id, _title(title), marks, low, low, high, rows)


def _economy() -> DimensionResult:
    money = partial(_fact, unit=Unit.MONEY, basis=Basis.FIGURE)
    three = (
        money("three_public_actual", "“三公”经费决算数", Decimal(126000), "决算12.60万元"),
        money("three_public_budget", "“三公”经费预算数", Decimal(200000), "“三公”经费预算20.00万元"),
    )
    daily = (
        money("public_expense_actual", "日常公用经费决算数", Decimal(6038300), PUBLIC),
        money("public_expense_budget_adjusted", "日常公用经费调整预算数", Decimal(6124000), PUBLIC),
    )
    three_title = "“三公”经费控制率 / Three-public-expenses control rate"
    daily_title = "日常公用经费控制率 / Daily public expenses control rate"
    rate = partial(Value, unit=Unit.RATIO, basis=Basis.FIGURE)
    row = partial(_row, group="公用经费控制率", basis=Basis.FIGURE)
    over = _lost(
        "1",
        "控制率 98.60%，不低于 90.00%，只能得 2 分 / a rate of 98.60% is not below 90.00% and earns 2 marks",
        "控制率低于 90.00% 即可得满分 / a rate below 90.00% earns full marks",
        "控制率低于90%得3分，90%至100%得2分，高于100%不得分。",
        PUBLIC,
        admitted=True,
    )
    value = rate("three_public_control", _title(three_title), Decimal("0.63"), inputs=three)
    higher = rate("public_expense_control", _title(daily_title), Decimal("0.98600587851"), inputs=daily)
    return _dimension(
        "economy",
        "经济性 / Economy",
        row("three_public_control", three_title, "3", value=value, inputs=three),
        row("public_expense_control", daily_title, "3", value=higher, inputs=daily, deductions=(over,)),
    )


def _efficiency() -> DimensionResult:
    count = partial(_fact, words=TASKS, unit=Unit.COUNT, basis=Basis.FIGURE)
    progress = partial(_fact, words=QUARTERS, unit=Unit.RATIO, basis=Basis.CLAIM)
    quarterly = (
        progress("q1_progress", "第一季度执行进度", Decimal("0.241")),
        progress("q4_progress", "第四季度执行进度", Decimal("0.9971")),
    )
    tasks = (
        count("key_tasks_total", "重点工作任务数", Decimal(9)),
        count("key_tasks_completed", "重点工作完成数", Decimal(8)),
    )
    remedy = "执行率达到 100.00% 即可得满分 / a rate of 100.00% earns full marks"
    clause = "各季度实际进度÷序时进度×1分，超过100%按100%计。"
    first_reason = "执行率 96.40%，按比例得分 / a rate of 96.40%, marks are proportional"
    fourth_reason = "执行率 99.71%，按比例得分 / a rate of 99.71%, marks are proportional"
    first = _lost("0.036", first_reason, remedy, clause, QUARTERS, part="q1")
    fourth = _lost("0.0029", fourth_reason, remedy, clause, QUARTERS, part="q4")
    undone = _lost(
        "0.8888888889",
        "完成率 88.89%，按比例得分 / 88.89% were completed, marks are proportional",
        "完成率达到 100.00% 即可得满分 / completing 100.00% earns full marks",
        "完成数÷任务数×8分。",
        TASKS,
        "年度9项重点工作完成8项",
    )
    quarters = (
        _row("q1", "第一季度 / Quarter 1", "1", basis=Basis.CLAIM, deductions=(first,)),
        _row("q4", "第四季度 / Quarter 4", "1", basis=Basis.CLAIM, deductions=(fourth,)),
        _row("mean", "各季度平均 / Mean of the quarters", "2", basis=Basis.CLAIM),
    )
    missing = ("projects_on_time", "projects_total")
    execution = partial(_row, group="预算执行率", basis=Basis.CLAIM, inputs=quarterly)
    title = "预算执行率 / Budget execution rate"
    return _dimension(
        "efficiency",
        "效率性 / Efficiency",
        execution("quarterly_execution", title, "4", deductions=(first, fourth), parts=quarters),
        _row(
            "key_tasks", "重点工作 / Key tasks", "8", basis=Basis.FIGURE, inputs=tasks, deductions=(undone,)
        ),
        _row("timeliness", "及时性 / Timeliness", "6", outcome=OPEN, open="6", missing=missing),
    )


def _management() -> DimensionResult:
    said = partial(_fact, unit=Unit.YES_NO, basis=Basis.STATEMENT)
    regular = said("no_financial_violations", "无违规支出", True, REGULAR)
    disclosed = said("budget_disclosed", "预算已公开", True, PUBLISHED)
    row = partial(_row, group="资金管理", basis=Basis.STATEMENT)
    accounts = ("final_accounts_disclosed",)
    parts = (
        _row("budget", "预算公开 / Budget", "1.5", basis=Basis.STATEMENT, inputs=(disclosed,)),
        _row("accounts", "决算公开 / Accounts", "1.5", outcome=OPEN, open="1.5", missing=accounts),
    )
    targets = _lost(
        "2",
        "两个项目未报送绩效目标 / two projects filed no targets",
        "补报两个项目的目标表 / file the targets of the two projects",
        "未报送或不符合要求的，每个扣1分，扣完为止。",
        admitted=True,
    )
    when = datetime(2022, 3, 18, 10, 30)
    record = JudgementRecord(Decimal(6), "两个项目未报送绩效目标表，其余齐全", "评价员甲", when, Decimal(8))
    judged = partial(_row, group="目标设置", outcome=Outcome.JUDGED, judgement=record)
    fault = _say("插件 assets 出错：除数为零 / plugin assets failed: division by zero")
    disclosure = partial(row, outcome=OPEN, open="1.5", missing=accounts, inputs=(disclosed,), parts=parts)
    return _dimension(
        "management",
        "部门管理 / Management",
        row("financial_compliance", "财务合规性 / Financial compliance", "3", inputs=(regular,)),
        disclosure("disclosure", "预决算信息公开 / Disclosure of budget and accounts", "3"),
        judged("target_completeness", "目标完整性 / Completeness of targets", "8", deductions=(targets,)),
        _row("external_staff", "编外人员控制率 / External staff", "0", outcome=Outcome.NOT_APPLICABLE),
        _row("asset_safety", "资产安全性 / Asset safety", "2", outcome=Outcome.ERROR, open="2", fault=fault),
    )


def _effectiveness() -> DimensionResult:
    start = TEXT.index("城区绿地全年固碳")
    long = DOCUMENT.evidence(Span(start, TEXT.index("\n", start)))
    passages = (_at("全年新建口袋公园18个，改造公园绿地42.7公顷"), long, _at("屋顶绿化试点推广到6个街道"))
    more = (_at("绿道串联起学校、社区和产业园区"), _at("形成了可持续的管护机制"), _at("全区经济社会发展"))
    missing = tuple(f"judgement:benefits.{id}" for id, _ in BENEFITS)
    parts = tuple(
        _row(id, title, "5", outcome=OPEN, open="5", missing=(f"judgement:benefits.{id}",))
        for id, title in BENEFITS
    )
    benefits = partial(_row, outcome=OPEN, open="10", missing=missing, parts=parts)
    words = "综合满意度94.60%"
    satisfied = (_fact("satisfaction", "满意度", Decimal("0.946"), words, Unit.RATIO, Basis.CLAIM),)
    title = "公众或服务对象满意度 / Satisfaction of the public"
    value = Value("satisfaction", _title(title), Decimal("0.946"), Unit.RATIO, Basis.CLAIM, satisfied)
    low = _lost(
        "2",
        "满意度 94.60%，低于 95.00%，得 4 分 / 94.60% is below 95.00% and earns 4 marks",
        "满意度达到 95.00% 即可得满分 / 95.00% earns full marks",
        "满意度95%及以上得6分，90%及以上得4分，80%及以上得2分。",
        words,
    )
    satisfaction = partial(_row, basis=Basis.CLAIM, value=value, inputs=satisfied, deductions=(low,))
    return _dimension(
        "effectiveness",
        "效果性 / Effectiveness",
        benefits("benefits", "经济效益和社会效益 / Benefits", "10", group="效益", passages=passages + more),
        satisfaction("satisfaction", title, "6", group="满意度"),
    )


def _missing() -> tuple[MissingItem, ...]:
    late = "timeliness"
    judged = tuple(
        MissingItem(f"judgement:benefits.{id}", _title(title), Decimal(5), "benefits")
        for id, title in BENEFITS
    )
    done = _title("按时完成的项目数 / Projects completed on time")
    planned = _title("计划完成的项目数 / Projects planned")
    published = _title("决算已公开 / Final accounts published")
    return (
        MissingItem("projects_on_time", done, Decimal(6), late),
        MissingItem("projects_total", planned, Decimal(6), late),
        *judged,
        MissingItem("judgement:award", _title("省级以上表彰 / Awards"), Decimal(2), "award"),
        MissingItem("final_accounts_disclosed", published, Decimal("1.5"), "disclosure"),
    )


def _findings() -> tuple[Finding, ...]:
    twice = _say("满意度有两个数：94.60% 和 95.40% / satisfaction is given as 94.60% and as 95.40%")
    rate = _say("执行率写作 99.12%，应为 99.71% / the rate is given as 99.12%; its figures give 99.71%")
    number = _say("“12.3.5万元”不是一个数 / “12.3.5万元” is not a number")
    values = (_at("综合满意度94.60%"), _at("服务对象综合满意度为95.40%"))
    figures = (_at("调整预算9,517.80万元，年末决算支出9,490.20万元，预算执行率99.12%"),)
    return (
        Finding(FindingKind.CONFLICT, ("satisfaction",), twice, values),
        Finding(FindingKind.RATIO, ("execution_rate", "final_expenditure"), rate, figures),
        Finding(FindingKind.MALFORMED, (), number, (_at("12.3.5万元"),)),
    )


def _adjustment() -> AdjustmentResult:
    reason = _say("加分待评判，最多加 2 分 / waits for a judgement, at most 2 marks")
    clause = "获省级以上表彰的，每项加1分，最多加2分。"
    title = _title("省级以上表彰 / Awards")
    return AdjustmentResult(AdjustmentKind.BONUS, "award", title, ZERO, Decimal(2), reason, clause, (), None)


def _identity() -> RubricIdentity:
    title = _title("云岭市部门整体支出绩效评价（2021） / Yunling, whole-department spending (2021)")
    standing, statements = Standing.RECONSTRUCTED, Statements.ACCEPTED
    return RubricIdentity("yunling-2021", title, "1.2.0", standing, "ab" * 32, statements)


def _card() -> Scorecard:
    dimensions = (_management(), _economy(), _efficiency(), _effectiveness())
    low, high = (sum((getattr(one, end) for one in dimensions), ZERO) for end in ("low", "high"))
    figures = Decimal("12.1111111111")
    claims = Decimal("7.9611")
    deducted = Admission(_at(TIGHT), ("public_expense_control",), AdmissionStatus.DEDUCTED)
    passed_over = Admission(_at(TARGETS), (), AdmissionStatus.NOT_DEDUCTED)
    return Scorecard(
        evalkit="0.1.0",
        rubric=_identity(),
        report=ReportIdentity("云岭市示范区园林绿化局", 2021, "3f" * 32, {REPORT: "7c" * 32}),
        judgements_sha256="5d" * 32,
        supplied_sha256=None,
        marks=sum((one.marks for one in dimensions), ZERO),
        awarded=low,
        low=low,
        high=high + 2,
        grade=None,
        possible_grades=(_title("良 / good"), _title("中 / fair"), _title("差 / poor")),
        self_score=Decimal("56.5"),
        basis=BasisSums(figures, claims, Decimal("4.5"), ZERO, Decimal(6)),
        dimensions=dimensions,
        adjustments=(_adjustment(),),
        admitted=(deducted, passed_over),
        missing=_missing(),
        findings=_findings(),
        plugins=(PluginIdentity("economy", "0.1.0"), PluginIdentity("yunling-parks", "2.0")),
        faults=(_say("插件 assets 出错：除数为零 / plugin assets failed: division by zero"),),
    )


def _sheet() -> FactSheet:
    rate, other = _at("综合满意度94.60%"), _at("服务对象综合满意度为95.40%")
    growth = _at("日均使用人次较上年增长两成")
    step = Decimal("0.0001")
    near = (_say("标签“满意度”紧邻数字 / the label stands beside the number"),)
    reading = partial(Candidate, basis=Basis.CLAIM)
    readings = (
        reading(Decimal("0.946"), evidence=rate, score=120, step=step, notes=near),
        reading(Decimal("0.954"), evidence=other, score=90, step=step, approximate=True),
        reading(Decimal("0.2"), evidence=growth, rejected=_say("说的是增长 / it speaks of growth")),
    )
    name = "云岭市示范区园林绿化局"
    spent = (_at("决算12.60万元"),)
    facts = (
        Fact("three_public_actual", "“三公”经费决算数", Unit.MONEY, Decimal(126000), Basis.FIGURE, spent),
        Fact("satisfaction", "满意度", Unit.RATIO, Decimal("0.946"), Basis.CLAIM, (rate,), step, readings),
        Fact("budget_disclosed", "预算已公开", Unit.YES_NO, True, Basis.STATEMENT, (_at(PUBLISHED),)),
        Fact("department", "部门名称", Unit.TEXT, name, Basis.SUPPLIED),
    )
    by_id = {fact.id: fact for fact in facts}
    return FactSheet(name, 2021, by_id, _findings(), (_at(TIGHT),), (DOCUMENT,), "3f" * 32)


@pytest.fixture(scope="session")
def card() -> Scorecard:
    """Return a scorecard with something of everything."""
    return _card()


@pytest.fixture(scope="session")
def sheet() -> FactSheet:
    """Return the facts of the same report."""
    return _sheet()


@pytest.fixture(scope="session")
def example() -> Scorecard:
    """The scorecard of the bundled example."""
    registry = load_plugins()
    found = read_facts([Path(__file__).parents[2] / "examples" / "report.txt"], registry).value
    return score_sheet(found, find_rubric("shenzhen-2020", found, registry).value.rubric, registry)
