"""How plainly a quantity is said to be a fact: so that another value contradicts it, or not."""

from collections.abc import Sequence

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role, Token
from evalkit.facts.quantity import Quantity
from evalkit.facts.reading import TOTAL
from evalkit.facts.sentence import Segment
from evalkit.facts.state import NAMED, Memory, State
from evalkit.facts.turned import opens_parts
from evalkit.facts.unit import Unit
from evalkit.facts.unsaid import FINISHED

_SET_WORDS = 2
_ALL_DONE = 3
"""The words of 重点工作|全部|完成."""


def is_firm(
    part: Segment,
    after: Segment | None,
    quantity: Quantity,
    own: bool,
    state: State,
    memory: Memory,
    catalogue: Catalogue,
) -> bool:
    """Return whether `part`, behind which `after` stands, speaks plainly of the whole subject.

    A whole budget does before its parts, a second count as plainly as the first (9 批次、71 人次), and what
    was spent behind the budget for it.
    """
    if _is_plain(part, after, quantity, own, state, catalogue):
        return True
    if quantity.unit is Unit.MONEY and not own and state.subject in ("", TOTAL) and not state.planned:
        return opens_parts(part, after, TOTAL, catalogue)
    if (
        quantity.unit is Unit.MONEY
        and not own
        and part.sided
        and not (part.weight or state.part or state.planned)
    ):
        budgeted = (
            memory.budgets.get(state.subject) == {True} and not catalogue.subjects[state.subject].strict
        )
        return budgeted and state.place is not None
    runs_on = part.listed or part.opener in ("", "，")
    silent = runs_on and part.start == part.end and quantity.unit is Unit.COUNT
    before = memory.counted[-1] if silent and memory.counted else None
    return (
        before is not None
        and before.firm
        and before.subject == state.subject
        and not catalogue.alike(state.subject, before.quantity.noun, quantity.noun)
    )


def _is_plain(
    part: Segment,
    after: Segment | None,
    quantity: Quantity,
    own: bool,
    state: State,
    catalogue: Catalogue,
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
    if _is_all_of_it(part, quantity, own, state):
        return True
    if own and named:
        weak = all(word.sense.weak_subject for word in named)
        if counted and named[-1].end == part.end and not catalogue.whole(state.subject):
            weak = _names_again(after, state.subject)  # else 编制 55 名 can mean nothing else
        if catalogue.follows(state.subject):
            weak = any(word.sense.weak_subject for word in named)
        whole = state.subject == TOTAL and quantity.unit is Unit.RATIO
        return (not weak or whole) and not _names_others(part, state.subject, catalogue)
    if any(
        catalogue.aspects[id].subject == state.subject for word in part.sided for id in word.sense.aspects
    ):
        return True
    dated = bool(part.dated or part.timed)
    telling = not all(word.sense.weak_aspect for word in part.sided)
    listed = own and not named
    if Role.AMONG in part.roles or not (telling or listed):
        return False
    alone = state.said != NAMED and state.subject in ("", TOTAL)
    before = state.place is not None and not part.naming and bool(part.sided) and not state.part
    alone = alone or ((before or listed) and catalogue.whole(state.subject) != "")
    return (quantity.unit is Unit.MONEY and dated) or (quantity.unit is Unit.RATIO and alone)


def _is_all_of_it(part: Segment, quantity: Quantity, own: bool, state: State) -> bool:
    """Return whether a count is given as a label's value, or all that is named right behind it is meant.

    公务接待批次：9 批; 12 项重点工作全部完成; 12 项重点工作中，….
    """
    if quantity.unit is not Unit.COUNT or part.told or state.part:
        return False
    if part.opener == "：":
        return state.said == NAMED and part.start == part.end
    told = [word for word in part.behind if not word.sense.idle][:_ALL_DONE]
    glued = len(told) == _ALL_DONE and all(
        word.start == place
        for word, place in zip(told, (quantity.end, told[0].end, told[1].end), strict=True)
    )
    return own and (_is_set(part, quantity, state.subject) or (glued and _says_all_done(told, state.subject)))


def _names_again(after: Segment | None, subject: str) -> bool:
    """Return whether behind 其中 the subject itself is named: 实有 51 人，其中在编 45 人."""
    if after is None or Role.AMONG not in after.roles:
        return False
    return any(subject in word.sense.subjects for word in after.naming)


def _is_set(part: Segment, quantity: Quantity, subject: str) -> bool:
    """Return whether the words behind a count are the set of which something is said: 12 项重点工作中，…."""
    if len(part.behind) != _SET_WORDS:
        return False
    what, among = part.behind
    ends = among.sense.idle and what.end == among.start == part.stop - 1
    return ends and what.start == quantity.end and subject in what.sense.subjects


def _says_all_done(told: Sequence[Token], subject: str) -> bool:
    what, every, done = told
    return (
        subject in what.sense.subjects
        and Role.ALL in every.sense.roles
        and not FINISHED.isdisjoint(done.sense.aspects)
    )


def _names_others(part: Segment, subject: str, catalogue: Catalogue) -> bool:
    """Return whether `part` names something else besides: 职工满意度 is not all people's."""
    chain = set(catalogue.chain(subject))
    return any(
        id not in chain and catalogue.whole(id) != subject and not catalogue.subjects[id].yields
        for word in part.naming
        if not (word.sense.fills and word.sense.weak_subject)
        if not {subject} & set(word.sense.subjects)
        for id in word.sense.subjects
    )
