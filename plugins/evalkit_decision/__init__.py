"""Decision: how the budget and the targets of the year were drawn up."""

from importlib.resources import files

from evalkit import Dimension, Money, Ratio, hookimpl

decision = Dimension(
    "decision", title="部门决策", title_en="Decision", catalogue=files(__package__) / "facts.toml"
)


@decision.measure(title="项目支出占比", title_en="Share of project spending in the initial budget")
def project_budget_share(project_budget_initial: Money, budget_initial: Money) -> Ratio:
    """Return the initial budget of projects over the whole initial budget."""
    return project_budget_initial / budget_initial


@hookimpl
def evalkit_dimensions() -> list[Dimension]:
    """Return the one dimension of this plugin."""
    return [decision]
