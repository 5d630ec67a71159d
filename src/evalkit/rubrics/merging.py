"""One rubric file over another: rows are matched by id, and what a row writes replaces the base's."""

from collections.abc import Mapping
from typing import Any

from attrs import field

from evalkit.errors import Problem
from evalkit.frozen import define, frozen
from evalkit.messages import Joined, Message, say
from evalkit.problems import nearest, problem, short
from evalkit.rubrics.tables import IndicatorTable
from evalkit.structuring import keys_of
from evalkit.toml import Position, TomlFile
from evalkit.toml_places import NOWHERE, Path

Origins = dict[Path, tuple[TomlFile, Path]]
"""For places in merged tables, the file and the place in it that they were taken from."""


@frozen
class MergedFile(TomlFile):
    """Tables merged of two files, each value of which knows where it was written."""

    _origins: Mapping[Path, tuple[TomlFile, Path]] = field(repr=False, kw_only=True)

    def position(self, path: Path) -> Position:
        """Return where the value at `path` was written; of the deepest part of `path` that exists."""
        file, place = self._origin(path)
        return file.position(place)

    def key_position(self, path: Path) -> Position:
        """Return where the key at the end of `path` was written; of the deepest part that exists."""
        file, place = self._origin(path)
        return file.key_position(place)

    def source(self, path: Path) -> str:
        """Return the text of the value at `path` as it stands in its file; raises KeyError when absent."""
        file, place = self._origin(path)
        return file.source(place)

    def _origin(self, path: Path) -> tuple[TomlFile, Path]:
        length = next(length for length in range(len(path), -1, -1) if path[:length] in self._origins)
        file, place = self._origins[path[:length]]
        return file, (*place, *path[length:])


def merged(base: TomlFile, own: TomlFile) -> tuple[TomlFile, tuple[Problem, ...]]:
    """Return the rubric file `own` laid over `base`, and what cannot be laid over it.

    Examples of the base are not taken over: they say what the base gives, not what `own` does. What a
    file leaves malformed is passed on as it is, for the checks of a rubric to report.
    """
    merge = _Merge(base, own)
    data = merge.whole()
    return MergedFile(own.name, data, own.text, lambda: NOWHERE, origins=merge.origins), tuple(merge.problems)


@frozen
class _Rows:
    """What the rows of an array are: their word in messages, and the keys that a new one needs."""

    word: Message
    needed: tuple[tuple[str, ...], ...]
    inner: tuple[str, ...] = ()
    ruled: bool = False


_KINDS: Mapping[str, _Rows] = {
    "dimension": _Rows(say("维度", "dimension"), (("title",), ("marks",), ("indicator",)), ("indicator",)),
    "indicator": _Rows(
        say("指标", "indicator"),
        (("title",), ("marks",), ("clause",), ("rule", "parts")),
        ("parts", "items"),
        ruled=True,
    ),
    "parts": _Rows(say("分项", "part"), (("title",), ("marks",), ("rule",)), ("items",), ruled=True),
    "items": _Rows(say("要点", "item"), (("title",), ("marks",))),
    "fact": _Rows(say("事实", "fact"), (("title",), ("unit",))),
    "measure": _Rows(say("测算", "measure"), (("title",), ("formula",))),
    "adjustment": _Rows(say("总分调整", "adjustment"), (("kind",), ("title",), ("clause",))),
}
_INHERITED = ("total", "statements", "not_applicable")
"""What ``[rubric]`` takes over; the rest says which rubric it is, and no rubric is its base."""
_ROWS_OWN = frozenset({*keys_of(IndicatorTable), "then"})
"""The keys of a row that are not its rule's."""


