"""How far reading a file has come: told by what takes seconds to whoever shows it."""

from collections.abc import Callable

from evalkit.frozen import frozen
from evalkit.messages import Message


@frozen
class Step:
    """How far a piece of work has come: `done` of `total`, `work` says what of."""

    work: Message
    done: int
    total: int


Progress = Callable[[Step], None]
"""Takes each step of a piece of work: first with nothing done, last with everything."""


def unwatched(step: Step) -> None:
    """Take a step that nobody wants to see."""
