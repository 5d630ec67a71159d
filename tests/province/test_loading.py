"""A province out of a results database."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from evalkit.errors import UsageError
from evalkit.messages import Lang
from evalkit.province.loading import load
from evalkit.province.standing import Loss, Province
from evalkit.rules.rule import Title
from evalkit.store.results import Results

Record = Callable[..., None]


def facts(department: str, year: int = 2023, **values: str) -> str:
    """Return a facts file."""
    lines = [f'[report]\ndepartment = "{department}"\nyear = {year}\n']
    for id, value in values.items():
        unit = "" if value in {"true", "false"} else '\nunit = "万元"'
        shown = value if value in {"true", "false"} else f'"{value}"'
        lines.append(f'[[fact]]\nid = "{id}"\nvalue = {shown}{unit}\n')
    return "\n".join(lines)


WATER = facts("水务局", three_public_actual="17", three_public_budget="20", petition_channel_open="true")
FOREST = facts("林业局", three_public_actual="19", three_public_budget="20")
SPORT = facts(
    "体育局", 2022, three_public_actual="30", three_public_budget="20", petition_channel_open="true"
)


@pytest.fixture
def path(tmp_path: Path, record: Record) -> Path:
    made = tmp_path / "results.db"
    record(made, {"water.toml": (WATER, 1), "forest.toml": (FOREST, None)})
    return made


def _loaded(path: Path, rubric: str | None = None, year: int | None = None) -> Province:
    with Results.existing(path) as results:
        return load(results, rubric, year)


def _refusal(path: Path, rubric: str | None = None, year: int | None = None) -> str:
    with pytest.raises(UsageError) as caught:
        _loaded(path, rubric, year)
    return caught.value.text(Lang.ZH)


def test_standings_are_exact_and_sorted_by_department(path: Path) -> None:
    found = _loaded(path)
    assert (found.rubric, found.title) == ("small", Title("云岭市试行标准"))
    assert [(each.department, each.low, each.high, each.grade) for each in found.standings] == [
        ("林业局", Decimal(3), Decimal(7), Title("差")),
        ("水务局", Decimal(10), Decimal(10), Title("优", "excellent")),
    ]


def test_columns_have_the_marks_of_all_departments_in_their_order(path: Path) -> None:
    found = _loaded(path)
    assert [(each.id, each.dimension, each.title.zh) for each in found.indicators] == [
        ("cars", "economy", "“三公”经费控制率"),
        ("petitions", "economy", "群众信访办理情况"),
    ]
    cars, petitions = found.indicators
    assert (cars.low.tolist(), cars.high.tolist(), cars.full.tolist()) == ([3, 6], [3, 6], [6, 6])
    assert (petitions.low.tolist(), petitions.high.tolist()) == ([0, 4], [4, 4])
    assert [each.low.tolist() for each in found.dimensions] == [[3, 10]]


def test_deductions_and_missing_facts_say_whose_they_are(path: Path) -> None:
    found = _loaded(path)
    assert found.losses == (
        Loss(
            0, "cars", None, Title("“三公”经费控制率"), "低于 90% 得 6 分，不超过 100% 得 3 分。", Decimal(3)
        ),
    )
    assert [(each.place, each.fact, each.marks) for each in found.lacks] == [
        (0, "petition_channel_open", Decimal(3))
    ]


def test_what_waits_for_a_judgement_is_no_missing_fact(path: Path) -> None:
    assert [each.fact for each in _loaded(path).lacks if each.fact.startswith("judgement")] == []


def test_several_years_are_refused_unless_one_is_named(path: Path, record: Record) -> None:
    record(path, {"sport.toml": (SPORT, 0)})
    assert _refusal(path) == "评分卡有几个年度（可用：--year 2022、2023）"
    assert [each.department for each in _loaded(path, year=2022).standings] == ["体育局"]
    assert _refusal(path, year=2020) == "没有 2020 年度的评分卡（可用：2022、2023）"


def test_reports_without_a_year_and_those_that_failed_are_counted(path: Path, record: Record) -> None:
    record(path, {"nameless.toml": ("[report]\n", 0)})
    with Results.open(path) as results:
        results.fail("broken.docx", "key", "broken.docx: 不是 Word 文件")
    everyone, asked = _loaded(path), _loaded(path, year=2023)
    assert (len(everyone.standings), everyone.failed, everyone.undated) == (3, 1, 0)
    assert (len(asked.standings), asked.failed, asked.undated) == (2, 1, 1)


def test_several_rubrics_are_refused_unless_one_is_named(path: Path, record: Record) -> None:
    record(path, {"water.toml": (WATER, 0)}, rubric="other")
    assert _refusal(path) == "评分卡出自几个评分标准（可用：--rubric other、small）"
    assert len(_loaded(path, "small").standings) == 2
    assert _refusal(path, "third") == "没有按 third 评的评分卡（可用：other、small）"


def test_an_empty_database_is_refused(tmp_path: Path, record: Record) -> None:
    record(tmp_path / "empty.db", {})
    assert _refusal(tmp_path / "empty.db") == "结果库里没有评分卡"


def test_a_row_that_a_scorecard_does_not_have_is_not_a_number(path: Path) -> None:
    with Results.open(path) as results:
        results.connection.execute("DELETE FROM indicators WHERE indicator = 'cars' AND low = 3")
        found = load(results)
    assert np.isnan(found.indicators[0].low).tolist() == [True, False]
    assert found.indicators[0].applies.tolist() == [False, True]


def test_a_results_database_can_be_loaded_twice(path: Path) -> None:
    with Results.existing(path) as results:
        assert load(results).standings == load(results).standings


def test_reading_a_database_does_not_change_it(path: Path) -> None:
    before = path.read_bytes()
    _loaded(path)
    assert path.read_bytes() == before
