"""补件清单: what would settle the open marks, and the passages an evaluator needs to judge."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from evalkit.documents.document import Evidence
from evalkit.messages import Lang
from evalkit.rendering import words
from evalkit.rendering.contents import (
    JUDGEMENT,
    SHOWN_PASSAGES,
    is_judgement,
    passages,
    shared_marks,
    shortened,
    titles,
)
from evalkit.rendering.figures import aligned, marks
from evalkit.rendering.places import Places
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.canvas import Heading, indented, listing
from evalkit.rendering.terminal.prose import prose
from evalkit.rendering.visible import visible
from evalkit.scoring.scorecard import IndicatorResult, MissingItem, Scorecard


def missing(card: Scorecard, view: View) -> Iterator[RenderableType]:
    """Yield the list of what is missing, then the passages for what waits for a judgement."""
    lang = view.lang
    if not card.missing:
        yield Heading(words.MISSING.text(lang))
        yield Text(words.NOTHING_MISSING.text(lang))
        return
    yield Heading(words.MISSING.text(lang), words.MISSING_NOTE.text(lang))
    table = listing(apart=2)
    table.add_column(words.STAKE.text(lang), justify="right", no_wrap=True)
    table.add_column(words.KIND.text(lang), no_wrap=True)
    table.add_column(words.WHAT.text(lang), ratio=3)
    table.add_column(words.INDICATOR.text(lang), ratio=2)
    stakes = aligned([marks(item.marks) for item in card.missing])
    before = ""
    for item, stake in zip(card.missing, stakes, strict=True):
        name = "" if item.indicator == before else titles(card, [item.indicator], lang)
        table.add_row(Text(stake, "bold"), *_cells(item, lang), prose(name))
        before = item.indicator
    yield table
    if shared_marks(card):
        yield prose((words.SHARED_MARKS.text(lang), "dim"))
    yield from _passages(card, Places.within(card.report.documents, lang))


def _cells(item: MissingItem, lang: Lang) -> tuple[RenderableType, ...]:
    judged = is_judgement(item)
    kind = words.KIND_JUDGEMENT if judged else words.KIND_FACT
    what = visible(item.id.removeprefix(JUDGEMENT))
    return (
        Text(kind.text(lang), "cyan" if judged else "yellow"),
        prose(visible(item.title.text(lang)), tail=(what, "dim")),
    )


def _passages(card: Scorecard, where: Places) -> Iterator[RenderableType]:
    waiting, lang = passages(card), where.lang
    if not waiting:
        return
    yield Heading(words.PASSAGES.text(lang))
    for indicator, passed in waiting:
        if passed:
            yield Text()
            yield from _quoted(indicator, passed, where)
    bare = [indicator.id for indicator, passed in waiting if not passed]
    if bare:
        yield Text()
        yield prose((words.NO_PASSAGES.text(lang), "dim"), "  ", titles(card, bare, lang))


def _quoted(
    indicator: IndicatorResult, passed: Sequence[Evidence], where: Places
) -> Iterator[RenderableType]:
    lang = where.lang
    yield prose((visible(indicator.title.text(lang)), "bold"), "  ", (visible(indicator.id), "dim"))
    for evidence in passed[:SHOWN_PASSAGES]:
        text = shortened(evidence, lang)
        yield indented(prose(f"「{text}」", tail=(where.one(evidence), "cyan")))
    rest = passed[SHOWN_PASSAGES:]
    if rest:
        more = words.filled(words.MORE_PASSAGES, count=len(rest), places=where.all(rest))
        yield indented(prose((more.text(lang), "dim")))
