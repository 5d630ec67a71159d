"""The agreement of evaluators as a page in one file, for a screen and for paper."""

from collections.abc import Iterator, Sequence

from evalkit.comparing.evaluators import Agreement, Evaluator, Leaning, Reliability
from evalkit.comparing.krippendorff import RELIABLE, TENTATIVE, Undefined, Verdict
from evalkit.comparing.units import Unit
from evalkit.messages import Lang, Message
from evalkit.rendering.agreement import contents, words
from evalkit.rendering.charts import Scale, ranged
from evalkit.rendering.figures import marks
from evalkit.rendering.html import Child, Markup, element, page, table
from evalkit.rendering.words import filled

_START, _END = 6, 154
"""Where the small pictures begin and end."""
_LEANINGS = {Leaning.STRICTER: "down", Leaning.MILDER: "up", Leaning.UNCLEAR: "soft"}
_VERDICTS = {Verdict.RELIABLE: "up", Verdict.UNRELIABLE: "down", Verdict.TOO_FEW: "soft"}


def agreement_page(found: Agreement, lang: Lang) -> str:
    """Return the agreement as HTML: nothing is loaded from elsewhere, and no script runs."""
    return page(words.TITLE.text(lang), _body(found, lang), lang)


def _body(found: Agreement, lang: Lang) -> Iterator[Child]:
    yield element("h1", words.TITLE.text(lang))
    yield element("p", contents.note(found).text(lang), class_="soft")
    said = [*contents.sentences(found), *contents.remarks(found)]
    yield element("ul", *(element("li", each.text(lang)) for each in said))
    if not found.shared:
        return
    yield from _reliabilities(found, lang)
    yield from _evaluators(found, lang)
    yield from _reports(found, lang)
    yield from _disagreements(found, lang)


def _reliabilities(found: Agreement, lang: Lang) -> Iterator[Child]:
    yield element("h2", words.RELIABILITY.text(lang))
    several = len(found.rubrics) > 1
    if several:
        yield _table(found.overall, words.WHAT, lang)
    for rubric in found.rubrics:
        name = rubric.title.text(lang)
        if several:
            yield element("h2", name, element("small", rubric.id))
        yield _table((*rubric.overall, *rubric.dimensions), words.WHAT, lang)
        yield element("h2", words.BY_INDICATOR.text(lang), element("small", name) if several else None)
        yield _table(contents.widest(rubric), words.INDICATOR, lang)
    yield element("p", contents.conventions(found).text(lang), class_="soft")


def _table(rows: Sequence[Reliability], head: Message, lang: Lang) -> Markup:
    heads = [
        (head.text(lang), False),
        ("α", True),
        ("", False),
        (words.INTERVAL.text(lang), True),
        *((each.text(lang), True) for each in (words.UNITS, words.PAIRS, words.DIFFERING, words.GAP)),
        (words.VERDICT.text(lang), False),
    ]
    return table(heads, [_row(one, lang) for one in rows])


def _row(one: Reliability, lang: Lang) -> tuple[Child, ...]:
    found = one.alpha
    told = contents.verdict(found).text(lang)
    style = "soft" if isinstance(found.verdict, Undefined) else _VERDICTS.get(found.verdict)
    return (
        contents.name(one, lang),
        contents.value(found),
        _picture(one, lang),
        "" if isinstance(found.value, Undefined) else contents.ends(found, lang),
        found.units,
        found.pairs,
        one.differing,
        contents.gap(one.gap, one.scale),
        element("span", f"{contents.sign(found)} {told}".strip(), class_=style),
    )


def _picture(one: Reliability, lang: Lang) -> Child:
    """Return where α and its interval lie between 0 and 1, with the conventions; what is below 0 is drawn at 0."""
    value = one.alpha.value
    if isinstance(value, Undefined):
        return None
    low, high = one.alpha.interval or (value, value)
    label = f"α {contents.value(one.alpha)} {contents.ends(one.alpha, lang)}"
    ends = (max(value, 0), max(low, 0), max(high, 0))
    return ranged(*ends, Scale(0, 1, _START, _END), label, (TENTATIVE, RELIABLE))


def _evaluators(found: Agreement, lang: Lang) -> Iterator[Child]:
    yield element("h2", words.EVALUATORS.text(lang))
    counts = (words.UNITS, words.BELOW, words.EQUAL, words.ABOVE, words.JUDGED)
    heads = [
        (words.EVALUATOR.text(lang), False),
        (words.MEAN.text(lang), True),
        ("", False),
        (words.INTERVAL.text(lang), True),
        *((each.text(lang), True) for each in counts),
        (words.LEANING.text(lang), False),
    ]
    reach = max((_reach(one) for one in found.evaluators), default=0.0)
    yield table(heads, [_evaluator(one, reach, lang) for one in found.evaluators])


def _reach(one: Evaluator) -> float:
    """Return how far the mean and its interval lie from 0."""
    low, high = one.interval or (0.0, 0.0)
    return max(abs(float(one.mean or 0)), abs(low), abs(high))


def _evaluator(one: Evaluator, reach: float, lang: Lang) -> tuple[Child, ...]:
    value = float(one.mean or 0)
    low, high = one.interval or (value, value)
    scale = Scale(-reach, reach, _START, _END)
    label = f"{contents.mean(one)} {contents.mean_ends(one, lang)}"
    leaning = element("span", words.LEANINGS[one.leaning].text(lang), class_=_LEANINGS[one.leaning])
    return (
        one.name,
        contents.mean(one),
        ranged(value, low, high, scale, label, (0,)) if reach and one.units else None,
        contents.mean_ends(one, lang),
        one.units,
        one.below,
        one.equal,
        one.above,
        one.judged,
        leaning,
    )


def _reports(found: Agreement, lang: Lang) -> Iterator[Child]:
    if not found.reports:
        return
    yield element("h2", words.REPORTS.text(lang))
    heads = [
        (words.REPORT.text(lang), False),
        (words.UNITS.text(lang), True),
        (words.SUMS.text(lang), False),
        (words.APART.text(lang), True),
    ]
    rows: list[tuple[Child, ...]] = [
        (contents.called(found, one.report), one.items, contents.sums(one, lang), marks(one.spread))
        for one in found.reports
    ]
    yield table(heads, rows)


def _disagreements(found: Agreement, lang: Lang) -> Iterator[Child]:
    note = element("small", str(len(found.disagreements))) if found.disagreements else None
    yield element("h2", words.DISAGREEMENTS.text(lang), note)
    if not found.disagreements:
        yield element("p", words.NO_DISAGREEMENTS.text(lang))
        return
    heads = [
        (words.INDICATOR.text(lang), False),
        (words.EVALUATOR.text(lang), False),
        (words.GIVEN.text(lang), True),
        (words.REASON.text(lang), False),
    ]
    yield table(heads, [row for unit in found.disagreements for row in _unit(unit, found, lang)])


def _unit(unit: Unit, found: Agreement, lang: Lang) -> Iterator[tuple[Child, ...]]:
    apart = contents.apart(unit).text(lang)
    where = apart
    if found.judged_reports > 1:
        where = f"{apart} · {filled(words.OF_REPORT, report=contents.called(found, unit.report)).text(lang)}"
    what: Child = element("div", contents.place(unit, lang), element("div", where, class_="soft"))
    for rating in unit.ratings:
        given = contents.given(rating).text(lang)
        yield what, rating.evaluator, given, rating.judgement.reason
        what = None
