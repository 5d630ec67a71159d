"""JSON whose every key and value has a place."""

import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.sheet_json import parse_json
from evalkit.toml_places import Path

scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)
objects = st.dictionaries(st.text(max_size=5), values, max_size=4)


def at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


@given(objects, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_the_source_at_every_path_is_the_value_at_that_path(
    data: dict[str, Any], indent: int | str | None, ascii_only: bool
) -> None:
    text = "\n " + json.dumps(data, indent=indent, ensure_ascii=ascii_only) + "\n"
    file = parse_json(text.encode("utf-8", "surrogatepass"), "x.json")
    assert file.data == data
    for path in file.paths():
        assert json.loads(file.source(path)) == at(data, path)


def test_keys_and_values_have_line_and_column() -> None:
    file = parse_json(b'{"a": 1,\r\n  "b": [true, {"c": 1.50}]}', "x.json")
    places = {
        "value of b": file.position(("b",)),
        "key b": file.key_position(("b",)),
        "c": file.position(("b", 1, "c")),
        "absent": file.position(("b", 1, "d")),
    }
    assert {name: (place.line, place.column) for name, place in places.items()} == {
        "value of b": (2, 8),
        "key b": (2, 3),
        "c": (2, 21),
        "absent": (2, 15),
    }


def test_numbers_are_exact() -> None:
    assert parse_json(b'{"a": 0.1, "b": 2}', "x.json").data == {"a": Decimal("0.1"), "b": 2}
