"""TOML with positions: the only importer of tomli.

tomli parses; it knows positions of syntax errors only. So a small scanner of our own walks over the
text that tomli has accepted and notes where every key and every value stands. Files are TOML 1.0:
what tomli accepts beyond that is refused, so that every other tool can read them too.
"""

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import tomli
from attrs import define, field, frozen

from evalkit.errors import Problem, TomlError
from evalkit.messages import Message, say

Path = tuple[str | int, ...]
"""The way from the top of a file to a value: keys of tables, and places in arrays from 0."""

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
    in which every line ends with a line feed alone.
    """

    name: str
    data: dict[str, Any]
    text: str = field(repr=False)
    _values: Mapping[Path, tuple[int, int]] = field(repr=False)
    _keys: Mapping[Path, int] = field(repr=False)
    _lines: tuple[int, ...] = field(init=False, repr=False)

    @_lines.default
    def _find_lines(self) -> tuple[int, ...]:
        return (0, *(match.end() for match in re.finditer("\n", self.text)))

    def position(self, path: Path) -> Position:
        """Return where the value at `path` begins; of the deepest part of `path` that exists.

        A table begins at its header (the first mention, for one without a header of its own).
        """
        return self._place(
            next((self._values[known][0] for known in _shorter(path) if known in self._values), 0)
        )

    def key_position(self, path: Path) -> Position:
        """Return where the key at the end of `path` stands; of the deepest part of `path` that exists.

        For an element of an array, which has no key, this is where its value begins.
        """
        for known in _shorter(path):
            if known in self._keys:
                return self._place(self._keys[known])
            if known in self._values:
                return self._place(self._values[known][0])
        return self._place(0)

    def paths(self) -> tuple[Path, ...]:
        """Return the paths of all values, tables and arrays included, in the order of the file."""
        return tuple(self._values)

    def source(self, path: Path) -> str:
        """Return the text of the value at `path` as it stands in the file; raises KeyError when absent.

        For a table with a header this is the header, for an array of tables its first header, for a
        table that is only mentioned in others' names nothing.
        """
        start, end = self._values[path]
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
    _refuse_excess(text, name)
    try:
        found = tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        raise TomlError(_problem(name, text, error.pos, _syntax_error(error.msg))) from None
    scanner = _Scanner(text)
    scanner.document()
    file = TomlFile(name, found, text, scanner.values, scanner.keys)
    if scanner.newer:
        raise TomlError(file.problem_at(offset, message) for offset, message in scanner.newer)
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


_STRING = r"""
    "{3}(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\Z)   # an unterminated string ends the text, so that no text is read twice
  | '{3}(?:[^']|'(?!''))*+(?:'{3,5}|\Z)
  | "(?:[^"\\\n]|\\.)*+"?
  | '[^'\n]*+'?
"""
_TOKEN = re.compile(
    rf"(?:{_STRING})|\#[^\n]*+|[\[\]{{}},=\n]|(?P<word>[^\s\"'\#\[\]{{}},=]++)", re.VERBOSE | re.DOTALL
)
_HUGE_NUMBER = re.compile(
    r"[+-]?[0-9_.]{100,}|0[xob][0-9A-Fa-f_]{100,}|[+-]?[0-9_]+(?:\.[0-9_]*)?[eE][+-]?[0-9_]{3,}"
)


def _refuse_excess(text: str, name: str) -> None:
    """Raise for what would cost a parser its stack or its memory, before any parser sees the text."""
    depth = dots = 0
    outer: list[int] = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        word = match["word"] or ""
        dots = 0 if token in (",", "\n") else dots + word.count(".")
        if token in ("[", "{"):
            outer.append(dots + 1)
            depth += dots + 1
        elif token in ("]", "}") and outer:
            depth -= outer.pop()
        if token in ("[", "{", "]", "}"):
            dots = 0
        if depth + dots > DEEPEST:
            allowed = say("最多 {deepest} 层", "at most {deepest} levels", deepest=DEEPEST)
            message = say("嵌套太深", "nested too deeply")
            raise TomlError(_problem(name, text, match.start(), message, allowed))
        if word and _HUGE_NUMBER.match(word):
            allowed = say("不到 100 位，指数不到三位", "fewer than 100 digits, an exponent below 100")
            message = say("数太大或太长", "the number is too large or too long")
            raise TomlError(_problem(name, text, match.start(), message, allowed))


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


# ---------------------------------------------------------------- where everything stands

_BLANKS = re.compile(r"[ \t]*+")
_GAP = re.compile(r"(?:[ \t\n]|#[^\n]*+)*+")
_KEY_PART = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""")
_QUOTED = re.compile(_STRING, re.VERBOSE | re.DOTALL)
_BARE_VALUE = re.compile(r"[^,\]}#\n]++")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
_TIME_WITHOUT_SECONDS = re.compile(r"(?:\d{4}-\d\d-\d\d[Tt ])?\d\d:\d\d(?!:)")


