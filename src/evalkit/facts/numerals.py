"""Chinese numerals as numbers, with the worth of the last place that was spoken."""

import re
from decimal import Decimal

from evalkit.frozen import frozen

_SIGNS = ("零〇○", "一壹弌", "二贰两貳兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
DIGITS = {sign: value for value, signs in enumerate(_SIGNS) for sign in signs}
_PAIR = "两兩"
"""Signs for 2 that count things and never spell a number digit by digit."""

_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TWENTY, _THIRTY = "廿", "卅"
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
NUMERAL_SIGNS = frozenset(DIGITS) | frozenset(_PLACES) | frozenset(_MYRIADS) | {_TWENTY, _THIRTY}
"""Every sign of which a Chinese whole number is made."""

_LONGEST = 40
"""How many signs a number may have; what is longer is none (and never makes the reading slow)."""

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
    if len(whole) > 1 and is_spelt(whole):
        return Numeral(Decimal(_spelt(whole)), Decimal(1))
    return _read_whole(whole)


def read_either(text: str) -> tuple[Numeral, Numeral] | None:
    """Return the two numbers between which `text` leaves open: 七八 is 7 or 8, 二三十万 is 20 or 30 万.

    None where it says no such thing.
    """
    if len(text) > _LONGEST:
        return None
    for at in range(len(text) - 1):
        low, high = DIGITS.get(text[at], 0), DIGITS.get(text[at + 1], 0)
        if low and (high - low == 1 or (low, high) == (3, 5)):
            one = _read_whole(text[:at] + text[at] + text[at + 2 :])
            other = _read_whole(text[:at] + text[at + 1] + text[at + 2 :])
            return None if one is None or other is None else (one, other)
    return None


def is_spelt(text: str) -> bool:
    """Return whether `text` is digit after digit, the way years are written: 二〇一九."""
    return all(sign in DIGITS and sign not in _PAIR for sign in text)


def _spelt(signs: str) -> int:
    return int("".join(str(DIGITS[sign]) for sign in signs))


def _read_point(whole: str, fraction: str) -> Numeral | None:
    digits = fraction.rstrip("".join(_MYRIADS))
    multiplier = 1
    for sign in fraction[len(digits) :]:
        multiplier *= _MYRIADS[sign]
    head = _read_whole(whole)
    if head is None or not digits or not is_spelt(digits):
        return None
    step = Decimal(1).scaleb(-len(digits))
    return Numeral((head.value + _spelt(digits) * step) * multiplier, step * multiplier)


def _read_whole(text: str) -> Numeral | None:
    """Read ``[A亿][B万][C]``, where A may hold 万 of its own."""
    if text in DIGITS:
        return Numeral(Decimal(DIGITS[text]), Decimal(1))
    for signs in ("亿億", "万萬"):
        at = max(text.rfind(sign) for sign in signs)
        if at >= 0:
            return _read_myriads(text[:at], text[at + 1 :], _MYRIADS[signs[0]])
    return _read_section(text)


def _read_myriads(before: str, after: str, unit: int) -> Numeral | None:
    """Read so many `unit` and what comes behind; a lone digit behind is of the next place: 九万八."""
    head = _read_whole(before)
    if head is None or not 0 < head.value < unit:
        return None
    if not after:
        return Numeral(head.value * unit, head.step * unit)
    if len(after) == 1 and DIGITS.get(after):
        return Numeral(head.value * unit + DIGITS[after] * unit // 10, Decimal(unit // 10))
    rest = _read_whole(after.lstrip(_SIGNS[0]))
    if rest is None or rest.value >= unit:
        return None
    return Numeral(head.value * unit + rest.value, rest.step)


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
