"""Regular expressions that few runs need, compiled when they are first used.

Compiling all of them, for every form in which a report may come, would take longer than reading a report.
"""

import re
from typing import cast


def when_used(pattern: str) -> re.Pattern[str]:
    """Return what `re.compile` makes of `pattern`, made when one of its methods is first asked for.

    Raises re.error then, for what is no pattern.
    """
    return cast("re.Pattern[str]", _Waiting(pattern))


class _Waiting:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(self.pattern), name)
        setattr(self, name, found)  # from now on nothing stands between
        return found
