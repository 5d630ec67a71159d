"""Faults planted one at a time into copies of the shipped rubrics: each is reported where it stands."""

from pathlib import Path

import pytest
from tests.rubrics.planting import RUBRICS, Planted, assert_reported, found, once

from evalkit.registry import Registry, load_plugins

CITY, PLAIN = "shenzhen-2020.toml", "four-e.toml"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_plugins()


# ---------------------------------------------------------------- faults in bands

CONTROL = """\
measure = "public_expense_control"
bands = [
  { below = "90%", marks = 10 },
  { to = "100%", marks = 7 },
  { marks = 0 },
]"""
SATISFACTION = """\
rule = "bands"
measure = "satisfaction_rate"
bands = [
  { from = "95%", marks = 10 },
  { from = "90%", marks = 7 },
  { from = "80%", marks = 4 },
  { marks = 0 },
]"""


def control(old: str, new: str, at: str, says: str) -> Planted:
    return Planted(PLAIN, CONTROL, once(CONTROL, old, new), at, says)


def satisfaction(old: str, new: str, at: str, says: str) -> Planted:
    return Planted(PLAIN, SATISFACTION, once(SATISFACTION, old, new), at, says)


TO = '{ to = "100%", marks = 7 }'
BANDS = {
    "bands that end": control("  { marks = 0 },\n", "", TO, "1 以上没有分档"),
    "gap": control(TO, '{ from = "95%", to = "100%", marks = 7 }', "{ from", "0.9 与 0.95 之间没有分档"),
    "overlap": satisfaction('from = "90%"', 'from = "96%"', '{ from = "96%"', "没有数值落在这一档"),
    "bound included twice": control(
        '{ below = "90%", marks = 10 },\n  { to',
        '{ to = "90%", marks = 10 },\n  { from = "90%", to',
        "{ from",
        "0.9 同时落在两档",
    ),
    "dead band": control(TO, f'{TO},\n  {{ to = "100%", marks = 5 }}', "marks = 5", "没有数值落在这一档"),
    "two bounds": control('{ below = "90%"', '{ below = "90%", to = "90%"', "{ below", "只能写一个"),
    "unreachable marks": control("marks = 10 }", "marks = 9 }", "bands", "没有一档能得满分 10 分"),
    "too many marks": control("marks = 10 }", "marks = 11 }", "marks = 11", "档的分值 11 超出范围"),
    "marks below nothing": control("marks = 0 }", "marks = -1 }", "marks = -1", "档的分值 -1 超出范围"),
    "no bound in between": control(
        '{ below = "90%", marks = 10 },', "{ marks = 10 },", TO, "这一档与相邻一档之间没有界限"
    ),
    "bands that give the same": satisfaction("marks = 7", "marks = 4", '"80%"', "与上一档得分相同"),
    "band that dips": satisfaction("marks = 7", "marks = 3", "marks = 3", "比前面和后面的档都低"),
    "threshold without per cent": control('"100%"', "100", "to = 100", "100 就是 10000%"),
    "threshold without per cent above others": Planted(
        PLAIN,
        CONTROL,
        once(CONTROL, 'below = "90%"', "below = 90"),
        "{ below",
        "90 没有写百分号，同一规则的其他界限写了",
        ("  { below = 90, marks = 10 },\n  { to",),
    ),
    "threshold without per cent at the top": satisfaction('"95%"', "95", "{ from = 95", "95 就是 9500%"),
    "unknown measure": satisfaction('rate"', 'rat"', "measure", "没有叫“satisfaction_rat”的测算或事实"),
    "yes or no as a measure": satisfaction(
        '"satisfaction_rate"', '"petition_channel_open"', "measure", "“petition_channel_open”不是数"
    ),
    "text as a measure": satisfaction('"satisfaction_rate"', '"department"', "measure", "“department”不是数"),
    "wrong declared direction": satisfaction(
        'rule = "bands"', 'better = "lower"\nrule = "bands"', "better", "写的是越低越好，而计分规则是越高越好"
    ),
    "line break in an inline table": control(
        '"100%", marks = 7', '"100%",\n    marks = 7', "{ to", "TOML 1.0 不允许：行内表中间换了行"
    ),
    "comma at the end of an inline table": control(
        "marks = 7 }", "marks = 7, }", "marks = 7", "TOML 1.0 不允许：行内表最后多了逗号"
    ),
}

# ---------------------------------------------------------------- faults in other rules

