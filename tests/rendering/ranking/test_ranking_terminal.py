"""The overview in a terminal."""

import pytest
from rich.cells import cell_len

from evalkit.messages import Lang
from evalkit.province.overview import Overview
from evalkit.rendering.ranking.terminal import render_overview
from evalkit.rendering.renderer import View


def test_the_ranking_shows_ranks_possible_ranks_marks_and_groups(seen: Overview) -> None:
    lines = render_overview(seen, View()).split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("名次 "))
    assert [line.split() for line in lines[start : start + 4]] == [
        ["名次", "可能名次", "权重变动", "部门", "得分", "最高可得", "等级", "组"],
        ["1", "1", "1–2", "○", "⟨U+202E⟩统计局", "18", "良", "1"],
        ["1", "1", "1–2", "○", "水务局", "18", "良", "1"],
        ["3", "3", "3", "●", "=林业局", "12.5", "14", "–", "2"],
    ]


def test_what_is_open_and_which_ranks_hold_is_said_in_sentences(seen: Overview) -> None:
    text = render_overview(seen, View(Lang.EN, 300))
    assert "Marks are still open in 1 of 3 departments" in text
    assert "Of all pairs of departments, 66.7% can be told apart; the departments make 2 groups" in text
    assert "Ranks that hold (●): 1." in text
    assert "2 departments state a total of their own: 1 above the most we can give, 1 within" in text


def test_the_commonest_deduction_names_the_part_and_the_clause(seen: Overview) -> None:
    lines = render_overview(seen, View()).split("\n")
    assert [line.split() for line in lines if "上半年" in line] == [
        ["2", "6", "执行率", "›", "上半年", "=1+1"]
    ]


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", Lang)
def test_no_line_is_wider_than_the_screen(seen: Overview, lang: Lang, width: int) -> None:
    assert max(map(cell_len, render_overview(seen, View(lang, width)).split("\n"))) <= width


def test_only_as_many_departments_are_listed_as_are_wanted(seen: Overview) -> None:
    text = render_overview(seen, View(), top=1)
    assert "列出 1 个，共 3 个" in text
    assert "水务局  " not in text.partition("等级分布")[0]


def test_nobody_gives_an_overview_that_says_so(nobody: Overview) -> None:
    assert "0 个部门" in render_overview(nobody, View())
