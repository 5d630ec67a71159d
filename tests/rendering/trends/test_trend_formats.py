"""The years of a department in every format."""

import json
import re
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.province.standing import Standing
from evalkit.province.trend import Trend, trend
from evalkit.province.years import Figure, Lost, Quote, Row, Year
from evalkit.rendering.renderer import View
from evalkit.rendering.schemas import schema
from evalkit.rendering.trends.data import trend_json
from evalkit.rendering.trends.page import trend_page
from evalkit.rendering.trends.sheets import trend_workbook
from evalkit.rendering.trends.terminal import render_trend
from evalkit.rules.rule import Title


def _year(year: int, low: str, high: str, cost: str, sha256: str = "a") -> Year:
    ends = (Decimal(low), Decimal(high))
    quote = Quote(f"=公务接待费<b>{cost}元\u202e", f"{year}.txt", 2, 7)
    return Year(
        year,
        "own",
        Title("自拟标准"),
        sha256 * 64,
        Standing("水务<局>", f"{year}.txt", year, Decimal(10), ends[0], *ends, None, Decimal(9)),
        (Row("all", Title("全部", "All"), Decimal(10), *ends),),
        (Row("cost", Title("控制率", "Control"), Decimal(10), *ends, Decimal("0.875"), Unit.RATIO, "cost"),),
        (Lost("cost", "half", Title("上半年"), Decimal("0.5"), Title("高于上限", "above the limit")),),
        {"cost": Figure("cost", "公务接待费决算数（全年）", Unit.MONEY, Decimal(cost), quote)},
        (Quote("公务接待费控制在2万元以内。", f"{year}.txt", None, 9),),
    )


@pytest.fixture(scope="module")
def seen() -> Trend:
    return trend("水务<局>", [_year(2022, "6", "6", "21000"), _year(2023, "7", "8", "19000")], {})


@pytest.fixture(scope="module")
def unlike() -> Trend:
    return trend("水务局", [_year(2022, "6", "6", "21000"), _year(2023, "7", "8", "19000", sha256="b")], {})


@pytest.fixture(scope="module")
def alone() -> Trend:
    return trend("水务局", [_year(2022, "6", "6", "21000")], {})


ALL = pytest.mark.parametrize("name", ["seen", "unlike", "alone"])


def _lines(found: Trend, lang: Lang = Lang.ZH, width: int = 80) -> list[list[str]]:
    return [line.split() for line in render_trend(found, View(lang, width)).split("\n")]


def test_open_marks_show_both_ends_and_the_change_between_them(seen: Trend) -> None:
    assert ["总分", "6", "7–8", "+1～+2"] in _lines(seen)
    assert ["Total", "6", "7–8", "+1", "to", "+2"] in _lines(seen, Lang.EN)


def test_figures_change_by_a_share_and_values_have_no_change(seen: Trend) -> None:
    lines = _lines(seen)
    assert ["公务接待费决算数", "2.10", "万元", "1.90", "万元", "−9.52%"] in lines
    assert ["控制率", "87.5%", "87.5%"] in lines


def test_repeated_deductions_name_the_part(seen: Trend) -> None:
    assert ["重复", "0.5", "0.5", "控制率", "›", "上半年", "高于上限"] in _lines(seen)


def test_a_promise_stands_with_both_sentences(seen: Trend) -> None:
    text = render_trend(seen, View(Lang.ZH, 120))
    promised = text[text.index("✓ 兑现") :]
    assert "公务接待费决算数应不超过 2.00 万元，实际 1.90 万元（上年 2.10 万元）" in promised
    assert "「公务接待费控制在2万元以内。」 2022.txt 第 9 行" in promised
    assert "「=公务接待费<b>19000元⟨U+202E⟩」 2023.txt 第 2 页第 7 行" in promised


def test_marks_by_different_rubrics_are_not_compared(unlike: Trend) -> None:
    text = render_trend(unlike, View())
    assert "各年度的评分标准或其版本不同，分数不能直接比较" in text
    assert ["总分", "6", "7–8"] in _lines(unlike)
    assert "+1" not in text


def test_one_year_is_said_to_be_the_only_one(alone: Trend) -> None:
    assert "只有一个年度，没有可对比的年份。" in render_trend(alone, View())


@ALL
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", Lang)
def test_no_line_is_wider_than_the_screen(
    name: str, lang: Lang, width: int, request: pytest.FixtureRequest
) -> None:
    text = render_trend(request.getfixturevalue(name), View(lang, width))
    assert max(map(cell_len, text.split("\n"))) <= width


def test_of_many_years_a_screen_shows_the_last_ones() -> None:
    many = [_year(year, "6", "6", "21000") for year in range(2010, 2024)]
    text = render_trend(trend("水务局", many, {}), View())
    assert "只列最近 3 年，其余见 JSON 或 XLSX。" in text
    assert ["维度", "2021", "2022", "2023", "变化"] in [line.split() for line in text.split("\n")]


@ALL
def test_the_json_keeps_to_its_schema(name: str, request: pytest.FixtureRequest) -> None:
    tree = json.loads(trend_json(request.getfixturevalue(name), Lang.ZH))
    problems = Draft202012Validator(json.loads(schema("trend"))).iter_errors(tree)
    assert [f"{each.json_path}: {each.message}" for each in problems] == []


@ALL
@pytest.mark.parametrize("lang", Lang)
def test_the_workbook_has_a_sheet_a_question_and_no_formula(
    name: str, lang: Lang, request: pytest.FixtureRequest
) -> None:
    with ZipFile(BytesIO(trend_workbook(request.getfixturevalue(name), lang))) as archive:
        parts = {each: archive.read(each).decode() for each in archive.namelist()}
    assert len(re.findall("<sheet name=", parts["xl/workbook.xml"])) == 6
    assert not any("<f>" in text for part, text in parts.items() if "worksheets" in part)


@ALL
@pytest.mark.parametrize("lang", Lang)
def test_the_page_escapes_what_reports_say_and_loads_nothing(
    name: str, lang: Lang, request: pytest.FixtureRequest
) -> None:
    text = trend_page(request.getfixturevalue(name), lang)
    assert "<b>" not in text and "\u202e" not in text
    assert "<script" not in text and "http" not in text.replace("http-equiv", "")


def test_the_page_has_a_picture_of_the_totals_where_they_can_be_compared(seen: Trend, unlike: Trend) -> None:
    assert trend_page(seen, Lang.ZH).count("<svg") == 1
    assert trend_page(unlike, Lang.ZH).count("<svg") == 0
