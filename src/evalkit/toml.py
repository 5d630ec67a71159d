"""TOML with positions: the only importer of tomli.

tomli parses; it knows positions of syntax errors only. So a small scanner of our own walks over the
text that tomli has accepted and notes where every key and every value stands. Files are TOML 1.0:
what tomli accepts beyond that is refused, so that every other tool can read them too.
"""

import codecs
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any

import tomli
from attrs import field

from evalkit.errors import Problem, TomlError
from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.toml_places import STRING, Path, Places, scanned

DEEPEST = 100
"""How deep arrays, tables and dotted keys may be nested."""


@frozen(order=True)
class Position:
    """A place in the file named `file`: `line` and `column` in characters, both from 1."""

    line: int
    column: int
    file: str = field(default="", eq=False)


@frozen
class TomlFile:
    """A parsed TOML file that knows where everything in it stands.

    `name` is the file as the user named it; `data` has floats as Decimal; `text` is the file's text,
    in which every line ends with a line feed alone. `_find` says where everything stands: it is
    called when somebody asks, for of most files nobody does.
    """

    name: str
    data: dict[str, Any]
    text: str = field(repr=False)
    _find: Callable[[], Places] = field(repr=False, eq=False)

    @cached_property
    def _places(self) -> Places:
        return self._find()

    @cached_property
    def _lines(self) -> tuple[int, ...]:
        return (0, *(match.end() for match in re.finditer("\n", self.text)))

    def position(self, path: Path) -> Position:
        """Return where the value at `path` begins; of the deepest part of `path` that exists.

        A table begins at its header (the first mention, for one without a header of its own).
        """
        values = self._places.values
        return self._place(next((values[known][0] for known in _shorter(path) if known in values), 0))

    def key_position(self, path: Path) -> Position:
        """Return where the key at the end of `path` stands; of the deepest part of `path` that exists.

        For an element of an array, which has no key, this is where its value begins.
        """
        places = self._places
        for known in _shorter(path):
            if known in places.keys:
                return self._place(places.keys[known])
            if known in places.values:
                return self._place(places.values[known][0])
        return self._place(0)

    def paths(self) -> tuple[Path, ...]:
        """Return the paths of all values, tables and arrays included, in the order of the file."""
        return tuple(self._places.values)

    def source(self, path: Path) -> str:
        """Return the text of the value at `path` as it stands in the file; raises KeyError when absent.

        For a table with a header this is the header, for an array of tables its first header, for a
        table that is only mentioned in others' names nothing.
        """
        start, end = self._places.values[path]
        return self.text[start:end]

    def problem_at(self, offset: int, message: Message) -> Problem:
        """Return a problem with what stands at `offset` of the text."""
        place = self._place(offset)
        return Problem(message, where=self.name, line=place.line, column=place.column)

    def _place(self, offset: int) -> Position:
        line = bisect_right(self._lines, offset)
        return Position(line, offset - self._lines[line - 1] + 1, self.name)


def parse(data: bytes, name: str) -> TomlFile:
    """Return the TOML 1.0 file in `data`, named `name` in messages.

    Raises TomlError, with line and column, when the bytes are not UTF-8 without a byte order mark,
    are not TOML 1.0, nest deeper than `DEEPEST`, or hold a number of absurd length.
    """
    text = _decoded(data, name).replace("\r\n", "\n")
    newer = _glanced_through(text, name)
    try:
        found = tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        raise TomlError(_problem(name, text, error.pos, _syntax_error(error.msg))) from None
    file = TomlFile(name, found, text, lambda: scanned(text).places)
    refused = scanned(text).newer if newer else ()
    if refused:
        raise TomlError(file.problem_at(offset, message) for offset, message in refused)
    return file


def _shorter(path: Path) -> Iterator[Path]:
    return (path[:length] for length in range(len(path), -1, -1))


def _problem(name: str, text: str, offset: int, message: Message, allowed: Message | None = None) -> Problem:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Problem(message, where=name, line=line, column=column, allowed=allowed)


# ---------------------------------------------------------------- bytes, and what is refused beforehand


def _decoded(data: bytes, name: str) -> str:
    allowed = say("不带字节顺序标记的 UTF-8", "UTF-8 without a byte order mark")
    if data.startswith(codecs.BOM_UTF8):
        message = say("文件以字节顺序标记（BOM）开头", "the file begins with a byte order mark (BOM)")
        raise TomlError(Problem(message, where=name, line=1, column=1, allowed=allowed))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        message = say("文件不是 UTF-8 编码", "the file is not encoded in UTF-8")
        raise TomlError(_problem(name, before, len(before), message, allowed)) from None


