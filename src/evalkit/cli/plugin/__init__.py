"""``evalkit plugin``: what extends evalkit here."""

import click

from evalkit.cli.command import CommandGroup
from evalkit.messages import Lang, say


def build(lang: Lang) -> click.Command:
    """Return the group of commands."""
    return CommandGroup(
        lang,
        "plugin",
        say("查看、新建和锁定插件。", "Look at plugins, start one, lock them."),
        {
            "list": say(
                "列出已装载的插件、所提供的内容和故障", "List the plugins, what they give, and what failed"
            ),
            "new": say("新建一个插件项目", "Start a plugin of your own"),
            "lock": say(
                "写锁定文件：只有与它相符的插件才会装载",
                "Write a lock file: only plugins that are as it says are loaded",
            ),
        },
        package=__name__,
    )
