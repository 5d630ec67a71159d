"""The results database as the batch uses it: what is recorded already, and recording."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from evalkit.store.columns import COLUMNS, OF_SCORECARDS, Row
from evalkit.store.database import opened, told

if TYPE_CHECKING:
    from evalkit.rubrics.rubric import Rubric
    from evalkit.store.rows import Rows


class Results:
    """A results database, open. It belongs to one thread; other processes may read it at the same time."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Return the database at `path` for writing; it is made where it is missing, migrated where it is old.

        Raises UsageError when the file is no results database, is of a newer version, is locked by
        another program or cannot be written.
        """
        path = Path(path)
        connection = opened(path, make=True)
        # What was recorded before a power cut stands; the last moments before it are scored again.
        connection.execute("PRAGMA synchronous = NORMAL")
        return cls(path, connection)

    @classmethod
    def existing(cls, path: Path | str) -> Self:
        """Return the database at `path`, which must be there, as `open` does; it may be one that cannot be written."""
        path = Path(path)
        return cls(path, opened(path, make=False))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    # ------------------------------------------------------------ what is there

    def keys(self, rubric_id: str | None = None) -> dict[str, str]:
        """Return the key under which each report was recorded, by the name of the report.

        With `rubric_id` these are the scorecards by that rubric, without it those by any. What
        failed is not among them.
        """
        sql = "SELECT name, key FROM scorecards JOIN reports ON reports.id = report"
        only = (" WHERE rubric_id = ?", (rubric_id,)) if rubric_id is not None else ("", ())
        with told(self.path):
            return dict(self.connection.execute(f"{sql}{only[0]} ORDER BY scorecards.id", only[1]).fetchall())

    def failures(self) -> dict[str, str]:
        """Return why each report that failed did, by its name."""
        with told(self.path):
            return dict(
                self.connection.execute("SELECT report, reason FROM failures ORDER BY report").fetchall()
            )

    def failed(self) -> dict[str, tuple[str, str]]:
        """Return the key under which each report failed, and why it did, by its name."""
        with told(self.path):
            rows = self.connection.execute("SELECT report, key, reason FROM failures").fetchall()
        return {report: (key, reason) for report, key, reason in rows}

    def names(self) -> dict[str, str]:
        """Return what each report is called by its digest: department and year, else its file."""
        sql = "SELECT sha256, name, department, year FROM reports ORDER BY name DESC"
        with told(self.path):
            rows = self.connection.execute(sql).fetchall()
        return {
            sha256: name if department is None else " ".join(str(each) for each in (department, year) if each)
            for sha256, name, department, year in rows
        }

    # ------------------------------------------------------------ recording

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make all that is recorded within one transaction: all of it or nothing, and much faster."""
        if self.connection.in_transaction:
            yield
            return
        with told(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def add_rubric(self, rubric: "Rubric", toml: str) -> None:
        """Record `rubric` with `toml`, its text as it is with all that it extends; before what it scores."""
        from evalkit.store.rows import criteria_rows, rubric_row

        with self.together():
            self.connection.execute(_INSERT["rubrics"] + " ON CONFLICT DO NOTHING", rubric_row(rubric, toml))
            self.connection.executemany(
                _INSERT["criteria"] + " ON CONFLICT DO NOTHING", criteria_rows(rubric)
            )

    def record(self, report: str, key: str, rows: "Rows") -> None:
        """Record `rows` for the report called `report`, in the place of what that rubric's id had given it.

        Its rubric is recorded already. Done twice, it changes nothing more.
        """
        with self.together():
            self.connection.execute("DELETE FROM failures WHERE report = ?", (_name(report),))
            id = self._report(_name(report), rows.report)
            self.connection.execute(
                "DELETE FROM scorecards WHERE report = ? AND rubric_id = ?", (id, rows.rubric_id)
            )
            scorecard = self.connection.execute(_INSERT["scorecards"], (id, key, *rows.scorecard)).lastrowid
            for table in OF_SCORECARDS:
                self.connection.executemany(
                    _INSERT[table], [(scorecard, *row) for row in rows.tables.get(table, ())]
                )

    def fail(self, report: str, key: str, line: str) -> None:
        """Record that `report` could not be scored, and why; what was recorded of it before is gone."""
        with self.together():
            self.forget(report)
            self.connection.execute(
                "INSERT INTO failures (report, key, reason) VALUES (?, ?, ?)",
                (_name(report), key, _name(line)),
            )

    def forget(self, report: str) -> None:
        """Take out whatever was recorded of `report`."""
        with self.together():
            self.connection.execute("DELETE FROM failures WHERE report = ?", (_name(report),))
            self.connection.execute("DELETE FROM reports WHERE name = ?", (_name(report),))

    def _report(self, name: str, row: Row) -> int:
        """Return the id of the report called `name`, of which `row` is what is known now."""
        found = self.connection.execute("SELECT id FROM reports WHERE name = ?", (name,)).fetchone()
        if found is None:
            return int(self.connection.execute(_INSERT["reports"], (name, *row)).lastrowid or 0)
        self.connection.execute(_UPDATE_REPORT, (*row, found[0]))
        return int(found[0])


def _name(text: str) -> str:
    """Return `text` as SQLite can hold it, whatever a file's name is made of."""
    return text.encode("utf-8", "backslashreplace").decode()


_JOINS = {"rubrics": (), "criteria": (), "reports": ("name",), "scorecards": ("report", "key")}
"""The columns before those of a scorecard's rows; all other tables have the scorecard."""


def _insert(table: str) -> str:
    columns = (*_JOINS.get(table, ("scorecard",)), *COLUMNS[table])
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608  our own names


_INSERT: Mapping[str, str] = {table: _insert(table) for table in COLUMNS}
_UPDATE_REPORT = (
    f"UPDATE reports SET {', '.join(f'{column} = ?' for column in COLUMNS['reports'])} WHERE id = ?"  # noqa: S608  our own names
)
