"""What several evaluators judged, put together by report, rubric and item."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.comparing.making import Judged

from evalkit.comparing.units import Evaluation, Scale, Unit, collect
from evalkit.rubrics.rubric import Rubric


def _unit(evaluations: Sequence[Evaluation]) -> Unit:
    (unit,) = collect(evaluations).units
    return unit


def test_a_unit_is_one_item_of_one_report(judged: Judged) -> None:
    found = collect(
        [
            judged("甲", {"tidy.roads": "6", "answers": "8"}),
            judged("乙", {"answers": "2"}),
            judged("乙", {"answers": "4"}, report="b"),
        ]
    )
    told = [
        (each.report[0], each.item.address, [one.evaluator for one in each.ratings]) for each in found.units
    ]
    assert told == [
        ("a", "tidy.roads", ["甲"]),
        ("a", "answers", ["乙", "甲"]),
        ("b", "answers", ["乙"]),
    ]
    assert [each.is_shared for each in found.units] == [False, True, False]


@pytest.mark.parametrize(
    ("address", "one", "other", "scale", "values", "marks"),
    [
        ("tidy.roads", "6", "4.5", Scale.SHARE, ["1", "3/4"], ["6", "4.5"]),
        ("faults", "count 1", "count 3", Scale.COUNT, ["1", "3"], ["2.5", "0"]),
        ("faults", "count 1", "1", Scale.SHARE, ["5/8", "1/4"], ["2.5", "1"]),
        ("answers.then", "count 1", "count 9", Scale.COUNT, ["1", "9"], ["-3", "-8"]),
        ("praise", "count 2", "count 9", Scale.COUNT, ["2", "9"], ["2", "3"]),
        ("praise", "count 2", "1.5", Scale.SHARE, ["2/3", "1/2"], ["2", "1.5"]),
        ("late", "0", "2", Scale.SHARE, ["0", "1"], ["0", "-2"]),
        ("fraud", "count 0", "count 1", Scale.COUNT, ["0", "1"], None),
    ],
)
def test_values_are_shares_or_counts_and_marks_are_what_they_leave(
    judged: Judged,
    address: str,
    one: str,
    other: str,
    scale: Scale,
    values: list[str],
    marks: list[str] | None,
) -> None:
    unit = _unit([judged("甲", {address: one}), judged("丁", {address: other})])
    by_name = {each.evaluator: each for each in unit.ratings}
    ordered = [by_name["甲"], by_name["丁"]]
    assert unit.scale is scale
    assert [each.value for each in ordered] == [Fraction(value) for value in values]
    if marks is None:
        assert [each.marks for each in ordered] == [None, None]
        assert unit.spread is None
    else:
        assert [each.marks for each in ordered] == [Decimal(each) for each in marks]
        assert unit.spread == abs(Decimal(marks[0]) - Decimal(marks[1]))


def test_an_item_names_what_it_stands_in(judged: Judged) -> None:
    unit = _unit([judged("甲", {"tidy.parks": "1"})])
    assert [title.zh for title in unit.item.titles] == ["整洁", "公园"]
    assert (unit.item.indicator, unit.item.dimension, unit.item.full) == ("tidy", "care", Decimal(2))


def test_a_judgement_may_be_by_somebody_else_than_the_rest_of_its_file(
    rubric: Rubric, judged: Judged
) -> None:
    from attrs import evolve

    both = judged("甲", {"answers": "8", "tidy.roads": "1"})
    entries = {
        address: evolve(each, by="丙") if address == "answers" else each
        for address, each in both.judgements.entries.items()
    }
    found = collect([evolve(both, judgements=evolve(both.judgements, entries=entries))])
    assert [each.ratings[0].evaluator for each in found.units] == ["甲", "丙"]


def test_of_two_files_by_one_evaluator_the_later_judgement_of_each_item_counts(judged: Judged) -> None:
    first = judged("甲", {"answers": "8", "tidy.roads": "6"}, file="first.toml")
    second = judged("甲", {"answers": "2"}, at="2031-03-02T08:00:00", file="second.toml")
    found = collect([second, first])
    assert [
        (each.item.address, each.ratings[0].judgement.marks, each.ratings[0].file) for each in found.units
    ] == [
        ("tidy.roads", Decimal(6), "first.toml"),
        ("answers", Decimal(2), "second.toml"),
    ]
    (twice,) = found.twice
    assert (twice.evaluator, twice.files, twice.unsettled) == ("甲", ("first.toml", "second.toml"), ())


def test_of_two_judgements_of_the_same_moment_neither_counts_unless_they_are_alike(judged: Judged) -> None:
    one = judged("甲", {"answers": "8", "tidy.roads": "6"}, file="1.toml")
    other = judged("甲", {"answers": "2", "tidy.roads": "6"}, file="2.toml")
    found = collect([one, other])
    assert [each.item.address for each in found.units] == ["tidy.roads"]
    assert found.twice[0].unsettled == ("answers",)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2031-03-01T09:00:00", "2031-03-01T09:00:01"),
        ("2031-03-01T09:00:00+08:00", "2031-03-01T09:00:01"),
        ("2031-03-01T09:00:00", "2031-03-01T01:30:00Z"),
        ("2031-03-01T09:00:00+09:00", "2031-03-01T09:00:00+08:00"),
        ("2031-03-01", "2031-03-01T00:00:01"),
        ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"),
    ],
)
def test_moments_are_told_apart_wherever_they_were_and_without_a_zone_in_beijing(
    judged: Judged, earlier: str, later: str
) -> None:
    one = judged("甲", {"answers": "1"}, at=earlier, file="z.toml")
    other = judged("甲", {"answers": "2"}, at=later, file="b.toml")
    assert _unit([one, other]).ratings[0].judgement.marks == Decimal(2)


@given(data=st.data())
def test_the_order_of_files_makes_no_difference(judged: Judged, data: st.DataObject) -> None:
    evaluations = [
        judged("甲", {"answers": "8", "faults": "count 1"}),
        judged("乙", {"answers": "7"}),
        judged("乙", {"answers": "6"}, report="b"),
        judged("乙", {"answers": "5"}, at="2031-04-01", file="again.toml"),
    ]
    assert collect(data.draw(st.permutations(evaluations))) == collect(evaluations)