def _key_of(token: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _ESCAPED.get(match[3], match[3])

    if token.startswith('"'):
        return _ESCAPE.sub(character, token[1:-1])
    return token.strip("'")


@define
class _Scanner:
    """A walk over text that tomli has accepted; notes the start and end of every key and value.

    `newer` collects what TOML 1.1 allows and TOML 1.0 does not.
    """

    text: str
    offset: int = 0
    values: dict[Path, tuple[int, int]] = field(factory=dict)
    keys: dict[Path, int] = field(factory=dict)
    newer: list[tuple[int, Message]] = field(factory=list)
    _arrays: dict[Path, int] = field(factory=dict)
    _headed: set[Path] = field(factory=set)

    def document(self) -> None:
        """Scan from the first statement to the last."""
        self.values[()] = (0, 0)
        table: Path = ()
        self._skip(_GAP)
        while self.offset < len(self.text):
            if self.text.startswith("[", self.offset):
                table = self._header()
            else:
                self._pair(table)
            self._skip(_GAP)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        start = self.offset
        match = pattern.match(self.text, start)
        if match is None:
            raise AssertionError(f"tomli accepted what the scanner does not know, at offset {start}")
        self.offset = match.end()
        return start

    def _header(self) -> Path:
        start = self.offset
        is_array = self.text.startswith("[[", start)
        self.offset += 2 if is_array else 1
        parts = self._dotted_key()
        end = self.offset = self.offset + (2 if is_array else 1)
        *outer, (last_start, last) = parts
        path = (*self._inside((), outer, start), last)
        self.keys.setdefault(path, last_start)
        if is_array:
            index = self._arrays.get(path, 0)
            self._arrays[path] = index + 1
            self.values.setdefault(path, (start, end))
            path = (*path, index)
        if path not in self._headed:
            # A table first met inside another table's header moves to its own header.
            self._headed.add(path)
            self.values[path] = (start, end)
            if not is_array:
                self.keys[path] = last_start
        return path

    def _inside(self, table: Path, parts: list[tuple[int, str]], start: int | None = None) -> Path:
        """Enter the tables named by `parts`, noting those that are new; return the innermost's path."""
        path = table
        for key_start, key in parts:
            path = (*path, key)
            self.keys.setdefault(path, key_start)
            first = key_start if start is None else start
            self.values.setdefault(path, (first, first))
            if path in self._arrays:
                path = (*path, self._arrays[path] - 1)
        return path

    def _dotted_key(self) -> list[tuple[int, str]]:
        parts = []
        while True:
            self._skip(_BLANKS)
            start = self._skip(_KEY_PART)
            token = self.text[start : self.offset]
            self._note_escapes(start, token)
            parts.append((start, _key_of(token)))
            self._skip(_BLANKS)
            if not self.text.startswith(".", self.offset):
                return parts
            self.offset += 1

    def _pair(self, table: Path) -> None:
        *outer, (key_start, key) = self._dotted_key()
        path = (*self._inside(table, outer), key)
        self.keys[path] = key_start
        self.offset += len("=")
        self._skip(_BLANKS)
        self._value(path)

    def _value(self, path: Path) -> None:
        start = self.offset
        first = self.text[start]
        self.values[path] = (start, start)
        if first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        elif first in "\"'":
            self._skip(_QUOTED)
            self._note_escapes(start, self.text[start : self.offset])
        else:
            self._skip(_BARE_VALUE)
            token = self.text[start : self.offset].rstrip(" \t")
            self.offset = start + len(token)
            if _TIME_WITHOUT_SECONDS.match(token):
                self._note(start, say("时间没有写秒", "a time without seconds"))
        self.values[path] = (start, self.offset)

    def _array(self, path: Path) -> None:
        self.offset += len("[")
        self._skip(_GAP)
        index = 0
        while not self.text.startswith("]", self.offset):
            self._value((*path, index))
            index += 1
            self._next()
        self.offset += len("]")

    def _inline_table(self, path: Path) -> None:
        self.offset += len("{")
        self._note_line_break(self._skip(_GAP))
        while not self.text.startswith("}", self.offset):
            self._pair(path)
            comma = self._next(inline=True)
            if comma is not None and self.text.startswith("}", self.offset):
                self._note(comma, say("行内表最后多了逗号", "a comma at the end of an inline table"))
        self.offset += len("}")

    def _next(self, *, inline: bool = False) -> int | None:
        """Go on to the next element, or to the closing bracket; return where the comma stood."""
        gaps = [self._skip(_GAP)]
        comma = self.offset if self.text.startswith(",", self.offset) else None
        if comma is not None:
            self.offset += len(",")
            gaps.append(self._skip(_GAP))
        if inline:
            self._note_line_break(gaps[0])
        return comma

    def _note_line_break(self, gap: int) -> None:
        line_break = self.text.find("\n", gap, self.offset)
        if line_break >= 0:
            self._note(line_break, say("行内表中间换了行", "a line break inside an inline table"))

    def _note_escapes(self, start: int, token: str) -> None:
        if token.startswith('"'):
            for match in _ESCAPE.finditer(token):
                if match[3] in ("e", "x"):
                    self._note(start + match.start(), say("转义 \\e 和 \\x", "the escapes \\e and \\x"))

    def _note(self, offset: int, what: Message) -> None:
        self.newer.append(
            (offset, say("TOML 1.0 不允许：{what}", "not allowed in TOML 1.0: {what}", what=what))
        )
