"""Economy: what the department spent on running itself."""

from importlib.resources import files

from evalkit import Dimension, Money, Ratio, hookimpl

economy = Dimension(
    "economy", title="经济性", title_en="Economy", catalogue=files(__package__) / "facts.toml"
)


@economy.measure(
    title="“三公”经费控制率",
    title_en="Three-public-expenses control rate",
    claimed_as="three_public_control_rate",
)
def three_public_control(three_public_actual: Money, three_public_budget: Money) -> Ratio:
    """Return the spending on travel abroad, cars and receptions over its budget."""
    return three_public_actual / three_public_budget


@economy.measure(
    title="日常公用经费控制率",
    title_en="Daily public expenses control rate",
    claimed_as="public_expense_control_rate",
)
def public_expense_control(public_expense_actual: Money, public_expense_budget_adjusted: Money) -> Ratio:
    """Return the daily public expenses over their adjusted budget."""
    return public_expense_actual / public_expense_budget_adjusted


@hookimpl
def evalkit_dimensions() -> list[Dimension]:
    """Return the one dimension of this plugin."""
    return [economy]
