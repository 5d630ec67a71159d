"""Our values against those of attrs: equal, hashed and shown alike."""

from typing import Any

import attrs
import pytest
from attrs import evolve, field
from attrs import frozen as made_by_attrs
from attrs.exceptions import FrozenInstanceError

from evalkit.frozen import frozen


@frozen
class Sum:
    amount: int
    unit: str = "元"
    place: int = field(default=0, eq=False)
    hidden: str = field(default="", repr=False)


@frozen
class Other:
    amount: int
    unit: str = "元"
    place: int = 0
    hidden: str = ""


@frozen
class Empty:
    pass


@frozen
class One:
    amounts: tuple[int, ...]


@frozen
class Written:
    name: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Written)

    def __hash__(self) -> int:
        return 7

    def __repr__(self) -> str:
        return "自己写的"


@frozen(kw_only=True)
class Named:
    name: str


@frozen(order=True)
class Place:
    line: int


def test_values_are_equal_when_their_fields_are() -> None:
    assert Sum(3) == Sum(3)
    assert Sum(3) != Sum(4)
    assert Sum(3, hidden="a") != Sum(3, hidden="b")
    assert Empty() == Empty()
    assert One((1, 2)) == One((1, 2))


def test_a_field_that_is_not_compared_makes_no_difference() -> None:
    assert Sum(3, place=1) == Sum(3, place=2)
    assert hash(Sum(3, place=1)) == hash(Sum(3, place=2))


def test_a_value_of_another_class_is_not_equal() -> None:
    others: list[object] = [Other(3), (3, "元", 0, ""), 3, None]
    assert all(Sum(3) != other for other in others)
    assert len({Sum(3), Sum(3), Other(3), Empty()}) == 3


def test_a_field_that_cannot_be_hashed_is_found_out_in_hashing() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(One([1]))  # type: ignore[arg-type]


def test_a_value_is_shown_with_its_fields_as_attrs_shows_them() -> None:
    assert repr(Sum(3, hidden="x")) == "Sum(amount=3, unit='元', place=0)"
    assert repr(Empty()) == "Empty()"

    def classes(decorator: Any) -> Any:
        @decorator
        class Local:
            inner: object

        return Local

    assert repr(classes(frozen)(Sum(1))) == repr(classes(made_by_attrs)(Sum(1)))


def test_what_a_class_writes_itself_stays() -> None:
    assert Written("a") == Written("b")
    assert repr(Written("a")) == "自己写的"
    assert hash(Written("a")) == 7


def test_options_reach_attrs() -> None:
    assert Named(name="a") == Named(name="a")
    assert Place(1) < Place(2)
    with pytest.raises(TypeError, match="positional"):
        Named("a")  # type: ignore[call-arg]


def test_values_cannot_be_changed_and_have_nothing_besides_their_fields() -> None:
    value = Sum(3)
    with pytest.raises(FrozenInstanceError):
        value.amount = 4  # type: ignore[misc]
    assert not hasattr(value, "__dict__")
    assert evolve(value, amount=4) == Sum(4)
    assert [each.name for each in attrs.fields(Sum)] == ["amount", "unit", "place", "hidden"]


def test_an_exception_is_only_equal_to_itself() -> None:
    @frozen
    class Failed(Exception):
        why: str

    assert Failed("a") != Failed("a")
