"""The overview as JSON."""

import json

import pytest
from jsonschema import Draft202012Validator

from evalkit.province.overview import Overview
from evalkit.rendering.ranking.data import overview_json
from evalkit.rendering.schemas import schema


@pytest.mark.parametrize("name", ["seen", "nobody"])
def test_what_is_written_keeps_to_its_schema(name: str, request: pytest.FixtureRequest) -> None:
    tree = json.loads(overview_json(request.getfixturevalue(name)))
    problems = Draft202012Validator(json.loads(schema("rank"))).iter_errors(tree)
    assert [f"{each.json_path}: {each.message}" for each in problems] == []


def test_marks_are_exact_and_intervals_are_kept(seen: Overview) -> None:
    last = json.loads(overview_json(seen))["ranking"][-1]
    assert {key: last[key] for key in ("department", "rank", "awarded", "low", "high", "grade", "group")} == {
        "department": "=林业局",
        "rank": 3,
        "awarded": "12.5",
        "low": "12.5",
        "high": "14",
        "grade": None,
        "group": 2,
    }


def test_self_scores_say_who_claims_more(seen: Overview) -> None:
    found = json.loads(overview_json(seen))["self_scores"]
    assert [(each["department"], each["claim"], each["difference"]) for each in found] == [
        ("水务局", "above", "1"),
        ("=林业局", "within", "0"),
    ]


def test_the_same_overview_gives_the_same_bytes(seen: Overview) -> None:
    assert overview_json(seen) == overview_json(seen)
