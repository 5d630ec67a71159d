"""Text as a cell of a workbook takes it."""

from collections.abc import Iterable

from evalkit.rendering.visible import visible

LONGEST = 32_767
"""How many UTF-16 units Excel has room for in a cell."""

_LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@")


def cell_text(lines: str | Iterable[str]) -> str:
    """Return lines as one text with a break between them: nothing hidden, and cut with … where a cell is full."""
    text = "\n".join(visible(each) for each in ((lines,) if isinstance(lines, str) else lines))
    # XlsxWriter takes what stands between <r> and </r> for ready-made XML; a space behind it ends that.
    return _cut(f"{text} " if text.endswith("</r>") else text)


def looks_like_a_formula(text: str) -> bool:
    """Return whether a spreadsheet would calculate `text` if somebody typed it."""
    return text.startswith(_LOOKS_LIKE_A_FORMULA)


def _cut(text: str) -> str:
    if len(text) * 2 <= LONGEST:
        return text
    units, end = 0, 0
    for place, char in enumerate(text):
        units += 1 + (ord(char) > 0xFFFF)
        if units < LONGEST:
            end = place + 1
        elif units > LONGEST:
            return f"{text[:end]}…"
    return text
