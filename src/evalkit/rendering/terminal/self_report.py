"""What the report says of itself: the problems it admits, and where it contradicts itself."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from evalkit.facts.fact import Finding
from evalkit.messages import Joined, Lang
from evalkit.rendering import words
from evalkit.rendering.contents import Lost, losses, titles
from evalkit.rendering.figures import signed
from evalkit.rendering.places import Places
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.canvas import Heading, indented, quote, quotes
from evalkit.rendering.terminal.prose import prose
from evalkit.rendering.visible import visible
from evalkit.scoring.scorecard import Admission, AdmissionStatus, Scorecard


def admissions(card: Scorecard, view: View) -> Iterator[RenderableType]:
    """Yield what the report admits, by what became of it, and the deductions that it does not admit."""
    lang = view.lang
    where = Places.within(card.report.documents, lang)
    silent = [lost for lost in losses(card) if not lost.deduction.admitted]
    note = words.filled(words.ADMISSIONS_NOTE, count=len(card.admitted)).text(lang) if card.admitted else ""
    yield Heading(words.ADMISSIONS.text(lang), note)
    if not card.admitted:
        yield Text(words.NO_ADMISSIONS.text(lang))
    for status in AdmissionStatus:
        found = [admission for admission in card.admitted if admission.status is status]
        if found:
            yield Text()
            yield Text(words.ADMISSION_STATUSES[status].text(lang), "bold")
            yield from (indented(_admission(admission, card, where)) for admission in found)
    if silent:
        yield Text()
        yield Text(words.NOT_ADMITTED.text(lang), "bold")
        yield indented(prose(_names(silent, lang)))


def _admission(admission: Admission, card: Scorecard, where: Places) -> RenderableType:
    lang = where.lang
    about = titles(card, admission.indicators, lang) or words.NO_INDICATOR.text(lang)
    return Group(quote(admission.evidence, where), prose((f"{words.BEARS_ON.text(lang)}  ", "dim"), about))


def _names(lost: list[Lost], lang: Lang) -> str:
    return Joined(
        tuple(f"{visible(one.indicator.title.text(lang))} {signed(-one.deduction.marks)}" for one in lost)
    ).text(lang)


def findings(found: Sequence[Finding], where: Places) -> Iterator[RenderableType]:
    """Yield where the report contradicts itself: the kind, the sentence, the facts and the quotes."""
    lang = where.lang
    note = words.filled(words.FINDINGS_NOTE, count=len(found)).text(lang) if found else ""
    yield Heading(words.FINDINGS.text(lang), note)
    if not found:
        yield Text(words.NO_FINDINGS.text(lang))
    for finding in found:
        yield Text()
        yield _finding(finding, where)


def _finding(finding: Finding, where: Places) -> RenderableType:
    lang = where.lang
    kind = words.FINDING_KINDS[finding.kind].text(lang)
    facts = Joined(tuple(visible(id) for id in finding.facts)).text(lang)
    return Group(
        prose(
            (kind, "bold magenta"),
            "  ",
            visible(finding.message.text(lang)),
            tail=(facts, "dim") if facts else None,
        ),
        *(indented(line) for line in quotes(finding.evidence, where)),
    )
