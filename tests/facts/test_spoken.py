"""Words say of which subject, side and time a quantity is."""

import pytest

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role
from evalkit.facts.quantity import scan
from evalkit.facts.spoken import period_of, point_of, said, subject_of


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
    assert subject_of(catalogue.lexicon.tokens(words), None, catalogue) == subject


def test_a_word_of_two_subjects_goes_by_what_is_counted(catalogue: Catalogue) -> None:
    tokens = catalogue.lexicon.tokens("公务用车")
    (cars, money) = scan("6辆，9万元")
    assert subject_of(tokens, cars, catalogue) == "vehicles_kept"
    assert subject_of(tokens, money, catalogue) == "vehicle"


def test_a_weak_word_gives_way(catalogue: Catalogue) -> None:
    assert said(catalogue.lexicon.tokens("预算执行率"), Role.ASPECT) == ("execution_rate",)
    assert said(catalogue.lexicon.tokens("决算安排"), Role.ASPECT) == ("actual",)
    assert said((), Role.ASPECT) == ()


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
