"""The task for one record in Python, written by hand: in floats, in floats with reasons, in Decimal."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.engine import Run
from benchmarks.task.records import decimals, floats

Record = dict[str, Any]


def marks(count: int, folder: Path) -> Run:
    """Return a run in floats."""
    records = floats(count)
    return lambda: [scored(record) for record in records]


def reasons(count: int, folder: Path) -> Run:
    """Return a run in floats that says why each mark is lost."""
    records = floats(count)

    def run() -> list[list[float]]:
        return [explained(record)[0] for record in records]

    return run


def exact(count: int, folder: Path) -> Run:
    """Return a run in Decimal."""
    records = decimals(count)
    return lambda: [scored_exactly(record) for record in records]


def scored(record: Record) -> list[float]:
    """Return the marks of each indicator and their total."""
    initial = record["budget_initial"]
    three_public = record["three_public_actual"] / record["three_public_budget"]
    public_expense = record["public_expense_actual"] / record["public_expense_budget_adjusted"]
    share = record["project_budget_initial"] / initial
    completion = record["expenditure_actual"] / record["budget_adjusted"]
    tasks = record["key_tasks_completed"] / record["key_tasks_total"]
    progress = record["q4_expenditure_progress"]
    violations = record["financial_violations"]
    adjustment = abs(record["budget_adjusted"] - initial) / initial
    procurement = record["procurement_actual"] / record["procurement_budget"]
    external = record["staff_external"] / (record["staff_on_duty"] + record["staff_external"])
    satisfaction = record["satisfaction_rate"]
    answered = record["petitions_answered"] / record["petitions_received"]
    marks = [
        8.0 if three_public < 0.8 else 6.0 if three_public <= 0.9 else 4.0 if three_public <= 1 else 0.0,
        7.0
        if public_expense <= 0.9
        else 5.0
        if public_expense <= 1
        else 2.0
        if public_expense <= 1.05
        else 0.0,
        4.0 if record["internal_controls_complete"] else 0.0,
        6.0 if share >= 0.6 else 0.0 if share <= 0.2 else (share - 0.2) * 15,
        8.0
        if completion >= 0.95
        else 6.0
        if completion >= 0.9
        else 4.0
        if completion >= 0.8
        else 2.0
        if completion >= 0.7
        else 0.0,
        8.0 if tasks >= 1 else tasks * 8,
        5.0 if progress >= 1 else 0.0 if progress <= 0.7 else (progress - 0.7) * (5 / 0.3),
        4.0 - violations if violations < 4 else 0.0,
        6.0 if adjustment <= 0.1 else 0.0 if adjustment >= 0.4 else 6 - (adjustment - 0.1) * 20,
        procurement * 5 if procurement <= 1 else 0.0,
        4.0 if record["staff_on_duty"] <= record["staff_quota"] else 0.0,
        4.0 if external < 0.05 else 2.0 if external <= 0.1 else 1.0 if external <= 0.15 else 0.0,
        (3.0 if record["budget_disclosed"] else 0.0) + (3.0 if record["final_accounts_disclosed"] else 0.0),
        13.0 if satisfaction >= 0.9 else 0.0 if satisfaction <= 0.6 else (satisfaction - 0.6) * (13 / 0.3),
        12.0 if answered >= 1 else 0.0 if answered <= 0.6 else (answered - 0.6) * 30,
    ]
    marks.append(sum(marks))
    return marks


_D = Decimal
_ZERO, _ONE, _TWO, _THREE, _FOUR, _FIVE, _SIX, _SEVEN, _EIGHT = map(_D, range(9))
_12, _13, _15, _20, _30 = _D(12), _D(13), _D(15), _D(20), _D(30)
_005, _01, _015, _02, _04, _06 = _D("0.05"), _D("0.1"), _D("0.15"), _D("0.2"), _D("0.4"), _D("0.6")
_07, _08, _09, _03, _095, _105 = _D("0.7"), _D("0.8"), _D("0.9"), _D("0.3"), _D("0.95"), _D("1.05")


def scored_exactly(record: Record) -> list[Decimal]:
    """Return the marks of each indicator and their total in Decimal."""
    initial = record["budget_initial"]
    three_public = record["three_public_actual"] / record["three_public_budget"]
    public_expense = record["public_expense_actual"] / record["public_expense_budget_adjusted"]
    share = record["project_budget_initial"] / initial
    completion = record["expenditure_actual"] / record["budget_adjusted"]
    tasks = record["key_tasks_completed"] / record["key_tasks_total"]
    progress = record["q4_expenditure_progress"]
    violations = record["financial_violations"]
    adjustment = abs(record["budget_adjusted"] - initial) / initial
    procurement = record["procurement_actual"] / record["procurement_budget"]
    external = record["staff_external"] / (record["staff_on_duty"] + record["staff_external"])
    satisfaction = record["satisfaction_rate"]
    answered = record["petitions_answered"] / record["petitions_received"]
    marks = [
        _EIGHT
        if three_public < _08
        else _SIX
        if three_public <= _09
        else _FOUR
        if three_public <= _ONE
        else _ZERO,
        _SEVEN
        if public_expense <= _09
        else _FIVE
        if public_expense <= _ONE
        else _TWO
        if public_expense <= _105
        else _ZERO,
        _FOUR if record["internal_controls_complete"] else _ZERO,
        _SIX if share >= _06 else _ZERO if share <= _02 else (share - _02) * _15,
        _EIGHT
        if completion >= _095
        else _SIX
        if completion >= _09
        else _FOUR
        if completion >= _08
        else _TWO
        if completion >= _07
        else _ZERO,
        _EIGHT if tasks >= _ONE else tasks * _EIGHT,
        _FIVE if progress >= _ONE else _ZERO if progress <= _07 else (progress - _07) * _FIVE / _03,
        _FOUR - violations if violations < _FOUR else _ZERO,
        _SIX if adjustment <= _01 else _ZERO if adjustment >= _04 else _SIX - (adjustment - _01) * _20,
        procurement * _FIVE if procurement <= _ONE else _ZERO,
        _FOUR if record["staff_on_duty"] <= record["staff_quota"] else _ZERO,
        _FOUR if external < _005 else _TWO if external <= _01 else _ONE if external <= _015 else _ZERO,
        (_THREE if record["budget_disclosed"] else _ZERO)
        + (_THREE if record["final_accounts_disclosed"] else _ZERO),
        _13 if satisfaction >= _09 else _ZERO if satisfaction <= _06 else (satisfaction - _06) * _13 / _03,
        _12 if answered >= _ONE else _ZERO if answered <= _06 else (answered - _06) * _30,
    ]
    marks.append(sum(marks, _ZERO))
    return marks


_SAID = (
    (8, "three-public expenses over their budget", "below 80 %"),
    (7, "daily public expenses over their budget", "at most 90 %"),
    (4, "internal controls", "complete"),
    (6, "share of project spending", "at least 60 %"),
    (8, "budget completed", "at least 95 %"),
    (8, "key tasks completed", "100 %"),
    (5, "execution in the fourth quarter", "at least 100 %"),
    (4, "violations", "none"),
    (6, "budget adjusted by", "at most 10 %"),
    (5, "procurement carried out", "100 %, not more"),
    (4, "staff over the quota", "at most 100 %"),
    (4, "share of external staff", "below 5 %"),
    (6, "disclosure of budget and final accounts", "both"),
    (13, "satisfaction", "at least 90 %"),
    (12, "petitions answered", "100 %"),
)
"""Of each indicator: full marks, what was measured, what would have earned them all."""


def explained(record: Record) -> tuple[list[float], list[str]]:
    """Return the marks, and a sentence for each indicator that loses some."""
    marks = scored(record)
    initial = record["budget_initial"]
    measured = (
        record["three_public_actual"] / record["three_public_budget"],
        record["public_expense_actual"] / record["public_expense_budget_adjusted"],
        record["internal_controls_complete"],
        record["project_budget_initial"] / initial,
        record["expenditure_actual"] / record["budget_adjusted"],
        record["key_tasks_completed"] / record["key_tasks_total"],
        record["q4_expenditure_progress"],
        record["financial_violations"],
        abs(record["budget_adjusted"] - initial) / initial,
        record["procurement_actual"] / record["procurement_budget"],
        record["staff_on_duty"] / record["staff_quota"],
        record["staff_external"] / (record["staff_on_duty"] + record["staff_external"]),
        record["budget_disclosed"] and record["final_accounts_disclosed"],
        record["satisfaction_rate"],
        record["petitions_answered"] / record["petitions_received"],
    )
    said = [
        f"{what}: {value:.4g}, {got:.4g} of {full} marks, {full - got:.4g} lost; full marks: {standard}"
        for got, value, (full, what, standard) in zip(marks, measured, _SAID, strict=False)
        if got < full
    ]
    return marks, said
