"""Tables as one Excel workbook, a sheet each."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from evalkit.errors import Problem, UsageError
from evalkit.messages import say
from evalkit.store.tables import Table

MOST_ROWS = 1_048_576
"""How many rows a sheet has room for."""

_LONGEST = 32_767
"""How many characters Excel has room for in a cell."""
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment that stands in every workbook, so that the same tables give the same bytes."""


def check_rows(tables: Sequence[Table]) -> None:
    """Raise UsageError when a table has more rows than a sheet has room for."""
    for table in tables:
        if table.count >= MOST_ROWS:
            message = say(
                "表 {table} 有 {count} 行，一个工作表放不下",
                "the table {table} has {count} rows, more than a sheet has room for",
                table=table.name,
                count=f"{table.count:,}",
            )
            allowed = say(
                "--format csv 或 parquet，或用 --table 选表",
                "--format csv or parquet, or some tables by --table",
            )
            raise UsageError(Problem(message, allowed=allowed))


def write_workbook(tables: Sequence[Table], path: Path) -> None:
    """Write `tables` to the file at `path`. Text stays text, whatever it looks like; what is absent is an empty cell.

    A text longer than a cell is cut, with … behind it. Raises UsageError as `check_rows` does.
    """
    check_rows(tables)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"created": _MADE})
        heading = book.add_format({"bold": True})
        for table in tables:
            page = book.add_worksheet(table.name)
            page.freeze_panes(1, 0)
            for column, each in enumerate(table.columns):
                page.write_string(0, column, each.name, heading)
            for place, row in enumerate(table.rows(), 1):
                for column, value in enumerate(row):
                    _write(page, place, column, value)


def _write(page: Worksheet, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, str):
        page.write_string(row, column, value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…")
    elif math.isfinite(value):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, "∞" if value > 0 else "−∞")
