import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.rendering.json_text import text_of

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
)


@given(VALUES)
def test_the_text_is_that_of_python(value: Any) -> None:
    assert text_of(value) == json.dumps(value, ensure_ascii=False, indent=2)


@pytest.mark.parametrize("value", [Decimal(1), {"a": {1}}, [object()], {1: "a"}])
def test_what_json_does_not_have_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        text_of(value)
