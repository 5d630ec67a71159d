"""What the agreement of evaluators says, gathered for all formats."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from evalkit.comparing.evaluators import Agreement, ByRubric, Evaluator, Leaning, Reliability, Totals
from evalkit.comparing.krippendorff import Alpha, Undefined
from evalkit.comparing.resampling import LEAST_UNITS
from evalkit.comparing.units import Rating, Scale, Twice, Unit
from evalkit.messages import Joined, Lang, Message
from evalkit.rendering.agreement import words
from evalkit.rendering.figures import MINUS, marks, signed
from evalkit.rendering.visible import visible
from evalkit.rendering.words import filled

ABSENT = "–"
_DIGITS = 12
"""How much of a digest people are shown."""
_NAMED = 3
"""How many indicators a sentence names."""
_HUNDRED = Decimal(100)
_COUNTABLE = 10**15
"""From here on a mean count has no decimals worth showing."""
_THREE = Decimal("0.001")


def decimal(number: Fraction) -> Decimal:
    """Return a fraction as a decimal of 28 digits."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def note(found: Agreement) -> Message:
    """Return how many evaluators, reports and files there are."""
    return filled(
        words.NOTE, evaluators=len(found.evaluators), reports=found.judged_reports, files=found.files
    )


def sentences(found: Agreement) -> list[Message]:
    """Return what there is to know before anybody looks at the tables."""
    if not found.shared:
        return [words.NOTHING]
    said = [filled(words.SHARED, shared=found.shared, differing=len(found.disagreements))]
    if found.single:
        said.append(filled(words.SINGLE, single=found.single))
    said += [_reliable(each) for each in found.overall]
    said += _leaning(found.evaluators)
    said += _widest(found)
    if found.reports and found.reports[0].spread:
        first = found.reports[0]
        said.append(filled(words.SPREAD, marks=marks(first.spread), report=called(found, first.report)))
    return said


def conventions(found: Agreement) -> Message:
    """Return by which conventions an α is called reliable, and by which metric it is worked out."""
    signs = {verdict.value: sign for verdict, sign in words.SIGNS.items()}
    return filled(words.CONVENTIONS, metric=words.METRICS[found.metric], least=LEAST_UNITS, **signs)


def _reliable(one: Reliability) -> Message:
    scale = words.SCALES[one.scale]
    if isinstance(one.alpha.value, Undefined):
        return filled(words.NO_ALPHA, scale=scale, why=verdict(one.alpha))
    ends = one.alpha.interval
    between: Message | str = ""
    if ends is not None:
        between = filled(words.WITH_INTERVAL, low=floored(ends[0]), high=floored(ends[1]))
    return filled(
        words.ALPHA_IS, scale=scale, alpha=value(one.alpha), interval=between, verdict=verdict(one.alpha)
    )


def _leaning(evaluators: Sequence[Evaluator]) -> list[Message]:
    if not any(each.interval for each in evaluators):
        return [filled(words.TOO_FEW, least=LEAST_UNITS)]
    leaning = [each for each in evaluators if each.leaning is not Leaning.UNCLEAR]
    if len(evaluators) == 2:
        leaning = leaning[:1]  # the other leans as far the other way
    return [_leans(each) for each in leaning] or [words.NOBODY_LEANS]


def _leans(one: Evaluator) -> Message:
    mean = one.mean or Fraction(0)
    return filled(
        words.LEANS,
        evaluator=visible(one.name),
        leaning=words.LEANINGS[one.leaning],
        way=words.LOWER if mean < 0 else words.HIGHER,
        points=marks(decimal(abs(mean)) * _HUNDRED),
        units=one.units,
    )


def _widest(found: Agreement) -> list[Message]:
    names = [
        filled(words.QUOTED, name=each.title)
        for rubric in found.rubrics
        for each in widest(rubric)
        if each.gap and each.scale is Scale.SHARE
    ]
    return [filled(words.WIDEST, names=Joined(tuple(names[:_NAMED])))] if names else []


def widest(rubric: ByRubric) -> list[Reliability]:
    """Return the indicators, those first on which values lie widest apart; counts stand behind shares."""
    return sorted(rubric.indicators, key=lambda each: (each.scale is Scale.COUNT, -(each.gap or 0)))


def floored(number: float) -> str:
    """Return a number with three decimals, never more than it is: 0.9996 is no perfect agreement."""
    shown = Decimal(f"{number:.12f}").quantize(_THREE, ROUND_FLOOR)
    return f"{MINUS if shown < 0 else ''}{abs(shown)}"


def value(alpha: Alpha) -> str:
    """Return an α with three decimals, a dash where there is none."""
    return ABSENT if isinstance(alpha.value, Undefined) else floored(alpha.value)


