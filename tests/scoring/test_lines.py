"""Words are found in many wordings at once."""

from hypothesis import given
from hypothesis import strategies as st

from evalkit.scoring.lines import Lines


def test_lines_that_hold_a_word_are_found_once_each() -> None:
    lines = Lines.of("路灯和路灯\n公园\n\n路灯")
    assert list(lines.holding("路灯")) == [0, 3]
    assert list(lines.holding("路标")) == []
    assert list(lines.holding("灯公")) == []


def test_every_place_of_a_word_is_found_without_overlaps() -> None:
    lines = Lines.of("甲甲甲\n乙甲甲")
    assert list(lines.places("甲甲")) == [(0, 0), (1, 1)]
    assert list(lines.places("丙")) == []


def test_no_lines_hold_nothing() -> None:
    assert list(Lines.of("").holding("路灯")) == []


@given(st.lists(st.text("甲乙丙", max_size=6), max_size=6), st.text("甲乙丁", min_size=1, max_size=3))
def test_words_are_found_as_line_by_line(wordings: list[str], word: str) -> None:
    lines = Lines.of("\n".join(wordings))
    assert list(lines.holding(word)) == [place for place, each in enumerate(wordings) if word in each]
    assert len(list(lines.places(word))) == sum(each.count(word) for each in wordings)
