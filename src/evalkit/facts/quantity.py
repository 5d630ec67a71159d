"""Numbers as people print them, each with its unit and the precision it was printed with."""

import re
from collections.abc import Iterator
from decimal import Decimal

from attrs import evolve, frozen

from evalkit.facts.nouns import KINDS, MONEY, noun_at, worth
from evalkit.facts.numerals import DIGITS, NUMERAL_SIGNS, read_numeral
from evalkit.facts.unit import Unit


@frozen
class Quantity:
    """A number of a passage with its unit.

    `start` and `end` are offsets in the passage's text; `value` is in the base unit (yuan;
    1 = 100 %); `unit` is None for a bare number, a date or a unit that no fact uses; `noun` is the
    unit as printed, "" when there is none; `step` is one unit in the last printed place, in the
    base unit; `high` is the upper end of a range (then `value` is the lower), else None.
    """

    start: int
    end: int
    value: Decimal
    unit: Unit | None
    noun: str
    step: Decimal
    approximate: bool = False
    high: Decimal | None = None


_ARABIC = re.compile(r"[0-9][0-9,.]*")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SIMPLE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MYRIAD_SIGNS = {"万": Decimal(10_000), "亿": Decimal(10) ** 8}
_PERCENT_WORDS = ("百分之", "千分之")
_BEFORE_APPROXIMATE = ("约", "近", "超", "逾", "大约", "将近", "接近", "超过", "不足", "不到")
_AFTER_APPROXIMATE = ("余", "多", "来")
_BEHIND_APPROXIMATE = ("左右", "以上", "上下", "以内", "以下")
_LETTER = re.compile(r"[A-Za-z]")
_NUMERAL_RUN = re.compile("[" + "".join(sorted(NUMERAL_SIGNS)) + "点]+")
_RANGE = re.compile(r"[-~～—至到]")
_ORDINALS = "第"
_START = re.compile("[0-9" + "".join(sorted(NUMERAL_SIGNS)) + "]")
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:\.[0-9]{1,2}){1,2}")
_AFTER_TENTHS = frozenset("为功立员果长本都就交品型效人")
_IDIOMS = (
    "一次性",
    "一部分",
    "一件事",
    "一家人",
    "两个维护",
    "四个意识",
    "一条龙",
    "一站式",
    "一类",
    "一套",
    "一年",
    "一天",
)


