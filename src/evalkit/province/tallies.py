"""What many departments have in common: the same deductions, the same missing facts; and what each says of itself."""

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from evalkit.frozen import frozen
from evalkit.province.standing import Lack, Loss, Province, Standing
from evalkit.rules.rule import Title
from evalkit.scoring.self_scores import is_on_another_scale

_ZERO = Decimal(0)


@frozen
class Common:
    """One way of losing marks: by which clause, how many departments did, and the marks of all together."""

    indicator: str
    part: str | None
    title: Title
    clause: str
    departments: int
    marks: Decimal


def commonest(losses: Sequence[Loss]) -> tuple[Common, ...]:
    """Return the ways in which marks were lost, the one that most departments share first."""
    found: dict[tuple[str, str | None, Title, str], tuple[set[int], list[Decimal]]] = {}
    for loss in losses:
        who, marks = found.setdefault((loss.indicator, loss.part, loss.title, loss.clause), (set(), []))
        who.add(loss.place)
        marks.append(loss.marks)
    tallied = [Common(*key, len(who), sum(marks, _ZERO)) for key, (who, marks) in found.items()]
    return tuple(
        sorted(tallied, key=lambda each: (-each.departments, -each.marks, each.indicator, each.part or ""))
    )


@frozen
class Lacking:
    """A fact that reports lack: how many, and the most marks that wait for it in one of them."""

    fact: str
    title: Title
    departments: int
    marks: Decimal


def lacking(lacks: Sequence[Lack]) -> tuple[Lacking, ...]:
    """Return the facts that reports lack, the one that most lack first."""
    found: dict[str, tuple[Title, set[int], Decimal]] = {}
    for lack in lacks:
        title, who, most = found.get(lack.fact, (lack.title, set[int](), _ZERO))
        who.add(lack.place)
        found[lack.fact] = (title, who, max(most, lack.marks))
    tallied = [Lacking(fact, title, len(who), most) for fact, (title, who, most) in found.items()]
    return tuple(sorted(tallied, key=lambda each: (-each.departments, -each.marks, each.fact)))


class Claim(Enum):
    """How a report's own total relates to the marks that its scorecard leaves possible."""

    ABOVE = "above"
    WITHIN = "within"
    BELOW = "below"


@frozen
class SelfScore:
    """A report's own total beside ours; `difference` is from the nearer end of our interval, 0 within it."""

    place: int
    own: Decimal
    low: Decimal
    high: Decimal
    claim: Claim
    difference: Decimal


def self_scores(province: Province) -> tuple[SelfScore, ...]:
    """Return the totals that reports give themselves on the rubric's scale, the one farthest above ours first."""
    found = [
        _compared(place, each, each.self_score)
        for place, each in enumerate(province.standings)
        if each.self_score is not None and not is_on_another_scale(each.self_score, each.marks)
    ]
    return tuple(sorted(found, key=lambda each: (-each.difference, each.place)))


@frozen
class OtherScale:
    """A report's own total that is out of more than the `marks` of its scorecard, and compared with nothing."""

    place: int
    own: Decimal
    marks: Decimal


def other_scales(province: Province) -> tuple[OtherScale, ...]:
    """Return the totals that reports give themselves on another scale than the rubric's, in their order."""
    return tuple(
        OtherScale(place, each.self_score, each.marks)
        for place, each in enumerate(province.standings)
        if each.self_score is not None and is_on_another_scale(each.self_score, each.marks)
    )


def _compared(place: int, standing: Standing, own: Decimal) -> SelfScore:
    low, high = standing.low, standing.high
    if own > high:
        return SelfScore(place, own, low, high, Claim.ABOVE, own - high)
    if own < low:
        return SelfScore(place, own, low, high, Claim.BELOW, own - low)
    return SelfScore(place, own, low, high, Claim.WITHIN, _ZERO)
