"""Facts in a file of their own: read as a report, supplied as corrections, written for a person."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import Evidence
from evalkit.errors import FactsError, InputError, TomlError
from evalkit.facts.fact import Basis, Candidate, Fact, FactDefinition, FactSheet, FactValue, FindingKind
from evalkit.facts.relations import Ratio, Relation
from evalkit.facts.sheet_file import facts_toml, load_facts, supplied
from evalkit.facts.unit import Unit
from evalkit.messages import Lang, say


@frozen
class Words:
    """A small vocabulary of our own."""

    definitions: Mapping[str, FactDefinition]
    relations: Sequence[Relation]


WORDS = Words(
    {
        definition.id: definition
        for definition in (
            FactDefinition("budget", "预算数（总额）", Unit.MONEY),
            FactDefinition("spent", "支出数", Unit.MONEY),
            FactDefinition("rate", "完成率（报告自述）", Unit.RATIO),
            FactDefinition("visits", "接待人次", Unit.COUNT),
            FactDefinition("own_score", "自评总分", Unit.SCORE),
            FactDefinition("published", "预算已公开", Unit.YES_NO),
            FactDefinition("grade", "自评等级", Unit.TEXT),
        )
    },
    (Ratio("rate", "spent", "budget"),),
)

REPORT = """\
[report]
department = "深圳市云岭区某局"
year = 2020

[[fact]]
id = "budget"
value = "3,456.70"
unit = "万元"
quote = "年初预算为3,456.70万元"

[[fact]]
id = "rate"
value = "93.00"
unit = "%"
basis = "claim"

[[fact]]
id = "visits"
value = 214
unit = "人次"

[[fact]]
id = "published"
value = true

