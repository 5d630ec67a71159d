"""A table of a rubric file where it stands, for checks that go on when other parts are broken."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from evalkit.errors import Problem
from evalkit.frozen import frozen
from evalkit.messages import Message
from evalkit.problems import problem
from evalkit.rubrics.tables import CONVERTER, Marks
from evalkit.structuring import readable
from evalkit.toml import TomlFile
from evalkit.toml_places import Path


@frozen
class Place:
    """A table in a file; whatever in it is of the wrong type reads as absent."""

    file: TomlFile
    path: Path = ()

    @property
    def keys(self) -> dict[str, Any]:
        """Return the table's keys with their values as TOML gives them."""
        data: Any = self.file.data
        for step in self.path:
            data = data[step]
        return data if isinstance(data, dict) else {}

    def tables(self, key: str) -> tuple["Place", ...]:
        """Return the tables of the array at `key`."""
        array = self.keys.get(key)
        if not isinstance(array, list):
            return ()
        return tuple(
            Place(self.file, (*self.path, key, index))
            for index, element in enumerate(array)
            if isinstance(element, dict)
        )

    def marks(self, key: str = "marks") -> Decimal | None:
        """Return the marks at `key`, None when there are none that can be read."""
        return readable(self.keys.get(key), Marks, CONVERTER)

    def number(self, key: str) -> Decimal | None:
        """Return the number at `key`, None when there is none."""
        return readable(self.keys.get(key), Decimal, CONVERTER)

    def text(self, key: str) -> str:
        """Return the text at `key`, empty when there is none."""
        value = self.keys.get(key)
        return value if isinstance(value, str) else ""

    def problem(self, message: Message, *steps: str | int, allowed: Message | None = None) -> Problem:
        """Return a problem with the value at `steps` within the table, or with the table itself."""
        return problem(self.file, (*self.path, *steps), message, allowed)

    def line(self, *steps: str | int) -> int:
        """Return the line of the value at `steps` within the table."""
        return self.file.position((*self.path, *steps)).line


def indicators(top: Place) -> Iterator[Place]:
    """Yield the indicators of all dimensions."""
    for dimension in top.tables("dimension"):
        yield from dimension.tables("indicator")


def parts(row: Place) -> tuple[Place, ...]:
    """Return the parts or the checklist items of an indicator or a part."""
    return row.tables("parts") or (row.tables("items") if row.text("rule") == "checklist" else ())
