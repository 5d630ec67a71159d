"""A table where it stands; what in it is of the wrong type reads as absent."""

from decimal import Decimal

from evalkit.messages import Lang, say
from evalkit.rubrics.place import Place, indicators, parts
from evalkit.toml import parse

TOP = Place(
    parse(
        b"""\
id = 3
marks = -1
[[dimension]]
[[dimension.indicator]]
id = "one"
marks = "2.5"
parts = [{ id = "a" }, 3, { id = "b" }]
[[dimension]]
indicator = 1
[[dimension]]
[[dimension.indicator]]
id = "two"
rule = "checklist"
items = [{ id = "c" }]
""",
        "p.toml",
    )
)


def test_wrong_types_read_as_absent() -> None:
    assert (TOP.text("id"), TOP.marks(), TOP.number("marks"), TOP.tables("id")) == ("", None, Decimal(-1), ())
    assert Place(TOP.file, ("id",)).keys == {}


def test_rows_and_their_parts() -> None:
    one, two = indicators(TOP)
    assert (one.text("id"), one.marks(), two.text("id"), two.marks()) == ("one", Decimal("2.5"), "two", None)
    assert [part.path[-2:] for part in parts(one)] == [("parts", 0), ("parts", 2)]
    assert [part.text("id") for part in parts(two)] == ["c"]


def test_problems_have_the_place_of_what_they_are_about() -> None:
    one, _ = indicators(TOP)
    assert one.line("marks") == 6
    assert (
        one.problem(say("错", "wrong"), "marks").text(Lang.EN)
        == "p.toml:6:9: dimension[1].indicator.one.marks: wrong"
    )
    assert one.problem(say("错", "wrong"), "rule").line == 4
