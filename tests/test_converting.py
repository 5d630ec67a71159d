"""Values of TOML become values of a type as they are, or are refused."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, NewType

import pytest
from attrs import frozen

from evalkit.converting import PLAIN, Converter, Faulty, MissingKey, UnknownKeys, keys_of, readable, refined
from evalkit.messages import say
from evalkit.wrong import Wrong

Name = NewType("Name", str)


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
class Chain:
    """A table that holds one of its kind."""

    next: "Chain | None" = None


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (3, Decimal, Decimal(3)),
        ("12.5%", Decimal, Decimal("0.125")),
        (True, Decimal, None),
        (True, bool, True),
        (True, int, None),
        ("first", Kind, Kind.FIRST),
        ("third", Kind, None),
        ("hard", Literal["hard", "soft"], "hard"),
        (1, Literal["hard", "soft"], None),
        ("name", Name, "name"),
        (1, Name, None),
        (None, int, None),
        ([], str, None),
        ([1, "x"], Any, [1, "x"]),
        ([1, 2], tuple[int, ...], (1, 2)),
        (["a"], list[str], ["a"]),
        (["a", 1], Sequence[str], None),
        ({"a": 1}, Mapping[str, Decimal], {"a": Decimal(1)}),
        ({"measure": "m", "from": 2}, Bound, Bound("m", Decimal(2))),
        ({"measure": "m", "above": 2}, Bound, None),
        ({"next": {"next": {}}}, Chain, Chain(Chain(Chain()))),
        (3, str | Decimal, Decimal(3)),
        ("3", str | Decimal, "3"),
        ({"measure": "m"}, Bound | str, Bound("m")),
    ],
)
def test_single_values_can_be_read_or_left(value: Any, kind: Any, expected: object) -> None:
    assert readable(value, kind) == expected


def test_nothing_is_a_value_where_it_may_be() -> None:
    wanted: Any = Bound | None
    assert PLAIN.structure(None, wanted) is None
    assert PLAIN.structure({"measure": "m"}, wanted) == Bound("m")


def test_every_fault_of_a_table_is_told_with_the_way_to_it() -> None:
    tables: Any = tuple[Bound, ...]
    with pytest.raises(Faulty) as raised:
        PLAIN.structure([{"measure": "m"}, {"from": "x", "to": 1}], tables)
    ((step, error),) = raised.value.faults
    assert step == (1,)
    assert isinstance(error, Faulty)
    missing, wrong, unknown = error.faults
    assert missing[0] == unknown[0] == ()
    assert isinstance(missing[1], MissingKey)
    assert missing[1].key == "measure"
    assert wrong[0] == ("from",)
    assert isinstance(wrong[1], Wrong)
    assert isinstance(unknown[1], UnknownKeys)
    assert unknown[1].keys == {"to"}


def test_hooks_come_before_what_is_known_of_a_type() -> None:
    def refuse(value: str) -> Wrong | None:
        return Wrong(say("太长", "too long")) if len(value) > 3 else None

    made = Converter({Name: refined(str, refuse), Bound: lambda value, _: Bound(str(value))})
    assert made.structure("abc", Name) == "abc"
    assert made.structure(7, Bound) == Bound("7")
    with pytest.raises(Wrong, match="too long"):
        made.structure("abcd", Name)


def test_keys_that_nobody_knows_may_be_passed_over() -> None:
    assert Converter(more_keys=True).structure({"measure": "m", "to": 1}, Bound) == Bound("m")


def test_a_type_that_no_value_can_have_is_named() -> None:
    with pytest.raises(TypeError, match="complex"):
        PLAIN.structure(1, complex)


def test_the_keys_of_a_class_are_its_fields() -> None:
    assert keys_of(Bound) == ("measure", "from")
