"""How a run ended: what is said about it, and its exit code."""

from collections.abc import Iterable

from evalkit.cli.streams import complain
from evalkit.messages import Lang, Message

DONE, BAR_MISSED, WRONG_INPUT, PLUGIN_FAILED = 0, 1, 2, 3
BUG = 70
"""EX_SOFTWARE of sysexits.h: apart from the codes above, so that a script can tell."""
INTERRUPTED = 130
BROKEN_PIPE = 141


def report_faults(faults: Iterable[Message], lang: Lang) -> int:
    """Name the faults of plugins on standard error, each once; return the exit code."""
    lines = dict.fromkeys(fault.text(lang) for fault in faults)
    for line in lines:
        complain(line)
    return PLUGIN_FAILED if lines else DONE
