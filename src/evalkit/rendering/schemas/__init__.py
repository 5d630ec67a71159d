"""JSON Schemas (2020-12) of what evalkit writes, and of the judgements file that it reads."""

from importlib.resources import files

from evalkit.errors import Problem, UsageError
from evalkit.messages import say

NAMES = ("agreement", "audit", "compare", "facts", "judgements", "rank", "scorecard", "simulation", "trend")


def schema(name: str) -> str:
    """Return the schema of `name` as JSON text; raises UsageError when there is none."""
    if name not in NAMES:
        raise UsageError(
            Problem(
                say("没有名为“{name}”的 schema", "there is no schema {name}", name=name),
                allowed=say("{names}", "{names}", names=", ".join(NAMES)),
            )
        )
    return files(__package__).joinpath(f"{name}.json").read_text("utf-8")
