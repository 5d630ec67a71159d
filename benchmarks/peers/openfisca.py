"""OpenFisca-Core: each fact and each indicator a variable, each formula over whole columns.

OpenFisca keeps amounts in float32, which cannot agree to nine places; its table of types is told float64
here, or it could not be compared at all.
"""

from pathlib import Path
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from openfisca_core.variables.config import VALUE_TYPES

from benchmarks.engine import Run
from benchmarks.task.oracle import INDICATORS
from benchmarks.task.records import YES_NO
from benchmarks.task.tables import load

_YEAR = "2020"


def _three_public(department: Any, period: Any) -> Any:
    value = department("three_public_actual", period) / department("three_public_budget", period)
    return np.select([value < 0.8, value <= 0.9, value <= 1], [8.0, 6.0, 4.0], 0.0)


def _public_expense(department: Any, period: Any) -> Any:
    value = department("public_expense_actual", period) / department("public_expense_budget_adjusted", period)
    return np.select([value <= 0.9, value <= 1, value <= 1.05], [7.0, 5.0, 2.0], 0.0)


def _internal_controls(department: Any, period: Any) -> Any:
    return np.where(department("internal_controls_complete", period), 4.0, 0.0)


def _share(department: Any, period: Any) -> Any:
    value = department("project_budget_initial", period) / department("budget_initial", period)
    return np.clip((value - 0.2) * 15, 0, 6)


def _completion(department: Any, period: Any) -> Any:
    value = department("expenditure_actual", period) / department("budget_adjusted", period)
    return np.select([value >= 0.95, value >= 0.9, value >= 0.8, value >= 0.7], [8.0, 6.0, 4.0, 2.0], 0.0)


def _tasks(department: Any, period: Any) -> Any:
    value = department("key_tasks_completed", period) / department("key_tasks_total", period)
    return np.minimum(value, 1) * 8


def _progress(department: Any, period: Any) -> Any:
    return np.clip((department("q4_expenditure_progress", period) - 0.7) * (5 / 0.3), 0, 5)


def _compliance(department: Any, period: Any) -> Any:
    return np.maximum(4 - department("financial_violations", period), 0)


def _adjustment(department: Any, period: Any) -> Any:
    initial = department("budget_initial", period)
    value = np.abs(department("budget_adjusted", period) - initial) / initial
    return np.clip(6 - (value - 0.1) * 20, 0, 6)


def _procurement(department: Any, period: Any) -> Any:
    value = department("procurement_actual", period) / department("procurement_budget", period)
    return np.where(value <= 1, value * 5, 0.0)


def _staff(department: Any, period: Any) -> Any:
    return np.where(department("staff_on_duty", period) <= department("staff_quota", period), 4.0, 0.0)


def _external(department: Any, period: Any) -> Any:
    external = department("staff_external", period)
    value = external / (department("staff_on_duty", period) + external)
    return np.select([value < 0.05, value <= 0.1, value <= 0.15], [4.0, 2.0, 1.0], 0.0)


def _disclosure(department: Any, period: Any) -> Any:
    return department("budget_disclosed", period) * 3.0 + department("final_accounts_disclosed", period) * 3.0


def _satisfaction(department: Any, period: Any) -> Any:
    return np.clip((department("satisfaction_rate", period) - 0.6) * (13 / 0.3), 0, 13)


def _petitions(department: Any, period: Any) -> Any:
    value = department("petitions_answered", period) / department("petitions_received", period)
    return np.clip((value - 0.6) * 30, 0, 12)


def _total(department: Any, period: Any) -> Any:
    total = department(INDICATORS[0], period).copy()
    for name in INDICATORS[1:]:
        total += department(name, period)
    return total


_FORMULAS = (
    *(_three_public, _public_expense, _internal_controls, _share, _completion, _tasks, _progress),
    *(_compliance, _adjustment, _procurement, _staff, _external, _disclosure, _satisfaction, _petitions),
    _total,
)


def _system(facts: list[str]) -> Any:
    """Return the tax and benefit system of the task: inputs and formulas."""
    VALUE_TYPES[float]["dtype"] = np.float64
    department = build_entity("department", "departments", "A department", is_person=True)
    system = TaxBenefitSystem([department])
    common = {"entity": department, "definition_period": DateUnit.YEAR}
    for fact in facts:
        kind = bool if fact in YES_NO else float
        system.add_variable(type(fact, (Variable,), {**common, "value_type": kind}))
    for name, formula in zip((*INDICATORS, "total"), _FORMULAS, strict=True):
        system.add_variable(type(name, (Variable,), {**common, "value_type": float, "formula": formula}))
    return system


def _scored(system: Any, columns: dict[str, Any], count: int) -> list[Any]:
    simulation = SimulationBuilder().build_default_simulation(system, count)
    for name, values in columns.items():
        simulation.set_input(name, _YEAR, values)
    return [simulation.calculate(name, _YEAR) for name in (*INDICATORS, "total")]


def table(count: int, folder: Path) -> Run:
    """Return a run of one simulation of all records."""
    columns = load(folder, count)
    system = _system(list(columns))
    return lambda: _scored(system, columns, count)


def one(count: int, folder: Path) -> Run:
    """Return a run of one simulation a record."""
    columns = load(folder, count)
    system = _system(list(columns))
    records = [{name: values[at : at + 1] for name, values in columns.items()} for at in range(count)]
    return lambda: [[float(marks[0]) for marks in _scored(system, record, 1)] for record in records]
