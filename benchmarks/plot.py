"""A picture of the throughput: a bar an engine, on a scale of powers of ten; drawn as SVG by hand."""

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10

from benchmarks.contest import Result

_WIDTH, _LABELS, _BAR, _STEP, _HEAD = 820, 275, 14, 22, 30
_OURS, _PEER, _BOUND = "#c0392b", "#7f8c8d", "#2c5f8a"
_BOUNDS = ("python", "python-reasons", "decimal", "numpy")


def picture(one: Sequence[Result], columns: dict[int, list[Result]]) -> str:
    """Return the SVG: records a second one by one, and in each size of table."""
    panels = [("One record, warm: records a second", one)]
    panels += [(f"Columns, {count:,} records: records a second", each) for count, each in columns.items()]
    drawn, top = [], 0
    for title, results in panels:
        timed = sorted((each for each in results if each.off is None), key=lambda each: -each.rate)
        if timed:
            drawn += _panel(title, timed, top)
            top += _HEAD + _STEP * len(timed) + 34
    colours = ((_OURS, "evalkit"), (_PEER, "peers"), (_BOUND, "by hand"))
    for place, (colour, words) in enumerate(colours):
        left = _LABELS + 110 * place
        drawn.append(f'<rect x="{left}" y="{top}" width="12" height="12" fill="{colour}"/>')
        drawn.append(f'<text x="{left + 18}" y="{top + 10}">{words}</text>')
    body = "\n".join(drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{top + 20}" '
        f'viewBox="0 0 {_WIDTH} {top + 20}" font-family="sans-serif" font-size="12" fill="#222">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n'
    )


def _panel(title: str, results: Sequence[Result], top: int) -> list[str]:
    least, most = (
        floor(log10(min(each.rate for each in results)) - 0.05),
        ceil(log10(max(each.rate for each in results))),
    )
    scale = (_WIDTH - _LABELS - 80) / (most - least)
    bottom = top + _HEAD + _STEP * len(results)
    lines = [f'<text x="8" y="{top + 18}" font-weight="bold">{escape(title)}</text>']
    for power in range(least, most + 1):
        at = _LABELS + (power - least) * scale
        lines.append(
            f'<line x1="{at:.0f}" y1="{top + _HEAD - 4}" x2="{at:.0f}" y2="{bottom}" stroke="#ddd"/>'
        )
        lines.append(
            f'<text x="{at:.0f}" y="{bottom + 13}" text-anchor="middle" fill="#777">{10**power:,}</text>'
        )
    for place, each in enumerate(results):
        y = top + _HEAD + _STEP * place
        width = (log10(each.rate) - least) * scale
        lines += [
            f'<text x="{_LABELS - 8}" y="{y + 11}" text-anchor="end">{escape(each.title)}</text>',
            f'<rect x="{_LABELS}" y="{y}" width="{width:.0f}" height="{_BAR}" fill="{_colour(each.engine)}"/>',
            f'<text x="{_LABELS + width + 5:.0f}" y="{y + 11}" fill="#555">{each.rate:,.0f}</text>',
        ]
    return lines


def _colour(engine: str) -> str:
    if engine.startswith("evalkit"):
        return _OURS
    return _BOUND if engine in _BOUNDS else _PEER