EXCESS = 'limit = "10%"\neach = "1%"\nlose = 0.3\nsteps = "fractional"\n'
ANSWERED = 'any = [{ measure = "petition_answer", from = "100%" }, "petitions_answered_on_time"]'
DISCLOSED = 'any = ["budget_disclosed"]'
JUDGED = 'passages = ["会计核算", "财务管理", "账务"]\nrule = "judgement"\n'
LAST = 'none_if = ["no_financial_violations"]\n'
STAFF = """\
[[dimension.indicator]]
id = "staff_control"
group = "人员管理"
title = "财政供养人员控制率"
title_en = "Staff on duty over the quota"
marks = 1
clause = "在职在编人数 ÷ 编制数：不超过 100% 得 1 分，超过 100% 不得分。"
admitted_by = ["超编", "人员编制", "财政供养人员"]
rule = "all_or_nothing"
measure = "staff_control"
to = "100%"
"""


def excess(old: str, new: str, says: str) -> Planted:
    return Planted(PLAIN, EXCESS, once(EXCESS, old, new), new, says)


def answered(old: str, new: str, says: str) -> Planted:
    return Planted(PLAIN, ANSWERED, once(ANSWERED, old, new), "any", says)


def swapped(rubric: str, old: str, new: str, says: str, *follows: str) -> Planted:
    return Planted(rubric, old, new, new, says, follows)


RULES = {
    "lose below nothing": excess("lose = 0.3", "lose = -0.3", "lose 不能是 -0.3"),
    "lose nothing": excess("lose = 0.3", "lose = 0", "lose 不能是 0"),
    "steps of nothing": excess('each = "1%"', 'each = "0%"', "each 不能是 0"),
    "step without per cent": excess('each = "1%"', "each = 1", "1 就是 100%"),
    "limit without per cent": excess('limit = "10%"', "limit = 10", "10 就是 1000%"),
    "unknown kind of step": excess('steps = "fractional"', 'steps = "half"', "不能是字符串“half”"),
    "key given twice": Planted(PLAIN, EXCESS, EXCESS + "lose = 0.4\n", "lose = 0.4", "同一个键给出了两次"),
    "misspelt key": swapped(PLAIN, 'over = "zero"\n', 'ovr = "zero"\n', "“ovr”，是不是“over”？"),
    "misspelt rule": swapped(PLAIN, 'rule = "per_excess"', 'rule = "per_exces"', "是不是“per_excess”？"),
    "number in any without a bound": answered(', from = "100%"', "", "要写且只写一个界限"),
    "number in any by its name": answered(
        '{ measure = "petition_answer", from = "100%" }', '"petition_answer"', "不是“是否”类事实"
    ),
    "bound in any without per cent": answered('"100%"', "100", "100 就是 10000%"),
    "unknown fact in any": swapped(
        PLAIN, DISCLOSED, 'any = ["budget_disclosd"]', "没有叫“budget_disclosd”的测算或事实"
    ),
    "fact twice in any": swapped(
        PLAIN, DISCLOSED, 'any = ["budget_disclosed", "budget_disclosed"]', "“budget_disclosed”重复"
    ),
    "nothing to judge by": swapped(PLAIN, DISCLOSED, "any = []", "要由人评判，却没有写 passages"),
    "tiers that never reach full marks": Planted(
        CITY,
        JUDGED,
        JUDGED + 'tiers = [{ title = "好", marks = 0.8 }, { title = "差", marks = 0 }]\n',
        "tiers",
        "没有一档能得满分 1 分",
    ),
    "all or nothing without a bound": Planted(
        CITY, STAFF, once(STAFF, 'to = "100%"\n', ""), "[[dimension", "要写且只写一个界限"
    ),
    "measure twice in a mean": swapped(
        CITY, 'measures = ["q1_execution", "q2_', 'measures = ["q1_execution", "q1_execution", "q2_', "重复"
    ),
    "unknown count": swapped(
        CITY, 'count = "financial_violations"', 'count = "financial_violation"', "没有叫“financial_violation”"
    ),
    "number that stands for none": swapped(
        CITY, LAST, 'none_if = ["financial_violations"]\n', "“financial_violations”不是“是否”类事实"
    ),
    "modifier whose order matters": Planted(
        CITY,
        LAST,
        LAST + '\n[[dimension.indicator.then]]\nrule = "proportional"\nmeasure = "q4_execution"\n',
        "[[dimension",
        "与上一条规则的先后会改变得分",
    ),
}

# ---------------------------------------------------------------- faults around the rules

CAP = """
[[adjustment]]
id = "late"
kind = "cap"
title = "进度过慢"
clause = "全年执行率低于 80% 的，总分不超过 85 分。"
rests_on = "q4_execution"
below = "80%"
at_most = 85
"""
END = 'any = ["final_accounts_disclosed"] },\n]\n'


def cap(old: str, new: str, at: str, says: str) -> Planted:
    return Planted(PLAIN, END, END + once(CAP, old, new), at, says)


