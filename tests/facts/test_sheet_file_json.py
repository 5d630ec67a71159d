"""The JSON of ``evalkit facts``, read again as a report."""

import json
from decimal import Decimal
from typing import Any

import pytest
from tests.facts.facts_files import WORDS, load, problems

from evalkit.documents.document import Evidence
from evalkit.errors import FactsError
from evalkit.facts.fact import Basis, FindingKind
from evalkit.facts.sheet_file import load_facts
from evalkit.messages import Lang


def as_json(**more: Any) -> dict[str, Any]:
    place = {"document": "report.txt", "quote": "预算8.5万元", "start": 3, "end": 10, "line": 1, "page": None}
    return {
        "report": {"department": "某局", "year": 2021, "sha256": "0", "documents": []},
        "facts": [
            {
                "id": "budget",
                "value": "85000",
                "unit": "money",
                "basis": "figure",
                "evidence": [place],
                "candidates": [],
            },
            {"id": "published", "value": True, "unit": "yes_no", "basis": "statement", "evidence": [place]},
            {"id": "visits", "value": "12", "unit": "count", "basis": "supplied", "evidence": []},
        ],
        "findings": [],
        **more,
    }


def test_the_json_of_evalkit_facts_is_read_again_with_its_evidence() -> None:
    sheet = load(json.dumps(as_json(), ensure_ascii=False, indent=1), "facts.json")
    place = Evidence("report.txt", "预算8.5万元", 3, 10, 1)
    assert (sheet.department, sheet.year) == ("某局", 2021)
    assert [(fact.id, fact.value, fact.basis, fact.evidence) for fact in sheet.facts.values()] == [
        ("budget", Decimal(85_000), Basis.FIGURE, (place,)),
        ("published", True, Basis.STATEMENT, (place,)),
        ("visits", Decimal(12), Basis.SUPPLIED, ()),
    ]
    assert sheet.facts["budget"].step == 1000


def test_findings_of_json_that_cannot_be_worked_out_again_are_kept() -> None:
    place = {"document": "report.txt", "quote": "12.3.4万元", "start": 0, "end": 8, "line": 1, "page": None}
    told = [
        {"kind": "malformed", "facts": [], "message": "“12.3.4万元”不是{规范}的数字", "evidence": [place]},
        {"kind": "sum", "facts": ["budget"], "message": "旧的结论", "evidence": []},
        {"kind": "conflict", "facts": ["visits"], "message": "前后不一致", "evidence": []},
    ]
    sheet = load(json.dumps(as_json(findings=told, admissions=[place], plans=[place])))
    assert [(finding.kind, finding.message.text(Lang.ZH)) for finding in sheet.findings] == [
        (FindingKind.MALFORMED, "“12.3.4万元”不是{规范}的数字"),
        (FindingKind.CONFLICT, "前后不一致"),
    ]
    assert sheet.admissions == sheet.plans == (Evidence("report.txt", "12.3.4万元", 0, 8, 1),)


def test_problems_of_json_have_places_too() -> None:
    text = '{"report": {"year": 1.5},\n "facts": [{"id": "budget"},\n  {"id": "rate", "value": [1]}]}'
    assert problems(text, Lang.EN) == [
        "facts.toml:1:21: report.year: expected an integer, found the number 1.5",
        "facts.toml:2:12: facts.budget: missing key “value”",
        'facts.toml:3:27: facts.rate.value: expected a number (such as 3, 0.5, "90%") or true or false or a string, found an array',
    ]


def test_a_precision_in_json_is_a_number_from_nothing_on() -> None:
    text = '{"facts": [{"id": "budget", "value": "85000", "step": "1000"}]}'
    assert load(text).facts["budget"].step == 1000
    assert problems(text.replace("1000", "-1"), Lang.EN) == [
        "facts.toml:1:55: facts.budget.step: a precision is not negative (allowed: 0 or more)"
    ]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'{"facts": [}', "mine.json:1:12: not valid JSON: Expecting value"),
        (b'{"facts": NaN}', "mine.json: the JSON nests too deep, or a number in it is not finite"),
        (
            b'{"facts": ' + b"[" * 5000 + b"]" * 5000 + b"}",
            "mine.json: the JSON nests too deep, or a number in it is not finite",
        ),
        (
            b'{"facts": ' + b"[" * 200 + b"]" * 200 + b"}",
            "mine.json: the JSON nests too deep, or a number in it is not finite",
        ),
        (b'{"a": "\xff"}', "mine.json: the file is not encoded in UTF-8"),
    ],
)
def test_what_is_no_json_is_refused(data: bytes, line: str) -> None:
    with pytest.raises(FactsError) as caught:
        load_facts(data, "mine.json", WORDS)
    assert caught.value.text(Lang.EN) == line
