"""Everything that evalkit raises on purpose.

::

    EvalkitError
    ├── InputError          what somebody gave is wrong: one line a problem, exit code 2
    │   ├── UsageError      an option or an argument of the command line or of a function
    │   ├── DocumentError   a report that cannot be read
    │   ├── TomlError       a file that is not TOML 1.0
    │   ├── RubricError     a rubric with problems, all of them at once
    │   ├── FactsError      a facts file (as a report, or for --facts)
    │   │   └── NoReport    a file of evalkit's own that stands for no report: a rubric, examples, judgements
    │   ├── JudgementError  a judgements file
    │   └── ScorecardError  a scorecard file (JSON)
    └── PluginError         a plugin broke its contract; costs what the plugin owns, exit code 3
        └── CatalogueError  a catalogue of facts that contradicts itself or another one
"""

from collections.abc import Iterable

from evalkit.frozen import frozen
from evalkit.messages import Lang, Message


@frozen
class Problem:
    """One thing that is wrong: what, where, and what was allowed.

    `where` is the file as the user named it; `line` and `column` count from 1 and are None when
    the problem has no place in the file; `path` is the place in the structure
    (``dimension.economy.indicator.three_public_control.marks``) and may be empty. `code` is the name
    of the check that found it, for other programs; empty where there is none.
    """

    message: Message
    where: str = ""
    line: int | None = None
    column: int | None = None
    path: str = ""
    allowed: Message | None = None
    code: str = ""

    def text(self, lang: Lang) -> str:
        """Return the problem as one line."""
        place = self.where
        if self.line is not None:
            place = f"{place}:{self.line}"
            if self.column is not None:
                place = f"{place}:{self.column}"
        head = ": ".join(part for part in (place, self.path) if part)
        line = f"{head}: {self.message.text(lang)}" if head else self.message.text(lang)
        if self.allowed is not None:
            allowed = self.allowed.text(lang)
            line = f"{line}（可用：{allowed}）" if lang is Lang.ZH else f"{line} (allowed: {allowed})"
        return " ".join(line.split())


class EvalkitError(Exception):
    """The root of the hierarchy."""


class InputError(EvalkitError):
    """What somebody gave is wrong; carries every problem found, in the order of the file."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.text(Lang.EN))

    def text(self, lang: Lang) -> str:
        """Return one line a problem."""
        return "\n".join(problem.text(lang) for problem in self.problems)


class UsageError(InputError):
    """An option or an argument is wrong."""


class DocumentError(InputError):
    """A report cannot be read."""


class TomlError(InputError):
    """A file is not TOML 1.0."""


class RubricError(InputError):
    """A rubric has problems."""


class FactsError(InputError):
    """A facts file has problems."""


class NoReport(FactsError):
    """A rubric, its examples or judgements where a report was asked for."""


class JudgementError(InputError):
    """A judgements file has problems."""


class ScorecardError(InputError):
    """A scorecard file has problems."""


class PluginError(EvalkitError):
    """A plugin broke its contract."""

    def __init__(self, plugin: str, message: Message) -> None:
        self.plugin = plugin
        self.message = message
        super().__init__(self.text(Lang.EN))

    def text(self, lang: Lang) -> str:
        """Return one line that names the plugin."""
        return f"{self.plugin}: {self.message.text(lang)}"


class CatalogueError(PluginError):
    """A catalogue of facts contradicts itself or another one."""
