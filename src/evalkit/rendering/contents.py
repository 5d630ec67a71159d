"""What a scorecard says, gathered for the formats that people read: the terminal and Markdown."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from evalkit.documents.document import Evidence
from evalkit.facts.fact import Basis
from evalkit.frozen import frozen
from evalkit.messages import Joined, Lang, Message
from evalkit.rendering import words
from evalkit.rendering.figures import marks, signed
from evalkit.rendering.places import line_of
from evalkit.rendering.visible import visible
from evalkit.rules.rule import Input, Title
from evalkit.scoring.scorecard import (
    Deduction,
    DimensionResult,
    IndicatorResult,
    JudgementRecord,
    MissingItem,
    Outcome,
    Scorecard,
)
from evalkit.scoring.self_scores import is_on_another_scale

JUDGEMENT = "judgement:"
"""What the ids of missing judgements begin with."""

SHOWN_PASSAGES = 3
"""How many passages of one indicator are quoted; of the others it is said where they stand."""

Four = tuple[str, str, str, str]

_LONG = 240
_SENTENCE_ENDS = "。！？；"


@frozen
class Lost:
    """A deduction with the indicator, the part and the dimension that it was taken from."""

    dimension: DimensionResult
    indicator: IndicatorResult
    deduction: Deduction

    @property
    def part(self) -> Title | None:
        """Return the title of the part or item, None where the indicator itself lost the marks."""
        wanted = self.deduction.part
        if wanted is None:
            return None
        found = (result.title for result in walk(self.indicator) if result.id == wanted)
        return next(found, Title(wanted))


def losses(card: Scorecard) -> tuple[Lost, ...]:
    """Return every deduction, in the order of the rubric."""
    return tuple(
        Lost(dimension, indicator, deduction)
        for dimension in card.dimensions
        for indicator in dimension.indicators
        for deduction in indicator.deductions
    )


def indicators(card: Scorecard) -> Iterator[IndicatorResult]:
    """Yield every indicator, in the order of the rubric."""
    for dimension in card.dimensions:
        yield from dimension.indicators


def walk(result: IndicatorResult) -> Iterator[IndicatorResult]:
    """Yield an indicator, then its parts, then theirs."""
    waiting = [result]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(found.parts))


def shown_parts(result: IndicatorResult) -> tuple[IndicatorResult, ...]:
    """Return the parts worth a row of their own: none where all of them fared alike."""
    fates = {_fate(part) for part in result.parts}
    return result.parts if len(fates) > 1 or "lost" in fates else ()


def _fate(result: IndicatorResult) -> str:
    return "lost" if result.high < result.marks else result.outcome.value


def titles(card: Scorecard, ids: Iterable[str], lang: Lang) -> str:
    """Return the titles of indicators and adjustments, one after the other; an unknown id names itself."""
    known = {one.id: one.title for one in card.adjustments}
    known.update((one.id, one.title) for one in indicators(card))
    names = tuple(visible(known.get(id, Title(id)).text(lang)) for id in ids)
    return Joined(names).text(lang)


def sign(result: IndicatorResult) -> str:
    """Return the sign of how an indicator ended."""
    if result.outcome is Outcome.SCORED and result.high < result.marks:
        return words.LOST_SIGN
    return words.SIGNS[result.outcome]


def judged(card: Scorecard) -> tuple[tuple[IndicatorResult, IndicatorResult, JudgementRecord], ...]:
    """Return every judgement with its indicator and the part or indicator itself that it decides."""
    return tuple(
        (indicator, result, result.judgement)
        for indicator in indicators(card)
        for result in walk(indicator)
        if result.judgement is not None
    )


def is_judgement(item: MissingItem) -> bool:
    """Return whether an evaluator has to supply it, rather than the report."""
    return item.id.startswith(JUDGEMENT)


def open_sentence(card: Scorecard) -> Message | None:
    """Return what keeps the total open, None when it is settled."""
    if card.high == card.low:
        return None
    facts = {item.id for item in card.missing if not is_judgement(item)}
    waiting = {item.id for item in card.missing if is_judgement(item)}
    failed = {one.id for one in indicators(card) if one.outcome is Outcome.ERROR}
    counted = (
        (words.FACTS_MISSING, facts),
        (words.JUDGEMENTS_MISSING, waiting),
        (words.FAULTED, failed),
    )
    what = tuple(words.filled(word, count=len(ids)) for word, ids in counted if ids)
    sentence = words.OPEN_GRADE if card.grade is None and card.possible_grades else words.OPEN_MARKS
    return words.filled(sentence, marks=marks(card.high - card.low), what=Joined(what))


def grade_text(card: Scorecard, lang: Lang) -> str:
    """Return the grade, or why there is none yet."""
    if card.grade is not None:
        return visible(card.grade.text(lang))
    if not card.possible_grades:
        return words.GRADE_NONE.text(lang)
    names = tuple(visible(grade.text(lang)) for grade in card.possible_grades)
    return words.filled(words.GRADE_OPEN, grades=Joined(names)).text(lang)


def four(scored: Scorecard | DimensionResult | IndicatorResult) -> Four:
    """Return the marks won, open, lost and full; nothing open and nothing lost are blank."""
    undetermined, lost = scored.high - scored.low, scored.marks - scored.high
    return (
        marks(scored.low, scored.marks),
        marks(undetermined) if undetermined > 0 else "",
        marks(lost) if lost > 0 else "",
        marks(scored.marks),
    )


def adjusted(card: Scorecard) -> Four:
    """Return what the adjustments did to the total, in the columns of `four`."""
    low = sum((one.low for one in card.adjustments), Decimal(0))
    high = sum((one.high for one in card.adjustments), Decimal(0))
    return signed(low), signed(high - low) if high != low else "", "", ""


def total_four(card: Scorecard) -> Four:
    """Return the marks of the total; lost is what the deductions took, whatever a bonus gave back."""
    won, undetermined, _, full = four(card)
    lost = total_lost(card)
    return won, undetermined, marks(lost) if lost else "", full


def self_score_remark(card: Scorecard) -> Message | None:
    """Return how the report's own total relates to this one, None when it states none."""
    own = card.self_score
    if own is None:
        return None
    if is_on_another_scale(own, card.marks):
        return words.filled(words.SELF_ELSEWHERE, marks=marks(card.marks))
    if own > card.high:
        return words.filled(words.SELF_ABOVE, marks=marks(own - card.high))
    if own < card.low:
        return words.filled(words.SELF_BELOW, marks=marks(card.low - own))
    return words.SELF_EQUAL if card.low == card.high else words.SELF_WITHIN


