"""How far a batch has come: one line on a terminal, with its rate, its failures and the time that is left."""

import time
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from evalkit.messages import Lang, say

_EVERY = 0.1
"""How many seconds lie between two drawings at least: drawing takes time from the work."""


class BatchBar:
    """The line of a batch, from its first report until `end`, which takes it away.

    It is drawn when it is told something and by no thread.
    """

    def __init__(self, stream: TextIO, lang: Lang, total: int) -> None:
        self._lang = lang
        self._drawn_at = 0.0
        self._began = time.monotonic()
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[told]}", markup=False),
            TimeRemainingColumn(),
            console=Console(file=stream),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task(say("评分", "scoring").text(lang), total=total, told="")
        self._progress.start()

    def show(self, done: int, failed: int, worked: int) -> None:
        """Draw that `done` reports are done, `failed` of them without result; `worked` were not done before."""
        now = time.monotonic()
        if now - self._drawn_at < _EVERY:
            return
        self._drawn_at = now
        rate = worked / max(now - self._began, _EVERY)
        told = say(
            "每秒 {rate} 份，失败 {failed} 份",
            "{rate} a second, {failed} failed",
            rate=f"{rate:.1f}",
            failed=failed,
        )
        self._progress.update(self._task, completed=done, told=told.text(self._lang))
        self._progress.refresh()

    def end(self) -> None:
        """Take the line away."""
        self._progress.stop()
