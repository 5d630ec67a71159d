"""Efficiency: how far and how fast the budget, the tasks and the projects were carried out."""

from decimal import Decimal
from importlib.resources import files

from evalkit import Count, Dimension, Money, Ratio, hookimpl

efficiency = Dimension(
    "efficiency", title="效率性", title_en="Efficiency", catalogue=files(__package__) / "facts.toml"
)


@efficiency.measure(
    title="第一季度预算执行率",
    title_en="Budget execution rate, first quarter",
    claimed_as="q1_execution_rate",
)
def q1_execution(q1_expenditure_progress: Ratio) -> Ratio:
    """Return the cumulative progress of spending over a quarter of the year."""
    return q1_expenditure_progress / Decimal("0.25")


@efficiency.measure(
    title="第二季度预算执行率",
    title_en="Budget execution rate, second quarter",
    claimed_as="q2_execution_rate",
)
def q2_execution(q2_expenditure_progress: Ratio) -> Ratio:
    """Return the cumulative progress of spending over half of the year."""
    return q2_expenditure_progress / Decimal("0.5")


@efficiency.measure(
    title="第三季度预算执行率",
    title_en="Budget execution rate, third quarter",
    claimed_as="q3_execution_rate",
)
def q3_execution(q3_expenditure_progress: Ratio) -> Ratio:
    """Return the cumulative progress of spending over three quarters of the year."""
    return q3_expenditure_progress / Decimal("0.75")


@efficiency.measure(
    title="第四季度预算执行率",
    title_en="Budget execution rate, fourth quarter",
    claimed_as="q4_execution_rate",
)
def q4_execution(q4_expenditure_progress: Ratio) -> Ratio:
    """Return the cumulative progress of spending over the whole year."""
    return q4_expenditure_progress / Decimal(1)


@efficiency.measure(title="重点工作完成率", title_en="Key tasks completed")
def key_task_completion(key_tasks_completed: Count, key_tasks_total: Count) -> Ratio:
    """Return the key tasks completed over all key tasks of the year."""
    return key_tasks_completed / key_tasks_total


@efficiency.measure(
    title="项目按时完成率", title_en="Projects completed on time", claimed_as="project_completion_rate"
)
def project_timeliness(projects_completed: Count, projects_planned: Count) -> Ratio:
    """Return the projects completed on time over the projects planned."""
    return projects_completed / projects_planned


@efficiency.measure(
    title="预算完成率", title_en="Budget completion rate", claimed_as="budget_completion_rate"
)
def budget_completion(expenditure_actual: Money, budget_adjusted: Money) -> Ratio:
    """Return the year's final expenditure over the adjusted budget."""
    return expenditure_actual / budget_adjusted


@hookimpl
def evalkit_dimensions() -> list[Dimension]:
    """Return the one dimension of this plugin."""
    return [efficiency]
