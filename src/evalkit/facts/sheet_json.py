"""JSON with positions, as the same kind of value as a TOML file."""

import json
import re
from decimal import Decimal
from typing import Any

from evalkit.errors import FactsError, InputError, Problem
from evalkit.messages import say
from evalkit.toml import DEEPEST, TomlFile
from evalkit.toml_places import Path, Places

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")
_SCALAR = re.compile(r"[^\s,\]}]+")


def parse_json(data: bytes, name: str, refused: type[InputError] = FactsError) -> TomlFile:
    """Return the JSON object in `data`, with the place of every key and value.

    Numbers are exact. Raises `refused`, with line and column, when the bytes are not UTF-8 or not
    a JSON object, or nest deeper than a TOML file may.
    """
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise refused(Problem(say("文件不是 UTF-8 编码", "the file is not encoded in UTF-8"), name)) from None
    try:
        found: Any = json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        message = say("不是合法的 JSON：{reason}", "not valid JSON: {reason}", reason=error.msg)
        raise refused(Problem(message, name, error.lineno, error.colno)) from None
    except (RecursionError, ValueError):
        raise refused(_unreadable(name)) from None
    if not isinstance(found, dict):
        raise refused(Problem(say("应为 JSON 对象", "a JSON object is expected"), name, 1, 1))
    scanner = _Scanner(text, name, refused)
    scanner.value((), len(text) - len(text.lstrip()), 0)
    return TomlFile(name, found, text, lambda: Places(scanner.values, scanner.keys))


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _unreadable(name: str) -> Problem:
    return Problem(
        say("JSON 嵌套过深，或数值不是有限数", "the JSON nests too deep, or a number in it is not finite"),
        name,
    )


class _Scanner:
    """Walks over a text that is JSON and notes where every key and every value stands."""

    def __init__(self, text: str, name: str, refused: type[InputError]) -> None:
        self._text = text
        self._name = name
        self._refused = refused
        self.values: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, int] = {}

    def value(self, path: Path, start: int, depth: int) -> int:
        """Note the value that begins at `start` and all within it; return where it ends."""
        if depth > DEEPEST:
            raise self._refused(_unreadable(self._name))
        first = self._text[start]
        if first == "{":
            end = self._members(path, start, depth)
        elif first == "[":
            end = self._elements(path, start, depth)
        elif first == '"':
            end = _DECODER.raw_decode(self._text, start)[1]
        else:
            match = _SCALAR.match(self._text, start)
            end = match.end() if match else start
        self.values[path] = (start, end)
        return end

    def _members(self, path: Path, start: int, depth: int) -> int:
        position = self._skip(start + 1)
        while self._text[position] != "}":
            key, after = _DECODER.raw_decode(self._text, position)
            self.keys[(*path, key)] = position
            position = self._skip(self._skip(after) + 1)
            position = self._next(self.value((*path, key), position, depth + 1))
        return position + 1

    def _elements(self, path: Path, start: int, depth: int) -> int:
        position, index = self._skip(start + 1), 0
        while self._text[position] != "]":
            position = self._next(self.value((*path, index), position, depth + 1))
            index += 1
        return position + 1

    def _next(self, position: int) -> int:
        position = self._skip(position)
        return self._skip(position + 1) if self._text[position] == "," else position

    def _skip(self, position: int) -> int:
        match = _SPACE.match(self._text, position)
        return match.end() if match else position
