"""The scorecard as GitHub-flavoured Markdown, to paste into a memo."""

import re
from collections.abc import Iterator, Sequence

from evalkit.documents.document import Evidence
from evalkit.facts.fact import Finding
from evalkit.messages import Joined, Lang, Message
from evalkit.rendering import self_contents as own
from evalkit.rendering import words
from evalkit.rendering.contents import (
    JUDGEMENT,
    SHOWN_PASSAGES,
    Four,
    Lost,
    adjusted,
    basis_rows,
    four,
    grade_text,
    is_judgement,
    judged,
    losses,
    open_sentence,
    passages,
    self_score_remark,
    shared_marks,
    shortened,
    shown_parts,
    sign,
    signature,
    stated_facts,
    titles,
    total_four,
    total_lost,
    used_facts,
)
from evalkit.rendering.figures import interval, marks, signed, value_text
from evalkit.rendering.places import Places, outermost
from evalkit.rendering.renderer import View
from evalkit.rendering.visible import visible
from evalkit.rubrics.rubric import Standing
from evalkit.scoring.scorecard import (
    AdjustmentResult,
    Admission,
    AdmissionStatus,
    DimensionResult,
    IndicatorResult,
    Scorecard,
)

_SPECIAL = re.compile(r"[\\`*_\[\]|~$#]|[&<>]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LIST_MARK = re.compile(r"^(\d{0,9})([-+.)])(?=\s|$)")
_NAME = re.compile(r"[\w.:-]+", re.ASCII)
_DIGEST = 12


def render(scorecard: Scorecard, view: View) -> str:
    """Return the scorecard as Markdown; the width of the view does not matter."""
    lines = _scorecard(scorecard, view.lang)
    return "\n".join(lines).strip("\n") + "\n"


def _scorecard(card: Scorecard, lang: Lang) -> Iterator[str]:
    where = Places.within(card.report.documents, lang)
    yield from _overview(card, lang)
    yield from _faults(card, lang)
    yield from _dimensions(card, lang)
    yield from _indicators(card, lang)
    yield from _deductions(card, where)
    yield from _missing(card, lang)
    yield from _passages(card, where)
    yield from _judgements(card, lang)
    yield from _adjustments(card, where)
    yield from _self_marks(card, where)
    yield from _admissions(card, where)
    yield from _findings(card.findings, where)
    yield from _basis(card, where)
    yield from _provenance(card, lang)


def escaped(text: str) -> str:
    """Return text of a report or rubric on one line, with nothing in it that Markdown would obey."""
    line = _SPECIAL.sub(lambda match: _ENTITIES.get(match.group(), f"\\{match.group()}"), visible(text))
    return _LIST_MARK.sub(r"\1\\\2", line)


def _code(id: str) -> str:
    return f"`{id}`" if _NAME.fullmatch(id) else escaped(id)


def _heading(title: Message, lang: Lang, note: str = "") -> Iterator[str]:
    yield ""
    yield f"## {title.text(lang)}"
    yield ""
    if note:
        yield note
        yield ""


def _labelled(label: Message, text: str, lang: Lang, depth: int = 0) -> str:
    colon = "：" if lang is Lang.ZH else ": "
    return f"{'   ' * depth}- **{label.text(lang)}**{colon}{text}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _head(heads: Sequence[Message | None], lang: Lang, right: int = 0) -> Iterator[str]:
    """Yield the head of a table; the last `right` columns are flush right."""
    yield _row(["" if head is None else head.text(lang) for head in heads])
    yield _row([*["---"] * (len(heads) - right), *["--:"] * right])


def _quote(evidence: Evidence, where: Places) -> str:
    return f"「{escaped(evidence.quote)}」 {escaped(where.one(evidence))}"


def _quotes(evidence: Sequence[Evidence], where: Places) -> Iterator[str]:
    for one in outermost(evidence):
        yield _labelled(words.EVIDENCE, _quote(one, where), where.lang, 1)