_TOKEN = re.compile(
    rf"""(?:{STRING}) (?P<further>[ \t]*+,[ \t]*+(?:{STRING}))*+ | \#[^\n]*+ | [\[\]{{}},] | \n\s*+
      | [^\s"'\#\[\]{{}},=]++[ \t]*+=?""",
    re.VERBOSE | re.DOTALL,
)
"""A string with those that follow it in a list, a comment, a sign, the end of a line, a word with its equals sign."""
_OPAQUE = "\"'#"
"""What strings and comments begin with."""
_NUMERIC = "+-_0123456789"
"""What a number may begin with, as far as a huge one is looked for."""
_MAYBE_NEWER = re.compile(r"\\[ex]|:(?<=[0-9]{2}:)(?=[0-9]{2}(?!:))")
"""Escapes and times that TOML 1.0 does not have, or what looks like them in other places."""
_HUGE_NUMBER = re.compile(
    r"[+-]?[0-9_.]{100,}|0[xob][0-9A-Fa-f_]{100,}|[+-]?[0-9_]+(?:\.[0-9_]*)?[eE][+-]?[0-9_]{3,}"
)


def _glanced_through(text: str, name: str) -> bool:
    """Raise for what would cost a parser its stack or its memory, before any parser sees the text.

    Return whether anything in the text may be newer than TOML 1.0, and is worth a scan.
    """
    depth = dots = 0
    outer: list[tuple[int, str]] = []
    newer = bool(_MAYBE_NEWER.search(text))
    before = ""
    for match in _TOKEN.finditer(text):
        token = match[0]
        first = token[0]
        if first in _OPAQUE:
            dots = 0 if match["further"] else dots
            continue
        if first in ",\n":
            dots = 0
            newer = newer or (first == "\n" and bool(outer) and outer[-1][1] == "{")
        elif first in "[{":
            outer.append((dots + 1, first))
            depth += dots + 1
            dots = 0
        elif first in "]}":
            depth -= outer.pop()[0] if outer else 0
            dots = 0
            newer = newer or (first == "}" and before == ",")
        else:
            dots += token.count(".")
            if first in _NUMERIC and _HUGE_NUMBER.match(token):
                allowed = say("不到 100 位，指数不到三位", "fewer than 100 digits, an exponent below 100")
                message = say("数太大或太长", "the number is too large or too long")
                raise TomlError(_problem(name, text, match.start(), message, allowed))
        if depth + dots > DEEPEST:
            allowed = say("最多 {deepest} 层", "at most {deepest} levels", deepest=DEEPEST)
            message = say("嵌套太深", "nested too deeply")
            raise TomlError(_problem(name, text, match.start(), message, allowed))
        before = first
    return newer


# ---------------------------------------------------------------- syntax errors

_SYNTAX_ERRORS = {
    "Invalid statement": "这里应是键、表头或注释（非 ASCII 的键要加引号）",
    "Expected newline or end of document after a statement": "一条语句之后应换行",
    "Expected '=' after a key": "键之后应为“=”（非 ASCII 的键要加引号）",
    "Expected ']' at the end of a table": "表头应以“]”结束",
    "Expected ']]' at the end of an array": "表数组的表头应以“]]”结束",
    "Cannot declare": "同一个表声明了两次",
    "Cannot overwrite a value": "同一个键给出了两次",
    "Cannot redefine namespace": "已经声明的表不能再用带点的键补充",
    "Cannot mutate immutable namespace": "行内表和数组写完后不能再补充",
    "Duplicate inline table key": "行内表中同一个键给出了两次",
    "Invalid initial character for a key part": "键的写法不对（非 ASCII 的键要加引号）",
    "Unclosed array": "数组缺少“,”或“]”",
    "Unclosed inline table": "行内表缺少“,”或“}”",
    "Unterminated string": "字符串没有结束",
    "Expected \"'": "字符串没有结束",
    "Unescaped '\\'": "字符串中的“\\”不是有效的转义",
    "Invalid hex value": "转义中的十六进制数不对",
    "Escaped character is not": "转义的不是 Unicode 字符",
    "Illegal character": "字符串中有不允许的控制字符或换行",
    "Found invalid character": "有不允许的控制字符或换行",
    "Invalid date or datetime": "没有这样的日期或时间",
    "Invalid value": "值的写法不对（字符串要加引号）",
}


def _syntax_error(detail: str) -> Message:
    known = next((zh for start, zh in _SYNTAX_ERRORS.items() if detail.startswith(start)), detail)
    return say(
        "不是有效的 TOML：{chinese}",
        "not valid TOML: {english}",
        chinese=known,
        english=detail[:1].lower() + detail[1:],
    )
