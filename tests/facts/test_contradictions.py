"""What a passage says against itself, and what only looks like it: the cases stand in contradictions.toml."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evalkit.facts.fact import FactSheet

Sheet = Callable[[str], FactSheet]
CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("contradictions.toml").read_text("utf-8")
)["case"]


def found(sheet: FactSheet) -> list[str]:
    return [f"{finding.kind.value}: {finding.message}" for finding in sheet.findings]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_passage_is_found_to_say_this_against_itself_and_nothing_else(
    sheet: Sheet, case: dict[str, Any]
) -> None:
    title = f"澜溪市园林局{case.get('year', 2021)}年度部门整体支出绩效自评报告"
    read = sheet("\n\n".join((title, case["text"].strip("\n"))) + "\n")
    wanted = [case["kind"]] if "kind" in case else []
    assert [finding.kind.value for finding in read.findings] == wanted, found(read)
    assert all(case["fact"] in finding.facts for finding in read.findings), found(read)
