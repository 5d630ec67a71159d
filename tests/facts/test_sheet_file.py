"""Facts in a file of their own, read as a report: values with their places, and all that is wrong with them."""

import hashlib
from decimal import Decimal

import pytest
from tests.facts.facts_files import REPORT, facts, load, problems

from evalkit.errors import TomlError
from evalkit.facts.fact import Basis, FindingKind
from evalkit.messages import Lang

# ---------------------------------------------------------------- as the report


def test_a_facts_file_is_a_report() -> None:
    sheet = load(REPORT)
    assert (sheet.department, sheet.year) == ("深圳市云岭区某局", 2020)
    assert {id: (fact.value, fact.basis, fact.step) for id, fact in sheet.facts.items()} == {
        "budget": (Decimal(34_567_000), Basis.FIGURE, Decimal(100)),
        "rate": (Decimal("0.93"), Basis.CLAIM, Decimal("0.0001")),
        "visits": (Decimal(214), Basis.FIGURE, Decimal(1)),
        "published": (True, Basis.STATEMENT, Decimal(0)),
        "grade": ("良", Basis.CLAIM, Decimal(0)),
    }
    assert sheet.facts["budget"].title == "预算数（总额）"
    assert sheet.sha256 == hashlib.sha256(REPORT.encode()).hexdigest()
    assert sheet.findings == ()


def test_evidence_points_into_the_facts_file() -> None:
    sheet = load(REPORT)
    (document,) = sheet.documents
    places = {id: fact.evidence[0] for id, fact in sheet.facts.items()}
    assert [(place.quote, place.line) for place in places.values()] == [
        ("年初预算为3,456.70万元", 9),
        ("93.00", 13),
        ("214", 19),
        ("true", 24),
        ("良", 28),
    ]
    assert all(document.text[place.start : place.end] == place.quote for place in places.values())


def test_evidence_names_the_file_without_its_folders() -> None:
    assert load(REPORT, "in/a/folder/mine.toml").facts["visits"].evidence[0].document == "mine.toml"


def test_evidence_is_right_behind_a_separator_that_only_unicode_takes_for_a_line_end() -> None:
    sheet = load(facts('id = "grade"\nvalue = "甲\u2028乙"', 'id = "visits"\nvalue = 214'))
    (document,) = sheet.documents
    place = sheet.facts["visits"].evidence[0]
    assert (place.quote, document.text[place.start : place.end]) == ("214", "214")


def test_a_quote_that_had_to_be_escaped_is_shown_as_it_stands_in_the_file() -> None:
    sheet = load(facts('id = "budget"\nvalue = 5\nquote = "所谓\\"预算\\""'))
    assert sheet.facts["budget"].evidence[0].quote == '"所谓\\"预算\\""'


@pytest.mark.parametrize(
    ("table", "value", "step"),
    [
        ('id = "budget"\nvalue = "1.2"\nunit = "亿元"', "120000000", "10000000"),
        ('id = "budget"\nvalue = 12.50\nunit = "百万元"', "12500000", "10000"),
        ('id = "budget"\nvalue = "7"\nunit = "千元"', "7000", "1000"),
        ('id = "budget"\nvalue = "49500"\nunit = "元"', "49500", "1"),
        ('id = "budget"\nvalue = "49500"', "49500", "100"),
        ('id = "budget"\nvalue = 0', "0", "1"),
        ('id = "budget"\nvalue = "-3.5"\nunit = "万元"', "-35000", "1000"),
        ('id = "rate"\nvalue = "98.5%"', "0.985", "0.001"),
        ('id = "rate"\nvalue = "0.9850"', "0.985", "0.0001"),
        ('id = "rate"\nvalue = 98.50\nunit = "%"', "0.985", "0.0001"),
        ('id = "rate"\nvalue = "2"\nunit = "‰"', "0.002", "0.001"),
        ('id = "visits"\nvalue = "84"\nunit = "万件"', "840000", "10000"),
        ('id = "visits"\nvalue = "1.2"\nunit = "万户"', "12000", "1000"),
        ('id = "visits"\nvalue = "3"\nunit = "亿人次"', "300000000", "100000000"),
        ('id = "visits"\nvalue = "84"\nunit = "场次"', "84", "1"),
        ('id = "own_score"\nvalue = "91.5"\nunit = "分"', "91.5", "0.1"),
    ],
)
def test_numbers_are_read_with_unit_and_precision(table: str, value: str, step: str) -> None:
    (fact,) = load(facts(table)).facts.values()
    assert (fact.value, fact.step) == (Decimal(value), Decimal(step))


def test_statements_are_exact() -> None:
    sheet = load(facts('id = "spent"\nvalue = 0\nunit = "万元"\nbasis = "statement"'))
    assert (sheet.facts["spent"].step, sheet.facts["spent"].basis) == (Decimal(0), Basis.STATEMENT)


