"""One department out of a results database."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

from evalkit.errors import UsageError
from evalkit.messages import Lang
from evalkit.province.department import years_of
from evalkit.province.years import Quote, Year
from evalkit.registry import load_plugins
from evalkit.store.results import Results

Record = Callable[..., None]

REPORT = """\
云岭市{name}{year}年度部门整体支出绩效自评报告

一、预算执行情况
{year}年“三公”经费预算20.00万元，决算{actual}万元。
二、整改措施
将“三公”经费控制在15万元以内。
"""


def report(name: str, year: int, actual: str = "17.00") -> tuple[str, int]:
    """Return a report, and the marks judged for what no fact decides."""
    return REPORT.format(name=name, year=year, actual=actual), 1


@pytest.fixture
def path(tmp_path: Path, record: Record) -> Path:
    made = tmp_path / "results.db"
    record(
        made,
        {
            "a.txt": report("水务局", 2023, "19.00"),
            "b.txt": report("水务局", 2022),
            "c.txt": report("林业局", 2023),
            "d.toml": ('[report]\ndepartment = "云岭市林业局直属站"\nyear = 2023\n', 1),
        },
    )
    return made


def _years(path: Path, name: str, rubric: str | None = None) -> tuple[str, tuple[Year, ...]]:
    with Results.existing(path) as results:
        return years_of(results, name, rubric)


def _refusal(path: Path, name: str) -> str:
    with pytest.raises(UsageError) as caught:
        _years(path, name)
    return caught.value.text(Lang.ZH)


def test_years_come_from_the_earliest_with_what_was_scored_and_read(path: Path) -> None:
    name, years = _years(path, "云岭市水务局")
    assert name == "云岭市水务局"
    assert [(each.year, each.standing.report, each.rubric) for each in years] == [
        (2022, "b.txt", "small"),
        (2023, "a.txt", "small"),
    ]
    first, second = years
    assert [(row.id, row.parent, row.low) for row in second.indicators] == [
        ("cars", None, Decimal(3)),
        ("petitions", None, Decimal(1)),
        ("petitions.channel", "petitions", Decimal(0)),
        ("petitions.content", "petitions", Decimal(1)),
    ]
    assert (first.indicators[0].value, first.indicators[0].source) == (
        Decimal("0.85"),
        "three_public_control",
    )
    assert [(each.indicator, each.marks) for each in second.losses] == [("cars", Decimal(3))]
    assert second.figures["three_public_actual"].value == Decimal(190000)
    assert first.plans == (Quote("将“三公”经费控制在15万元以内。", "b.txt", None, 6),)


def test_a_name_that_is_there_is_meant_even_where_others_contain_it(path: Path) -> None:
    assert _years(path, "云岭市林业局")[0] == "云岭市林业局"


def test_a_name_within_one_other_is_meant(path: Path) -> None:
    assert _years(path, "水务")[0] == "云岭市水务局"


def test_a_name_within_several_is_refused_with_all_of_them(path: Path) -> None:
    assert _refusal(path, "林业") == "名称中有“林业”的部门有 2 个（可用：云岭市林业局、云岭市林业局直属站）"


def test_an_unknown_name_is_refused(path: Path) -> None:
    assert _refusal(path, "体育局") == "结果库里没有部门“体育局”"


def test_two_reports_of_one_year_are_refused(path: Path, record: Record) -> None:
    record(path, {"e.txt": report("水务局", 2022, "18.00")})
    assert _refusal(path, "水务") == "云岭市水务局 2022 年度有几份报告：b.txt、e.txt"


def test_two_rubrics_for_one_year_are_refused_unless_one_is_named(path: Path, record: Record) -> None:
    record(path, {"b.txt": report("水务局", 2022)}, rubric="other")
    assert _refusal(path, "水务") == "云岭市水务局 2022 年度按几个评分标准评过（可用：--rubric other、small）"
    assert [each.year for each in _years(path, "水务", "other")[1]] == [2022]


def test_a_rubric_that_the_department_was_not_scored_by_is_refused(path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        _years(path, "水务", "third")
    assert caught.value.text(Lang.ZH) == "云岭市水务局 没有写明年度的评分卡（可用：--rubric small）"


def test_measures_that_the_rubric_has_no_indicator_for_are_worked_out(path: Path) -> None:
    registry = load_plugins()
    with Results.existing(path) as results:
        _, (year, _) = years_of(results, "水务", measures=registry.measures)
    assert [row.id for row in year.measured] == []
    cars = {id: each for id, each in registry.measures.items() if id == "three_public_control"}
    other = {"spending": evolve(cars["three_public_control"], id="spending")}
    with Results.existing(path) as results:
        _, (year, _) = years_of(results, "水务", measures=cars | other)
    assert [(row.id, row.value, row.title.zh) for row in year.measured] == [
        ("spending", Decimal("0.85"), "“三公”经费控制率")
    ]
