"""Digits as people print them: numbers, codes that only look like numbers, and numbers gone wrong."""

import re
import string

from evalkit.facts.nouns import MONEY, RATIOS, measure_at
from evalkit.facts.unit import Unit
from evalkit.frozen import define
from evalkit.patterns import when_used

_LONGEST = 30
"""How many signs a number may have; a longer run of digits is a code."""

CURRENCIES = ("RMB", "CNY", "人民币")
"""Words before an amount that make it one of yuan."""

_CURRENCY_SIGNS = frozenset("¥￥")

RUN = re.compile(r"[0-9][0-9,.]*")
_GROUPED = when_used(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SIMPLE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_RUNS = re.compile(rf"(?:{_GROUPED.pattern}|{_SIMPLE.pattern})(?![0-9,.])|(?P<odd>{RUN.pattern})")
"""Runs of digits; an `odd` one is not at once seen to be one number."""

_WIDE_GROUPED = re.compile(r"[0-9]{1,3}(?:，[0-9]{3}){1,6}(?![0-9,，])(?:\.[0-9]+)?")
_PLAIN = r"(?!(?:12|96)[0-9]{3})(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,3}|[1-9][0-9]{0,8}|0)(?:\.[0-9]{1,3})?"
_EVERYDAY = re.compile(rf"{_PLAIN}(?![0-9,.，/:A-Za-z〕\]-])")
"""What nearly all numbers look like: nothing about them can be a code, a date or a malformed number."""

_ALONE = re.compile(f"(?P<number>{_EVERYDAY.pattern})(?P<percent>%?)")

_MEASURED = re.compile(f"(?P<number>{_PLAIN})(?P<unit>万元|亿元|%)")
"""An everyday number with a unit behind which no other word can be meant."""

_SPACED = when_used(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:\.[0-9]{1,4})?(?![0-9,.])")
"""Digits in groups of three that spaces part: 12 345.67."""

_NO_EVERYDAY = frozenset("第〔[〕]_/.-" + string.ascii_letters)
"""What before a number calls for a second look."""

_DATE = when_used(r"(?:19|20)[0-9]{2}(?:\.[0-9]{1,2}){1,2}")
_SECTION = when_used(r"[0-9]{1,2}(?:\.[0-9]{1,2}){2,}")
_ADDRESS = when_used(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_GROUP = 3
_CODE = re.compile(
    r"(?:19|20)[0-9]{2}(?P<sign>[-./])[0-9]{1,2}(?P=sign)[0-9]{1,2}(?![0-9])"  # a date
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])"  # a time of the day
    r"|(?:0[0-9]{2,3}|[48]00)-[0-9]{3,8}(?:-[0-9]{3,8})?(?![0-9])"  # a telephone
    r"|1[3-9][0-9]{9}(?![0-9,.])|[0-9]{12,}(?![0-9,.])"  # a mobile telephone, an identity
    r"|0[0-9]+(?![0-9,.])"  # 007
)
_HOTLINE = re.compile(
    r"(?:12[0-9]{3}|96[0-9]{3,4})(?=[、”]|热线|平台|电话|市民|政务|政府|便民|服务|投诉|举报|消费|公共|公开|工单|转办)"
)
"""The number of a telephone that people may complain to: 12345热线 counts nothing."""

_NUMBERED_YEAR = re.compile(r"[0-9]{1,2}\.(?=(?:19|20)[0-9]{2}年)")
"""The number of a paragraph that begins with a year: 3.2021年."""

_FRACTION = re.compile(r"[0-9]+/[0-9]+(?:/[0-9]+)?")
_ORDINAL = when_used(r"[0-9]+(?:[-~～—至到][0-9]+)?")
_LETTER = re.compile("[A-Za-z]")
_MARKER_ENDS = re.compile(r"[.、](?![0-9])|[)）]")
_BEFORE_MARKER = "（(。；;：:"


@define
class Digits:
    """A run of digits: the `number` in it without separators (None when it is none), and where that ends.

    Never changed; but a class that forbids it takes three times as long to fill.
    """

    number: str | None
    end: int


