"""Problems know their place in a TOML file."""

from evalkit.messages import Lang, say
from evalkit.problems import dotted, in_file_order, nearest, problem, short
from evalkit.toml import parse

FILE = parse(
    b'[[rows]]\nid = "cars"\nbands = [{ to = 1 }, { to = 2 }]\n[[rows]]\nid = 3\n[other]\n"a b" = 1\n',
    "f.toml",
)


def test_paths_name_rows_by_their_ids() -> None:
    assert dotted(FILE, ()) == ""
    assert dotted(FILE, ("rows", 0, "bands", 1, "to")) == "rows.cars.bands[2].to"
    assert dotted(FILE, ("rows", 1, "id")) == "rows[2].id"
    assert dotted(FILE, ("rows", 5, "missing", 0)) == "rows[6].missing[1]"


def test_a_problem_stands_at_the_value_or_at_the_key() -> None:
    message = say("错", "wrong")
    assert problem(FILE, ("rows", 0, "id"), message).text(Lang.ZH) == "f.toml:2:6: rows.cars.id: 错"
    assert (
        problem(FILE, ("rows", 0, "id"), message, at_key=True).text(Lang.ZH) == "f.toml:2:1: rows.cars.id: 错"
    )
    assert problem(FILE, ("rows", 0, "lost"), message).text(Lang.ZH) == "f.toml:1:1: rows.cars.lost: 错"
    assert problem(FILE, ("other",), message, say("对", "right")).text(Lang.EN) == (
        "f.toml:6:1: other: wrong (allowed: right)"
    )


def test_problems_are_put_in_the_order_of_the_file() -> None:
    late, early = (problem(FILE, path, say("错", "wrong")) for path in [("other", "a b"), ("rows", 0, "id")])
    second = problem(FILE, ("rows", 0, "id"), say("也错", "wrong too"))
    assert in_file_order([late, early, second]) == (early, second, late)


def test_near_words_are_suggested() -> None:
    known = ["marks", "measure", "clause"]
    found = nearest("mark", known)
    assert found is not None
    assert (found.text(Lang.ZH), found.text(Lang.EN)) == ("，是不是“marks”？", "; did you mean “marks”?")
    assert nearest("statements", known) is None
    assert nearest("marks" * 20, ["marks" * 20]) is None


def test_long_text_is_cut() -> None:
    assert short("长" * 60) == "长" * 60
    assert short("长" * 61) == "长" * 59 + "…"
