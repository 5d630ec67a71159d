"""What a scorecard says of a report, comment by comment, for those who write into the report's own file."""

from collections.abc import Iterator, Sequence

from evalkit.documents.document import Evidence
from evalkit.frozen import frozen
from evalkit.messages import Lang, Message, say
from evalkit.rendering import words
from evalkit.rendering.contents import Lost, losses
from evalkit.rendering.figures import marks, signed
from evalkit.rendering.places import Places, outermost
from evalkit.rendering.review.citing import evidence_of
from evalkit.rendering.visible import visible
from evalkit.scoring.scorecard import AdjustmentResult, Scorecard

ELSEWHERE = say(
    "以下各项在正文里没有可以批注的位置（报告没有写到、写在附件或文本框里）：",
    "The following has no place in the text to comment on (it is not in the report, or in an attachment or a text box):",
)
"""What stands above all that could not be placed."""

_LOST = say("扣 {marks} 分：{title}", "{marks} marks lost: {title}")
_PLACE = say("依据共 {count} 处，这是第 {place} 处", "place {place} of {count} that this rests on")
_ONCE = say("{place}；分数只扣一次。", "{place}; the marks are lost once.")
_FINDING = say("报告疑点（{kind}）", "Finding ({kind})")
_LABELLED = say("{label}：{text}", "{label}: {text}")


@frozen
class Annotation:
    """What is said about one place, a line a paragraph; `evidence` is None where the report has no place for it."""

    evidence: Evidence | None
    lines: tuple[str, ...]


def annotations(card: Scorecard, lang: Lang) -> tuple[Annotation, ...]:
    """Return every deduction, adjustment that takes marks and finding, once for each place that it rests on."""
    found: list[Annotation] = []
    for loss in losses(card):
        found += _at(evidence_of(loss.deduction, loss.indicator), deduction_lines(loss, lang), lang)
    for adjustment in card.adjustments:
        if adjustment.low < 0:
            found += _at(adjustment.evidence, adjustment_lines(adjustment, lang), lang)
    for finding in card.findings:
        kind = words.filled(_FINDING, kind=words.FINDING_KINDS[finding.kind]).text(lang)
        found += _at(finding.evidence, (kind, visible(finding.message.text(lang))), lang, loses=False)
    return tuple(found)


def listed(annotation: Annotation, places: Places) -> tuple[str, ...]:
    """Return the lines of an annotation that stands in a list, with where its quote stands."""
    if annotation.evidence is None:
        return annotation.lines
    where = f"{places.one(annotation.evidence)}  {visible(annotation.evidence.quote)}"
    return (*annotation.lines, _labelled(words.EVIDENCE, where, places.lang))


def _at(
    evidence: Sequence[Evidence], lines: tuple[str, ...], lang: Lang, *, loses: bool = True
) -> Iterator[Annotation]:
    places = sorted(outermost(evidence), key=_by_place)
    if not places:
        yield Annotation(None, lines)
    for number, place in enumerate(places, 1):
        which = words.filled(_PLACE, place=number, count=len(places))
        told = words.filled(_ONCE, place=which) if loses else which
        yield Annotation(place, lines if len(places) == 1 else (*lines, told.text(lang)))


def _by_place(evidence: Evidence) -> tuple[str, int]:
    return evidence.document, evidence.start


def deduction_lines(loss: Lost, lang: Lang) -> tuple[str, ...]:
    """Return what is said of marks lost: how many and where, the reason, what wins them back, the clause."""
    deduction = loss.deduction
    title = loss.indicator.title.text(lang)
    if loss.part is not None:
        title = f"{title} › {loss.part.text(lang)}"
    admitted = (words.ADMITTED_SIGN.text(lang),) if deduction.admitted else ()
    return (
        words.filled(_LOST, marks=marks(deduction.marks), title=visible(title)).text(lang),
        _labelled(words.REASON, deduction.reason.text(lang), lang),
        _labelled(words.REMEDY, deduction.remedy.text(lang), lang),
        _labelled(words.CLAUSE, deduction.clause, lang),
        *admitted,
    )


def adjustment_lines(adjustment: AdjustmentResult, lang: Lang) -> tuple[str, ...]:
    """Return what is said of an adjustment: what it did at its low end, the reason, the clause."""
    kind = words.ADJUSTMENT_KINDS[adjustment.kind].text(lang)
    return (
        f"{kind} {signed(adjustment.low)}  {visible(adjustment.title.text(lang))}",
        _labelled(words.REASON, adjustment.reason.text(lang), lang),
        _labelled(words.CLAUSE, adjustment.clause, lang),
    )


def _labelled(label: Message, text: str, lang: Lang) -> str:
    return words.filled(_LABELLED, label=label, text=visible(text)).text(lang)
