"""Titles of all levels in one column, told apart by how they are numbered: 一、, （一）, 1., (1)."""

from collections.abc import Sequence

from evalkit.patterns import when_used

_STYLES = (
    when_used(r"[一二三四五六七八九十]{1,3}、"),
    when_used(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    when_used(r"\d{1,2}[.．、](?!\d)"),
    when_used(r"[(（]\d{1,2}[)）]|\d{1,2}[.．]\d{1,2}"),
)
_PLAIN = len(_STYLES)


def levels_in(titles: Sequence[str]) -> dict[int, tuple[str, ...] | None]:
    """Return the titles above each title of a column, None for those that are above others.

    An empty title is left out. Where no title is numbered, none is above another.
    """
    ranks = {place: _rank(title) for place, title in enumerate(titles) if title}
    following = dict(zip(ranks, [*ranks.values(), -1][1:], strict=True))
    above: list[tuple[int, str]] = []
    found: dict[int, tuple[str, ...] | None] = {}
    for place, rank in ranks.items():
        above = [each for each in above if each[0] < rank]
        if rank < _PLAIN and following[place] > rank:
            above.append((rank, titles[place]))
            found[place] = None
        else:
            found[place] = tuple(title for _, title in above)
    return found


def _rank(title: str) -> int:
    return next((rank for rank, style in enumerate(_STYLES) if style.match(title)), _PLAIN)
