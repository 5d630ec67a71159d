"""Numbers as people print them, each with its unit and the precision it was printed with."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from attrs import define, evolve

from evalkit.facts.digits import (
    alone,
    currency_before,
    digits_at,
    is_marker,
    is_minus,
    malformed_runs,
    measured_at,
)
from evalkit.facts.idioms import idiom_end
from evalkit.facts.nouns import KINDS, MONEY, ONE, PERIODS, RATIOS, Measure, measure_at
from evalkit.facts.numerals import DIGITS, NUMERAL_SIGNS, Numeral, is_spelt, read_either, read_numeral
from evalkit.facts.unit import Unit


@define(unsafe_hash=True)
class Quantity:
    """A number of a passage with its unit.

    `start` and `end` are offsets in the passage's text; `value` is in the base unit (yuan;
    1 = 100 %); `unit` is None for a bare number, a date or a unit that no fact uses; `noun` is the
    unit as printed, "" when there is none; `step` is one unit in the last printed place, in the
    base unit (a count below 万 that is spoken in Chinese numerals is exact: its step is 1);
    `approximate` says that the report itself calls it so (约, 近, 余, 以上); `high` is the upper end of
    a range (then `value` is the lower), else None.

    Never changed; but a class that forbids it takes three times as long to fill, and a report has hundreds.
    """

    start: int
    end: int
    value: Decimal
    unit: Unit | None
    noun: str
    step: Decimal
    approximate: bool = False
    high: Decimal | None = None


@define
class _Found:
    """A quantity with what one of its units is worth; a `spoken` one without a unit is no quantity."""

    quantity: Quantity
    worth: Decimal = ONE
    spoken: bool = False

    @property
    def counts(self) -> bool:
        return bool(self.quantity.noun) or not self.spoken


_START = re.compile("[0-9" + "".join(sorted(NUMERAL_SIGNS)) + "]")
_NUMERAL_RUN = re.compile("[" + "".join(sorted(NUMERAL_SIGNS)) + "点]+")
_PERCENT = RATIOS["%"]
_PERCENT_WORDS = {"百分之": Decimal("0.01"), "千分之": Decimal("0.001"), "万分之": Decimal("0.0001")}
_ALL = "百分百"
_FRACTION = re.compile("分之[0-9" + "".join(sorted(NUMERAL_SIGNS)) + "]+")
"""What makes a share of the number before it: 三分之一 has no exact value."""

_BEFORE_APPROXIMATE = re.compile("(?:约|近|超|逾|超过|不足|不到)[占为达有计]?$")
_BEFORE_ENDS = frozenset("约近超逾过足到占为达有计")
"""The signs with one of which that ends."""

_BEHIND_APPROXIMATE = ("左右", "以上", "上下", "以内", "以下")
_RANGE = frozenset("-~～—至到")
_UNRANGED = frozenset(("年", "年度", "号", "时", "点"))
"""Units whose 2019-2021 names two dates rather than an interval."""

_ROUND = frozenset("百千万亿")
_STEPS = tuple(Decimal(1).scaleb(-places) for places in range(31))
"""One unit in the last place of a number with so many decimals."""

_ALONE = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_LISTING = ("、", "和", "及", "与")
_NAMING = ("第", "表", "图", "件")
"""Signs before a number that only names something: 表3."""


def scan(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of `text`, each once, in order."""
    if not _START.search(text):
        return ()
    single = alone(text)
    if single is not None:
        return (_single(text, *single),)
    found = list(_in_order(text))
    for place in range(len(found) - 2, -1, -1):
        if not found[place].noun and _shares_unit(text, found[place], found[place + 1]):
            found[place] = rescaled(found[place], found[place + 1].noun)
    return tuple(found)


def _single(text: str, number: str, percent: bool) -> Quantity:
    """Return the quantity of a `text` that is nothing but a number, as most cells of a table are."""
    value, step = _value(number)
    if percent:
        return Quantity(0, len(text), value * _PERCENT, Unit.RATIO, "%", step * _PERCENT)
    return Quantity(0, len(text), value, None, "", step)


