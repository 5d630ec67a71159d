"""The command line: the only place that prints.

Exit codes: 0 done; 1 done, but the bar was missed (``--fail-under``, problems found by lint); 2 the
input is wrong; 3 a plugin failed and the output is complete but for what it owned; 70 a bug in
evalkit itself; 130 interrupted; 141 the reader of a pipe went away.
"""

import gc
import sys
from collections.abc import Sequence

_RARELY = (100_000, 20, 20)
"""How often Python looks for values that refer to each other and to nothing else: it makes hundreds of
thousands of values until a report is scored, nearly all of which stay, and would look at each many times."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line of `arguments`, the program's own when None, and leave with its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given == ["--version"]:
        from evalkit import __version__

        print(f"evalkit {__version__}")
        return
    gc.set_threshold(*_RARELY)
    try:
        from evalkit.cli.app import run

        code = run(given)
    except KeyboardInterrupt:  # before or after the commands, which have an end of their own for it
        code = 130
    gc.freeze()  # at its end Python would look at every value twice more
    sys.exit(code)
