"""The task as expressions, for engines that read such: one text an indicator, in the words of each language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dialect:
    """How a language writes the few things that such languages differ in.

    `choice` has the places `holds`, `then` and `other`.
    """

    choice: str

    def when(self, holds: str, then: str, other: str) -> str:
        """Return the text of `then` if `holds`, else of `other`."""
        return self.choice.format(holds=holds, then=then, other=other)

    def bands(self, value: str, *bands: tuple[str, float]) -> str:
        """Return the text that gives the marks of the first of `bands` that holds, else none."""
        text = "0.0"
        for bound, marks in reversed(bands):
            text = self.when(f"{value} {bound}", str(float(marks)), text)
        return text

    def between(self, value: str, none: float, full: float, marks: float) -> str:
        """Return the text of a straight line from `none` to `full`."""
        slope = f"({value} - {none}) * {float(marks)} / {round(full - none, 12)}"
        return self.when(
            f"{value} >= {full}", str(float(marks)), self.when(f"{value} <= {none}", "0.0", slope)
        )


QUESTION = Dialect("({holds} ? {then} : {other})")
"""As in C, CEL, Zen and rule-engine."""
PYTHON = Dialect("({then} if {holds} else {other})")
"""As in Python."""


def indicators(dialect: Dialect) -> list[str]:
    """Return the text of each indicator, in the order of the oracle."""
    completion = "expenditure_actual / budget_adjusted"
    more = dialect.when(
        "budget_adjusted >= budget_initial",
        "(budget_adjusted - budget_initial)",
        "(budget_initial - budget_adjusted)",
    )
    adjustment = f"{more} / budget_initial"
    procurement = "procurement_actual / procurement_budget"
    disclosed = [dialect.when(f"{what}_disclosed", "3.0", "0.0") for what in ("budget", "final_accounts")]
    tasks = "key_tasks_completed / key_tasks_total"
    return [
        dialect.bands(
            "three_public_actual / three_public_budget", ("< 0.8", 8), ("<= 0.9", 6), ("<= 1.0", 4)
        ),
        dialect.bands(
            "public_expense_actual / public_expense_budget_adjusted",
            *(("<= 0.9", 7), ("<= 1.0", 5), ("<= 1.05", 2)),
        ),
        dialect.when("internal_controls_complete", "4.0", "0.0"),
        dialect.between("project_budget_initial / budget_initial", 0.2, 0.6, 6),
        dialect.bands(completion, (">= 0.95", 8), (">= 0.9", 6), (">= 0.8", 4), (">= 0.7", 2)),
        dialect.when(f"{tasks} >= 1.0", "8.0", f"{tasks} * 8.0"),
        dialect.between("q4_expenditure_progress", 0.7, 1.0, 5),
        dialect.when("financial_violations >= 4.0", "0.0", "(4.0 - financial_violations)"),
        dialect.when(
            f"{adjustment} <= 0.1",
            "6.0",
            dialect.when(f"{adjustment} >= 0.4", "0.0", f"(6.0 - ({adjustment} - 0.1) * 20.0)"),
        ),
        dialect.when(f"{procurement} > 1.0", "0.0", f"{procurement} * 5.0"),
        dialect.when("staff_on_duty <= staff_quota", "4.0", "0.0"),
        dialect.bands(
            "staff_external / (staff_on_duty + staff_external)",
            *(("< 0.05", 4), ("<= 0.1", 2), ("<= 0.15", 1)),
        ),
        f"({disclosed[0]} + {disclosed[1]})",
        dialect.between("satisfaction_rate", 0.6, 0.9, 13),
        dialect.between("petitions_answered / petitions_received", 0.6, 1.0, 12),
    ]
