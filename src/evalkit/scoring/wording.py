"""Wordings compared the way a reader compares them: without layout, marks of emphasis and quotes."""

import re
from collections.abc import Iterable

_NARROW = {chr(0xFF01 + shift): chr(0x21 + shift) for shift in range(94)} | {"　": " "}
_FLAT = str.maketrans({wide: narrow for wide, narrow in _NARROW.items() if narrow not in "!,:;?()"})
_LAYOUT = re.compile(r"[\s*“”\"‘’']+")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_KIND = re.compile(r"(?:情况|[率数额度])$")

SHORTEST = 4
"""How many characters a title must have left to be looked for: shorter ones stand in any text."""


def plainly(text: str) -> str:
    """Return `text` without white space, quotation marks and emphasis, full-width signs as ASCII."""
    return _LAYOUT.sub("", text.translate(_FLAT))


def core(title: str) -> str:
    """Return what a title is about: no asides in brackets, no 率, 数 or 情况 at its end; "" when too short."""
    found = _KIND.sub("", plainly(_ASIDE.sub("", title)))
    return found if len(found) >= SHORTEST else ""


def says(text: str, words: Iterable[str]) -> bool:
    """Return whether `text` contains one of `words`, both compared plainly."""
    plain = plainly(text)
    return any(word in plain for word in map(plainly, words) if word)
