"""What a judgements file is about, as its head says: which report, and by which rubric."""

from evalkit.errors import JudgementError, Problem
from evalkit.frozen import frozen
from evalkit.messages import say
from evalkit.toml import parse


@frozen
class Subject:
    """The digest of the report that was judged, and the id of the rubric by which it was."""

    report: str
    rubric: str


def subject(data: bytes, name: str) -> Subject:
    """Return what the judgements file `data`, called `name` in messages, is about; nothing else in it is looked at.

    Raises TomlError when it is not TOML, and JudgementError when it does not say so.
    """
    head = parse(data, name).data.get("judgements")
    report, rubric = (head.get("report"), head.get("rubric")) if isinstance(head, dict) else (None, None)
    if isinstance(report, str) and isinstance(rubric, str) and report and rubric:
        return Subject(report, rubric)
    message = say(
        "没有写明评判的是哪份报告、按哪个评分标准",
        "which report was judged, and by which rubric, is not said",
    )
    allowed = say("[judgements] 中的 report 和 rubric", "report and rubric in [judgements]")
    raise JudgementError(Problem(message, where=name, allowed=allowed))
