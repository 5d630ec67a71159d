"""Chinese numerals as numbers, with the worth of the last place that was spoken."""

import re
from decimal import Decimal

from attrs import frozen

_SIGNS = ("零〇○Ｏ", "一壹弌", "二贰两貳兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
DIGITS = {sign: value for value, signs in enumerate(_SIGNS) for sign in signs}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TWENTY, _THIRTY = "廿", "卅"
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
NUMERAL_SIGNS = frozenset(DIGITS) | frozenset(_PLACES) | frozenset(_MYRIADS) | {_TWENTY, _THIRTY}
"""Every sign of which a Chinese whole number is made."""

_LONGEST = 40
_D = "[" + "".join(sign for sign in DIGITS if DIGITS[sign]) + "]"
_Z = f"[{_SIGNS[0]}]"
_SECTION = re.compile(
    rf"(?:(?P<k>{_D})[千仟])?"
    rf"(?:(?P<hz>{_Z})?(?P<h>{_D})[百佰])?"
    rf"(?:(?P<tz>{_Z})?(?:(?P<t>{_D})?[十拾]|(?P<s>[{_TWENTY}{_THIRTY}])))?"
    rf"(?:(?P<oz>{_Z})?(?P<o>{_D}))?"
)


@frozen
class Numeral:
    """A number read from Chinese numerals: its value and the worth of one in the last spoken place.

    四十七万三千 is 473,000 with step 1,000.
    """

    value: Decimal
    step: Decimal


def read_numeral(text: str) -> Numeral | None:
    """Return the number that the whole of `text` says, or None when it is not a well-formed one."""
    if not text or len(text) > _LONGEST:
        return None
    whole, point, fraction = text.partition("点")
    if point:
        return _read_point(whole, fraction)
    if len(whole) > 1 and all(sign in DIGITS and sign not in "两兩" for sign in whole):
        return Numeral(Decimal(_spelt(whole)), Decimal(1))
    return _read_whole(whole)


def _spelt(signs: str) -> int:
    return int("".join(str(DIGITS[sign]) for sign in signs))


def _read_point(whole: str, fraction: str) -> Numeral | None:
    multiplier = 1
    while fraction and fraction[-1] in _MYRIADS:
        multiplier *= _MYRIADS[fraction[-1]]
        fraction = fraction[:-1]
    head = _read_whole(whole)
    if head is None or not fraction or any(sign not in DIGITS or sign in "两兩" for sign in fraction):
        return None
    step = Decimal(1).scaleb(-len(fraction))
    return Numeral((head.value + _spelt(fraction) * step) * multiplier, step * multiplier)


def _read_whole(text: str) -> Numeral | None:
    """Read ``[A亿][B万][C]``, where A may hold 万 of its own."""
    if len(text) == 1 and text in _SIGNS[0]:
        return Numeral(Decimal(0), Decimal(1))
    for signs in ("亿億", "万萬"):
        at = max(text.rfind(sign) for sign in signs)
        if at < 0:
            continue
        unit = _MYRIADS[signs[0]]
        head, tail = _read_whole(text[:at]), text[at + 1 :]
        if head is None or not head.value:
            return None
        if not tail:
            return Numeral(head.value * unit, head.step * unit)
        if len(tail) == 1 and DIGITS.get(tail):
            return Numeral(head.value * unit + DIGITS[tail] * unit // 10, Decimal(unit // 10))
        rest = _read_whole(tail.lstrip(_SIGNS[0]))
        if rest is None or rest.value >= unit:
            return None
        return Numeral(head.value * unit + rest.value, rest.step)
    return _read_section(text)


def _read_section(text: str) -> Numeral | None:
    """Read a number below 10,000: 三千二百, 一千零五, 十二, 廿三; 一百二 is refused, 一百零二 is not."""
    match = _SECTION.fullmatch(text)
    if match is None or not text:
        return None
    digit = {name: DIGITS.get(match[name] or "", 0) for name in "khto"}
    tens = digit["t"] or (1 if _says_ten(match) else 0)
    if match["s"]:
        tens = 2 if match["s"] == _TWENTY else 3
    skipped_tens = not tens and (digit["k"] or digit["h"]) and digit["o"]
    skipped_hundreds = digit["k"] and not digit["h"] and tens
    if (skipped_tens and not match["oz"]) or (skipped_hundreds and not match["tz"]):
        return None
    value = digit["k"] * 1000 + digit["h"] * 100 + tens * 10 + digit["o"]
    step = next(
        unit for unit, said in ((1, digit["o"]), (10, tens), (100, digit["h"]), (1000, digit["k"])) if said
    )
    return Numeral(Decimal(value), Decimal(step))


def _says_ten(match: re.Match[str]) -> bool:
    """Return whether the place of tens is said without a digit: 十二."""
    return match["t"] is None and match["s"] is None and any(sign in match[0] for sign in "十拾")
