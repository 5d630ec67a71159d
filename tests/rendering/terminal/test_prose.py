"""Chinese running text in lines."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.measure import Measurement

from evalkit.rendering.terminal.prose import Prose, prose
from evalkit.rendering.visible import visible

HOSTILE = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(
            ["，", "。”", "（", "“", "e\u0301\u0301", "✔\ufe0f", "ｗ", "中文", "word", "a_b_c_d_e_f", " "]
        ),
    ),
    max_size=30,
).map(lambda pieces: visible("".join(pieces)))


def lines(piece: Prose, width: int) -> list[str]:
    return [line.plain for line in piece.lines(width)]


def test_chinese_breaks_anywhere() -> None:
    assert lines(prose("预算执行率偏低"), 6) == ["预算执", "行率偏", "低"]


def test_no_line_begins_with_a_closing_mark() -> None:
    assert lines(prose("执行偏低，需改进"), 8) == ["执行偏", "低，需改", "进"]


def test_no_line_ends_with_an_opening_mark() -> None:
    assert lines(prose("办法（试行）"), 6) == ["办法", "（试", "行）"]


def test_words_and_numbers_stay_whole() -> None:
    assert lines(prose("共支出1,340.89元"), 12) == ["共支出", "1,340.89元"]
    assert lines(prose("paid in full"), 9) == ["paid in", "full"]


def test_a_word_too_long_for_a_line_breaks_after_a_separator() -> None:
    assert lines(prose("fixed_assets_utilization"), 14) == ["fixed_assets_", "utilization"]
    assert lines(prose("abcdefghij"), 4) == ["abcd", "efgh", "ij"]


def test_further_lines_are_indented() -> None:
    assert lines(prose("  预算执行率", indent=2), 8) == ["  预算执", "  行率"]


def test_a_tail_follows_where_there_is_room_and_else_below() -> None:
    piece = prose("「决算数」", tail=("报告.txt:5", "cyan"))
    assert lines(piece, 24) == ["「决算数」 报告.txt:5"]
    assert lines(piece, 12) == ["「决算数」", "报告.txt:5"]


def test_markup_in_a_text_is_text() -> None:
    assert lines(prose("[red]甲[/red]"), 20) == ["[red]甲[/red]"]


def test_the_width_of_a_text_is_known_before_it_is_set() -> None:
    console = Console(width=40)
    measured = Measurement.get(console, console.options, prose("支出 1,340.89", tail="a:1"))
    assert measured == Measurement(8, 17)
    assert Measurement.get(console, console.options, prose("")) == Measurement(0, 0)


@given(HOSTILE, st.integers(2, 40), st.integers(0, 4))
def test_lines_fit_and_nothing_is_lost(text: str, width: int, indent: int) -> None:
    margin = min(indent, width // 2)
    room = max(width - margin, 2) + margin
    found = prose(text, indent=indent).lines(room)
    assert all(cell_len(line.plain) <= room for line in found)
    assert "".join("".join(line.plain for line in found).split()) == "".join(text.split())


@given(st.text("公经费abc 12，。%（-", max_size=60), st.integers(4, 30), st.integers(0, 3), st.booleans())
def test_plain_lines_are_the_lines_without_their_styles(
    text: str, width: int, indent: int, with_tail: bool
) -> None:
    piece = prose((text, "bold"), indent=indent, tail=("第 3 行", "cyan") if with_tail else None)
    assert [each.rstrip() for each in piece.plain_lines(width)] == [
        line.plain.rstrip() for line in piece.lines(width)
    ]
