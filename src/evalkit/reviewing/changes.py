"""What somebody who reviews a report may do: values, made of what a page sends.

What was typed stays text: whether it is a number that is allowed, the loaders of the files say.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from evalkit.errors import Problem, UsageError
from evalkit.frozen import frozen
from evalkit.messages import Joined, say
from evalkit.problems import short

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no file can hold."""
_LONGEST = 20_000
"""How many characters one text of a change may have."""


@frozen
class Judge:
    """A decision: `marks` or a `count` as they were typed, None for the one that is not given."""

    address: str
    marks: str | None
    count: str | None
    reason: str
    by: str


@frozen
class Withdraw:
    """A decision is taken back: what was judged is open again."""

    address: str
    by: str


@frozen
class Correct:
    """A fact is given another value, as typed, in `unit` (empty: the base unit)."""

    fact: str
    value: str
    unit: str
    reason: str
    by: str


@frozen
class Restore:
    """A correction is taken back: the fact is again as the report has it."""

    fact: str
    by: str


Change = Judge | Withdraw | Correct | Restore


def key_of(change: Change) -> str:
    """Return what a change is about, apart from all else that can be changed."""
    if isinstance(change, Judge | Withdraw):
        return f"judgement:{change.address}"
    return f"fact:{change.fact}"


def change_of(data: Mapping[str, Any], by: str) -> Change:
    """Return the change that a page sends; `by` stands in where it does not say who.

    Raises UsageError for what is none.
    """
    kind = data.get("kind")
    make = _KINDS.get(kind) if isinstance(kind, str) else None
    if make is None:
        message = say("没有这样的改动“{kind}”", "there is no change {kind}", kind=short(str(kind)))
        raise UsageError(Problem(message, allowed=say("{kinds}", "{kinds}", kinds=Joined(tuple(_KINDS)))))
    return make(data, who(data, by))


def who(data: Mapping[str, Any], by: str) -> str:
    """Return who makes a change, `by` where the page does not say; raises UsageError for what is no name."""
    return _text(data, "by").strip() or by


def _judge(data: Mapping[str, Any], by: str) -> Change:
    marks, count = _typed(data, "marks"), _typed(data, "count")
    return Judge(_text(data, "address"), marks, count, _text(data, "reason").strip(), by)


def _withdraw(data: Mapping[str, Any], by: str) -> Change:
    return Withdraw(_text(data, "address"), by)


def _correct(data: Mapping[str, Any], by: str) -> Change:
    value, unit = _typed(data, "value") or "", _text(data, "unit").strip()
    return Correct(_text(data, "fact"), value, unit, _text(data, "reason").strip(), by)


def _restore(data: Mapping[str, Any], by: str) -> Change:
    return Restore(_text(data, "fact"), by)


_KINDS: Mapping[str, Callable[[Mapping[str, Any], str], Change]] = {
    "judge": _judge,
    "withdraw": _withdraw,
    "correct": _correct,
    "restore": _restore,
}


def _typed(data: Mapping[str, Any], key: str) -> str | None:
    """Return a number, a yes or no, or a text as it would be typed; None where nothing was."""
    value = data.get(key)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    return _text(data, key).strip() or None


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if isinstance(value, str) and len(value) <= _LONGEST and not _SURROGATE.search(value):
        return value
    message = say("{key} 的写法不对", "{key} is not as it should be", key=key)
    allowed = say("不超过 {most} 字的文字", "a text of at most {most} characters", most=_LONGEST)
    raise UsageError(Problem(message, allowed=allowed))