CLAUSE = 'clause = "已完成的重点工作项数 ÷ 重点工作总项数 × 8 分。"'
SOURCE = 'source = "示例，没有出处：指标取自部门整体支出绩效评价的常见做法，分值和界限为演示而设"'
REST = {
    "dimension that does not add up": Planted(
        PLAIN,
        'title_en = "Fairness"\nmarks = 25',
        'title_en = "Fairness"\nmarks = 26',
        "marks",
        "各指标的分值合计 25，这里写的是 26",
        ("\ntotal = 100",),
    ),
    "total that does not add up": swapped(PLAIN, "total = 100 ", "total = 101 ", "各维度的分值合计 100"),
    "indicator that does not add up": Planted(
        CITY,
        'title_en = "Budget execution"\nmarks = 6',
        'title_en = "Budget execution"\nmarks = 7',
        "marks",
        "各部分的分值合计 6，这里写的是 7",
        ('title_en = "Efficiency"\nmarks = 20',),
    ),
    "id twice": swapped(PLAIN, 'id = "satisfaction"', 'id = "key_tasks"', "编号“key_tasks”已在第 154 行用过"),
    "id of an item twice": swapped(
        PLAIN, '{ id = "social"', '{ id = "economic"', "编号“economic”已在第 191 行用过"
    ),
    "empty clause": swapped(PLAIN, CLAUSE, 'clause = ""', "不能为空"),
    "blank clause": swapped(PLAIN, CLAUSE, 'clause = "  "', "不能为空"),
    "empty source": swapped(PLAIN, SOURCE, 'source = ""', "不能为空"),
    "escape of a later TOML": swapped(
        PLAIN, '"履职效益"', '"履职\\e效益"', r"TOML 1.0 不允许：转义 \e 和 \x"
    ),
    "word too short": swapped(PLAIN, 'admitted_by = ["满意度"]', 'admitted_by = ["满"]', "“满”太短"),
    "grade out of order": swapped(PLAIN, "from = 80\n", "from = 95\n", "等级应从高到低排列"),
    "grade out of reach": swapped(PLAIN, "from = 90\n", "from = 101\n", "达不到“优”"),
    "no lowest grade": swapped(PLAIN, "from = 0\n", "from = 10\n", "低于 10 分的没有等级"),
    "grade twice": swapped(PLAIN, 'title = "良"', 'title = "优"', "等级“优”已在第 29 行出现"),
    "years the wrong way round": swapped(
        CITY, "from = 2019, to = 2021", "from = 2021, to = 2019", "年度颠倒"
    ),
    "marks left out": swapped(
        PLAIN, 'not_applicable = "rescale"', 'not_applicable = "excluded"', "其分值不折算而等级照给"
    ),
    "rubric that extends itself": swapped(
        PLAIN, 'version = "1.0.0"', 'extends = "copy.toml"', "继承成了循环"
    ),
    "rubric that extends an unknown one": swapped(
        PLAIN, 'version = "1.0.0"', 'extends = "four-f"', "没有名为“four-f”的评分标准，是不是“four-e”？"
    ),
    "cap that does nothing": cap("at_most = 85", "at_most = 100", "at_most", "这个上限不起作用"),
    "cap on an unknown fact": cap('"q4_execution"', '"q4_exection"', "rests_on", "没有叫“q4_exection”"),
    "cap on a number without a bound": cap('below = "80%"\n', "", "rests_on", "是数，还要写 below"),
    "cap with a bound on a yes or no": cap(
        '"q4_execution"', '"petition_channel_open"', "below", "是“是否”类事实，不用 below"
    ),
    "bound of a cap without per cent": cap('"80%"', "80", "below", "80 就是 8000%"),
    "cap that needs a limit": cap("at_most = 85\n", "", "[[adjustment]]", "“cap”缺少键“at_most”"),
    "cap with another's key": cap("at_most = 85", "at_most = 85\neach = 1", "each", "“cap”不用键“each”"),
    "cap with an indicator's id": cap(
        '"late"', '"petitions"', 'id = "petitions"', "编号“petitions”已在第 240 行用过"
    ),
}
FAULTS = {**BANDS, **RULES, **REST}


@pytest.mark.parametrize("rubric", [CITY, PLAIN])
def test_a_clean_copy_reports_nothing(rubric: str, tmp_path: Path, registry: Registry) -> None:
    copy = tmp_path / "copy.toml"
    copy.write_bytes((RUBRICS / rubric).read_bytes())
    assert found(copy, registry) == ()


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_planted_fault_is_reported_at_its_line(fault: Planted, tmp_path: Path, registry: Registry) -> None:
    assert_reported(fault, tmp_path, registry)
