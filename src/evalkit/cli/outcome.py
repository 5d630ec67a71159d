"""How a run ended: what is said about it, and its exit code."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from evalkit.cli.streams import complain
from evalkit.errors import EvalkitError
from evalkit.messages import Lang, Message

if TYPE_CHECKING:
    from evalkit.registry import Registry

DONE, BAR_MISSED, WRONG_INPUT, PLUGIN_FAILED = 0, 1, 2, 3
BUG = 70
"""EX_SOFTWARE of sysexits.h: apart from the codes above, so that a script can tell."""
INTERRUPTED = 130


@contextmanager
def plugins(blocked: tuple[str, ...], lang: Lang) -> "Iterator[Registry]":
    """Load the plugins for a command.

    When the input turns out to be wrong, those that failed are named too: what is missing may be theirs.
    """
    from evalkit.registry import load_plugins

    registry = load_plugins(blocked)
    try:
        yield registry
    except EvalkitError:
        report_faults(registry.faults, lang)
        raise


def report_faults(faults: Iterable[Message], lang: Lang) -> int:
    """Name the faults of plugins on standard error, each once; return the exit code."""
    lines = dict.fromkeys(fault.text(lang) for fault in faults)
    for line in lines:
        complain(line)
    return PLUGIN_FAILED if lines else DONE
