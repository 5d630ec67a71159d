"""``evalkit compare``."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from evalkit.rendering.schemas import schema

Evalkit = Callable[..., Any]
EXAMPLES = Path(__file__).parents[2] / "examples"
ANOTHER = "“三公”经费预算96.00万元，实际支出92.30万元，控制率96.15%"


@pytest.fixture
def cards(evalkit: Evalkit, tmp_path: Path) -> tuple[str, str]:
    """Return the scorecards of the example report and of one in which more was spent."""
    text = (tmp_path / "report.txt").read_text("utf-8")
    spent = "“三公”经费预算96.00万元，实际支出81.3万元，控制率84.7%"
    assert spent in text
    (tmp_path / "again.txt").write_text(text.replace(spent, ANOTHER), "utf-8")
    for report, card in (("report.txt", "a.json"), ("again.txt", "b.json")):
        assert evalkit("score", report, "--format", "json", "--output", card).code == 0
    return "a.json", "b.json"


def test_a_mark_that_moved_is_traced_to_the_sentences_on_both_sides(
    evalkit: Evalkit, cards: tuple[str, str]
) -> None:
    ended = evalkit("compare", *cards)
    assert (ended.code, ended.err) == (0, [])
    assert "同一部门同一年度的两份报告" in ended.out
    moved = ended.out[ended.out.index("哪些项改变了总分") :]
    assert "降 1 项 −1，合计 −1" in moved
    assert "−1  “三公”经费控制率  three_public_control" in moved
    assert "3 / 3 → 2 / 3" in moved
    assert "81.30 万元 → 92.30 万元" in moved
    assert "A  「“三公”经费预算96.00万元，实际支出81.3万元" in moved
    assert "B  「“三公”经费预算96.00万元，实际支出92.30万元" in moved
    assert "其余 21 项得分未变。" in moved


def test_the_json_keeps_to_its_schema_and_adds_up(evalkit: Evalkit, cards: tuple[str, str]) -> None:
    tree = json.loads(evalkit("compare", *cards, "--format", "json").out)
    problems = Draft202012Validator(json.loads(schema("compare"))).iter_errors(tree)
    assert [f"{each.json_path}: {each.message}" for each in problems] == []
    assert tree["moved"] == ["three_public_control"]
    first = tree["indicators"][0]
    assert (first["id"], first["move"]["low"], first["causes"][0]) == ("three_public_control", "-1", "fact")
    assert [each["b"]["value"] for each in first["facts"]] == ["923000"]
    assert tree["residue"] is None


def test_the_page_loads_nothing_and_shows_the_way(evalkit: Evalkit, cards: tuple[str, str]) -> None:
    page = evalkit("compare", *cards, "--format", "html", "--lang", "en").out
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)=["']http""", page)
    assert "What moved the total" in page
    assert 'class="fall"' in page


def test_a_scorecard_compared_with_itself_did_not_move(evalkit: Evalkit, cards: tuple[str, str]) -> None:
    out = evalkit("compare", cards[0], cards[0]).out
    assert "两张评分卡的得分没有任何不同。" in out
    assert "其余 22 项得分未变。" in out


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("某局年度绩效自评报告", "x.json:1:1: 这不是评分卡的 JSON 文件"),
        ("", "x.json:1:1: 这不是评分卡的 JSON 文件"),
        ('{"report": {}, "facts": []}', "x.json:1:1: 这不是评分卡的 JSON 文件"),
        ('{"report": 1,', "x.json:1:14: 不是合法的 JSON"),
    ],
)
def test_what_is_no_scorecard_is_refused_in_one_line(
    evalkit: Evalkit, tmp_path: Path, content: str, line: str
) -> None:
    (tmp_path / "x.json").write_text(content, "utf-8")
    ended = evalkit("compare", "x.json", "x.json")
    assert (ended.code, len(ended.err)) == (2, 1)
    assert ended.err[0].startswith(line)
    assert "evalkit score 报告 --format json --output 评分卡.json" in ended.err[0]
