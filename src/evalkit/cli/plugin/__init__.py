"""``evalkit plugin``: what extends evalkit here."""

import click

from evalkit.cli.command import CommandGroup
from evalkit.messages import Lang, say


def build(lang: Lang) -> click.Command:
    """Return the group of commands."""
    return CommandGroup(
        lang,
        "plugin",
        say("查看插件。", "Look at plugins."),
        {
            "list": say(
                "列出已装载的插件、所提供的内容和故障", "List the plugins, what they give, and what failed"
            )
        },
        package=__name__,
    )
