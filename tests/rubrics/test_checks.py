"""Ids, sums of marks, grades, years and adjustments must hold together."""

from collections.abc import Callable

import pytest

from evalkit.messages import Lang
from evalkit.rubrics.rubric import Rubric

Problems = Callable[..., list[str]]


def _changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        (
            [('id = "travel"', 'id = "petitions"')],
            ["d.toml:33:6: dimension.economy.indicator.petitions.id: 编号“petitions”已在第 24 行用过"],
            [
                (
                    "d.toml:33:6: dimension.economy.indicator.petitions.id: "
                    "the id “petitions” is already used in line 24"
                )
            ],
        ),
        (
            [('id = "slow"', 'id = "travel"')],
            ["d.toml:79:6: adjustment.travel.id: 编号“travel”已在第 24 行用过"],
            ["d.toml:79:6: adjustment.travel.id: the id “travel” is already used in line 24"],
        ),
        (
            [('id = "regular"', 'id = "progress"')],
            [
                "d.toml:65:6: dimension.economy.indicator.spending.parts.progress.id: 编号“progress”已在第 57 行用过"
            ],
            [
                (
                    "d.toml:65:6: dimension.economy.indicator.spending.parts.progress.id: "
                    "the id “progress” is already used in line 57"
                )
            ],
        ),
        (
            [('id = "visited"', 'id = "channel"')],
            [
                "d.toml:42:10: dimension.economy.indicator.petitions.items.channel.id: 编号“channel”已在第 40 行用过"
            ],
            [
                (
                    "d.toml:42:10: dimension.economy.indicator.petitions.items.channel.id: "
                    "the id “channel” is already used in line 40"
                )
            ],
        ),
        (
            [('id = "regular"', 'id = "then2"')],
            [
                (
                    "d.toml:65:6: dimension.economy.indicator.spending.parts.then2.id: "
                    "部分不能叫“then2”：评判用它指称后续规则"
                )
            ],
            [
                (
                    "d.toml:65:6: dimension.economy.indicator.spending.parts.then2.id: "
                    "a part cannot be called “then2”: judgements call the rules that follow so"
                )
            ],
        ),
        (
            [('id = "visited"', 'id = "回访"')],
            [
                (
                    "d.toml:42:10: dimension.economy.indicator.petitions.items.回访.id: “回访”不能作编号"
                    "（可用：小写英文字母开头，只含小写英文字母、数字和下划线）"
                )
            ],
            [
                (
                    "d.toml:42:10: dimension.economy.indicator.petitions.items.回访.id: “回访” cannot be an id "
                    "(allowed: lower-case ASCII letters, digits and underscores, a letter first)"
                )
            ],
        ),
        (
            [('id = "travel"', 'id = "Travel"')],
            [
                (
                    "d.toml:24:6: dimension.economy.indicator.Travel.id: “Travel”不能作编号"
                    "（可用：小写英文字母开头，只含小写英文字母、数字和下划线）"
                )
            ],
            [
                (
                    "d.toml:24:6: dimension.economy.indicator.Travel.id: “Travel” cannot be an id "
                    "(allowed: lower-case ASCII letters, digits and underscores, a letter first)"
                )
            ],
        ),
        (
            [('id = "district"', 'id = "某区"')],
            ["d.toml:2:6: rubric.id: “某区”不能作编号（可用：小写英文字母和数字，词间用“-”或“_”）"],
            [
                (
                    "d.toml:2:6: rubric.id: “某区” cannot be an id "
                    "(allowed: lower-case ASCII letters and digits, - or _ between the words)"
                )
            ],
        ),
    ],
)
def test_ids(
    changes: list[tuple[str, str]], zh: list[str], en: list[str], small: str, problems: Problems
) -> None:
    assert problems(_changed(small, *changes)) == zh
    assert problems(_changed(small, *changes), Lang.EN) == en


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        (
            [("total = 10", "total = 12")],
            ["d.toml:7:9: rubric.total: 各维度的分值合计 10，这里写的是 12"],
            ["d.toml:7:9: rubric.total: the dimensions add up to 10 marks, but this says 12"],
        ),
        (
            [("total = 10", "total = 9.5"), ("marks = 10", "marks = 9.5")],
            ["d.toml:21:9: dimension.economy.marks: 各指标的分值合计 10，这里写的是 9.5"],
            ["d.toml:21:9: dimension.economy.marks: the indicators add up to 10 marks, but this says 9.5"],
        ),
        (
            [('id = "regular"\ntitle = "规范"\nmarks = 1', 'id = "regular"\ntitle = "规范"\nmarks = 0.25')],
            ["d.toml:50:9: dimension.economy.indicator.spending.marks: 各部分的分值合计 3.25，这里写的是 4"],
            [
                (
                    "d.toml:50:9: dimension.economy.indicator.spending.marks: "
                    "the parts add up to 3.25 marks, but this says 4"
                )
            ],
        ),
        (
            [('title = "回访", marks = 1', 'title = "回访", marks = 2')],
            ["d.toml:35:9: dimension.economy.indicator.petitions.marks: 各要点的分值合计 4，这里写的是 3"],
            [
                "d.toml:35:9: dimension.economy.indicator.petitions.marks: the items add up to 4 marks, but this says 3"
            ],
        ),
        (
            [("total = 10", "total = 0")],
            ["d.toml:7:9: rubric.total: 分值不能是 0（可用：大于 0，不超过 1000000）"],
            [
                "d.toml:7:9: rubric.total: 0 cannot be an amount of marks (allowed: above 0 and at most 1000000)"
            ],
        ),
        (
            [("total = 10", "total = 10.00000000001")],
            ["d.toml:7:9: rubric.total: 分值 10.00000000001 的小数位太多（可用：最多 10 位小数）"],
            [
                (
                    "d.toml:7:9: rubric.total: the marks 10.00000000001 have too many decimal places "
                    "(allowed: at most 10 decimal places)"
                )
            ],
        ),
    ],
)
def test_marks_add_up(
    changes: list[tuple[str, str]], zh: list[str], en: list[str], small: str, problems: Problems
) -> None:
    assert problems(_changed(small, *changes)) == zh
    assert problems(_changed(small, *changes), Lang.EN) == en


