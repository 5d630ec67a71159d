"""``evalkit plugin lock``: let nothing be loaded but what is installed now."""

from pathlib import Path

import click

from evalkit.cli.command import Command
from evalkit.cli.options import output
from evalkit.cli.streams import put
from evalkit.messages import Lang, say


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "把已安装插件的发行包、版本和内容摘要写入 evalkit.lock。在有这个文件的文件夹里，"
        "与它不符的插件一律拒绝装载（退出码 2），不会悄悄略过。",
        "Write distribution, version and a digest of the contents of every installed plugin to evalkit.lock. In a "
        "folder with that file, a plugin that is not as it says is refused (exit code 2), never passed over.",
    )
    return Command(lang, "lock", about, _lock, [output(lang)])


def _lock(lang: Lang, output: Path | None) -> int:
    from evalkit.locking import LOCK_FILE, installed, lock_text

    put(lock_text(installed()), output or Path(LOCK_FILE), lang)
    return 0
