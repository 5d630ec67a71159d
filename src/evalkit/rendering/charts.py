"""Charts as pictures of lines inside a page (SVG): drawn by hand, coloured by the page's style sheet."""

from collections.abc import Callable, Iterable, Sequence
from math import ceil, floor, log10

from rich.cells import cell_len

from evalkit.frozen import frozen
from evalkit.rendering.html import Child, Markup, element

WIDTH = 1030
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 10, 34
_ROW = 26
_NAMES = 260


@frozen
class Scale:
    """Where values come to lie on a line: `low` at `start`, `high` at `end`, in units of the picture."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return where `value` lies."""
        span = self.high - self.low
        return self.start if not span else self.start + (value - self.low) / span * (self.end - self.start)


def ticks(low: float, high: float, most: int = 8) -> list[float]:
    """Return round numbers from `low` to `high`, 1, 2 or 5 of a power of ten apart, about `most` of them."""
    span = high - low
    if span <= 0:
        return [low]
    power = 10.0 ** floor(log10(span / most))
    step = next(each * power for each in (1, 2, 5, 10) if span / (each * power) <= most)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(place * step, 9) for place in range(first, last + 1)]


def svg(width: float, height: float, label: str, pieces: Iterable[Child]) -> Markup:
    """Return a picture with a description for those who cannot see it."""
    return element(
        "svg",
        element("title", label),
        *pieces,
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        role="img",
        aria_label=label,
    )


def text(x: float, y: float, words: str, anchor: str = "middle", class_: str | None = None) -> Markup:
    """Return text of a picture, set around, before or behind a point."""
    return element("text", words, x=x, y=y, text_anchor=anchor, class_=class_)


def _line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def _rect(x: float, y: float, width: float, height: float, class_: str) -> Markup:
    return element("rect", x=x, y=y, width=width, height=height, class_=class_)


def _vertical(scale: Scale, show: Callable[[float], str]) -> list[Markup]:
    found = []
    for tick in ticks(scale.low, scale.high):
        y = scale(tick)
        found += [_line(_LEFT, y, WIDTH - _RIGHT, y, "axis"), text(_LEFT - 6, y + 4, show(tick), "end")]
    return found


@frozen
class Band:
    """Values in a row with the range that each lies in."""

    value: float
    low: float
    high: float


def band_chart(
    bands: Sequence[Band], label: str, across: str, *, falling: bool = False, names: Sequence[str] = ()
) -> Markup:
    """Return the values from left to right, with the ranges as a band behind them.

    `across` says what the horizontal axis counts, from 1; with `names` each value has its own below it
    instead. `falling` turns the vertical axis round, so that 1 is at the top.
    """
    height = 320
    low, high = min(each.low for each in bands), max(each.high for each in bands)
    ends = (_TOP, height - _BOTTOM) if falling else (height - _BOTTOM, _TOP)
    y = Scale(low, high, *ends) if high > low else Scale(low - 1, high + 1, *ends)
    margin = (WIDTH - _LEFT - _RIGHT) / (2 * len(bands)) if names else 8
    x = Scale(1, max(len(bands), 2), _LEFT + margin, WIDTH - _RIGHT - margin)
    pieces = _vertical(y, lambda tick: f"{tick:g}")
    below = (
        enumerate(names, 1) if names else ((tick, f"{tick:g}") for tick in ticks(1, max(len(bands), 2), 10))
    )
    pieces += [text(x(at), height - _BOTTOM + 16, name) for at, name in below if at == int(at)]
    pieces.append(text(WIDTH - _RIGHT, height - 4, across, "end"))
    points = [(x(place), each) for place, each in enumerate(bands, 1)]
    if len(bands) <= _FEW:
        for at, each in points:
            pieces.append(
                _rect(at - 2.5, min(y(each.high), y(each.low)), 5, abs(y(each.high) - y(each.low)), "band")
            )
            pieces.append(element("circle", cx=at, cy=y(each.value), r=3, class_="dot"))
        return svg(WIDTH, height, label, pieces)
    outline = [(at, y(each.high)) for at, each in points] + [
        (at, y(each.low)) for at, each in reversed(points)
    ]
    pieces.append(element("path", d=f"M{_path(outline)}Z", class_="band"))
    pieces.append(
        element("path", d=f"M{_path([(at, y(each.value)) for at, each in points])}", class_="curve")
    )
    return svg(WIDTH, height, label, pieces)


