"""Hostile text on the score sheet, as another program reads it and as LibreOffice does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from tests.rendering.score_sheets import check, converted, opened, with_title

from evalkit.messages import say
from evalkit.scoring.scorecard import Scorecard


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", '=HYPERLINK("x")', "http://a.cn"]
)
def test_text_that_looks_like_a_formula_stays_text(card: Scorecard, text: str) -> None:
    sheets = opened(with_title(card, text))
    cell = sheets.form(values=False)["C4"]
    assert (cell.value, cell.data_type) == (text.strip(), "s")
    assert cell.quotePrefix is (text.strip()[0] in "=+-@")
    assert cell.hyperlink is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1b[31m", "a⟨U+0000⟩b⟨U+001B⟩[31m"),
        ("半\ud800个", "半⟨U+D800⟩个"),
        ("左\u202e右", "左⟨U+202E⟩右"),
        ("<r><t>x</t></r>", "<r><t>x</t></r> "),
        ("_x0041_", "_x0041_"),
    ],
)
def test_what_cannot_be_seen_is_shown_and_markup_is_text(card: Scorecard, text: str, shown: str) -> None:
    assert opened(with_title(card, text)).form()["C4"].value == shown


def test_a_text_longer_than_a_cell_is_cut_with_a_mark(card: Scorecard) -> None:
    value = str(opened(with_title(card, "长" * 40_000)).form()["C4"].value)
    assert len(value) == 32_767 and value.endswith("长…")


def test_a_text_higher_than_a_row_gets_several_and_the_sums_stay_true(card: Scorecard) -> None:
    first = card.dimensions[1]
    indicator = first.indicators[1]
    (loss,) = indicator.deductions
    long = evolve(loss, reason=say("{text}", "{text}", text="很长的理由。" * 500))
    changed = evolve(first, indicators=(first.indicators[0], evolve(indicator, deductions=(long,))))
    told = evolve(card, dimensions=(card.dimensions[0], changed, *card.dimensions[2:]))
    check(told)
    form = opened(told).form()
    assert all((each.height or 0) <= 409 for each in form.row_dimensions.values())
    (row,) = (each for each in range(4, form.max_row) if "很长的理由" in str(form.cell(each, 7).value))
    (merged,) = (each for each in form.merged_cells.ranges if each.coord.startswith(f"G{row}:"))
    assert merged.size["rows"] > 1
    assert f"F{row}:F{row + merged.size['rows'] - 1}" in {str(each) for each in form.merged_cells.ranges}


@pytest.mark.needs("calc")
def test_libreoffice_takes_text_for_text(
    card: Scorecard, tmp_path: Path, program: Callable[[str], str]
) -> None:
    hostile = with_title(card, "=1+1")
    path = converted(hostile, tmp_path, program, "csv:Text - txt - csv (StarCalc):44,34,76")
    assert "=1+1" in path.read_text("utf-8")
