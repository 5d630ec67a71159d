"""Help pages: columns that stay straight with Chinese in them, without loading anything."""

from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

from evalkit.patterns import when_used

_WORD = when_used(r"(?s)(?:[!-~]+ ?|.)[，。；：、！？）”》]*")
"""What stays on one line: a word of ASCII or one other character, with the sign that follows it."""
_LEFT = 34
"""How wide the left column may get before its text moves to a line of its own."""


def cells(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` columns; no line begins with a comma or full stop."""
    lines: list[str] = []
    line = ""
    for word in _WORD.findall(text):
        if line and cells(line + word.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def paragraph(text: str, width: int) -> str:
    """Return `text` filled to `width`."""
    return "\n".join(wrapped(text, width))


def two_columns(rows: Sequence[tuple[str, str]], width: int) -> str:
    """Return `rows` as a list of names and what they mean."""
    left = max((cells(name) for name, _ in rows if cells(name) <= _LEFT), default=_LEFT)
    return "\n".join(line for name, text in rows for line in _row(name, text, left, width))


def _row(name: str, text: str, left: int, width: int) -> Iterable[str]:
    first, *more = wrapped(text, max(width - left - 5, 20))
    if cells(name) <= left:
        yield f"  {name}{' ' * (left - cells(name))}  {first}".rstrip()
    else:
        yield f"  {name}"
        more = [first, *more]
    for line in more:
        yield f"  {' ' * left}  {line}"
