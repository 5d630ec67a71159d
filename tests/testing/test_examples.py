"""Examples of a rubric: read with positions, run, and all that is wrong named at once."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from evalkit.errors import RubricError
from evalkit.facts.fact import Basis
from evalkit.messages import Lang
from evalkit.offers import find_rubric_file
from evalkit.registry import Registry
from evalkit.testing.running import Suite, failures_of, load_suite

Written = Callable[..., str]

CLEAN = """
[[example]]
title = "九成以内"
facts = { three_public_actual = "85.00万元", three_public_budget = "100.00万元", petition_channel_open = true }
judgements = { "petitions.content" = 1 }
expect = { total = 6, cars = 4, "petitions.channel" = 1, reasons = [] }
"""


def suite(name: str, registry: Registry) -> Suite:
    return load_suite(find_rubric_file(name, registry), registry)


def failures(name: str, registry: Registry) -> list[str]:
    loaded = suite(name, registry)
    found = [each for example in loaded.examples for each in failures_of(example, loaded.rubric, registry)]
    return [each.text(Lang.ZH).removeprefix(str(Path(name).parent)).lstrip("/") for each in found]


def test_an_example_that_holds_fails_nothing(written: Written, registry: Registry) -> None:
    assert failures(written(CLEAN), registry) == []


def test_facts_are_read_as_a_facts_file_writes_them(written: Written, registry: Registry) -> None:
    text = """
[[example]]
title = "写法"
facts = { three_public_actual = { value = "1,234.5", unit = "万元", basis = "claim" }, three_public_budget = 20 }
expect = { low = 0 }
"""
    (example,) = suite(written(text), registry).examples
    actual, budget = (example.sheet.facts[f"three_public_{side}"] for side in ("actual", "budget"))
    assert (actual.value, actual.basis, actual.step) == (Decimal(12345000), Basis.CLAIM, Decimal(1000))
    assert (budget.value, budget.basis) == (Decimal(20), Basis.FIGURE)
    assert budget.evidence[0].quote == "20"
    assert budget.evidence[0].line == example.line + 2


def test_what_came_out_otherwise_is_said_with_its_line(written: Written, registry: Registry) -> None:
    text = """
[[example]]
title = "恰好九成"
facts = { three_public_actual = "90.00万元", three_public_budget = "100.00万元" }

[example.expect]
cars = 4
total = 2
reasons = [
  "得 2 分",
  "得 3 分",
]
"""
    name = written(text)
    reason = "“三公”经费控制率为 90.00%，不低于 90%、不超过 100%，得 2 分，扣 2 分"
    start = Path(name).read_text("utf-8").split("\n").index('title = "恰好九成"') + 1
    assert failures(name, registry) == [
        f"small.toml:{start + 4}: 恰好九成: cars 预期 4 分，实际 2 分",
        f"small.toml:{start + 5}: 恰好九成: total 预期 2 分，实际 2–4 分",
        f"small.toml:{start + 8}: 恰好九成: 预期理由“得 3 分”，实际：{reason}",
    ]


def test_all_that_is_wrong_with_examples_is_said_at_once(written: Written, registry: Registry) -> None:
    text = """
[[example]]
title = "错处"
facts = { three_public_actuall = 1, three_public_budget = "多", petition_channel_open = 1 }
judgements = { "petitions.content" = 3, nobody = 1 }
expect = { carz = 4, cars = ["x"], reasons = 3 }
more = 1

[[example]]
title = "没有预期"
"""
    with pytest.raises(RubricError) as caught:
        suite(written(text), registry)
    said = [each.message.text(Lang.ZH) for each in caught.value.problems]
    assert said == ["不认识的键“more”", "没有写明预期什么"]
    text = text.replace("more = 1\n", "")
    with pytest.raises(RubricError) as caught:
        suite(written(text), registry)
    said = [each.message.text(Lang.ZH) for each in caught.value.problems]
    assert said == [
        "不认识的编号“three_public_actuall”，是不是“three_public_actual”？",
        "““三公”经费预算数”的值不合要求",
        "“建立群众意见反映渠道和回复机制”的值不合要求",
        "分数不在范围之内",
        "不认识的编号“nobody”",
        "不认识的编号“carz”，是不是“cars”？",
        '应为数（如 3、0.5、"90%"），这里是数组',
        "应为数组，这里是整数 3",
        "没有写明预期什么",
    ]
    assert all(each.line and each.column for each in caught.value.problems)


def test_examples_may_stand_in_a_file_beside_the_rubric(written: Written, registry: Registry) -> None:
    name = written("")
    written(CLEAN.replace("total = 6", "total = 5"), rubric="", name="small.examples.toml")
    assert failures(name, registry) == ["small.examples.toml:6: 九成以内: total 预期 5 分，实际 6 分"]
