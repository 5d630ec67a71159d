"""district-example: what this district brings to evalkit.

A plugin imports from ``evalkit`` alone. Numbers of the standard live in the rubric, never here.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable

from evalkit import Dimension, Money, Ratio, Rule, hookimpl
from evalkit_district_example.rules import Halved

HERE = files(__package__)

own = Dimension("district_example", title="district-example 自有指标", catalogue=HERE / "facts.toml")


@own.measure(title="培训费控制率", title_en="Training expenses control rate")
def training_control(training_actual: Money, training_budget: Money) -> Ratio:
    """Return what was spent on training over its budget."""
    return training_actual / training_budget


@hookimpl
def evalkit_dimensions() -> list[Dimension]:
    """Return the measures with the facts that they rest on."""
    return [own]


@hookimpl
def evalkit_rules() -> list[type[Rule]]:
    """Return the rule shapes that evalkit does not have."""
    return [Halved]


@hookimpl
def evalkit_rubrics() -> list[Traversable]:
    """Return the rubric file."""
    return [HERE / "district-example.toml"]