def test_marks_written_as_text_add_up_exactly(small: str, load: Callable[[str], object]) -> None:
    text = _changed(
        small,
        ("total = 10", 'total = "10.0"'),
        ('title = "渠道", title_en = "Channel", marks = 1', 'title = "渠道", marks = "1.00"'),
    )
    assert load(text) is not None


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        (
            [("from = 0\n", "from = 9\n")],
            ["d.toml:16:8: grade[2].from: 等级应从高到低排列：9 不低于上一等级的 9"],
            [
                "d.toml:16:8: grade[2].from: grades go from high to low: 9 is not below the 9 of the grade before"
            ],
        ),
        (
            [("from = 0\n", "from = 9.5\n")],
            ["d.toml:16:8: grade[2].from: 等级应从高到低排列：9.5 不低于上一等级的 9"],
            [
                "d.toml:16:8: grade[2].from: grades go from high to low: 9.5 is not below the 9 of the grade before"
            ],
        ),
        (
            [('title = "差"\n', 'title = "优"\n')],
            ["d.toml:15:9: grade[2].title: 等级“优”已在第 11 行出现"],
            ["d.toml:15:9: grade[2].title: the grade “优” is already given in line 11"],
        ),
        (
            [("from = 2031, to = 2033", "from = 2033, to = 2031")],
            ["d.toml:8:59: rubric.applies_to.years.to: 年度颠倒：从 2033 到 2031"],
            ["d.toml:8:59: rubric.applies_to.years.to: the years are reversed: from 2033 to 2031"],
        ),
    ],
)
def test_grades_and_years(
    changes: list[tuple[str, str]], zh: list[str], en: list[str], small: str, problems: Problems
) -> None:
    assert problems(_changed(small, *changes)) == zh
    assert problems(_changed(small, *changes), Lang.EN) == en


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        (
            [("at_most = 8\n", "")],
            ["d.toml:77:1: adjustment.slow: “cap”缺少键“at_most”"],
            ["d.toml:77:1: adjustment.slow: a cap needs the key “at_most”"],
        ),
        (
            [('below = "80%"\n', "")],
            ["d.toml:82:12: adjustment.slow.rests_on: “progress”是数，还要写 below"],
            ["d.toml:82:12: adjustment.slow.rests_on: “progress” is a number, so below is needed"],
        ),
        (
            [('kind = "cap"', 'kind = "bonus"')],
            [
                "d.toml:82:12: adjustment.slow.rests_on: “progress”是数，还要写 each",
                "d.toml:83:9: adjustment.slow.below: “bonus”不用键“below”（可用：rests_on、each、at_least、at_most）",
            ],
            [
                "d.toml:82:12: adjustment.slow.rests_on: “progress” is a number, so each is needed",
                (
                    "d.toml:83:9: adjustment.slow.below: a bonus has no use for the key “below” "
                    "(allowed: rests_on, each, at_least, at_most)"
                ),
            ],
        ),
        (
            [
                ('kind = "cap"', 'kind = "rounding"'),
                ('rests_on = "progress"\nbelow = "80%"\nat_most = 8\n', "places = 11\n"),
            ],
            ["d.toml:82:10: adjustment.slow.places: 小数位数不能是 11（可用：0 到 10）"],
            ["d.toml:82:10: adjustment.slow.places: 11 is no number of decimal places (allowed: 0 to 10)"],
        ),
        (
            [('rests_on = "progress"', 'rests_on = "department"')],
            ["d.toml:82:12: adjustment.slow.rests_on: “department”不是数，也不是“是否”类事实"],
            ["d.toml:82:12: adjustment.slow.rests_on: “department” is neither a number nor a yes/no fact"],
        ),
        (
            [('kind = "cap"', 'kind = "penalty"'), ('below = "80%"', "at_least = 9\neach = 1")],
            [
                "d.toml:82:12: adjustment.slow.rests_on: 有 at_least 时由评价员定分，“progress”应是“是否”类事实",
                "d.toml:83:12: adjustment.slow.at_least: at_least 与 each 只能写一个",
                "d.toml:83:12: adjustment.slow.at_least: at_least 大于 at_most（可用：不超过 8）",
            ],
            [
                (
                    "d.toml:82:12: adjustment.slow.rests_on: with at_least an evaluator sets the marks, "
                    "and “progress” has to be a yes/no fact"
                ),
                "d.toml:83:12: adjustment.slow.at_least: at_least and each exclude each other",
                "d.toml:83:12: adjustment.slow.at_least: at_least is more than at_most (allowed: at most 8)",
            ],
        ),
        (
            [('kind = "cap"', 'kind = "veto"'), ('below = "80%"\nat_most = 8', "at_least = 1")],
            ["d.toml:83:12: adjustment.slow.at_least: “veto”不用键“at_least”（可用：rests_on）"],
            [
                "d.toml:83:12: adjustment.slow.at_least: a veto has no use for the key “at_least” (allowed: rests_on)"
            ],
        ),
    ],
)
def test_adjustments(
    changes: list[tuple[str, str]], zh: list[str], en: list[str], small: str, problems: Problems
) -> None:
    assert problems(_changed(small, *changes)) == zh
    assert problems(_changed(small, *changes), Lang.EN) == en


