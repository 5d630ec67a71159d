"""Rule shapes of this district: each says what its curve is, and reason and remedy follow from it."""

from decimal import Decimal

from attrs import frozen

from evalkit import Bound, Curve, OneValueRule, Piece, Title


@frozen
class Halved(OneValueRule):
    """Full marks up to `limit`, half of them above."""

    name = "halved"
    title = Title("超限减半", "Halved above a limit")

    measure: str
    limit: Decimal

    def curve(self, marks: Decimal) -> Curve:
        """Return full marks up to the limit, then half of them."""
        at = Bound(self.limit, included=True)
        return Curve((Piece(None, at, marks), Piece(at.complement, None, marks / 2)))