_FEW = 150
"""Up to how many values each has a mark of its own; more are drawn as a curve."""


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def histogram(counts: Sequence[int], edges: Sequence[float], label: str, across: str) -> Markup:
    """Return bars of how many values lie between neighbouring edges."""
    height = 240
    y = Scale(0, max(*counts, 1), height - _BOTTOM, _TOP + 14)
    x = Scale(edges[0], edges[-1], _LEFT + 4, WIDTH - _RIGHT)
    pieces = _vertical(y, lambda tick: f"{tick:g}" if tick == int(tick) else "")
    for count, left, right in zip(counts, edges, edges[1:], strict=False):
        bar = _rect(x(left) + 1, y(count), x(right) - x(left) - 2, y(0) - y(count), "bar")
        pieces.append(bar)
        if count:
            pieces.append(
                text((x(left) + x(right)) / 2, y(count) - 3, str(count)) if y(count) > _TOP + 12 else bar
            )
    pieces += [text(x(edge), height - _BOTTOM + 16, f"{edge:g}") for edge in edges[::2]]
    pieces.append(text(WIDTH - _RIGHT, height - 4, across, "end"))
    return svg(WIDTH, height, label, pieces)


@frozen
class Box:
    """A row of a box plot: five values from 0 to 1."""

    name: str
    lowest: float
    lower: float
    median: float
    upper: float
    highest: float


def box_plot(boxes: Sequence[Box], label: str) -> Markup:
    """Return one box a row: whiskers to the ends, the box between the quartiles, a line at the median."""
    height = len(boxes) * _ROW + 30
    x = Scale(0, 1, _NAMES, WIDTH - 24)
    pieces: list[Child] = []
    for tick in (0, 0.25, 0.5, 0.75, 1):
        pieces += [_line(x(tick), 4, x(tick), height - 24, "axis"), text(x(tick), height - 8, f"{tick:.0%}")]
    for row, box in enumerate(boxes):
        y = row * _ROW + _ROW / 2 + 4
        pieces += [
            text(_NAMES - 12, y + 4, shortened(box.name), "end", "name"),
            _line(x(box.lowest), y, x(box.highest), y, "whisker"),
            _line(x(box.lowest), y - 5, x(box.lowest), y + 5, "whisker"),
            _line(x(box.highest), y - 5, x(box.highest), y + 5, "whisker"),
            _rect(x(box.lower), y - 8, x(box.upper) - x(box.lower), 16, "box"),
            _line(x(box.median), y - 8, x(box.median), y + 8, "middle"),
        ]
    return svg(WIDTH, height, label, pieces)


@frozen
class Bar:
    """A row of a bar chart: its name, its value and how that is shown."""

    name: str
    value: float
    shown: str
    waiting: bool = False


def bar_chart(bars: Sequence[Bar], label: str) -> Markup:
    """Return one bar a row, from 0 on."""
    height = len(bars) * _ROW + 8
    x = Scale(0, max([bar.value for bar in bars] or [1]) or 1, _NAMES, WIDTH - 130)
    pieces: list[Child] = []
    for row, bar in enumerate(bars):
        y = row * _ROW + _ROW / 2 + 4
        pieces += [
            text(_NAMES - 12, y + 4, shortened(bar.name), "end", "name"),
            _rect(_NAMES, y - 8, max(x(bar.value) - _NAMES, 1), 16, "waiting" if bar.waiting else "bar"),
            text(max(x(bar.value), _NAMES + 1) + 6, y + 4, bar.shown, "start"),
        ]
    return svg(WIDTH, height, label, pieces)


