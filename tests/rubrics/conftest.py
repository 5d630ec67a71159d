"""A small rubric of our own, and everything that a rubric may name."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules

import pytest

import evalkit.rules
from evalkit.errors import RubricError
from evalkit.facts.unit import Unit
from evalkit.messages import Lang
from evalkit.rubrics.loading import load_rubric
from evalkit.rubrics.rubric import Rubric
from evalkit.rules.rule import Rule

SMALL = """\
[rubric]
id = "district"
title = "某区评分标准"
version = "1.0.0"
source = "某区财政局〔2031〕1 号"
standing = "example"
total = 10
applies_to = { region = "某区", years = { from = 2031, to = 2033 } }

[[grade]]
title = "优"
from = 9

[[grade]]
title = "差"
from = 0

[[dimension]]
id = "economy"
title = "经济性"
marks = 10

[[dimension.indicator]]
id = "travel"
title = "差旅费控制率"
marks = 3
clause = "低于 90% 得 3 分，超过 100% 不得分。"
rule = "bands"
measure = "travel_control"
bands = [ { below = "90%", marks = 3 }, { to = "100%", marks = 2 }, { marks = 0 } ]

[[dimension.indicator]]
id = "petitions"
title = "信访"
marks = 3
clause = "渠道 1 分，答复 1 分，回访 1 分。"
passages = ["信访"]
rule = "checklist"
items = [
  { id = "channel", title = "渠道", title_en = "Channel", marks = 1, any = ["channel_open"] },
  { id = "answered", title = "答复", marks = 1, any = [{ measure = "answer_rate", from = "100%" }], statements = "confirm" },
  { id = "visited", title = "回访", marks = 1, passages = ["回访"] },
]

[[dimension.indicator]]
id = "spending"
title = "支出"
title_en = "Spending"
group = "资金"
marks = 4
clause = "进度 3 分，规范 1 分。"
statements = "confirm"
no_rate = "full"
admitted_by = ["支出进度"]

[[dimension.indicator.parts]]
id = "progress"
title = "进度"
marks = 3
clause = "按进度计分。"
rule = "proportional"
measure = "progress"

[[dimension.indicator.parts]]
id = "regular"
title = "规范"
marks = 1
passages = ["规范"]
rule = "judgement"

[[dimension.indicator.then]]
rule = "violations"
lose = 0.5
count = "cases"
none_if = ["no_cases"]

[[adjustment]]
kind = "cap"
id = "slow"
title = "进度过慢"
clause = "进度低于 80% 的，总分不超过 8 分。"
rests_on = "progress"
below = "80%"
at_most = 8
"""

KNOWN: Mapping[str, Unit] = {
    "travel_control": Unit.RATIO,
    "answer_rate": Unit.RATIO,
    "progress": Unit.RATIO,
    "cases": Unit.COUNT,
    "channel_open": Unit.YES_NO,
    "no_cases": Unit.YES_NO,
    "department": Unit.TEXT,
}

Load = Callable[[str], Rubric]
Problems = Callable[..., list[str]]


@pytest.fixture(scope="session")
def rules() -> Mapping[str, type[Rule]]:
    """Every rule class that evalkit has itself, by name."""
    modules = [import_module(f"evalkit.rules.{found.name}") for found in iter_modules(evalkit.rules.__path__)]
    classes = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    return {
        cls.name: cls for cls in classes if issubclass(cls, Rule) and cls is not Rule and hasattr(cls, "name")
    }


@pytest.fixture(scope="session")
def small() -> str:
    """The text of the small rubric."""
    return SMALL


@pytest.fixture(scope="session")
def known() -> Mapping[str, Unit]:
    """The measures and facts that the small rubric may name."""
    return KNOWN


@pytest.fixture
def load(rules: Mapping[str, type[Rule]]) -> Load:
    """Load a rubric from its text."""
    return lambda text: load_rubric(text.encode(), "d.toml", rules, KNOWN)


@pytest.fixture
def problems(load: Load) -> Problems:
    """Load a text that is no rubric and return what is wrong, a line a problem."""

    def found(text: str, lang: Lang = Lang.ZH) -> list[str]:
        with pytest.raises(RubricError) as raised:
            load(text)
        return raised.value.text(lang).splitlines()

    return found
