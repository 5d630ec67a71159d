"""What a dimension plugin brings: measures, functions of facts.

A measure's parameters are the ids of the facts it needs. It is written once and runs on one
report in exact Decimal and on a whole table of reports column by column, so its body uses
arithmetic and comparison only.
"""

import inspect
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from importlib.resources.abc import Traversable
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

from attrs import field

from evalkit.errors import PluginError
from evalkit.facts.unit import Unit
from evalkit.frozen import define, frozen
from evalkit.messages import say

F = TypeVar("F", bound=Callable[..., Any])

Money = Annotated[Decimal, Unit.MONEY]
"""An amount in yuan."""
Ratio = Annotated[Decimal, Unit.RATIO]
"""A ratio: 1 means 100 %."""
Count = Annotated[Decimal, Unit.COUNT]
"""A whole number of things."""
Score = Annotated[Decimal, Unit.SCORE]
"""An amount of marks."""

ARITHMETIC = Context(prec=34, rounding=ROUND_HALF_EVEN, traps=[])
"""Decimal arithmetic of measures: x ÷ 0 is infinite, 0 ÷ 0 is NaN; neither raises."""


@frozen
class Measure:
    """A named function of facts.

    `parameters` are the ids of the facts it needs, each with the unit it expects; `claimed_as` is
    the id of the fact in which a report states the same value itself, or None.
    """

    id: str
    title: str
    title_en: str
    function: Callable[..., Decimal | bool]
    parameters: Mapping[str, Unit]
    unit: Unit
    claimed_as: str | None
    dimension: str

    def evaluate(self, values: Mapping[str, Decimal]) -> Decimal | bool | None:
        """Return the value for `values`, one for each parameter; None when there is no rate (0 ÷ 0).

        A positive amount over zero is ``Decimal("Infinity")``; a measure in YES_NO gives a bool.
        Raises PluginError when the function raises or returns anything else.
        """
        try:
            with localcontext(ARITHMETIC):
                value: object = self.function(**{name: values[name] for name in self.parameters})
        except Exception as error:  # a plugin's fault must cost its own indicators only
            raise PluginError(
                self.dimension,
                say(
                    "测算“{id}”时出错：{kind}: {error}",
                    "measure {id} raised {kind}: {error}",
                    id=self.id,
                    kind=type(error).__name__,
                    error=str(error),
                ),
            ) from error
        if isinstance(value, bool) and self.unit is Unit.YES_NO:
            return value
        if not isinstance(value, Decimal):
            raise PluginError(
                self.dimension,
                say(
                    "测算“{id}”返回了 {kind}，应为 Decimal",
                    "measure {id} returned {kind}, not a Decimal",
                    id=self.id,
                    kind=type(value).__name__,
                ),
            )
        return None if value.is_nan() else value


def _unit_of(hint: Any) -> Unit | None:
    return next((extra for extra in get_args(hint)[1:] if isinstance(extra, Unit)), None)


@define
class Dimension:
    """The measures of one dimension and the catalogue of the facts that belong to it.

    `catalogue` is the TOML file that defines and words the dimension's facts, or None.
    """

    id: str
    title: str = field(kw_only=True)
    title_en: str = field(kw_only=True, default="")
    catalogue: Traversable | None = field(kw_only=True, default=None)
    measures: dict[str, Measure] = field(init=False, factory=dict)

    def measure(self, *, title: str, title_en: str = "", claimed_as: str | None = None) -> Callable[[F], F]:
        """Register the decorated function as the measure of its name.

        Every parameter is annotated with Money, Ratio, Count or Score, and so is the result.
        Raises PluginError when one is not, or when the name is taken.
        """

        def register(function: F) -> F:
            name = function.__name__
            hints = get_type_hints(function, include_extras=True)
            parameters = {
                parameter: _unit_of(hints.get(parameter))
                for parameter in inspect.signature(function).parameters
            }
            unit = _unit_of(hints.get("return"))
            bare = [parameter for parameter, found in parameters.items() if found is None]
            if bare or unit is None:
                raise PluginError(
                    self.id,
                    say(
                        "测算“{id}”缺少单位标注：{bare}（可用：Money、Ratio、Count、Score）",
                        "measure {id} has no unit on {bare} (allowed: Money, Ratio, Count, Score)",
                        id=name,
                        bare=", ".join([*bare, *(["return"] if unit is None else [])]),
                    ),
                )
            if name in self.measures:
                raise PluginError(self.id, say("测算“{id}”重复", "measure {id} is defined twice", id=name))
            self.measures[name] = Measure(
                id=name,
                title=title,
                title_en=title_en or name,
                function=function,
                parameters={parameter: found for parameter, found in parameters.items() if found is not None},
                unit=unit,
                claimed_as=claimed_as,
                dimension=self.id,
            )
            return function

        return register
