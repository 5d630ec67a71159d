"""Formulas of a rubric: what they come to, their units, and what is said of those that cannot be."""

from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from operator import add, mul, sub, truediv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.facts.unit import Unit
from evalkit.measures.formula import DEEPEST, LONGEST, FormulaError, read_formula
from evalkit.measures.measure import ARITHMETIC
from evalkit.messages import Lang

FACTS = {
    "spent": Unit.MONEY,
    "budget": Unit.MONEY,
    "trips": Unit.COUNT,
    "people": Unit.COUNT,
    "share": Unit.RATIO,
    "rating": Unit.SCORE,
    "disclosed": Unit.YES_NO,
    "department": Unit.TEXT,
}


def value(text: str, **facts: str) -> Decimal | bool:
    with localcontext(ARITHMETIC):
        return read_formula(text, FACTS)(**{id: Decimal(number) for id, number in facts.items()})


def fault(text: str, lang: Lang = Lang.ZH) -> str:
    with pytest.raises(FormulaError) as raised:
        read_formula(text, FACTS)
    return raised.value.fault.text(lang)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("spent / budget", Unit.RATIO, "0.75"),
        ("(spent - budget) / budget", Unit.RATIO, "-0.25"),
        ("abs(spent − budget) ÷ budget", Unit.RATIO, "0.25"),
        ("budget - spent", Unit.MONEY, "100"),
        ("budget - spent * 2 + 0", Unit.MONEY, "-200"),
        ("spent / people", Unit.MONEY, "60"),
        ("spent × 10%", Unit.MONEY, "30"),
        ("-spent / budget", Unit.RATIO, "-0.75"),
        ("1 - share", Unit.RATIO, "0.6"),
        ("people - 1", Unit.COUNT, "4"),
        ("rating / 100", Unit.SCORE, "0.9"),
        ("max(spent, 0, budget)", Unit.MONEY, "400"),
        ("min(spent / budget, 50%)", Unit.RATIO, "0.5"),
        ("100 / people", None, None),
    ],
)
def test_a_formula_is_worked_out_in_its_unit(text: str, unit: Unit | None, expected: str | None) -> None:
    if unit is None or expected is None:
        assert fault(text) == "第 5 个字符处：“/”的两边不能是没有单位的数和数量"
        return
    facts = {"spent": "300", "budget": "400", "people": "5", "share": "0.4", "rating": "90"}
    formula = read_formula(text, FACTS)
    assert formula.unit is unit
    assert value(text, **{id: facts[id] for id in formula.parameters}) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "spent", "expected"),
    [
        ("spent <= budget", "400", True),
        ("spent ≤ budget", "401", False),
        ("spent < budget", "400", False),
        ("spent ≥ budget * 90%", "360", True),
        ("spent > budget * 90%", "360", False),
        ("spent = 0", "0", True),
        ("spent == budget", "399", False),
        ("spent ≠ budget", "399", True),
    ],
)
def test_a_comparison_is_yes_or_no(text: str, spent: str, expected: bool) -> None:
    formula = read_formula(text, FACTS)
    assert formula.unit is Unit.YES_NO
    given_facts = {"spent": spent, "budget": "400"}
    assert value(text, **{id: given_facts[id] for id in formula.parameters}) is expected


def test_it_needs_the_facts_that_it_names_each_once() -> None:
    formula = read_formula("(spent - budget) / budget + share", FACTS)
    assert formula.parameters == {"spent": Unit.MONEY, "budget": Unit.MONEY, "share": Unit.RATIO}


