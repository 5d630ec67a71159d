"""Sentences are cut at quantities, commas and parentheses; each segment knows its words."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.cutting import segments
from evalkit.facts.lexicon import Lexicon, Meaning, Role
from evalkit.facts.quantity import scan
from evalkit.facts.sentence import Segment, is_year, legible

LEXICON = Lexicon.of(
    [
        ("喷泉经费", Meaning(Role.SUBJECT, "fountain")),
        ("花坛经费", Meaning(Role.SUBJECT, "bed")),
        ("结转和结余", Meaning(Role.SUBJECT, "carryover")),
        ("信访件", Meaning(Role.SUBJECT, "petitions")),
        ("实际支出", Meaning(Role.ASPECT, "actual")),
        ("批复", Meaning(Role.AGENT)),
        ("上年", Meaning(Role.PERIOD, "previous")),
        ("分别为", Meaning(Role.EACH)),
        ("为", Meaning(Role.FILLER)),
        ("和", Meaning(Role.FILLER)),
    ]
)


def cut(text: str) -> Sequence[Segment]:
    return segments(legible(text), LEXICON)


def shown(text: str) -> list[tuple[str, str]]:
    return [
        (text[part.start : part.end], text[part.quantity.start : part.quantity.end] if part.quantity else "")
        for part in cut(text)
    ]


def test_a_segment_leads_up_to_its_quantity() -> None:
    assert shown("喷泉经费为3万元，实际支出2万元") == [("喷泉经费为", "3万元"), ("实际支出", "2万元")]


def test_a_clause_without_a_quantity_is_a_segment_too() -> None:
    assert shown("喷泉经费充足，花坛经费3万元") == [("喷泉经费充足", ""), ("花坛经费", "3万元")]


def test_parentheses_are_counted() -> None:
    parts = cut("喷泉经费（上年（实际支出2万元）3万元）4万元")
    assert [(part.depth, part.quantity.value / 10_000) for part in parts if part.quantity] == [
        (2, Decimal(2)),
        (1, Decimal(3)),
        (0, Decimal(4)),
    ]


def test_years_belong_to_the_words_and_quarters_and_dates_are_no_quantities() -> None:
    (part,) = cut("2023年第二季度3月5日喷泉经费3万元")
    assert part.years == (2023,)
    assert part.quantity is not None
    assert part.quantity.value == Decimal(30_000)


@pytest.mark.parametrize(
    ("text", "year"), [("2023年", True), ("2023年度", True), ("1023年", False), ("2023元", False)]
)
def test_what_is_a_year(text: str, year: bool) -> None:
    assert is_year(scan(text)[0]) is year


def test_a_semicolon_starts_afresh_and_a_comma_does_not() -> None:
    assert [part.fresh for part in cut("喷泉经费3万元，花坛经费2万元；实际支出1万元")] == [True, False, True]


def test_a_list_goes_on_behind_the_quantity_before() -> None:
    assert [part.listed for part in cut("喷泉经费3万元、2万元和1万元，4万元")] == [False, True, True, False]


def test_unknown_runs_are_known_with_their_places() -> None:
    (part,) = cut("湖滨路喷泉经费改造3万元")
    assert (part.unknown, part.weight) == (((0, 3), (7, 9)), 5)


def test_the_name_of_who_approves_is_no_unknown_word() -> None:
    (part,) = cut("区财政局批复喷泉经费3万元")
    assert part.unknown == ()


def test_a_change_sets_out_from_a_quantity() -> None:
    assert [part.leaves for part in cut("喷泉经费从3万元降至2万元")] == [True, False]


def test_signs_divide_and_are_remembered() -> None:
    parts = cut("喷泉经费：实际支出3万元，上年2万元。花坛经费1万元")
    assert [part.opener for part in parts] == ["。", "：", "，", "。"]
    assert parts[0].closer == "："


def test_a_formula_is_cut_at_its_equals_signs() -> None:
    parts = cut("喷泉经费=实际支出3万元÷上年6万元×100%=50%")
    assert [(part.opener, part.reckoned) for part in parts] == [
        ("。", False),
        ("=", False),
        ("", False),
        ("", True),
        ("=", False),
    ]


@pytest.mark.parametrize("words", ["降到", "降至"])
def test_what_is_reached_is_known(words: str) -> None:
    assert cut(f"喷泉经费{words}3万元")[0].reaches
    assert not cut("喷泉经费3万元")[0].reaches


def test_a_count_that_only_sums_up_is_no_quantity() -> None:
    assert shown("喷泉经费、花坛经费两项支出为3万元") == [("喷泉经费、花坛经费两项支出为", "3万元")]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("经费(上年):3,200元,5%;", "经费（上年）：3,200元，5%；"),
        ("1,2", "1,2"),
        ("a,b", "a，b"),
        ("【甲】[乙]", "（甲）（乙）"),
    ],
)
def test_signs_of_one_kind_are_read_alike(text: str, read: str) -> None:
    assert legible(text) == read
    assert len(read) == len(text)


def test_a_year_that_serves_a_comparison_is_known() -> None:
    assert cut("喷泉经费比上年3万元")[0].compared
    assert cut("喷泉经费较2022年3万元")[0].compared
    assert not cut("上年喷泉经费3万元")[0].compared


def test_the_words_behind_a_quantity_are_known() -> None:
    (first, _) = cut("3件信访件均已答复")
    assert [token.sense.subjects for token in first.behind] == [("petitions",)]
    assert cut("3件民间信访件")[0].next == 2


def test_things_that_no_word_names_are_counted_by_what_joins_them() -> None:
    assert cut("园丁、门卫和保洁各2人")[0].joints == 2


@given(st.text("喷泉经费花坛实际支出为、，；。（）和3万元2022年", max_size=40))
def test_segments_cover_every_quantity_once_and_in_order(text: str) -> None:
    quantities = [each for each in scan(text) if not is_year(each) and each.noun not in ("季度", "月", "日")]
    parts = cut(text)
    assert [part.quantity for part in parts if part.quantity is not None] == quantities
    for before, after in pairwise(parts):
        assert before.end <= after.start