def measured_at(text: str, at: int) -> tuple[str, str] | None:
    """Return the everyday number that begins at `at`, as it is printed, with its unit; None for all that needs a second look.

    Most figures of a report are such: 1,234.56万元, 98.5%.
    """
    match = _MEASURED.match(text, at)
    if match is None or (at and text[at - 1] in _NO_EVERYDAY):
        return None
    return match["number"], match["unit"]


def digits_at(text: str, at: int) -> Digits:
    """Return what the digits that begin at `at` are: a number, or None for a code or a malformed one."""
    everyday = _EVERYDAY.match(text, at)
    if everyday and (not at or text[at - 1] not in _NO_EVERYDAY):
        spaced = _SPACED.match(text, at) if text.startswith(" ", everyday.end()) else None
        if spaced and _is_one_number(text, at, spaced.end()):
            return Digits(spaced[0].replace(" ", ""), spaced.end())
        return Digits(everyday[0].replace(",", ""), everyday.end())
    return looked_into(text, at)


def _is_one_number(text: str, start: int, end: int) -> bool:
    """Return whether groups of digits are one number: an amount of money, or all that a cell holds."""
    measure = measure_at(text, end)
    return (measure is not None and measure.noun in MONEY) or (start == 0 and end == len(text))


def alone(text: str) -> tuple[str, bool] | None:
    """Return the number without separators that is all of `text`, and whether it is per cent; None for all else."""
    match = _ALONE.fullmatch(text)
    return (match["number"].replace(",", ""), bool(match["percent"])) if match else None


def is_number(text: str) -> bool:
    """Return whether `text` is nothing but a number, maybe per cent, that nobody could take for anything else."""
    return _ALONE.fullmatch(text) is not None


def looked_into(text: str, at: int) -> Digits:
    """Return what the digits that begin at `at` are, whatever they look like."""
    code = _code_end(text, at)
    if code:
        return Digits(None, code)
    wide = _WIDE_GROUPED.match(text, at)
    if wide and measure_at(text, wide.end()):
        return Digits(wide[0].replace("，", ""), wide.end())
    run = _run(text, at)
    end = at + len(run)
    if len(run) > _LONGEST or is_malformed(text, at, end):
        return Digits(None, end)
    if _SIMPLE.fullmatch(run) or _GROUPED.fullmatch(run):
        return Digits(run.replace(",", ""), end)
    if _SECTION.fullmatch(run) or _ADDRESS.fullmatch(run):
        return Digits(None, end)
    first = _GROUPED.match(run) or _SIMPLE.match(run)
    number = first[0] if first else run
    return Digits(number.replace(",", ""), at + len(number))


def is_malformed(text: str, start: int, end: int) -> bool:
    """Return whether the digits at `start` to `end` are meant as one number and are none.

    24.000.30 has two decimal points, 1,23,456 misplaced separators. A date (2021.3.15), the number of
    a section (1.2.3) and a list without a unit (1,2,3) are no malformed numbers.
    """
    run = text[start:end]
    if len(run) > _LONGEST or _SIMPLE.fullmatch(run) or _GROUPED.fullmatch(run) or _is_list(run):
        return False
    measure = measure_at(text, end)
    if measure is not None and (measure.noun in MONEY or measure.noun in RATIOS):
        return not _DATE.fullmatch(run)
    if run.count(".") < 2:
        return False
    if measure is not None and measure.unit is Unit.COUNT:
        return True
    return not (".." in run or _DATE.fullmatch(run) or _SECTION.fullmatch(run) or _ADDRESS.fullmatch(run))


def _is_list(run: str) -> bool:
    """Return whether `run` is several decimal numbers with a comma between each: 21.3,48.9,76.4."""
    parts = run.split(",")
    dotted = [part for part in parts[:-1] if "." in part]
    return (
        bool(dotted)
        and all(_SIMPLE.fullmatch(part) for part in parts)
        and all(len(part.partition(".")[2]) != _GROUP for part in dotted)
    )


def may_be_malformed(text: str) -> bool:
    """Return whether a malformed number can stand in `text` at all, which is seldom and soon seen."""
    return "," in text or text.count(".") > 1


