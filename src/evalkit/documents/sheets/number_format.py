"""Numbers of a spreadsheet as a person sees them: 0.985 under 0.00% is 98.50%."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from math import isfinite

from evalkit.frozen import frozen

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0",
    42: "¥#,##0;-¥#,##0",
    43: "#,##0.00;-#,##0.00",
    44: "¥#,##0.00;-¥#,##0.00",
    45: "mm:ss",
    46: "h:mm:ss",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""The formats that files name by number alone, as the Chinese edition shows them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[[$](?P<money>[^\]-]*)[^\]]*\]|\[(?P<elapsed>[hms]+)\]|\[[^\]]*\]'
    r"|(?P<digit>[0#?])|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|AM/PM|上午/下午)|(?P<sign>[.,%@])|(?P<other>.)",
    re.DOTALL,
)
_LONGEST = 255
"""How long a format may be; Excel's own limit."""

_DIGITS = Context(prec=400, rounding=ROUND_HALF_UP)
_SIGNIFICANT = 15
"""How many digits of a binary number mean something; those behind are noise (0.30000000000000004)."""

_UNSIGNED = str.maketrans("", "", "()（）-")
_MOST_DECIMALS = 30


@frozen
class _Token:
    kind: str
    text: str


def plain(value: float | str) -> Decimal | None:
    """Return the decimal number that a binary one stands for, None for what is none or is infinite."""
    try:
        number = float(value)
    except ValueError:
        return None
    return Decimal(f"{number:.{_SIGNIFICANT}g}") if isfinite(number) else None


def shown(value: Decimal, format: str, *, from_1904: bool = False) -> str:
    """Return `value` as a cell of `format` shows it; dates count days, from 1904 in some files.

    A negative number keeps its minus where the format would put it in brackets or in red.
    """
    positive, negative, zero = _sections(format[:_LONGEST])
    tokens = positive
    if value < 0 and negative is not None:
        tokens = negative
    elif value == 0 and zero is not None:
        tokens = zero
    if any(token.kind == "date" for token in tokens):
        return _date(value, tokens, from_1904=from_1904)
    if not any(token.kind == "digit" for token in tokens):
        return _without_digits(value, tokens)
    text = _number(abs(value), tokens)
    if value >= 0:
        return text
    bare = text.translate(_UNSIGNED).strip()
    return f"-{bare}" if any(sign in bare for sign in "123456789") else bare


@lru_cache(maxsize=1024)
def _sections(format: str) -> tuple[Sequence[_Token], Sequence[_Token] | None, Sequence[_Token] | None]:
    sections: list[list[_Token]] = [[]]
    for token in _tokens(format):
        if token.kind == "other" and token.text == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    rest = [*sections[1:3], None, None]
    return sections[0], rest[0], rest[1]


def _tokens(format: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(format):
        kind = match.lastgroup
        if kind == "elapsed":
            yield _Token("date", match[kind].lower())
        elif kind in ("quoted", "escaped", "money"):
            yield _Token("text", match[kind])
        elif kind is not None:
            yield _Token(kind, match[kind])


def _without_digits(value: Decimal, tokens: Sequence[_Token]) -> str:
    """Return a number under a format that has no place for digits: as it is, or words that stand for it."""
    words = "".join(token.text for token in tokens if token.kind in ("text", "other"))
    if not tokens or "general" in words.lower() or any(token.text == "@" for token in tokens):
        text = _plainly(value)
        return re.sub("general", text, words, flags=re.IGNORECASE) if "general" in words.lower() else text
    return words.strip()


def _plainly(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# ---------------------------------------------------------------- digits


def _number(value: Decimal, tokens: Sequence[_Token]) -> str:
    places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    first, last = places[0], places[-1]
    point = next((at for at, each in enumerate(tokens) if (each.kind, each.text) == ("sign", ".")), None)
    scientific = any(token.kind == "other" and token.text in "eE/" for token in tokens[first:last])
    if scientific:
        return _plainly(value)
    end = last if point is None or point > last else point
    whole = [at for at in places if point is None or at < point]
    decimals = [at for at in places if point is not None and at > point]
    value = value.scaleb(2 * sum(token.text == "%" and token.kind == "sign" for token in tokens), _DIGITS)
    value = value.scaleb(-3 * _thousands_hidden(tokens, whole[-1] if whole else end), _DIGITS)
    rounded = value.quantize(Decimal(1).scaleb(-min(len(decimals), _MOST_DECIMALS)), context=_DIGITS)
    digits, _, fraction = f"{rounded:f}".partition(".")
    grouped = bool(whole) and any(token.text == "," for token in tokens[whole[0] : whole[-1]])
    optional = [tokens[at].text != "0" for at in decimals[: len(fraction)]]
    while fraction.endswith("0") and optional[len(fraction) - 1]:
        fraction = fraction[:-1]
    inner = _filled(digits, [tokens[at] for at in range(first, (whole[-1] if whole else first - 1) + 1)])
    if grouped:
        inner = f"{int(inner or '0'):,}" if inner.isascii() and inner.isdigit() else inner
    before = "".join(token.text for token in tokens[:first] if token.kind in ("text", "other"))
    behind = "".join(
        token.text for token in tokens[last + 1 :] if token.kind in ("text", "other") or token.text == "%"
    )
    needed = not whole or any(tokens[at].text == "0" for at in whole)
    body = f"{inner or '0'}.{fraction}" if fraction else inner or ("0" if needed else "")
    return f"{before}{body}{behind}".strip()


def _thousands_hidden(tokens: Sequence[_Token], last: int) -> int:
    """Return how many commas stand right behind the digits before the point: each hides three of them."""
    hidden = 0
    for token in tokens[last + 1 :]:
        if (token.kind, token.text) != ("sign", ","):
            break
        hidden += 1
    return hidden


def _filled(digits: str, tokens: Sequence[_Token]) -> str:
    """Return `digits` in the places of `tokens`, from the right, with the words that stand between them."""
    digits = digits.lstrip("0")
    signs: list[str] = []
    for place in reversed(range(len(tokens))):
        token = tokens[place]
        if token.kind == "digit":
            if digits:
                signs.append(digits[-1])
                digits = digits[:-1]
            elif token.text == "0":
                signs.append("0")
        elif token.kind == "text" and (digits or any(each.text == "0" for each in tokens[:place])):
            signs.append(token.text)
    return digits + "".join(reversed(signs))


# ---------------------------------------------------------------- dates

_UNITS = {"y": "year", "m": "month", "d": "day", "h": "hour", "s": "second"}
_EPOCHS = {False: datetime(1899, 12, 30, tzinfo=UTC), True: datetime(1904, 1, 1, tzinfo=UTC)}


def _date(value: Decimal, tokens: Sequence[_Token], *, from_1904: bool) -> str:
    try:
        moment = _EPOCHS[from_1904] + timedelta(seconds=int((value * 86400).to_integral_value(ROUND_HALF_UP)))
    except (OverflowError, InvalidOperation):
        return _plainly(value)
    shown = []
    last = ""
    for token in tokens:
        if token.kind == "date" and token.text[0].lower() in _UNITS:
            unit = token.text[0].lower()
            minutes = unit == "m" and last in ("h", "s")
            number = moment.minute if minutes else int(getattr(moment, _UNITS[unit]))
            shown.append(
                str(number % 100 if unit == "y" and len(token.text) < 3 else number).zfill(_width(token.text))
            )
            last = unit
        elif token.kind != "date":
            shown.append(token.text)
    return "".join(shown).strip()


def _width(token: str) -> int:
    """Return how many digits a part of a date has at least."""
    return 2 if len(token) == 2 else 1