def _shares_unit(text: str, bare: Quantity, following: Quantity) -> bool:
    """Return whether a bare number has the unit of the next one in a list: 3、5和8万元."""
    if (
        text[bare.end : following.start] not in _LISTING
        or text[max(0, bare.start - 1) : bare.start] in _NAMING
    ):
        return False
    noun = following.noun
    return (noun in MONEY or noun in RATIOS) and text[following.end - len(noun) - 1].isdigit()


def malformed(text: str) -> tuple[tuple[int, int], ...]:
    """Return where numbers stand that are no numbers: two decimal points, misplaced separators."""
    return malformed_runs(text)


def rescaled(quantity: Quantity, noun: str) -> Quantity:
    """Return a bare number as so many `noun`, the unit that a table's header gives (万元, 万人次)."""
    measure = _measure_of(noun)
    if measure is None:
        return evolve(quantity, noun=noun, unit=None)
    return _times(quantity, measure.worth, measure.unit, noun)


def unit_in(noun: str) -> Unit | None:
    """Return what so many `noun` count, as in a table's header; None for what no fact counts."""
    measure = _measure_of(noun)
    return None if measure is None else measure.unit


@lru_cache(maxsize=256)
def _measure_of(noun: str) -> Measure | None:
    measure = measure_at(noun, 0)
    return None if measure is None or measure.end < len(noun) else measure


def _times(quantity: Quantity, factor: Decimal, unit: Unit | None, noun: str) -> Quantity:
    """Return a bare number as so many `noun`, each worth `factor`."""
    return Quantity(
        start=quantity.start,
        end=quantity.end,
        value=quantity.value * factor,
        unit=unit,
        noun=noun,
        step=quantity.step * factor,
        approximate=quantity.approximate,
        high=None if quantity.high is None else quantity.high * factor,
    )


def _in_order(text: str) -> Iterator[Quantity]:
    waiting: _Found | None = None
    for found in _each(text):
        if waiting is not None and found.quantity.start - waiting.quantity.end > 1:
            if waiting.counts:
                yield waiting.quantity
        elif waiting is not None:
            joined = _sum_of(waiting, found) or _range_of(text, waiting, found)
            if joined is not None:
                waiting = joined
                continue
            if waiting.counts:
                yield waiting.quantity
        waiting = found
    if waiting is not None and waiting.counts:
        yield waiting.quantity


def _sum_of(first: _Found, second: _Found) -> _Found | None:
    """Return 1亿2千万元 as one quantity; None when the second goes on with nothing."""
    high, low = first.quantity, second.quantity
    whole = _ALONE.get(high.noun)
    if whole is None or high.end != low.start or not low.noun or not 0 < low.value < whole:
        return None
    return evolve(second, quantity=evolve(low, start=high.start, value=high.value + low.value))


def _range_of(text: str, first: _Found, second: _Found) -> _Found | None:
    """Return 10-20% or 10%~20% as one quantity; None when the two do not make a range."""
    low, high = first.quantity, second.quantity
    sign = text[low.end : high.start]
    if sign not in _RANGE or low.high is not None or not high.noun or high.noun in _UNRANGED:
        return None
    if not low.noun:
        low = _times(low, second.worth * _left_out(text, first, second), low.unit, low.noun)
    elif high.noun not in (low.noun, f"{low.noun}元"):
        return None
    if low.value > high.value or high.high is not None:
        return None
    return evolve(
        second,
        quantity=evolve(high, start=low.start, value=low.value, high=high.value, approximate=True),
    )


def _left_out(text: str, first: _Found, second: _Found) -> int:
    """Return what the lower end of a spoken range leaves to the upper one: 10,000 in 三至五万元."""
    run = _NUMERAL_RUN.match(text, second.quantity.start)
    last = run[0][-1] if run and first.spoken and second.spoken else ""
    return int(_ALONE.get(last, 1)) if first.quantity.value < _ALONE["万"] else 1


