"""What became of the reports of a batch, as numbers and reasons."""

from pathlib import Path

from attrs import define, field

from evalkit.errors import InputError, PluginError
from evalkit.files import shown
from evalkit.messages import Lang


def reason(error: InputError | PluginError, path: Path, lang: Lang) -> str:
    """Return in one line why the report at `path` has no result, without saying which report that is."""
    if isinstance(error, PluginError):
        return " ".join(error.text(lang).split())
    own = shown(path)
    return "; ".join(
        problem.message.text(lang) if problem.where == own and problem.line is None else problem.text(lang)
        for problem in error.problems
    )


@define
class Summary:
    """A batch as it is so far: how many of its `total` reports were scored, were so already, or failed.

    `failed` holds the reason for each; `faults` are those of plugins, each once, `others` counts reports of earlier batches
    whose results are there too; `is_interrupted` when somebody stopped the batch before its end.
    """

    total: int
    scored: int = 0
    unchanged: int = 0
    failed: dict[str, str] = field(factory=dict)
    faults: dict[str, None] = field(factory=dict)
    others: int = 0
    is_interrupted: bool = False

    @property
    def done(self) -> int:
        """How many reports need nothing more."""
        return self.scored + self.unchanged + len(self.failed)

    @property
    def is_lost(self) -> bool:
        """Whether every report failed."""
        return len(self.failed) == self.total
