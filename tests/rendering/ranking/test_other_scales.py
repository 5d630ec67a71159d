"""Self-scores that are out of more marks than the rubric's: said, and held against nothing."""

import io
import json
from decimal import Decimal

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from evalkit.messages import Lang
from evalkit.province.overview import Overview, overview
from evalkit.rendering.ranking.data import overview_json
from evalkit.rendering.ranking.page import overview_page
from evalkit.rendering.ranking.sheets import overview_workbook
from evalkit.rendering.ranking.terminal import render_overview
from evalkit.rendering.renderer import View
from evalkit.rendering.schemas import schema

SAID = "有 1 个部门的自评总分高于本标准的满分，不是按同一分制打的，不作比较。"
COMPARED = "1 个部门有自评总分：高于本评最高可能的 0 个，在区间内的 1 个，低于本评的 0 个。"


@pytest.fixture
def mixed(seen: Overview) -> Overview:
    """Return the three bureaus, one of which scored itself 92.5 out of a hundred instead of out of 20."""
    first, *others = seen.province.standings
    return overview(
        evolve(seen.province, standings=(evolve(first, self_score=Decimal("92.5")), *others)), within=0
    )


def test_the_json_has_them_in_a_list_of_their_own(mixed: Overview) -> None:
    tree = json.loads(overview_json(mixed))
    assert [each["department"] for each in tree["self_scores"]] == ["=林业局"]
    assert tree["other_scales"] == [
        {"department": "水务局", "report": "水务局.docx", "self_score": "92.5", "marks": "20"}
    ]
    assert list(Draft202012Validator(json.loads(schema("rank"))).iter_errors(tree)) == []


def test_a_terminal_counts_them_and_lists_no_difference(mixed: Overview) -> None:
    text = render_overview(mixed, View(Lang.ZH, width=160))
    assert COMPARED in text
    assert SAID in text
    assert "74.5" not in text


def test_the_page_counts_them_and_lists_no_difference(mixed: Overview) -> None:
    page = overview_page(mixed, Lang.ZH)
    assert f"<p>{COMPARED}</p><p>{SAID}</p>" in page.replace("\n", "")
    assert "74.5" not in page


def test_the_workbook_lists_them_without_a_difference(mixed: Overview) -> None:
    book = load_workbook(io.BytesIO(overview_workbook(mixed, Lang.ZH)))
    rows = list(book["自评与本评"].iter_rows(values_only=True))
    assert rows[-1] == ("水务局", 92.5, None, None, "分制不同", None)
    assert SAID in [row[0] for row in book["总体情况"].iter_rows(values_only=True)]


def test_where_nobody_kept_to_the_scale_nothing_is_compared(seen: Overview) -> None:
    first, *_ = seen.province.standings
    alone = evolve(
        seen.province, standings=(evolve(first, self_score=Decimal(90)),), dimensions=(), indicators=()
    )
    alone = evolve(alone, losses=(), lacks=())
    text = render_overview(overview(alone, within=0), View(Lang.EN, width=160))
    assert "1 departments state totals above the marks of this rubric: given on another scale" in text
    assert "No report states a total of its own." not in text
