"""The overview as a workbook."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from evalkit.messages import Lang
from evalkit.province.overview import Overview
from evalkit.rendering.ranking.sheets import overview_workbook


def _parts(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_every_question_has_a_sheet_of_its_own(seen: Overview) -> None:
    names = re.findall(r'<sheet name="([^"]+)"', _parts(overview_workbook(seen, Lang.ZH))["xl/workbook.xml"])
    assert names == ["总体情况", "排名", "得分率", "最常见的扣分", "最常缺的数据", "自评与本评", "离群部门"]


def test_text_that_looks_like_a_formula_stays_text(seen: Overview) -> None:
    parts = _parts(overview_workbook(seen, Lang.ZH))
    assert not any("<f>" in text for name, text in parts.items() if "worksheets" in name)
    assert "=林业局" in parts["xl/sharedStrings.xml"]
    assert ">=1+1<" in parts["xl/sharedStrings.xml"]


def test_marks_are_numbers(seen: Overview) -> None:
    assert "<v>12.5</v>" in _parts(overview_workbook(seen, Lang.EN))["xl/worksheets/sheet2.xml"]


def test_what_would_reorder_a_line_is_shown(seen: Overview) -> None:
    assert "⟨U+202E⟩统计局" in _parts(overview_workbook(seen, Lang.ZH))["xl/sharedStrings.xml"]


@pytest.mark.parametrize("name", ["seen", "nobody"])
def test_the_same_overview_gives_the_same_bytes(name: str, request: pytest.FixtureRequest) -> None:
    overview = request.getfixturevalue(name)
    assert overview_workbook(overview, Lang.ZH) == overview_workbook(overview, Lang.ZH)
