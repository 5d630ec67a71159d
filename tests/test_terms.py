"""The facts and measures there are, and what becomes of those that do not agree."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evalkit import Count, Dimension, Lang, Money, Ratio, Unit
from evalkit.measures.measure import Measure
from evalkit.terms import agreed_terms

CATALOGUE = """
[[fact]]
id = "bikes_total"
unit = "count"
title = "公共自行车总数"
subject = "bikes"

[[fact]]
id = "bikes_docks"
unit = "count"
title = "车位数"

[subject.bikes]
words = ["公共自行车"]
"""


def measured(function: Callable[..., Ratio], claimed_as: str | None = None) -> tuple[str, Measure]:
    bikes = Dimension("bikes", title="自行车")
    bikes.measure(title="测算", claimed_as=claimed_as)(function)
    return "bikes", bikes.measures[function.__name__]


def fits(bikes_total: Count, bikes_docks: Count) -> Ratio:
    return bikes_total / bikes_docks


def needs_nothing_known(bikes_total: Count, bikes_lost: Count) -> Ratio:
    return bikes_lost / bikes_total


def takes_money(bikes_total: Money) -> Ratio:
    return bikes_total


def bikes_total(budget_initial: Money, budget_adjusted: Money) -> Ratio:
    return budget_initial / budget_adjusted


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "facts.toml"
    path.write_text(CATALOGUE, "utf-8")
    return path


def test_facts_and_measures_share_one_namespace_with_their_units(catalogue: Path) -> None:
    terms = agreed_terms([("bikes", catalogue)], {"fits": measured(fits)})
    assert terms.errors == ()
    assert (terms.units["bikes_total"], terms.units["fits"]) == (Unit.COUNT, Unit.RATIO)
    assert terms.titles["bikes_total"].zh == "公共自行车总数"
    assert "budget_initial" in terms.titles


@pytest.mark.parametrize(
    ("function", "claimed_as", "fault"),
    [
        (needs_nothing_known, None, "测算“needs_nothing_known”用到的事实“bikes_lost”没有定义"),
        (takes_money, None, "测算“takes_money”要求事实“bikes_total”的单位是 money，目录中是 count"),
        (bikes_total, None, "测算“bikes_total”与同名的事实冲突"),
        (fits, "bikes_claimed", "测算“fits”用到的事实“bikes_claimed”没有定义"),
    ],
)
def test_a_measure_that_does_not_fit_the_facts_is_left_out(
    catalogue: Path, function: Callable[..., Ratio], claimed_as: str | None, fault: str
) -> None:
    name = function.__name__
    terms = agreed_terms([("bikes", catalogue)], {name: measured(function, claimed_as)})
    assert name not in terms.measures
    (error,) = terms.errors
    assert (error.plugin, error.message.text(Lang.ZH)) == ("bikes", fault)


def test_a_claim_in_another_unit_is_a_fault(catalogue: Path) -> None:
    def share(bikes_total: Count) -> Ratio:
        return bikes_total

    terms = agreed_terms([("bikes", catalogue)], {"share": measured(share, "bikes_total")})
    (error,) = terms.errors
    assert error.message.text(Lang.EN) == (
        "the measure share takes the fact bikes_total in ratio; the catalogue defines it in count"
    )


@pytest.mark.parametrize(
    "broken",
    [
        CATALOGUE,
        "not TOML",
        '[[fact]]\nid = "x"\nunit = "miles"\ntitle = "里程"\n',
        '[[fact]]\nid = "y"\nunit = "count"\ntitle = "无词"\nsubject = "nobody_words"\n',
    ],
    ids=["defined already", "no TOML", "no unit", "no subject"],
)
def test_a_catalogue_that_does_not_agree_costs_its_own_plugin_only(catalogue: Path, broken: str) -> None:
    second = catalogue.with_name("second.toml")
    second.write_text(broken, "utf-8")
    third = catalogue.with_name("third.toml")
    third.write_text(CATALOGUE.replace("bikes", "trams"), "utf-8")
    terms = agreed_terms([("bikes", catalogue), ("broken", second), ("trams", third)], {})
    assert [error.plugin for error in terms.errors] == ["broken"]
    assert {"bikes_total", "trams_total", "budget_initial"} <= set(terms.units)
    assert not {"x", "y"} & set(terms.units)


def test_a_catalogue_that_is_not_there_costs_its_own_plugin_only(tmp_path: Path) -> None:
    terms = agreed_terms([("gone", tmp_path / "facts.toml")], {})
    (error,) = terms.errors
    assert error.plugin == "gone"
    assert "budget_initial" in terms.units
