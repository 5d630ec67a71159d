"""How a run ended: what is said about it, and its exit code."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from evalkit.cli.streams import complain
from evalkit.errors import EvalkitError, UsageError
from evalkit.messages import Lang, Message

if TYPE_CHECKING:
    from evalkit.locking import Lock
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
    registry = loaded(lang, blocked)
    try:
        yield registry
    except EvalkitError:
        report_faults(registry.faults, lang)
        raise


def loaded(lang: Lang, blocked: tuple[str, ...] = ()) -> "Registry":
    """Return what the plugins contribute, but for `blocked`, naming those that were slow.

    Raises UsageError for what is not as it was locked.
    """
    from evalkit.registry import load_plugins

    registry = load_plugins(blocked, plugin_lock())
    for plugin in registry.plugins:
        if plugin.slowness is not None:
            complain(plugin.slowness.text(lang))
    return registry


def plugin_lock() -> "Lock | None":
    """Return the lock of the plugins that holds for the folder evalkit runs in, None when there is none."""
    from evalkit.locking import LOCK_FILE, read_lock

    path = Path(LOCK_FILE)
    if not path.exists():
        return None
    from evalkit.files import read_file

    return read_lock(read_file(path, UsageError), LOCK_FILE)


def report_faults(faults: Iterable[Message], lang: Lang) -> int:
    """Name the faults of plugins on standard error, each once; return the exit code."""
    lines = dict.fromkeys(fault.text(lang) for fault in faults)
    for line in lines:
        complain(line)
    return PLUGIN_FAILED if lines else DONE