def test_a_facts_file_can_contradict_itself() -> None:
    sheet = load(REPORT + facts('id = "spent"\nvalue = "3000.00"\nunit = "万元"'))
    assert [(finding.kind, finding.message.text(Lang.ZH)) for finding in sheet.findings] == [
        (FindingKind.RATIO, "完成率 93.00% 与 支出数 3,000.00 万元 ÷ 预算数 3,456.70 万元 = 86.79% 不符")
    ]


def test_an_id_that_stands_twice_says_two_things() -> None:
    sheet = load(REPORT + facts('id = "visits"\nvalue = 241'))
    assert sheet.facts["visits"].value == Decimal(214)
    assert [candidate.value for candidate in sheet.facts["visits"].candidates] == [214, 241]
    assert [finding.kind for finding in sheet.findings] == [FindingKind.CONFLICT]


def test_an_annotators_notes_are_not_read() -> None:
    notes = 'source = "mine"\n' + REPORT + '[[finding]]\nkind = "sum"\n[[harmless]]\n[[doubtful]]\nid = "x"\n'
    assert list(load(notes).facts) == list(load(REPORT).facts)
    assert load(notes).findings == ()


# ---------------------------------------------------------------- what is wrong, all at once


def test_every_problem_is_reported_with_its_place() -> None:
    text = (
        '[report]\nyear = "2020"\n'
        + facts('id = "budgets"\nvalue = 1', 'id = "rate"\nvalue = "about half"', 'value = 2\nunits = "元"')
        + facts('id = "budget"\nvalue = 5\nunit = "斤"', 'id = "visits"\nvalue = 2.5')
        + facts('id = "published"\nvalue = "是"', 'id = "published"\nvalue = true\nbasis = "figure"')
        + facts('id = "grade"\nvalue = " "', 'id = "visits"\nvalue = "5%"', 'id = "spent"\nvalue = nan')
    )
    assert problems(text) == [
        "facts.toml:2:8: report.year: 应为整数，这里是字符串“2020”",
        "facts.toml:4:6: fact.budgets.id: 不认识的事实“budgets”，是不是“budget”？（可用：evalkit facts 列出的事实）",
        "facts.toml:8:9: fact.rate.value: “完成率（报告自述）”的值不合要求（可用：数字，如 8,642.30）",
        "facts.toml:9:1: fact[3]: 缺少键“id”",
        "facts.toml:11:1: fact[3].units: 不认识的键“units”，是不是“unit”？（可用：id、value、unit、basis、quote、note、by、at）",
        "facts.toml:15:8: fact.budget.unit: “预算数（总额）”没有单位“斤”（可用：元、千元、万元、百万元、亿元）",
        "facts.toml:18:9: fact.visits.value: “接待人次”的值不合要求（可用：非负整数）",
        "facts.toml:21:9: fact.published.value: “预算已公开”的值不合要求（可用：true、false）",
        "facts.toml:25:9: fact.published.basis: 是否类事实不能以数字为依据（可用：statement、supplied）",
        "facts.toml:28:9: fact.grade.value: “自评等级”的值不合要求（可用：文字）",
        "facts.toml:31:9: fact.visits.value: “接待人次”的值不合要求（可用：数字，如 8,642.30）",
        'facts.toml:34:9: fact.spent.value: 应为数（如 3、0.5、"90%"），这里是数 NaN',
    ]


@pytest.mark.parametrize("unit", ["万元", "元", "%", "‰"])
def test_a_count_is_not_of_money_or_shares(unit: str) -> None:
    assert problems(facts(f'id = "visits"\nvalue = "3"\nunit = "{unit}"')) == [
        f"facts.toml:4:8: fact.visits.unit: “接待人次”没有单位“{unit}”（可用：万、万件、万人次）"
    ]


def test_tables_of_the_wrong_shape_are_refused() -> None:
    assert problems('report = 5\nfact = "x"\n', Lang.EN) == [
        "facts.toml:1:10: report: expected a table, found the integer 5",
        "facts.toml:2:8: fact: expected an array, found the string “x”",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '# 标准\n[rubric]\nid = "own"\n[[dimension]]\n',
            "facts.toml:2:1: rubric: 这是评分标准或其示例，不是报告",
        ),
        ('[[example]]\ntitle = "甲"\n', "facts.toml:1:1: example: 这是评分标准或其示例，不是报告"),
        ('[judgements]\nby = "甲"\n', "facts.toml:1:1: judgements: 这是评判，不是报告"),
    ],
)
def test_a_rubric_is_told_from_a_report(text: str, told: str) -> None:
    assert problems(text) == [told]


def test_what_is_not_toml_is_refused_with_its_place() -> None:
    with pytest.raises(TomlError) as caught:
        load("[report\n")
    assert (caught.value.problems[0].where, caught.value.problems[0].line) == ("facts.toml", 1)
