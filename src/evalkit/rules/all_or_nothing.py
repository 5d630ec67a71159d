"""All or nothing: full marks on one side of a bound, none on the other."""

from decimal import Decimal
from typing import ClassVar

from evalkit.frozen import frozen
from evalkit.messages import say
from evalkit.rules.curve import Bound, Curve, Piece
from evalkit.rules.one_value import OneValueRule
from evalkit.rules.rule import Fault, Title


@frozen
class AllOrNothing(OneValueRule):
    """Full marks within one bound: ``to`` or ``below`` from above, ``from`` or ``above`` from below.

    ``measure`` is a measure or a numeric fact, the bound is in its unit. ``to = "100%"``: 100 % earns all, 100.01 % nothing; ``below`` and ``above`` leave the very value out.
    """

    name: ClassVar[str] = "all_or_nothing"
    title: ClassVar[Title] = Title("达标得分", "All or nothing")

    measure: str
    to: Decimal | None = None
    below: Decimal | None = None
    from_: Decimal | None = None
    above: Decimal | None = None

    def curve(self, marks: Decimal) -> Curve:
        """Return two pieces, full marks and none."""
        zero = Decimal(0)
        upper = next((each for each in (self.to, self.below) if each is not None), None)
        if upper is not None:
            bound = Bound(upper, included=self.to is not None)
            return Curve((Piece(None, bound, marks), Piece(bound.complement, None, zero)))
        lower = next(each for each in (self.from_, self.above) if each is not None)
        bound = Bound(lower, included=self.from_ is not None)
        return Curve((Piece(None, bound.complement, zero), Piece(bound, None, marks)))

    def check(self, marks: Decimal) -> tuple[Fault, ...]:
        """Return that not exactly one bound is stated."""
        if sum(each is not None for each in (self.to, self.below, self.from_, self.above)) == 1:
            return ()
        message = say("要写且只写一个界限", "exactly one bound is needed")
        return (Fault((), message, say("to、below、from、above", "to, below, from, above")),)
