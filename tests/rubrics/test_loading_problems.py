"""What is wrong with a rubric is said all at once, each with its place and what was allowed."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.errors import InputError, TomlError
from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rubrics.loading import load_rubric
from evalkit.rules.rule import Rule

Problems = Callable[..., list[str]]


def _changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "zh", "en"),
    [
        (
            'title = "差旅费控制率"',
            'titel = "差旅费控制率"',
            [
                "d.toml:23:1: dimension.economy.indicator.travel: 缺少键“title”",
                (
                    "d.toml:25:1: dimension.economy.indicator.travel.titel: 不认识的键“titel”，是不是“title”？"
                    "（可用：id、title、marks、clause、title_en、group、statements、no_rate、passages、admitted_by、better、"
                    "rule、parts、then、measure、bands）"
                ),
            ],
            [
                "d.toml:23:1: dimension.economy.indicator.travel: missing key “title”",
                (
                    "d.toml:25:1: dimension.economy.indicator.travel.titel: unknown key “titel”; did you mean “title”? "
                    "(allowed: id, title, marks, clause, title_en, group, statements, no_rate, passages, admitted_by, better, "
                    "rule, parts, then, measure, bands)"
                ),
            ],
        ),
        (
            'version = "1.0.0"',
            "version = 1",
            ["d.toml:4:11: rubric.version: 应为字符串，这里是整数 1"],
            ["d.toml:4:11: rubric.version: expected a string, found the integer 1"],
        ),
        (
            'source = "某区财政局〔2031〕1 号"',
            'source = " "',
            ["d.toml:5:10: rubric.source: 不能为空"],
            ["d.toml:5:10: rubric.source: must not be empty"],
        ),
        (
            'clause = "按进度计分。"\nrule = "proportional"\nmeasure = "progress"',
            'rule = "proportional"\nmeasure = "progres"',
            [
                (
                    "d.toml:61:11: dimension.economy.indicator.spending.parts.progress.measure: "
                    "没有叫“progres”的测算或事实，是不是“progress”？"
                    "（可用：answer_rate、cases、channel_open、department、no_cases、progress、travel_control）"
                )
            ],
            [
                (
                    "d.toml:61:11: dimension.economy.indicator.spending.parts.progress.measure: "
                    "there is no measure or fact “progres”; did you mean “progress”? "
                    "(allowed: answer_rate, cases, channel_open, department, no_cases, progress, travel_control)"
                )
            ],
        ),
        (
            'any = ["channel_open"]',
            'any = ["answer_rate"]',
            [
                (
                    "d.toml:40:75: dimension.economy.indicator.petitions.items.channel.any[1]: "
                    "“answer_rate”不是“是否”类事实"
                    '（可用：“是否”类事实，或带界限的数，如 { measure = "answer_rate", from = "100%" }）'
                )
            ],
            [
                (
                    "d.toml:40:75: dimension.economy.indicator.petitions.items.channel.any[1]: "
                    "“answer_rate” is not a yes/no fact "
                    '(allowed: a yes/no fact, or a number with a bound: { measure = "answer_rate", from = "100%" })'
                )
            ],
        ),
        (
            'none_if = ["no_cases"]',
            'none_if = ["department"]',
            [
                "d.toml:75:12: dimension.economy.indicator.spending.then[1].none_if[1]: “department”不是“是否”类事实"
            ],
            [
                "d.toml:75:12: dimension.economy.indicator.spending.then[1].none_if[1]: “department” is not a yes/no fact"
            ],
        ),
        (
            'rests_on = "progress"',
            'rests_on = "department"',
            ["d.toml:82:12: adjustment.slow.rests_on: “department”不是数，也不是“是否”类事实"],
            ["d.toml:82:12: adjustment.slow.rests_on: “department” is neither a number nor a yes/no fact"],
        ),
        (
            'rule = "proportional"',
            'rule = "proportionate"',
            None,
            [
                (
                    "d.toml:61:8: dimension.economy.indicator.spending.parts.progress.rule: "
                    "the string “proportionate” is not among the choices; did you mean “proportional”? (allowed: {rules})"
                )
            ],
        ),
        (
            'rule = "judgement"\n',
            "",
            [
                "d.toml:64:1: dimension.economy.indicator.spending.parts.regular: 缺少键“rule”（可用：{rules}）"
            ],
            [
                (
                    "d.toml:64:1: dimension.economy.indicator.spending.parts.regular: "
                    "missing key “rule” (allowed: {rules})"
                )
            ],
        ),
        (
            'rule = "judgement"\n',
            "rule = 1\n",
            [
                "d.toml:69:8: dimension.economy.indicator.spending.parts.regular.rule: 应为字符串，这里是整数 1"
            ],
            [
                (
                    "d.toml:69:8: dimension.economy.indicator.spending.parts.regular.rule: "
                    "expected a string, found the integer 1"
                )
            ],
        ),
        (
            'admitted_by = ["支出进度"]',
            'rule = "judgement"',
            ["d.toml:54:1: dimension.economy.indicator.spending.rule: rule 和 parts 只能有一个"],
            [
                "d.toml:54:1: dimension.economy.indicator.spending.rule: there can be a rule or parts, not both"
            ],
        ),
        (
            'admitted_by = ["支出进度"]',
            'measure = "progress"',
            [
                (
                    "d.toml:54:1: dimension.economy.indicator.spending.measure: 不认识的键“measure”"
                    "（可用：id、title、marks、clause、title_en、group、statements、no_rate、passages、admitted_by、better、"
                    "rule、parts、then）"
                )
            ],
            [
                (
                    "d.toml:54:1: dimension.economy.indicator.spending.measure: unknown key “measure” "
                    "(allowed: id, title, marks, clause, title_en, group, statements, no_rate, passages, admitted_by, better, "
                    "rule, parts, then)"
                )
            ],
        ),
        (
            "at_most = 8",
            "at_most = 8\n[[adjustmint]]",
            [
                (
                    "d.toml:85:3: adjustmint: 不认识的键“adjustmint”，是不是“adjustment”？"
                    "（可用：rubric、grade、fact、measure、dimension、adjustment、example）"
                )
            ],
            [
                (
                    "d.toml:85:3: adjustmint: unknown key “adjustmint”; did you mean “adjustment”? "
                    "(allowed: rubric, grade, fact, measure, dimension, adjustment, example)"
                )
            ],
        ),
    ],
)
def test_each_fault_has_its_place(
    small: str,
    problems: Problems,
    rules: Mapping[str, type[Rule]],
    old: str,
    new: str,
    zh: list[str] | None,
    en: list[str],
) -> None:
    text = _changed(small, old, new)
    names = sorted(rules)
    if zh is not None:
        assert problems(text) == [line.replace("{rules}", "、".join(names)) for line in zh]
    assert problems(text, Lang.EN) == [line.replace("{rules}", ", ".join(names)) for line in en]


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        (
            '{ to = "100%", marks = 2 }',
            '{ to = "100%", marks = 5 }',
            ["d.toml:30:64: dimension.economy.indicator.travel.bands[2].marks: "],
        ),
        (
            '{ to = "100%", marks = 2 }',
            '{ from = "95%", to = "100%", marks = 2 }',
            ["d.toml:30:41: dimension.economy.indicator.travel.bands[2]: "],
        ),
        (
            '{ measure = "answer_rate", from = "100%" }',
            '{ measure = "answer_rate" }',
            ["d.toml:41:54: dimension.economy.indicator.petitions.items.answered.any[1]: "],
        ),
        (
            "lose = 0.5",
            "lose = 0",
            ["d.toml:73:8: dimension.economy.indicator.spending.then[1].lose: "],
        ),
    ],
)
def test_what_a_rule_says_of_its_own_numbers_has_its_place(
    old: str, new: str, places: list[str], small: str, problems: Problems
) -> None:
    for lang in Lang:
        lines = problems(_changed(small, old, new), lang)
        assert [line.startswith(place) for line, place in zip(lines, places, strict=True)] == [True]


def test_a_broken_part_hides_no_other_fault(small: str, problems: Problems) -> None:
    text = small
    for old, new in [
        ("total = 10", "total = 12"),
        ('id = "economy"', "id = 3"),
        ('measure = "travel_control"', 'measure = "travel"'),
        ('clause = "低于 90% 得 3 分，超过 100% 不得分。"\n', ""),
        ('any = ["channel_open"]', 'any = ["channel"]'),
        ('passages = ["信访"]', 'passages = "信访"'),
        ("lose = 0.5", "loose = 0.5"),
        ('none_if = ["no_cases"]', 'none_if = ["none"]'),
    ]:
        text = _changed(text, old, new)
    places = [line.split(": ")[:2] for line in problems(text, Lang.EN)]
    assert places == [
        ["d.toml:7:9", "rubric.total"],
        ["d.toml:19:6", "dimension[1].id"],
        ["d.toml:23:1", "dimension[1].indicator.travel"],
        ["d.toml:28:11", "dimension[1].indicator.travel.measure"],
        ["d.toml:36:12", "dimension[1].indicator.petitions.passages"],
        ["d.toml:39:75", "dimension[1].indicator.petitions.items.channel.any[1]"],
        ["d.toml:70:1", "dimension[1].indicator.spending.then[1]"],
        ["d.toml:72:1", "dimension[1].indicator.spending.then[1].loose"],
        ["d.toml:74:12", "dimension[1].indicator.spending.then[1].none_if[1]"],
    ]


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (
            "",
            ["d.toml:1:1: 缺少表 [rubric]", "d.toml:1:1: 缺少 [[dimension]]"],
            ["d.toml:1:1: the table [rubric] is missing", "d.toml:1:1: there is no [[dimension]]"],
        ),
        (
            "rubric = 1\ndimension = 2\ngrade = [3]\n",
            [
                "d.toml:1:10: rubric: 应为表，这里是整数 1",
                "d.toml:2:13: dimension: 应为表的数组（可用：[[dimension]]）",
                "d.toml:3:10: grade[1]: 应为表，这里是整数 3",
            ],
            [
                "d.toml:1:10: rubric: expected a table, found the integer 1",
                "d.toml:2:13: dimension: expected an array of tables (allowed: [[dimension]])",
                "d.toml:3:10: grade[1]: expected a table, found the integer 3",
            ],
        ),
    ],
)
def test_a_file_that_is_no_rubric_at_all(text: str, zh: list[str], en: list[str], problems: Problems) -> None:
    assert problems(text) == zh
    assert problems(text, Lang.EN) == en


def test_a_dimension_without_indicators(small: str, problems: Problems) -> None:
    text = small[: small.index("[[dimension.indicator]]")]
    assert problems(text) == ["d.toml:18:1: dimension.economy: 缺少 [[dimension.indicator]]"]
    assert problems(_changed(text, "marks = 10", "marks = 10\nindicator = {}")) == [
        "d.toml:22:13: dimension.economy.indicator: 应为表的数组（可用：[[dimension.indicator]]）"
    ]


def test_a_file_that_is_not_toml(rules: Mapping[str, type[Rule]]) -> None:
    with pytest.raises(TomlError) as raised:
        load_rubric(b"[rubric", "d.toml", rules, {})
    assert str(raised.value) == "d.toml:1:8: not valid TOML: expected ']' at the end of a table declaration"


def test_many_known_ids_are_not_all_listed(
    small: str, rules: Mapping[str, type[Rule]], known: Mapping[str, Unit]
) -> None:
    more = {**known, **{f"other_{number}": Unit.MONEY for number in range(50)}}
    text = _changed(small, 'measure = "travel_control"', 'measure = "travel_contrl"')
    with pytest.raises(Exception, match="travel_contrl") as raised:
        load_rubric(text.encode(), "d.toml", rules, more)
    assert str(raised.value) == (
        "d.toml:29:11: dimension.economy.indicator.travel.measure: there is no measure or fact “travel_contrl”; "
        "did you mean “travel_control”? (allowed: travel_control, channel_open)"
    )


def test_empty_lists_of_parts_and_items(small: str, problems: Problems) -> None:
    start, end = small.index("items = ["), small.index('\n[[dimension.indicator]]\nid = "spending"')
    assert problems(small[:start] + "items = []\n" + small[end:])[0] == (
        "d.toml:32:1: dimension.economy.indicator.petitions: 缺少 [[dimension.indicator.items]]"
    )
    start, end = small.index("[[dimension.indicator.parts]]"), small.index("[[dimension.indicator.then]]")
    assert problems(small[:start] + "parts = []\n" + small[end:]) == [
        "d.toml:45:1: dimension.economy.indicator.spending: 缺少 [[dimension.indicator.parts]]"
    ]


_VALUES = [
    "1",
    "-1",
    "true",
    "nan",
    '""',
    '"x"',
    '"90%"',
    "[]",
    "{}",
    "[1]",
    '[{ id = "x" }]',
    "2031-01-01",
    '["x", 2]',
]


@given(data=st.data())
def test_whatever_is_changed_there_is_a_rubric_or_a_list_of_problems(
    data: st.DataObject, small: str, known: Mapping[str, Unit], rules: Mapping[str, type[Rule]]
) -> None:
    lines = small.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        key = lines[place].split(" = ")[0]
        change = data.draw(st.sampled_from(["drop", "value", "key", "repeat"]))
        if change == "drop":
            lines[place] = ""
        elif change == "value":
            lines[place] = f"{key} = {data.draw(st.sampled_from(_VALUES))}"
        elif change == "key":
            lines[place] = lines[place].replace(
                key, data.draw(st.sampled_from(["rule", "then", "parts", "items", "x"]))
            )
        else:
            lines.insert(place, lines[place])
    total = found = None
    try:
        rubric = load_rubric("\n".join(lines).encode(), "d.toml", rules, known)
        total, found = rubric.total, sum(dimension.marks for dimension in rubric.dimensions)
    except InputError as error:
        places = [(problem.where, problem.line is not None) for problem in error.problems]
    else:
        places = [("d.toml", True)]
    assert total == found
    assert set(places) == {("d.toml", True)}


def test_a_checklist_cannot_act_on_what_remains(small: str, problems: Problems) -> None:
    text = small.replace(
        'rule = "violations"\nlose = 0.5\ncount = "cases"\nnone_if = ["no_cases"]\n',
        'rule = "checklist"\nitems = [{ id = "one", title = "一", marks = 1, any = ["no_cases"] }]\n',
    )
    (line,) = problems(text)
    assert line == (
        "d.toml:72:8: dimension.economy.indicator.spending.then[1].rule: "
        "then 不能用 checklist（可用：分数整体的计分规则，如 violations）"
    )
