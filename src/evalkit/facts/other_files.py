"""Files of evalkit's own that stand for no report, told apart by a key at their top."""

from collections.abc import Mapping

from evalkit.errors import NoReport
from evalkit.messages import Message, say
from evalkit.problems import problem
from evalkit.toml import TomlFile

_RUBRIC = say("这是评分标准或其示例，不是报告", "this is a rubric or its examples, not a report")
_KEYS: Mapping[str, Message] = {
    "rubric": _RUBRIC,
    "example": _RUBRIC,
    "judgements": say("这是评判，不是报告", "these are judgements, not a report"),
}


def refuse_other_files(file: TomlFile) -> None:
    """Raise NoReport when `file` is a rubric, its examples, or judgements."""
    for key, message in _KEYS.items():
        if key in file.data:
            raise NoReport(problem(file, (key,), message))