def signature(card: Scorecard) -> Message | None:
    """Return who signed the judgements and when, and whether they still stand; None when nobody has."""
    signed = card.signed
    if signed is None:
        return None
    sentence = words.SIGNED_BEFORE if signed.changed_since else words.SIGNED_BY
    return words.filled(sentence, by=signed.by, at=signed.at.isoformat(sep=" "))


def shortened(evidence: Evidence, lang: Lang) -> str:
    """Return a passage, a very long one as its first sentences with a word on where the rest stands."""
    text = visible(evidence.quote)
    if len(text) <= _LONG:
        return text
    end = max(text.rfind(mark, 0, _LONG) for mark in _SENTENCE_ENDS) + 1
    place = line_of(evidence, lang)
    return text[: end or _LONG] + words.filled(words.PASSAGE_SHORTENED, place=place).text(lang)


def used_facts(card: Scorecard) -> tuple[tuple[IndicatorResult, Input], ...]:
    """Return every fact that an indicator or its parts used, once an indicator."""
    return tuple(
        (indicator, one)
        for indicator in indicators(card)
        for one in dict.fromkeys(one for result in walk(indicator) for one in result.inputs)
    )


def stated_facts(card: Scorecard) -> tuple[Input, ...]:
    """Return every fact used that rests on words alone, once."""
    return tuple(dict.fromkeys(one for _, one in used_facts(card) if one.basis is Basis.STATEMENT))


def basis_rows(card: Scorecard) -> tuple[tuple[Message, Decimal, Message], ...]:
    """Return the awarded marks by what they rest on: the name, the marks, and what the name means."""
    sums = card.basis
    by_basis = (
        (Basis.FIGURE, sums.figure),
        (Basis.CLAIM, sums.claim),
        (Basis.STATEMENT, sums.statement),
        (Basis.SUPPLIED, sums.supplied),
    )
    rows = tuple((words.BASES[basis], amount, words.BASES_EXPLAINED[basis]) for basis, amount in by_basis)
    return (*rows, (words.BASIS_JUDGEMENT, sums.judgement, words.BASIS_JUDGEMENT_EXPLAINED))


def passages(card: Scorecard) -> tuple[tuple[IndicatorResult, tuple[Evidence, ...]], ...]:
    """Return each indicator that waits for a judgement with the passages that bear on it, maybe none."""
    waiting = {item.indicator for item in card.missing if is_judgement(item)}
    found = []
    for indicator in indicators(card):
        passed = tuple(dict.fromkeys(one for result in walk(indicator) for one in result.passages))
        if indicator.id in waiting:
            found.append((indicator, passed))
    return tuple(found)


def shared_marks(card: Scorecard) -> bool:
    """Return whether several rows of what is missing stand for the same marks."""
    facts = [item.indicator for item in card.missing if not is_judgement(item)]
    return len(facts) > len(set(facts))


def total_lost(card: Scorecard) -> Decimal:
    """Return the marks lost through deductions."""
    return sum((loss.deduction.marks for loss in losses(card)), Decimal(0))
