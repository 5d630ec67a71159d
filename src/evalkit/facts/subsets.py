"""Counts and rates of some of what is spoken of: 其中 3 件, 其余 3 件, 我局负责 2 项."""

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role
from evalkit.facts.quantity import Quantity
from evalkit.facts.reading import CLOSING, CURRENT, ELSE, TOTAL
from evalkit.facts.sentence import Segment
from evalkit.facts.state import NAMED, Memory, State
from evalkit.facts.unit import Unit


def is_subset(
    part: Segment, quantity: Quantity, subject: str, state: State, memory: Memory, catalogue: Catalogue
) -> bool:
    """Return whether it is of some of what was spoken of: 其中 3 件, 除 1 项外, 2 名在编人员退休."""
    among = Role.AMONG in part.roles
    if (among or state.part) and _is_of_some(part, quantity, subject, state, memory, catalogue):
        return True
    if quantity.unit is not Unit.COUNT:
        return False
    if among and (subject or state.subject) in memory.finished:
        return True
    if Role.EXCEPT in part.roles or _becomes_else(part) or _are_some_planned(part, quantity, state, memory):
        return True
    return among and not (part.naming or part.sided or any(word.sense.tells for word in part.behind))


def _is_of_some(
    part: Segment, quantity: Quantity, subject: str, state: State, memory: Memory, catalogue: Catalogue
) -> bool:
    """Return whether, behind 其中 or in parentheses, the same subject is spoken of again on no other side.

    在编 60 人（机关 20 人）, 满意度 95%，其中绿化满意度 91%, 收入 9 万元，其中财政拨款收入 8 万元.
    """
    words = (*part.told, *part.behind) if quantity.unit is Unit.COUNT else part.told
    if any(word.sense.aspects and not word.sense.weak_aspect for word in words):
        return False
    if quantity.unit is Unit.COUNT:
        whose = subject or state.subject
        weak = Role.AMONG in part.roles and all(word.sense.weak_subject for word in part.naming)
        known = (each for each in memory.counted if each.subject == whose)
        counted = (each for each in known if each.firm or (weak and each.quantity.value > quantity.value))
        return any(catalogue.alike(whose, each.quantity.noun, quantity.noun) for each in counted)
    if quantity.unit is Unit.MONEY:
        amount = memory.amount
        if amount is None or subject not in ("", amount.subject):
            return False
        if not any(amount.subject in word.sense.subjects for word in part.naming):
            return False
        return amount.period != CURRENT or amount.quantity.value > quantity.value
    before, side = memory.last.get(Unit.RATIO, ("", ()))
    return quantity.unit is Unit.RATIO and before != "" and before == subject and "share" not in side


def _are_some_planned(part: Segment, quantity: Quantity, state: State, memory: Memory) -> bool:
    """Return whether, of what the sentence has counted, fewer are said to be drawn up: 9 个项目中，8 个编报了绩效目标."""
    if part.sided or not memory.counted:
        return False
    first = next((word for word in part.behind if word.sense.aspects), None)
    if first is None or "planned" not in first.sense.aspects:
        return False
    before = memory.counted[-1]
    same = before.subject == state.subject and before.quantity.noun == quantity.noun
    return same and quantity.value < before.quantity.value


def is_rest(part: Segment, quantity: Quantity) -> bool:
    """Return whether a count is what remains of what was counted before: 其余 3 件正在调处."""
    return quantity.unit is Unit.COUNT and any("rest" in word.sense.aspects for word in part.sided)


def remains_of_else(subject: str, state: State, catalogue: Catalogue) -> bool:
    """Return whether what remains is of the amount before it, which is nobody's: 某项资金 9 万元，年末结余 2 万元."""
    elses = state.subject == ELSE and state.said == NAMED and not state.part
    return elses and subject in catalogue.subjects and catalogue.subjects[subject].remains


def point_left(part: Segment, subject: str, memory: Memory, catalogue: Catalogue) -> str:
    """Return that what is left behind what was spent is left at the end: 支出 8 万元，结转 1 万元; "" for all else."""
    if part.sided or subject not in catalogue.subjects or not catalogue.subjects[subject].remains:
        return ""
    whose, side = memory.last.get(Unit.MONEY, ("", ()))
    return CLOSING if whose == TOTAL and side and not catalogue.is_budget(side) else ""


def goes_on_with_else(
    part: Segment, quantity: Quantity, subject: str, state: State, catalogue: Catalogue
) -> bool:
    """Return whether what follows a quantity that is nobody's goes on with it.

    Not behind a bare count, nor behind the amount of what is counted: 项目 9 个，金额 8 万元，完成 7 个.
    """
    if quantity.unit is Unit.COUNT and not part.told and not part.weight:
        return False
    counted = catalogue.counts(state.subject, Unit.COUNT) and not catalogue.counts(state.subject, Unit.MONEY)
    if quantity.unit is Unit.MONEY and not subject and not part.weight and counted and state.said == NAMED:
        return False
    strict = subject != "" and catalogue.subjects[subject].strict
    return subject == "" or subject != state.subject or strict


def is_score_of_else(quantity: Quantity, state: State, memory: Memory, catalogue: Catalogue) -> bool:
    """Return whether marks are those of what an amount before them was for: 某项目 9 万元，自评得分 96 分."""
    return quantity.unit is Unit.SCORE and memory.strays and not catalogue.by_subject.get(state.subject)


def are_all_peoples(part: Segment, after: Segment) -> bool:
    """Return whether of what `part` counts only some is the department's: 民生实事 10 项，我局负责 2 项."""
    if part.quantity is None or after.quantity is None or Role.OURS not in after.roles:
        return False
    one, other = part.quantity, after.quantity
    less = other.unit is Unit.COUNT and other.noun == one.noun and other.value < one.value
    side = any("planned" in word.sense.aspects or "part" in word.sense.aspects for word in after.sided)
    return less and side


def _becomes_else(part: Segment) -> bool:
    """Return whether what is counted is said to have become what another subject counts."""
    if part.quantity is None or len(part.behind) < 2:
        return False
    who, what = part.behind[:2]
    adjoining = who.start == part.quantity.end and what.start == who.end
    before, after = (set(word.sense.subjects) for word in (who, what))
    return adjoining and bool(before and after) and before.isdisjoint(after)
