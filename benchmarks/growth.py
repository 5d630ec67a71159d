"""A picture of growth: time and memory against number of reports and length of a report, on scales of powers of ten."""

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10
from typing import Any

_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 330, 220, 60, 40, 60
_COLOURS = ("#c0392b", "#2c5f8a")

Curve = tuple[str, Sequence[tuple[float, float]]]
"""What is drawn, and its points."""


def picture(crowds: Sequence[dict[str, Any]], lengths: Sequence[dict[str, Any]]) -> str:
    """Return the SVG of what batches of ever more reports, and ever longer reports, take."""
    panels = [
        ("Number of reports: seconds", [("2 workers", _points(crowds, "reports", "clock"))]),
        (
            "Number of reports: peak megabytes",
            [
                ("the batch", _points(crowds, "reports", "megabytes")),
                ("a worker", _points(crowds, "reports", "worker_megabytes")),
            ],
        ),
        ("Characters of a report: seconds", [("one report", _points(lengths, "characters", "seconds"))]),
        (
            "Characters of a report: peak megabytes",
            [("one report", _points(lengths, "characters", "megabytes"))],
        ),
    ]
    across, down = _WIDTH + _LEFT + _GAP, _HEIGHT + _TOP + _GAP
    drawn = [
        line
        for place, (title, curves) in enumerate(panels)
        for line in _panel(title, curves, _LEFT + place % 2 * across, _TOP + place // 2 * down)
    ]
    width, height = 2 * across, 2 * down
    body = "\n".join(drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12" fill="#222">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n'
    )


def _points(found: Sequence[dict[str, Any]], across: str, up: str) -> list[tuple[float, float]]:
    return [(log10(each[across]), log10(each[up])) for each in found]


def _panel(title: str, curves: Sequence[Curve], left: float, top: float) -> list[str]:
    points = [point for _, each in curves for point in each]
    first, last = floor(min(x for x, _ in points)), ceil(max(x for x, _ in points))
    least, most = floor(min(y for _, y in points)), ceil(max(y for _, y in points))
    most = max(
        most, least + last - first
    )  # a power of ten is as long in both directions: in proportion is 45°
    bottom = top + _HEIGHT
    lines = [f'<text x="{left}" y="{top - 12}" font-weight="bold">{escape(title)}</text>']

    def at(point: tuple[float, float]) -> tuple[float, float]:
        x, y = point
        return (
            left + (x - first) / (last - first) * _WIDTH,
            bottom - (y - least) / (most - least) * _HEIGHT,
        )

    for power in range(first, last + 1):
        x, _ = at((power, least))
        lines.append(f'<line x1="{x:.0f}" y1="{top}" x2="{x:.0f}" y2="{bottom}" stroke="#ddd"/>')
        lines.append(
            f'<text x="{x:.0f}" y="{bottom + 16}" text-anchor="middle" fill="#777">{10**power:,}</text>'
        )
    for power in range(least, most + 1):
        _, y = at((first, power))
        lines.append(f'<line x1="{left}" y1="{y:.0f}" x2="{left + _WIDTH}" y2="{y:.0f}" stroke="#ddd"/>')
        lines.append(
            f'<text x="{left - 6}" y="{y + 4:.0f}" text-anchor="end" fill="#777">{10.0**power:,.10g}</text>'
        )
    for colour, away, (name, each) in zip(_COLOURS, (-8, 18), curves, strict=False):
        drawn = [at(point) for point in each]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in drawn)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in drawn]
        x, y = drawn[0]
        lines.append(f'<text x="{x + 8:.0f}" y="{y + away:.0f}" fill="{colour}">{escape(name)}</text>')
    return lines
