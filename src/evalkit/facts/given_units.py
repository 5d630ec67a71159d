"""A unit that running text gives once for all its bare figures: 资金情况（万元）：年初预算 98.2，支出数 96.9."""

import re
from collections.abc import Sequence

from evalkit.facts.nouns import MONEY
from evalkit.facts.quantity import Quantity, rescaled

_UNITS = "|".join(sorted(MONEY, key=len, reverse=True))
_GIVEN = re.compile(f"（(?:(?:金额)?单位：?(?:人民币)?(?:{_UNITS})）：?|(?:{_UNITS})）：)[^。\n]*")
_UNIT = re.compile(_UNITS)
_DIVIDING = frozenset("，、；。）")


def with_given_units(text: str, found: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return the quantities of a legible `text`, bare figures as so many of the unit that brackets before them give.

    The brackets open a list by a colon, or say 单位; what they give holds until the sentence ends.
    """
    if "元）" not in text:
        return found
    quantities = list(found)
    at = 0
    for given in _GIVEN.finditer(text):
        unit = _UNIT.search(text, given.start())
        while at < len(quantities) and quantities[at].start < given.end():
            if unit and quantities[at].start > unit.end() and _is_bare(text, quantities[at]):
                quantities[at] = rescaled(quantities[at], unit[0])
            at += 1
    return quantities


def _is_bare(text: str, quantity: Quantity) -> bool:
    behind = text[quantity.end : quantity.end + 1]
    return not quantity.noun and (not behind or behind in _DIVIDING)
