"""How far a slow piece of work has come, shown on standard error while somebody looks at it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from evalkit.messages import Lang

if TYPE_CHECKING:
    from evalkit.documents.progress import Progress, Step
    from evalkit.rendering.bars import Bars


@contextmanager
def watching(lang: Lang) -> "Iterator[Progress]":
    """Return what takes steps; in a terminal it shows them until the context is left."""
    drawn: list[Bars] = []

    def show(step: "Step") -> None:
        if not drawn:
            from evalkit.rendering.bars import Bars

            drawn.append(Bars(sys.stderr, lang))
        drawn[0].show(step)

    try:
        yield show if is_watched() else _ignore
    finally:
        for bars in drawn:
            bars.end()


def tidy() -> None:
    """Take from the terminal what a process that was ended in its work left there: a line, no cursor."""
    if is_watched():
        sys.stderr.write("\r\x1b[2K\x1b[?25h")
        sys.stderr.flush()


def is_watched() -> bool:
    """Return whether somebody looks at standard error."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _ignore(step: "Step") -> None:
    """Take a step that nobody sees."""
