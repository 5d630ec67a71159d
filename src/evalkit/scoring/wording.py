"""Wordings compared the way a reader compares them: without layout, emphasis and quotation marks."""

import re
from collections.abc import Iterable
from functools import lru_cache

from evalkit.documents.normal import normal
from evalkit.documents.traditional import is_traditional, simplified

_LAYOUT = re.compile(r"[\s*“”\"‘’'＂＇]+")
_BLANKS = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace() and sign != "\n")
_LAYOUT_IN_LINES = re.compile(f"[{re.escape(_BLANKS)}*“”\"‘’'＂＇]+")
"""The same within lines; one class of signs, for a choice between two takes ten times as long."""

_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_KIND = re.compile(r"(?:情况|[率数额度])$")

SHORTEST = 4
"""How many characters a title must have left to be looked for: shorter ones stand in any text."""


def plainly(text: str) -> str:
    """Return `text` without white space, quotation marks and emphasis, full-width signs as ASCII.

    Traditional characters become simplified ones.
    """
    plain = _LAYOUT.sub("", normal(text))
    return simplified(plain) if is_traditional(plain) else plain


def plain_lines(text: str) -> str:
    """Return `text` with each of its lines as `plainly` gives it; many lines at once cost much less."""
    plain = _LAYOUT_IN_LINES.sub("", normal(text))
    if not is_traditional(plain):
        return plain
    return "\n".join(simplified(line) if is_traditional(line) else line for line in plain.split("\n"))


@lru_cache(maxsize=4096)
def plain_word(word: str) -> str:
    """Return a word of a rubric as `plainly` does: every report is searched for the same ones."""
    return plainly(word)


@lru_cache(maxsize=4096)
def core(title: str) -> str:
    """Return what a title is about: no asides in brackets, no 率, 数 or 情况 at its end; "" when too short."""
    found = _KIND.sub("", plainly(_ASIDE.sub("", title)))
    return found if len(found) >= SHORTEST else ""


def says(wording: str, words: Iterable[str]) -> bool:
    """Return whether `wording` contains one of `words`; both are plain already."""
    return any(word in wording for word in words)
