"""Where everything in a TOML file stands: a walk over text that a parser has accepted."""

import re
from collections.abc import Mapping

from attrs import field

from evalkit.frozen import define, frozen
from evalkit.messages import Message, say
from evalkit.patterns import when_used

Path = tuple[str | int, ...]
"""The way from the top of a file to a value: keys of tables, and places in arrays from 0."""


@frozen
class Places:
    """Where everything in a text stands: the start and end of values, the start of keys, by path."""

    values: Mapping[Path, tuple[int, int]]
    keys: Mapping[Path, int]


NOWHERE = Places({}, {})
"""The places of a text in which nothing stands."""


STRING = r"""
    "{3}(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\Z)   # an unterminated string ends the text, so that no text is read twice
  | '{3}(?:[^']|'(?!''))*+(?:'{3,5}|\Z)
  | "[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?
  | '[^'\n]*+'?
"""
"""A string of any kind, as far as it goes."""
_BLANKS = when_used(r"[ \t]*+")
_GAP = when_used(r"(?:[ \t\n]|#[^\n]*+)*+")
_KEY_PART = when_used(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""")
_QUOTED = when_used(f"(?xs){STRING}")
_BARE_VALUE = when_used(r"[^,\]}#\n]++")
_ESCAPE = when_used(r"(?s)\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}
_TIME_WITHOUT_SECONDS = when_used(r"(?:\d{4}-\d\d-\d\d[Tt ])?\d\d:\d\d(?!:)")


def _key_of(token: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _ESCAPED.get(match[3], match[3])

    if token.startswith('"'):
        return _ESCAPE.sub(character, token[1:-1])
    return token.strip("'")


@define
class Scanner:
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

    @property
    def places(self) -> Places:
        """Return what was noted."""
        return Places(self.values, self.keys)

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


def scanned(text: str) -> Scanner:
    """Return a walk over all of `text`, which tomli has accepted."""
    scanner = Scanner(text)
    scanner.document()
    return scanner
