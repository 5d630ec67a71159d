"""The report's own marks beside ours: which row is whose, and by how much they differ."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from evalkit.facts.self_sheet import SelfScore, SelfSheet
from evalkit.rubrics.rubric import Indicator, RubricDimension
from evalkit.rules.rule import Title
from evalkit.scoring.scorecard import Beside, IndicatorResult, Scorecard, SelfMarks, Why
from evalkit.scoring.self_scores import disputed


def _row(title: str, awarded: str, full: str | None = "10", *levels: str, reason: str = "") -> SelfScore:
    return SelfScore(levels, title, None if full is None else Decimal(full), Decimal(awarded), reason, ())


def _card(kit: Any, titles: Sequence[str], *rows: SelfScore, **more: Any) -> Scorecard:
    indicators = [
        kit.row(f"i{place}", 10, kit.share("progress"), title=title) for place, title in enumerate(titles)
    ]
    sheet = kit.sheet(
        kit.fact("progress", "0.8"), self_sheets=(SelfSheet(rows, None),) if rows else (), **more
    )
    card: Scorecard = kit.score(indicators, sheet=sheet)
    return card


def _own(card: Scorecard) -> list[SelfMarks | None]:
    return [each.self_score for dimension in card.dimensions for each in dimension.indicators]


def _apart(own: SelfMarks | None) -> tuple[object, object]:
    assert own is not None
    return own.low, own.high


def _unplaced(card: Scorecard) -> list[tuple[str, Why]]:
    return [(each.row.title, each.why) for each in card.unplaced]


def test_the_marks_of_the_report_stand_beside_those_of_the_same_title(kit: Any) -> None:
    card = _card(kit, ["预算完成率", "公开及时性"], _row("预算完成率", "10", reason="全部完成"))
    own, none = _own(card)
    assert none is None
    assert own == SelfMarks(
        "预算完成率", Decimal(10), Decimal(10), "全部完成", Decimal(2), Decimal(2), Beside.TITLE, ()
    )
    assert card.unplaced == ()


def test_without_a_sheet_nothing_changes(kit: Any) -> None:
    card = _card(kit, ["预算完成率"])
    assert _own(card) == [None]
    assert card.unplaced == ()
    assert disputed(card.dimensions) == ()


def test_signs_and_asides_in_a_title_do_not_matter(kit: Any) -> None:
    card = _card(
        kit,
        ["“三公”经费控制率", "公开及时性（部门）"],
        _row("“三公经费”控制率", "8"),
        _row("公开及时性", "8"),
    )
    assert [own is not None for own in _own(card)] == [True, True]


def test_full_marks_of_another_size_are_compared_on_the_share(kit: Any) -> None:
    own = _own(_card(kit, ["预算完成率"], _row("预算完成率", "4", "5")))[0]
    assert own is not None
    assert (str(own.awarded), str(own.full)) == ("4", "5")
    assert _apart(own) == (0, 0)


def test_a_share_that_does_not_come_out_even_is_rounded_once(kit: Any) -> None:
    assert _apart(_own(_card(kit, ["完工率"], _row("完工率", "2", "3")))[0]) == (
        Decimal("-1.3333333333"),
        Decimal("-1.3333333333"),
    )


def test_marks_without_full_marks_count_as_of_the_rubrics_and_more_than_those_as_nothing(kit: Any) -> None:
    assert _apart(_own(_card(kit, ["完工率"], _row("完工率", "9", None)))[0]) == (1, 1)
    assert _apart(_own(_card(kit, ["完工率"], _row("完工率", "90", None)))[0]) == (None, None)


def test_the_difference_from_an_open_indicator_is_an_interval(kit: Any) -> None:
    indicator = kit.row("i", 10, kit.share("orders"), title="办结率")
    sheet = kit.sheet(self_sheets=(SelfSheet((_row("办结率", "7"),), None),))
    card = kit.score([indicator], sheet=sheet)
    result = card.dimensions[0].indicators[0]
    assert (result.low, result.high) == (0, 10)
    assert _apart(result.self_score) == (-3, 7)


def test_of_several_indicators_of_one_title_that_under_the_rows_dimension_is_meant(kit: Any) -> None:
    card = _two_dimensions(kit, _row("制度健全性", "9", "10", "过程", "资产管理"))
    assert [None if own is None else own.by for own in _own(card)] == [None, Beside.DIMENSION]


def test_a_row_that_could_be_several_indicators_is_nobodys(kit: Any) -> None:
    card = _two_dimensions(kit, _row("制度健全性", "9", "10", "过程"))
    assert _own(card) == [None, None]
    assert _unplaced(card) == [("制度健全性", Why.AMBIGUOUS)]


def _two_dimensions(kit: Any, *rows: SelfScore) -> Scorecard:
    def indicator(id: str, group: str) -> Indicator:
        row: Indicator = kit.row(id, 10, kit.share("progress"), title="制度健全性", group=group)
        return row

    rubric = kit.rubric(total=Decimal(20))
    made = evolve(
        rubric,
        dimensions=(
            RubricDimension("a", Title("预算管理"), Decimal(10), (indicator("a1", ""),)),
            RubricDimension("b", Title("资产"), Decimal(10), (indicator("b1", "资产管理"),)),
        ),
    )
    sheet = kit.sheet(kit.fact("progress", "0.8"), self_sheets=(SelfSheet(rows, None),))
    card: Scorecard = kit.score(made, sheet=sheet)
    return card


def test_a_title_within_another_is_the_same_where_it_is_the_only_one(kit: Any) -> None:
    card = _card(kit, ["重点工作完成情况", "预算调整率"], _row("年度重点工作完成情况", "9"))
    own = _own(card)[0]
    assert own is not None
    assert own.by is Beside.PART
    assert own.title == "年度重点工作完成情况"


@pytest.mark.parametrize("title", ["项目预算完成率", "上年预算完成率", "未预算完成率", "预算完成率结果应用"])
def test_a_longer_title_that_means_another_thing_is_unknown(kit: Any, title: str) -> None:
    card = _card(kit, ["预算完成率"], _row(title, "9"))
    assert _own(card) == [None]
    assert _unplaced(card) == [(title, Why.UNKNOWN)]


def test_two_rows_that_each_contain_the_title_are_nobodys(kit: Any) -> None:
    card = _card(kit, ["工作完成情况"], _row("日常工作完成情况", "9"), _row("重点工作完成情况", "8"))
    assert _own(card) == [None]
    assert [why for _, why in _unplaced(card)] == [Why.UNKNOWN, Why.UNKNOWN]


def test_rows_that_give_one_indicator_different_marks_are_listed_and_equal_ones_count_once(kit: Any) -> None:
    unlike = _card(kit, ["完工率"], _row("完工率", "9"), _row("完工率", "8"))
    assert _own(unlike) == [None]
    assert [why for _, why in _unplaced(unlike)] == [Why.CONTRADICTED, Why.CONTRADICTED]
    alike = _card(kit, ["完工率"], _row("完工率", "9"), _row("完工率", "9"))
    assert _own(alike)[0] is not None
    assert alike.unplaced == ()


def test_what_does_not_apply_is_not_compared(kit: Any) -> None:
    budget, spent = kit.fact("travel_budget", 0), kit.fact("travel_actual", 0)
    sheet = kit.sheet(budget, spent, self_sheets=(SelfSheet((_row("差旅费控制率", "9"),), None),))
    card = kit.score([kit.row("i", 10, kit.share("travel"), title="差旅费控制率")], sheet=sheet)
    assert _apart(card.dimensions[0].indicators[0].self_score) == (None, None)


def test_the_widest_difference_comes_first_and_what_may_be_none_last(kit: Any) -> None:
    card = _card(
        kit,
        ["甲项完成率", "乙项完成率", "丙项完成率"],
        _row("甲项完成率", "8"),
        _row("乙项完成率", "4"),
        _row("丙项完成率", "9"),
    )
    found: list[IndicatorResult] = [indicator for indicator, _ in disputed(card.dimensions)]
    assert [each.title.zh for each in found] == ["乙项完成率", "丙项完成率", "甲项完成率"]


def _parted(kit: Any, *rows: SelfScore) -> Scorecard:
    parts = tuple(
        kit.row(f"p{n}", 5, kit.share("progress"), title=title)
        for n, title in enumerate(("预算公开", "决算公开"))
    )
    whole = kit.row("i", 10, title="预决算信息公开", parts=parts)
    sheet = kit.sheet(kit.fact("progress", "0.8"), self_sheets=(SelfSheet(rows, None),))
    card: Scorecard = kit.score([whole], sheet=sheet)
    return card


def test_rows_for_all_parts_of_an_indicator_are_its_sum(kit: Any) -> None:
    card = _parted(kit, _row("预算公开", "5", "5"), _row("决算公开", "4", "5", reason="迟了一天"))
    own = _own(card)[0]
    assert own == SelfMarks(
        "预算公开、决算公开", Decimal(9), Decimal(10), "迟了一天", Decimal(1), Decimal(1), Beside.SUM, ()
    )
    assert card.unplaced == ()


def test_rows_for_some_parts_or_beside_a_row_for_the_whole_are_no_sum(kit: Any) -> None:
    some = _parted(kit, _row("预算公开", "5", "5"))
    assert (_own(some), _unplaced(some)) == ([None], [("预算公开", Why.UNKNOWN)])
    whole = _parted(kit, _row("预决算信息公开", "9"), _row("预算公开", "5", "5"), _row("决算公开", "4", "5"))
    own = _own(whole)[0]
    assert own is not None
    assert own.by is Beside.TITLE
    assert len(whole.unplaced) == 2
