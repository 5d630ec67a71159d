"""``evalkit plugin list``: every plugin, the distribution it came in, and what it gives."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Command
from evalkit.cli.options import no_plugin
from evalkit.cli.outcome import report_faults
from evalkit.cli.streams import put, view
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from rich.console import RenderableType

    from evalkit.registry import Plugin


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "列出已装载的插件：名称、发行包和版本、所提供的内容。出错的插件列在标准错误输出，退出码为 3。",
        "List the plugins: name, distribution and version, and what each gives. What failed is named on standard "
        "error, and the exit code is 3.",
    )
    return Command(lang, "list", about, _list, [no_plugin(lang)])


def _list(lang: Lang, blocked: tuple[str, ...]) -> int:
    from evalkit.registry import load_plugins
    from evalkit.rendering.terminal.canvas import drawn

    registry = load_plugins(blocked)
    pieces = (piece for plugin in registry.plugins for piece in _plugin(plugin, lang))
    put(drawn(pieces, view(lang)), None, lang)
    return report_faults(registry.terms.faults, lang)


def _plugin(plugin: "Plugin", lang: Lang) -> "Iterator[RenderableType]":
    from evalkit.contributions import Kind
    from evalkit.rendering.terminal.canvas import indented
    from evalkit.rendering.terminal.prose import prose
    from evalkit.rendering.visible import visible

    yield prose((visible(plugin.name), "bold"), "  ", (visible(plugin.origin), "dim"))
    for kind in Kind:
        names = [visible(given.name) for given in plugin.gives if given.kind is kind]
        if names:
            label = say("{kind}：", "{kind}s: ", kind=kind).text(lang)
            yield indented(prose((label, "dim"), ("、" if lang is Lang.ZH else ", ").join(names), indent=2))
    if not plugin.gives:
        yield indented(prose((say("没有提供任何内容", "gives nothing").text(lang), "yellow")))
