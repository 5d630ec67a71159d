"""What is right: the task worked out in exact Decimal, written from the clauses and from nothing else."""

from collections.abc import Mapping
from decimal import Context, Decimal, localcontext

INDICATORS = (
    *("three_public_control", "public_expense_control", "internal_controls", "project_budget_share"),
    *("budget_completion", "key_task_completion", "q4_execution", "compliance"),
    *("budget_adjustment", "procurement_rate", "staff_control", "external_staff", "disclosure"),
    *("satisfaction", "petition_answer"),
)
"""The ids of the indicators, in the order in which every engine gives their marks; the total comes last."""

TOLERANCE = 1e-9
"""How far marks may lie from what is right."""

_D = Decimal
_CONTEXT = Context(prec=50)


def right(record: Mapping[str, Decimal | bool]) -> list[Decimal]:
    """Return the marks of each of INDICATORS, and their total, to 50 digits."""
    with localcontext(_CONTEXT):
        marks = [*_economy(record), *_efficiency(record), *_management(record), *_fairness(record)]
        return [*marks, sum(marks, _D(0))]


def _economy(record: Mapping[str, Decimal | bool]) -> list[Decimal]:
    three_public = _D(record["three_public_actual"]) / _D(record["three_public_budget"])
    public_expense = _D(record["public_expense_actual"]) / _D(record["public_expense_budget_adjusted"])
    share = _D(record["project_budget_initial"]) / _D(record["budget_initial"])
    return [
        _first(
            (three_public < _D("0.8"), 8), (three_public <= _D("0.9"), 6), (three_public <= 1, 4), (True, 0)
        ),
        _first(
            (public_expense <= _D("0.9"), 7),
            (public_expense <= 1, 5),
            (public_expense <= _D("1.05"), 2),
            (True, 0),
        ),
        _D(4) if record["internal_controls_complete"] else _D(0),
        _between(share, _D("0.2"), _D("0.6"), 6),
    ]


def _efficiency(record: Mapping[str, Decimal | bool]) -> list[Decimal]:
    completion = _D(record["expenditure_actual"]) / _D(record["budget_adjusted"])
    tasks = _D(record["key_tasks_completed"]) / _D(record["key_tasks_total"])
    return [
        _first(
            (completion >= _D("0.95"), 8),
            (completion >= _D("0.9"), 6),
            (completion >= _D("0.8"), 4),
            (completion >= _D("0.7"), 2),
            (True, 0),
        ),
        min(tasks, _D(1)) * 8,
        _between(_D(record["q4_expenditure_progress"]), _D("0.7"), _D(1), 5),
        max(4 - _D(record["financial_violations"]), _D(0)),
    ]


def _management(record: Mapping[str, Decimal | bool]) -> list[Decimal]:
    initial = _D(record["budget_initial"])
    adjustment = abs(_D(record["budget_adjusted"]) - initial) / initial
    procurement = _D(record["procurement_actual"]) / _D(record["procurement_budget"])
    staff = _D(record["staff_on_duty"]) / _D(record["staff_quota"])
    external = _D(record["staff_external"]) / (_D(record["staff_on_duty"]) + _D(record["staff_external"]))
    return [
        _D(6) - min(max(adjustment - _D("0.1"), _D(0)) / _D("0.05"), _D(6)),
        _D(0) if procurement > 1 else procurement * 5,
        _D(4) if staff <= 1 else _D(0),
        _first(
            (external < _D("0.05"), 4), (external <= _D("0.1"), 2), (external <= _D("0.15"), 1), (True, 0)
        ),
        _D(3) * (int(record["budget_disclosed"]) + int(record["final_accounts_disclosed"])),
    ]


def _fairness(record: Mapping[str, Decimal | bool]) -> list[Decimal]:
    answered = _D(record["petitions_answered"]) / _D(record["petitions_received"])
    return [
        _between(_D(record["satisfaction_rate"]), _D("0.6"), _D("0.9"), 13),
        _between(answered, _D("0.6"), _D(1), 12),
    ]


def _first(*bands: tuple[bool, int]) -> Decimal:
    """Return the marks of the first band that holds."""
    return _D(next(marks for holds, marks in bands if holds))


def _between(value: Decimal, none: Decimal, full: Decimal, marks: int) -> Decimal:
    """Return all `marks` from `full` on, none up to `none`, a straight line between."""
    return min(max((value - none) / (full - none), _D(0)), _D(1)) * marks
