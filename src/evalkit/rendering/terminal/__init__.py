"""The scorecard in a terminal. Nothing is cut at any width; a pipe gets the same in plain text."""

from collections.abc import Iterator

from rich.console import RenderableType

from evalkit.facts.fact import Fact, FactSheet
from evalkit.rendering.places import Places
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.basis import basis
from evalkit.rendering.terminal.canvas import drawn
from evalkit.rendering.terminal.deductions import adjustments, deductions, judgements
from evalkit.rendering.terminal.facts import explanation, facts, report_lines
from evalkit.rendering.terminal.indicators import indicators
from evalkit.rendering.terminal.missing import missing
from evalkit.rendering.terminal.overview import dimensions, header, total
from evalkit.rendering.terminal.provenance import faults, provenance
from evalkit.rendering.terminal.self_marks import self_marks, self_rows
from evalkit.rendering.terminal.self_report import admissions, findings
from evalkit.scoring.scorecard import Scorecard

__all__ = ["render", "render_audit", "render_explain", "render_facts"]


def render(scorecard: Scorecard, view: View) -> str:
    """Return the scorecard as text for a terminal of the view's width."""
    return drawn(_scorecard(scorecard, view), view)


def _scorecard(card: Scorecard, view: View) -> Iterator[RenderableType]:
    yield from header(card, view)
    yield from total(card, view)
    yield from faults(card, view)
    yield from dimensions(card, view)
    yield from indicators(card, view)
    yield from deductions(card, view)
    yield from missing(card, view)
    yield from judgements(card, view)
    yield from adjustments(card, view)
    yield from self_marks(card, view)
    yield from admissions(card, view)
    yield from findings(card.findings, Places.within(card.report.documents, view.lang))
    yield from basis(card, view)
    yield from provenance(card, view)


def render_facts(sheet: FactSheet, view: View) -> str:
    """Return the facts and findings of a report as text for a terminal."""
    return drawn(_facts(sheet, view), view)


def _facts(sheet: FactSheet, view: View) -> Iterator[RenderableType]:
    yield from report_lines(sheet, view.lang)
    yield from facts(sheet, view)
    yield from self_rows(sheet, view)
    yield from findings(sheet.findings, Places.within(sheet.documents, view.lang))


def render_explain(fact: Fact, view: View) -> str:
    """Return every reading of one fact, with what spoke for and against it, as text for a terminal."""
    return drawn(explanation(fact, view), view)


def render_audit(sheet: FactSheet, view: View) -> str:
    """Return what a report says against itself as text for a terminal."""
    return drawn(_audit(sheet, view), view)


def _audit(sheet: FactSheet, view: View) -> Iterator[RenderableType]:
    yield from report_lines(sheet, view.lang)
    yield from findings(sheet.findings, Places.within(sheet.documents, view.lang))
