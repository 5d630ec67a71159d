"""What the shape of a sentence makes of a quantity, whatever it is about: a change, a share, a target."""

from collections.abc import Sequence
from enum import Enum

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role, Token
from evalkit.facts.quantity import Quantity
from evalkit.facts.reading import aspects_of
from evalkit.facts.sentence import Segment
from evalkit.facts.unit import Unit

MOVING = (Role.MORE, Role.LESS, Role.DIFFER)
"""The roles of words that make a quantity a change."""

_SHAPING = frozenset((*MOVING, Role.SHARE, Role.TARGET))

_BEHIND = 2
"""How far behind a quantity a word may stand that makes it a target: 25%的序时进度."""


_PART = "part"
"""The side of single things, which take nothing from a change: 压减培训费 3 万元."""


class Shape(Enum):
    """What a sentence makes of a quantity; the value is the side that a catalogue may name."""

    NONE = ""
    CHANGE = "change"
    SHARE = "share"
    TARGET = "target"


def shape_of(
    part: Segment, quantity: Quantity, catalogue: Catalogue, before: tuple[Shape, bool], subject: str = ""
) -> tuple[Shape, bool]:
    """Return the shape of the sentence up to `quantity`, and whether it says that something falls.

    `before` is what it was for the quantity before; 、 and （ go on with it when nothing is said.
    `subject` is what was spoken of so far, "" for nothing.
    """
    if part.behind and _is_target_behind(part, quantity) and not _ends_in_budget(part, catalogue):
        return Shape.TARGET, False
    shaping = not part.roles.isdisjoint(_SHAPING)
    telling = [word for word in part.told if word.sense.tells or (shaping and _shapes(word, part))]
    if not telling and (part.listed or (part.opener == "（" and not _is_dated(part))):
        return before
    if shaping:
        if telling and Role.TARGET in telling[-1].sense.roles and not telling[-1].sense.tells:
            return Shape.TARGET, False
        moved = (word for word in reversed(telling) if word.has(*MOVING) and _shapes(word, part))
        moving = next(moved, None)
        if moving is not None and _moves(telling[telling.index(moving) + 1 :], part, catalogue):
            return Shape.CHANGE, Role.LESS in moving.sense.roles
    if quantity.noun.endswith("百分点"):
        return Shape.CHANGE, False
    if shaping and quantity.unit is Unit.RATIO and _is_share(telling, subject, catalogue):
        return Shape.SHARE, False
    return Shape.NONE, False


def _is_target_behind(part: Segment, quantity: Quantity) -> bool:
    """Return whether a word right behind calls the quantity a target; one before the next quantity calls that one so."""
    near = quantity.end + _BEHIND
    for word in part.behind:  # nearly every quantity is asked, and few words stand so near
        if word.start > near:
            return False
        if Role.TARGET in word.sense.roles:
            return not (part.runs_on and word.end >= part.stop - 1)
    return False


def _ends_in_budget(part: Segment, catalogue: Catalogue) -> bool:
    """Return whether the amount is called the budget that was kept to: 控制在预算 9 万元以内."""
    return (
        bool(part.told) and part.told[-1].end == part.end and catalogue.is_budget(part.told[-1].sense.aspects)
    )


def _is_dated(part: Segment) -> bool:
    """Return whether `part` names a time by a strong word or a year."""
    return bool(part.dated) or not all(word.sense.weak_period for word in part.timed)


def _shapes(word: Token, part: Segment) -> bool:
    """Return whether a word shapes the sentence; one sign alone does so only right before the quantity (降 3%)."""
    if word.sense.roles.isdisjoint(_SHAPING):
        return False
    return word.end - word.start > 1 or Role.SHARE in word.sense.roles or part.end - word.end <= 1


def _moves(after: Sequence[Token], part: Segment, catalogue: Catalogue) -> bool:
    """Return whether a word of change, with `after` behind it, makes the quantity a change.

    压减到 5 万元 is a level; 追加后调整为 9 万元 too; 超出预算 2 万元 and 增加支出 1 万元 are not.
    """
    if part.reaches:
        return False
    aspects, strong = aspects_of([word for word in after if _PART not in word.sense.aspects], catalogue)
    return not strong or catalogue.is_plain_budget(aspects)


def _is_share(telling: Sequence[Token], subject: str, catalogue: Catalogue) -> bool:
    """Return whether 占 makes the quantity a share of another thing, not of the subject's own budget."""
    share = next((at for at, word in enumerate(telling) if Role.SHARE in word.sense.roles), None)
    if share is None:
        return False
    if any(word.has(*MOVING) for word in telling[:share]):
        return True
    before = {id for word in telling[:share] for id in word.sense.subjects} or {subject}
    after = {id for word in telling[share:] for id in word.sense.subjects}
    aspects, _ = aspects_of(telling[share:], catalogue)
    return not (catalogue.is_budget(aspects) and (not after or after & before))
