"""Text as a cell takes it."""

import pytest

from evalkit.rendering.cells import LONGEST, cell_text, looks_like_a_formula


def test_lines_stand_one_below_the_other_and_nothing_is_hidden() -> None:
    assert cell_text(("一\x1b[31m", "二\ud800", "三\n四")) == "一⟨U+001B⟩[31m\n二⟨U+D800⟩\n三四"


@pytest.mark.parametrize("length", [LONGEST - 1, LONGEST])
def test_a_text_that_fits_stands_whole(length: int) -> None:
    assert cell_text("长" * length) == "长" * length


@pytest.mark.parametrize(("char", "kept"), [("长", LONGEST - 1), ("𠀀", (LONGEST - 1) // 2)])
def test_a_longer_text_is_cut_with_a_mark_by_the_units_that_excel_counts(char: str, kept: int) -> None:
    text = cell_text(char * (LONGEST + 1))
    assert text == f"{char * kept}…"
    assert len(text.encode("utf-16-le")) // 2 <= LONGEST


def test_what_would_be_ready_made_xml_is_not() -> None:
    assert cell_text("<r><t>x</t></r>").endswith("</r> ")


@pytest.mark.parametrize(
    ("text", "yes"), [("=1", True), ("+1", True), ("-1", True), ("@A1", True), ("−1", False), ("", False)]
)
def test_what_a_spreadsheet_would_calculate_is_known(text: str, yes: bool) -> None:
    assert looks_like_a_formula(text) is yes
