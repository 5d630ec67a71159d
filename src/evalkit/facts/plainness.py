"""How plainly it is said what a quantity is, and where the words begin that say it."""

from collections.abc import Iterable
from typing import NamedTuple

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.firmness import is_firm
from evalkit.facts.handing import Handed
from evalkit.facts.quantity import Quantity
from evalkit.facts.sentence import Segment
from evalkit.facts.state import Memory, State

_QUOTED = 60
"""How much of a sentence is quoted before a quantity to show whose it is."""

_WORST = 6
"""What unknown words can cost at most."""

_WEAKER = 6
"""What it costs that only a weak word names the subject, or that a sum behind the count takes it up."""

_OTHERS = 8
"""What it costs that a satisfaction is that of others, whom the sentence has named before."""


class Plainness(NamedTuple):
    """What only the reading of a known subject needs, as `Reading` says it."""

    strength: int = 0
    start: int = 0
    explicit: bool = False
    firm: bool = False


UNASKED = Plainness()
"""That of another thing's quantity, which is no fact's: nobody asks how plainly it is said."""


def plainness_of(
    part: Segment,
    after: Segment | None,
    quantity: Quantity,
    handed: Handed,
    side: int,
    named: bool,
    lost: bool,
    before: str,
    state: State,
    memory: Memory,
    catalogue: Catalogue,
) -> Plainness:
    """Return how plainly `part`, behind which `after` stands, says what `quantity` is.

    `side` is how plainly the side is said; `named` says that the words of `part` name the subject, `lost`
    that it is another thing's; `before` was spoken of so far, "" for nothing.
    """
    follows = before not in ("", state.subject) and catalogue.follows(state.subject)
    firm = not (follows or handed.added) and is_firm(
        part, after, quantity, named or handed.subject != "", state, memory, catalogue
    )
    return Plainness(
        strength=state.said
        + side
        - min(_length(part.beside(state.subject)), _WORST)
        - _WEAKER * (handed.added or _is_weak(part, named, state))
        - _OTHERS * follows,
        start=min(handed.start, part.start if lost else _place(part, state)),
        explicit=named or (not lost and part.opener == "：" and state.place is not None),
        firm=firm,
    )


def _is_weak(part: Segment, named: bool, state: State) -> bool:
    """Return whether `part` names its subject by a weak word only."""
    words = [word for word in part.naming if state.subject in word.sense.subjects] if named else []
    return bool(words) and all(word.sense.weak_subject for word in words)


def _place(part: Segment, state: State) -> int:
    """Return where the words begin that say what the quantity is: where the sentence names the subject."""
    place = state.place
    return part.start if place is None or part.end - place > _QUOTED else min(place, part.start)


def _length(runs: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in runs)
