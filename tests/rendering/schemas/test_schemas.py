"""The schemas that ship, against what evalkit writes."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from evalkit.errors import UsageError
from evalkit.facts.fact import FactSheet
from evalkit.messages import Lang
from evalkit.rendering.json import audit_json, facts_json, render
from evalkit.rendering.renderer import View
from evalkit.rendering.schemas import NAMES, schema
from evalkit.scoring.scorecard import Scorecard

Tree = dict[str, Any]


def _problems(name: str, tree: Tree) -> list[str]:
    validator = Draft202012Validator(json.loads(schema(name)))
    return sorted(error.json_path for error in validator.iter_errors(tree))


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_one_and_describes_itself(name: str) -> None:
    found = json.loads(schema(name))
    Draft202012Validator.check_schema(found)
    assert found["$id"] == f"urn:evalkit:schema:{name}"
    assert found["description"]


@pytest.mark.parametrize("name", NAMES)
def test_every_object_is_closed_and_every_field_described(name: str) -> None:
    bare, loose = [], []
    waiting: list[tuple[str, Any]] = [(name, json.loads(schema(name)))]
    while waiting:
        path, node = waiting.pop()
        if not isinstance(node, dict):
            continue
        if node.get("type") == "object" and node.get("additionalProperties") is not False:
            loose.append(path)
        if node.get("type") == "object":
            fields = node["properties"].items()
            bare += [f"{path}.{key}" for key, one in fields if not ("description" in one or "$ref" in one)]
        waiting += [(f"{path}.{key}", one) for key, one in node.items()]
    assert (bare, loose) == ([], [])


def test_what_several_schemas_define_they_define_alike() -> None:
    first: Tree = {}
    for name in NAMES:
        for key, definition in json.loads(schema(name))["$defs"].items():
            if key != "judgement":
                assert first.setdefault(key, definition) == definition, key


def test_an_unknown_schema_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        schema("ranks")
    assert caught.value.text(Lang.EN) == (
        "there is no schema ranks "
        "(allowed: agreement, audit, compare, facts, judgements, rank, scorecard, simulation, trend)"
    )


@pytest.mark.parametrize("lang", Lang)
def test_what_is_written_keeps_to_its_schema(card: Scorecard, sheet: FactSheet, lang: Lang) -> None:
    assert _problems("scorecard", json.loads(render(card, View(lang)))) == []
    assert _problems("facts", json.loads(facts_json(sheet, lang))) == []
    assert _problems("audit", json.loads(audit_json(sheet, lang))) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["marks"], "1.50"),
        (["marks"], "1E+2"),
        (["marks"], "-0"),
        (["marks"], "-1"),
        (["marks"], 100),
        (["rubric", "standing"], "official"),
        (["report", "sha256"], "3f"),
        (["dimensions", 0, "indicators", 0, "outcome"], "passed"),
        (["dimensions", 0, "indicators", 0, "inputs", 0, "value"], "true"),
        (["dimensions", 0, "indicators", 2, "deductions", 0, "reason"], ""),
    ],
)
def test_what_breaks_the_contract_is_seen(card: Scorecard, path: list[Any], value: object) -> None:
    tree = json.loads(render(card, View()))
    node = tree
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    assert _problems("scorecard", tree) == [
        "$" + "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in path)
    ]


def test_a_field_of_another_contract_is_seen(card: Scorecard) -> None:
    tree = json.loads(render(card, View()))
    tree["score"] = "5"
    del tree["low"]
    assert _problems("scorecard", tree) == ["$", "$"]


HEAD = {"report": "3f" * 32, "rubric": "yunling-2021", "by": "评价员甲", "at": "2022-03-18"}


@pytest.mark.parametrize(
    "judgement",
    [
        {"indicator": "benefits", "item": "economic", "marks": 4, "reason": "有成效"},
        {"indicator": "benefits", "item": "economic", "marks": "4.5", "reason": "有成效"},
        {
            "indicator": "budget_conformity",
            "count": 2,
            "reason": "两处",
            "by": "评价员乙",
            "at": "2022-03-19",
        },
        {"indicator": "benefits", "item": "social", "reason": ""},
        {"indicator": "benefits"},
    ],
)
def test_a_judgement_can_be_written_so(judgement: Tree) -> None:
    assert _problems("judgements", {"judgements": HEAD, "judgement": [judgement]}) == []


@pytest.mark.parametrize(
    "judgement",
    [
        {"marks": 4, "reason": "有成效"},
        {"indicator": "benefits", "marks": 4},
        {"indicator": "benefits", "marks": 4, "reason": "  "},
        {"indicator": "benefits", "marks": -1, "reason": "有成效"},
        {"indicator": "benefits", "marks": 4, "count": 1, "reason": "有成效"},
        {"indicator": "benefits", "reason": "有成效"},
        {"indicator": "benefits", "score": 4, "reason": "有成效"},
    ],
)
def test_a_judgement_cannot_be_written_so(judgement: Tree) -> None:
    problems = _problems("judgements", {"judgements": HEAD, "judgement": [judgement]})
    assert problems
    assert all(path.startswith("$.judgement[0]") for path in problems)
