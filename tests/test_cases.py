"""The cases in ``tests/cases``: facts in, marks and reasons out. Their format: ``tests/cases/README.md``."""

import json
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from evalkit.journey import find_rubric, read_facts, score_sheet
from evalkit.messages import Lang
from evalkit.registry import Registry, load_plugins
from evalkit.rubrics.rubric import Indicator, Rubric, Statements
from evalkit.scoring.scorecard import IndicatorResult
from evalkit.structuring import converter

FOLDER = Path(__file__).with_name("cases")

AROUND = """\
[rubric]
id = "case"
title = "测试用评分标准"
version = "1.0.0"
source = "本用例"
standing = "example"
total = {marks}

[[grade]]
title = "合格"
from = 0

[[dimension]]
id = "only"
title = "唯一维度"
marks = {marks}

{inline}
"""


@frozen
class Expect:
    """What becomes of one indicator; `missing` and `remedies` are looked at only where they are given."""

    indicator: str
    marks: Decimal
    undetermined: Decimal = Decimal(0)
    outcome: str = ""
    reasons: tuple[str, ...] = ()
    remedies: tuple[str, ...] | None = None
    missing: tuple[str, ...] | None = None


@frozen
class Case:
    """One case: facts, a rubric by name or one indicator of its own, and what is expected."""

    name: str
    expect: tuple[Expect, ...]
    rubric: str = ""
    inline: str = ""
    statements: Statements | None = None
    fact: tuple[dict[str, str | bool | int], ...] = ()

    def sheet(self) -> str:
        """Return the facts as a facts file."""
        tables = ['[report]\ndepartment = "某局"\nyear = 2021\n']
        for fact in self.fact:
            lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fact.items()]
            tables.append("[[fact]]\n" + "\n".join(lines) + "\n")
        return "\n".join(tables)

    def standard(self, folder: Path) -> str:
        """Return the name of the rubric, or of a file around the one indicator."""
        if not self.inline:
            return self.rubric
        (dimension,) = tomllib.loads(f"[[dimension]]\n{self.inline}")["dimension"]
        (indicator,) = dimension["indicator"]
        file = folder / "case-rubric.toml"
        file.write_text(AROUND.format(marks=indicator["marks"], inline=self.inline), "utf-8")
        return str(file)


def cases() -> Iterator[Any]:
    """Yield every case of every file, called by its file and its name."""
    for path in sorted(FOLDER.glob("*.toml")):
        tables = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        assert list(tables) == ["case"], f"{path.name} holds more than [[case]]"
        for table in tables["case"]:
            yield pytest.param(converter().structure(table, Case), id=f"{path.stem}: {table['name']}")


ALL = list(cases())


@pytest.fixture(scope="module")
def registry() -> Registry:
    """Return the plugins that ship."""
    return load_plugins()


def shown(result: IndicatorResult, expected: Expect) -> Expect:
    """Return `result` as a case writes it, as far as `expected` looks."""
    return Expect(
        indicator=result.id,
        marks=result.awarded,
        undetermined=result.high - result.low,
        outcome=result.outcome.value if expected.outcome else "",
        reasons=tuple(each.reason.text(Lang.ZH) for each in result.deductions),
        remedies=(
            None
            if expected.remedies is None
            else tuple(each.remedy.text(Lang.ZH) for each in result.deductions)
        ),
        missing=None if expected.missing is None else result.missing,
    )


@pytest.mark.parametrize("case", ALL)
def test_case(case: Case, registry: Registry, tmp_path: Path) -> None:
    assert bool(case.rubric) != bool(case.inline), "a case has either a rubric or an indicator of its own"
    file = tmp_path / "facts.toml"
    file.write_text(case.sheet(), "utf-8")
    sheet = read_facts([file], registry).value
    rubric = find_rubric(case.standard(tmp_path), sheet, registry).value.rubric
    scorecard = score_sheet(sheet, rubric, registry, statements=case.statements)
    results = {each.id: each for dimension in scorecard.dimensions for each in dimension.indicators}
    assert case.expect, "a case expects something"
    assert [shown(results[each.indicator], each) for each in case.expect] == list(case.expect)


def decided(rubric: Rubric) -> set[str]:
    """Return the ids of the indicators that facts decide, wholly or in part."""

    def looks_at(row: Indicator) -> bool:
        rules = [*([row.rule] if row.rule else []), *row.modifiers]
        return any(rule.needs() for rule in rules) or any(looks_at(part) for part in row.parts)

    return {row.id for dimension in rubric.dimensions for row in dimension.indicators if looks_at(row)}


def test_each_indicator_that_facts_decide_is_won_lost_and_left_open(
    registry: Registry, tmp_path: Path
) -> None:
    empty = tmp_path / "facts.toml"
    empty.write_text("[report]\n", "utf-8")
    sheet = read_facts([empty], registry).value
    rubric = find_rubric("shenzhen-2020", sheet, registry).value.rubric
    expected = [
        each for param in ALL for each in param.values[0].expect if param.values[0].rubric == rubric.id
    ]
    wanted = decided(rubric)
    assert wanted <= {each.indicator for each in expected if each.marks > 0}
    assert wanted <= {each.indicator for each in expected if each.reasons}
    assert wanted <= {each.indicator for each in expected if each.undetermined > 0}
