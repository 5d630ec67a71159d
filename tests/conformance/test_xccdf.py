"""The scoring models of XCCDF 1.2 (NISTIR 7275 revision 4, section 7.3) as rubrics.

A benchmark is groups of rules with weights. Rules that pass or are fixed win; those that are not applicable,
not checked, informational or not selected do not count; everything else loses. `default` takes weighted means
group by group, `flat` and `flat-unweighted` add up, `absolute` asks whether everything that counts has won.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from evalkit.documents.document import Document
from evalkit.facts.fact import Basis, Fact, FactSheet
from evalkit.facts.unit import Unit
from evalkit.journey import load, score_sheet
from evalkit.registry import registry_of
from evalkit.rubrics.extending import RubricFile
from evalkit.scoring.scorecard import Scorecard

WON = ("pass", "fixed")
UNCOUNTED = ("notapplicable", "notchecked", "informational", "notselected")
LOST = ("fail", "error", "unknown")
RESULTS = (*WON, *UNCOUNTED, *LOST)

RULE = """\
rule = "cases"
cases = [
  {{ when = {{ fact = "{fact}", one_of = ["pass", "fixed"] }}, marks = {marks} }},
  {{ when = {{ fact = "{fact}", one_of = ["notapplicable", "notchecked", "informational", "notselected"] }}, not_applicable = true }},
  {{ marks = 0 }},
]
"""
HEAD = """\
[rubric]
id = "benchmark"
title = "基准"
version = "1.0.0"
source = "XCCDF 1.2"
standing = "example"
total = {total}
not_applicable = "{not_applicable}"
"""
FACT = """
[[fact]]
id = "{id}"
title = "{id}"
unit = "text"
"""
NO_PLUGINS = registry_of({})


@frozen
class Group:
    """A group of rules: its own weight, and the weight of each rule."""

    weight: int
    rules: tuple[int, ...]


Benchmark = tuple[Group, ...]


def facts_of(groups: Benchmark) -> list[list[str]]:
    """Return the ids of the facts that say how the rules of each group came out."""
    numbers = iter(range(1, 10))
    return [[f"check_{next(numbers)}" for _ in group.rules] for group in groups]


def row(kind: str, id: str, marks: Fraction | int, text: str = "") -> str:
    return f'\n[[{kind}]]\nid = "{id}"\ntitle = "{id}"\nmarks = {marks}\n{text}'


def head(groups: Benchmark, total: int, not_applicable: str) -> str:
    """Return the head of a rubric for `groups`, and the facts that say how their rules came out."""
    ids = [id for ids in facts_of(groups) for id in ids]
    return HEAD.format(total=total, not_applicable=not_applicable) + "".join(FACT.format(id=id) for id in ids)


def by_default(groups: Benchmark) -> str:
    """Return the rubric of the model `default`: marks of each rule are what its weight comes to of the whole."""
    whole = sum(group.weight for group in groups)
    total = whole * lcm(*(sum(group.rules) for group in groups))
    text = head(groups, total, "rescale_within")
    for number, (group, facts) in enumerate(zip(groups, facts_of(groups), strict=True)):
        marks = total * group.weight // whole
        text += row("dimension", f"group_{number}", marks)
        for weight, fact in zip(group.rules, facts, strict=True):
            own = marks * weight // sum(group.rules)
            clause = 'clause = "通过"\n'
            text += row("dimension.indicator", fact, own, clause + RULE.format(fact=fact, marks=own))
    return text


def flat(groups: Benchmark) -> str:
    """Return the rubric of the model `flat`; of `flat-unweighted`, when every weight is 1."""
    total = sum(sum(group.rules) for group in groups)
    text = head(groups, total, "excluded")
    for number, (group, facts) in enumerate(zip(groups, facts_of(groups), strict=True)):
        text += row("dimension", f"group_{number}", sum(group.rules))
        for weight, fact in zip(group.rules, facts, strict=True):
            clause = 'clause = "通过"\n'
            text += row("dimension.indicator", fact, weight, clause + RULE.format(fact=fact, marks=weight))
    return text


def absolute(groups: Benchmark) -> str:
    """Return the rubric of the model `absolute`: one row that asks for all."""
    ids = [fact for facts in facts_of(groups) for fact in facts]
    allowed = ", ".join(f'"{each}"' for each in (*WON, *UNCOUNTED))
    conditions = ", ".join(f'{{ fact = "{id}", one_of = [{allowed}] }}' for id in ids)
    text = head(groups, 1, "excluded") + row("dimension", "all", 1)
    rule = f'rule = "cases"\ncases = [{{ when = {{ all = [{conditions}] }}, marks = 1 }}, {{ marks = 0 }}]\n'
    return text + row("dimension.indicator", "every", 1, 'clause = "全部通过"\n' + rule)


def scored(text: str, results: Mapping[str, str]) -> Scorecard:
    """Return the scorecard of a rubric for the results of its rules."""
    document = Document("results.txt", "", "0" * 64, blocks=())
    facts = {id: Fact(id, id, Unit.TEXT, value, Basis.FIGURE, ()) for id, value in results.items()}
    sheet = FactSheet("某局", 2031, facts, sha256="0" * 64, documents=(document,))
    return score_sheet(sheet, load(RubricFile("benchmark.toml", text.encode()), NO_PLUGINS), NO_PLUGINS)


def mean(pairs: Sequence[tuple[int, Fraction | None]]) -> Fraction | None:
    """Return the weighted mean of the scores that count; None when none does."""
    counted = [(weight, score) for weight, score in pairs if score is not None]
    whole = sum(weight for weight, _ in counted)
    return Fraction(sum(weight * score for weight, score in counted)) / whole if whole else None


def score(result: str) -> Fraction | None:
    return None if result in UNCOUNTED else Fraction(result in WON)


results = st.lists(st.sampled_from(RESULTS), min_size=9, max_size=9)
benchmarks = st.lists(
    st.builds(Group, st.integers(1, 5), st.lists(st.integers(1, 6), min_size=1, max_size=3).map(tuple)),
    min_size=1,
    max_size=3,
).map(tuple)


@given(benchmarks, results)
def test_default_takes_means_group_by_group(groups: Benchmark, came: list[str]) -> None:
    facts = facts_of(groups)
    by_fact = dict(zip([id for ids in facts for id in ids], came, strict=False))
    card = scored(by_default(groups), by_fact)
    inner = [
        mean([(weight, score(by_fact[id])) for weight, id in zip(group.rules, ids, strict=True)])
        for group, ids in zip(groups, facts, strict=True)
    ]
    expected = mean([(group.weight, each) for group, each in zip(groups, inner, strict=True)]) or Fraction(0)
    assert card.low == card.high
    assert abs(Fraction(card.awarded) / Fraction(card.marks) - expected) < Fraction(1, 10**9)


@given(benchmarks, results, st.booleans())
def test_flat_adds_the_weights_of_what_won_and_of_what_counts(
    groups: Benchmark, came: list[str], weighted: bool
) -> None:
    own = groups if weighted else tuple(Group(1, (1,) * len(group.rules)) for group in groups)
    ids = [id for ids in facts_of(own) for id in ids]
    by_fact = dict(zip(ids, came, strict=False))
    weights = dict(zip(ids, [weight for group in own for weight in group.rules], strict=True))
    card = scored(flat(own), by_fact)
    assert card.awarded == sum(weights[id] for id in ids if by_fact[id] in WON)
    assert card.marks == sum(weights[id] for id in ids if by_fact[id] not in UNCOUNTED)


@given(benchmarks, results)
def test_absolute_asks_for_everything_that_counts(groups: Benchmark, came: list[str]) -> None:
    ids = [id for ids in facts_of(groups) for id in ids]
    by_fact = dict(zip(ids, came, strict=False))
    card = scored(absolute(groups), by_fact)
    assert card.awarded == all(by_fact[id] not in LOST for id in ids)


THREE = (Group(1, (1,)), Group(1, (1,)), Group(1, (1,)))
HEAVY = (Group(1, (1,)), Group(1, (1,)), Group(1, (10,)))


@pytest.mark.parametrize(
    ("groups", "came", "awarded", "most"),
    [
        (THREE[:2], ("pass", "pass"), 2, 2),
        (THREE, ("pass", "pass", "fail"), 2, 3),
        (THREE[:1], ("fail",), 0, 1),
        (HEAVY, ("pass", "fail", "fail"), 1, 12),
    ],
)
def test_flat_as_the_tests_of_inspec_tools_expect(
    groups: Benchmark, came: tuple[str, ...], awarded: int, most: int
) -> None:
    """The figures are those of the unit tests of the scores in mitre/inspec_tools."""
    ids = [id for ids in facts_of(groups) for id in ids]
    card = scored(flat(groups), dict(zip(ids, came, strict=True)))
    assert (int(card.awarded), int(card.marks)) == (awarded, most)


def test_default_as_the_tests_of_inspec_tools_expect() -> None:
    card = scored(by_default(THREE), {"check_1": "pass", "check_2": "pass", "check_3": "fail"})
    assert round(float(card.awarded / card.marks * 100), 2) == 66.67
