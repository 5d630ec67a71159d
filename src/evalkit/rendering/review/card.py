"""The scorecard on the review page, but for its indicators and pictures."""

from collections.abc import Iterator

from evalkit.messages import Joined, Lang
from evalkit.rendering import words as said
from evalkit.rendering.contents import (
    basis_rows,
    grade_text,
    is_judgement,
    open_sentence,
    self_score_remark,
    shared_marks,
    signature,
    titles,
)
from evalkit.rendering.figures import interval, marks, signed
from evalkit.rendering.html import Child, Markup, element, table
from evalkit.rendering.review import words
from evalkit.rendering.review.blocks import SPACE, folded, heading, labelled
from evalkit.rendering.review.citing import adjustment_anchor, admission_anchor, finding_anchor
from evalkit.rendering.review.editing import Forms
from evalkit.rendering.review.links import Links
from evalkit.rendering.words import filled
from evalkit.rubrics.rubric import Standing
from evalkit.scoring.scorecard import AdjustmentResult, Admission, MissingItem, Scorecard

_SHOWN = 5
"""How many missing items stand on the first screen; a click shows the others."""


def headline(card: Scorecard, lang: Lang) -> str:
    """Return whose report of which year it is."""
    name, year = card.report.department, card.report.year
    who = said.NO_DEPARTMENT.text(lang) if name is None else name
    when = said.NO_YEAR.text(lang) if year is None else filled(said.YEAR, year=year).text(lang)
    return f"{who} {when}"


def summary(card: Scorecard, lang: Lang) -> Iterator[Child]:
    """Yield the total with its interval, the grade, and what keeps them open."""
    total = interval(card.awarded, card.low, card.high, lang, card.marks)
    out_of = filled(said.OF_MARKS, marks=marks(card.marks)).text(lang).strip()
    yield labelled(said.TOTAL, lang, element("strong", total), SPACE, out_of, class_="total")
    yield labelled(said.GRADE, lang, grade_text(card, lang))
    remark = self_score_remark(card)
    if card.self_score is not None and remark is not None:
        yield labelled(said.SELF_SCORE, lang, f"{marks(card.self_score)} {remark.text(lang)}")
    signed_by = signature(card)
    if card.signed is not None and signed_by is not None:
        stale = " waits" if card.signed.changed_since else ""
        yield labelled(said.SIGNED_OFF, lang, signed_by.text(lang), class_=f"signed{stale}")
    sentence = open_sentence(card)
    if sentence is not None:
        yield element("p", sentence.text(lang), class_="waits")
    for fault in card.faults:
        yield labelled(said.FAULTS, lang, fault.text(lang), class_="down")


def about(card: Scorecard, lang: Lang) -> Iterator[Child]:
    """Yield by which rubric the report was scored, and what of it was not read."""
    rubric = card.rubric
    yield labelled(said.RUBRIC, lang, f"{rubric.title.text(lang)} {rubric.id} {rubric.version}")
    if rubric.standing is not Standing.PUBLISHED:
        yield labelled(said.STANDING, lang, said.STANDINGS[rubric.standing].text(lang))
    yield labelled(said.STATEMENTS, lang, said.STATEMENT_POLICIES[rubric.statements].text(lang))
    for note in card.report.notes:
        yield labelled(said.NOTE, lang, note.text(lang))


def missing(card: Scorecard, lang: Lang, forms: Forms | None = None) -> Iterator[Child]:
    """Yield what is missing by the marks at stake, the most of it behind a click when it is much.

    With `forms`, each leads to the form that settles it.
    """
    if not card.missing:
        yield heading(said.MISSING, lang)
        yield element("p", said.NOTHING_MISSING.text(lang))
        return
    yield heading(said.MISSING, lang, said.MISSING_NOTE.text(lang))
    yield _missing_rows(card, card.missing[:_SHOWN], lang, forms)
    rest = card.missing[_SHOWN:]
    if rest:
        more = filled(words.MORE, count=len(rest)).text(lang)
        yield folded(more, _missing_rows(card, rest, lang, forms))
    if shared_marks(card):
        yield element("p", said.SHARED_MARKS.text(lang), class_="soft")


def _missing_rows(card: Scorecard, items: tuple[MissingItem, ...], lang: Lang, forms: Forms | None) -> Markup:
    heads = ((said.STAKE, True), (said.KIND, False), (said.WHAT, False), (said.INDICATOR, False))
    rows = (
        (
            marks(item.marks),
            (said.KIND_JUDGEMENT if is_judgement(item) else said.KIND_FACT).text(lang),
            _leading(item, lang, forms),
            titles(card, [item.indicator], lang),
        )
        for item in items
    )
    return table([(title.text(lang), number) for title, number in heads], rows)


