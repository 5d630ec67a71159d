"""Faults that load: figures in words, cases, units, losses and what changes nothing; and faults in the file itself."""

from pathlib import Path

import pytest
from tests.rubrics.planting import RUBRICS, Planted, assert_reported, found

from evalkit.messages import Lang
from evalkit.registry import Registry, load_plugins

CITY, PLAIN, YUEYANG = "shenzhen-2020.toml", "four-e.toml", "yueyang-2018.toml"
CAPPED, PROJECT = "project-self-evaluation-capped.toml", "project-self-evaluation.toml"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_plugins()


def planted(rubric: str, old: str, new: str, says: str, at: str | None = None, *follows: str) -> Planted:
    return Planted(rubric, old, new, new if at is None else at, says, follows)


# ---------------------------------------------------------------- clauses

STAFF = 'limit = "100%"\neach = "1%"\nlose = 0.5'
LATE = 'admitted_by = ["支付进度", "拨付不及时", "支出进度"]\nrule = "violations"\nlose = 0.5'
BELOW_70 = 'below = "70%"\nat_most = 79'
UTILIZATION = """\
  { from = "90%", marks = 1 },
  { from = "75%", marks = 0.7 },
  { from = "60%", marks = 0.4 },
  { marks = 0 },"""
TO_100 = 'measure = "staff_control"\nto = "100%"'
DISCLOSED = 'marks = 1.5, any = ["final_accounts_disclosed"] },\n'
CLAUSES = {
    "marks in words of a proportion": planted(
        PLAIN, "第四季度末累计支出进度 × 4 分", "第四季度末累计支出进度 × 5 分", "条款写的 5 分，计分规则里没有"
    ),
    "marks in words": planted(
        PLAIN, "90% 至 100%（含）得 7 分，超过 100% 不得分；没", "90% 至 100%（含）得 6 分，超过 100% 不得分；没", "条款写的 6 分，计分规则里没有"
    ),
    "threshold in words": planted(
        CITY, "调整预算数：低于 90% 得 3 分，90% 至", "调整预算数：低于 80% 得 3 分，80% 至", "条款写的 80%，计分规则里没有"
    ),
    "threshold of the rule": planted(CITY, '{ from = "75%"', '{ from = "70%"', "计分规则里的 70%，条款没有写"),
    "loss of the rule": planted(YUEYANG, STAFF, STAFF.replace("0.5", "0.05"), "里的 0.05 分，条款没有写", "lose"),
    "step of the rule": planted(YUEYANG, STAFF, STAFF.replace('"1%"', '"10%"'), "里的 10%，条款没有写", "each"),
    "limit of the rule": planted(CITY, 'limit = "10%"', 'limit = "15%"', "计分规则里的 15%，条款没有写"),
    "loss for each violation": planted(YUEYANG, LATE, LATE.replace("0.5", "1.5"), "里的 1.5 分，条款没有写", "lose"),
    "limit of a cap": planted(CAPPED, BELOW_70, BELOW_70.replace("79", "78"), "里的 78 分，条款没有写", "at_most"),
    "bound of a cap": planted(CAPPED, BELOW_70, BELOW_70.replace("70%", "75%"), "里的 75%，条款没有写", "below"),
    "item with a part of its marks": planted(
        CITY,
        DISCLOSED,
        DISCLOSED.replace("1.5", "1") + '  { id = "other", title = "其他", marks = 0.5, any = ["budget_disclosed"] },\n',
        "里的 1 分，条款没有写",
    ),
    "bands turned around": planted(
        CITY,
        UTILIZATION,
        UTILIZATION.replace("= 0 ", "= 1 ").replace("= 1 }", "= 0 }", 1).replace("0.7", "x").replace("0.4", "0.7").replace("x", "0.4"),
        "按条款，略低于 60% 的 得 0 分；按计分规则得 1 分",
        "{ marks = 1 }",
    ),
    "bound left out": planted(
        CITY, '{ to = "10%", marks = 0.5 }', '{ below = "10%", marks = 0.5 }', "按条款，10% 得 0.5 分；按计分规则得 0 分"
    ),
    "bound taken in": planted(
        YUEYANG, '{ from = "80%", marks = 4 }', '{ above = "80%", marks = 4 }', "按条款，80% 得 4 分；按计分规则得 3 分"
    ),
    "full marks on the other side": planted(
        CITY, TO_100, TO_100.replace("\nto", "\nfrom"),
        "按条款，略低于 100% 的 得 1 分；按计分规则得 0 分", "from",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", CLAUSES.values(), ids=CLAUSES.keys())
def test_a_clause_that_says_another_figure_is_reported_with_the_figure(
    fault: Planted, tmp_path: Path, registry: Registry
) -> None:
    clean = (RUBRICS / fault.rubric).read_text("utf-8")
    text = clean.replace(fault.old, fault.new)
    assert clean.count(fault.old) == 1
    copy = tmp_path / "copy.toml"
    copy.write_text(text, "utf-8")
    problems = found(copy, registry)
    line = text.count("\n", 0, clean.index(fault.old) + fault.new.index(fault.at)) + 1
    assert {problem.code for problem in problems} == {"clause"}
    assert any(fault.says in problem.text(Lang.ZH) and problem.line == line for problem in problems)
    # The words are named too, whichever of the two is wrong.
    assert any("clause: " in problem.text(Lang.ZH) for problem in problems)


# ---------------------------------------------------------------- cases, judgements and sides

NONE = '  { measure = "carryover_closing", equals = 0, marks = 3 },\n'
NO_MORE = '  { measure = "carryover_closing", to = "100%", of = "carryover_opening", marks = 2 },\n'
JUDGED = 'passages = ["会计核算", "财务管理", "账务"]\nrule = "judgement"\n'
ONE_RULE = f'rule = "all_or_nothing"\n{TO_100}'
SIDE = '  { rule = "all_or_nothing", measure = "staff_control", to = "100%" },\n'


AGAIN = """\
[[dimension.indicator.then]]
rule = "violations"
lose = 1
count = "financial_violations"
none_if = ["no_financial_violations"]
"""


def sides(*lines: str) -> str:
    return 'rule = "better_of"\nsides = [\n' + "".join(lines) + "]"


SHAPES = {
    "case behind a wider one": planted(YUEYANG, NONE + NO_MORE, NO_MORE + NONE, "这一情形永远轮不到", "equals"),
    "case that is in one before": planted(
        YUEYANG, NO_MORE, NO_MORE + NO_MORE.replace("100%", "50%").replace("2 }", "1 }"), "永远轮不到", '"50%"'
    ),
    "case without a value": planted(
        YUEYANG, NONE, NONE + '  { measure = "carryover_closing", from = 5000, below = 1000, marks = 1 },\n',
        "没有数值符合这一情形", "from = 5000",
    ),
    "whole of a case misspelt": planted(
        YUEYANG, 'of = "carryover_opening"', 'of = "carryover_openning"', "是不是“carryover_opening”？"
    ),
    "share of a case without per cent": planted(YUEYANG, 'to = "100%", of', "to = 100, of", "100 就是 10000%"),
    "direction of cases": planted(
        YUEYANG, 'rule = "cases"', 'better = "higher"\nrule = "cases"', "写的是越高越好，而计分规则是越低越好"
    ),
    "tiers out of order": planted(
        CITY, JUDGED, JUDGED + 'tiers = [\n  { title = "甲", marks = 0.6 },\n  { title = "乙", marks = 1 },\n  { title = "丙", marks = 0 },\n]\n',
        "各档的分值应依次递减或递增", '"乙"',
    ),
    "tier twice": planted(
        CITY, JUDGED, JUDGED + 'tiers = [\n  { title = "优", marks = 1 },\n  { title = "优", marks = 0.5 },\n  { title = "差", marks = 0 },\n]\n',
        "“优”档重复", '{ title = "优", marks = 0.5',
    ),
    "step of nothing": planted(CITY, JUDGED, f"{JUDGED}range = {{ step = 0 }}\n", "step 不能是 0", "range"),
    "step beyond all": planted(CITY, JUDGED, f"{JUDGED}range = {{ step = 5 }}\n", "超过了全部 1 分", "range"),
    "sides against one another": planted(
        CITY, ONE_RULE, sides(SIDE, SIDE.replace('to = "100%"', 'from = "90%"')),
        "方向却相反：越高越好", "90%",
    ),
    "sides alike": planted(CITY, ONE_RULE, sides(SIDE, SIDE + "\n"), "与第 1 项完全相同", SIDE + "\n"),
    "direction of sides": planted(
        CITY, ONE_RULE, 'better = "higher"\n' + sides(SIDE, SIDE.replace("staff_control", "external_staff")),
        "而计分规则是越低越好", "better",
    ),
    "side without per cent": planted(
        CITY, ONE_RULE, sides(SIDE.replace('"100%"', "100"), SIDE.replace("staff_control", "external_staff")),
        "100 就是 10000%", "to = 100",
    ),
    "target of a mean without per cent": planted(
        CITY, 'rule = "mean"\n', 'rule = "mean"\nfull_at = 100\n', "100 就是 10000%", "full_at"
    ),
    "share without per cent": planted(
        PLAIN, 'over = "zero"\n', '\n[[dimension.indicator.then]]\nrule = "over_achievement"\nmeasure = "procurement_rate"\nby = 30\nlose = 1\n',
        "30 就是 3000%", "by",
    ),
    "money in 万元": planted(
        CITY, ONE_RULE, 'rule = "reverse_proportional"\nmeasure = "three_public_actual"\nfull_at = 20', "20 就是 20 元", "full_at"
    ),
    "money in per cent": planted(
        CITY, ONE_RULE, ONE_RULE.replace("staff_control", "three_public_actual"), "不是比率，100% 就是 1.00 元", "to ="
    ),
    "count in per cent": planted(
        CITY, ONE_RULE, ONE_RULE.replace("staff_control", "key_tasks_total"), "不是比率，100% 就是 1", "to ="
    ),
    "violation beyond all marks": planted(YUEYANG, LATE, LATE.replace("0.5", "5"), "每次扣 5 分，超过了全部 3 分", "lose"),
    "excess beyond all marks": planted(YUEYANG, STAFF, STAFF.replace("0.5", "50"), "每次扣 50 分，超过了全部 5 分", "lose"),
    "value that counts twice": planted(
        PLAIN, 'measure = "q4_execution"', 'measure = "q2_execution"', "同一数值计了两次分"
    ),
    "title twice": planted(PLAIN, 'title = "全年执行率"', 'title = "半年执行率"', "“半年执行率”已在第 121 行用过"),
    "English title twice": planted(
        PLAIN, 'title_en = "Full-year execution"', 'title_en = "Half-year execution"', "“Half-year execution”已在第 122 行用过"
    ),
    "rule on the rest twice": planted(
        CITY, AGAIN, AGAIN + AGAIN.replace("rule =", "rule  ="), "与第 193 行的规则重复", "rule  =",
    ),
    "target left out": planted(
        CITY, ONE_RULE, 'rule = "proportional"\nmeasure = "three_public_actual"', "没有写 full_at，默认 100% 就是 1.00 元", "measure"
    ),
    "whole steps against the clause": planted(
        CITY, 'steps = "fractional"', 'steps = "whole"', "条款对不足一步的部分另有说法：不足1个百分点按比例"
    ),
    "excess against the clause": planted(PLAIN, 'over = "zero"\n', 'over = "full"\n', "超过的仍得满分，条款说不得分"),
    "clause that says nothing": planted(
        PLAIN, 'clause = "已完成的重点工作项数 ÷ 重点工作总项数 × 8 分。"', 'clause = "待补。"', "条款没有写出内容"
    ),
    "no_rate of what has one": planted(
        YUEYANG, 'title = "重点支出安排率"\n', 'title = "重点支出安排率"\nno_rate = "full"\n', "no_rate 不起作用", "no_rate"
    ),
    "no_rate of a judgement": planted(
        PROJECT, 'passages = ["产出", "', 'no_rate = "full"\npassages = ["产出", "', "no_rate 不起作用"
    ),
}  # fmt: skip

TEXTS = {
    "grades the wrong way round": planted(
        PLAIN, 'title = "优"\ntitle_en = "Excellent"\nfrom = 90\n\n[[grade]]\ntitle = "良"',
        'title = "良"\ntitle_en = "Excellent"\nfrom = 90\n\n[[grade]]\ntitle = "优"', "“优”比“良”好，却排在它后面", 'title = "优"',
    ),
    "tiers the wrong way round": planted(
        CITY, JUDGED, JUDGED + 'tiers = [\n  { title = "良", marks = 1 },\n  { title = "优", marks = 0.5 },\n  { title = "差", marks = 0 },\n]\n',
        "“优”比“良”好", '"优"',
    ),
    "grade below nothing": planted(PLAIN, "from = 0\n", "from = -10\n", "没有低于 0 的总分"),
    "title of another measure": planted(
        CITY, TO_100, TO_100.replace("staff_control", "external_staff"), "名称与“staff_control”相同", "measure"
    ),
    "character that nobody sees": planted(PLAIN, 'title = "经济性"', 'title = "经济\u200b性"', "看不见的字符 U+200B"),
    "year that is none": planted(CITY, "to = 2021", "to = 20219", "20219 不像年度"),
}  # fmt: skip

# ---------------------------------------------------------------- the total and what stands around it

END = 'any = ["final_accounts_disclosed"] },\n]\n'


def adjustment(kind: str, keys: str, says: str, at: str) -> Planted:
    text = f'\n[[adjustment]]\nid = "more"\nkind = "{kind}"\ntitle = "调整"\nclause = "按规定。"\n{keys}'
    return planted(PLAIN, END, END + text, says, at)


DIMENSION = '[[dimension]]\nid = "execution"\n'
CAP = '[[adjustment]]\nkind = "cap"\nid = "below_80"'
TOTAL = {
    "bonus up to nothing": adjustment(
        "bonus", 'rests_on = "financial_violations"\neach = 1\nat_most = 0\n', "分值不能是 0", "at_most"
    ),
    "bonus beyond its most": adjustment(
        "bonus", 'rests_on = "financial_violations"\neach = 3\nat_most = 2\n', "每项 3 分，超过了最多 2 分", "each"
    ),
    "penalty beyond the total": adjustment(
        "penalty", 'rests_on = "financial_violations"\neach = 1\nat_most = 200\n', "总分只有 100 分", "at_most"
    ),
    "veto on a misspelt fact": adjustment(
        "veto", 'rests_on = "financial_violation"\n', "是不是“financial_violations”？", "rests_on"
    ),
    "veto on a rate": adjustment("veto", 'rests_on = "q4_execution"\n', "“q4_execution”大于 0 就会一票否决", "rests_on"),
    "misspelt kind": adjustment("vetoo", 'rests_on = "financial_violations"\n', "是不是“veto”？", "vetoo"),
    "places below nothing": adjustment("rounding", "places = -1\n", "小数位数不能是 -1", "places"),
    "cap behind a stricter one": planted(
        CAPPED, 'below = "50%"\nat_most = 59', 'below = "50%"\nat_most = 69', "第 45 行的上限同样适用", "at_most"
    ),
    "modifier's fact misspelt": planted(
        CITY, '\nlose = 1\ncount = "financial_violations"', '\nlose = 1\ncount = "financial_violation"', "没有叫“financial_violation”", "count"
    ),
    "formula's fact misspelt": planted(
        YUEYANG, '÷ three_public_actual_previous"', '÷ three_public_actual_previus"', "是不是“three_public_actual_previous”？"
    ),
    "formula of unlike things": planted(
        YUEYANG, "(three_public_actual - three_public_actual_previous)", "(three_public_actual - staff_on_duty)", "不能是金额和数量"
    ),
    "formula over nothing": planted(YUEYANG, '÷ three_public_actual_previous"', '÷ 0"', "不能除以 0"),
    "override of a misspelt indicator": planted(
        CAPPED, CAP, f'{DIMENSION}[[dimension.indicator]]\nid = "execution_rat"\nmarks = 10\n\n{CAP}',
        "是不是“execution_rate”？", 'id = "execution_rat"',
    ),
    "override of a misspelt dimension": planted(
        CAPPED, CAP, f'[[dimension]]\nid = "executio"\nmarks = 10\n\n{CAP}', "是不是“execution”？", 'id = "executio"'
    ),
    "override with a misspelt key": planted(
        CAPPED, CAP, f'{DIMENSION}[[dimension.indicator]]\nid = "execution_rate"\nfull_att = "90%"\n\n{CAP}', "是不是“full_at”？", "full_att"
    ),
    "removal of a misspelt indicator": planted(
        CAPPED, CAP, f'[[dimension]]\nid = "output"\n[[dimension.indicator]]\nid = "output_target"\nremove = true\n\n{CAP}',
        "是不是“output_targets”？", 'id = "output_target"',
    ),
    "grade with an upper end": planted(
        PLAIN, 'title_en = "Good"\nfrom = 80', 'title_en = "Good"\nfrom = 80\nto = 89', "不认识的键“to”", "to = 89"
    ),
    "id of another dimension": planted(PLAIN, 'id = "satisfaction"', 'id = "execution"', "编号“execution”已在第 112 行用过"),
}  # fmt: skip

# ---------------------------------------------------------------- what cannot be read as what it should be

PART = 'title_en = "Full-year execution"\nmarks = 4\n'


def part(marks: str, says: str) -> Planted:
    return planted(PLAIN, PART, PART.replace("4", marks), says, "marks")


READ = {
    "part without marks": Planted(
        PLAIN, f'[[dimension.indicator.parts]]\nid = "full_year"\ntitle = "全年执行率"\n{PART}',
        '[[dimension.indicator.parts]]\nid = "full_year"\ntitle = "全年执行率"\ntitle_en = "Full-year execution"\n',
        "[[", "缺少键“marks”",
    ),
    "marks below nothing": part("-4", "分值不能是 -4"),
    "no marks at all": part("0", "分值不能是 0"),
    "not a number": part("nan", "这里是数 NaN"),
    "endless marks": part("inf", "这里是数 Infinity"),
    "huge marks": part("4e400", "数太大或太长"),
    "too many places": part("4.00000000001", "小数位太多"),
    "text for marks": part('"四分"', "这里是字符串“四分”"),
    "full-width marks": part('"４"', "这里是字符串“４”"),
    "yes for marks": part("true", "这里是真假值 true"),
    "date for marks": part("2031-01-01", "这里是日期或时间"),
    "comma for a point": planted(PLAIN, "lose = 0.3", 'lose = "0,3"', "这里是字符串“0,3”"),
    "text for a list": planted(CITY, 'passages = ["政府采购"]', 'passages = "政府采购"', "应为数组"),
    "text for a year": planted(CITY, "from = 2019", 'from = "2019"', "应为整数，这里是字符串“2019”"),
    "Chinese id": planted(PLAIN, 'id = "satisfaction"', 'id = "满意度"', "“满意度”不能作编号"),
    "control character": planted(PLAIN, 'title = "经济性"', 'title = "经济\b性"', "不允许的控制字符"),
    "carriage return alone": planted(PLAIN, 'title = "经济性"\n', 'title = "经济性"\r', "一条语句之后应换行"),
    "table twice": planted(PLAIN, '[[dimension]]\nid = "efficiency"', '[rubric]\n\n[[dimension]]\nid = "efficiency"', "同一个表声明了两次", "[rubric]"),
}  # fmt: skip
FAULTS = {**SHAPES, **TEXTS, **TOTAL, **READ}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_planted_fault_is_reported_at_its_line(fault: Planted, tmp_path: Path, registry: Registry) -> None:
    assert_reported(fault, tmp_path, registry)


@pytest.mark.parametrize(
    "rubric", sorted(path.name for path in RUBRICS.glob("*.toml") if ".ex" not in path.name)
)
def test_a_clean_rubric_reports_nothing_whatever_its_line_ends(
    rubric: str, tmp_path: Path, registry: Registry
) -> None:
    copy = tmp_path / "copy.toml"
    copy.write_bytes((RUBRICS / rubric).read_bytes().replace(b"\n", b"\r\n"))
    assert [each.text(Lang.ZH) for each in found(copy, registry)] == []


def test_a_byte_order_mark_is_reported_at_the_first_line(tmp_path: Path, registry: Registry) -> None:
    copy = tmp_path / "copy.toml"
    copy.write_bytes(b"\xef\xbb\xbf" + (RUBRICS / PLAIN).read_bytes())
    assert [each.text(Lang.ZH) for each in found(copy, registry)] == [
        "copy.toml:1:1: 文件以字节顺序标记（BOM）开头（可用：不带字节顺序标记的 UTF-8）"
    ]


def test_a_measure_that_nothing_uses(tmp_path: Path, registry: Registry) -> None:
    copy = tmp_path / "copy.toml"
    unused = '[[measure]]\nid = "unused"\ntitle = "多余"\nformula = "project_expenditure ÷ project_budget_adjusted"\n\n'
    text = (RUBRICS / PROJECT).read_text("utf-8").replace("[[measure]]\n", f"{unused}[[measure]]\n")
    copy.write_text(text, "utf-8")
    assert [each.text(Lang.ZH) for each in found(copy, registry)] == [
        "copy.toml:23:6: measure.unused.id: 没有指标用到测算“unused”"
    ]
