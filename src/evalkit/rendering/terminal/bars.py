"""Bars of marks: what is won, what is still open, what is lost."""

from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from evalkit.frozen import frozen
from evalkit.scoring.scorecard import DimensionResult, IndicatorResult, Scorecard

WON, OPEN, LOST = "━", "╌", "·"
_LEAST = 10


def cells(parts: Sequence[Decimal], width: int) -> list[int]:
    """Share `width` cells out among the parts, largest remainders first.

    A part that is not zero gets at least one cell, so that no loss and no open mark is invisible.
    Negative parts count as zero. Without any part there are no cells.
    """
    whole = sum((max(part, Decimal(0)) for part in parts), Decimal(0))
    if not whole or width <= 0:
        return [0] * len(parts)
    exact = [max(part, Decimal(0)) * width / whole for part in parts]
    shares = [max(int(share), 1 if share else 0) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda index: (int(exact[index]) - exact[index], index))
    for index in by_remainder[: max(width - sum(shares), 0)]:
        shares[index] += 1
    while sum(shares) > width and max(shares) > 1:
        shares[shares.index(max(shares))] -= 1
    return shares


@frozen
class Bar:
    """Marks won, open and lost, which together fill the width there is."""

    won: Decimal
    undetermined: Decimal
    lost: Decimal

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the bar as one line."""
        solid, waiting, gone = cells((self.won, self.undetermined, self.lost), options.max_width)
        yield Text.assemble((WON * solid, "green"), (OPEN * waiting, "yellow"), (LOST * gone, "red"))

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return a least width, below which a bar says nothing, and all there is."""
        return Measurement(min(_LEAST, options.max_width), options.max_width)


def bar(scored: Scorecard | DimensionResult | IndicatorResult) -> Bar:
    """Return the bar of a result."""
    return Bar(scored.low, scored.high - scored.low, scored.marks - scored.high)


def share(part: Decimal, whole: Decimal, width: int, style: str) -> Text:
    """Return the share of `part` in `whole` as a bar of at most `width` cells."""
    solid, _ = cells((part, whole - part), width)
    return Text(WON * solid, style)