def test_nothing_over_nothing_is_no_rate_wherever_it_stands() -> None:
    for text in (
        "spent / budget",
        "min(spent / budget, 1)",
        "abs(spent / budget) + share",
        "spent / budget < 1",
    ):
        found = value(text, spent="0", budget="0", **({"share": "1"} if "share" in text else {}))
        assert isinstance(found, Decimal) and found.is_nan()
    assert value("spent / budget", spent="1", budget="0") == Decimal("Infinity")


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("spent + people", "第 7 个字符处：“+”的两边不能是金额和数量", "at character 7: “+” cannot take money and a count"),
        ("spent + 5", "第 7 个字符处：“+”的两边不能是金额和没有单位的数", "at character 7: “+” cannot take money and a bare number"),
        ("spent * budget", "第 7 个字符处：“*”的两边不能是金额和金额", "at character 7: “*” cannot take money and money"),
        ("spent / 0", "第 7 个字符处：不能除以 0", "at character 7: nothing can be divided by 0"),
        ("spent < share", "第 7 个字符处：“<”的两边不能是金额和比率", "at character 7: “<” cannot take money and a ratio"),
        ("max(spent, people)", "第 1 个字符处：“max”的两边不能是金额和数量", "at character 1: “max” cannot take money and a count"),
        ("(spent < budget) + 1", "第 18 个字符处：“+”的两边不能是是否和没有单位的数", "at character 18: “+” cannot take yes or no and a bare number"),
        ("disclosed + 1", "第 1 个字符处：“disclosed”不是数", "at character 1: “disclosed” is not a number"),
        ("spend / budget", "第 1 个字符处：没有叫“spend”的事实，是不是“spent”？", "at character 1: there is no fact “spend”; did you mean “spent”?"),
        ("spent ** 2", "第 8 个字符处：这里不能是“*”", "at character 8: “*” cannot stand here"),
        ("spent.real", "第 6 个字符处：公式里不能有“.”", "at character 6: “.” cannot stand in a formula"),
        ("open(spent)", "第 1 个字符处：没有函数“open”", "at character 1: there is no function “open”"),
        ("spent /", "第 8 个字符处：公式没有写完", "at character 8: the formula ends too early"),
        ("(spent", "第 7 个字符处：公式没有写完", "at character 7: the formula ends too early"),
        ("spent budget", "第 7 个字符处：这里不能是“budget”", "at character 7: “budget” cannot stand here"),
        ("spent < budget < 1", "第 16 个字符处：这里不能是“<”", "at character 16: “<” cannot stand here"),
        ("1 + 1", "公式里没有事实", "the formula names no fact"),
        ("__import__", "第 1 个字符处：公式里不能有“_”", "at character 1: “_” cannot stand in a formula"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_its_place(text: str, zh: str, en: str) -> None:
    assert (fault(text), fault(text, Lang.EN)) == (zh, en)


def test_no_formula_is_too_long_or_too_deep_to_be_refused() -> None:
    assert fault("(" * (LONGEST // 2) + "spent").endswith("嵌套太深")
    assert fault("-" * LONGEST).endswith("嵌套太深")
    assert fault("spent+" * LONGEST) == f"公式太长：{LONGEST * 6} 个字符"
    assert fault("(" * (DEEPEST - 1) + "spent" + ")" * (DEEPEST - 2)).endswith("公式没有写完")
    assert value("+".join(["share"] * 160), share="0.5") == 80


SIGNS = {"+": add, "-": sub, "*": mul, "/": truediv}
NUMBERS = st.integers(1, 10_000).map(lambda number: Decimal(number) / 8)
Reckoned = Callable[[Mapping[str, Decimal]], Decimal]


def fact(id: str) -> tuple[str, Reckoned]:
    return id, lambda facts: facts[id]


def number(value: Decimal) -> tuple[str, Reckoned]:
    return str(value), lambda _: value


@st.composite
def sums(draw: st.DrawFn, depth: int = 3) -> tuple[str, Reckoned]:
    if depth == 0 or draw(st.booleans()):
        return draw(st.one_of(st.just(fact("share")), st.just(fact("rate")), NUMBERS.map(number)))
    (left, left_value), (right, right_value) = draw(sums(depth=depth - 1)), draw(sums(depth=depth - 1))
    sign = draw(st.sampled_from(sorted(SIGNS)))
    return f"({left} {sign} {right})", lambda facts: SIGNS[sign](left_value(facts), right_value(facts))


@given(sums(), NUMBERS, NUMBERS)
def test_arithmetic_is_that_of_decimal(formula: tuple[str, Reckoned], share: Decimal, rate: Decimal) -> None:
    text, reckoned = formula
    facts = {"share": share, "rate": rate}
    read = read_formula(f"{text} + share - share", dict.fromkeys(facts, Unit.RATIO))
    with localcontext(ARITHMETIC):
        found = read(**{id: facts[id] for id in read.parameters})
        assert str(found) == str(reckoned(facts) + share - share)