def _leading(item: MissingItem, lang: Lang, forms: Forms | None) -> Child:
    """Return what is missing, as a link to the form that settles it, where there is one."""
    title = item.title.text(lang)
    key = None if forms is None else forms.waits_for(item.id)
    return title if key is None else element("a", title, href="#indicators", data_opens=key)


def findings(card: Scorecard, links: Links) -> Iterator[Child]:
    """Yield where the report contradicts itself."""
    lang = links.where.lang
    count = filled(said.FINDINGS_NOTE, count=len(card.findings)).text(lang) if card.findings else ""
    yield heading(said.FINDINGS, lang, count)
    if not card.findings:
        yield element("p", said.NO_FINDINGS.text(lang))
    for place, finding in enumerate(card.findings, 1):
        yield element(
            "div",
            labelled(
                said.FINDING_KINDS[finding.kind],
                lang,
                links.to(finding.evidence, finding.message.text(lang)),
            ),
            element("p", " ".join(finding.facts), class_="soft") if finding.facts else None,
            links.quotes(finding.evidence),
            id=finding_anchor(place),
            class_="entry",
            tabindex=-1,
        )


def admissions(card: Scorecard, links: Links) -> Iterator[Child]:
    """Yield the problems that the report names itself, and what became of them."""
    lang = links.where.lang
    yield heading(said.ADMISSIONS, lang)
    if not card.admitted:
        yield element("p", said.NO_ADMISSIONS.text(lang))
    for place, admission in enumerate(card.admitted, 1):
        yield _admission(card, admission, place, links)


def _admission(card: Scorecard, admission: Admission, place: int, links: Links) -> Markup:
    lang = links.where.lang
    bears_on = titles(card, admission.indicators, lang) or said.NO_INDICATOR.text(lang)
    return element(
        "div",
        labelled(said.ADMISSION_STATUSES[admission.status], lang),
        links.quotes([admission.evidence]),
        labelled(said.BEARS_ON, lang, bears_on),
        id=admission_anchor(place),
        class_="entry",
        tabindex=-1,
    )


def adjustments(card: Scorecard, links: Links, forms: Forms | None = None) -> Iterator[Child]:
    """Yield what acted on the total after the indicators; nothing when nothing did, or could with `forms`."""
    others = None if forms is None else forms.other_adjustments()
    if card.adjustments or others is not None:
        yield heading(said.ADJUSTED, links.where.lang)
    for place, adjustment in enumerate(card.adjustments, 1):
        form = None if forms is None else forms.of_adjustment(adjustment.id, adjustment.kind)
        yield _adjustment(adjustment, place, links, form)
    yield others


def _adjustment(adjustment: AdjustmentResult, place: int, links: Links, form: Markup | None) -> Markup:
    lang = links.where.lang
    low, high = signed(adjustment.low), signed(adjustment.high)
    kind = said.ADJUSTMENT_KINDS[adjustment.kind].text(lang)
    return element(
        "div",
        element(
            "p",
            element("b", low if low == high else f"{low} – {high}"),
            SPACE,
            f"{adjustment.title.text(lang)} {kind}",
            SPACE,
            links.to(adjustment.evidence, adjustment.reason.text(lang)),
        ),
        labelled(said.CLAUSE, lang, adjustment.clause),
        form,
        links.quotes(adjustment.evidence),
        id=adjustment_anchor(place),
        class_="entry",
        tabindex=-1,
    )


def basis(card: Scorecard, lang: Lang) -> Iterator[Child]:
    """Yield the awarded marks by what they rest on."""
    note = filled(said.RESTS_NOTE, marks=marks(card.awarded, card.marks)).text(lang)
    yield heading(said.RESTS_ON, lang, note)
    heads = ((said.BASIS, False), (said.WON, True), (said.MEANING, False))
    rows = ((name.text(lang), marks(amount), why.text(lang)) for name, amount, why in basis_rows(card))
    yield table([(title.text(lang), number) for title, number in heads], rows)


def provenance(card: Scorecard, lang: Lang) -> Iterator[Child]:
    """Yield the versions and digests by which the same scorecard can be made again."""
    yield heading(said.PROVENANCE, lang)
    yield element("p", f"evalkit {card.evalkit}")
    digests = (
        (said.RUBRIC, f"{card.rubric.id} {card.rubric.version} {card.rubric.sha256}"),
        (said.REPORT, card.report.sha256),
        (said.JUDGEMENTS_FILE, card.judgements_sha256),
        (said.SUPPLIED_FILE, card.supplied_sha256),
    )
    yield from (labelled(name, lang, digest, class_="digest") for name, digest in digests if digest)
    if card.plugins:
        names = Joined(tuple(f"{plugin.name} {plugin.version}" for plugin in card.plugins))
        yield labelled(said.PLUGINS, lang, names.text(lang))
