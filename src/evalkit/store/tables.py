"""The tables and views of the results database as they are, for those who take them elsewhere."""

from collections.abc import Iterator, Sequence
from typing import Any

from evalkit.errors import Problem, UsageError
from evalkit.frozen import frozen
from evalkit.messages import Joined, say
from evalkit.problems import nearest, short
from evalkit.store.database import told
from evalkit.store.results import Results


@frozen
class Column:
    """One column: `kind` is TEXT, REAL or INTEGER."""

    name: str
    kind: str


@frozen
class Table:
    """One table or view of a results database with `count` rows, which are read when they are asked for."""

    name: str
    columns: tuple[Column, ...]
    count: int
    _results: Results

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows, in the order of the table's key or of the view."""
        columns = ", ".join(column.name for column in self.columns)
        with told(self._results.path):
            yield from self._results.connection.execute(f"SELECT {columns} FROM {self.name}")  # noqa: S608  our own


def tables_of(results: Results, wanted: Sequence[str] = ()) -> tuple[Table, ...]:
    """Return the tables and views called `wanted`, all when there are none; raises UsageError for an unknown one."""
    with told(results.path):
        # The totals come first, however often their view was made again.
        order = "type DESC, name <> 'v_scores', rowid"
        sql = f"SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY {order}"  # noqa: S608  our own
        names = [name for (name,) in results.connection.execute(sql)]
        for name in wanted:
            if name not in names:
                near = nearest(name, names) or ""
                message = say(
                    "没有表“{name}”{near}", "there is no table {name}{near}", name=short(name), near=near
                )
                raise UsageError(
                    Problem(message, allowed=say("{names}", "{names}", names=Joined(tuple(names))))
                )
        return tuple(_table(results, name) for name in names if not wanted or name in wanted)


def _table(results: Results, name: str) -> Table:
    columns = results.connection.execute(f"PRAGMA table_xinfo({name})").fetchall()
    (count,) = results.connection.execute(f"SELECT count(*) FROM {name}").fetchone()  # noqa: S608  our own name
    return Table(
        name, tuple(Column(row[1], row[2] or _kind(results, name, row[1])) for row in columns), count, results
    )


def _kind(results: Results, table: str, column: str) -> str:
    """Return of which kind the worked out values in a column of a view are."""
    sql = f"SELECT typeof({column}) FROM {table} WHERE {column} IS NOT NULL LIMIT 1"  # noqa: S608  our own names
    found = results.connection.execute(sql).fetchone()
    return "REAL" if found is None else str(found[0]).upper()
