"""How plainly a quantity is said to be a fact: so that another value contradicts it, or not."""

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role
from evalkit.facts.quantity import Quantity
from evalkit.facts.reading import TOTAL
from evalkit.facts.sentence import Segment
from evalkit.facts.state import NAMED, State
from evalkit.facts.unit import Unit


def is_firm(
    part: Segment, quantity: Quantity, own: bool, plainness: int, state: State, catalogue: Catalogue
) -> bool:
    """Return whether `part` speaks plainly of the whole subject, and of nothing that nobody knows.

    The subject is named by a strong word, or is the whole budget of a year that is named; no part of
    what was counted before, nothing scheduled and no range can contradict.
    """
    counted = quantity.unit is Unit.COUNT
    if (
        part.beside(state.subject)
        or (counted and part.next)
        or quantity.high is not None
        or state.planned
        or state.excepted
    ):
        return False
    named = [word for word in part.naming if state.subject in word.sense.subjects]
    if own and named:
        weak = all(word.sense.weak_subject for word in named)
        if catalogue.follows(state.subject):
            weak = any(word.sense.weak_subject for word in named)
        whole = state.subject == TOTAL and quantity.unit is Unit.RATIO
        return (not weak or whole) and not _names_others(part, state.subject, catalogue)
    dated = bool(part.dated or part.timed)
    telling = not all(word.sense.weak_aspect for word in part.sided)
    if Role.AMONG in part.roles or not telling:
        return False
    alone = state.said != NAMED and state.subject in ("", TOTAL)
    return (quantity.unit is Unit.MONEY and dated) or (quantity.unit is Unit.RATIO and alone)


def _names_others(part: Segment, subject: str, catalogue: Catalogue) -> bool:
    """Return whether `part` names something else besides: 职工满意度 is not all people's."""
    chain = set(catalogue.chain(subject))
    return any(
        id not in chain and catalogue.whole(id) != subject and not catalogue.subjects[id].yields
        for word in part.naming
        if not {subject} & set(word.sense.subjects)
        for id in word.sense.subjects
    )
