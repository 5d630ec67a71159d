"""Sentences are cut at quantities, commas and parentheses; each segment knows its words."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.lexicon import Lexicon, Meaning, Role
from evalkit.facts.quantity import scan
from evalkit.facts.sentence import Segment, is_year, segments

LEXICON = Lexicon.of(
    [
        ("喷泉经费", Meaning(Role.SUBJECT, "fountain")),
        ("花坛经费", Meaning(Role.SUBJECT, "bed")),
        ("结转和结余", Meaning(Role.SUBJECT, "carryover")),
        ("信访件", Meaning(Role.SUBJECT, "petitions")),
        ("实际支出", Meaning(Role.ASPECT, "actual")),
        ("上年", Meaning(Role.PERIOD, "previous")),
        ("分别为", Meaning(Role.EACH)),
        ("为", Meaning(Role.FILLER)),
        ("和", Meaning(Role.FILLER)),
    ]
)


def cut(text: str) -> Sequence[Segment]:
    return list(segments(text, (0, len(text)), scan(text), LEXICON))


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


def test_unknown_characters_are_counted_before_and_behind_the_telling_words() -> None:
    (part,) = cut("湖滨路喷泉经费改造3万元")
    assert (part.lead, part.glued, part.trail) == (3, 3, 2)


def test_a_year_that_serves_a_comparison_is_known() -> None:
    assert cut("喷泉经费比上年3万元")[0].compared
    assert cut("喷泉经费较2022年3万元")[0].compared
    assert not cut("上年喷泉经费3万元")[0].compared


@pytest.mark.parametrize(
    "text", ["3件未答复", "3件信访件未答复", "3件正在办理", "3件尚在办理", "3件没有办结"]
)
def test_what_is_not_done_is_only_a_part(text: str) -> None:
    assert cut(text)[0].partial


@pytest.mark.parametrize("text", ["3件已答复", "3件信访件，未答复", "3件"])
def test_what_is_done_is_no_part(text: str) -> None:
    assert not cut(text)[0].partial


def test_a_change_sets_out_from_a_quantity() -> None:
    assert [part.origin for part in cut("喷泉经费从3万元降至2万元")] == [True, False]


def test_the_word_directly_behind_a_quantity_is_known() -> None:
    (first, _) = cut("3件信访件均已答复")
    assert [token.ids(Role.SUBJECT) for token in first.after] == [("petitions",)]


def test_items_are_what_a_list_names_before_it_is_handed_out() -> None:
    (first, _) = cut("喷泉经费、结转和结余分别为3万元、2万元")
    assert [item.tokens[0].ids(Role.SUBJECT) for item in first.items] == [("fountain",), ("carryover",)]


def test_an_item_of_years_and_an_item_of_unknown_words_are_items() -> None:
    (first, *_) = cut("2022年、湖滨路和花坛经费分别为3万元、2万元、1万元")
    assert [(item.years, item.unknown) for item in first.items] == [((2022,), 0), ((), 3), ((), 0)]


@given(st.text("喷泉经费花坛实际支出为、，；。（）和3万元2022年", max_size=40))
def test_segments_cover_every_quantity_once_and_in_order(text: str) -> None:
    quantities = [each for each in scan(text) if not is_year(each) and each.noun not in ("季度", "月", "日")]
    parts = cut(text)
    assert [part.quantity for part in parts if part.quantity is not None] == quantities
    for before, after in pairwise(parts):
        assert before.end <= after.start
