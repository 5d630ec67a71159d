"""Problems of files for other programs: what a code scanner, a CI and a script read of them."""

import json

from lxml import etree

from evalkit import __version__
from evalkit.errors import Problem
from evalkit.messages import Lang, say
from evalkit.rendering.problems import Checked, problems_as

CHECKS = {"invalid": say("无法使用", "cannot be used"), "percent": say("漏写百分号", "no per cent sign")}
FILES = (
    Checked("rubrics/甲 区.toml", ()),
    Checked(
        "b.toml",
        (
            Problem(
                say("“{x}”不可用", "{x} is not allowed", x="<a & b>"),
                "b.toml",
                3,
                7,
                "rubric.id",
                say("英文", "ASCII"),
                "invalid",
            ),
            Problem(say("1 就是 100%\x1b[2J", "1 is 100 %"), "b.toml", 5, 1, code="invalid"),
            Problem(say("文件太大", "too large"), "b.toml", code="percent"),
        ),
    ),
)


def test_json_lists_every_file_with_its_problems() -> None:
    found = json.loads(problems_as("json", FILES, CHECKS, Lang.ZH))
    assert found["evalkit"] == __version__
    assert [(file["file"], len(file["problems"])) for file in found["files"]] == [
        ("rubrics/甲 区.toml", 0),
        ("b.toml", 3),
    ]
    assert found["files"][1]["problems"][0] == {
        "code": "invalid",
        "line": 3,
        "column": 7,
        "path": "rubric.id",
        "message": "“<a & b>”不可用",
        "allowed": "英文",
    }
    assert found["files"][1]["problems"][2]["line"] is None


def test_sarif_has_a_rule_for_every_check_and_a_place_for_every_result() -> None:
    found = json.loads(problems_as("sarif", FILES, CHECKS, Lang.EN))
    assert found["version"] == "2.1.0"
    (run,) = found["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["invalid", "percent"]
    first, _, last = run["results"]
    assert (first["ruleId"], first["message"]["text"]) == (
        "invalid",
        "<a & b> is not allowed (allowed: ASCII)",
    )
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "b.toml"},
                "region": {"startLine": 3, "startColumn": 7},
            },
            "logicalLocations": [{"fullyQualifiedName": "rubric.id"}],
        }
    ]
    assert last["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "b.toml"}}}]
    named = Checked("rubrics/甲 区.toml", FILES[1].problems[:1])
    (run,) = json.loads(problems_as("sarif", [named], CHECKS, Lang.EN))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "rubrics/%E7%94%B2%20%E5%8C%BA.toml"


def test_junit_has_a_suite_a_file_and_a_case_a_check() -> None:
    root = etree.fromstring(problems_as("junit", FILES, CHECKS, Lang.ZH).encode())
    clean, faulty = root.findall("testsuite")
    assert (clean.get("name"), clean.get("tests"), clean.get("failures")) == ("rubrics/甲 区.toml", "2", "0")
    assert (faulty.get("tests"), faulty.get("failures")) == ("2", "2")
    assert [case.get("name") for case in faulty] == ["invalid: 无法使用", "percent: 漏写百分号"]
    failure = faulty[0].find("failure")
    assert failure is not None
    assert failure.get("message") == "“<a & b>”不可用（可用：英文）"
    assert failure.text == (
        "b.toml:3:7: rubric.id: “<a & b>”不可用（可用：英文）\nb.toml:5:1: 1 就是 100%⟨U+001B⟩[2J"
    )
