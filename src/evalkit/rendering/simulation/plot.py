"""A grid as a picture (SVG) that stands alone: the mean score, and how many gain and lose, against the value."""

from collections.abc import Sequence

from evalkit.messages import Lang, say
from evalkit.province.simulated import Grid
from evalkit.rendering.charts import Scale, ticks
from evalkit.rendering.html import Child, Markup, element, joined

_WIDTH, _HEIGHT = 760, 460
_LEFT, _RIGHT, _TOP, _MIDDLE, _BOTTOM = 60, 20, 34, 290, 420
_STYLE = (
    "text{font:12px sans-serif;fill:#333}.axis{stroke:#ddd}.mean{fill:none;stroke:#1f5fa8;stroke-width:2}"
    ".band{fill:#1f5fa8;opacity:.12}.gain{fill:#2f8f5b}.lose{fill:#c0392b}.head{font-size:14px}"
)


def grid_svg(found: Grid, lang: Lang) -> str:
    """Return the picture: above the mean score with its interval, below bars of those that gain and lose."""
    pieces: list[Child] = [
        element("title", found.place),
        Markup(f"<style>{_STYLE}</style>"),
        element("rect", x=0, y=0, width=_WIDTH, height=_HEIGHT, fill="#fff"),
        *_means(found, lang),
        *_counts(found, lang),
        *_values(found),
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">'
    return f"{head}{joined(pieces).text}</svg>\n"


def _across(found: Grid) -> list[float]:
    """Return where the values come to lie from left to right."""
    count = len(found.points)
    step = (_WIDTH - _LEFT - _RIGHT) / count
    return [_LEFT + step * (place + 0.5) for place in range(count)]


def _means(found: Grid, lang: Lang) -> list[Child]:
    wholes = [point.outcome.after.mean for point in found.points]
    lows, highs = [float(each.low) for each in wholes], [float(each.high) for each in wholes]
    least, most = min(lows), max(highs)
    room = (most - least) * 0.05 or 1.0
    y = Scale(least - room, most + room, _MIDDLE - 20, _TOP)
    xs = _across(found)
    outline = [*zip(xs, map(y, highs), strict=True), *reversed([*zip(xs, map(y, lows), strict=True)])]
    return [
        _text(_LEFT, _TOP - 14, say("平均得分", "mean score").text(lang), "start", "head"),
        *_grid_lines(y, ticks(y.low, y.high)),
        element("path", d=f"M{_path(outline)}Z", class_="band"),
        element("path", d=f"M{_path([*zip(xs, map(y, lows), strict=True)])}", class_="mean"),
        *(element("circle", cx=x, cy=y(low), r=2.5, fill="#1f5fa8") for x, low in zip(xs, lows, strict=True)),
    ]


def _counts(found: Grid, lang: Lang) -> list[Child]:
    most = max(max(point.outcome.gained, point.outcome.lost) for point in found.points)
    y = Scale(0, max(most, 1), _BOTTOM, _MIDDLE + 26)
    width = (_WIDTH - _LEFT - _RIGHT) / len(found.points) * 0.4
    title = say("得分上升（绿）、下降（红）的报告数", "reports that gain (green) and lose (red)").text(lang)
    pieces: list[Child] = [_text(_LEFT, _MIDDLE + 12, title, "start", "head")]
    pieces += _grid_lines(y, [tick for tick in ticks(0, y.high, 4) if tick == int(tick)])
    for x, point in zip(_across(found), found.points, strict=True):
        for left, count, kind in ((x - width, point.outcome.gained, "gain"), (x, point.outcome.lost, "lose")):
            if count:
                pieces.append(
                    element("rect", x=left, y=y(count), width=width, height=_BOTTOM - y(count), class_=kind)
                )
    return pieces


def _values(found: Grid) -> list[Child]:
    every = max(1, len(found.points) // 12)
    places = zip(_across(found), found.points, strict=True)
    pieces: list[Child] = [
        _text(x, _BOTTOM + 16, point.value) for at, (x, point) in enumerate(places) if at % every == 0
    ]
    return [*pieces, _text(_WIDTH / 2, _HEIGHT - 6, found.place)]


def _grid_lines(y: Scale, at: Sequence[float]) -> list[Child]:
    found: list[Child] = []
    for tick in at:
        found.append(element("line", x1=_LEFT, y1=y(tick), x2=_WIDTH - _RIGHT, y2=y(tick), class_="axis"))
        found.append(_text(_LEFT - 6, y(tick) + 4, f"{tick:g}", "end"))
    return found


def _text(x: float, y: float, words: str, anchor: str = "middle", class_: str | None = None) -> Markup:
    return element("text", words, x=x, y=y, text_anchor=anchor, class_=class_)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