def _overview(card: Scorecard, lang: Lang) -> Iterator[str]:
    name, year = card.report.department, card.report.year
    who = words.NO_DEPARTMENT.text(lang) if name is None else escaped(name)
    when = words.NO_YEAR.text(lang) if year is None else words.filled(words.YEAR, year=year).text(lang)
    yield f"# {who} {when} {words.SCORECARD.text(lang)}"
    yield ""
    rubric = card.rubric
    title = f"{escaped(rubric.title.text(lang))} {_code(rubric.id)} {escaped(rubric.version)}"
    yield _labelled(words.RUBRIC, title, lang)
    if rubric.standing is not Standing.PUBLISHED:
        yield _labelled(words.STANDING, words.STANDINGS[rubric.standing].text(lang), lang)
    names = Joined(tuple(escaped(document) for document in card.report.documents)).text(lang)
    digest = words.filled(words.DIGEST, digest=card.report.sha256[:_DIGEST]).text(lang)
    yield _labelled(words.REPORT, f"{names} {digest}".strip(), lang)
    for note in card.report.notes:
        yield _labelled(words.NOTE, escaped(note.text(lang)), lang)
    yield _labelled(words.STATEMENTS, words.STATEMENT_POLICIES[rubric.statements].text(lang), lang)
    score = interval(card.awarded, card.low, card.high, lang, card.marks)
    out_of = words.filled(words.OF_MARKS, marks=marks(card.marks)).text(lang)
    yield _labelled(words.TOTAL, f"**{score}** {out_of.strip()}", lang)
    yield _labelled(words.GRADE, escaped(grade_text(card, lang)), lang)
    remark = self_score_remark(card)
    if card.self_score is not None and remark is not None:
        yield _labelled(words.SELF_SCORE, f"{marks(card.self_score)} {remark.text(lang)}", lang)
    signed = signature(card)
    if signed is not None:
        yield _labelled(words.SIGNED_OFF, escaped(signed.text(lang)), lang)
    sentence = open_sentence(card)
    if sentence is not None:
        yield ""
        yield sentence.text(lang)


def _faults(card: Scorecard, lang: Lang) -> Iterator[str]:
    if card.faults:
        yield from _heading(words.FAULTS, lang, words.FAULTS_NOTE.text(lang))
        yield from (f"- {escaped(fault.text(lang))}" for fault in card.faults)


def _dimensions(card: Scorecard, lang: Lang) -> Iterator[str]:
    yield from _heading(words.BY_DIMENSION, lang)
    yield from _head([words.DIMENSION, *words.FOUR], lang, right=4)
    for dimension in card.dimensions:
        yield _row([escaped(dimension.title.text(lang)), *four(dimension)])
    if card.adjustments:
        yield _row([words.ADJUSTED.text(lang), *adjusted(card)])
    yield _row([f"**{words.SUM.text(lang)}**", *_bold(total_four(card))])


def _bold(numbers: Four) -> list[str]:
    return [f"**{number}**" if number else "" for number in numbers]


def _indicators(card: Scorecard, lang: Lang) -> Iterator[str]:
    yield from _heading(words.INDICATORS, lang)
    heads = [None, words.GROUP, words.INDICATOR, words.ID, words.VALUE, *words.FOUR]
    yield from _head(heads, lang, right=5)
    for dimension in card.dimensions:
        yield from _dimension(dimension, lang)
    yield ""
    yield words.SIGN_LEGEND.text(lang)


def _dimension(dimension: DimensionResult, lang: Lang) -> Iterator[str]:
    title = f"**{escaped(dimension.title.text(lang))}**"
    yield _row(["", "", title, _code(dimension.id), "", *_bold(four(dimension))])
    for indicator in dimension.indicators:
        yield _indicator(indicator, "", lang)
        for part in shown_parts(indicator):
            yield _indicator(part, "› ", lang)


def _indicator(result: IndicatorResult, margin: str, lang: Lang) -> str:
    value = result.value
    shown = "" if value is None else escaped(value_text(value.value, value.unit, lang))
    title = margin + escaped(result.title.text(lang))
    return _row([sign(result), escaped(result.group), title, _code(result.id), shown, *four(result)])


def _title(indicator: IndicatorResult, part: str | None, lang: Lang) -> str:
    title = escaped(indicator.title.text(lang))
    return f"{title if part is None else f'{title} › {escaped(part)}'} {_code(indicator.id)}"


def _deductions(card: Scorecard, where: Places) -> Iterator[str]:
    lang = where.lang
    lost = losses(card)
    if not lost:
        yield from _heading(words.DEDUCTIONS, lang, words.NO_DEDUCTIONS.text(lang))
        return
    note = words.filled(words.DEDUCTIONS_NOTE, count=len(lost), marks=marks(total_lost(card)))
    yield from _heading(words.DEDUCTIONS, lang, note.text(lang))
    for one in lost:
        yield from _deduction(one, where)


