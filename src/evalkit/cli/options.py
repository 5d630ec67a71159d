"""The options that several commands have, and the kinds of values that options take."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from evalkit.cli.command import Argument
from evalkit.errors import Problem, UsageError
from evalkit.messages import Joined, Lang, Message, say

_LONGEST_LIMIT = 15
"""How many digits a limit may have."""
_PORTS = 65535


class FilePath(click.ParamType[Path]):
    """A file; whether it is there is found out when it is used."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path."""
        return Path(value)


class Choice(click.ParamType[str]):
    """One of a few words."""

    name = "choice"

    def __init__(self, choices: Sequence[str]) -> None:
        self._choices = tuple(choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word; raises UsageError when it is none of them."""
        if value not in self._choices:
            raise UsageError(refused(_option_name(param), str(value), self._choices))
        return str(value)


class Marks(click.ParamType[Decimal]):
    """An amount of marks."""

    name = "marks"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Return the marks; raises UsageError for what is no number of them."""
        try:
            marks = Decimal(str(value))
        except InvalidOperation:
            marks = Decimal("NaN")
        if not marks.is_finite() or marks < 0:
            message = say(
                "{option}：“{value}”不是分数",
                "{option}: {value} is not a number of marks",
                option=_option_name(param),
                value=value,
            )
            raise UsageError(Problem(message, allowed=say("0 或更大的数", "a number of 0 or more")))
        return marks


class Count(click.ParamType[int]):
    """A whole number of 1 or more."""

    name = "count"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; raises UsageError for what is none."""
        return _count(_option_name(param), str(value))


class Port(click.ParamType[int]):
    """A port of this machine; 0 is any that is free."""

    name = "port"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the port; raises UsageError for what is none."""
        text = str(value)
        if text.isascii() and text.isdigit() and len(text) <= len(str(_PORTS)) and int(text) <= _PORTS:
            return int(text)
        message = say(
            "{option}：“{value}”不是端口",
            "{option}: {value} is no port",
            option=_option_name(param),
            value=value,
        )
        raise UsageError(Problem(message, allowed=say("0 到 {most}", "0 to {most}", most=_PORTS)))


class Share(click.ParamType[Decimal]):
    """A share from 0 % to 100 %, written as per cent."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Return the share, 1 for 100 %; raises UsageError for what is none."""
        text = str(value)
        try:
            share = Decimal(text.removesuffix("%")) / 100 if text.endswith("%") else Decimal("NaN")
        except InvalidOperation:
            share = Decimal("NaN")
        if not share.is_finite() or not 0 <= share <= 1:
            message = say(
                "{option}：“{value}”不可用",
                "{option}: {value} is not allowed",
                option=_option_name(param),
                value=value,
            )
            raise UsageError(Problem(message, allowed=say("0% 到 100%", "0% to 100%")))
        return share


class Limit(click.ParamType[tuple[str, int]]):
    """One limit of reading and what it is to be: ``pages=500``."""

    name = "limit"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        """Return the limit's name and number; raises UsageError for what is none."""
        from evalkit.documents.limits import NAMES

        name, _, number = str(value).partition("=")
        if name not in NAMES:
            raise UsageError(refused(_option_name(param), name, NAMES))
        return name, _count(f"{_option_name(param)} {name}", number)


def refused(option: str, value: str, choices: Sequence[str]) -> Problem:
    """Return that `option` does not take `value`."""
    near = get_close_matches(value, choices, n=1)
    message = say(
        "{option}“{value}”不可用{near}",
        "{option}{value} is not allowed{near}",
        option=f"{option}: " if option else "",
        value=value,
        near=say("，是不是 {near}？", "; did you mean {near}?", near=near[0]) if near else "",
    )
    return Problem(message, allowed=say("{choices}", "{choices}", choices=Joined(tuple(choices))))


def _count(option: str, number: str) -> int:
    if number.isascii() and number.isdigit() and 0 < len(number.lstrip("0")) <= _LONGEST_LIMIT:
        return int(number)
    message = say(
        "{option}：“{number}”不可用", "{option}: {number} is not allowed", option=option, number=number
    )
    raise UsageError(Problem(message, allowed=say("1 或更大的整数", "a whole number of 1 or more")))


def _option_name(param: click.Parameter | None) -> str:
    return param.opts[0] if isinstance(param, click.Option) else ""


def reports(lang: Lang) -> Argument:
    """Return the argument ``REPORT [ATTACHMENT…]``, as `paths`."""
    about = say(
        "报告（Word、PDF、网页、表格、文本）及其附件；报告也可以是事实文件（.toml、.json）",
        "The report (Word, PDF, web page, sheet, text) and its attachments; it may also be a facts file (.toml, .json)",
    )
    return Argument(
        "paths", "REPORT [ATTACHMENT…]", about.text(lang), nargs=-1, required=True, type=FilePath()
    )


def rubric_files(lang: Lang) -> Argument:
    """Return the argument ``FILE…`` of rubrics, as `names`."""
    about = say("评分标准文件，或已有评分标准的编号", "Rubric files, or ids of rubrics there are")
    return Argument("names", "FILE…", about.text(lang), nargs=-1, required=True)


def option(lang: Lang, name: str, metavar: str, about: Message, **settings: Any) -> click.Option:
    """Return an option with one value, described in the user's language."""
    return click.Option([name], metavar=metavar, help=about.text(lang), **settings)


def output(lang: Lang) -> click.Option:
    """Return ``--output``."""
    about = say(
        "写入文件（整体替换），不写到屏幕", "Write to this file (all or nothing) instead of the screen"
    )
    return option(lang, "--output", "FILE", about, type=FilePath())


def limit(lang: Lang) -> click.Option:
    """Return ``--limit``, as `limits`; may be given once for each limit."""
    about = say(
        "放宽或收紧一项读取限度，如 file_bytes=200000000；可重复，各项见文档 reading",
        "Widen or tighten one limit of reading, as in file_bytes=200000000; may be given again; see docs/reading",
    )
    return click.Option(
        ["--limit", "limits"], metavar="NAME=NUMBER", multiple=True, type=Limit(), help=about.text(lang)
    )


def no_plugin(lang: Lang) -> click.Option:
    """Return ``--no-plugin``, as `blocked`."""
    about = say("不装载这个插件；可重复", "Leave this plugin out; may be given again")
    return click.Option(["--no-plugin", "blocked"], metavar="NAME", multiple=True, help=about.text(lang))
