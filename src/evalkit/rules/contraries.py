"""What holds where a condition does not, and which conditions never hold together."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from evalkit.rules.conditions import All, Any, Comparison, Condition, Not, OneOf

_CONTRARY = {"from": "below", "above": "to", "to": "above", "below": "from_"}
"""The bounds that hold where others do not."""

Edge = tuple[Decimal, bool]
"""A bound, and whether the very value is left out."""


def contrary_of(condition: Condition) -> Condition:
    """Return what holds where `condition` does not, said of its parts rather than of the whole."""
    if isinstance(condition, Not):
        return condition.not_
    if isinstance(condition, All):
        return Any(tuple(map(contrary_of, condition.all)))
    if isinstance(condition, Any):
        return All(tuple(map(contrary_of, condition.any)))
    if isinstance(condition, Comparison) and len(condition.bounds) == 1:
        ((key, bound),) = condition.bounds.items()
        if key in _CONTRARY:
            return Comparison(condition.measure, condition.of, **{_CONTRARY[key]: bound})
    return Not(condition)


def exclude(one: Condition, other: Condition) -> bool:
    """Return whether the two never hold together, as far as that shows in what each asks for itself."""
    return any(_clash(left, right) for left in _asked(one) for right in _asked(other))


def _asked(condition: Condition) -> Sequence[Condition]:
    """Return what must hold for `condition` to hold, where it is several things at once."""
    if isinstance(condition, All):
        return [each for inner in condition.all for each in _asked(inner)]
    return [condition]


def _clash(one: Condition, other: Condition) -> bool:
    if one == Not(other) or other == Not(one):
        return True
    if isinstance(one, OneOf) and isinstance(other, OneOf):
        return one.fact == other.fact and not set(one.one_of).intersection(other.one_of)
    if not isinstance(one, Comparison) or not isinstance(other, Comparison):
        return False
    if (one.measure, one.of) != (other.measure, other.of):
        return False
    return _ends_before(one, other) or _ends_before(other, one)


def _ends_before(one: Comparison, other: Comparison) -> bool:
    """Return whether every value of `one` lies below every value of `other`."""
    upper, lower = _upper(one.bounds), _lower(other.bounds)
    if upper is None or lower is None:
        return False
    return upper[0] < lower[0] or (upper[0] == lower[0] and (upper[1] or lower[1]))


def _upper(bounds: Mapping[str, Decimal]) -> Edge | None:
    edges = [(bounds[key], key == "below") for key in ("to", "below", "equals") if key in bounds]
    return min(edges, key=lambda edge: (edge[0], not edge[1]), default=None)


def _lower(bounds: Mapping[str, Decimal]) -> Edge | None:
    edges = [(bounds[key], key == "above") for key in ("from", "above", "equals") if key in bounds]
    return max(edges, default=None)
