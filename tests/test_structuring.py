"""Tables become typed values, or every fault is named with its place and what was allowed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, NewType

import pytest
from attrs import field, frozen, validators
from hypothesis import given
from hypothesis import strategies as st

from evalkit.errors import JudgementError, RubricError
from evalkit.messages import Lang, say
from evalkit.structuring import Wrong, attempt, converter, keys_of, readable, refined, structure
from evalkit.toml import parse


class Kind(Enum):
    """Two kinds of items."""

    FIRST = "first"
    SECOND = "second"


@frozen
class Bound:
    """A measure with a bound."""

    measure: str
    from_: Decimal | None = None


@frozen
class Limit:
    """Another table, told from a bound by its keys."""

    limit: Decimal


@frozen
class Item:
    """A table within a table."""

    id: str
    any: tuple[str | Bound | Limit, ...] = ()
    kind: Kind | None = None
    mode: Literal["hard", "soft"] = "hard"


def _not_negative(_: object, __: object, value: Decimal) -> None:
    if value < 0:
        raise Wrong(say("不能为负", "must not be negative"), say("0 或更多", "0 or more"), ("marks",))


@frozen
class Sheet:
    """A table with every kind of field."""

    title: str
    marks: Decimal = field(validator=_not_negative)
    count: int = field(default=1, validator=validators.le(5))
    yes: bool = False
    at: datetime | date | None = None
    items: tuple[Item, ...] = ()
    words: Sequence[str] = ()
    listed: list[int] = field(factory=list)
    by_name: Mapping[str, Decimal] = field(factory=dict)


def _sheet(text: str) -> Sheet:
    return structure(parse(text.encode(), "s.toml"), Sheet, RubricError)


def _problems(text: str, lang: Lang) -> list[str]:
    with pytest.raises(RubricError) as raised:
        _sheet(text)
    return raised.value.text(lang).splitlines()


def test_tables_become_values() -> None:
    sheet = _sheet(
        """
        title = "表"
        marks = 2.50
        at = 2031-02-03
        words = ["a", "b"]
        listed = [1, 2]
        by_name = { one = 1, half = "50%" }
        [[items]]
        id = "x"
        any = ["fact", { measure = "rate", from = "100%" }, { limit = 3 }]
        kind = "second"
        mode = "soft"
        """
    )
    assert sheet == Sheet(
        title="表",
        marks=Decimal("2.5"),
        at=date(2031, 2, 3),
        items=(Item("x", ("fact", Bound("rate", Decimal(1)), Limit(Decimal(3))), Kind.SECOND, "soft"),),
        words=("a", "b"),
        listed=[1, 2],
        by_name={"one": Decimal(1), "half": Decimal("0.5")},
    )
    assert str(sheet.marks) == "2.50"


def test_a_table_within_the_file_is_structured_by_its_path() -> None:
    file = parse(b"[[rows]]\nlimit = 1\n[[rows]]\nlimit = 2\nlimiter = 3", "r.toml")
    assert structure(file, Limit, RubricError, ("rows", 0)) == Limit(Decimal(1))
    with pytest.raises(JudgementError) as raised:
        structure(file, Limit, JudgementError, ("rows", 1))
    assert str(raised.value) == (
        "r.toml:5:1: rows[2].limiter: unknown key “limiter”; did you mean “limit”? (allowed: limit)"
    )


_FAULTY = """\
titel = "t"
marks = true
count = "3"
yes = 1
at = 07:30:00
by_name = { a = 1, b = "two" }
[[items]]
id = 3
any = ["f", { measure = "m", form = "100%" }, 4]
kind = "secund"
mode = "x"
[[items]]
id = "q"
any = "x"
[[items]]
any = [{ from = [] }]
"""


def test_everything_that_is_wrong_is_named_in_the_order_of_the_file() -> None:
    allowed = "title、marks、count、yes、at、items、words、listed、by_name"
    assert _problems(_FAULTY, Lang.ZH) == [
        "s.toml:1:1: 缺少键“title”",
        f"s.toml:1:1: titel: 不认识的键“titel”，是不是“title”？（可用：{allowed}）",
        's.toml:2:9: marks: 应为数（如 3、0.5、"90%"），这里是真假值 true',
        "s.toml:3:9: count: 应为整数，这里是字符串“3”",
        "s.toml:4:7: yes: 应为真假值（true 或 false），这里是整数 1",
        "s.toml:5:6: at: 应为日期时间或日期，这里是日期或时间 07:30:00",
        's.toml:6:24: by_name.b: 应为数（如 3、0.5、"90%"），这里是字符串“two”',
        "s.toml:8:6: items[1].id: 应为字符串，这里是整数 3",
        "s.toml:9:30: items[1].any[2].form: 不认识的键“form”，是不是“from”？（可用：measure、from）",
        "s.toml:9:47: items[1].any[3]: 应为字符串或表，这里是整数 4",
        "s.toml:10:8: items[1].kind: 不能是字符串“secund”，是不是“second”？（可用：first、second）",
        "s.toml:11:8: items[1].mode: 不能是字符串“x”（可用：hard、soft）",
        "s.toml:14:7: items.q.any: 应为数组，这里是字符串“x”",
        "s.toml:15:1: items[3]: 缺少键“id”",
        "s.toml:16:8: items[3].any[1]: 缺少键“measure”",
        's.toml:16:17: items[3].any[1].from: 应为数（如 3、0.5、"90%"），这里是数组',
    ]
    english = allowed.replace("、", ", ")
    assert _problems(_FAULTY, Lang.EN) == [
        "s.toml:1:1: missing key “title”",
        f"s.toml:1:1: titel: unknown key “titel”; did you mean “title”? (allowed: {english})",
        's.toml:2:9: marks: expected a number (such as 3, 0.5, "90%"), found true',
        "s.toml:3:9: count: expected an integer, found the string “3”",
        "s.toml:4:7: yes: expected true or false, found the integer 1",
        "s.toml:5:6: at: expected a date with a time or a date, found the date or time 07:30:00",
        's.toml:6:24: by_name.b: expected a number (such as 3, 0.5, "90%"), found the string “two”',
        "s.toml:8:6: items[1].id: expected a string, found the integer 3",
        "s.toml:9:30: items[1].any[2].form: unknown key “form”; did you mean “from”? (allowed: measure, from)",
        "s.toml:9:47: items[1].any[3]: expected a string or a table, found the integer 4",
        (
            "s.toml:10:8: items[1].kind: the string “secund” is not among the choices; "
            "did you mean “second”? (allowed: first, second)"
        ),
        "s.toml:11:8: items[1].mode: the string “x” is not among the choices (allowed: hard, soft)",
        "s.toml:14:7: items.q.any: expected an array, found the string “x”",
        "s.toml:15:1: items[3]: missing key “id”",
        "s.toml:16:8: items[3].any[1]: missing key “measure”",
        's.toml:16:17: items[3].any[1].from: expected a number (such as 3, 0.5, "90%"), found an array',
    ]


def test_a_missing_key_is_reported_where_its_table_begins() -> None:
    file = parse(b"a = 1\n\n[x.y]\n[x]\nz = 1\n", "t.toml")
    _, problems = attempt(file, Limit, ("x", "y"))
    assert [problem.text(Lang.EN) for problem in problems] == ["t.toml:3:1: x.y: missing key “limit”"]


def test_what_a_validator_says_stands_at_its_key() -> None:
    assert _problems('title = "t"\nmarks = -1', Lang.ZH) == ["s.toml:2:9: marks: 不能为负（可用：0 或更多）"]
    assert _problems('title = "t"\nmarks = 1\ncount = 6', Lang.EN) == [
        "s.toml:1:1: the value is refused: 'count' must be <= 5: 6"
    ]


def test_long_texts_are_cut_in_messages() -> None:
    assert _problems(f'title = "t"\nmarks = "{"长" * 80}"', Lang.EN) == [
        f's.toml:2:9: marks: expected a number (such as 3, 0.5, "90%"), found the string “{"长" * 59}…”'
    ]


@pytest.mark.parametrize(
    "text", ["nan", "inf", "true", '"1e3"', '"1,000"', '"90 % "', '""', '"--1"', "[1]", "2031-01-01"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    file = parse(f"limit = {text}".encode(), "n.toml")
    value, problems = attempt(file, Limit)
    assert value is None
    assert [(problem.line, problem.column, problem.path) for problem in problems] == [(1, 9, "limit")]


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=12),
    st.sampled_from(["%", " %", "％"]),
)
def test_numbers_are_taken_exactly(number: Decimal, sign: str) -> None:
    for text, expected in [
        (f"{number:f}", number),
        (f'"{number:f}"', number),
        (f'"{number:f}{sign}"', number.scaleb(-2)),
    ]:
        found = structure(parse(f"limit = {text}".encode(), "n.toml"), Limit, RubricError).limit
        assert isinstance(found, Decimal)
        assert found == expected


def test_only_some_keys_of_a_table_can_be_asked_for() -> None:
    file = parse(b"limit = 1\nother = 2\nlimmit = 3", "k.toml")
    assert attempt(file, Limit, keys={"limit": 1}) == (Limit(Decimal(1)), ())
    _, problems = attempt(file, Limit, keys={"limit": 1, "limmit": 3}, also=("other",))
    assert [problem.text(Lang.EN) for problem in problems] == [
        "k.toml:3:1: limmit: unknown key “limmit”; did you mean “limit”? (allowed: other, limit)"
    ]


Short = NewType("Short", str)


def _is_short(value: str) -> Wrong | None:
    return Wrong(say("太长", "too long")) if len(value) > 3 else None


@frozen
class Named:
    """A table with a refined text."""

    name: Short
    names: tuple[Short, ...] = ()


def test_hooks_refine_types() -> None:
    made = converter({Short: refined(str, _is_short)})
    file = parse(b'name = "long"\nnames = ["a", "longer", 3]', "h.toml")
    _, problems = attempt(file, Named, converter=made)
    assert [problem.text(Lang.EN) for problem in problems] == [
        "h.toml:1:8: name: too long",
        "h.toml:2:15: names[2]: too long",
        "h.toml:2:25: names[3]: expected a string, found the integer 3",
    ]
    assert structure(parse(b'name = "abc"', "h.toml"), Named, RubricError, converter=made) == Named(
        Short("abc")
    )


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (3, Decimal, Decimal(3)),
        (True, Decimal, None),
        ("first", Kind, Kind.FIRST),
        (None, int, None),
        ([], str, None),
    ],
)
def test_single_values_can_be_read_or_left(value: Any, kind: Any, expected: object) -> None:
    assert readable(value, kind) == expected


def test_the_keys_of_a_class_are_its_fields() -> None:
    assert keys_of(Bound) == ("measure", "from")


def test_looking_for_near_keys_ends() -> None:
    text = "\n".join(f"title{number:03} = 1" for number in range(200))
    lines = _problems(text + '\nmarks = 1\ntitle = "t"', Lang.EN)
    assert len(lines) == 200
    assert sum("did you mean" in line for line in lines) == 100