def _deduction(lost: Lost, where: Places) -> Iterator[str]:
    deduction, lang = lost.deduction, where.lang
    part = None if lost.part is None else lost.part.text(lang)
    admitted = f" *{words.ADMITTED_SIGN.text(lang)}*" if deduction.admitted else ""
    yield f"1. **{signed(-deduction.marks)}** {_title(lost.indicator, part, lang)}{admitted}"
    yield _labelled(words.REASON, escaped(deduction.reason.text(lang)), lang, 1)
    yield _labelled(words.REMEDY, escaped(deduction.remedy.text(lang)), lang, 1)
    yield _labelled(words.CLAUSE, escaped(deduction.clause), lang, 1)
    yield from _quotes(deduction.evidence, where)


def _missing(card: Scorecard, lang: Lang) -> Iterator[str]:
    if not card.missing:
        yield from _heading(words.MISSING, lang, words.NOTHING_MISSING.text(lang))
        return
    yield from _heading(words.MISSING, lang, words.MISSING_NOTE.text(lang))
    yield from _head([words.INDICATOR, words.KIND, words.WHAT, words.ID, words.STAKE], lang, right=1)
    for item in card.missing:
        kind = words.KIND_JUDGEMENT if is_judgement(item) else words.KIND_FACT
        name = escaped(titles(card, [item.indicator], lang))
        what = escaped(item.title.text(lang))
        yield _row([name, kind.text(lang), what, _code(item.id.removeprefix(JUDGEMENT)), marks(item.marks)])
    if shared_marks(card):
        yield ""
        yield words.SHARED_MARKS.text(lang)


def _passages(card: Scorecard, where: Places) -> Iterator[str]:
    lang = where.lang
    waiting = passages(card)
    if not waiting:
        return
    yield from _heading(words.PASSAGES, lang)
    for indicator, passed in waiting:
        if not passed:
            continue
        yield f"- **{escaped(indicator.title.text(lang))}** {_code(indicator.id)}"
        for one in passed[:SHOWN_PASSAGES]:
            text = escaped(shortened(one, lang))
            yield f"   - 「{text}」 {escaped(where.one(one))}"
        rest = passed[SHOWN_PASSAGES:]
        if rest:
            more = words.filled(words.MORE_PASSAGES, count=len(rest), places=escaped(where.all(rest)))
            yield f"   - {more.text(lang)}"
    bare = [indicator.id for indicator, passed in waiting if not passed]
    if bare:
        yield _labelled(words.NO_PASSAGES, escaped(titles(card, bare, lang)), lang)


def _judgements(card: Scorecard, lang: Lang) -> Iterator[str]:
    found = judged(card)
    if not found:
        return
    yield from _heading(words.JUDGED, lang)
    for indicator, result, record in found:
        part = None if result is indicator else result.title.text(lang)
        yield f"- **{marks(record.marks)}/{marks(result.marks)}** {_title(indicator, part, lang)}"
        yield _labelled(words.REASON, escaped(record.reason), lang, 1)
        yield _labelled(words.JUDGED_BY, f"{escaped(record.by)} {record.at.isoformat(sep=' ')}", lang, 1)
        if record.computed is not None:
            computed = words.filled(words.MARKS, marks=marks(record.computed)).text(lang)
            yield _labelled(words.COMPUTED, computed, lang, 1)


def _adjustments(card: Scorecard, where: Places) -> Iterator[str]:
    lang = where.lang
    if card.adjustments:
        yield from _heading(words.ADJUSTED, lang)
        for adjustment in card.adjustments:
            yield from _adjustment(adjustment, where)


def _adjustment(adjustment: AdjustmentResult, where: Places) -> Iterator[str]:
    lang = where.lang
    low, high = signed(adjustment.low), signed(adjustment.high)
    between = "" if low == high else f"({low} – {high}) "
    kind = words.ADJUSTMENT_KINDS[adjustment.kind].text(lang)
    title = escaped(adjustment.title.text(lang))
    yield f"- **{low}** {between}{title} {kind} {_code(adjustment.id)}"
    yield _labelled(words.REASON, escaped(adjustment.reason.text(lang)), lang, 1)
    yield _labelled(words.CLAUSE, escaped(adjustment.clause), lang, 1)
    yield from _quotes(adjustment.evidence, where)


