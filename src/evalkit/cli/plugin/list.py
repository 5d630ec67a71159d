"""``evalkit plugin list``: every plugin, the distribution it came in, and what it gives."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Command
from evalkit.cli.options import no_plugin
from evalkit.cli.outcome import WRONG_INPUT, plugin_lock, report_faults
from evalkit.cli.streams import complain, put, view
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from rich.console import RenderableType

    from evalkit.locking import Difference
    from evalkit.registry import Plugin


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "列出已装载的插件：名称、发行包和版本、所提供的内容。出错的插件列在标准错误输出，退出码为 3；"
        "与 evalkit.lock 不符的插件不装载，逐条列出，退出码为 2。",
        "List the plugins: name, distribution and version, and what each gives. What failed is named on standard "
        "error, and the exit code is 3. What is not as evalkit.lock says is not loaded but named, and the exit "
        "code is 2.",
    )
    return Command(lang, "list", about, _list, [no_plugin(lang)])


def _list(lang: Lang, blocked: tuple[str, ...]) -> int:
    from evalkit.locking import installed
    from evalkit.registry import load_plugins
    from evalkit.rendering.terminal.canvas import drawn

    wrong = _not_as_locked(blocked)
    there = {plugin.name for plugin in installed()}
    kept_out = {each.name for each in wrong} & there
    registry = load_plugins((*blocked, *kept_out))
    pieces = (piece for plugin in registry.plugins for piece in _plugin(plugin, lang))
    put(drawn(pieces, view(lang)), None, lang)
    for each in wrong:
        complain(each.problem.text(lang))
    return (WRONG_INPUT if wrong else 0) or report_faults(registry.terms.faults, lang)


def _not_as_locked(blocked: tuple[str, ...]) -> "list[Difference]":
    from evalkit.locking import differences, installed

    lock = plugin_lock()
    found = () if lock is None else differences(lock, installed())
    return [each for each in found if each.name not in blocked]


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
