"""What reports call the things that they promise something of."""

import pytest

from evalkit.province.naming import spoken_names
from evalkit.registry import load_plugins


@pytest.fixture(scope="module")
def names() -> dict[str, tuple[str, ...]]:
    registry = load_plugins()
    return spoken_names(registry.catalogue, registry.measures)


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("reception_actual", "公务接待费"),
        ("satisfaction_rate", "满意度"),
        ("staff_external", "编外人员"),
        ("procurement_rate", "政府采购执行率"),
        ("three_public_control", "三公经费控制率"),
        ("budget_completion", "预算执行率"),
        ("fixed_assets_utilization", "固定资产利用率"),
    ],
)
def test_figures_and_measures_are_called_as_the_catalogue_words_them(
    names: dict[str, tuple[str, ...]], id: str, name: str
) -> None:
    assert name in names[id]


def test_budgets_and_last_year_are_not_what_is_promised(names: dict[str, tuple[str, ...]]) -> None:
    assert not names.keys() & {"reception_budget", "three_public_actual_previous", "budget_initial"}


def test_no_name_is_so_short_that_it_stands_in_any_text(names: dict[str, tuple[str, ...]]) -> None:
    assert min(len(name) for found in names.values() for name in found) == 3


def test_the_longest_name_comes_first(names: dict[str, tuple[str, ...]]) -> None:
    assert all(list(found) == sorted(found, key=lambda name: (-len(name), name)) for found in names.values())
