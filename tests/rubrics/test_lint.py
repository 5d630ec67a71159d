"""Rubrics that load and still are doubtful."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from evalkit.facts.unit import Unit
from evalkit.facts.wording import Wording
from evalkit.measures.measure import Measure
from evalkit.messages import Lang
from evalkit.rubrics.lint import lint
from evalkit.rubrics.rubric import Rubric

Load = Callable[[str], Rubric]


def _measure(id: str, function: Callable[..., Decimal], *parameters: str) -> Measure:
    return Measure(
        id=id,
        title=id,
        title_en=id,
        function=function,
        parameters=dict.fromkeys(parameters, Unit.MONEY),
        unit=Unit.RATIO,
        claimed_as=None,
        dimension="test",
    )


def _share(budget: Decimal) -> Decimal:
    return budget / budget


def _control(actual: Decimal, budget: Decimal) -> Decimal:
    return actual / budget


def _broken(progress: Decimal) -> Decimal:
    raise RuntimeError(progress)


MEASURES: Mapping[str, Measure] = {
    "travel_control": _measure("travel_control", _control, "actual", "budget"),
    "answer_rate": _measure("answer_rate", _broken, "progress"),
    "progress": _measure("progress", _share, "budget"),
}


def _lint(load: Load, text: str, lang: Lang = Lang.ZH) -> list[str]:
    return [problem.text(lang) for problem in lint(load(text), text.encode(), "d.toml", MEASURES)]


def _changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


RESCALED = ("total = 10", 'total = 10\nnot_applicable = "rescale"')


def test_marks_left_out_while_grades_are_given(small: str, load: Load) -> None:
    assert _lint(load, small) == [
        (
            "d.toml:1:1: rubric.not_applicable: 差旅费控制率可能不适用，其分值不折算而等级照给，得分会偏低"
            '（可用：not_applicable = "rescale"，或为这些指标写 no_rate = "full"）'
        )
    ]
    assert _lint(load, small, Lang.EN) == [
        (
            "d.toml:1:1: rubric.not_applicable: 差旅费控制率 may not apply; their marks are left out unrescaled "
            "while grades are given, which makes totals too low "
            '(allowed: not_applicable = "rescale", or no_rate = "full" for these indicators)'
        )
    ]


@pytest.mark.parametrize(
    "change",
    [
        RESCALED,
        ('measure = "travel_control"', 'measure = "travel_control"\nno_rate = "full"'),
        ('[[grade]]\ntitle = "优"\nfrom = 9\n\n[[grade]]\ntitle = "差"\nfrom = 0\n', ""),
        ('measure = "travel_control"', 'measure = "cases"'),
    ],
    ids=["rescaled", "full marks", "no grades", "a fact"],
)
def test_marks_that_are_not_left_out(change: tuple[str, str], small: str, load: Load) -> None:
    assert _lint(load, _changed(small, change)) == []


def test_a_part_takes_over_what_its_indicator_says_of_no_rate(small: str, load: Load) -> None:
    text = _changed(
        small,
        ('rule = "proportional"\nmeasure = "progress"', 'rule = "proportional"\nmeasure = "travel_control"'),
    )
    assert [line.split("可能")[0] for line in _lint(load, text)] == [
        "d.toml:1:1: rubric.not_applicable: 差旅费控制率"
    ]
    text = _changed(text, ('no_rate = "full"\n', ""))
    assert [line.split("可能")[0] for line in _lint(load, text)] == [
        "d.toml:1:1: rubric.not_applicable: 差旅费控制率、支出"
    ]


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (
            ("from = 0\n", "from = 6\n"),
            "d.toml:17:8: grade[2].from: 低于 6 分的没有等级（可用：0）",
            "d.toml:17:8: grade[2].from: totals below 6 have no grade (allowed: 0)",
        ),
        (
            ("from = 9\n", "from = 10.5\n"),
            "d.toml:13:8: grade[1].from: 总分只有 10 分，达不到“优”",
            "d.toml:13:8: grade[1].from: nobody can reach “优”: the total is 10",
        ),
        (
            (
                '8 分。"\nrests_on = "progress"\nbelow = "80%"\nat_most = 8',
                '10 分。"\nrests_on = "progress"\nbelow = "80%"\nat_most = 10',
            ),
            "d.toml:85:11: adjustment.slow.at_most: 总分 10 分，这个上限不起作用",
            "d.toml:85:11: adjustment.slow.at_most: this cap changes nothing: the total is 10",
        ),
        (
            ('{ to = "100%", marks = 2 }', '{ to = "100%", marks = 2 }, { to = "110%", marks = 2 }'),
            "d.toml:31:69: dimension.economy.indicator.travel.bands[3]: 这一档与上一档得分相同，可以合并",
            (
                "d.toml:31:69: dimension.economy.indicator.travel.bands[3]: "
                "this band gives what the one before gives: they can be one"
            ),
        ),
        (
            ('admitted_by = ["支出进度"]', 'admitted_by = ["支出进度", "支"]'),
            "d.toml:55:24: dimension.economy.indicator.spending.admitted_by[2]: “支”太短，到处都会出现",
            (
                "d.toml:55:24: dimension.economy.indicator.spending.admitted_by[2]: "
                "“支” is so short that it stands everywhere"
            ),
        ),
        (
            ('passages = ["规范"]\n', ""),
            (
                "d.toml:65:1: dimension.economy.indicator.spending.parts.regular: "
                "要由人评判，却没有写 passages，评价人员看不到报告中的相关段落"
            ),
            (
                "d.toml:65:1: dimension.economy.indicator.spending.parts.regular: "
                "an evaluator decides this, but without passages none of the report is shown for it"
            ),
        ),
    ],
)
def test_doubtful_things(change: tuple[str, str], zh: str, en: str, small: str, load: Load) -> None:
    text = _changed(small, RESCALED, change)
    assert _lint(load, text) == [zh]
    assert _lint(load, text, Lang.EN) == [en]


def test_passages_of_the_row_above_do_for_its_items(small: str, load: Load) -> None:
    text = _changed(small, RESCALED, (', passages = ["回访"]', ""))
    assert _lint(load, text) == []
    assert _lint(load, _changed(text, ('passages = ["信访"]\n', ""))) == [
        (
            "d.toml:42:3: dimension.economy.indicator.petitions.items.visited: "
            "要由人评判，却没有写 passages，评价人员看不到报告中的相关段落"
        )
    ]


def test_a_bonus_may_lift_a_total_to_a_grade_above_it(small: str, load: Load) -> None:
    text = _changed(
        small,
        RESCALED,
        ("from = 9\n", "from = 10.5\n"),
        ('kind = "cap"', 'kind = "bonus"'),
        ('below = "80%"\nat_most = 8', "each = 1\nat_most = 2"),
        ("进度低于 80% 的，总分不超过 8 分。", "每项加 1 分，最多 2 分。"),
    )
    assert _lint(load, text) == []


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (
            ('{ to = "100%", marks = 2 }', "{ to = 100, marks = 2 }"),
            (
                "d.toml:31:48: dimension.economy.indicator.travel.bands[2].to: "
                '“travel_control”是比率，1 表示 100%，100 就是 10000%（可用：若指百分之几，写 "100%"）'
            ),
            (
                "d.toml:31:48: dimension.economy.indicator.travel.bands[2].to: "
                "“travel_control” is a ratio where 1 is 100 %, so 100 means 10000 % "
                '(allowed: for per cent write "100%")'
            ),
        ),
        (
            ('{ measure = "answer_rate", from = "100%" }', '{ measure = "answer_rate", from = 95 }'),
            (
                "d.toml:42:88: dimension.economy.indicator.petitions.items.answered.any[1].from: "
                '“answer_rate”是比率，1 表示 100%，95 就是 9500%（可用：若指百分之几，写 "95%"）'
            ),
            None,
        ),
        (
            ('measure = "travel_control"', 'better = "higher"\nmeasure = "travel_control"'),
            (
                "d.toml:30:10: dimension.economy.indicator.travel.better: "
                "写的是越高越好，而计分规则是越低越好"
            ),
            (
                "d.toml:30:10: dimension.economy.indicator.travel.better: "
                "this says higher is better, but by the rule lower is better"
            ),
        ),
        (
            ("[[adjustment]]", '[[dimension.indicator.then]]\nrule = "proportional"\nmeasure = "answer_rate"\n\n[[adjustment]]'),
            (
                "d.toml:78:1: dimension.economy.indicator.spending.then[2]: "
                "与上一条规则的先后会改变得分，按所写顺序执行"
            ),
            None,
        ),
    ],
)  # fmt: skip
def test_doubtful_values(change: tuple[str, str], zh: str, en: str | None, small: str, load: Load) -> None:
    text = _changed(small, RESCALED, change)
    assert _lint(load, text) == [zh]
    if en is not None:
        assert _lint(load, text, Lang.EN) == [en]


def test_rules_that_take_so_much_a_case_may_stand_in_any_order(small: str, load: Load) -> None:
    more = '[[dimension.indicator.then]]\nrule = "violations"\nlose = 1\ncount = "cases"\n\n[[adjustment]]'
    text = _changed(small, RESCALED, ("[[adjustment]]", more))
    assert _lint(load, text) == []


def test_a_declared_direction_that_the_rule_keeps_is_no_doubt(small: str, load: Load) -> None:
    text = _changed(
        small, RESCALED, ('measure = "travel_control"', 'better = "lower"\nmeasure = "travel_control"')
    )
    assert _lint(load, text) == []


def test_facts_that_nothing_can_extract(small: str, load: Load) -> None:
    wordings = {
        "cases": Wording(id="cases", title="个案", unit="count", subject="case"),
        "channel_open": Wording(id="channel_open", title="渠道", unit="yes_no"),
        "actual": Wording(id="actual", title="支出", unit="money"),
        "budget": Wording(id="budget", title="预算", unit="money", subject="travel"),
    }
    text = _changed(small, RESCALED)
    found = lint(load(text), text.encode(), "d.toml", MEASURES, wordings)
    assert [problem.text(Lang.ZH) for problem in found] == [
        (
            "d.toml:24:1: dimension.economy.indicator.travel: "
            "没有一种表述能从报告中找出事实“actual”，只能由人补充"
        ),
        (
            "d.toml:41:3: dimension.economy.indicator.petitions.items.channel: "
            "没有一种表述能从报告中找出事实“channel_open”，只能由人补充"
        ),
    ]
    assert {problem.code for problem in found} == {"never-found"}