def sign(alpha: Alpha) -> str:
    """Return the sign of what the conventions say of an α; none where there is none."""
    found = alpha.verdict
    return "" if isinstance(found, Undefined) else words.SIGNS[found]


def verdict(alpha: Alpha) -> Message:
    """Return what the conventions say of an α, or why there is none."""
    found = alpha.verdict
    return words.UNDEFINED[found] if isinstance(found, Undefined) else words.VERDICTS[found]


def ends(alpha: Alpha, lang: Lang) -> str:
    """Return the ends of the interval of an α, a dash where there is none; why there is no α where that is so."""
    if isinstance(alpha.value, Undefined):
        return verdict(alpha).text(lang)
    if alpha.interval is None:
        return ABSENT
    low, high = map(floored, alpha.interval)
    return filled(words.RANGE, low=low, high=high).text(lang)


def title(one: Reliability, lang: Lang) -> str:
    """Return what an α is of: the dimension, the indicator, or everything."""
    if one.title is not None:
        return visible(one.title.text(lang))
    return (words.ADJUSTMENTS if one.is_group else words.ALL).text(lang)


def name(one: Reliability, lang: Lang) -> str:
    """Return what an α is of; counts say that they are."""
    text = title(one, lang)
    if one.scale is Scale.SHARE:
        return text
    scale = words.SCALES[one.scale].text(lang)
    return f"{text}（{scale}）" if lang is Lang.ZH else f"{text} ({scale})"


def gap(number: Fraction | None, scale: Scale) -> str:
    """Return a mean difference: shares in per cent of full marks, counts in cases."""
    if number is None:
        return ABSENT
    return f"{marks(decimal(number) * _HUNDRED)}%" if scale is Scale.SHARE else cases(number)


def cases(number: Fraction) -> str:
    """Return a number of cases, which nobody has limited: one of many digits is shown as a whole number."""
    return marks(decimal(number)) if number < _COUNTABLE else str(round(number))


def gaps(one: Reliability) -> tuple[Decimal | None, Decimal | None]:
    """Return the mean difference as a share of full marks, and in cases: one of them, or neither."""
    if one.gap is None:
        return None, None
    shown = decimal(one.gap)
    return (shown, None) if one.scale is Scale.SHARE else (None, shown)


def mean(one: Evaluator) -> str:
    """Return the mean difference from the others in per cent of full marks, a dash where there is none."""
    return ABSENT if one.mean is None else f"{signed(decimal(one.mean) * _HUNDRED)}%"


def mean_ends(one: Evaluator, lang: Lang) -> str:
    """Return the ends of its interval, a dash where there is none."""
    if one.interval is None:
        return ABSENT
    low, high = (f"{signed(Decimal(f'{end * 100:.2f}'))}%" for end in one.interval)
    return filled(words.RANGE, low=low, high=high).text(lang)


def called(found: Agreement, report: str) -> str:
    """Return what a report is called, the beginning of its digest where that is not known."""
    return visible(found.names.get(report, report[:_DIGITS]))


def place(unit: Unit, lang: Lang) -> str:
    """Return the titles that lead to what was judged."""
    return " › ".join(dict.fromkeys(visible(title.text(lang)) for title in unit.item.titles))


def apart(unit: Unit) -> Message:
    """Return how far the evaluators lie apart on a unit."""
    if unit.spread is not None and unit.item.full is not None:
        return filled(words.APART_MARKS, marks=marks(unit.spread), full=marks(unit.item.full))
    return filled(words.APART_CASES, count=cases(unit.gap))


def given(rating: Rating) -> Message:
    """Return what an evaluator gave: marks or cases."""
    judgement = rating.judgement
    if judgement.marks is not None:
        return filled(words.MARKS, marks=marks(judgement.marks))
    return filled(words.CASES, count=judgement.count)


def sums(totals: Totals, lang: Lang) -> str:
    """Return what each evaluator's judgements of a report come to."""
    each = (
        filled(words.SUM, evaluator=visible(one.evaluator), marks=marks(one.marks)) for one in totals.sums
    )
    return Joined(tuple(each)).text(lang)


def remarks(found: Agreement) -> list[Message]:
    """Return who judged a report in several files, and what became of it."""
    return [_twice(each, found) for each in found.twice]


def _twice(one: Twice, found: Agreement) -> Message:
    return filled(
        words.TWICE,
        evaluator=visible(one.evaluator),
        report=called(found, one.report),
        files=Joined(tuple(map(visible, one.files))),
        unsettled=filled(words.UNSETTLED, items=Joined(one.unsettled)) if one.unsettled else "",
    )
