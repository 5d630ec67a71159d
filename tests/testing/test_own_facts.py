"""Contracts and examples of a rubric that rests on facts of its own."""

from collections.abc import Callable

from evalkit.offers import find_rubric_file
from evalkit.registry import Registry
from evalkit.testing.contracts import CONTRACTS, falsify
from evalkit.testing.coverage import coverage_of
from evalkit.testing.desk import Desk
from evalkit.testing.mutation import survivors
from evalkit.testing.running import load_suite

RUBRIC = """\
[rubric]
id = "training"
title = "培训项目"
version = "1.0.0"
source = "示例"
standing = "example"
total = 10

[[fact]]
id = "trained"
title = "培训人次"
unit = "count"

[[fact]]
id = "cost"
title = "培训成本"
unit = "money"

[[measure]]
id = "cost_each"
title = "人均培训成本"
formula = "cost ÷ trained"

[[dimension]]
id = "output"
title = "产出"
marks = 10

[[dimension.indicator]]
id = "people"
title = "培训人次"
marks = 4
clause = "目标 200 人次，达到的得满分。"
rule = "all_or_nothing"
measure = "trained"
from = 200

[[dimension.indicator]]
id = "price"
title = "人均培训成本"
marks = 6
clause = "不超过 800 元的得满分。"
rule = "all_or_nothing"
measure = "cost_each"
to = 800

[[example]]
title = "恰好达到"
facts = { trained = "200", cost = "16万元" }
expect = { total = 10 }

[[example]]
title = "差一点"
facts = { trained = "199", cost = "16万元" }
expect = { total = 0, reasons = ["培训人次为 199，低于 200", "人均培训成本为 804.02 元，高于 800 元"] }

[[example]]
title = "人次不详"
facts = { cost = "16万元" }
expect = { low = 0, high = 10 }
"""


def test_every_contract_holds(written: Callable[..., str], registry: Registry) -> None:
    rubric = load_suite(find_rubric_file(written("", RUBRIC, "own.toml"), registry), registry).rubric
    for indicator in rubric.dimensions[0].indicators:
        desk = Desk.of(rubric, indicator, registry)
        assert [unit.value for *_, unit in desk.measured()] == [
            "count" if indicator.id == "people" else "money"
        ]
        for contract in CONTRACTS:
            assert falsify(contract, desk, 20) is None, contract.name


def test_its_examples_are_run_counted_and_mutated(written: Callable[..., str], registry: Registry) -> None:
    suite = load_suite(find_rubric_file(written("", RUBRIC, "own.toml"), registry), registry)
    assert coverage_of(suite, registry).gaps == ()
    found, _ = survivors(suite, registry)
    assert [(each.line, each.column) for each in found] == []
