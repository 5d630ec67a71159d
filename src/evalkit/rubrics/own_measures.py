"""Measures that a rubric brings itself, each a formula of facts."""

from collections.abc import Collection, Mapping

from evalkit.errors import Problem
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.measures.measure import Measure
from evalkit.messages import say
from evalkit.rubrics.place import Place
from evalkit.rubrics.tables import MeasureTable


@frozen
class OwnMeasure:
    """What a ``[[measure]]`` came to: the measure, or None and what is wrong with it."""

    measure: Measure | None = None
    problems: tuple[Problem, ...] = ()


def own_measure(
    place: Place, table: MeasureTable, known: Mapping[str, Unit], measures: Collection[str]
) -> OwnMeasure:
    """Return the measure of the `table` at `place`.

    `known` are the measures and facts there are, each with its unit; `measures` says which of them
    are measures, for a formula rests on facts only.
    """
    from evalkit.measures.formula import FormulaError, read_formula

    if table.id in known:
        message = say("已有叫“{id}”的测算或事实", "there is a measure or fact {id} already", id=table.id)
        return OwnMeasure(problems=(place.problem(message, "id"),))
    facts = {id: unit for id, unit in known.items() if id not in measures}
    try:
        formula = read_formula(table.formula, facts)
    except FormulaError as error:
        return OwnMeasure(problems=(place.problem(error.fault, "formula", allowed=error.allowed),))
    if table.claimed_as and facts.get(table.claimed_as) is not formula.unit:
        return OwnMeasure(problems=(place.problem(_NO_CLAIM, "claimed_as"),))
    return OwnMeasure(
        Measure(
            id=table.id,
            title=table.title,
            title_en=table.title_en,
            function=formula,
            parameters=formula.parameters,
            unit=formula.unit,
            claimed_as=table.claimed_as or None,
            dimension="",
        )
    )


_NO_CLAIM = say(
    "claimed_as 应是单位与公式相同的事实", "claimed_as must be a fact in the unit that the formula comes to"
)
