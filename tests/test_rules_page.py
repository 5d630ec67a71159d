"""The catalogue of rules: every shape has its section, and its worked examples come out as they are told."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evalkit.journey import find_rubric, read_facts, score_sheet
from evalkit.messages import Lang, plain
from evalkit.registry import Registry, load_plugins
from evalkit.rules.builtin import BUILTIN_RULES
from evalkit.scoring.scorecard import IndicatorResult

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
SECTION = re.compile(r"^## `(?P<name>\w+)`[^\n]*\n(?P<body>[^\x00]*?)(?=^## |\Z)", re.MULTILINE)
EXAMPLE = re.compile(
    r"^```toml\n(?P<row>\[\[dimension\.indicator\]\]\n[^`]*)^```\n+^```toml\n(?P<facts>fact = [^`]*)^```\n+"
    r"^```text\n(?P<told>[^`]*)^```$",
    re.MULTILINE,
)
AROUND = """\
[rubric]
id = "catalogue"
title = "目录"
version = "1.0.0"
source = "本页"
standing = "example"
total = {marks}

[[dimension]]
id = "only"
title = "唯一维度"
marks = {marks}

{row}
"""


def sections() -> dict[str, str]:
    """Return the text of each section that is about a shape, by the shape's name."""
    return {found["name"]: found["body"] for found in SECTION.finditer(PAGE.read_text("utf-8"))}


def examples() -> Iterator[Any]:
    """Yield each worked example: the row, the facts and what is told."""
    for name, body in sections().items():
        for number, found in enumerate(EXAMPLE.finditer(body), 1):
            yield pytest.param(found["row"], found["facts"], found["told"], id=f"{name}-{number}")


def told(result: IndicatorResult) -> str:
    """Return a result as the page tells it: the marks, then each reason and what would win it back."""
    stake = result.high - result.low
    lines = [f"得 {plain(result.awarded)} 分" + (f"，待定 {plain(stake)} 分" if stake else "")]
    for each in result.deductions:
        lines += [each.reason.text(Lang.ZH), f"→ {each.remedy.text(Lang.ZH)}"]
    return "".join(f"{line}\n" for line in lines)


@pytest.fixture(scope="module")
def registry() -> Registry:
    """Return the plugins that ship."""
    return load_plugins()


@pytest.mark.parametrize(("row", "facts", "text"), list(examples()))
def test_an_example_comes_out_as_the_page_tells_it(
    row: str, facts: str, text: str, registry: Registry, tmp_path: Path
) -> None:
    sheet_file, rubric_file = tmp_path / "facts.toml", tmp_path / "catalogue.toml"
    sheet_file.write_text(f'{facts}\n[report]\ndepartment = "某局"\nyear = 2031\n', "utf-8")
    (marks,) = re.findall(r"^marks = (\S+)$", row, re.MULTILINE)
    rubric_file.write_text(AROUND.format(marks=marks, row=row), "utf-8")
    sheet = read_facts([sheet_file], registry).value
    rubric = find_rubric(str(rubric_file), sheet, registry).value.rubric
    (result,) = score_sheet(sheet, rubric, registry).dimensions[0].indicators
    assert told(result) == text


def test_every_shape_has_a_section_with_an_example() -> None:
    # An entry `any` is written as an item of a checklist, not as a rule.
    shapes = {rule.name for rule in BUILTIN_RULES} - {"any_of"}
    found = sections()
    assert set(found) == shapes
    assert [name for name, body in found.items() if not EXAMPLE.search(body)] == []
