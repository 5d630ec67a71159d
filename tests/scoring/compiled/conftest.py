"""Rubrics of every shape, and the two ways to run them side by side."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.adjusting import adjustments_of

from evalkit.facts.fact import FactSheet
from evalkit.journey import find_rubric, scorer_for
from evalkit.registry import Registry, load_plugins
from evalkit.rubrics.rubric import Rubric, Statements
from evalkit.scoring.compiled.scorer import Scorer

PAGE = Path(__file__).parents[3] / "docs" / "rules.md"
ROW = re.compile(r"^```toml\n(\[\[dimension\.indicator\]\]\n[^`]*)^```$", re.MULTILINE)
HEAD = """\
[rubric]
id = "{id}"
title = "各种计分规则"
version = "1.0.0"
source = "测试"
standing = "example"
total = {total}
{more}
[[dimension]]
id = "only"
title = "唯一维度"
marks = {marks}
"""

MODIFIED = """
[[dimension.indicator]]
id = "then_counts"
title = "制度与违规"
marks = 4
clause = "制度 4 分；每项违规扣 1.5 分；调整率超过 10% 的不得分。"
[[dimension.indicator.parts]]
id = "first"
title = "完成情况"
marks = 3
clause = "按比例计分。"
rule = "proportional"
measure = "petition_answer_rate"
[[dimension.indicator.parts]]
id = "second"
title = "渠道"
marks = 1
clause = "渠道畅通。"
rule = "checklist"
items = [ { id = "channel", title = "渠道", marks = 1, any = ["petition_channel_open"] } ]
[[dimension.indicator.then]]
rule = "violations"
count = "financial_violations"
none_if = ["no_financial_violations"]
lose = 1.5
[[dimension.indicator.then]]
rule = "all_or_nothing"
measure = "budget_adjustment"
to = "10%"

[[dimension.indicator]]
id = "no_rate_full"
title = "采购"
marks = 2
clause = "没有采购的得满分。"
no_rate = "full"
rule = "bands"
measure = "procurement_rate"
bands = [ { below = "90%", marks = 0 }, { to = "100%", marks = 2 }, { marks = 1 } ]

[[dimension.indicator]]
id = "own_measure"
title = "自有公式"
marks = 2
clause = "两项支出之差占预算的比例。"
rule = "bands"
measure = "own"
bands = [ { to = "0%", marks = 2 }, { below = "50%", marks = 1 }, { marks = 0 } ]
"""
OWN = """
[[measure]]
id = "own"
title = "自有比率"
formula = "max(three_public_actual - three_public_budget, 0) / min(three_public_budget, budget_initial)"
"""


def _shapes(*, rescale: bool, adjustments: bool) -> str:
    """Return the TOML of a rubric with each worked example of the catalogue of rules, and what it lacks."""
    rows = [
        row.replace('id = "row"', f'id = "row{number}"')
        for number, row in enumerate(ROW.findall(PAGE.read_text("utf-8")), 1)
    ]
    text = "\n".join([*rows, MODIFIED])
    full = re.findall(
        r"^\[\[dimension\.indicator\]\]\n(?:(?!\[\[).*\n)*?marks = ([\d.]+)$", text, re.MULTILINE
    )
    total = sum(map(float, full))
    more = 'not_applicable = "rescale"' if rescale else ""
    head = HEAD.format(id="shapes", total=f"{total:g}", marks=f"{total:g}", more=more)
    return head + text + OWN + (f"\n{adjustments_of(20)}" if adjustments else "")


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Return the plugins that are installed."""
    return load_plugins()


Load = Callable[[str], Rubric]


@pytest.fixture(scope="session")
def load(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Load:
    """Return what loads a rubric from its TOML, or one that ships by its name."""

    def loaded(text: str) -> Rubric:
        name = text
        if "\n" in text:
            path = tmp_path_factory.mktemp("rubrics") / "shapes.toml"
            path.write_text(text, encoding="utf-8")
            name = str(path)
        return find_rubric(name, FactSheet(None, None, {}), registry).value.rubric

    return loaded


SHIPPED = ["four-e", "shenzhen-2020", "sichuan-2017", "yueyang-2018", "project-self-evaluation-capped"]


@pytest.fixture(scope="session", params=[*SHIPPED, "shapes", "shapes-rescaled", "shapes-adjusted"])
def rubric(request: pytest.FixtureRequest, load: Load) -> Rubric:
    """Return one rubric after the other: those that ship, and one of every shape."""
    if request.param in SHIPPED:
        return load(request.param)
    return load(
        _shapes(rescale=request.param == "shapes-rescaled", adjustments=request.param == "shapes-adjusted")
    )


@pytest.fixture(scope="session")
def scorers(rubric: Rubric, registry: Registry) -> tuple[Scorer, ...]:
    """Return the rubric made ready, as it says itself of statements and under each policy."""
    return tuple(scorer_for(rubric, registry, statements) for statements in (None, *Statements))
