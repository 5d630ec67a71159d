"""Traditional characters as simplified ones: one for one, so that every offset survives."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_TELLING = re.compile(
    "[預項費結總務購計資實額轉經辦編時評調開標門員採決規執報訪際進後類產爲為滿問題體國劃沒職護違個達級無"
    "點單減設來價績發變處對覈現當於業佔應補貨見約參續將會專過監動離節間審銷擬電檢長組圍營備議確徑兩統崗買優億萬與]"
)
"""Characters one of which every traditional text of a line or more has, and no simplified one."""


def is_traditional(text: str) -> bool:
    """Return whether traditional characters stand in `text`."""
    return _TELLING.search(text) is not None


def simplified(text: str) -> str:
    """Return `text` in simplified characters, as OpenCC writes them; its length stays.

    A line that OpenCC would make longer or shorter is taken character by character, and one that
    would be written as several stays as it is.
    """
    whole = _converted(text)
    if len(whole) == len(text):
        return whole
    return "".join(map(_line, text.splitlines(keepends=True)))


def _line(line: str) -> str:
    whole = _converted(line)
    if len(whole) == len(line):
        return whole
    return "".join(new if len(new := _converted(sign)) == 1 else sign for sign in line)


def _converted(text: str) -> str:
    converted: str = _converter().convert(text)
    return converted


@cache
def _converter() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")
