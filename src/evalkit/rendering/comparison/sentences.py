"""The sentences of a comparison: what there is to know before and after the rows."""

from evalkit.comparing.comparison import Comparison, won
from evalkit.comparing.move import Certainty, Move
from evalkit.messages import Joined, Lang, Message
from evalkit.rendering.comparison import contents, words
from evalkit.rendering.figures import marks, signed
from evalkit.rendering.visible import visible
from evalkit.rendering.words import filled


def kinds(found: Comparison) -> Message:
    """Return what kind of comparison it is, as a sentence."""
    related = found.relation
    if not related.judgements:
        judged = words.OTHER_JUDGEMENTS
    else:
        judged = words.NEVER_JUDGED if found.before.judgements_sha256 is None else words.SAME_JUDGEMENTS
    pieces = [words.REPORTS[related.reports], words.RUBRICS[related.rubrics], judged]
    pieces += [] if related.supplied else [words.OTHER_SUPPLIED]
    pieces += [] if related.statements else [words.OTHER_STATEMENTS]
    pieces += [] if related.program else [words.OTHER_PROGRAM]
    return filled(words.KINDS, kinds=Joined(tuple(pieces)))


def sentences(found: Comparison) -> list[Message]:
    """Return what there is to know before anybody looks at the rows."""
    said = [kinds(found), outcome(found)]
    if found.before.marks != found.after.marks:
        said.append(
            filled(words.OTHER_FULL, before=marks(found.before.marks), after=marks(found.after.marks))
        )
    for side, doubts in zip((words.A, words.B), found.doubts, strict=True):
        said += [filled(words.DOUBT, side=side, what=doubt) for doubt in doubts[:_DOUBTS]]
        if len(doubts) > _DOUBTS:
            said.append(filled(words.MORE_DOUBTS, side=side, count=len(doubts) - _DOUBTS))
    return said


_DOUBTS = 5
"""How many places of a file that do not add up are told one by one."""


def outcome(found: Comparison) -> Message:
    """Return what became of the total, and how sure that is."""
    total = found.total
    rows = contents.moved_rows(found)
    if total.certainty is Certainty.SAME:
        return filled(words.ENDS_SAME, count=len(rows)) if rows else words.NOTHING_MOVED
    if total.certainty is Certainty.UNDETERMINED:
        return _settled(found) or _undetermined(total)
    least, most = sorted((abs(total.least), abs(total.most)))
    is_up = total.most > 0
    if total.certainty is Certainty.POSSIBLE:
        return filled(words.PERHAPS_UP if is_up else words.PERHAPS_DOWN, most=marks(most))
    if least == most:
        return filled(words.UP if is_up else words.DOWN, marks=marks(most))
    word = words.AT_LEAST_UP if is_up else words.AT_LEAST_DOWN
    return filled(word, least=marks(least), most=marks(most))


def _undetermined(total: Move) -> Message:
    known = words.KNOWN_UP if total.low > 0 else words.KNOWN_DOWN if total.low else words.KNOWN_SAME
    return filled(
        words.UNDETERMINED,
        known=filled(known, marks=marks(abs(total.low))),
        least=signed(total.least),
        most=signed(total.most),
    )


def _settled(found: Comparison) -> Message | None:
    """Return that one side decides what the other leaves open of the same report, None otherwise."""
    related = found.relation
    old, new = found.before, found.after
    if not related.same_questions or won(old) == won(new):
        return None
    before, after = (contents.ends(won(card), card.marks) for card in (old, new))
    if old.low <= new.low <= new.high <= old.high:
        return filled(words.WITHIN_A, before=before, after=after)
    if new.low <= old.low <= old.high <= new.high:
        return filled(words.WITHIN_B, before=before, after=after)
    return None


def unmoved_sentences(found: Comparison, lang: Lang) -> list[Message]:
    """Return what there is to say about the indicators that did not move."""
    rest = contents.unmoved(found)
    said = [filled(words.UNMOVED, count=len(rest))] if rest else []
    for word, rows in (
        (words.BOTH_OPEN, [row for row in rest if row.move.certainty is not Certainty.SAME]),
        (words.SAME_BUT_FACTS, [row for row in rest if row.facts]),
    ):
        if rows:
            titles = Joined(tuple(visible(row.result.title.text(lang)) for row in rows))
            said.append(filled(word, count=len(rows), titles=titles))
    return said
