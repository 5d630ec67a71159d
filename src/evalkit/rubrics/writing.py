"""A rubric's tables as TOML text, laid out as people write them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from re import fullmatch
from typing import Any

from evalkit.quoting import quoted

_SECTIONS = frozenset(
    {"rubric", "grade", "fact", "measure", "dimension", "indicator", "parts", "then", "adjustment", "example"}
)
"""The keys whose tables have headers of their own; all others are written inline."""


def rubric_toml(data: Mapping[str, Any]) -> str:
    """Return the tables of a rubric, as they were parsed, as the text of a TOML 1.0 file.

    Comments and the layout of the files that they came from are not in it.
    """
    return "\n\n".join(_sections(data, ())) + "\n"


def _sections(table: Mapping[str, Any], header: tuple[str, ...]) -> Iterator[str]:
    """Yield what stands under the headers of the tables in `table`, in the order of the file."""
    for key, value in table.items():
        name = (*header, key)
        if key not in _SECTIONS:
            continue
        if isinstance(value, dict) and not header:
            yield _section(value, f"[{'.'.join(name)}]")
        elif _is_array_of_tables(value):
            for row in value:
                yield _section(row, f"[[{'.'.join(name)}]]")
                yield from _sections(row, name)


def _section(table: Mapping[str, Any], header: str) -> str:
    lines = [
        f"{_key(key)} = {_array_of_lines(value) if _is_array_of_tables(value) else inline(value)}"
        for key, value in table.items()
        if key not in _SECTIONS or not _is_array_of_tables(value)
    ]
    return "\n".join([header, *lines])


def _is_array_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _array_of_lines(rows: list[Any]) -> str:
    return "\n".join(["[", *(f"  {inline(row)}," for row in rows), "]"])


def inline(value: Any) -> str:
    """Return a value as it stands behind its key."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {inline(each)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        return {"NaN": "nan", "Infinity": "inf", "-Infinity": "-inf"}.get(str(value), "nan")
    text = f"{value:f}"
    return text if "." in text else f"{text}.0"


def _key(key: str) -> str:
    return key if fullmatch(r"[A-Za-z0-9_-]+", key) else quoted(key)
