"""Conditions on values: comparisons, yes/no facts and texts, joined by all, any and not.

What a missing value leaves undecided stays undecided, unless the rest decides it: where one of `all` does
not hold, none of the others matters.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.messages import Joined, Message, say
from evalkit.rules.one_value import not_a_number
from evalkit.rules.rule import EXACT, Failed, Fault, Known, Missing, Title, Value
from evalkit.rules.showing import Threshold

BOUNDS = {
    "equals": ("等于", "equal to"),
    "from": ("不低于", "not below"),
    "above": ("高于", "above"),
    "to": ("不超过", "not above"),
    "below": ("低于", "below"),
}
"""The keys of bounds, each in words."""


@frozen
class Truth:
    """Whether a condition holds; `holds` is None when that cannot be said.

    Then it waits for the facts in `missing`, or `failed` says what broke, or else it has no rate (0 ÷ 0).
    """

    holds: bool | None
    missing: tuple[str, ...] = ()
    failed: Message | None = None


@frozen
class Comparison:
    """A number within bounds: ``{ measure = "rate", from = "90%", below = "95%" }``.

    The bounds are in the unit of `measure`; with `of`, another measure or fact in the same unit, they
    are parts of that one: ``to = "100%"``, ``of = "last_year"`` is "no more than last year's".
    """

    measure: str
    of: str = ""
    equals: Decimal | None = None
    from_: Decimal | None = None
    above: Decimal | None = None
    to: Decimal | None = None
    below: Decimal | None = None

    @property
    def bounds(self) -> dict[str, Decimal]:
        """Return the bounds that are stated, by key."""
        stated = (self.equals, self.from_, self.above, self.to, self.below)
        return {key: bound for key, bound in zip(BOUNDS, stated, strict=True) if bound is not None}

    def limits(self, whole: Decimal) -> dict[str, Decimal]:
        """Return the bounds in the unit of the measure, where `whole` is the value of `of`, else 1."""
        # Nothing of an endless value is nothing, not the undefined 0 × ∞.
        return {key: EXACT.multiply(bound, whole) if bound else bound for key, bound in self.bounds.items()}

    def holds(self, value: Decimal, whole: Decimal = Decimal(1)) -> bool:
        """Return whether `value` is within the bounds, where `whole` is the value of `of`."""
        return _within(value, self.limits(whole))


@frozen
class OneOf:
    """A text that is one of several, letter by letter: ``{ fact = "category", one_of = ["一类", "二类"] }``."""

    fact: str
    one_of: tuple[str, ...]


@frozen
class All:
    """Every one of several conditions: ``{ all = […] }``."""

    all: tuple["Condition", ...]


@frozen
class Any:
    """At least one of several conditions: ``{ any = […] }``."""

    any: tuple["Condition", ...]


@frozen
class Not:
    """The contrary of a condition: ``{ not = … }``."""

    not_: "Condition"


Condition = str | Comparison | OneOf | All | Any | Not
"""A condition; a text is the id of a yes/no fact that must be true."""


def needs_of(condition: Condition) -> Iterator[str]:
    """Yield the ids of the measures and facts that `condition` looks at."""
    if isinstance(condition, str):
        yield condition
    elif isinstance(condition, Comparison):
        yield condition.measure
        if condition.of:
            yield condition.of
    elif isinstance(condition, OneOf):
        yield condition.fact
    else:
        for inner in inner_of(condition):
            yield from needs_of(inner)


def inner_of(condition: All | Any | Not) -> tuple[Condition, ...]:
    """Return the conditions that `condition` joins."""
    if isinstance(condition, All):
        return condition.all
    return condition.any if isinstance(condition, Any) else (condition.not_,)


# ---------------------------------------------------------------- whether they hold


def truth_of(condition: Condition, values: Mapping[str, Known]) -> Truth:
    """Return whether `condition` holds of `values`, which has an entry for each of its needs."""
    if isinstance(condition, Not):
        found = truth_of(condition.not_, values)
        return found if found.holds is None else Truth(not found.holds)
    if isinstance(condition, (All, Any)):
        each = [truth_of(inner, values) for inner in inner_of(condition)]
        return _joined(each, settling=isinstance(condition, Any))
    known = [values[id] for id in needs_of(condition)]
    failed = next((each.message for each in known if isinstance(each, Failed)), None)
    if failed is not None:
        return Truth(None, failed=failed)
    missing = tuple(id for each in known if isinstance(each, Missing) for id in each.facts)
    held = [each for each in known if isinstance(each, Value)]
    if len(held) < len(known) or any(each.value is None for each in held):
        return Truth(None, missing)
    if isinstance(condition, Comparison):
        return _compared(condition, held)
    return _stated(condition, held[0])


def _joined(each: Sequence[Truth], *, settling: bool) -> Truth:
    """Return what `each` come to together, where one that is `settling` decides it for all."""
    failed = next((one.failed for one in each if one.failed is not None), None)
    if failed is not None:
        return Truth(None, failed=failed)
    if any(one.holds is settling for one in each):
        return Truth(settling)
    if any(one.holds is None for one in each):
        return Truth(None, tuple(dict.fromkeys(id for one in each for id in one.missing)))
    return Truth(not settling)


def _compared(condition: Comparison, held: Sequence[Value]) -> Truth:
    odd = next((each for each in held if not isinstance(each.value, Decimal)), None)
    if odd is not None:
        return Truth(None, failed=not_a_number(odd))
    if len({each.unit for each in held}) > 1:
        message = say(
            "“{one}”与“{other}”单位不同，不能比较",
            "{one} and {other} have different units and cannot be compared",
            one=held[0].title,
            other=held[1].title,
        )
        return Truth(None, failed=message)
    value, *wholes = [each.value for each in held if isinstance(each.value, Decimal)]
    return Truth(condition.holds(value, *wholes))


def _within(value: Decimal, limits: Mapping[str, Decimal]) -> bool:
    tests = {
        "equals": value.__eq__,
        "from": value.__ge__,
        "above": value.__gt__,
        "to": value.__le__,
        "below": value.__lt__,
    }
    return all(tests[key](limit) for key, limit in limits.items())


def _stated(condition: Condition, held: Value) -> Truth:
    if isinstance(condition, OneOf) and isinstance(held.value, str):
        return Truth(held.value in condition.one_of)
    if isinstance(condition, str) and isinstance(held.value, bool):
        return Truth(held.value)
    wanted = say("文字", "a text") if isinstance(condition, OneOf) else say("“是否”类事实", "a yes/no fact")
    return Truth(
        None,
        failed=say("“{title}”不是{wanted}", "{title} is not {wanted}", title=held.title, wanted=wanted),
    )


# ---------------------------------------------------------------- in words


def words_of(condition: Condition, values: Mapping[str, Known]) -> Message:
    """Return `condition` in words, with the titles and units of `values`."""
    if isinstance(condition, Comparison):
        return _bounds_in_words(condition, values)
    if isinstance(condition, OneOf):
        return say(
            "{title}为{texts}",
            "{title} is {texts}",
            title=values[condition.fact].title,
            texts=_chained([say("{text}", "{text}", text=text) for text in condition.one_of], "或", "or"),
        )
    if isinstance(condition, str):
        return say("{title}：是", "{title}: yes", title=values[condition].title)
    if isinstance(condition, Not):
        if isinstance(condition.not_, str):
            return say("{title}：否", "{title}: no", title=values[condition.not_].title)
        return say("并非（{inner}）", "not ({inner})", inner=words_of(condition.not_, values))
    inner = [_bracketed(each, values) for each in inner_of(condition)]
    return _chained(inner, "，且", "and") if isinstance(condition, All) else _chained(inner, "，或", "or")


def _bracketed(condition: Condition, values: Mapping[str, Known]) -> Message:
    words = words_of(condition, values)
    several = isinstance(condition, (All, Any)) and len(inner_of(condition)) > 1
    return say("（{words}）", "({words})", words=words) if several else words


def _chained(pieces: Sequence[Message], zh: str, en: str) -> Message:
    told = pieces[0]
    for piece in pieces[1:]:
        told = say(f"{{told}}{zh}{{piece}}", f"{{told}} {en} {{piece}}", told=told, piece=piece)
    return told


def _bounds_in_words(condition: Comparison, values: Mapping[str, Known]) -> Message:
    known = values[condition.measure]
    unit = known.unit if isinstance(known, Value) else Unit.RATIO
    words = []
    for key, bound in condition.bounds.items():
        zh, en = BOUNDS[key]
        if condition.of:
            part = _part(bound, values[condition.of].title)
            words.append(say(f"{zh}{{part}}", f"{en} {{part}}", part=part))
        else:
            words.append(say(f"{zh} {{bound}}", f"{en} {{bound}}", bound=Threshold(bound, unit)))
    return say("{title}{words}", "{title} {words}", title=known.title, words=Joined(tuple(words)))


def _part(share: Decimal, whole: Title) -> Message:
    if share == 1:
        return say("{whole}", "{whole}", whole=whole)
    return say("{whole}的 {share}", "{share} of {whole}", whole=whole, share=Threshold(share, Unit.RATIO))


# ---------------------------------------------------------------- what can be wrong with them


def faults_of(condition: Condition, path: tuple[str | int, ...] = ()) -> Iterator[Fault]:
    """Yield what is wrong with the numbers and lists of `condition`, which stands at `path`."""
    if isinstance(condition, Comparison):
        yield from _faults_of_comparison(condition, path)
    elif isinstance(condition, OneOf):
        if not condition.one_of:
            yield Fault((*path, "one_of"), _EMPTY)
    elif isinstance(condition, Not):
        yield from faults_of(condition.not_, (*path, "not"))
    elif not isinstance(condition, str):
        key, inner = ("all" if isinstance(condition, All) else "any"), inner_of(condition)
        if not inner:
            yield Fault((*path, key), _EMPTY)
        for index, each in enumerate(inner):
            yield from faults_of(each, (*path, key, index))


_EMPTY = say("这里是空的", "this is empty")


def _faults_of_comparison(condition: Comparison, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if not condition.bounds:
        keys = say("{keys}", "{keys}", keys=Joined(tuple(BOUNDS)))
        yield Fault(path, say("measure 要与界限一起写", "a measure and its bound go together"), keys)
    if condition.of == condition.measure:
        yield Fault((*path, "of"), say("of 要与另一个 measure 比", "of is compared with another measure"))
