"""A table as a Parquet file, with the extra ``parquet``."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from evalkit.errors import Problem, UsageError
from evalkit.messages import say
from evalkit.store.tables import Table

_AT_ONCE = 50_000
"""How many rows are in memory at a time."""


def check_parquet() -> None:
    """Raise UsageError when the extra is not installed."""
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        message = say("写 Parquet 需要附加组件", "Parquet needs an extra")
        allowed = say("{pip}", "{pip}", pip="pip install 'evalkit-scorecard[parquet]'")
        raise UsageError(Problem(message, allowed=allowed))


def write_parquet(table: Table, path: Path) -> None:
    """Write `table` to the file at `path`: TEXT as strings, REAL as doubles, INTEGER as 64 bits; absent is null."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {"TEXT": pa.string(), "REAL": pa.float64(), "INTEGER": pa.int64()}
    schema = pa.schema([(column.name, kinds[column.kind]) for column in table.columns])
    with parquet.ParquetWriter(path, schema) as writer:
        for rows in _chunks(table.rows()):
            columns = [
                pa.array(values, field.type)
                for values, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            writer.write_batch(pa.record_batch(columns, schema=schema))


def _chunks(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while chunk := list(islice(rows, _AT_ONCE)):
        yield chunk
