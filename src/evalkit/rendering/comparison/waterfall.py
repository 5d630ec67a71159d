"""The way from A's total to B's as a picture: a step for each row that moved it, the longest first."""

from collections.abc import Sequence

from evalkit.frozen import frozen
from evalkit.rendering.charts import WIDTH, Scale, shortened, svg, text, ticks
from evalkit.rendering.html import Child, Markup, element

_ROW, _NAMES, _NUMBERS = 26, 280, 150
_MOST = 30
"""How many steps are drawn one by one; the rest, the shortest, are one step."""


@frozen
class Step:
    """How far a row moves the total, at the lower end of its interval, and how that is shown."""

    name: str
    move: float
    shown: str


@frozen
class End:
    """Where the way begins or ends: the interval of a total, and how it is shown."""

    name: str
    low: float
    high: float
    shown: str


def waterfall(begin: End, steps: Sequence[Step], end: End, rest: str, label: str, described: str) -> Markup:
    """Return the picture; `rest` names the steps too many to be drawn one by one."""
    drawn = list(steps[:_MOST])
    if len(steps) > _MOST:
        left = sum(step.move for step in steps[_MOST:])
        drawn.append(Step(rest, left, f"{left:+.2f}".replace("-", "−")))
    levels = [begin.low]
    for step in drawn:
        levels.append(levels[-1] + step.move)
    x = _scale([*levels, begin.high, end.low, end.high])
    height = (len(drawn) + 2) * _ROW + 30
    pieces: list[Child] = [element("desc", described)]
    for tick in ticks(x.low, x.high):
        at = x(tick)
        pieces += [_line(at, 4, at, height - 24, "axis"), text(at, height - 8, f"{tick:g}")]
    pieces += _end(begin, 0, x)
    for row, (step, level) in enumerate(zip(drawn, levels, strict=False), 1):
        pieces += _named(row, step.name, step.shown, "name")
        low, high = sorted((x(level), x(level + step.move)))
        kind = "gain" if step.move > 0 else "fall"
        pieces.append(_rect(low, _middle(row) - 7, max(high - low, 1), 14, kind))
        pieces.append(_line(x(level), _middle(row - 1), x(level), _middle(row) + 7, "axis"))
    pieces += _end(end, len(drawn) + 1, x)
    return svg(WIDTH, height, label, pieces)


def _scale(levels: Sequence[float]) -> Scale:
    """Return a scale that all levels lie on, with some room on both sides."""
    low, high = min(levels), max(levels)
    room = (high - low) * 0.05 or 1.0
    return Scale(low - room, high + room, _NAMES, WIDTH - _NUMBERS)


def _end(end: End, row: int, x: Scale) -> list[Child]:
    y = _middle(row)
    return [
        *_named(row, end.name, end.shown, "name strong"),
        _rect(x(end.low), y - 5, max(x(end.high) - x(end.low), 0), 10, "open"),
        element("circle", cx=x(end.low), cy=y, r=5, class_="dot"),
    ]


def _named(row: int, name: str, shown: str, class_: str) -> list[Child]:
    y = _middle(row) + 4
    return [
        text(_NAMES - 14, y, shortened(name), "end", class_),
        text(WIDTH - _NUMBERS + 12, y, shortened(shown, 20), "start"),
    ]


def _middle(row: int) -> float:
    return row * _ROW + _ROW / 2 + 4


def _line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def _rect(x: float, y: float, width: float, height: float, class_: str) -> Markup:
    return element("rect", x=x, y=y, width=width, height=height, class_=class_)
