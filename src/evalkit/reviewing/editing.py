"""One table of a TOML file is written anew, and everything else stays to the letter, comments included.

The files are those that people write: a list of tables, each with a header of its own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field

from evalkit.errors import Problem, UsageError
from evalkit.frozen import frozen
from evalkit.messages import say
from evalkit.toml import TomlFile
from evalkit.toml_places import Path


@frozen
class Piece:
    """What one place of a text becomes: from `start` to `end`, `text` instead."""

    start: int
    end: int
    text: str


@define
class Editor:
    """The tables of one file; offsets are those of its text, in which lines end with a line feed."""

    file: TomlFile
    _starts: Sequence[int] = field(init=False)

    @_starts.default
    def _find_starts(self) -> Sequence[int]:
        starts = [0]
        for line in self.file.text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        return starts

    def put(self, path: Path, values: Mapping[str, str], managed: Sequence[str]) -> str:
        """Return the text with `values`, ready-written TOML, in the table at `path`.

        Those of the `managed` keys that have no value are taken out. Where there is no such table it is
        appended. Raises UsageError for a table without a header of its own.
        """
        if not self._exists(path):
            if path[:-1] and self._exists(path[:-1]):
                self._check(path[:-1])
            return self._appended(_header(path), values)
        self._check(path)
        table = self._table(path)
        pieces = [self._replaced(path, key, values) for key in managed if key in table]
        new = [f"{key} = {value}\n" for key, value in values.items() if key not in table]
        if new:
            at = self._behind(path, [key for key in table if key not in managed])
            pieces.append(Piece(at, at, "".join(new)))
        return self._applied(pieces)

    def cut(self, path: Path, managed: Sequence[str], *, whole: bool) -> str:
        """Return the text without the `managed` keys of the table at `path`, or without the whole of it.

        The whole goes where nothing but keys is in it, and in any case where `whole` says so.
        """
        self._check(path)
        table = self._table(path)
        start, end = self._offset(path), self._behind(path, list(table))
        inside = self.file.text[start : self._until(end)]
        if whole or not any(line.lstrip().startswith("#") for line in inside.split("\n")):
            return self._applied([Piece(self._gap_before(start), end, "")])
        return self._applied([self._replaced(path, key, {}) for key in managed if key in table])

    def _exists(self, path: Path) -> bool:
        try:
            self._table(path)
        except (KeyError, IndexError):
            return False
        return True

    def _table(self, path: Path) -> Any:
        value: Any = self.file.data
        for step in path:
            value = value[step]
        return value

    def _check(self, path: Path) -> None:
        is_listed = isinstance(self._table(path), list)
        if self.file.source(path).startswith("[[" if is_listed else "["):
            return
        place = self.file.position(path)
        message = say(
            "这种写法不能在复核页上改动", "a table written like this cannot be changed on the review page"
        )
        allowed = say(
            "写成 {header} 一节", "a table below {header}", header=_header((*path, 0) if is_listed else path)
        )
        raise UsageError(Problem(message, place.file, place.line, place.column, allowed=allowed))

    def _offset(self, path: Path, *, key: bool = False) -> int:
        place = self.file.key_position(path) if key else self.file.position(path)
        return self._starts[place.line - 1] + place.column - 1

    def _replaced(self, path: Path, key: str, values: Mapping[str, str]) -> Piece:
        """Return what becomes of a key that is there: another value, or nothing, but for its comment."""
        at = (*path, key)
        start = self._offset(at)
        end = start + len(self.file.source(at))
        if key in values:
            return Piece(start, end, values[key])
        comment = self.file.text[end : self._until(end)].strip()
        line = self._offset(at, key=True)
        return Piece(line, self._until(end), f"{comment}\n" if comment else "")

    def _behind(self, path: Path, keys: Sequence[str]) -> int:
        """Return where the line after the last of `keys` begins; after the header where there are none."""
        last = self._offset(path) + len(self.file.source(path))
        for key in keys:
            at = (*path, key)
            last = max(last, self._offset(at) + len(self.file.source(at)))
        return self._until(last)

    def _until(self, offset: int) -> int:
        """Return where the line after the one at `offset` begins."""
        found = self.file.text.find("\n", offset)
        return len(self.file.text) if found < 0 else found + 1

    def _gap_before(self, offset: int) -> int:
        """Return where the empty line begins that stands before `offset`, else `offset`."""
        return offset - 1 if self.file.text[:offset].endswith("\n\n") else offset

    def _appended(self, header: str, values: Mapping[str, str]) -> str:
        text = self.file.text
        if text and not text.endswith("\n"):
            text += "\n"
        gap = "\n" if text and not text.endswith("\n\n") else ""
        return text + gap + "\n".join([header, *(f"{key} = {value}" for key, value in values.items()), ""])

    def _applied(self, pieces: Sequence[Piece]) -> str:
        text, parts, at = self.file.text, [], 0
        for piece in sorted(pieces, key=lambda each: (each.start, each.end)):
            before = text[at : piece.start]
            # A last line without an end gets one before anything follows it.
            ended = "\n" if piece.start == len(text) and text and not text.endswith("\n") else ""
            parts += [before, ended if piece.text else "", piece.text]
            at = piece.end
        return "".join([*parts, text[at:]])


def _header(path: Path) -> str:
    return f"[{path[0]}]" if len(path) == 1 else f"[[{path[0]}]]"
