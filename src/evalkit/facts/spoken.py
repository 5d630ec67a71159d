"""What the words that lead up to a quantity say: of which subject, which side of it, which time."""

from collections.abc import Sequence

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role, Token
from evalkit.facts.quantity import Quantity
from evalkit.facts.unit import Unit

CURRENT, PREVIOUS, OTHER = "current", "previous", "other"
TOTAL = "total"
ELSE = ""
"""The subject of what no fact is about."""


def subject_of(
    tokens: Sequence[Token], quantity: Quantity | None, catalogue: Catalogue, spoken_of: str = ELSE
) -> str:
    """Return the subject that `tokens` name, "" for none.

    Of several that a word may mean it is one with facts of the quantity's unit, before all the one
    that is `spoken_of` already.
    """
    found = said(tokens, Role.SUBJECT)
    if len(found) > 1 and quantity is not None and quantity.unit is not None:
        found = tuple(id for id in found if _has_facts(id, quantity.unit, catalogue)) or found
    return spoken_of if spoken_of in found else next(iter(found), ELSE)


def _has_facts(subject: str, unit: Unit, catalogue: Catalogue) -> bool:
    return any(Unit(wording.unit) is unit for wording in catalogue.by_subject.get(subject, ()))


def period_of(tokens: Sequence[Token], years: Sequence[int], year: int | None) -> str:
    """Return which year is spoken of in a report of `year`, "" when none is."""
    told = [id for token in tokens for id in token.ids(Role.PERIOD) if id in (CURRENT, PREVIOUS)]
    if told:
        return told[-1]
    if not years or year is None:
        return ""
    return CURRENT if years[-1] == year else PREVIOUS if years[-1] == year - 1 else OTHER


def point_of(tokens: Sequence[Token]) -> str:
    """Return whether `tokens` speak of the beginning or the end of the year, "" for neither."""
    told = [id for token in tokens for id in token.ids(Role.PERIOD) if id in ("opening", "closing")]
    return told[-1] if told else ""


def said(tokens: Sequence[Token], role: Role) -> tuple[str, ...]:
    """Return what `tokens` say in `role`: all that the last strong word may mean, else the last weak one."""
    told = [token for token in tokens if token.has(role)]
    strong = [token for token in told if not token.weak(role)]
    return (strong or told)[-1].ids(role) if told else ()
