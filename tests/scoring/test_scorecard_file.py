"""Scorecards read back from their JSON: as they were, or refused with one line."""

import json
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from evalkit.errors import ScorecardError
from evalkit.journey import find_rubric, score_sheet
from evalkit.messages import Lang
from evalkit.reading import read_facts
from evalkit.registry import load_plugins
from evalkit.rendering.json import render
from evalkit.rendering.renderer import View
from evalkit.scoring.scorecard_file import read_scorecard

REPORT = Path(__file__).parents[2] / "examples" / "report.txt"
Tree = dict[str, Any]
HOW = "（可用：evalkit score 报告 --format json --output 评分卡.json 写出的文件）"


@cache
def _written() -> str:
    registry = load_plugins()
    sheet = read_facts([REPORT], registry).value
    return render(score_sheet(sheet, find_rubric("four-e", sheet, registry).value.rubric, registry), View())


def _refused(change: Callable[[Tree], object]) -> str:
    tree: Tree = json.loads(_written())
    change(tree)
    with pytest.raises(ScorecardError) as caught:
        read_scorecard(json.dumps(tree, ensure_ascii=False, indent=2).encode(), "card.json")
    return caught.value.text(Lang.ZH)


def _indicator(tree: Tree) -> Tree:
    found: Tree = tree["dimensions"][0]["indicators"][0]
    return found


def test_what_is_read_back_is_written_to_the_same_bytes() -> None:
    card = read_scorecard(_written().encode(), "card.json")
    assert render(card, View()) == _written()
    assert card.low == Decimal(json.loads(_written())["low"])


def test_a_byte_order_mark_is_no_matter() -> None:
    data = b"\xef\xbb\xbf" + _written().encode()
    assert render(read_scorecard(data, "card.json"), View()) == _written()


def test_fields_that_later_versions_add_are_passed_over() -> None:
    tree: Tree = json.loads(_written())
    tree["signature"] = {"by": "评价员甲"}
    _indicator(tree)["weight"] = 3
    assert render(read_scorecard(json.dumps(tree).encode(), "card.json"), View()) == _written()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda tree: tree.pop("marks"), "card.json:1:1: 缺少键“marks”"),
        (
            lambda tree: tree.update(low=43),
            'low: 应为分数，写成字符串（可用：至多 40 位小数，如 "2.5"）',
        ),
        (lambda tree: tree.update(low="1e9"), "low: 应为分数，写成字符串"),
        (lambda tree: tree.update(low="NaN"), "low: 应为分数，写成字符串"),
        (lambda tree: tree.update(low="9" * 40), "low: 应为分数，写成字符串"),
        (lambda tree: tree["report"].update(sha256="abc"), "report.sha256: 应为 SHA-256 指纹"),
        (lambda tree: tree["report"].update(year="2020"), "report.year: 应为整数，这里是字符串“2020”"),
        (lambda tree: tree.update(dimensions={}), "dimensions: 应为数组，这里是表"),
        (
            lambda tree: _indicator(tree).update(outcome="won"),
            "dimensions.economy.indicators.three_public_control.outcome: 不能是字符串“won”",
        ),
        (lambda tree: _indicator(tree)["inputs"][0].update(value="很多"), "value: 值与单位 money 不符"),
        (lambda tree: _indicator(tree)["inputs"][0].update(value=True), "value: 值与单位 money 不符"),
        (lambda tree: _indicator(tree).update(title=None), "title: 应为字符串，这里是空值 null"),
    ],
)
def test_what_is_not_as_the_schema_says_is_refused_where_it_stands(
    change: Callable[[Tree], object], said: str
) -> None:
    line = _refused(change)
    assert said in line
    assert line.startswith("card.json:")
    assert "\n" not in line


def test_of_many_faults_the_first_is_told_with_how_many_there_are() -> None:
    def spoil(tree: Tree) -> None:
        for dimension in tree["dimensions"]:
            dimension["marks"] = None

    line = _refused(spoil)
    assert "dimensions.economy.marks: 应为分数，写成字符串（另有 3 处）" in line


def test_a_file_of_another_version_names_it() -> None:
    def newer(tree: Tree) -> None:
        tree["evalkit"] = "7.0.0"
        tree["grade"] = {"title": "优"}

    assert "grade: 由 evalkit 7.0.0 写出，本机的 0.1.0 读不了：应为字符串，这里是表" in _refused(newer)


@pytest.mark.parametrize("data", [b"", b"\x00\x01", "绩效自评报告".encode(), b"[1, 2]", b'{"facts": []}'])
def test_what_is_no_scorecard_is_told_how_to_get_one(data: bytes) -> None:
    with pytest.raises(ScorecardError) as caught:
        read_scorecard(data, "card.json")
    assert caught.value.text(Lang.ZH) == f"card.json:1:1: 这不是评分卡的 JSON 文件{HOW}"


@pytest.mark.parametrize(
    "data",
    [
        b'{"report": 1,',
        b'{"report": "\xff"}',
        b'{"report": NaN}',
        b'{"a":' * 100_000,
        b'{"report": 1, "rubric": 2, "dimensions": ' + b"[" * 90 + b"]" * 90 + b"}",
        b'{"report": 1, "rubric": 2, "dimensions": ' + b"[" * 300 + b"]" * 300 + b"}",
        b'{"report": ' + b"9" * 10_000 + b"}",
    ],
)
def test_hostile_json_costs_one_line(data: bytes) -> None:
    with pytest.raises(ScorecardError) as caught:
        read_scorecard(data, "card.json")
    assert "\n" not in caught.value.text(Lang.EN)
