"""Words say of which subject, side and time a quantity is."""

import pytest

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.naming import subject_in
from evalkit.facts.quantity import scan
from evalkit.facts.reading import aspects_of, period_of, point_of
from evalkit.facts.state import UNSAID, State
from evalkit.facts.unit import Unit

NOTHING = State("", UNSAID, "")
"""Nothing has been said yet."""


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("“三公”经费", "three_public"),
        ("我局基本支出", "basic"),
        ("公务用车运行维护费", "vehicle_running"),
        ("部门预算中项目支出", "project"),
        ("湖滨步道", ""),
    ],
)
def test_the_subject_that_words_name(catalogue: Catalogue, words: str, subject: str) -> None:
    assert subject_in(catalogue.lexicon.tokens(words), None, NOTHING, catalogue) == subject


def test_a_word_of_two_subjects_goes_by_what_is_counted(catalogue: Catalogue) -> None:
    tokens = catalogue.lexicon.tokens("公务用车")
    (cars, money) = scan("6辆，9万元")
    assert subject_in(tokens, cars, NOTHING, catalogue) == "vehicles_kept"
    assert subject_in(tokens, money, NOTHING, catalogue) == "vehicle"


def test_a_weak_word_gives_way(catalogue: Catalogue) -> None:
    tokens = catalogue.lexicon.tokens
    assert aspects_of(tokens("预算执行率"), catalogue) == (("execution_rate",), True)
    assert aspects_of(tokens("决算安排"), catalogue) == (("actual",), True)
    assert aspects_of((), catalogue) == ((), False)


@pytest.mark.parametrize(
    ("words", "aspects"),
    [
        ("年初部门预算", "initial"),
        ("调整后的部门预算", "adjusted"),
        ("部门预算", "budget"),
        ("预算执行数", "actual"),
    ],
)
def test_the_budget_that_words_tell(catalogue: Catalogue, words: str, aspects: str) -> None:
    assert aspects_of(catalogue.lexicon.tokens(words), catalogue, Unit.MONEY)[0] == (aspects,)


@pytest.mark.parametrize(
    ("words", "years", "period"),
    [
        ("上年", (), "previous"),
        ("本年", (), "current"),
        ("上年与本年", (), "current"),
        ("", (2023,), "current"),
        ("", (2022,), "previous"),
        ("", (2019,), "other"),
        ("", (), ""),
    ],
)
def test_the_year_that_is_spoken_of(
    catalogue: Catalogue, words: str, years: tuple[int, ...], period: str
) -> None:
    assert period_of(catalogue.lexicon.tokens(words), years, 2023) == period


def test_without_a_year_of_the_report_a_printed_year_says_nothing() -> None:
    assert period_of((), (2022,), None) == ""


def test_the_point_within_the_year(catalogue: Catalogue) -> None:
    assert point_of(catalogue.lexicon.tokens("年初结转和结余")) == "opening"
    assert point_of(catalogue.lexicon.tokens("年末结余")) == "closing"
    assert point_of(catalogue.lexicon.tokens("结转结余")) == ""
