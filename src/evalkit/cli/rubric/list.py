"""``evalkit rubric list``: the scoring standards there are."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Command
from evalkit.cli.options import no_plugin
from evalkit.cli.outcome import loaded, report_faults
from evalkit.cli.streams import put, view
from evalkit.messages import Lang, Message, say

if TYPE_CHECKING:
    from rich.console import RenderableType

    from evalkit.offers import Offer
    from evalkit.rubrics.tables import AppliesToTable


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "列出可用的评分标准：编号、名称、满分、标准性质、适用的地区和年度。",
        "List the rubrics there are: id, title, marks, standing, and which region and years each is for.",
    )
    return Command(lang, "list", about, _list, [no_plugin(lang)])


def _list(lang: Lang, blocked: tuple[str, ...]) -> int:
    from evalkit.offers import offers
    from evalkit.rendering.terminal.canvas import drawn

    registry = loaded(lang, blocked)
    found = offers(registry)
    pieces = (piece for offer in found.offers for piece in _offer(offer, lang))
    put(drawn(pieces, view(lang)), None, lang)
    return report_faults([*registry.faults, *found.faults], lang)


def _offer(offer: "Offer", lang: Lang) -> "Iterator[RenderableType]":
    from evalkit.rendering.terminal.canvas import indented
    from evalkit.rendering.terminal.prose import prose
    from evalkit.rendering.visible import visible
    from evalkit.rendering.words import STANDINGS

    total = say("{total} 分", "{total} marks", total=offer.head.total).text(lang)
    yield prose((offer.id, "bold"), "  ", visible(offer.title.text(lang)), "  ", total, indent=2)
    yield indented(prose(STANDINGS[offer.standing].text(lang)))
    applies = _applies(offer.head.applies_to).text(lang)
    origin = say("插件 {plugin}", "plugin {plugin}", plugin=offer.plugin).text(lang)
    yield indented(prose((visible(f"{applies} · {origin}"), "dim")))


def _applies(to: "AppliesToTable") -> Message:
    """Return which reports a rubric is for."""
    first, last = to.years.from_ or "", to.years.to or ""
    years = "" if not (first or last) else str(first) if first == last else f"{first}–{last}"
    if not to.region and not years:
        return say("须用 --rubric 指定", "to be named with --rubric")
    if not years:
        return say("适用：{region}", "for {region}", region=to.region)
    if not to.region:
        return say("适用：{years} 年度", "for {years}", years=years)
    return say("适用：{region}，{years} 年度", "for {region}, {years}", region=to.region, years=years)
