"""Mutants: every number and bound changed once, and those named that all examples let pass."""

from collections.abc import Callable

from evalkit.messages import Lang
from evalkit.offers import find_rubric_file
from evalkit.registry import Registry
from evalkit.testing.mutation import mutants, survivors
from evalkit.testing.running import load_suite
from evalkit.toml import parse

Written = Callable[..., str]


def example(actual: str, marks: int) -> str:
    return f"""
[[example]]
title = "{actual}"
facts = {{ three_public_actual = "{actual}万元", three_public_budget = "100.00万元" }}
expect = {{ cars = {marks} }}
"""


def surviving(name: str, registry: Registry) -> list[str]:
    found, _ = survivors(load_suite(find_rubric_file(name, registry), registry), registry)
    return [f"{each.line}: {each.path.split('.')[-1]}: {each.message.text(Lang.ZH)}" for each in found]


def test_each_mutant_is_one_change_of_one_place() -> None:
    text = '[[dimension]]\nmarks = 4.0\nbands = [{ below = "90%", marks = 3 }]\ntitle = "90"\n'
    file = parse(text.encode(), "x.toml")
    assert [mutant.applied(text).split("\n", 1)[1] for mutant in mutants(file)] == [
        'marks = 3.9\nbands = [{ below = "90%", marks = 3 }]\ntitle = "90"\n',
        'marks = 4.1\nbands = [{ below = "90%", marks = 3 }]\ntitle = "90"\n',
        'marks = 4.0\nbands = [{ below = "89%", marks = 3 }]\ntitle = "90"\n',
        'marks = 4.0\nbands = [{ below = "91%", marks = 3 }]\ntitle = "90"\n',
        'marks = 4.0\nbands = [{ to = "90%", marks = 3 }]\ntitle = "90"\n',
        'marks = 4.0\nbands = [{ below = "90%", marks = 2 }]\ntitle = "90"\n',
        'marks = 4.0\nbands = [{ below = "90%", marks = 4 }]\ntitle = "90"\n',
    ]


def test_what_the_examples_do_not_prove_survives(written: Written, registry: Registry) -> None:
    assert surviving(written(example("85.00", 4) + example("95.00", 2)), registry) == [
        "22: below: 改为 89%，全部示例仍然通过",
        "22: below: 改为 91%，全部示例仍然通过",
        "22: below: below 改为 to（界限本身归另一边），全部示例仍然通过",
        "23: to: 改为 99%，全部示例仍然通过",
        "23: to: 改为 101%，全部示例仍然通过",
        "23: to: to 改为 below（界限本身归另一边），全部示例仍然通过",
        "24: marks: 改为 1，全部示例仍然通过",
    ]


def test_examples_on_and_just_beside_every_bound_let_nothing_live(
    written: Written, registry: Registry
) -> None:
    examples = [("89.99", 4), ("90.00", 2), ("100.00", 2), ("100.01", 0)]
    name = written("".join(example(*each) for each in examples))
    assert surviving(name, registry) == []


OWN = """\
[rubric]
id = "own"
title = "某区试行标准"
version = "1.0.0"
source = "示例"
standing = "example"
total = 4

[[measure]]
id = "growth"
title = "“三公”经费增长率"
formula = {formula}

[[dimension]]
id = "economy"
title = "经济性"
marks = 4

[[dimension.indicator]]
id = "cars"
title = "“三公”经费增长率"
marks = 4
clause = "不增长得 4 分，增长的不得分。"
rule = "all_or_nothing"
measure = "growth"
to = 0

[[example]]
title = "不增不减"
facts = {{ three_public_actual = "60.00万元", three_public_actual_previous = "60.00万元" }}
expect = {{ cars = 4 }}
"""
GROWN = """
[[example]]
title = "增长"
facts = { three_public_actual = "60.01万元", three_public_actual_previous = "60.00万元" }
expect = { cars = 0 }
"""
FORMULA = "(three_public_actual - three_public_actual_previous) ÷ three_public_actual_previous"


def test_formulas_are_changed_too(written: Written, registry: Registry) -> None:
    assert surviving(written("", OWN.format(formula=f'"{FORMULA}"'), "own.toml"), registry) == [
        "12: formula: 公式第 22 个字符处：- 的两边对调，全部示例仍然通过",
        "26: to: 改为 1，全部示例仍然通过",
    ]
    assert surviving(written(GROWN, OWN.format(formula=f'"{FORMULA}"'), "own.toml"), registry) == []


def test_a_change_of_a_formula_has_its_own_column(written: Written, registry: Registry) -> None:
    name = written("", OWN.format(formula=f'"{FORMULA}"'), "own.toml")
    found, _ = survivors(load_suite(find_rubric_file(name, registry), registry), registry)
    assert (found[0].line, found[0].column) == (12, len('formula = "') + 22)


def test_in_a_string_with_escapes_the_column_is_that_of_the_formula(
    written: Written, registry: Registry
) -> None:
    escaped = FORMULA.replace("÷", "\\u00F7")
    name = written("", OWN.format(formula=f'"{escaped}"'), "own.toml")
    found, _ = survivors(load_suite(find_rubric_file(name, registry), registry), registry)
    assert (found[0].line, found[0].column) == (12, len('formula = "'))
