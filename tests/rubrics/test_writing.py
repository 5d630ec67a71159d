"""A rubric written as TOML is valid and says what it said."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from evalkit.rubrics.rubric import Rubric
from evalkit.rubrics.writing import rubric_toml
from evalkit.toml import parse

SHIPPED = sorted(entry.name for entry in files("evalkit_rubrics").iterdir() if entry.name.endswith(".toml"))

KEYS = st.from_regex(r"[a-z_]{1,8}", fullmatch=True) | st.sampled_from(["from", "是 否", 'a"b', ""])
SIMPLE = (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.decimals(allow_nan=False, allow_infinity=False, places=4)
    | st.just(date(2031, 5, 6))
)
VALUES = st.recursive(
    SIMPLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
TABLES = st.dictionaries(KEYS, VALUES, max_size=4)


def _with(rows: str, of: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(lambda table, inner: table | {rows: inner}, TABLES, st.lists(of, max_size=3))


RUBRICS = st.fixed_dictionaries(
    {
        "rubric": TABLES,
        "grade": st.lists(TABLES, max_size=2),
        "dimension": st.lists(
            _with("indicator", _with("parts", TABLES) | _with("then", TABLES)), min_size=1, max_size=2
        ),
    }
)


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out arrays of tables that have none: at the top of a file there is nothing to write."""
    return {key: value for key, value in data.items() if value or key == "rubric"}


@given(RUBRICS)
def test_what_is_written_reads_as_it_was(data: dict[str, Any]) -> None:
    assert parse(rubric_toml(data).encode(), "r.toml").data == _without_empty(data)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_written_of_a_shipped_rubric_reads_as_it_was(name: str) -> None:
    data = parse((files("evalkit_rubrics") / name).read_bytes(), name).data
    assert parse(rubric_toml(data).encode(), name).data == data


def test_a_rubric_that_is_written_loads_to_an_equal_one(small: str, load: Callable[[str], Rubric]) -> None:
    written = load(rubric_toml(parse(small.encode(), "r.toml").data))
    assert evolve(written, sha256="") == evolve(load(small), sha256="")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.50"), "0.50"),
        (Decimal("1E+2"), "100.0"),
        (Decimal("Infinity"), "inf"),
        (Decimal("-Infinity"), "-inf"),
        (3, "3"),
        (True, "true"),
        ("一\n二", '"一\\u000A二"'),
        ({}, "{}"),
        ([{"below": "90%"}, {}], '[\n  { below = "90%" },\n  {},\n]'),
    ],
)
def test_values_are_written_plainly(value: object, text: str) -> None:
    data: Mapping[str, Any] = {"rubric": {"key": value}}
    assert rubric_toml(data) == f"[rubric]\nkey = {text}\n"
