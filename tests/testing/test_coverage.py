"""What no example exercises, named with its place."""

from collections.abc import Callable
from pathlib import Path

from evalkit.messages import Lang
from evalkit.offers import find_rubric_file
from evalkit.registry import Registry
from evalkit.testing.coverage import coverage_of
from evalkit.testing.running import load_suite

Written = Callable[..., str]

ACTS = """
[[dimension.indicator.then]]
rule = "violations"
count = "audit_problems"
lose = 0.5

[[adjustment]]
kind = "veto"
id = "fraud"
title = "弄虚作假"
clause = "弄虚作假的，总分为零。"
"""

ALL = """
[[example]]
title = "全部得分"
facts = { three_public_actual = "85.00万元", three_public_budget = "100.00万元", petition_channel_open = true }
judgements = { "petitions.content" = 1 }
expect = { total = 6 }

[[example]]
title = "恰好九成，没有渠道"
facts = { three_public_actual = "90.00万元", three_public_budget = "100.00万元", petition_channel_open = false }
expect = { cars = 2 }

[[example]]
title = "超过预算"
facts = { three_public_actual = "101.00万元", three_public_budget = "100.00万元" }
expect = { cars = 0 }
"""


def gaps(name: str, registry: Registry) -> tuple[int, list[str]]:
    coverage = coverage_of(load_suite(find_rubric_file(name, registry), registry), registry)
    return coverage.whole, [
        f"{each.line}:{each.path.split('indicator.')[-1]}: {each.message.text(Lang.ZH)}"
        for each in coverage.gaps
    ]


def test_without_examples_everything_is_named(written: Written, registry: Registry) -> None:
    assert gaps(written(""), registry) == (
        6,
        [
            "22:cars.bands[1]: 没有示例落在“低于 90%”",
            "23:cars.bands[2]: 没有示例落在“不低于 90%、不超过 100%”",
            "24:cars.bands[3]: 没有示例落在“高于 100%”",
            "34:petitions.items.channel: 没有示例在这一项得满分",
            "34:petitions.items.channel: 没有示例在这一项失分",
            "35:petitions.items.content: 没有示例评判这一项",
        ],
    )


BANDS = """\
rule = "bands"
measure = "three_public_control"
bands = [
  { below = "90%", marks = 4 },
  { to = "100%", marks = 2 },
  { marks = 0 },
]
"""
CASES = """\
rule = "cases"
cases = [
  { when = { all = [{ measure = "three_public_control", below = "90%" }, "petition_channel_open"] }, marks = 4 },
  { measure = "three_public_control", to = "100%", marks = 2 },
  { measure = "three_public_control", above = "100%", marks = 0 },
  { marks = 0 },
]
"""


def test_every_case_that_can_decide_is_named_until_an_example_is_in_it(
    written: Written, registry: Registry
) -> None:
    path = Path(written(ALL))
    one = ALL[: ALL.index("[[example]]", 20)]
    text = path.read_text("utf-8")
    assert text.count(BANDS) == 1
    # The last case takes the rest, of which there is none.
    path.write_text(text.replace(BANDS, CASES), "utf-8")
    assert gaps(str(path), registry) == (6, [])
    path.write_text(text.replace(BANDS, CASES).replace(ALL, one), "utf-8")
    assert [line for line in gaps(str(path), registry)[1] if "cars" in line] == [
        "22:cars.cases[2]: 没有示例属于这一情形",
        "23:cars.cases[3]: 没有示例属于这一情形",
    ]


def test_a_band_is_exercised_by_a_value_that_lies_in_it(written: Written, registry: Registry) -> None:
    assert gaps(written(ALL), registry) == (6, [])
    one = ALL[: ALL.index("[[example]]", 20)]
    assert gaps(written(one), registry)[1] == [
        "23:cars.bands[2]: 没有示例落在“不低于 90%、不超过 100%”",
        "24:cars.bands[3]: 没有示例落在“高于 100%”",
        "34:petitions.items.channel: 没有示例在这一项失分",
    ]


def test_rules_on_the_rest_and_adjustments_are_named_until_they_act(
    written: Written, registry: Registry
) -> None:
    acts = ACTS.replace('count = "audit_problems"\n', "")
    _, found = gaps(written(acts + ALL), registry)
    assert [line.partition(": ")[2] for line in found] == [
        "没有示例使这条后续规则扣分",
        "没有示例使这项总分调整起作用",
    ]
    judged = """
[[example]]
title = "一次违规，弄虚作假"
facts = { petition_channel_open = true }
judgements = { "petitions.content" = 1, "petitions.then" = { count = 1 }, fraud = { count = 1 } }
expect = { total = 0, petitions = 1.5 }
"""
    assert gaps(written(acts + ALL + judged), registry)[1] == []


def test_what_a_rubric_takes_over_is_for_the_examples_of_the_other(
    written: Written, registry: Registry
) -> None:
    written("", name="base.toml")
    own = written(
        "",
        """
[rubric]
id = "own"
extends = "base.toml"
title = "某街道试行标准"
version = "1.0.0"
source = "示例"
standing = "example"

[[dimension]]
id = "economy"

[[dimension.indicator]]
id = "cars"
bands = [ { to = "100%", marks = 4 }, { marks = 0 } ]
""",
        "own.toml",
    )
    suite = load_suite(find_rubric_file(own, registry), registry)
    found = coverage_of(suite, registry)
    assert found.whole == 2
    assert [(gap.where, gap.line) for gap in found.gaps] == [(own, 15)] * 2
