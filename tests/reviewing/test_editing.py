"""One table of a TOML file is written anew, everything else stays to the letter."""

import pytest

from evalkit.errors import UsageError
from evalkit.messages import Lang
from evalkit.reviewing.editing import Editor
from evalkit.toml import parse


def editor(text: str) -> Editor:
    """What edits a file with that text."""
    return Editor(parse(text.encode(), "a.toml"))


def test_a_table_that_is_not_there_is_appended() -> None:
    assert editor("").put(("row", 0), {"a": "1"}, ["a"]) == "[[row]]\na = 1\n"
    assert editor("x = 1").put(("row", 0), {"a": "1"}, ["a"]) == "x = 1\n\n[[row]]\na = 1\n"
    assert editor("x = 1\n\n").put(("sign",), {"a": "1"}, ["a"]) == "x = 1\n\n[sign]\na = 1\n"


def test_a_value_is_replaced_where_it_stands() -> None:
    text = "[[row]]\nid = 'x' # who\na = '''1\n2''' # why\n\n# next\n[[row]]\nid = 'y'\na = 3\n"
    assert editor(text).put(("row", 0), {"id": "'x'", "a": "9"}, ["a"]) == (
        "[[row]]\nid = 'x' # who\na = 9 # why\n\n# next\n[[row]]\nid = 'y'\na = 3\n"
    )
    assert editor(text).put(("row", 1), {"a": "[\n9]"}, ["a"]) == text.replace("a = 3", "a = [\n9]")


def test_a_new_value_goes_behind_what_names_the_table() -> None:
    text = "[[row]]\nid = 'x'\n# a = ?\n\n# next\n[[row]]\nid = 'y'"
    assert editor(text).put(("row", 0), {"a": "1", "b": "2"}, ["a", "b"]) == text.replace(
        "'x'\n", "'x'\na = 1\nb = 2\n"
    )
    assert editor(text).put(("row", 1), {"a": "1"}, ["a"]) == text + "\na = 1\n"


def test_a_value_that_goes_leaves_its_comment() -> None:
    text = "[[row]]\nid = 'x'\na = 1 # why\nb = 2\n"
    assert editor(text).put(("row", 0), {"id": "'x'", "c": "3"}, ["a", "b", "c"]) == (
        "[[row]]\nid = 'x'\nc = 3\n# why\n"
    )


def test_a_table_goes_with_the_line_before_it() -> None:
    text = "x = 1\n\n[[row]]\nid = 'x'\na = 1\n\n[[row]]\nid = 'y'\na = 1\n"
    assert editor(text).cut(("row", 0), ["a"], whole=False) == "x = 1\n\n[[row]]\nid = 'y'\na = 1\n"
    assert editor(text).cut(("row", 1), ["a"], whole=False) == "x = 1\n\n[[row]]\nid = 'x'\na = 1\n"


def test_a_table_with_a_comment_stays_unless_the_whole_has_to_go() -> None:
    text = "[[row]]\nid = 'x'\na = 1\n# a = ?\n\n# next\n[[row]]\nid = 'y'\n"
    assert editor(text).cut(("row", 0), ["a"], whole=False) == text.replace("a = 1\n", "")
    assert editor(text).cut(("row", 0), ["a"], whole=True) == "# a = ?\n\n# next\n[[row]]\nid = 'y'\n"


@pytest.mark.parametrize("text", ["row = [ { id = 'x', a = 1 } ]\n", "row = [\n  { id = 'x' },\n]\n"])
def test_a_table_without_a_header_is_left_alone_and_named(text: str) -> None:
    with pytest.raises(UsageError) as replaced:
        editor(text).put(("row", 0), {"a": "2"}, ["a"])
    with pytest.raises(UsageError) as added:
        editor(text).put(("row", 1), {"a": "2"}, ["a"])
    with pytest.raises(UsageError) as removed:
        editor(text).cut(("row", 0), ["a"], whole=True)
    for error in (replaced, added, removed):
        assert error.value.text(Lang.ZH).startswith("a.toml:")
        assert "这种写法不能在复核页上改动（可用：写成 [[row]] 一节）" in error.value.text(Lang.ZH)


def test_a_single_table_without_a_header_is_left_alone_and_named() -> None:
    with pytest.raises(UsageError) as error:
        editor("sign = { a = 1 }\n").put(("sign",), {"a": "2"}, ["a"])
    assert error.value.text(Lang.ZH) == "a.toml:1:8: 这种写法不能在复核页上改动（可用：写成 [sign] 一节）"