@define
class _Merge:
    """A walk over two files at once that goes on after each problem."""

    base: TomlFile
    own: TomlFile
    origins: Origins = field(factory=dict)
    problems: list[Problem] = field(factory=list)

    def whole(self) -> dict[str, Any]:
        """Return the merged tables of both files."""
        self.origins[()] = (self.own, ())
        found: dict[str, Any] = {}
        inherited = {key: value for key, value in self.base.data.items() if key != "example"}
        for key in {**inherited, **self.own.data}:
            path = (key,)
            if key == "rubric" and all(
                isinstance(file.data.get(key), dict) for file in (self.base, self.own)
            ):
                found[key] = self._head(path)
            elif key in _KINDS and self._both_lists(path, path):
                found[key] = self._rows(_KINDS[key], path, path, path)
            else:
                found[key] = self._taken(self.own if key in self.own.data else self.base, path, path)
        return found

    def _taken(self, file: TomlFile, path: Path, to: Path) -> Any:
        """Return what stands at `path` of `file`, which is `to` in the merged tables."""
        self.origins[to] = (file, path)
        return _at(file, path)

    def _head(self, path: Path) -> dict[str, Any]:
        self.origins[path] = (self.own, path)
        base, own = _at(self.base, path), _at(self.own, path)
        found = {
            key: self._taken(self.base, (*path, key), (*path, key))
            for key in _INHERITED
            if key in base and key not in own
        }
        return found | {
            key: self._taken(self.own, (*path, key), (*path, key)) for key in own if key != "extends"
        }

    def _both_lists(self, base: Path, own: Path) -> bool:
        return all(isinstance(_at(file, path), list) for file, path in ((self.base, base), (self.own, own)))

    # -------------------------------------------------------- rows by id

    def _rows(self, kind: _Rows, base: Path, own: Path, to: Path) -> list[Any]:
        """Return the rows of the base, changed and removed as `own` says, and then those it adds."""
        changes, nameless = self._changes(own)
        rows: list[Any] = []
        for index, row in enumerate(_at(self.base, base)):
            change = changes.pop(_id(row) or "", None)
            place = (*to, len(rows))
            if change is None:
                rows.append(self._taken(self.base, (*base, index), place))
            elif not self._is_removal(change):
                rows.append(self._row(kind, (*base, index), change, place))
        known = [id for id in map(_id, _at(self.base, base)) if id is not None]
        for change in sorted(
            [*nameless, *(each for each in changes.values() if self._is_new(kind, each, known))]
        ):
            rows.append(self._taken(self.own, change, (*to, len(rows))))
        return rows

    def _changes(self, own: Path) -> tuple[dict[str, Path], list[Path]]:
        """Return where the rows of `own` stand, by id, and where those without an id do."""
        changes: dict[str, Path] = {}
        nameless = []
        for index, row in enumerate(_at(self.own, own)):
            path, id = (*own, index), _id(row)
            if id is None:
                nameless.append(path)
            elif id in changes:
                line = self.own.position((*changes[id], "id")).line
                message = say(
                    "编号“{id}”已在第 {line} 行用过",
                    "the id “{id}” is already used in line {line}",
                    id=short(id),
                    line=line,
                )
                self.problems.append(problem(self.own, (*path, "id"), message))
            else:
                changes[id] = path
        return changes, nameless

    def _is_removal(self, change: Path) -> bool:
        """Return whether a row asks to be removed, reporting whatever else it says."""
        row = _at(self.own, change)
        if "remove" not in row:
            return False
        if row["remove"] is not True:
            message = say("remove 只能是 true", "remove can only be true")
            self.problems.append(problem(self.own, (*change, "remove"), message, say("true", "true")))
        for key in row:
            if key not in ("id", "remove"):
                message = say(
                    "要删除的一行不能再写“{key}”", "what is removed cannot have “{key}” too", key=short(key)
                )
                self.problems.append(problem(self.own, (*change, key), message, at_key=True))
        return True

    def _is_new(self, kind: _Rows, change: Path, known: list[str]) -> bool:
        """Return whether a row that the base does not have is a row of its own, reporting one that is not."""
        row = _at(self.own, change)
        missing = [keys for keys in kind.needed if not any(key in row for key in keys)]
        if not missing and "remove" not in row:
            return True
        message = say(
            "所继承的标准中没有{zh_word}“{id}”{near}",
            "the rubric extended has no {en_word} “{id}” here{near}",
            zh_word=kind.word,
            en_word=kind.word,
            id=short(row["id"]),
            near=nearest(row["id"], known) or "",
        )
        lacks = None
        if "remove" not in row:
            keys = Joined(tuple("/".join(each) for each in missing))
            lacks = say("新增时还要写 {keys}", "a new one needs {keys} too", keys=keys)
        self.problems.append(problem(self.own, (*change, "id"), message, lacks))
        return False

    def _row(self, kind: _Rows, base: Path, own: Path, to: Path) -> dict[str, Any]:
        """Return one row of the base with what `own` writes of it."""
        self.origins[to] = (self.own, own)
        before, changed = _at(self.base, base), _at(self.own, own)
        kept = [key for key in before if not kind.ruled or _is_kept(key, before, changed)]
        found: dict[str, Any] = {}
        for key in dict.fromkeys((*kept, *changed)):
            places = (*base, key), (*own, key), (*to, key)
            if key in kind.inner and key in kept and key in changed and self._both_lists(*places[:2]):
                self.origins[places[2]] = (self.own, places[1])
                found[key] = self._rows(_KINDS[key], *places)
            elif key in changed:
                found[key] = self._taken(self.own, *places[1:])
            else:
                found[key] = self._taken(self.base, places[0], places[2])
        return found


def _is_kept(key: str, before: Mapping[str, Any], changed: Mapping[str, Any]) -> bool:
    """Return whether a key of a row outlives the change: who writes the rule anew writes all of it."""
    anew = "rule" in changed or ("parts" in changed and "parts" not in before)
    return not anew or key in _ROWS_OWN


def _at(file: TomlFile, path: Path) -> Any:
    """Return the value at `path`, None when its key is absent."""
    data: Any = file.data
    for step in path:
        data = data.get(step) if isinstance(step, str) else data[step]
    return data


def _id(row: Any) -> str | None:
    id = row.get("id") if isinstance(row, dict) else None
    return id if isinstance(id, str) and id else None
