"""The ids that a rule's table names, and what may be wrong with naming them."""

import pytest

from evalkit.errors import Problem
from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rubrics.references import Reference, Wants, check_reference, references
from evalkit.toml import parse

KNOWN = {"rate": Unit.RATIO, "open": Unit.YES_NO, "name": Unit.TEXT, "score": Unit.SCORE}


def test_the_keys_of_our_own_rules_name_values() -> None:
    keys = {
        "measure": "a",
        "measures": ["b", "c"],
        "count": "d",
        "none_if": ["e"],
        "title": "f",
        "items": [{"id": "g", "any": ["h", {"measure": "i", "from": "100%"}]}],
        "note": "j",
    }
    assert references(keys) == (
        Reference(("measure",), "a", Wants.NUMBER),
        Reference(("measures", 0), "b", Wants.NUMBER),
        Reference(("measures", 1), "c", Wants.NUMBER),
        Reference(("count",), "d", Wants.NUMBER),
        Reference(("none_if", 0), "e", Wants.YES_NO),
        Reference(("items", 0, "any", 0), "h", Wants.YES_NO),
        Reference(("items", 0, "any", 1, "measure"), "i", Wants.NUMBER),
    )


def test_what_a_rule_needs_is_found_wherever_it_is_written() -> None:
    keys = {"id": "left", "better": {"one": "left", "other": "right"}}
    assert references(keys, ["left", "right", "hidden"]) == (
        Reference(("better", "one"), "left", Wants.ANYTHING),
        Reference(("better", "other"), "right", Wants.ANYTHING),
        Reference((), "hidden", Wants.ANYTHING),
    )


def _check(id: str, wants: Wants, *, suggest: bool = True) -> Problem | None:
    file = parse(f'rule = "x"\nvalue = "{id}"'.encode(), "r.toml")
    return check_reference(file, (), Reference(("value",), id, wants), KNOWN, suggest=suggest)


@pytest.mark.parametrize(
    ("id", "wants"),
    [
        ("rate", Wants.NUMBER),
        ("score", Wants.NUMBER),
        ("open", Wants.YES_NO),
        ("open", Wants.ANYTHING),
        ("name", Wants.ANYTHING),
    ],
)
def test_what_fits_is_no_problem(id: str, wants: Wants) -> None:
    assert _check(id, wants) is None


@pytest.mark.parametrize(
    ("id", "wants", "en"),
    [
        ("open", Wants.NUMBER, "r.toml:2:9: value: “open” is not a number"),
        ("name", Wants.NUMBER, "r.toml:2:9: value: “name” is not a number"),
        ("rate", Wants.YES_NO, "r.toml:2:9: value: “rate” is not a yes/no fact"),
        (
            "ratio",
            Wants.NUMBER,
            "r.toml:2:9: value: there is no measure or fact “ratio” (allowed: name, open, rate, score)",
        ),
    ],
)
def test_what_does_not_fit_is_one(id: str, wants: Wants, en: str) -> None:
    problem = _check(id, wants)
    assert problem is not None
    assert problem.text(Lang.EN) == en


def test_suggestions_can_be_left_out() -> None:
    problem = _check("rates", Wants.NUMBER, suggest=False)
    assert problem is not None
    assert problem.text(Lang.ZH) == "r.toml:2:9: value: 没有叫“rates”的测算或事实"


@pytest.mark.parametrize(
    ("of", "text"), [("spent_before", None), ("rate", "rate and spent have different units")]
)
def test_what_is_compared_must_have_the_same_unit(of: str, text: str | None) -> None:
    keys = {"cases": [{"measure": "spent", "of": of, "to": 1, "marks": 3}, {"marks": 0}]}
    file = parse(f'cases = [{{ measure = "spent", of = "{of}" }}]'.encode(), "r.toml")
    known = {"spent": Unit.MONEY, "spent_before": Unit.MONEY, "rate": Unit.RATIO}
    found = [check_reference(file, (), each, known) for each in references(keys)]
    assert found[0] is None
    assert text is None if found[1] is None else text is not None and text in found[1].message.text(Lang.EN)
