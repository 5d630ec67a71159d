"""How far evaluators agree, who is stricter, and what it does to the total."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.comparing.making import Judged

from evalkit.comparing.evaluators import ADJUSTMENTS, Agreement, Evaluator, Leaning, agreement
from evalkit.comparing.krippendorff import Metric, Undefined, alpha
from evalkit.comparing.units import Evaluation, Scale, collect

REPORTS = "0123456789abcdef"


def _by_name(found: Agreement) -> dict[str, Evaluator]:
    return {each.name: each for each in found.evaluators}


@pytest.fixture(scope="session")
def many(judged: Judged) -> list[Evaluation]:
    """Return what three judged of sixteen reports: 乙 gives a mark less for answers, 丙 judged half of them."""
    found = []
    for place, report in enumerate(REPORTS):
        given = 2 + place % 7
        found.append(judged("甲", {"answers": str(given), "tidy.parks": "1", "faults": "count 0"}, report))
        found.append(judged("乙", {"answers": str(given - 1), "tidy.parks": "1"}, report))
        if place % 2:
            found.append(judged("丙", {"answers": str(given)}, report))
    return found


def test_units_that_only_one_judged_are_counted_and_left_out(many: list[Evaluation]) -> None:
    found = agreement(many)
    assert (found.files, found.judged_reports, found.shared, found.single) == (40, 16, 32, 16)
    assert len(found.disagreements) == 16
    assert [each.scale for each in found.overall] == [Scale.SHARE]


def test_alpha_is_that_of_the_units_in_question(many: list[Evaluation]) -> None:
    found = agreement(many)
    units = [unit for unit in collect(many).units if unit.is_shared]
    (rubric,) = found.rubrics
    assert found.overall[0].alpha == alpha([unit.values for unit in units])
    assert rubric.overall == found.overall
    by_id = {each.id: each.alpha for each in rubric.indicators}
    assert by_id["answers"] == alpha([each.values for each in units if each.item.indicator == "answers"])
    assert by_id["tidy"].value is Undefined.NO_VARIATION
    assert [(each.id, each.alpha) for each in rubric.dimensions] == [
        ("care", by_id["tidy"]),
        ("service", by_id["answers"]),
    ]


def test_the_metric_is_the_one_asked_for(many: list[Evaluation]) -> None:
    units = [unit.values for unit in collect(many).units if unit.is_shared]
    for metric in Metric:
        assert agreement(many, metric, draws=1).overall[0].alpha == alpha(units, metric, draws=1)


def test_the_mean_gap_is_that_of_all_pairs(judged: Judged) -> None:
    found = agreement(
        [
            judged("甲", {"answers": "0", "tidy.roads": "6"}),
            judged("乙", {"answers": "2", "tidy.roads": "6"}),
            judged("丙", {"answers": "8"}),
        ]
    )
    (overall,) = found.overall
    assert overall.alpha.pairs == 4
    assert overall.gap == (Fraction(2, 8) + Fraction(8, 8) + Fraction(6, 8) + 0) / 4
    assert (overall.differing, overall.spread) == (1, Decimal(8))


def test_an_evaluator_is_stricter_where_the_whole_interval_lies_below_the_others(
    many: list[Evaluation],
) -> None:
    by_name = _by_name(agreement(many))
    strict = by_name["乙"]
    assert (strict.units, strict.below, strict.equal, strict.above) == (32, 16, 16, 0)
    assert strict.mean == Fraction(-1, 8) * 16 / 32
    assert strict.leaning is Leaning.STRICTER
    assert by_name["甲"].leaning is Leaning.MILDER
    assert (by_name["甲"].judged, by_name["丙"].judged) == (48, 8)


def test_the_strictest_stands_first_and_who_judged_alone_last(judged: Judged) -> None:
    found = agreement(
        [
            judged("甲", {"answers": "8"}),
            judged("乙", {"answers": "2"}),
            judged("丙", {"answers": "5"}),
            judged("丁", {"answers": "5"}, report="b"),
        ]
    )
    assert [each.name for each in found.evaluators] == ["乙", "丙", "甲", "丁"]
    alone = found.evaluators[-1]
    assert (alone.units, alone.mean, alone.leaning) == (0, None, Leaning.UNCLEAR)


def test_too_few_units_call_nobody_strict(judged: Judged) -> None:
    found = agreement([judged("甲", {"answers": "8"}), judged("乙", {"answers": "0"})])
    assert [each.leaning for each in found.evaluators] == [Leaning.UNCLEAR, Leaning.UNCLEAR]
    assert [each.mean for each in found.evaluators] == [-1, 1]


def test_who_takes_more_for_being_late_or_counts_more_faults_is_stricter(judged: Judged) -> None:
    for address, mild, strict in (("late", "0", "2"), ("faults", "count 0", "count 2"), ("praise", "3", "1")):
        found = agreement([judged("甲", {address: mild}), judged("乙", {address: strict})])
        assert [each.name for each in found.evaluators] == ["乙", "甲"]
        assert found.evaluators[0].mean is not None and found.evaluators[0].mean < 0


def test_the_sums_of_a_report_are_of_what_all_judged(judged: Judged) -> None:
    found = agreement(
        [
            judged("甲", {"answers": "8", "faults": "count 2", "tidy.roads": "6", "fraud": "count 0"}),
            judged("乙", {"answers": "6.5", "faults": "count 0", "late": "2", "fraud": "count 1"}),
            judged("甲", {"answers": "8"}, report="b"),
            judged("乙", {"answers": "0"}, report="b"),
            judged("甲", {"answers": "8"}, report="c"),
        ]
    )
    first, second = found.reports
    assert (first.report[0], first.items, first.spread) == ("b", 1, Decimal(8))
    assert (second.report[0], second.items, second.spread) == ("a", 2, Decimal("1.5"))
    assert [(each.evaluator, each.marks) for each in second.sums] == [
        ("乙", Decimal("10.5")),
        ("甲", Decimal(9)),
    ]
    assert second.sums[1].files == ("a-甲.toml",)


def test_disagreements_that_move_the_total_most_stand_first(judged: Judged) -> None:
    found = agreement(
        [
            judged("甲", {"tidy.parks": "2", "answers": "8", "fraud": "count 1", "tidy.roads": "6"}),
            judged("乙", {"tidy.parks": "0", "answers": "5", "fraud": "count 0", "tidy.roads": "4"}),
        ]
    )
    addresses = [each.item.address for each in found.disagreements]
    assert addresses == ["answers", "tidy.parks", "tidy.roads", "fraud"]


def test_adjustments_of_the_total_stand_behind_the_dimensions(judged: Judged) -> None:
    given = {"answers": "8", "praise": "1", "late": "0", "fraud": "count 0"}
    (rubric,) = agreement([judged("甲", given), judged("乙", given)]).rubrics
    assert [(each.id, each.scale) for each in rubric.dimensions] == [
        ("service", Scale.SHARE),
        (ADJUSTMENTS, Scale.SHARE),
        (ADJUSTMENTS, Scale.COUNT),
    ]
    assert [each.id for each in rubric.indicators] == ["answers", "praise", "late", "fraud"]


def test_nothing_judged_by_two_is_nothing_to_compare(judged: Judged) -> None:
    found = agreement([judged("甲", {"answers": "8"})])
    assert (found.shared, found.overall, found.reports, found.disagreements) == (0, (), (), ())


@given(data=st.data())
def test_neither_the_order_of_files_nor_the_names_of_evaluators_move_a_figure(
    judged: Judged, data: st.DataObject
) -> None:
    marks = st.sampled_from(["0", "2", "4.5", "8"])
    given = [
        (by, report, {"answers": data.draw(marks)}) for report in REPORTS[:4] for by in ("甲", "乙", "丙")
    ]
    names = dict(zip(("甲", "乙", "丙"), data.draw(st.permutations(["王", "李", "张"])), strict=True))
    first = agreement([judged(by, entries, report) for by, report, entries in given], draws=50)
    renamed = [judged(names[by], entries, report) for by, report, entries in given]
    second = agreement(data.draw(st.permutations(renamed)), draws=50)
    assert second.overall == first.overall
    means = {names[each.name]: (each.mean, each.below, each.above) for each in first.evaluators}
    assert {each.name: (each.mean, each.below, each.above) for each in second.evaluators} == means
