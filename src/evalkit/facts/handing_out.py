"""The lists that 分别为, 各为 or 依次 hands out: which quantity is said of which item.

公务接待费、公务用车运行维护费分别为 2 万元、9 万元 names the items first and their quantities after.
Items differ in subject, in side (预算和决算分别为) or in year; what one leaves out the others say.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from attrs import evolve, frozen

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role
from evalkit.facts.sentence import Item, Segment
from evalkit.facts.spoken import ELSE, period_of, said

_MOST_UNKNOWN = 1
"""How many unknown characters an item of a strict subject may have; more speak of something else."""


@frozen
class Share:
    """What is said of one quantity of a list: "" or no aspects where the items do not differ in it.

    A `lost` one was handed out, but it cannot be told to which item.
    """

    subject: str = ELSE
    aspects: tuple[str, ...] = ()
    period: str = ""
    lost: bool = False


_LOST = Share(lost=True)


def hand_out(parts: Sequence[Segment], catalogue: Catalogue, year: int | None) -> Mapping[int, Share]:
    """Return the shares of the quantities of a sentence that lists hand out, by where each segment ends."""
    handed: dict[int, Share] = {}
    items: Sequence[Item] = ()
    for index, part in enumerate(parts):
        items = part.items if len(part.items) >= 2 else items
        if part.quantity is not None and any(token.has(Role.EACH) for token in part.tokens):
            run = (part, *_following(parts, index))
            if len(run) >= 2 or len(part.items) >= 2:
                shares = _shares(items[-len(run) :], catalogue, year) if len(run) >= 2 else ()
                for place, each in enumerate(run):
                    handed[each.end] = shares[place] if len(shares) == len(run) else _LOST
    return handed


def _following(parts: Sequence[Segment], index: int) -> Iterator[Segment]:
    """Yield the segments behind `index` whose quantities stand in one row with its own."""
    for part in islice(parts, index + 1, None):
        if not part.listed or part.quantity is None or _names(part):
            return
        yield part


def _names(part: Segment) -> bool:
    """Return whether `part` says itself what its quantity is, or opens a list of its own."""
    return any(
        token.has(role) and not token.weak(role)
        for token in part.tokens
        for role in (Role.SUBJECT, Role.ASPECT, Role.EACH)
    )


def _shares(items: Sequence[Item], catalogue: Catalogue, year: int | None) -> Sequence[Share]:
    """Return what each of `items` stands for; nothing when one is unknown or two are the same."""
    found = [_share(item, catalogue, year) for item in items]
    if Share() in found:
        return ()
    found = _filled(found)
    return found if len(set(found)) == len(found) else ()


def _share(item: Item, catalogue: Catalogue, year: int | None) -> Share:
    listed = [] if item.unknown else [id for token in item.tokens for id in token.items(Role.SUBJECT)[:1]]
    subject = next(iter(said(item.tokens, Role.SUBJECT) or listed[-1:]), ELSE)
    words = catalogue.subjects.get(subject)
    if words is not None and words.strict and item.unknown > _MOST_UNKNOWN:
        return Share()
    return Share(subject, said(item.tokens, Role.ASPECT), period_of(item.tokens, item.years, year))


def _filled(shares: Sequence[Share]) -> list[Share]:
    """Return `shares`, each with the side that the next one says, or the last, and the year of the one before."""
    found: list[Share] = []
    sides = [share.aspects for share in shares if share.aspects]
    aspects = sides[-1] if sides else ()
    for share in reversed(shares):
        aspects = share.aspects or aspects
        found.append(evolve(share, aspects=aspects))
    period = next((share.period for share in shares if share.period), "")
    subject = next((share.subject for share in shares if share.subject), ELSE)
    filled = []
    for share in reversed(found):
        period, subject = share.period or period, share.subject or subject
        filled.append(evolve(share, period=period, subject=subject))
    return filled
