"""Text of reports and rubrics made safe to look at: nothing hidden, nothing that steers a screen."""

import re
from unicodedata import east_asian_width

_SPACES = re.compile(r"\s+")
_WIDE = frozenset("WF")
_KEPT = frozenset("\n\u3000")
"""White space that shapes a paragraph: a line break, and the indent of Chinese."""


def visible(text: str) -> str:
    """Return `text` on one line, with every character that cannot be seen shown as ``⟨U+001B⟩``.

    A line break between two Chinese characters closes up, any other white space becomes one space.
    Control characters would steer the terminal and direction marks would reorder the line, so
    neither reaches it.
    """
    line = _SPACES.sub(_closed_up, text).strip()
    if line.isprintable():
        return line
    return "".join(char if char.isprintable() else f"⟨U+{ord(char):04X}⟩" for char in line)


def seen(text: str) -> str:
    """Return `text` with its white space as it stands, and every other unseen character as `visible` shows it."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in _KEPT else " " if char.isspace() else f"⟨U+{ord(char):04X}⟩"
        for char in text
    )


def width_of(text: str) -> int:
    """Return how many columns `text` takes up where a Chinese character takes two."""
    return len(text) + sum(map(_is_wide, text))


def _closed_up(match: "re.Match[str]") -> str:
    space, text = match.group(), match.string
    if "\n" not in space or not match.start() or match.end() == len(text):
        return " "
    both_wide = _is_wide(text[match.start() - 1]) and _is_wide(text[match.end()])
    return "" if both_wide else " "


def _is_wide(char: str) -> bool:
    return east_asian_width(char) in _WIDE
