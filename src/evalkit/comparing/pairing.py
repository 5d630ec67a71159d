"""Which row of one scorecard is which of another: by id, then by what it measures."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

Pair = tuple[T | None, T | None]
Key = Callable[[T], Hashable | None]


def pairs(before: Sequence[T], after: Sequence[T], keys: Iterable[Key[T]]) -> tuple[Pair[T], ...]:
    """Return the rows of both sides in pairs, None where the other side has none.

    Each of `keys` in turn pairs what the keys before it left over; those of one key pair in their order, and None
    pairs nothing. They come in the order of `before`, then those that are in `after` alone.
    """
    partner: dict[int, int] = {}
    waiting = list(range(len(before)))
    left = list(range(len(after)))
    for key in keys:
        known: dict[Hashable, deque[int]] = {}
        for at in left:
            known.setdefault(key(after[at]), deque()).append(at)
        known.pop(None, None)
        for at in waiting:
            found = known.get(key(before[at]))
            if found:
                partner[at] = found.popleft()
        taken = set(partner.values())
        waiting = [at for at in waiting if at not in partner]
        left = [at for at in left if at not in taken]
    both = [(row, after[partner[at]] if at in partner else None) for at, row in enumerate(before)]
    return (*both, *((None, after[at]) for at in left))
