"""What a comparison says, gathered for all formats."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from evalkit.comparing.comparison import (
    AdjustmentChange,
    Comparison,
    FactChange,
    IndicatorChange,
    Judged,
    JudgementChange,
    Residue,
    won,
)
from evalkit.comparing.move import Move
from evalkit.messages import Joined, Lang, Message
from evalkit.rendering.comparison import words
from evalkit.rendering.contents import signature, walk
from evalkit.rendering.figures import marks, signed, value_text
from evalkit.rendering.visible import visible
from evalkit.rendering.words import filled
from evalkit.rules.rule import Input, Title
from evalkit.scoring.effect import Won
from evalkit.scoring.rows import JUDGEMENT
from evalkit.scoring.scorecard import Deduction, IndicatorResult, Outcome, Scorecard

MovedRow = IndicatorChange | AdjustmentChange | Residue


SETTLED, OPENED = "settled", "opened"


def _turn(row: IndicatorChange) -> str | None:
    """Return whether one side settles within what the other leaves open, None otherwise."""
    if row.before is None or row.after is None or row.before.marks != row.after.marks:
        return None
    old, new = won(row.before), won(row.after)
    if old.low <= new.low <= new.high <= old.high:
        return SETTLED
    return OPENED if new.low <= old.low <= old.high <= new.high else None


def moved_rows(found: Comparison) -> list[MovedRow]:
    """Return what moved the total, the most first: indicators, adjustments, and what a file lacks."""
    rows: list[MovedRow] = [row for row in found.indicators if not row.move.is_none]
    rows += [row for row in found.adjustments if not row.move.is_none]
    rows += [] if found.residue is None or found.residue.move.is_none else [found.residue]
    return sorted(rows, key=lambda row: -row.move.size)


def acting(found: Comparison) -> list[AdjustmentChange]:
    """Return the adjustments that gave or took marks on either side."""
    return [
        each
        for each in found.adjustments
        if any(one.low or one.high for one in (won(each.before), won(each.after)))
    ]


def sums_of(found: Comparison, lang: Lang) -> Iterator[tuple[str, str, str, str]]:
    """Yield the dimensions and what acts on the total: the name, both sides and how the marks moved."""
    for each in found.dimensions:
        either = each.after or each.before
        before, after = (
            ABSENT if one is None else ends(won(one), one.marks) for one in (each.before, each.after)
        )
        yield "" if either is None else either.title.text(lang), before, after, moved_text(each.move)
    for change in acting(found):
        before, after = (
            ABSENT if one is None else signed_ends(won(one)) for one in (change.before, change.after)
        )
        yield title_of(change).text(lang), before, after, moved_text(change.move)


ABSENT = "–"


def told(found: Comparison) -> list[MovedRow]:
    """Return what moved the total and stands on both sides, or acts on the total: these are told one by one."""
    return [row for row in moved_rows(found) if not isinstance(row, IndicatorChange) or not row.one_sided]


def unmatched(found: Comparison) -> list[IndicatorChange]:
    """Return the indicators that stand on one side only, those of the most marks first."""
    return [row for row in found.indicators if row.one_sided]


def unmoved(found: Comparison) -> list[IndicatorChange]:
    """Return the indicators on both sides that give the same marks at both ends."""
    return [row for row in found.indicators if row.move.is_none and not row.one_sided]


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
    return " / ".join(dict.fromkeys(signed(each) for each in (found.low, found.high)))


def moved_text(move: Move) -> str:
    """Return how marks moved: one number, or one for each end of the interval."""
    return signed(move.low) if move.low == move.high else f"{signed(move.low)} / {signed(move.high)}"


def has_two_ends(found: Comparison) -> bool:
    """Return whether any move is told at both ends."""
    moves = [found.total, *(each.move for each in found.dimensions)]
    moves += [each.move for each in found.adjustments]
    return any(move.low != move.high for move in moves)


def title_of(row: MovedRow) -> Title | Message:
    """Return the name of a row."""
    if isinstance(row, Residue):
        return words.RESIDUE
    if isinstance(row, IndicatorChange):
        return row.result.title
    either = row.after or row.before
    return words.ADJUSTMENTS if either is None else either.title


def judged_by(card: Scorecard, lang: Lang) -> str:
    """Return which judgements a scorecard rests on, and who signed them."""
    digest = card.judgements_sha256
    signed = signature(card)
    if digest is None:
        judged = words.NO_JUDGEMENTS.text(lang)
    else:
        judged = f"{words.JUDGEMENTS.text(lang)} {digest[:DIGEST]}"
    return judged if signed is None else f"{judged} · {visible(signed.text(lang))}"


DIGEST = 12
"""How many digits of a digest are shown."""


def id_of(row: MovedRow) -> str:
    """Return the id of a row in its rubric; what a file lacks has none."""
    if isinstance(row, IndicatorChange):
        return row.result.id
    either = None if isinstance(row, Residue) else row.after or row.before
    return "" if either is None else either.id


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
        before, after = (absent if each is None else of_full(each, lang) for each in (row.before, row.after))
    return filled(words.FROM_TO, before=before, after=after).text(lang)


def of_full(row: IndicatorResult, lang: Lang) -> str:
    """Return the marks of a row and its full marks, or that it does not apply."""
    if row.outcome is Outcome.NOT_APPLICABLE:
        return words.NOT_APPLICABLE.text(lang)
    return filled(words.OF, won=ends(won(row), row.marks), full=marks(row.marks)).text(lang)


QUOTES = 12
"""How many quotes of one fact are shown."""


def judged_ends(each: JudgementChange, lang: Lang) -> str:
    """Return the marks that both sides give one row."""
    before, after = (
        words.ABSENT.text(lang)
        if one is None
        else filled(words.OF, won=ends(one.won, one.marks), full=marks(one.marks)).text(lang)
        for one in (each.before, each.after)
    )
    return filled(words.FROM_TO, before=before, after=after).text(lang)


def certainty(row: MovedRow, lang: Lang) -> str:
    """Return how sure a move is and how far it may go; nothing where it is settled."""
    move = row.move
    if move.least == move.most:
        return ""
    turn = _turn(row) if isinstance(row, IndicatorChange) else None
    if turn is not None:
        return (words.SETTLED if turn == SETTLED else words.OPENED).text(lang)
    between = filled(words.RANGE, low=signed(move.least), high=signed(move.most)).text(lang)
    word = words.CERTAINTIES[move.certainty].text(lang)
    return f"{word}（{between}）" if lang is Lang.ZH else f"{word} ({between})"


def rates(row: MovedRow) -> Message | None:
    """Return what share of full marks a row won on both sides, where full marks are others; else None."""
    if not isinstance(row, IndicatorChange) or row.before is None or row.after is None:
        return None
    old, new = row.before, row.after
    if old.marks == new.marks or not old.marks or not new.marks:
        return None
    return filled(words.RATES, before=_share(old), after=_share(new))


def _share(row: IndicatorResult) -> str:
    shares = (f"{marks(each * 100 / row.marks)}%" for each in (row.low, row.high))
    return "–".join(dict.fromkeys(shares))


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


def value_of(row: IndicatorChange, lang: Lang) -> str | None:
    """Return what was measured on both sides, where that differs; None where it does not."""
    values = [None if one is None else one.value for one in (row.before, row.after)]
    either = values[1] or values[0]
    shown = [
        value_text(None if one is None else one.value, (one or either).unit, lang) for one in values if either
    ]
    if either is None or shown[0] == shown[1]:
        return None
    return f"{visible(either.title.text(lang))}  {shown[0]} → {shown[1]}"


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


def waiting(row: IndicatorChange, found: Comparison) -> list[Message]:
    """Return what one side waits for and the other does not."""
    cards = (found.before, found.after)
    both = zip((words.WAITS_A, words.WAITS_B), row.missing, cards, strict=True)
    return [filled(word, what=Joined(tuple(_missing(ids, card)))) for word, ids, card in both if ids]


def _missing(ids: Sequence[str], card: Scorecard) -> Iterator[object]:
    wanted = set(ids)
    titles = {item.id: item.title for item in card.missing if item.id in wanted}
    for id in ids:
        title = titles.get(id)
        if title is None:
            yield visible(id)
        else:
            yield filled(words.JUDGEMENT_OF, title=title) if id.startswith(JUDGEMENT) else title


def deductions(row: IndicatorChange, lang: Lang) -> list[tuple[Message, Decimal, str]]:
    """Return the deductions that differ, each side's: what became of it, its marks, and its part with the reason."""
    titles = {
        part.id: part.title for side in (row.before, row.after) if side is not None for part in walk(side)
    }
    found = []
    for each in row.deductions:
        if each.before is not None and each.after is not None:
            sides = [(words.A, each.before), (words.B, each.after)]
        else:
            both = ((words.GONE, each.before), (words.NEW, each.after))
            sides = [(word, one) for word, one in both if one is not None]
        found += [(word, one.marks, _reason(one, titles, lang)) for word, one in sides]
    return found


def _reason(deduction: Deduction, titles: Mapping[str, Title], lang: Lang) -> str:
    """Return why marks were lost, with the part that lost them in front, unless the reason names it."""
    reason = visible(deduction.reason.text(lang))
    title = titles.get(deduction.part or "")
    name = "" if title is None else visible(title.text(lang))
    return reason if name in reason else f"{name} › {reason}"


def clauses(row: IndicatorChange) -> list[tuple[Message | None, str]]:
    """Return the clause, without a side where it is the same on both."""
    texts = [None if one is None else one.clause for one in (row.before, row.after)]
    if texts[0] == texts[1]:
        return [(None, texts[0] or "")]
    return [(side, text) for side, text in zip((words.A, words.B), texts, strict=True) if text is not None]


def judgements(row: IndicatorChange) -> list[JudgementChange]:
    """Return the judgements of a row that decide otherwise; those with other reasons alone are left out."""
    return [each for each in row.judgements if not each.move.is_none]
