"""``evalkit annotate``: the report's own Word file with the deductions and findings as comments."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Command
from evalkit.cli.options import limit, no_plugin, output, reports
from evalkit.cli.outcome import plugins, report_faults
from evalkit.cli.score import scored_by
from evalkit.cli.streams import complain
from evalkit.cli.watching import watching
from evalkit.errors import DocumentError, Problem, UsageError
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from evalkit.documents.limits import Limits

_EPOCH = "SOURCE_DATE_EPOCH"


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "给 Word 报告（.docx）加批注：每处扣分、每个疑点批在原句上，正文不改一字。\n"
        "正文里没有位置的，汇总在首段的一条批注里。",
        "Comment on a Word report (.docx): every deduction and finding on its own sentence, the text unchanged.\n"
        "What has no place in the text is listed in one comment on the first paragraph.",
    )
    options = [*scored_by(lang), output(lang), limit(lang), no_plugin(lang)]
    return Command(lang, "annotate", about, _annotate, [reports(lang), *options])


def _annotate(
    lang: Lang,
    paths: tuple[Path, ...],
    rubric: str | None,
    judgements: Path | None,
    facts: Path | None,
    statements: str | None,
    output: Path | None,
    limits: tuple[tuple[str, int], ...],
    blocked: tuple[str, ...],
) -> int:
    from evalkit import journey
    from evalkit.documents.limits import Limits
    from evalkit.files import check_target, shown, write_file
    from evalkit.rendering.annotated import annotated
    from evalkit.rubrics.rubric import Statements

    if output is None:
        raise UsageError(Problem(say("缺少选项 --output", "the option --output is missing")))
    allowed, at = Limits(**dict(limits)), _now()
    with plugins(blocked, lang) as registry:
        inputs = [*paths, *(path for path in (judgements, facts) if path is not None)]
        inputs += [Path(rubric)] if rubric is not None and rubric not in registry.rubrics else []
        check_target(output, inputs)
        data = _word_file(paths[0], allowed)
        with watching(lang) as progress:
            ready = journey.prepare(paths, rubric, registry, facts, allowed, progress)
        chosen = ready.standard.rubric
        judged = None if judgements is None else journey.read_judgements(judgements, chosen, ready.sheet)
        scorecard = journey.score_sheet(
            ready.sheet,
            chosen,
            registry,
            judgements=judged,
            statements=None if statements is None else Statements(statements),
            faults=ready.faults,
        )
        result = annotated(data, ready.sheet.documents[0], scorecard, lang, at, allowed)
        if ready.standard.chosen is not None:
            complain(ready.standard.chosen.text(lang))
        write_file(output, result.data)
        told = say(
            "已写入 {path}：{placed} 条批注在原句上，{listed} 项汇总在首段的批注里",
            "written to {path}: {placed} comments on their sentences, {listed} listed in one on the first paragraph",
            path=shown(output),
            placed=result.placed,
            listed=result.listed,
        )
        complain(told.text(lang))
        return report_faults(journey.failures(scorecard), lang)


def _word_file(path: Path, limits: "Limits") -> bytes:
    """Return the Word file at `path`; raises DocumentError when it is something else."""
    from evalkit.documents.kinds import Kind, kind_of
    from evalkit.files import read_file, shown

    data = read_file(path, most=limits.file_bytes)
    if kind_of(data) is Kind.DOCX:
        return data
    message = say(
        "不是 Word 文件（.docx），不能批注", "not a Word file (.docx), and nothing else takes comments"
    )
    allowed = say("在 Word 或 WPS 中另存为 .docx", "the file saved as .docx in Word or WPS")
    raise DocumentError(Problem(message, where=shown(path), allowed=allowed))


def _now() -> datetime:
    """Return the date of the comments: that of SOURCE_DATE_EPOCH where it is set, so that a run can be repeated."""
    said = os.environ.get(_EPOCH)
    if not said:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(said), UTC)
    except (ValueError, OverflowError, OSError):
        message = say("{name}：“{value}”不是时间", "{name}: {value} is no time", name=_EPOCH, value=said)
        allowed = say("1970 年以来的秒数", "a number of seconds since 1970")
        raise UsageError(Problem(message, allowed=allowed)) from None