def _each(text: str) -> Iterator[_Found]:
    """Yield every number of `text`, also those that are quantities only as the lower end of a range."""
    position = last = 0
    while (match := _START.search(text, position)) is not None:
        at = match.start()
        if text[at].isdigit():
            found, position = _measured_at(text, at), at
            if found is None:
                found, position = _printed_at(text, at, last)
        else:
            found, position = _spoken_at(text, at)
        if found is not None:
            last = found.quantity.end
            position = max(position, last)
            yield found


# ---------------------------------------------------------------- numbers in digits


def _measured_at(text: str, at: int) -> _Found | None:
    """Return the everyday number with an everyday unit that begins at `at`; None for anything else."""
    measured = measured_at(text, at)
    if measured is None or (at and text[at - 1] == "负"):
        return None
    number, noun = measured
    end = at + len(number) + len(noun)
    value, step = _value(number.replace(",", ""))
    worth, unit = (RATIOS[noun], Unit.RATIO) if noun in RATIOS else (MONEY[noun], Unit.MONEY)
    about = _is_approximate(text, at, end)
    return _Found(Quantity(at, end, value * worth, unit, noun, step * worth, about), worth)


def _printed_at(text: str, at: int, last: int) -> tuple[_Found | None, int]:
    """Return the number in digits at `at`, and where to go on; `last` is where the one before ends."""
    digits = digits_at(text, at)
    if digits.number is None:
        return None, digits.end
    value, step = _value(digits.number)
    start = at
    if at and (text[at - 1] == "负" or (text[at - 1] == "-" and is_minus(text, at - 1, last))):
        start, value = at - 1, -value
    fraction = _FRACTION.match(text, digits.end) if text.startswith("分之", digits.end) else None
    if fraction:
        return None, fraction.end()
    found = _finished(text, start, digits.end, value, step)
    if (not found.quantity.noun or found.quantity.noun in _ALONE) and (currency := currency_before(text, at)):
        noun = found.quantity.noun or currency
        found = evolve(found, quantity=evolve(found.quantity, unit=Unit.MONEY, noun=noun))
    if not found.quantity.noun and is_marker(text, at, digits.end):
        return None, digits.end
    return found, digits.end


def _value(number: str) -> tuple[Decimal, Decimal]:
    """Return the value of a number in digits and one unit in its last place."""
    return Decimal(number), _STEPS[len(number.partition(".")[2])]


# ---------------------------------------------------------------- numbers in Chinese numerals


def _spoken_at(text: str, at: int) -> tuple[_Found | None, int]:
    """Return the number in Chinese numerals at `at`, and where to go on."""
    word = text[at : at + 3]
    if word in _PERCENT_WORDS:
        return _percentage(text, at, at + 3, _PERCENT_WORDS[word])
    if word == _ALL:
        return _ratio(text, at, at + 3, Decimal(1), Decimal("0.01")), at + 3
    match = _NUMERAL_RUN.match(text, at)
    if match is None:
        return None, at + 1
    run = match[0].rstrip("点")
    end = at + len(run)
    ordinal = at > 0 and text[at - 1] == "第" and not text.startswith("季度", end)
    fraction = _FRACTION.match(text, end)
    if ordinal or fraction:
        return None, fraction.end() if fraction else match.end()
    measure = measure_at(text, end)
    if measure is None and text[end : end + 1] not in _RANGE:
        return None, match.end()
    tenths = _tenths(text, at, end, run) if measure is not None else None
    if tenths is not None:
        return tenths, tenths.quantity.end
    found = _counted(text, at, end, run)
    idiom = idiom_end(text, at, found.quantity.end) if found is not None and found.quantity.noun else 0
    return (None, max(idiom, match.end())) if idiom else (found, match.end())


def _counted(text: str, at: int, end: int, run: str) -> _Found | None:
    """Return the numeral with its unit; a lone 万 or 亿 behind a numeral is part of it, not a unit."""
    measure = measure_at(text, end)
    either = None if measure is None or _spells(run, measure) else read_either(run)
    if either is not None:
        low, high = either
        found = _finished(text, at, end, low.value, _step(run, low))
        return evolve(
            found,
            quantity=evolve(found.quantity, high=high.value * found.worth, approximate=True),
        )
    numeral = read_numeral(run)
    if numeral is None and measure is not None and measure.approximate and set(run) <= _ROUND:
        numeral = read_numeral("一" + run)
    if numeral is None or (
        measure is not None and len(run) > 1 and is_spelt(run) and not _spells(run, measure)
    ):
        return None
    return evolve(_finished(text, at, end, numeral.value, _step(run, numeral)), spoken=True)


