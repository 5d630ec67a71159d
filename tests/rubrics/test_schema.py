"""The JSON Schema of a rubric file accepts what loads, and refuses planted faults."""

from collections.abc import Mapping
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import jsonschema
import pytest
import tomli

from evalkit.rubrics.schema import DIALECT, rubric_schema
from evalkit.rules.rule import Rule

SHIPPED = [entry for entry in files("evalkit_rubrics").iterdir() if entry.name.endswith(".toml")]


@pytest.fixture(scope="module")
def validator(rules: Mapping[str, type[Rule]]) -> jsonschema.Draft202012Validator:
    """A validator of rubric files."""
    schema = rubric_schema(rules)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _faults(validator: jsonschema.Draft202012Validator, text: str) -> list[str]:
    data: Any = tomli.loads(text, parse_float=Decimal)
    return [error.json_path for error in validator.iter_errors(data)]


def test_the_schema_says_what_it_is(rules: Mapping[str, type[Rule]]) -> None:
    schema = rubric_schema(rules)
    assert schema["$schema"] == DIALECT
    assert schema["$defs"]["indicator"]["properties"]["rule"] == {"enum": sorted(rules)}
    assert schema["properties"]["rubric"]["description"] == (
        "`[rubric]`: what the rubric is, where it comes from, and what holds for all of it."
    )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_rubrics_are_valid(path: Traversable, validator: jsonschema.Draft202012Validator) -> None:
    assert _faults(validator, path.read_text("utf-8")) == []


def test_the_small_rubric_is_valid(small: str, validator: jsonschema.Draft202012Validator) -> None:
    assert _faults(validator, small) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('id = "district"', 'id = "某区"', "$.rubric.id"),
        ('version = "1.0.0"', "version = 1", "$.rubric.version"),
        ('standing = "example"', 'standing = "sample"', "$.rubric.standing"),
        ('source = "某区财政局〔2031〕1 号"', 'source = ""', "$.rubric.source"),
        ("total = 10", "total = 0", "$.rubric.total"),
        ("total = 10", 'total = "ten"', "$.rubric.total"),
        ("from = 9\n", "from = true\n", "$.grade[0].from"),
        ('title = "差旅费控制率"\n', "", "$.dimension[0].indicator[0]"),
        ('rule = "proportional"', 'rule = "proportionate"', "$.dimension[0].indicator[2].parts[0].rule"),
        ('rule = "judgement"\n', "", "$.dimension[0].indicator[2].parts[1]"),
        ('measure = "travel_control"', 'mesure = "travel_control"', "$.dimension[0].indicator[0]"),
        (
            'measure = "travel_control"',
            'measure = "travel_control"\nfull_at = 1',
            "$.dimension[0].indicator[0]",
        ),
        ('below = "90%"', 'below = "ninety"', "$.dimension[0].indicator[0].bands[0].below"),
        (
            'statements = "confirm" },',
            'statements = "maybe" },',
            "$.dimension[0].indicator[1].items[1].statements",
        ),
        ('admitted_by = ["支出进度"]', 'rule = "judgement"', "$.dimension[0].indicator[2]"),
        ("lose = 0.5", "loose = 0.5", "$.dimension[0].indicator[2].then[0]"),
        ('kind = "cap"', 'kind = "cup"', "$.adjustment[0].kind"),
    ],
)
def test_planted_faults_are_found(
    old: str, new: str, place: str, small: str, validator: jsonschema.Draft202012Validator
) -> None:
    assert small.count(old) == 1
    assert place in _faults(validator, small.replace(old, new))


EITHER = """\
rule = "better_of"
sides = [
  { rule = "bands", measure = "travel_control", bands = [{ below = "90%", marks = 3 }, { marks = 0 }] },
  { rule = "per_excess", measure = "progress", limit = 0, each = "3%", lose = 1, steps = "whole" },
]
"""


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("", "", None),
        ("limit = 0", "limt = 0", "sides[1]"),
        ("marks = 0 }", "mark = 0 }", "sides[0].bands[1]"),
        ('"per_excess"', '"checklist"', "sides[1].rule"),
        ('rule = "bands", ', "", "sides[0]"),
    ],
)
def test_the_sides_of_a_better_of_have_the_keys_of_their_rules(
    old: str, new: str, place: str | None, small: str, validator: jsonschema.Draft202012Validator
) -> None:
    travel = small[small.index('rule = "bands"') : small.index("\n\n", small.index('rule = "bands"')) + 1]
    faults = _faults(validator, small.replace(travel, EITHER.replace(old, new)))
    assert (f"$.dimension[0].indicator[0].{place}" in faults) if place else not faults


EXAMPLE = """\
[[example]]
title = "都做到了"
facts = { channel_open = true }
expect = { petitions = 3 }
"""


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (EXAMPLE, []),
        (EXAMPLE.replace("facts", "fact"), ["$.example[0]"]),
        (EXAMPLE.replace("expect = { petitions = 3 }\n", ""), ["$.example[0]"]),
        (EXAMPLE + '[[measure]]\nid = "own"\n', ["$"]),
        ("", ["$"]),
    ],
)
def test_examples_may_stand_in_a_file_of_their_own(
    text: str, places: list[str], validator: jsonschema.Draft202012Validator
) -> None:
    assert _faults(validator, text) == places


def test_a_rubric_may_have_measures_of_its_own(
    small: str, validator: jsonschema.Draft202012Validator
) -> None:
    own = '[[measure]]\nid = "own"\ntitle = "结余率"\nformula = "a / b"\n'
    assert _faults(validator, small + own) == []
    assert _faults(validator, small + own.replace("formula", "formla")) == ["$.measure[0]", "$.measure[0]"]


EXTENDING = """\
[rubric]
extends = "base"
id = "own"
title = "某区评分标准"
version = "1.0.0"
source = "示例"
standing = "example"

[[dimension]]
id = "economy"

[[dimension.indicator]]
id = "travel"
bands = [{ marks = 3 }]

[[dimension.indicator]]
id = "petitions"
items = [{ id = "channel", remove = true }]

[[dimension.indicator]]
id = "spending"
remove = true
"""


def test_a_rubric_that_extends_another_is_valid(validator: jsonschema.Draft202012Validator) -> None:
    assert _faults(validator, EXTENDING) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('extends = "base"', "extends = 1", "$.rubric.extends"),
        ('extends = "base"\n', "", "$.rubric"),
        ('id = "economy"\n', "", "$.dimension[0]"),
        ('id = "travel"', 'id = "travel"\nmarks = 0', "$.dimension[0].indicator[0].marks"),
        ("remove = true }", "marks = 1 }", None),
        (
            'id = "spending"\nremove = true',
            'id = "spending"\nremove = 1',
            "$.dimension[0].indicator[2].remove",
        ),
        ("bands = [{ marks = 3 }]", "bnads = [{ marks = 3 }]", "$.dimension[0].indicator[0]"),
        (
            "bands = [{ marks = 3 }]",
            'rule = "proportional"\nmesure = "travel_control"',
            "$.dimension[0].indicator[0]",
        ),
        (
            "bands = [{ marks = 3 }]",
            'rule = "proportional"\nmeasure = "travel_control"',
            None,
        ),
        ('{ id = "channel", remove = true }', "{ remove = true }", "$.dimension[0].indicator[1].items[0]"),
    ],
)
def test_faults_in_a_rubric_that_extends_another_are_found(
    validator: jsonschema.Draft202012Validator, old: str, new: str, place: str | None
) -> None:
    assert old in EXTENDING
    found = _faults(validator, EXTENDING.replace(old, new))
    assert (place in found) if place else not found
