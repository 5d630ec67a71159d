"""What a comparison says, gathered for all formats."""

from collections.abc import Sequence
from decimal import Decimal

from evalkit.comparing.comparison import (
    AdjustmentChange,
    Comparison,
    DeductionChange,
    FactChange,
    IndicatorChange,
    Judged,
    Residue,
    won,
)
from evalkit.comparing.move import Certainty, Move
from evalkit.messages import Joined, Lang, Message
from evalkit.rendering.comparison import words
from evalkit.rendering.figures import marks, signed, value_text
from evalkit.rendering.visible import visible
from evalkit.rendering.words import filled
from evalkit.rules.rule import Input, Title
from evalkit.scoring.effect import Won
from evalkit.scoring.scorecard import Deduction

MovedRow = IndicatorChange | AdjustmentChange | Residue


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
        said += [filled(words.DOUBT, side=side, what=doubt) for doubt in doubts]
    return said


def outcome(found: Comparison) -> Message:
    """Return what became of the total, and how sure that is."""
    total = found.total
    least, most = sorted((abs(total.least), abs(total.most)))
    if not moved_rows(found):
        return words.NOTHING_MOVED if total.certainty is Certainty.SAME else _open(total)
    if total.certainty is Certainty.SAME:
        return filled(words.ENDS_SAME, count=len(moved_rows(found)))
    if total.certainty is Certainty.UNDETERMINED:
        return _open(total)
    is_up = total.most > 0
    if total.certainty is Certainty.POSSIBLE:
        return filled(words.PERHAPS_UP if is_up else words.PERHAPS_DOWN, most=marks(most))
    if least == most:
        return filled(words.UP if is_up else words.DOWN, marks=marks(most))
    word = words.AT_LEAST_UP if is_up else words.AT_LEAST_DOWN
    return filled(word, least=marks(least), most=marks(most))


def _open(total: Move) -> Message:
    return filled(words.UNDETERMINED, least=signed(total.least), most=signed(total.most))


def moved_rows(found: Comparison) -> list[MovedRow]:
    """Return what moved the total, the most first: indicators, adjustments, and what a file lacks."""
    rows: list[MovedRow] = [row for row in found.indicators if not row.move.is_none]
    rows += [row for row in found.adjustments if not row.move.is_none]
    rows += [] if found.residue is None or found.residue.move.is_none else [found.residue]
    return sorted(rows, key=lambda row: -row.move.size)


def unmoved(found: Comparison) -> list[IndicatorChange]:
    """Return the indicators that give the same marks at both ends."""
    return [row for row in found.indicators if row.move.is_none]


def unmoved_sentences(found: Comparison, lang: Lang) -> list[Message]:
    """Return what there is to say about the indicators that did not move."""
    rest = unmoved(found)
    said = [filled(words.UNMOVED, count=len(rest))] if rest else []
    for word, rows in (
        (words.BOTH_OPEN, [row for row in rest if row.move.certainty is not Certainty.SAME]),
        (words.SAME_BUT_FACTS, [row for row in rest if row.facts]),
    ):
        if rows:
            titles = Joined(tuple(visible(row.result.title.text(lang)) for row in rows))
            said.append(filled(word, count=len(rows), titles=titles))
    return said


def sums(rows: Sequence[MovedRow]) -> Joined:
    """Return how many rows went up and down, and by how much at the lower end."""
    ups = [row.move.low for row in rows if row.move.low > 0]
    downs = [row.move.low for row in rows if row.move.low < 0]
    rest = len(rows) - len(ups) - len(downs)
    pieces = [
        filled(word, count=len(moves), marks=signed(sum(moves, Decimal(0))))
        for word, moves in ((words.GAINED, ups), (words.LOST, downs))
        if moves
    ]
    pieces += [filled(words.OTHERWISE, count=rest)] if rest else []
    return Joined(tuple(pieces))


def ends(found: Won, full: Decimal | None = None) -> str:
    """Return marks, or both ends of the interval that they lie in."""
    return "–".join(dict.fromkeys(marks(each, full) for each in (found.low, found.high)))


def signed_ends(found: Won) -> str:
    """Return signed marks, or those at both ends."""
    return "–".join(dict.fromkeys(signed(each) for each in (found.low, found.high)))