def _spells(run: str, measure: Measure) -> bool:
    """Return whether `run` is spelt digit by digit: 二〇一九年, 一〇五件; 七八件 is not."""
    return (
        len(run) > 1 and is_spelt(run) and (measure.noun in PERIODS or any(sign in "零〇○" for sign in run))
    )


def _step(run: str, numeral: Numeral) -> Decimal:
    return numeral.step if any(sign in "万萬亿億点" for sign in run) else Decimal(1)


def _percentage(text: str, start: int, at: int, factor: Decimal) -> tuple[_Found | None, int]:
    """Return 百分之九十八点五, 百分之百 or 百分之3.5 as a ratio."""
    if at < len(text) and text[at] in "0123456789":
        digits = digits_at(text, at)
        if digits.number is None:
            return None, digits.end
        value, step = _value(digits.number)
        return _ratio(text, start, digits.end, value * factor, step * factor), digits.end
    match = _NUMERAL_RUN.match(text, at)
    run = match[0].rstrip("点") if match else ""
    numeral = read_numeral(run)
    if numeral is not None:
        return _ratio(text, start, at + len(run), numeral.value * factor, _step(run, numeral) * factor), at
    if run.startswith("百"):
        return _ratio(text, start, at + 1, 100 * factor, factor), at + 1
    return None, at


def _ratio(text: str, start: int, end: int, value: Decimal, step: Decimal) -> _Found:
    approximate = _is_approximate(text, start, end)
    return _Found(Quantity(start, end, value, Unit.RATIO, "%", step, approximate))


def _tenths(text: str, start: int, end: int, run: str) -> _Found | None:
    """Return 九成, 九成五 or 八五折 as a ratio; None for everything else."""
    measure = measure_at(text, end)
    if measure is None or measure.end != end + 1 or measure.noun not in ("成", "折"):
        return None
    if measure.noun == "折" and len(run) == 2 and is_spelt(run):
        return _ratio(text, start, end + 1, Decimal(f"0.{DIGITS[run[0]]}{DIGITS[run[1]]}"), Decimal("0.01"))
    numeral = read_numeral(run)
    if numeral is None or not 0 < numeral.value <= 10:
        return None
    more = DIGITS.get(text[end + 1 : end + 2], 0) if measure.noun == "成" else 0
    if not more:
        return _ratio(text, start, end + 1, numeral.value / 10, Decimal("0.1"))
    return _ratio(text, start, end + 2, numeral.value / 10 + Decimal(more) / 100, Decimal("0.01"))


# ---------------------------------------------------------------- what stands behind and before


def _finished(text: str, start: int, end: int, value: Decimal, step: Decimal) -> _Found:
    """Return the number that ends at `end` with the unit behind it."""
    measure = measure_at(text, end)
    if measure is None:
        about = text[end : end + 1] in ("余", "多") or _is_approximate(text, start, end)
        return _Found(Quantity(start, end, value, None, "", step, about))
    quantity = Quantity(
        start=start,
        end=measure.end,
        value=value if measure.worth is ONE else value * measure.worth,
        unit=KINDS.get(measure.noun),
        noun=measure.noun,
        step=step if measure.worth is ONE else step * measure.worth,
        approximate=measure.approximate or _is_approximate(text, start, measure.end),
    )
    return _Found(quantity, measure.worth)


def _is_approximate(text: str, start: int, end: int) -> bool:
    if start and text[start - 1] in _BEFORE_ENDS:
        before = _BEFORE_APPROXIMATE.search(text[max(0, start - 3) : start])
        if before is not None:
            return True
    return text.startswith(_BEHIND_APPROXIMATE, end)