@pytest.mark.parametrize(
    "changes",
    [
        [
            ('kind = "cap"', 'kind = "veto"'),
            ('rests_on = "progress"\nbelow = "80%"\nat_most = 8\n', 'rests_on = "no_cases"\n'),
        ],
        [('rests_on = "progress"\nbelow = "80%"\n', 'rests_on = "cases"\n')],
        [('rests_on = "progress"\nbelow = "80%"\n', "")],
        [
            ('kind = "cap"', 'kind = "bonus"'),
            ('rests_on = "progress"\nbelow = "80%"\n', 'rests_on = "no_cases"\n'),
        ],
        [('kind = "cap"', 'kind = "penalty"'), ('below = "80%"', "each = 0.5")],
        [('kind = "cap"', 'kind = "rescale"'), ('rests_on = "progress"\nbelow = "80%"\nat_most = 8\n', "")],
        [
            ('kind = "cap"', 'kind = "rounding"'),
            ('rests_on = "progress"\nbelow = "80%"\nat_most = 8\n', "places = 0\n"),
        ],
    ],
    ids=[
        "veto",
        "cap by a count",
        "cap by an evaluator",
        "bonus by a statement",
        "penalty",
        "rescale",
        "rounding",
    ],
)
def test_adjustments_that_are_right(
    changes: list[tuple[str, str]], small: str, load: Callable[[str], Rubric]
) -> None:
    (adjustment,) = load(_changed(small, *changes)).adjustments
    assert adjustment.id == "slow"
