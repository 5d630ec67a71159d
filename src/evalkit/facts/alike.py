"""Amounts that are said to be the same as another: 决算 5 万元，与预算持平; 与上年持平，均为 5 万元."""

from collections.abc import Iterator

from attrs import evolve

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role
from evalkit.facts.reading import CURRENT, Reading, aspects_of, period_of
from evalkit.facts.sentence import Segment
from evalkit.facts.state import Memory, State
from evalkit.facts.unit import Unit

_SPENT = ("actual",)


def equal(
    part: Segment, subject: str, state: State, memory: Memory, catalogue: Catalogue, year: int | None
) -> Iterator[Reading]:
    """Yield the amount that equals the last one: 决算 5 万元，与预算持平.

    Where the clause speaks of another `subject` the amount is still to come, and `memory.alike` says
    which side or year it equals.
    """
    aspects, _ = aspects_of(part.sided, catalogue)
    period = period_of(part.timed, part.years, year) or CURRENT
    amount = memory.amount
    if subject not in ("", state.subject):
        memory.alike = (aspects if catalogue.is_budget(aspects) else (), period)
    elif amount is not None and not (aspects in ((), amount.aspects) and period == amount.period):
        yield evolve(
            amount,
            quantity=evolve(amount.quantity, end=part.end),
            aspects=aspects or amount.aspects,
            period=period,
            stated=True,
        )


def equally(part: Segment, reading: Reading, memory: Memory) -> Iterator[Reading]:
    """Yield the amount that was said to equal another before it was given: 与上年持平，均为 5 万元.

    One that is taken for the budget that it equals is what was spent too: 支出与预算一致，均为 5 万元.
    """
    if memory.alike is None or reading.quantity.unit is not Unit.MONEY:
        return
    aspects, period = memory.alike
    every = Role.ALL in part.roles and not (part.naming or part.sided or part.timed)
    if every and (aspects or period != reading.period):
        other = _SPENT if aspects and aspects == reading.aspects else aspects
        yield evolve(reading, aspects=other or reading.aspects, period=period)