def scan(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of `text`, each once, in order."""
    return tuple(_in_order(text))


def malformed(text: str) -> tuple[tuple[int, int], ...]:
    """Return where numbers stand that are no numbers: two decimal points, misplaced separators."""
    found = []
    position = 0
    while (match := _ARABIC.search(text, position)) is not None:
        position = match.end()
        end = match.start() + len(match[0].rstrip(",."))
        if _is_malformed(text, match.start(), end):
            found.append((match.start(), end + len(noun_at(text, end))))
    return tuple(found)


def rescaled(quantity: Quantity, noun: str) -> Quantity:
    """Return a bare number as so many `noun`, the unit that a table's header gives."""
    factor = worth(noun)
    return evolve(
        quantity,
        value=quantity.value * factor,
        step=quantity.step * factor,
        high=None if quantity.high is None else quantity.high * factor,
        unit=KINDS.get(noun),
        noun=noun,
    )


def _in_order(text: str) -> Iterator[Quantity]:
    waiting: Quantity | None = None
    for quantity in _each(text):
        if waiting is not None:
            joined = _range_of(text, waiting, quantity)
            if joined is not None:
                waiting = joined
                continue
            yield waiting
        waiting = quantity
    if waiting is not None:
        yield waiting


def _range_of(text: str, one: Quantity, other: Quantity) -> Quantity | None:
    """Return 10-20% or 10%~20% as one quantity; None when the two do not make a range."""
    between = text[one.end : other.start]
    if len(between) != 1 or not _RANGE.fullmatch(between) or one.high is not None or other.unit is None:
        return None
    if one.noun == "":
        one = rescaled(one, other.noun) if other.noun in KINDS else one
    if one.unit is not other.unit or one.value > other.value:
        return None
    return evolve(one, end=other.end, noun=other.noun, high=other.value, approximate=True)


def _each(text: str) -> Iterator[Quantity]:
    position = 0
    while (match := _START.search(text, position)) is not None:
        at = match.start()
        if text[at].isdigit():
            quantity, position = _arabic_at(text, at)
        else:
            quantity, position = _chinese_at(text, at)
        if quantity is not None:
            yield quantity


def _arabic_at(text: str, at: int) -> tuple[Quantity | None, int]:
    end = _number_end(text, at)
    if at and (_LETTER.match(text, at - 1) or text[at - 1] in "_/"):
        return None, end
    number = _number(text, at, end)
    if number is None:
        return None, end
    plain = number.replace(",", "")
    step = Decimal(1).scaleb(-len(plain.partition(".")[2]))
    start = at
    value = Decimal(plain)
    if at and text[at - 1] == "-" and not (at > 1 and (text[at - 2].isalnum() or text[at - 2] in "%)）")):
        start, value = at - 1, -value
    return _finished(text, start, at + len(number), value, step), at + len(number)


def _number_end(text: str, at: int) -> int:
    match = _ARABIC.match(text, at)
    return match.end() if match else at


def _number(text: str, at: int, end: int) -> str | None:
    """Return the number that begins at `at`, or None for one that is malformed."""
    run = text[at:end].rstrip(",.")
    if _SIMPLE.fullmatch(run) or _GROUPED.fullmatch(run):
        return run
    if _is_malformed(text, at, at + len(run)):
        return None
    match = _GROUPED.match(run) or _SIMPLE.match(run)
    return match[0] if match else None


def _is_malformed(text: str, start: int, end: int) -> bool:
    """Return whether the digits at `start` to `end` are meant as one number and are none.

    A date (2021.3.15) and a list without a unit are not; what a unit of money or % follows is.
    """
    run = text[start:end]
    if _SIMPLE.fullmatch(run) or _GROUPED.fullmatch(run) or _DATE.fullmatch(run):
        return False
    noun = noun_at(text, end)
    return noun in MONEY or noun in ("%", "‰") or (KINDS.get(noun) is Unit.COUNT and run.count(".") > 1)


def _chinese_at(text: str, at: int) -> tuple[Quantity | None, int]:
    percent = next((words for words in _PERCENT_WORDS if text.startswith(words, at)), "")
    if percent:
        return _percentage(text, at, at + len(percent), Decimal("0.01" if percent[0] == "百" else "0.001"))
    match = _NUMERAL_RUN.match(text, at)
    end = match.end() if match else at + 1
    run = text[at:end].rstrip("点")
    if at and text[at - 1] in _ORDINALS and not text.startswith("季度", at + len(run)):
        return None, end
    numeral = read_numeral(run)
    if numeral is None:
        return None, end
    behind = at + len(run)
    tenths = _tenths(text, at, behind, numeral.value)
    if tenths is not None:
        return tenths, tenths.end
    exact = not any(sign in run for sign in "万萬亿億点")
    quantity = _finished(text, at, behind, numeral.value, Decimal(1) if exact else numeral.step)
    if quantity.noun in ("", "万", "亿") or _is_idiom(text, at, quantity.end):
        return None, end
    return quantity, max(end, quantity.end)


def _percentage(text: str, start: int, at: int, factor: Decimal) -> tuple[Quantity | None, int]:
    if text.startswith("百", at) and text[at + 1 : at + 2] not in DIGITS:
        return _ratio(text, start, at + 1, Decimal(100), Decimal(1), factor), at + 1
    if at < len(text) and text[at].isascii() and text[at].isdigit():
        end = _number_end(text, at)
        number = _number(text, at, end)
        if number is None:
            return None, end
        plain = number.replace(",", "")
        step = Decimal(1).scaleb(-len(plain.partition(".")[2]))
        return _ratio(text, start, at + len(number), Decimal(plain), step, factor), at + len(number)
    match = _NUMERAL_RUN.match(text, at)
    run = match[0].rstrip("点") if match else ""
    numeral = read_numeral(run)
    if numeral is None:
        return None, at
    step = numeral.step if "点" in run else Decimal(1)
    return _ratio(text, start, at + len(run), numeral.value, step, factor), at + len(run)


def _ratio(text: str, start: int, end: int, value: Decimal, step: Decimal, factor: Decimal) -> Quantity:
    return Quantity(
        start=start,
        end=end,
        value=value * factor,
        unit=Unit.RATIO,
        noun="%",
        step=step * factor,
        approximate=_is_approximate(text, start, end),
    )


def _tenths(text: str, start: int, end: int, value: Decimal) -> Quantity | None:
    """Return 九成 or 九成五 as a ratio; None where 成 belongs to the next word (三成为…)."""
    if not text.startswith("成", end) or value > 10 or text[end + 1 : end + 2] in _AFTER_TENTHS:
        return None
    more = DIGITS.get(text[end + 1 : end + 2], 0)
    stop = end + (2 if more else 1)
    return _ratio(text, start, stop, value * 10 + more, Decimal(1 if more else 10), Decimal("0.01"))


def _is_idiom(text: str, start: int, end: int) -> bool:
    words = text[start:end]
    if words == "十分":
        return text[max(0, start - 1) : start] not in ("得", "满", "为", "计", "扣")
    return any(text.startswith(idiom, start) for idiom in _IDIOMS)


def _finished(text: str, start: int, end: int, value: Decimal, step: Decimal) -> Quantity:
    """Return the number that ends at `end` with the unit behind it."""
    approximate = False
    if text[end : end + 1] in _AFTER_APPROXIMATE and noun_at(text, end + 1):
        approximate, end = True, end + 1
    factor = Decimal(1)
    noun = noun_at(text, end)
    if not noun and text[end : end + 1] in _MYRIAD_SIGNS:
        noun = text[end]
        factor = _MYRIAD_SIGNS[noun]
        behind = end + 1
        if text[behind : behind + 1] in _AFTER_APPROXIMATE:
            approximate, behind = True, behind + 1
        counted = noun_at(text, behind)
        if counted:
            noun, end = counted, behind
    unit = KINDS.get(noun)
    stop = end + len(noun)
    scale = factor * worth(noun)
    return Quantity(
        start=start,
        end=stop,
        value=value * scale,
        unit=unit,
        noun=noun,
        step=step * scale,
        approximate=approximate or _is_approximate(text, start, stop),
    )


def _is_approximate(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 2) : start].endswith(_BEFORE_APPROXIMATE) or text.startswith(
        _BEHIND_APPROXIMATE, end
    )
