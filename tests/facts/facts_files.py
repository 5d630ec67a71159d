"""A small vocabulary of our own, and a facts file in it."""

from collections.abc import Mapping, Sequence

import pytest
from attrs import frozen

from evalkit.errors import InputError
from evalkit.facts.fact import FactDefinition, FactSheet
from evalkit.facts.relations import Ratio, Relation
from evalkit.facts.sheet_file import load_facts
from evalkit.facts.unit import Unit
from evalkit.messages import Lang


@frozen
class Words:
    """A small vocabulary of our own."""

    definitions: Mapping[str, FactDefinition]
    relations: Sequence[Relation]


WORDS = Words(
    {
        definition.id: definition
        for definition in (
            FactDefinition("budget", "预算数（总额）", Unit.MONEY),
            FactDefinition("spent", "支出数", Unit.MONEY),
            FactDefinition("rate", "完成率（报告自述）", Unit.RATIO),
            FactDefinition("visits", "接待人次", Unit.COUNT),
            FactDefinition("own_score", "自评总分", Unit.SCORE),
            FactDefinition("published", "预算已公开", Unit.YES_NO),
            FactDefinition("grade", "自评等级", Unit.TEXT),
        )
    },
    (Ratio("rate", "spent", "budget"),),
)


REPORT = """\
[report]
department = "深圳市云岭区某局"
year = 2020

[[fact]]
id = "budget"
value = "3,456.70"
unit = "万元"
quote = "年初预算为3,456.70万元"

[[fact]]
id = "rate"
value = "93.00"
unit = "%"
basis = "claim"

[[fact]]
id = "visits"
value = 214
unit = "人次"

[[fact]]
id = "published"
value = true

[[fact]]
id = "grade"
value = "良"
basis = "claim"
"""


def load(text: str, name: str = "facts.toml") -> FactSheet:
    return load_facts(text.encode(), name, WORDS)


def facts(*tables: str) -> str:
    return "".join(f"[[fact]]\n{table}\n" for table in tables)


def problems(text: str, lang: Lang = Lang.ZH) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(text)
    return [problem.text(lang) for problem in caught.value.problems]