def _self_marks(card: Scorecard, where: Places) -> Iterator[str]:
    found, lang = own.pairs(card), where.lang
    if found or card.unplaced:
        yield from _heading(own.SELF_MARKS, lang, own.note(found).text(lang) if found else "")
    for pair in own.apart(found):
        both = f"{own.OWN.text(lang)} {pair.printed(lang)} · {own.OURS.text(lang)} {pair.ours(lang)}"
        yield f"- **{pair.difference(lang)}** {_title(pair.indicator, None, lang)} {both}"
        yield from (_labelled(label, escaped(text), lang, 1) for label, text in pair.details(lang))
        yield from _quotes(pair.evidence, where)
    if own.same(found, lang):
        yield _labelled(own.SAME, escaped(own.same(found, lang)), lang)
    for why, names in own.unplaced(card):
        yield _labelled(own.UNPLACED, f"{why.text(lang)} · {escaped(names.text(lang))}", lang)


def _admissions(card: Scorecard, where: Places) -> Iterator[str]:
    lang = where.lang
    none = "" if card.admitted else words.NO_ADMISSIONS.text(lang)
    yield from _heading(words.ADMISSIONS, lang, none)
    for status in AdmissionStatus:
        for admission in card.admitted:
            if admission.status is status:
                yield from _admission(admission, card, where)
    silent = [lost for lost in losses(card) if not lost.deduction.admitted]
    if silent:
        names = Joined(tuple(_short(lost, lang) for lost in silent)).text(lang)
        yield _labelled(words.NOT_ADMITTED, names, lang)


def _short(lost: Lost, lang: Lang) -> str:
    return f"{escaped(lost.indicator.title.text(lang))} {signed(-lost.deduction.marks)}"


def _admission(admission: Admission, card: Scorecard, where: Places) -> Iterator[str]:
    lang = where.lang
    about = escaped(titles(card, admission.indicators, lang)) or words.NO_INDICATOR.text(lang)
    yield _labelled(words.ADMISSION_STATUSES[admission.status], _quote(admission.evidence, where), lang)
    yield _labelled(words.BEARS_ON, about, lang, 1)


def _findings(findings: Sequence[Finding], where: Places) -> Iterator[str]:
    lang = where.lang
    yield from _heading(words.FINDINGS, lang, "" if findings else words.NO_FINDINGS.text(lang))
    for finding in findings:
        facts = " ".join(_code(id) for id in finding.facts)
        message = f"{escaped(finding.message.text(lang))} {facts}".rstrip()
        yield _labelled(words.FINDING_KINDS[finding.kind], message, lang)
        yield from _quotes(finding.evidence, where)


def _basis(card: Scorecard, where: Places) -> Iterator[str]:
    lang = where.lang
    note = words.filled(words.RESTS_NOTE, marks=marks(card.awarded, card.marks)).text(lang)
    yield from _heading(words.RESTS_ON, lang, note)
    yield from _head([words.BASIS, words.MEANING, words.WON], lang, right=1)
    for name, amount, why in basis_rows(card):
        yield _row([name.text(lang), why.text(lang), marks(amount)])
    used = used_facts(card)
    if used:
        yield from _heading(words.FACTS_USED, lang)
        heads = [words.INDICATOR, words.FACT, words.BASIS, words.WHERE, words.FACT_VALUE]
        yield from _head(heads, lang, right=1)
    for indicator, one in used:
        cells = (indicator.title.text(lang), one.title, words.BASES[one.basis].text(lang))
        value = escaped(value_text(one.value, one.unit, lang))
        yield _row([*(escaped(cell) for cell in cells), escaped(where.all(one.evidence)), value])
    stated = stated_facts(card)
    if stated:
        yield from _heading(words.ON_STATEMENTS, lang)
    for one in stated:
        value = escaped(value_text(one.value, one.unit, lang))
        yield f"- **{escaped(one.title)}** {value} {_code(one.fact)}"
        yield from _quotes(one.evidence, where)


def _provenance(card: Scorecard, lang: Lang) -> Iterator[str]:
    yield from _heading(words.PROVENANCE, lang)
    yield f"- evalkit {escaped(card.evalkit)}"
    rubric = f"{_code(card.rubric.id)} {escaped(card.rubric.version)} {_code(card.rubric.sha256)}"
    yield _labelled(words.RUBRIC, rubric, lang)
    yield _labelled(words.REPORT, _code(card.report.sha256), lang)
    if card.judgements_sha256 is not None:
        yield _labelled(words.JUDGEMENTS_FILE, _code(card.judgements_sha256), lang)
    if card.supplied_sha256 is not None:
        yield _labelled(words.SUPPLIED_FILE, _code(card.supplied_sha256), lang)
    if card.plugins:
        plugins = tuple(escaped(f"{plugin.name} {plugin.version}") for plugin in card.plugins)
        yield _labelled(words.PLUGINS, Joined(plugins).text(lang), lang)
