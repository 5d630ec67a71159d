"""Charts: where things come to lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.rendering.charts import Fall, Part, Scale, falls, parts, ranged, shortened, ticks


def test_a_scale_puts_its_ends_at_its_ends() -> None:
    scale = Scale(10, 20, 100, 0)
    assert [scale(10), scale(15), scale(20)] == [100, 50, 0]


def test_a_scale_of_one_value_puts_everything_at_its_start() -> None:
    assert Scale(5, 5, 40, 90)(5) == 40


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (0, 100, [0, 20, 40, 60, 80, 100]),
        (24.8, 98, [30, 40, 50, 60, 70, 80, 90]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (3, 3, [3]),
    ],
)
def test_ticks_are_round(low: float, high: float, found: list[float]) -> None:
    assert ticks(low, high) == found


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_ticks_lie_within_and_are_few(low: float, span: float) -> None:
    found = ticks(low, low + span)
    assert len(found) <= 9
    assert all(low - span * 1e-6 <= each <= low + span * (1 + 1e-6) for each in found)


def test_a_name_without_room_is_cut_at_its_end() -> None:
    assert shortened("政府采购执行率") == "政府采购执行率"
    assert shortened("政府采购执行率", 8) == "政府采…"
    assert shortened("open, or none given", 12) == "open, or no…"


def test_parts_show_what_is_open_as_an_interval_at_the_end_of_what_is_won() -> None:
    drawn = parts([Part("甲", 0.5, 0.75, "5"), Part("乙", 1, 1, "9")], "维度", "甲 5；乙 9").text
    assert drawn.count('class="bar"') == 2 and drawn.count('class="open"') == 1
    assert '<rect x="262" y="9" width="51" height="16" class="open"/>' in drawn
    assert "<title>维度</title><desc>甲 5；乙 9</desc>" in drawn


def test_a_waterfall_begins_each_step_where_the_last_one_ended() -> None:
    steps = [
        Fall("经济性", 10, 5, "−10", is_sum=True),
        Fall("甲", 10, 0, "−10"),
        Fall("乙", 0, 5, "?5"),
        Fall("加分", -2, 0, "+2"),
    ]
    drawn = falls(steps, (("满分", "100"), ("总分", "87–92")), (87, 92), 100, "分数去向", "扣 10 分").text
    x = Scale(85, 100, 160, 444)
    for kind, low, high in (("fall", 90, 100), ("open", 85, 90), ("gain", 85, 87), ("open", 87, 92)):
        left, width = (f"{each:.2f}".rstrip("0").rstrip(".") for each in (x(low), x(high) - x(low)))
        assert f'x="{left}"' in drawn and f'width="{width}"' in drawn and f'class="{kind}"' in drawn


def test_a_small_picture_has_a_line_across_where_it_is_wanted() -> None:
    scale = Scale(0, 1, 10, 110)
    plain = ranged(0.5, 0.4, 0.6, scale, "half").text
    lined = ranged(0.5, 0.4, 0.6, scale, "half", (0.2, 0.8)).text
    assert (plain.count("<line"), lined.count("<line")) == (1, 3)
    assert '<line x1="30" y1="1" x2="30" y2="13" class="axis"/>' in lined