def malformed_runs(text: str) -> tuple[tuple[int, int], ...]:
    """Return where malformed numbers stand in `text`, each with the unit behind it."""
    if not may_be_malformed(text):
        return ()
    found = []
    for match in _RUNS.finditer(text):
        run = match[0].rstrip(",.")
        if match["odd"] is None or ("," not in run and run.count(".") < 2):
            continue
        end = match.start() + len(run)
        if is_malformed(text, match.start(), end) and not _stands_in_code(text, match.start()):
            measure = measure_at(text, end)
            found.append((match.start(), measure.end if measure else end))
    return tuple(found)


def is_malformed_whole(text: str) -> bool:
    """Return whether `text`, all that a cell holds, is meant as one number and is none: 1,59,2.66.

    Whole numbers with commas may be a list (1,2,3), and so may two numbers (12,3.5).
    """
    if "," not in text or len(text) > _LONGEST or not RUN.fullmatch(text) or _GROUPED.fullmatch(text):
        return False
    whole, point, decimals = text.rpartition(".")
    groups = whole.split(",")
    return bool(point and decimals.isdigit() and all(map(str.isdigit, groups))) and (
        len(groups) > 2 or len(groups[-1]) == _GROUP
    )


def currency_before(text: str, at: int) -> str:
    """Return what before `at` says that an amount is one of yuan (¥, RMB, 人民币), "" for nothing."""
    if at and text[at - 1] in _CURRENCY_SIGNS:
        return text[at - 1]
    before = text[max(0, at - 4) : at].rstrip()
    return "元" if before.endswith(CURRENCIES) else ""


def is_minus(text: str, at: int, last: int) -> bool:
    """Return whether the dash at `at` is a minus: not between two numbers or letters, nor a double dash."""
    if not at:
        return True
    before = text[at - 1]
    return at != last and not (before.isascii() and (before.isalnum() or before in "-)%"))


def is_marker(text: str, start: int, end: int) -> bool:
    """Return whether a bare number only numbers what follows: 1. 2、 （3）."""
    return (
        _begins(text, start)
        and end - start <= 2
        and _MARKER_ENDS.match(text, end) is not None
        and end + 1 < len(text)
    )


def _begins(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in _BEFORE_MARKER


def _run(text: str, at: int) -> str:
    match = RUN.match(text, at)
    return match[0].rstrip(",.") if match else ""


def _code_end(text: str, at: int) -> int:
    """Return where the code that begins at `at` ends, 0 when the digits there may be a number."""
    if at and text[at - 1] == "第":
        ordinal = _ORDINAL.match(text, at)
        end = ordinal.end() if ordinal else at + 1
        return 0 if text.startswith("季度", end) else end
    numbered = _NUMBERED_YEAR.match(text, at) if _begins(text, at) else None
    if numbered:
        return numbered.end()
    end = at + len(_run(text, at))
    if _stands_in_code(text, at) or _LETTER.match(text, end):
        return end
    if at and text[at - 1] in "〔[" and text[end : end + 1] in ("〕", "]"):
        return end
    if at and text[at - 1] in "〕]" and text.startswith("号", end):
        return end + 1
    fraction = _FRACTION.match(text, at)
    if fraction:
        return fraction.end()
    hotline = _HOTLINE.match(text, at)
    if hotline:
        return hotline.end()
    code = _CODE.match(text, at)
    return code.end() if code and measure_at(text, code.end()) is None else 0


def _stands_in_code(text: str, at: int) -> bool:
    """Return whether what stands before the digits makes them part of a name or an address: PM2.5, a/12."""
    before = text[max(0, at - 2) : at]
    if (before.endswith(".") and _numbers(text, at)) or text[max(0, at - 3) : at] in CURRENCIES:
        return False
    listed = before.endswith("/") and len(before) > 1 and not before[0].isascii()  # 11批/84人次
    return (bool(before) and not listed) and (
        before[-1] in "_/."
        or bool(_LETTER.match(before[-1]))
        or (before[-1] == "-" and _is_letter(before[0]))
    )


def _is_letter(sign: str) -> bool:
    return bool(_LETTER.match(sign))


def _numbers(text: str, at: int) -> bool:
    """Return whether the point before `at` ends the number of a paragraph that begins with a year."""
    start = next((place for place in (at - 3, at - 2) if place >= 0 and text[place].isdigit()), at)
    return start < at and _begins(text, start) and _NUMBERED_YEAR.match(text, start) is not None
