"""Conditions in words, taken apart: what must hold and what must not, in each of the ways that they leave."""

from collections.abc import Iterator, Sequence
from itertools import product

Asked = tuple[str, bool]
"""One comparison or statement in words, and whether its contrary is asked for."""

_NOT = "并非"


def alternatives(words: str, *, contrary: bool = False) -> Iterator[tuple[Asked, ...]]:
    """Yield the ways in which `words` hold, or do not when `contrary`: each a list of what is asked."""
    for sign, joins in (("，且", not contrary), ("，或", contrary)):
        pieces = _split(words, sign)
        if len(pieces) > 1:
            ways = [list(alternatives(piece, contrary=contrary)) for piece in pieces]
            yield from _together(ways) if joins else (way for each in ways for way in each)
            return
    inner = _bracketed(words.removeprefix(_NOT))
    if inner is None:
        yield ((words, contrary),)
    else:
        yield from alternatives(inner, contrary=contrary is not words.startswith(_NOT))


def _together(ways: Sequence[Sequence[tuple[Asked, ...]]]) -> Iterator[tuple[Asked, ...]]:
    for chosen in product(*ways):
        yield tuple(asked for each in chosen for asked in each)


def _split(words: str, sign: str) -> list[str]:
    """Return the pieces of `words` between `sign`, but for those in brackets."""
    pieces, start, depth = [], 0, 0
    for at, letter in enumerate(words):
        depth += (letter == "（") - (letter == "）")
        if depth == 0 and words.startswith(sign, at):
            pieces.append(words[start:at])
            start = at + len(sign)
    return [*pieces, words[start:]]


def _bracketed(words: str) -> str | None:
    """Return what stands in the brackets around all of `words`, None when there are none."""
    if not words.startswith("（"):
        return None
    depth = 0
    for at, letter in enumerate(words):
        depth += (letter == "（") - (letter == "）")
        if depth == 0:
            return words[1:-1] if at == len(words) - 1 else None
    return None
