"""The task over whole columns in numpy, as a good engineer writes it by hand."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.engine import Run
from benchmarks.task.tables import load

Floats = NDArray[np.float64]


def table(count: int, folder: Path) -> Run:
    """Return a run that scores a table of `count` records."""
    columns = load(folder, count)
    return lambda: scored(columns)


def scored(facts: dict[str, Any]) -> list[Floats]:
    """Return the columns of the marks and of their total."""
    three_public = facts["three_public_actual"] / facts["three_public_budget"]
    public_expense = facts["public_expense_actual"] / facts["public_expense_budget_adjusted"]
    completion = facts["expenditure_actual"] / facts["budget_adjusted"]
    initial = facts["budget_initial"]
    adjustment = np.abs(facts["budget_adjusted"] - initial) / initial
    procurement = facts["procurement_actual"] / facts["procurement_budget"]
    external = facts["staff_external"] / (facts["staff_on_duty"] + facts["staff_external"])
    marks = [
        np.select([three_public < 0.8, three_public <= 0.9, three_public <= 1], [8.0, 6.0, 4.0], 0.0),
        np.select([public_expense <= 0.9, public_expense <= 1, public_expense <= 1.05], [7.0, 5.0, 2.0], 0.0),
        np.where(facts["internal_controls_complete"], 4.0, 0.0),
        np.clip((facts["project_budget_initial"] / initial - 0.2) * 15, 0, 6),
        np.select(
            [completion >= 0.95, completion >= 0.9, completion >= 0.8, completion >= 0.7],
            [8.0, 6.0, 4.0, 2.0],
            0.0,
        ),
        np.minimum(facts["key_tasks_completed"] / facts["key_tasks_total"], 1) * 8,
        np.clip((facts["q4_expenditure_progress"] - 0.7) * (5 / 0.3), 0, 5),
        np.maximum(4 - facts["financial_violations"], 0),
        np.clip(6 - (adjustment - 0.1) * 20, 0, 6),
        np.where(procurement <= 1, procurement * 5, 0.0),
        np.where(facts["staff_on_duty"] <= facts["staff_quota"], 4.0, 0.0),
        np.select([external < 0.05, external <= 0.1, external <= 0.15], [4.0, 2.0, 1.0], 0.0),
        facts["budget_disclosed"] * 3.0 + facts["final_accounts_disclosed"] * 3.0,
        np.clip((facts["satisfaction_rate"] - 0.6) * (13 / 0.3), 0, 13),
        np.clip((facts["petitions_answered"] / facts["petitions_received"] - 0.6) * 30, 0, 12),
    ]
    total = marks[0].copy()
    for each in marks[1:]:
        total += each
    return [*marks, total]
