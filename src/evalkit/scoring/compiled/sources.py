"""Where the values of a compiled rubric come from: facts, or measures of facts."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import itemgetter

from evalkit.facts.fact import FactValue
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.measures.measure import Measure

Record = Mapping[str, FactValue]
"""The facts of one report by id; one that the report does not give is not in it."""

Read = Callable[[Record], object]
"""What gives a value of a record: None while facts are missing, NaN where there is no rate."""


class IrregularError(Exception):
    """Something that only the whole scorer can say: a measure that breaks, a fact of another kind."""


@frozen
class Source:
    """One value: the fact `id`, or its `measure`.

    `unit` is the value's unit, None for an id that nobody knows.
    """

    id: str
    measure: Measure | None
    unit: Unit | None

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts that the value can rest on, the measure's claim among them."""
        if self.measure is None:
            return (self.id,)
        claim = (self.measure.claimed_as,) if self.measure.claimed_as else ()
        return (*self.measure.parameters, *claim)

    def reader(self) -> Read:
        """Return what reads the value of a record, in the context that measures are reckoned in.

        It raises whatever a measure raises.
        """
        if self.unit is None:
            return _unknown
        if self.measure is None:
            id = self.id
            return lambda record: record.get(id)
        return _measured(self.measure)


def _unknown(record: Record) -> object:
    raise IrregularError


def _measured(measure: Measure) -> Read:
    function, parameters, claim = measure.function, tuple(measure.parameters), measure.claimed_as or ""

    def claimed(record: Record) -> object:
        value = record.get(claim)
        return value if isinstance(value, Decimal) else None

    if len(parameters) < 2:
        (id,) = parameters or ("",)

        def of_one(record: Record) -> object:
            if id and id not in record:
                return claimed(record)
            return function(record[id]) if id else function()

        return of_one
    arguments = itemgetter(*parameters)

    def of_several(record: Record) -> object:
        try:
            values = arguments(record)
        except KeyError:
            return claimed(record)
        return function(*values)

    return of_several
