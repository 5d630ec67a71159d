"""What was understood of a quantity, and the words that say it."""

from collections.abc import Sequence

from attrs import define

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Token
from evalkit.facts.quantity import Quantity
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen

CURRENT, PREVIOUS, OTHER = "current", "previous", "other"
TOTAL = "total"
ELSE = "else"
"""The subject of what no fact is about; "" is a subject that nobody has named yet."""

OPENING, CLOSING = "opening", "closing"
_POINTS = frozenset((OPENING, CLOSING))
OF_BUDGET = "of_budget"
"""The side of a rate that is so much of a budget: 占年初预算的 98%."""


@define(unsafe_hash=True)
class Reading:
    """A quantity of a passage with what it is about.

    `period` is the year that is spoken of, `point` (opening or closing) the time within it, "" when
    none is said. `strength` sums up how plainly it is said (higher is plainer); `start` is where the
    words that say it begin. A `stated` one is the zero of words (没有发生公务接待费) or an equal amount
    (与预算持平), a `repeated` one the count that words of completion repeat (均已完成). `explicit`: the
    words before it name the subject; `handed`: a list has handed it out; `falls`: it is a decrease. A
    `firm` one speaks so plainly of the whole subject that another value contradicts it.

    Never changed; but a class that forbids it takes three times as long to fill, and every quantity has one.
    """

    quantity: Quantity
    subject: str
    aspects: tuple[str, ...]
    period: str
    point: str
    strength: int
    start: int
    explicit: bool = False
    planned: bool = False
    falls: bool = False
    handed: bool = False
    stated: bool = False
    repeated: bool = False
    firm: bool = True


@frozen
class Setting:
    """What a passage starts from: the subject and side of its section's heading, the report's year."""

    topic: str = ""
    aspects: tuple[str, ...] = ()
    planned: bool = False
    year: int | None = None


def aspects_of(
    words: Sequence[Token], catalogue: Catalogue, unit: Unit | None = None
) -> tuple[tuple[str, ...], bool]:
    """Return the side that `words` speak of, and whether a strong word says so.

    It is what the last strong word may mean, else the last weak one. 年初 and 调整后 before a plain
    预算 tell which budget it is.
    """
    if not words:
        return (), False
    told = [word for word in words if word.sense.aspects and catalogue.tells(word.sense.aspects, unit)]
    if not told:
        return (), False
    strong = [word for word in told if not word.sense.weak_aspect]
    last = (strong or told)[-1].sense.aspects
    if catalogue.is_plain_budget(last):
        particular = [word.sense.aspects for word in strong if catalogue.is_budget(word.sense.aspects)]
        last = next((ids for ids in reversed(particular) if not catalogue.is_plain_budget(ids)), last)
    return last, bool(strong)


def period_of(words: Sequence[Token], years: Sequence[int], year: int | None) -> str:
    """Return which year is spoken of in a report of `year`, "" when none is."""
    if not words and not years:
        return ""
    told = [word for word in words if word.sense.periods]
    strong = [word for word in told if not word.sense.weak_period]
    for chosen in (strong, () if years else told):
        named = [id for word in chosen for id in word.sense.periods if id in (CURRENT, PREVIOUS, OTHER)]
        if named:
            return named[-1]
    if not years or year is None:
        return ""
    return CURRENT if years[-1] == year else PREVIOUS if years[-1] == year - 1 else OTHER


def point_of(words: Sequence[Token]) -> str:
    """Return whether `words` speak of the beginning or the end of the year, "" for neither."""
    told = [id for word in words for id in word.sense.periods if id in _POINTS] if words else ()
    return told[-1] if told else ""
