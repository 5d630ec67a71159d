"""Our values against those of attrs: equal, hashed and shown alike."""

import copy
import pickle
import weakref
from functools import cached_property
from inspect import signature
from typing import Any, ClassVar

import attrs
import pytest
from attrs import define as made_changeable_by_attrs
from attrs import evolve, field
from attrs import frozen as made_by_attrs
from attrs.exceptions import FrozenInstanceError

from evalkit.frozen import define, frozen


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


def plain(decorator: Any) -> Any:
    """Return a class of plain fields, made by `decorator`."""

    class Plain:
        """It has a docstring."""

        amount: int
        unit: str = "元"
        known: ClassVar[int] = 3

        @property
        def both(self) -> str:
            return f"{self.amount}{self.unit}"

        @classmethod
        def none(cls) -> Any:
            return cls(*[0])

    return decorator(Plain)


def test_a_class_of_plain_fields_is_what_attrs_makes_of_it() -> None:
    ours: Any
    theirs: Any
    ours, theirs = plain(frozen), plain(made_by_attrs)
    for name in ("__name__", "__qualname__", "__module__", "__doc__", "__slots__", "__match_args__", "known"):
        assert getattr(ours, name) == getattr(theirs, name), name
    assert signature(ours) == signature(theirs)
    for mine, its in zip(attrs.fields(ours), attrs.fields(theirs), strict=True):
        for name in ("name", "type", "default", "alias", "init", "eq", "repr", "kw_only", "inherited"):
            assert getattr(mine, name) == getattr(its, name), name
    assert attrs.fields(ours).unit.default == "元"
    assert ours.none().both == theirs.none().both == "0元"
    assert repr(ours(1)) == repr(theirs(1))


@pytest.mark.parametrize("given", [((), {}), ((1, 2, 3), {}), ((), {"unit": "元"}), ((1,), {"other": 1})])
def test_wrong_arguments_are_refused_in_the_words_of_attrs(given: tuple[Any, Any]) -> None:
    arguments, named = given
    said = []
    for made in (plain(frozen), plain(made_by_attrs)):
        with pytest.raises(TypeError) as raised:
            made(*arguments, **named)
        said.append(str(raised.value))
    assert said[0] == said[1]


def test_plain_values_are_pickled_copied_and_referred_to_weakly() -> None:
    value = Other(3, hidden="x")
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301  our own bytes
    assert copy.deepcopy(value) == value
    assert weakref.ref(value)() is value
    with pytest.raises(FrozenInstanceError):
        del value.amount


def test_a_class_of_attrs_may_stand_below_a_plain_one() -> None:
    @frozen
    class Wider(Other):
        more: int = 0

    assert [each.name for each in attrs.fields(Wider)] == ["amount", "unit", "place", "hidden", "more"]
    assert Wider(1, more=2) == Wider(1, more=2) != Wider(1)
    with pytest.raises(FrozenInstanceError):
        Wider(1).more = 3  # type: ignore[misc]


def test_a_default_before_a_field_without_one_is_refused_as_by_attrs() -> None:
    wrong = type("Wrong", (), {"__annotations__": {"first": int, "second": int}, "first": 0})
    with pytest.raises(ValueError, match="No mandatory attributes allowed"):
        frozen(wrong)


def test_super_and_cached_properties_work() -> None:
    class Base:
        def name(self) -> str:
            return "甲"

    @frozen
    class Derived(Base):
        more: str

        def name(self) -> str:
            return super().name() + self.more

        @cached_property
        def twice(self) -> str:
            return self.name() * 2

    assert Derived("乙").twice == "甲乙甲乙"


def counting(decorator: Any) -> Any:
    """Return a class whose values can be changed, made by `decorator`."""

    class Counting:
        count: int
        name: str = "甲"

    return decorator(Counting)


def test_what_can_be_changed_is_what_attrs_makes_of_it() -> None:
    ours, theirs = counting(define), counting(made_changeable_by_attrs)
    assert ours.__slots__ == theirs.__slots__
    assert ours.__hash__ is theirs.__hash__ is None
    assert signature(ours) == signature(theirs)
    value = ours(1)
    value.count += 1
    assert value == ours(2) != ours(1)
    assert repr(value) == repr(theirs(2))
    assert evolve(value, name="乙") == ours(2, "乙")
    assert pickle.loads(pickle.dumps(State(1, [2]))) == State(1, [2])  # noqa: S301  our own bytes
    with pytest.raises(AttributeError):
        value.other = 1


@define
class State:
    count: int
    found: list[int] = field(factory=list)


@frozen
class Made:
    found: list[int] = attrs.Factory(list)


def test_a_default_may_be_made_anew_for_each_value() -> None:
    assert Made().found == []
    assert Made().found is not Made().found


def test_what_is_changed_may_have_fields_of_its_own_making() -> None:
    assert State(1).found is not State(1).found
    assert State(1) == State(1) != State(1, [2])


@define(eq=False)
class Itself:
    count: int


def test_what_is_not_compared_is_only_equal_to_itself() -> None:
    assert Itself(1) != Itself(1)
    assert len({Itself(1), Itself(1)}) == 2
