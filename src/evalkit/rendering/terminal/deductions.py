"""Why marks were lost: deductions, and what judgements and adjustments did."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from evalkit.messages import Lang
from evalkit.rendering import words
from evalkit.rendering.contents import Lost, judged, losses, total_lost
from evalkit.rendering.figures import marks, signed
from evalkit.rendering.places import Places
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.canvas import Heading, quotes
from evalkit.rendering.terminal.entry import entry
from evalkit.rendering.terminal.prose import prose
from evalkit.rendering.visible import visible
from evalkit.scoring.scorecard import (
    AdjustmentResult,
    IndicatorResult,
    JudgementRecord,
    Scorecard,
)


def deductions(card: Scorecard, view: View) -> Iterator[RenderableType]:
    """Yield every deduction: marks, reason, what would win them back, clause and quotes."""
    lang = view.lang
    lost = losses(card)
    if not lost:
        yield Heading(words.DEDUCTIONS.text(lang))
        yield Text(words.NO_DEDUCTIONS.text(lang))
        return
    note = words.filled(words.DEDUCTIONS_NOTE, count=len(lost), marks=marks(total_lost(card)))
    yield Heading(words.DEDUCTIONS.text(lang), note.text(lang))
    where = Places.within(card.report.documents, lang)
    for one in lost:
        yield _deduction(one, where)


def _deduction(lost: Lost, where: Places) -> RenderableType:
    deduction, lang = lost.deduction, where.lang
    title = [_title(lost.indicator, lang)]
    if lost.part is not None:
        title.append((f" › {visible(lost.part.text(lang))}", "bold"))
    title.append((f"  {visible(lost.indicator.id)}", "dim"))
    if deduction.admitted:
        title.append((f"  {words.ADMITTED_SIGN.text(lang)}", "magenta"))
    return entry(
        (signed(-deduction.marks), "bold red"),
        prose(*title),
        prose(visible(deduction.reason.text(lang))),
        [
            (words.REMEDY, [prose((visible(deduction.remedy.text(lang)), "green"))]),
            (words.CLAUSE, [prose(visible(deduction.clause))]),
            (words.EVIDENCE, quotes(deduction.evidence, where)),
        ],
        lang,
    )


def _title(result: IndicatorResult, lang: Lang) -> tuple[str, str]:
    return visible(result.title.text(lang)), "bold"


def judgements(card: Scorecard, view: View) -> Iterator[RenderableType]:
    """Yield every judgement: marks, reason, who, when, and what the rule had given."""
    lang = view.lang
    found = judged(card)
    if not found:
        return
    yield Heading(words.JUDGED.text(lang))
    for indicator, result, record in found:
        yield _judgement(indicator, result, record, lang)


def _judgement(
    indicator: IndicatorResult, result: IndicatorResult, record: JudgementRecord, lang: Lang
) -> RenderableType:
    title = [_title(indicator, lang)]
    if result is not indicator:
        title.append((f" › {visible(result.title.text(lang))}", "bold"))
    title.append((f"  {visible(indicator.id)}", "dim"))
    computed = () if record.computed is None else (words.filled(words.MARKS, marks=marks(record.computed)),)
    return entry(
        (f"{marks(record.marks)}/{marks(result.marks)}", "bold cyan"),
        prose(*title),
        prose(visible(record.reason)),
        [
            (words.JUDGED_BY, [prose(f"{visible(record.by)}  ", (record.at.isoformat(sep=" "), "dim"))]),
            (words.COMPUTED, [prose((text.text(lang), "yellow")) for text in computed]),
        ],
        lang,
    )


def adjustments(card: Scorecard, view: View) -> Iterator[RenderableType]:
    """Yield what acted on the total after the indicators; nothing when nothing did."""
    lang = view.lang
    if not card.adjustments:
        return
    yield Heading(words.ADJUSTED.text(lang))
    where = Places.within(card.report.documents, lang)
    for adjustment in card.adjustments:
        yield _adjustment(adjustment, where)


def _adjustment(adjustment: AdjustmentResult, where: Places) -> RenderableType:
    lang = where.lang
    kind = words.ADJUSTMENT_KINDS[adjustment.kind].text(lang)
    low, high = adjustment.low, adjustment.high
    between = "" if low == high else f"  {signed(low)} – {signed(high)}"
    return entry(
        (signed(low), "bold red" if low < 0 else "bold green"),
        prose(
            (visible(adjustment.title.text(lang)), "bold"),
            f"  {kind}",
            (between, "yellow"),
            (f"  {visible(adjustment.id)}", "dim"),
        ),
        prose(visible(adjustment.reason.text(lang))),
        [
            (words.CLAUSE, [prose(visible(adjustment.clause))]),
            (words.EVIDENCE, quotes(adjustment.evidence, where)),
        ],
        lang,
    )
