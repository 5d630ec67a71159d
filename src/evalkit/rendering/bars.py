"""How far slow pieces of work have come, drawn on a terminal while they are done."""

from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from evalkit.documents.progress import Step
from evalkit.messages import Lang
from evalkit.rendering.visible import visible


class Bars:
    """A line a piece of work, from its first step until `end`, which takes them away.

    They are drawn at each step and by no thread: where there is one, no process can be copied.
    """

    def __init__(self, stream: TextIO, lang: Lang) -> None:
        self._lang = lang
        self._lines: dict[str, TaskID] = {}
        self._drawn = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(file=stream),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._drawn.start()

    def show(self, step: Step) -> None:
        """Draw the line of a piece of work as it is now."""
        work = visible(step.work.text(self._lang))
        if work not in self._lines:
            self._lines[work] = self._drawn.add_task(work, total=step.total)
        self._drawn.update(self._lines[work], completed=step.done)
        self._drawn.refresh()

    def end(self) -> None:
        """Take all lines away."""
        self._drawn.stop()
