"""A table as a CSV file: UTF-8 with a mark, by which Excel tells it, and text as it is."""

import csv
from pathlib import Path

from evalkit.store.tables import Table


def write_csv(table: Table, path: Path) -> None:
    """Write `table` to the file at `path`; what is absent is an empty field, exact decimals stand in their columns."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        writer.writerows(table.rows())
