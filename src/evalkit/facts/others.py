"""What is another thing's: quantities that words nobody knows, or no words at all, take from what is spoken of."""

from collections.abc import Sequence

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role, Token
from evalkit.facts.naming import UNKNOWN, subject_in
from evalkit.facts.quantity import Quantity
from evalkit.facts.reading import ELSE, aspects_of
from evalkit.facts.sentence import Segment
from evalkit.facts.shapes import Shape
from evalkit.facts.state import State
from evalkit.facts.subsets import remains_of_else
from evalkit.facts.turned import is_budget_behind
from evalkit.facts.unit import Unit

_UNKNOWN_COUNTED = 9
"""So many unknown characters make a count another thing's that is named: 收到信访及热线转办件 318 件."""

_TITLED = frozenset("”》」』")
_PEOPLE = ("人", "名")
"""The nouns in which people are counted, of whom any kind may be named behind others: 退休民警 9 名."""

_AMOUNTS = (Unit.MONEY, Unit.RATIO)


def speaks_of_else(
    part: Segment, quantity: Quantity, subject: str, state: State, catalogue: Catalogue, shape: Shape
) -> bool:
    """Return whether words that nobody knows, or no words at all, make the quantity another thing's."""
    counted = quantity.unit is Unit.COUNT
    if not subject:
        return (
            (part.weight >= UNKNOWN and part.weight - _told_of(part, state, catalogue) >= UNKNOWN)
            or (counted and (part.next > 0 or _starts_anew(part, catalogue)))
            or (quantity.unit in _AMOUNTS and shape is Shape.NONE and _is_bare(part, state, catalogue))
        )
    if quantity.unit is Unit.MONEY and remains_of_else(subject, state, catalogue):
        return True
    naming = [word for word in part.naming if subject in word.sense.subjects]
    if naming and _is_wider(part, naming[-1], subject, catalogue):
        return True
    weak = bool(naming) and all(word.sense.weak_subject for word in naming)
    if weak or catalogue.subjects[subject].strict:
        if _is_glued(part, naming) or _is_owned(part, naming) or _is_titled(part, naming):
            return True
        if counted and part.weight and not subject_in(part.told, quantity, state, catalogue):
            return True
    elif _is_glued_to_strict(part, catalogue):
        return True
    strict = (weak or catalogue.subjects[subject].strict) and not catalogue.counts(subject, Unit.MONEY)
    if counted and strict and quantity.noun not in _PEOPLE and _heads_another(part, naming):
        return True
    last = max([word.end for word in part.told if word.sense.tells], default=part.end)
    if part.exemplified and counted and not weak:
        return False
    behind = sum([end - start for start, end in part.unknown if start >= last])
    return behind >= (_UNKNOWN_COUNTED if counted else UNKNOWN)


def _told_of(part: Segment, state: State, catalogue: Catalogue) -> int:
    """Return how many unknown characters only say what is on a side of the subject: 待报废检测仪器 6 万元."""
    if not part.sided:
        return 0
    sides = {side for each in catalogue.by_subject.get(state.subject, ()) for side in each.aspects}
    opening = (
        word.end
        for word in part.sided
        if any(
            id in sides and catalogue.aspects[id].open for id in word.sense.aspects if id in catalogue.aspects
        )
    )
    place = next(opening, part.end)
    return sum(end - start for start, end in part.unknown if start >= place)


def _is_wider(part: Segment, name: Token, subject: str, catalogue: Catalogue) -> bool:
    """Return whether it is of all the county or the country (全县“三公”经费), not of the department's own."""
    before = [word for word in part.words if word.end <= name.start]
    wide = next((word for word in reversed(before) if word.has(Role.WIDE)), None)
    if wide is None or any(wide.end <= start < name.start for start, _ in part.unknown):
        return False
    between = all(word.sense.fills for word in before if word.start >= wide.end)
    own = catalogue.subjects[subject].strict or any(
        catalogue.counts(id, Unit.MONEY) for id in catalogue.chain(subject)
    )
    return between and own


def _is_bare(part: Segment, state: State, catalogue: Catalogue) -> bool:
    """Return whether nothing but commas leads up to an amount: it is not said what it is.

    Behind a change or a target, what is reached is the level: 高于上年，达到 94%.
    """
    if any(word.sense.aspects or _dates(word) for word in part.told) or part.dated or part.listed:
        return False
    if is_budget_behind(part, catalogue):
        return False
    reached = state.shape is not Shape.NONE and state.place is not None and part.words
    if reached and state.subject != ELSE:
        return False
    goes_on = part.opener in ("（", "）", "：", "=") or (part.opener == "" and part.words)
    if goes_on and state.aspects:
        return False
    return not state.announced


def _dates(word: Token) -> bool:
    return bool(word.sense.periods) and not word.sense.weak_period


def _starts_anew(part: Segment, catalogue: Catalogue) -> bool:
    """Return whether a count opens a sentence and neither names what it counts nor says what was done."""
    aspects, _ = aspects_of((*part.sided, *part.behind), catalogue, Unit.COUNT)
    said = bool(aspects) and not catalogue.is_budget(aspects)
    return part.fresh and Role.SUM not in part.roles and not said


def is_moved(part: Segment, subject: str, catalogue: Catalogue) -> bool:
    """Return whether an amount of `subject` is only added to, or taken from, what is spoken of: 追加人员经费 5 万元."""
    moving = next((word.end for word in part.told if word.has(Role.MORE, Role.LESS)), part.end)
    named = [word.start for word in part.naming if subject in word.sense.subjects]
    return bool(named) and (min(named) >= moving or not catalogue.by_subject.get(subject))


def _is_glued(part: Segment, naming: Sequence[Token]) -> bool:
    """Return whether an unknown run stands directly before a word that names a subject.

    Of several that name the same, the last says what is spoken of: 机构编制部门核定人员编制.
    """
    last = naming[-1].start if naming else part.start
    heads = {word.start for word in part.naming if word.start >= last}
    return any(end - start >= UNKNOWN and end in heads for start, end in part.unknown)


def _is_titled(part: Segment, naming: Sequence[Token]) -> bool:
    """Return whether a title of its own stands right before the name: “平安校园”项目 9 万元."""
    return bool(naming) and part.sign_at(naming[-1]) in _TITLED and len(part.words) > 1


def _heads_another(part: Segment, naming: Sequence[Token]) -> bool:
    """Return whether what is counted is another thing, named after the last word: 编制方案 9 个."""
    name = naming[-1].end if naming else part.start
    return any(start == name and end == part.end and end - start >= UNKNOWN for start, end in part.unknown)


def _is_owned(part: Segment, naming: Sequence[Token]) -> bool:
    """Return whether a part of a list is that of somebody whom nobody knows: 其中农科学校编制 26 名."""
    if not naming or not (part.has(Role.AMONG) or part.listed):
        return False
    name = naming[-1].start
    run = next((end for start, end in part.unknown if end <= name and end - start >= UNKNOWN), None)
    return run is not None and not any(run <= word.start < name for word in part.told)


def _is_glued_to_strict(part: Segment, catalogue: Catalogue) -> bool:
    """Return whether an unknown run makes a strict subject besides another thing's: 荷塘改造项目满意度."""
    heads = {
        word.start for word in part.naming if any(catalogue.subjects[id].strict for id in word.sense.subjects)
    }
    return any(end - start >= UNKNOWN and end in heads for start, end in part.unknown)
