"""What stands beside the marks of an indicator: its clause, why marks went or are open, and what that rests on."""

from collections.abc import Iterator

from evalkit.documents.document import Evidence
from evalkit.messages import Joined, Lang, Message
from evalkit.rendering import words as general
from evalkit.rendering.contents import SHOWN_PASSAGES, Lost, is_judgement, shortened, walk
from evalkit.rendering.figures import marks, signed, value_text
from evalkit.rendering.places import Places, outermost
from evalkit.rendering.review.citing import facts_evidence
from evalkit.rendering.score_sheet import words
from evalkit.scoring.scorecard import DimensionResult, IndicatorResult, JudgementRecord, MissingItem, Outcome


def filled(word: Message, lang: Lang, **values: object) -> str:
    """Return a word with its values, in `lang`."""
    return general.filled(word, **values).text(lang)


def clause_lines(result: IndicatorResult, lang: Lang) -> Iterator[str]:
    """Yield the clause of an indicator, then those of its parts that it does not say itself."""
    if result.clause:
        yield result.clause
    for part in result.parts:
        if part.clause and part.clause not in result.clause:
            title = part.title.text(lang)
            yield filled(words.PART, lang, title=title, marks=marks(part.marks), clause=part.clause)


def reason_lines(
    dimension: DimensionResult, result: IndicatorResult, missing: tuple[MissingItem, ...], lang: Lang
) -> Iterator[str]:
    """Yield why an indicator lost marks, what is open and for want of what, and who judged it; `missing` is its own."""
    if result.outcome is Outcome.NOT_APPLICABLE:
        yield words.NOT_APPLICABLE.text(lang)
    for each in result.deductions:
        lost = Lost(dimension, result, each)
        values = {"marks": signed(-each.marks), "reason": each.reason}
        text = (
            filled(words.LOST, lang, **values)
            if lost.part is None
            else filled(words.LOST_IN, lang, part=lost.part.text(lang), **values)
        )
        yield filled(words.ADMITTED, lang, text=text) if each.admitted else text
    if result.high > result.low:
        yield _open(result, missing, lang)
    told = "\n".join(each.reason.text(lang) for each in result.deductions)
    for part in walk(result):
        if part.judgement is not None and part.judgement.reason not in told:
            yield _judged(part.judgement, None if part is result else part.title.text(lang), lang)
        if part.fault is not None:
            yield part.fault.text(lang)


def _judged(record: JudgementRecord, part: str | None, lang: Lang) -> str:
    values = {"marks": marks(record.marks), "reason": record.reason, "by": record.by}
    at = f"{record.at:%Y-%m-%d}"
    if part is None:
        return filled(words.JUDGED, lang, at=at, **values)
    return filled(words.JUDGED_IN, lang, part=part, at=at, **values)


def _open(result: IndicatorResult, missing: tuple[MissingItem, ...], lang: Lang) -> str:
    left = marks(result.high - result.low)
    lacking = tuple(each.title.text(lang) for each in missing if not is_judgement(each))
    waiting = tuple(each.title.text(lang) for each in missing if is_judgement(each))
    what = [filled(words.LACKING, lang, titles=Joined(lacking))] if lacking else []
    if waiting == (result.title.text(lang),):
        what.append(words.TO_JUDGE_ALONE.text(lang))
    elif waiting:
        what.append(filled(words.TO_JUDGE, lang, titles=Joined(waiting)))
    if not what:
        return filled(words.OPEN_ALONE, lang, marks=left)
    return filled(words.OPEN, lang, marks=left, what=words.APART.text(lang).join(what))


def evidence_lines(result: IndicatorResult, where: Places) -> Iterator[str]:
    """Yield the value that an indicator was measured at, and the places of the report that it rests on."""
    value = result.value
    if value is not None:
        shown = value_text(value.value, value.unit, where.lang)
        yield filled(words.LABELLED, where.lang, title=value.title.text(where.lang), value=shown)
    lost = tuple(one for each in result.deductions for one in each.evidence)
    yield from quoted(lost or facts_evidence(result), where)


def quoted(evidence: tuple[Evidence, ...], where: Places) -> Iterator[str]:
    """Yield places of the report with their words, the first few; of the others it is said where they stand."""
    places = outermost(evidence)
    for one in places[:SHOWN_PASSAGES]:
        quote = shortened(one, where.lang)
        yield filled(words.QUOTED, where.lang, quote=quote, where=where.one(one))
    rest = places[SHOWN_PASSAGES:]
    if rest:
        yield filled(general.MORE_PASSAGES, where.lang, count=len(rest), places=where.all(rest))