[[fact]]
id = "grade"
value = "良"
basis = "claim"
"""


def load(text: str, name: str = "facts.toml") -> FactSheet:
    return load_facts(text.encode(), name, WORDS)


def facts(*tables: str) -> str:
    return "".join(f"[[fact]]\n{table}\n" for table in tables)


def problems(text: str, lang: Lang = Lang.ZH) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(text)
    return [problem.text(lang) for problem in caught.value.problems]


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


# ---------------------------------------------------------------- JSON


def as_json(**more: Any) -> dict[str, Any]:
    place = {"document": "report.txt", "quote": "预算8.5万元", "start": 3, "end": 10, "line": 1, "page": None}
    return {
        "report": {"department": "某局", "year": 2021, "sha256": "0", "documents": []},
        "facts": [
            {
                "id": "budget",
                "value": "85000",
                "unit": "money",
                "basis": "figure",
                "evidence": [place],
                "candidates": [],
            },
            {"id": "published", "value": True, "unit": "yes_no", "basis": "statement", "evidence": [place]},
            {"id": "visits", "value": "12", "unit": "count", "basis": "supplied", "evidence": []},
        ],
        "findings": [],
        **more,
    }


def test_the_json_of_evalkit_facts_is_read_again_with_its_evidence() -> None:
    sheet = load(json.dumps(as_json(), ensure_ascii=False, indent=1), "facts.json")
    place = Evidence("report.txt", "预算8.5万元", 3, 10, 1)
    assert (sheet.department, sheet.year) == ("某局", 2021)
    assert [(fact.id, fact.value, fact.basis, fact.evidence) for fact in sheet.facts.values()] == [
        ("budget", Decimal(85_000), Basis.FIGURE, (place,)),
        ("published", True, Basis.STATEMENT, (place,)),
        ("visits", Decimal(12), Basis.SUPPLIED, ()),
    ]
    assert sheet.facts["budget"].step == 1000


def test_findings_of_json_that_cannot_be_worked_out_again_are_kept() -> None:
    place = {"document": "report.txt", "quote": "12.3.4万元", "start": 0, "end": 8, "line": 1, "page": None}
    told = [
        {"kind": "malformed", "facts": [], "message": "“12.3.4万元”不是{规范}的数字", "evidence": [place]},
        {"kind": "sum", "facts": ["budget"], "message": "旧的结论", "evidence": []},
        {"kind": "conflict", "facts": ["visits"], "message": "前后不一致", "evidence": []},
    ]
    sheet = load(json.dumps(as_json(findings=told, admissions=[place], plans=[place])))
    assert [(finding.kind, finding.message.text(Lang.ZH)) for finding in sheet.findings] == [
        (FindingKind.MALFORMED, "“12.3.4万元”不是{规范}的数字"),
        (FindingKind.CONFLICT, "前后不一致"),
    ]
    assert sheet.admissions == sheet.plans == (Evidence("report.txt", "12.3.4万元", 0, 8, 1),)


def test_problems_of_json_have_places_too() -> None:
    text = '{"report": {"year": 1.5},\n "facts": [{"id": "budget"},\n  {"id": "rate", "value": [1]}]}'
    assert problems(text, Lang.EN) == [
        "facts.toml:1:21: report.year: expected an integer, found the number 1.5",
        "facts.toml:2:12: facts.budget: missing key “value”",
        'facts.toml:3:27: facts.rate.value: expected a number (such as 3, 0.5, "90%") or true or false or a string, found an array',
    ]


def test_a_precision_in_json_is_a_number_from_nothing_on() -> None:
    text = '{"facts": [{"id": "budget", "value": "85000", "step": "1000"}]}'
    assert load(text).facts["budget"].step == 1000
    assert problems(text.replace("1000", "-1"), Lang.EN) == [
        "facts.toml:1:55: facts.budget.step: a precision is not negative (allowed: 0 or more)"
    ]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'{"facts": [}', "mine.json:1:12: not valid JSON: Expecting value"),
        (b'{"facts": NaN}', "mine.json: the JSON nests too deep, or a number in it is not finite"),
        (
            b'{"facts": ' + b"[" * 5000 + b"]" * 5000 + b"}",
            "mine.json: the JSON nests too deep, or a number in it is not finite",
        ),
        (
            b'{"facts": ' + b"[" * 200 + b"]" * 200 + b"}",
            "mine.json: the JSON nests too deep, or a number in it is not finite",
        ),
        (b'{"a": "\xff"}', "mine.json: the file is not encoded in UTF-8"),
    ],
)
def test_what_is_no_json_is_refused(data: bytes, line: str) -> None:
    with pytest.raises(FactsError) as caught:
        load_facts(data, "mine.json", WORDS)
    assert caught.value.text(Lang.EN) == line


# ---------------------------------------------------------------- supplied


def test_supplied_values_replace_and_the_reading_stays_visible() -> None:
    sheet = load(REPORT)
    corrected = supplied(
        sheet, facts('id = "budget"\nvalue = "3500"\nunit = "万元"').encode(), "fix.toml", WORDS
    )
    budget = corrected.facts["budget"]
    assert (budget.value, budget.basis, budget.evidence) == (Decimal(35_000_000), Basis.SUPPLIED, ())
    assert [candidate.value for candidate in budget.candidates] == [Decimal(34_567_000)]
    assert corrected.supplied_sha256 is not None
    assert (corrected.sha256, corrected.department, corrected.year) == (
        sheet.sha256,
        sheet.department,
        sheet.year,
    )


def test_a_repeated_value_keeps_what_it_rests_on() -> None:
    sheet = load(REPORT)
    again = supplied(sheet, REPORT.encode(), "fix.toml", WORDS)
    assert again.facts == sheet.facts
    assert again.findings == ()


def test_missing_facts_and_the_head_of_the_report_can_be_supplied() -> None:
    text = '[report]\ndepartment = "另一局"\nyear = 2021\n' + facts('id = "own_score"\nvalue = 90')
    corrected = supplied(load(REPORT), text.encode(), "fix.toml", WORDS)
    assert (corrected.department, corrected.year) == ("另一局", 2021)
    assert (corrected.facts["own_score"].basis, corrected.facts["own_score"].candidates) == (
        Basis.SUPPLIED,
        (),
    )


def test_a_supplied_value_that_contradicts_a_claim_makes_a_finding() -> None:
    text = facts('id = "spent"\nvalue = "3000"\nunit = "万元"')
    corrected = supplied(load(REPORT), text.encode(), "fix.toml", WORDS)
    assert [finding.message.text(Lang.ZH) for finding in corrected.findings] == [
        "完成率 93.00% 与 支出数 3,000 万元（补充数据） ÷ 预算数 3,456.70 万元 = 86.79% 不符"
    ]


def test_findings_of_the_report_stay_and_are_not_doubled() -> None:
    sheet = load(REPORT + facts('id = "spent"\nvalue = "3000.00"\nunit = "万元"'))
    corrected = supplied(sheet, facts('id = "visits"\nvalue = 9').encode(), "fix.toml", WORDS)
    assert corrected.findings == sheet.findings
    assert len(corrected.findings) == 1


def test_a_correction_cannot_say_two_things() -> None:
    text = facts('id = "visits"\nvalue = 9', 'id = "visits"\nvalue = 8')
    with pytest.raises(FactsError) as caught:
        supplied(load(REPORT), text.encode(), "fix.toml", WORDS)
    assert caught.value.text(Lang.ZH) == "fix.toml:5:6: fact.visits.id: 事实“visits”重复，第 1 行已经给出"


# ---------------------------------------------------------------- written for a person


def place(quote: str, line: int = 7) -> Evidence:
    return Evidence("report.txt", quote, 10, 10 + len(quote), line)


def test_the_written_file_shows_evidence_and_other_readings() -> None:
    chosen = Candidate(Decimal("0.98"), Basis.FIGURE, place("满意率\n98%"), step=Decimal("0.01"))
    other = Candidate(Decimal("0.991"), Basis.FIGURE, place("高达99.1%", 3), step=Decimal("0.001"))
    out = Candidate(Decimal("0.5"), Basis.FIGURE, place("50%"), rejected=say("上年数", "last year's"))
    fact = Fact(
        "rate",
        "完成率",
        Unit.RATIO,
        chosen.value,
        Basis.FIGURE,
        (chosen.evidence,),
        chosen.step,
        (chosen, other, out),
    )
    text = facts_toml(FactSheet("某“局”", 2020, {"rate": fact}))
    assert text.splitlines()[4:] == [
        "[report]",
        'department = "某“局”"',
        "year = 2020",
        "",
        "# 完成率",
        "#   report.txt:7 “满意率 98%”",
        "#   另有 99.1%：report.txt:3 “高达99.1%”",
        "[[fact]]",
        'id = "rate"',
        'value = "98"',
        'unit = "%"',
        'basis = "figure"',
    ]


hostile = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(hostile, hostile)
def test_no_text_of_a_report_can_break_out_of_the_file(department: str, quote: str) -> None:
    fact = Fact("visits", "接待人次", Unit.COUNT, Decimal(3), Basis.FIGURE, (place(quote),))
    sheet = load(facts_toml(FactSheet(department, None, {"visits": fact})))
    assert sheet.department == department
    assert list(sheet.facts) == ["visits"]


def of_unit(unit: Unit) -> st.SearchStrategy[tuple[FactValue, Decimal]]:
    """Return values of `unit` with a precision that reports print."""
    if unit is Unit.YES_NO:
        return st.tuples(st.booleans(), st.just(Decimal(0)))
    if unit is Unit.TEXT:
        return st.tuples(hostile.filter(lambda text: bool(text.strip())), st.just(Decimal(0)))
    exponents = {
        Unit.MONEY: [-2, -1, 0, 2, 3, 4, 5, 6, 7, 8],
        Unit.RATIO: [-5, -4, -3, -2],
        Unit.COUNT: [0],
        Unit.SCORE: [-2, -1, 0],
    }[unit]
    least = -(10**9) if unit in (Unit.MONEY, Unit.RATIO) else 0
    return st.tuples(st.integers(least, 10**9), st.sampled_from(exponents)).map(
        lambda printed: (Decimal(printed[0]).scaleb(printed[1]), Decimal(1).scaleb(printed[1]))
    )


@st.composite
def sheets(draw: st.DrawFn) -> FactSheet:
    """Draw fact sheets of any content."""
    found = {}
    for id, definition in WORDS.definitions.items():
        if draw(st.booleans()):
            value, step = draw(of_unit(definition.unit))
            bases = [Basis.STATEMENT, Basis.SUPPLIED] if definition.unit is Unit.YES_NO else list(Basis)
            basis = draw(st.sampled_from(bases))
            found[id] = Fact(
                id,
                definition.title,
                definition.unit,
                value,
                basis,
                () if basis is Basis.SUPPLIED else (place("原文"),),
                Decimal(0) if basis is Basis.STATEMENT else step,
            )
    return FactSheet(draw(st.none() | hostile), draw(st.none() | st.integers(1990, 2100)), found)


@given(sheets())
def test_what_is_written_is_read_again(sheet: FactSheet) -> None:
    again = load(facts_toml(sheet))
    assert (again.department, again.year) == (sheet.department, sheet.year)
    assert {id: (fact.value, fact.unit, fact.basis, fact.step) for id, fact in again.facts.items()} == {
        id: (fact.value, fact.unit, fact.basis, fact.step) for id, fact in sheet.facts.items()
    }


@given(sheets())
def test_what_is_written_and_given_back_changes_nothing(sheet: FactSheet) -> None:
    again = supplied(sheet, facts_toml(sheet).encode(), "fix.toml", WORDS)
    assert again.facts == sheet.facts
