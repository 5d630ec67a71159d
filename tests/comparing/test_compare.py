"""Two scorecards compared: what moved, how sure it is, and by what."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from evalkit.comparing.compare import compare
from evalkit.comparing.comparison import Cause
from evalkit.comparing.move import Certainty, Move, moved
from evalkit.comparing.relation import Reports, Rubrics
from evalkit.documents.document import Evidence
from evalkit.facts.fact import Basis, Finding, FindingKind
from evalkit.facts.unit import Unit
from evalkit.messages import Lang, say
from evalkit.rubrics.rubric import AdjustmentKind, Standing, Statements
from evalkit.rules.rule import Input, Title, Value
from evalkit.scoring.effect import Won
from evalkit.scoring.scorecard import (
    AdjustmentResult,
    BasisSums,
    Deduction,
    DimensionResult,
    IndicatorResult,
    JudgementRecord,
    Outcome,
    PluginIdentity,
    ReportIdentity,
    RubricIdentity,
    Scorecard,
)

ZERO = Decimal(0)


def _row(
    id: str,
    low: str,
    high: str | None = None,
    *,
    marks: str = "10",
    fact: tuple[str, str] | None = None,
    measure: str | None = None,
    judged: tuple[str, str, str] | None = None,
    clause: str = "按比率计分。",
    admitted: bool = False,
    basis: Basis = Basis.FIGURE,
) -> IndicatorResult:
    """Return an indicator; `fact` is an id with its value, `judged` marks, reason and who decided."""
    full, least, most = Decimal(marks), Decimal(low), Decimal(low if high is None else high)
    lost = full - most
    inputs: tuple[Input, ...] = ()
    if fact is not None:
        name, value = fact
        place = Evidence("报告.txt", f"{name}为{value}元", 0, 9, 3)
        inputs = (Input(name, name, Decimal(value), Unit.MONEY, basis, (place,)),)
    record = None
    if judged is not None:
        given, reason, by = judged
        record = JudgementRecord(Decimal(given), reason, by, datetime(2031, 3, 1), None)
    shown = None if measure is None else Value(measure, Title(measure), Decimal(1), Unit.RATIO, basis, inputs)
    why = say("未达到要求，扣 {lost} 分", "not reached: {lost} marks", lost=lost)
    deduction = Deduction(lost, None, why, clause, say("达到即可", "reach it"), admitted, ())
    return IndicatorResult(
        id=id,
        title=Title(f"指标{id}", f"Indicator {id}"),
        group="",
        marks=full,
        awarded=least,
        low=least,
        high=most,
        outcome=Outcome.JUDGED if record else Outcome.SCORED if least == most else Outcome.UNDETERMINED,
        basis=None if record else basis,
        value=shown,
        clause=clause,
        inputs=inputs,
        missing=() if least == most else (f"judgement:{id}",),
        judgement=record,
        deductions=(deduction,) if lost else (),
        parts=(),
    )


def _card(*rows: IndicatorResult, **settings: Any) -> Scorecard:
    """Return the scorecard of `rows` in one dimension; `settings` are other values of its fields."""
    marks, low, high = (sum((getattr(row, end) for row in rows), ZERO) for end in ("marks", "low", "high"))
    card = Scorecard(
        evalkit="0.1.0",
        rubric=RubricIdentity(
            "own", Title("自拟标准", "Our own"), "1.0.0", Standing.EXAMPLE, "aa" * 32, Statements.ACCEPTED
        ),
        report=ReportIdentity("林业局", 2030, "bb" * 32, {"报告.txt": "bb" * 32}),
        judgements_sha256=None,
        supplied_sha256=None,
        marks=marks,
        awarded=low,
        low=low,
        high=high,
        grade=None,
        possible_grades=(),
        self_score=None,
        basis=BasisSums(low, ZERO, ZERO, ZERO, ZERO),
        dimensions=(DimensionResult("all", Title("合计维度", "All"), marks, low, low, high, rows),),
        adjustments=(),
        admitted=(),
        missing=(),
        findings=(),
        plugins=(PluginIdentity("economy", "0.1.0"),),
    )
    return evolve(card, **settings)


def _again(card: Scorecard, **settings: Any) -> Scorecard:
    """Return `card` as that of another report of the same department."""
    return evolve(card, report=evolve(card.report, sha256="cc" * 32, **settings))


def _by_another_rubric(card: Scorecard, **settings: Any) -> Scorecard:
    return evolve(card, rubric=evolve(card.rubric, sha256="dd" * 32, **settings))


def _judged(card: Scorecard, digest: str) -> Scorecard:
    return evolve(card, judgements_sha256=digest * 32)


def _causes(before: Scorecard, after: Scorecard) -> tuple[Cause, ...]:
    return compare(before, after).indicators[0].causes


# ---------------------------------------------------------------- what kind of comparison it is


def test_what_two_scorecards_have_in_common_is_told_by_digests() -> None:
    one = _card(_row("a", "5"))
    others = {
        Reports.SAME: one,
        Reports.OTHER_YEAR: _again(one, year=2031),
        Reports.OTHER_VERSION: _again(one),
        Reports.OTHER_DEPARTMENT: _again(one, department="水务局"),
        Reports.UNKNOWN: _again(one, year=None),
    }
    assert {kind: compare(one, other).relation.reports for kind, other in others.items()} == {
        kind: kind for kind in Reports
    }
    assert compare(one, _by_another_rubric(one)).relation.rubrics is Rubrics.OTHER_VERSION
    assert compare(one, _by_another_rubric(one, id="theirs")).relation.rubrics is Rubrics.OTHER


# ---------------------------------------------------------------- how far, and how sure


@pytest.mark.parametrize(
    ("before", "after", "reach", "certainty"),
    [
        (("5", "5"), ("7", "7"), ("2", "2"), Certainty.CERTAIN),
        (("5", "6"), ("7", "9"), ("1", "4"), Certainty.CERTAIN),
        (("5", "6"), ("6", "9"), ("0", "4"), Certainty.POSSIBLE),
        (("0", "8"), ("5", "5"), ("-3", "5"), Certainty.UNDETERMINED),
        (("0", "8"), ("0", "8"), ("-8", "8"), Certainty.UNDETERMINED),
    ],
)
def test_open_marks_leave_a_change_open(
    before: tuple[str, str],
    after: tuple[str, str],
    reach: tuple[str, str],
    certainty: Certainty,
) -> None:
    total = compare(_card(_row("a", *before)), _again(_card(_row("a", *after)))).total
    assert (total.least, total.most) == tuple(map(Decimal, reach))
    assert total.certainty is certainty


def test_what_is_open_in_the_same_way_of_one_report_makes_nothing_uncertain() -> None:
    before = _card(_row("a", "5", fact=("spent", "90")), _row("b", "0", "8"))
    after = _judged(_card(_row("a", "7", judged=("7", "已核实", "评价员甲")), _row("b", "0", "8")), "11")
    found = compare(before, after)
    assert [found.total.least, found.total.most] == [Decimal(2)] * 2
    assert found.dimensions[0].move == found.total


def test_what_moves_both_ends_of_the_same_question_alike_is_certain() -> None:
    before, after = _card(_row("a", "2", "7")), _judged(_card(_row("a", "1", "6")), "11")
    assert compare(before, after).total.certainty is Certainty.CERTAIN
    assert compare(before, _again(after)).total.certainty is Certainty.UNDETERMINED
    assert compare(before, _by_another_rubric(after)).total.certainty is Certainty.UNDETERMINED


def test_rounding_leaves_the_total_to_the_ends_alone() -> None:
    def rounded(low: str, off: str) -> Scorecard:
        made = _card(_row("a", low), _row("b", "0", "8"))
        rounding = AdjustmentResult(
            AdjustmentKind.ROUNDING,
            "round",
            Title("取整"),
            Decimal(off),
            Decimal(off),
            say("取整", "rounded"),
            "",
            (),
            None,
        )
        ends = {end: getattr(made, end) + Decimal(off) for end in ("awarded", "low", "high")}
        return evolve(made, adjustments=(rounding,), **ends)

    found = compare(rounded("5.4", "-0.4"), rounded("6.6", "0.4"))
    assert [found.total.low, found.total.high] == [Decimal(2)] * 2
    assert [found.total.least, found.total.most] == [Decimal(-6), Decimal(10)]
    assert [each.move.low for each in found.adjustments] == [Decimal("0.8")]


# ---------------------------------------------------------------- which row is which


def test_rows_belong_together_by_id_then_by_what_they_measure() -> None:
    before = _card(_row("a", "5"), _row("cars", "3", measure="control"), _row("gone", "1"))
    after = _by_another_rubric(
        _card(_row("vehicles", "4", measure="control"), _row("a", "5"), _row("new", "2")), id="theirs"
    )
    found = {each.result.id: each for each in compare(before, after).indicators}
    assert found["vehicles"].by_measure
    assert found["vehicles"].move.low == 1
    assert not found["a"].by_measure
    assert found["new"].before is None
    assert found["gone"].after is None
    assert (found["new"].causes, found["gone"].causes) == ((Cause.RUBRIC,), (Cause.RUBRIC,))


def test_rows_of_one_id_pair_in_their_order() -> None:
    found = compare(_card(_row("a", "1"), _row("a", "2")), _card(_row("a", "1"), _row("a", "5")))
    assert sorted(each.move.low for each in found.indicators) == [Decimal(0), Decimal(3)]


# ---------------------------------------------------------------- by what


def test_a_fact_with_another_value_is_the_cause() -> None:
    before = _card(_row("a", "5", fact=("spent", "90")))
    after = _again(_card(_row("a", "7", fact=("spent", "80"))))
    found = compare(before, after).indicators[0]
    assert found.causes == (Cause.FACT,)
    (change,) = found.facts
    assert change.before is not None and change.after is not None
    assert (change.before.value, change.after.value) == (Decimal(90), Decimal(80))
    (deduction,) = found.deductions
    assert deduction.before is not None and deduction.after is not None
    assert (deduction.before.marks, deduction.after.marks) == (Decimal(5), Decimal(3))


def test_a_judgement_is_the_cause() -> None:
    before = _judged(_card(_row("a", "5", judged=("5", "一般", "评价员甲"))), "11")
    after = _judged(_card(_row("a", "7", judged=("7", "较好", "评价员乙"))), "22")
    assert _causes(before, after) == (Cause.JUDGEMENT,)


def test_a_judgement_that_one_side_waits_for_is_the_cause() -> None:
    before, after = _card(_row("a", "0", "10")), _judged(_card(_row("a", "0", "9")), "11")
    waiting = evolve(before.dimensions[0].indicators[0], missing=("judgement:a.one", "judgement:a.two"))
    before = evolve(before, dimensions=(evolve(before.dimensions[0], indicators=(waiting,)),))
    assert _causes(before, after) == (Cause.JUDGEMENT,)


def test_what_another_report_lacks_is_a_matter_of_facts() -> None:
    assert _causes(_card(_row("a", "5")), _again(_card(_row("a", "0", "10")))) == (Cause.FACT,)


def test_a_judgement_is_the_cause_whatever_facts_of_others_were_supplied() -> None:
    before = _card(_row("a", "0", "10"))
    after = _judged(_card(_row("a", "7", judged=("7", "较好", "评价员甲"))), "11")
    assert _causes(before, evolve(after, supplied_sha256="22" * 32)) == (Cause.JUDGEMENT,)


def test_what_takes_more_from_the_upper_end_can_move_by_either_end() -> None:
    penalty, none = Won(Decimal(-1), Decimal(-3)), Won(Decimal(0), Decimal(5))
    assert moved(penalty, none) == Move(Decimal(1), Decimal(8), Decimal(1), Decimal(8))


def test_another_clause_is_the_cause() -> None:
    before = _card(_row("a", "5", fact=("spent", "90")))
    after = _by_another_rubric(_card(_row("a", "7", fact=("spent", "90"), clause="放宽。")))
    assert _causes(before, after) == (Cause.RUBRIC,)


def test_a_threshold_that_no_clause_shows_is_the_rubric_s_doing() -> None:
    before = _card(_row("a", "5", fact=("spent", "90")))
    assert _causes(before, _by_another_rubric(_card(_row("a", "7", fact=("spent", "90"))))) == (Cause.RUBRIC,)


def test_a_fact_that_another_rubric_looks_at_is_no_other_fact() -> None:
    before = _card(_row("a", "5", fact=("spent", "90")))
    assert _causes(before, _by_another_rubric(_card(_row("a", "7", fact=("planned", "90"))))) == (
        Cause.RUBRIC,
    )


def test_how_statements_are_taken_is_the_cause() -> None:
    before = _card(_row("a", "5", fact=("spent", "90"), basis=Basis.STATEMENT))
    after = _card(_row("a", "0", "5", fact=("spent", "90"), basis=Basis.STATEMENT))
    after = evolve(after, rubric=evolve(after.rubric, statements=Statements.CONFIRM))
    assert _causes(before, after) == (Cause.STATEMENTS,)


def test_what_only_the_program_can_have_done_is_said_so() -> None:
    before, after = _card(_row("a", "5")), _card(_row("a", "7"))
    assert _causes(before, evolve(after, plugins=(PluginIdentity("economy", "9.0"),))) == (Cause.PROGRAM,)
    assert _causes(before, after) == (Cause.UNKNOWN,)


def test_a_plugin_that_failed_on_one_side_is_the_cause() -> None:
    failed = evolve(_row("a", "0", "10"), outcome=Outcome.ERROR, missing=())
    assert _causes(_card(_row("a", "5")), _card(failed)) == (Cause.PROGRAM,)


def test_findings_and_admissions_about_a_row_that_moved_are_named() -> None:
    finding = Finding(FindingKind.SUM, ("spent",), say("合计不符", "does not add up"), ())
    other = evolve(finding, facts=("planned",))
    before = _card(_row("a", "5", fact=("spent", "90"), admitted=True))
    after = _again(_card(_row("a", "4", fact=("spent", "80")), findings=(finding, other)))
    found = compare(before, after)
    assert found.indicators[0].causes == (Cause.FACT, Cause.FINDING, Cause.ADMISSION)
    assert [each.after for each in found.indicators[0].findings] == [finding]
    assert [each.after for each in found.findings] == [finding, other]


def test_reasons_in_another_language_are_no_difference() -> None:
    before = _card(_row("a", "5"))
    deduction = before.dimensions[0].indicators[0].deductions[0]
    said = evolve(deduction, reason=say("{text}", "{text}", text=deduction.reason.text(Lang.EN)))
    first = evolve(before.dimensions[0].indicators[0], deductions=(said,))
    after = evolve(before, dimensions=(evolve(before.dimensions[0], indicators=(first,)),))
    assert compare(before, after).indicators[0].deductions == ()


# ---------------------------------------------------------------- two evaluators


def test_two_evaluators_differ_in_marks_the_furthest_apart_first() -> None:
    before = _judged(
        _card(
            _row("a", "5", judged=("5", "一般", "评价员甲")),
            _row("b", "9", judged=("9", "很好", "评价员甲")),
            _row("c", "3", judged=("3", "较差", "评价员甲")),
            _row("d", "2"),
        ),
        "11",
    )
    after = _judged(
        _card(
            _row("a", "6", judged=("6", "尚可", "评价员乙")),
            _row("b", "4", judged=("4", "材料不足", "评价员乙")),
            _row("c", "3", judged=("3", "缺佐证", "评价员乙")),
            _row("d", "2"),
        ),
        "22",
    )
    both = compare(before, after).evaluators
    assert both is not None
    assert both.names == (("评价员甲",), ("评价员乙",))
    assert both.agreed == 1
    assert [(each.address, each.move.low) for each in both.changes] == [("b", Decimal(-5)), ("a", Decimal(1))]
    assert compare(before, _again(after)).evaluators is None


# ---------------------------------------------------------------- files that do not add up


def test_what_a_file_lacks_to_its_own_total_is_a_row_of_its_own() -> None:
    before = _card(_row("a", "5"), _row("b", "2"))
    after = evolve(before, awarded=Decimal(9), low=Decimal(9), high=Decimal(9))
    found = compare(before, after)
    assert found.residue is not None
    assert (found.total.low, found.residue.move.low) == (Decimal(2), Decimal(2))
    assert [doubt.text(Lang.ZH) for doubt in found.doubts[1]] == [
        "总分下限写作 9 分，各维度与总分调整合计却是 7 分",
        "总分上限写作 9 分，各维度与总分调整合计却是 7 分",
    ]
    assert found.doubts[0] == ()


def test_an_indicator_that_contradicts_its_deductions_is_told() -> None:
    wrong = evolve(_row("a", "5"), deductions=())
    found = compare(_card(wrong), _card(wrong))
    assert [doubt.text(Lang.EN) for doubt in found.doubts[0]] == [
        "Indicator a: 10 marks less 0 marks leave 10 marks, but 5 marks are given"
    ]