def moved_text(move: Move, lang: Lang) -> str:
    """Return how marks moved: one number, or one for each end of the interval."""
    if move.low == move.high:
        return signed(move.low)
    return filled(words.RANGE, low=signed(move.low), high=signed(move.high)).text(lang)


def title_of(row: MovedRow) -> Title | Message:
    """Return the name of a row."""
    if isinstance(row, Residue):
        return words.RESIDUE
    if isinstance(row, IndicatorChange):
        return row.result.title
    either = row.after or row.before
    return words.ADJUSTMENTS if either is None else either.title


def from_to(row: MovedRow, lang: Lang) -> str:
    """Return what a row gave before and after, of how many marks."""
    if isinstance(row, Residue):
        before, after = signed_ends(row.before), signed_ends(row.after)
    elif isinstance(row, AdjustmentChange):
        absent = words.ABSENT.text(lang)
        before, after = (
            absent if each is None else signed_ends(won(each)) for each in (row.before, row.after)
        )
    else:
        absent = words.ABSENT.text(lang)
        before, after = (
            absent
            if each is None
            else filled(words.OF, won=ends(won(each), each.marks), full=marks(each.marks)).text(lang)
            for each in (row.before, row.after)
        )
    return filled(words.FROM_TO, before=before, after=after).text(lang)


def certainty(move: Move, lang: Lang) -> str:
    """Return how sure a move is and how far it may go; nothing where it is settled."""
    if move.least == move.most:
        return ""
    between = filled(words.RANGE, low=signed(move.least), high=signed(move.most)).text(lang)
    word = words.CERTAINTIES[move.certainty].text(lang)
    return f"{word}（{between}）" if lang is Lang.ZH else f"{word} ({between})"


def matched(row: IndicatorChange) -> Message | None:
    """Return on which side alone an indicator stands, or by what two ids are held to be one; None for one id."""
    if row.before is None or row.after is None:
        return words.ONLY_B if row.before is None else words.ONLY_A
    if row.by_measure:
        return filled(words.BY_MEASURE, before=visible(row.before.id), after=visible(row.after.id))
    return None


def fact_text(each: FactChange, lang: Lang) -> str:
    """Return a fact with its values on both sides."""
    either = each.after or each.before
    title = "" if either is None else visible(either.title)
    before, after = (_fact_value(one, lang) for one in (each.before, each.after))
    return f"{title}  {before} → {after}"


def _fact_value(one: Input | None, lang: Lang) -> str:
    if one is None:
        return words.NOT_USED.text(lang)
    return visible(value_text(one.value, one.unit, lang))


def judged_text(one: Judged | None, lang: Lang) -> tuple[str, str]:
    """Return how one side decides a row, and who decided, empty where nobody did."""
    if one is None:
        return words.ABSENT.text(lang), ""
    if one.record is None:
        is_open = one.won.low != one.won.high
        word = words.STILL_OPEN if is_open else filled(words.BY_RULE, marks=marks(one.won.low))
        return word.text(lang), ""
    record = one.record
    return f"{marks(record.marks)}/{marks(one.marks)}  {visible(record.reason)}", visible(record.by)


def waiting(row: IndicatorChange) -> list[Message]:
    """Return what one side waits for and the other does not."""
    both = zip((words.WAITS_A, words.WAITS_B), row.missing, strict=True)
    return [filled(word, what=Joined(tuple(map(visible, ids)))) for word, ids in both if ids]


def deductions(each: DeductionChange) -> list[tuple[Message, Deduction]]:
    """Return a deduction on both sides, or on the one that has it, each with what became of it."""
    if each.before is not None and each.after is not None:
        return [(words.A, each.before), (words.B, each.after)]
    found = [(words.GONE, each.before), (words.NEW, each.after)]
    return [(word, one) for word, one in found if one is not None]


def clauses(row: IndicatorChange) -> list[tuple[Message | None, str]]:
    """Return the clause, without a side where it is the same on both."""
    texts = [None if one is None else one.clause for one in (row.before, row.after)]
    if texts[0] == texts[1]:
        return [(None, texts[0] or "")]
    return [(side, text) for side, text in zip((words.A, words.B), texts, strict=True) if text is not None]