def shortened(name: str, cells: int = 36) -> str:
    """Return a name that has room beside a bar, cut at its end; the whole name stands in the table."""
    if cell_len(name) <= cells:
        return name
    kept = name
    while cell_len(kept) >= cells:
        kept = kept[: len(kept) - max((cell_len(kept) - cells) // 2, 1)]
    return f"{kept}…"


def ranged(
    value: float, low: float, high: float, scale: Scale, label: str, at: Sequence[float] = ()
) -> Markup:
    """Return a small picture for a cell: a value and the range that it lies in, with a line across `at` some."""
    pieces: list[Child] = [
        _line(scale.start, 7, scale.end, 7, "axis"),
        *(_line(scale(each), 1, scale(each), 13, "axis") for each in at),
        _rect(scale(low), 4, max(scale(high) - scale(low), 0), 6, "band"),
        element("circle", cx=scale(value), cy=7, r=3.5, class_="dot"),
    ]
    return svg(scale.start + scale.end, 14, label, pieces)


_NARROW = 540
"""How wide a picture is that stands in half a page."""
_BESIDE = 160


@frozen
class Part:
    """A row of shares of a whole: what is won for certain, up to what may be won, and how that is shown."""

    name: str
    low: float
    high: float
    shown: str


def parts(rows: Sequence[Part], label: str, described: str) -> Markup:
    """Return one bar a row, of a whole from 0 to 1, with what is open as an interval at its end."""
    height = len(rows) * _ROW + 8
    x = Scale(0, 1, _BESIDE, _NARROW - 176)
    pieces: list[Child] = [element("desc", described)]
    for row, each in enumerate(rows):
        y = row * _ROW + _ROW / 2 + 4
        pieces += [
            text(_BESIDE - 10, y + 4, shortened(each.name, 22), "end", "name"),
            _rect(x(0), y - 8, x(1) - x(0), 16, "gone"),
            _rect(x(0), y - 8, max(x(each.low) - x(0), 0), 16, "bar"),
        ]
        if each.high > each.low:
            pieces += [
                _rect(x(each.low), y - 8, x(each.high) - x(each.low), 16, "open"),
                _line(x(each.high), y - 11, x(each.high), y + 11, "whisker"),
                _line(x(each.low), y, x(each.high), y, "whisker"),
            ]
        pieces.append(text(x(1) + 8, y + 4, each.shown, "start"))
    return svg(_NARROW, height, label, pieces)


@frozen
class Fall:
    """A step of a waterfall: its name, what is lost (a gain when below 0) and open, and how that is shown.

    What `is_sum` holds the steps that follow it together, and is not one itself.
    """

    name: str
    lost: float
    open: float
    shown: str
    is_sum: bool = False


def falls(
    steps: Sequence[Fall],
    ends: tuple[tuple[str, str], tuple[str, str]],
    total: tuple[float, float],
    full: float,
    label: str,
    described: str,
) -> Markup:
    """Return the way from `full` down to the `total`, low and high, a row each step; `ends` name the two."""
    height = (len(steps) + 2) * _ROW + 30
    least = min([total[0], *_levels(steps, full)])
    x = Scale(least, max(full, total[1], least + 1), _BESIDE, _NARROW - 96)
    pieces: list[Child] = [element("desc", described)]
    for tick in ticks(x.low, x.high, 6):
        pieces += [_line(x(tick), 4, x(tick), height - 24, "axis"), text(x(tick), height - 8, f"{tick:g}")]
    pieces += _row_of(0, ends[0], "name")
    pieces.append(element("circle", cx=x(full), cy=_middle(0), r=5, class_="dot"))
    left = full
    for row, each in enumerate(steps, 1):
        pieces += _row_of(row, (each.name, each.shown), "name strong" if each.is_sum else "name")
        pieces += _step(each, left, _middle(row), x)
        left -= 0 if each.is_sum else each.lost + each.open
    last = len(steps) + 1
    pieces += _row_of(last, ends[1], "name strong")
    pieces.append(_rect(x(total[0]), _middle(last) - 5, x(total[1]) - x(total[0]), 10, "open"))
    pieces.append(element("circle", cx=x(total[0]), cy=_middle(last), r=5, class_="dot"))
    return svg(_NARROW, height, label, pieces)


def _levels(steps: Sequence[Fall], full: float) -> list[float]:
    found = [full]
    for each in steps:
        if not each.is_sum:
            found.append(found[-1] - each.lost - each.open)
    return found


def _middle(row: int) -> float:
    return row * _ROW + _ROW / 2 + 4


def _row_of(row: int, named: tuple[str, str], class_: str) -> list[Markup]:
    name, shown = named
    y = _middle(row) + 4
    return [
        text(_BESIDE - 10, y, shortened(name, 22), "end", class_),
        text(_NARROW - 88, y, shortened(shown, 14), "start"),
    ]


def _step(each: Fall, left: float, y: float, x: Scale) -> list[Markup]:
    """Return the bar of a step that begins at `left`: what is lost, then what is open."""
    after, tall = left - each.lost, 4 if each.is_sum else 14
    found = []
    if each.lost:
        low, high = sorted((x(after), x(left)))
        kind = "gain" if each.lost < 0 else "sum" if each.is_sum else "fall"
        found.append(_rect(low, y - tall / 2, max(high - low, 1), tall, kind))
    if each.open:
        kind = "sum" if each.is_sum else "open"
        found.append(
            _rect(x(after - each.open), y - tall / 2, max(x(after) - x(after - each.open), 1), tall, kind)
        )
    return found
