"""The foot of the scorecard: versions, digests, and faults of plugins."""

from collections.abc import Iterator

from rich.console import RenderableType

from evalkit.messages import Joined
from evalkit.rendering import words
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.canvas import Heading, grid
from evalkit.rendering.terminal.prose import prose
from evalkit.rendering.visible import visible
from evalkit.scoring.scorecard import Scorecard


def faults(card: Scorecard, view: View) -> Iterator[RenderableType]:
    """Yield what went wrong in plugins; nothing when nothing did."""
    lang = view.lang
    if not card.faults:
        return
    yield Heading(words.FAULTS.text(lang), words.FAULTS_NOTE.text(lang))
    for fault in card.faults:
        yield prose(("! ", "bold red"), visible(fault.text(lang)), indent=2)


def provenance(card: Scorecard, view: View) -> Iterator[RenderableType]:
    """Yield the versions and the full digests by which the same result can be had again."""
    lang = view.lang
    yield Heading(words.PROVENANCE.text(lang))
    table = grid()
    table.add_column(no_wrap=True, style="dim")
    table.add_column(ratio=1, style="dim")
    rubric = f"{visible(card.rubric.id)} {visible(card.rubric.version)}  {card.rubric.sha256}"
    table.add_row("evalkit", prose(visible(card.evalkit)))
    table.add_row(words.RUBRIC.text(lang), prose(rubric))
    table.add_row(words.REPORT.text(lang), prose(card.report.sha256))
    if card.judgements_sha256 is not None:
        table.add_row(words.JUDGEMENTS_FILE.text(lang), prose(card.judgements_sha256))
    if card.supplied_sha256 is not None:
        table.add_row(words.SUPPLIED_FILE.text(lang), prose(card.supplied_sha256))
    plugins = Joined(tuple(visible(f"{plugin.name} {plugin.version}") for plugin in card.plugins))
    if card.plugins:
        table.add_row(words.PLUGINS.text(lang), prose(plugins.text(lang)))
    yield table
