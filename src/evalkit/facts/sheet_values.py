"""Values as a facts file writes them: a number with the unit it was printed in."""

import re
from collections.abc import Mapping
from decimal import Context, Decimal

from evalkit.facts.fact import FactDefinition, FactValue
from evalkit.facts.unit import Unit
from evalkit.messages import Joined, Message, say
from evalkit.wrong import Wrong

EXACT = Context(prec=80)
"""Wide enough for any number that a file may hold: scaling never rounds."""

NOUNS: Mapping[Unit, Mapping[str, Decimal]] = {
    Unit.MONEY: {
        "元": Decimal(1),
        "千元": Decimal(1_000),
        "万元": Decimal(10_000),
        "百万元": Decimal(1_000_000),
        "亿元": Decimal(100_000_000),
    },
    Unit.RATIO: {
        "%": Decimal("0.01"),
        "％": Decimal("0.01"),
        "个百分点": Decimal("0.01"),
        "‰": Decimal("0.001"),
    },
    Unit.COUNT: {"万": Decimal(10_000), "万件": Decimal(10_000), "万人次": Decimal(10_000)},
    Unit.SCORE: {"分": Decimal(1)},
}
"""The printed units that a facts file may name, each worth so much of the base unit.

A count may also name whatever is counted: 项, 个, 件, 万户.
"""

_COUNTED_BY = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}

_NUMBER = re.compile(
    r"(?P<sign>[-−+]?)(?P<digits>[0-9]{1,3}(?:,[0-9]{3}){1,9}|[0-9]{1,30})(?P<rest>\.[0-9]{1,30})?(?P<percent> ?[%％]?)"
)


def read_value(
    value: Decimal | bool | str, noun: str, definition: FactDefinition
) -> tuple[FactValue, Decimal]:
    """Return a file's `value` in the unit of `definition`, and the worth of its last printed place.

    A number without a printed unit is in the base unit; an amount that ends in zeros may then have
    been rounded there. Raises Wrong, whose path names the key.
    """
    if definition.unit is Unit.YES_NO:
        if not isinstance(value, bool):
            raise Wrong(_unlike(definition), say("true、false", "true, false"), ("value",))
        return value, Decimal(0)
    if definition.unit is Unit.TEXT:
        if not isinstance(value, str) or not value.strip():
            raise Wrong(_unlike(definition), say("文字", "a text"), ("value",))
        return value, Decimal(0)
    noun = "" if noun == definition.unit.value else noun
    number, percent = _number(value, definition)
    factor = _factor("%" if percent and not noun else noun, definition)
    exponent = int(number.as_tuple().exponent)
    step = EXACT.multiply(Decimal(1).scaleb(exponent), factor)
    result = EXACT.multiply(number, factor)
    if definition.unit is Unit.COUNT and (result < 0 or result != result.to_integral_value()):
        raise Wrong(_unlike(definition), say("非负整数", "a whole number that is not negative"), ("value",))
    if definition.unit is Unit.MONEY and not noun and exponent == 0 and result:
        step = Decimal(1).scaleb(int(EXACT.normalize(result).as_tuple().exponent))
    return result, step


def read_step(step: Decimal) -> Decimal:
    """Return the worth of a last printed place; raises Wrong unless it is a number from 0 on."""
    if step < 0 or not _moderate(step):
        raise Wrong(
            say("精度应为非负数", "a precision is not negative"), say("0 或正数", "0 or more"), ("step",)
        )
    return step


def _moderate(number: Decimal) -> bool:
    return len(number.as_tuple().digits) <= 60 and abs(number.adjusted()) <= 60


def _unlike(definition: FactDefinition) -> Message:
    return say(
        "“{title}”的值不合要求",
        "the value does not fit the fact {id}",
        title=definition.title,
        id=definition.id,
    )


def _number(value: Decimal | bool | str, definition: FactDefinition) -> tuple[Decimal, bool]:
    """Return the number that `value` writes, and whether it carries a percent sign itself."""
    if isinstance(value, Decimal) and _moderate(value):
        return value, False
    match = _NUMBER.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or (match["percent"].strip() and definition.unit is not Unit.RATIO):
        raise Wrong(_unlike(definition), say("数字，如 8,642.30", "a number, such as 8,642.30"), ("value",))
    number = Decimal(match["digits"].replace(",", "") + (match["rest"] or ""))
    return (-number if match["sign"] in ("-", "−") else number), bool(match["percent"].strip())


def _factor(noun: str, definition: FactDefinition) -> Decimal:
    nouns = NOUNS[definition.unit]
    if noun in nouns:
        return nouns[noun]
    if not noun:
        return Decimal(1)
    if definition.unit is Unit.COUNT and not any(noun in NOUNS[unit] for unit in (Unit.MONEY, Unit.RATIO)):
        return _COUNTED_BY.get(noun[0], Decimal(1))
    raise Wrong(
        say(
            "“{title}”没有单位“{noun}”",
            "the fact {id} has no unit {noun}",
            title=definition.title,
            id=definition.id,
            noun=noun,
        ),
        say("{nouns}", "{nouns}", nouns=Joined(tuple(nouns))),
        ("unit",),
    )
