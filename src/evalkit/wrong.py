"""Values that are refused, with words in both languages."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import reduce

from evalkit.messages import Joined, Message, say
from evalkit.problems import nearest, short
from evalkit.toml_places import Path


class Wrong(ValueError):
    """A value that a validator or a structuring hook refuses, with words in both languages.

    `path` leads from the value in question to the part that is wrong, by TOML keys; a validator of
    a field names the field's key in it, for a class is built as a whole.
    """

    def __init__(self, message: Message, allowed: Message | None = None, path: Path = ()) -> None:
        super().__init__(str(message))
        self.message = message
        self.allowed = allowed
        self.path = path


_EXPECTED: Mapping[object, Message] = {
    str: say("字符串", "a string"),
    int: say("整数", "an integer"),
    bool: say("真假值（true 或 false）", "true or false"),
    Decimal: say('数（如 3、0.5、"90%"）', 'a number (such as 3, 0.5, "90%")'),
    datetime: say("日期时间", "a date with a time"),
    date: say("日期", "a date"),
    list: say("数组", "an array"),
    dict: say("表", "a table"),
}


def _found(value: object) -> Message:
    match value:
        case None:
            return say("空值 null", "null")
        case bool():
            return say("真假值 {value}", "{value}", value="true" if value else "false")
        case int():
            return say("整数 {value}", "the integer {value}", value=value)
        case Decimal():
            return say("数 {value}", "the number {value}", value=str(value))
        case str():
            return say("字符串“{value}”", "the string “{value}”", value=short(value))
        case list():
            return say("数组", "an array")
        case dict():
            return say("表", "a table")
    return say("日期或时间 {value}", "the date or time {value}", value=value)


def _either(one: Message, other: Message) -> Message:
    return say("{one}或{other}", "{one} or {other}", one=one, other=other)


def unlike(value: object, *expected: object) -> Wrong:
    """Return that `value` is of another kind than `expected`: Python types that stand for TOML's."""
    return Wrong(
        say(
            "应为{expected}，这里是{found}",
            "expected {expected}, found {found}",
            expected=reduce(_either, (_EXPECTED[kind] for kind in expected)),
            found=_found(value),
        )
    )


def not_among(value: object, choices: Sequence[str]) -> Wrong:
    """Return that `value` is none of `choices`."""
    near = nearest(value, choices) if isinstance(value, str) else None
    return Wrong(
        say(
            "不能是{found}{near}",
            "{found} is not among the choices{near}",
            found=_found(value),
            near=near or "",
        ),
        say("{choices}", "{choices}", choices=Joined(tuple(choices))),
    )
