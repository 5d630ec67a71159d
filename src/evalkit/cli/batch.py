"""``evalkit batch``: many reports go in, a scorecard each comes out."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Argument, Command
from evalkit.cli.options import Choice, Count, FilePath, limit, no_plugin, option
from evalkit.cli.outcome import DONE, INTERRUPTED, PLUGIN_FAILED, plugins, report_faults
from evalkit.cli.streams import complain, put
from evalkit.cli.watching import is_watched
from evalkit.errors import Problem, UsageError
from evalkit.messages import Lang, Message, say
from evalkit.processes import MEBIBYTES, SECONDS, interrupted_by_any_end

if TYPE_CHECKING:
    from evalkit.batch.judging import JudgementFiles
    from evalkit.batch.run import Watch
    from evalkit.batch.settings import Settings
    from evalkit.batch.summary import Summary
    from evalkit.batch.work import Report
    from evalkit.registry import Registry


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "给许多份报告评分，每份写出一份评分卡（JSON）。再次运行只做有变化的；中断后再次运行即继续。\n"
        "退出码：0 完成（个别报告失败也算，逐一列出）；2 输入有误；3 插件出错，或所有报告都失败；130 中断。",
        "Score many reports: a scorecard (JSON) for each. A second run does only what changed, and goes on where "
        "the first was interrupted.\n"
        "Exit codes: 0 done (even if some reports failed: they are listed); 2 the input is wrong; 3 a plugin failed, "
        "or every report did; 130 interrupted.",
    )
    return Command(lang, "batch", about, _batch, [_reports(lang), *_given(lang), *_how(lang)])


def _reports(lang: Lang) -> Argument:
    about = say(
        "报告，或放着报告的文件夹（包括下级文件夹）",
        "Reports, or folders with reports in them and below them",
    )
    return Argument("paths", "DIR|FILE…", about.text(lang), nargs=-1, required=True, type=FilePath())


def _given(lang: Lang) -> list[click.Option]:
    """Return the options for what the reports are scored by, and where the results go."""
    return [
        option(
            lang,
            "--output",
            "DIR",
            say("结果写入这个文件夹；没有则新建", "The folder of the results; made when there is none"),
            type=FilePath(),
        ),
        option(
            lang,
            "--rubric",
            "NAME|FILE",
            say(
                "评分标准的编号或文件；不指定时按各报告的部门和年度选用",
                "The rubric's id or file; by default each report's department and year choose it",
            ),
        ),
        option(
            lang,
            "--judgements",
            "DIR",
            say(
                "放着评判文件的文件夹；文件中写明的报告摘要决定它属于哪份报告",
                "The folder of the judgements; each file says by digest which report it is about",
            ),
            type=FilePath(),
        ),
        option(
            lang,
            "--statements",
            "accepted|confirm",
            say(
                "只有文字陈述的事项：先予认可，或待人确认；默认依评分标准",
                "What rests on words alone: accepted, or to be confirmed; the rubric's choice by default",
            ),
            type=Choice(["accepted", "confirm"]),
        ),
        limit(lang),
        no_plugin(lang),
    ]


def _how(lang: Lang) -> list[click.Option]:
    """Return the options for how the work is done and told of."""
    seconds = say(
        "每份报告最多多少秒（默认 {most}）",
        "How many seconds a report may take (default {most})",
        most=SECONDS,
    )
    prune = say(
        "清除不在这次之列的报告以前的结果",
        "Take away the results of reports that are not among these",
    )
    memory = say(
        "每个工作进程最多占用多少 MiB 内存（默认 {most}）",
        "How many MiB of memory a worker may take (default {most})",
        most=MEBIBYTES,
    )
    return [
        option(
            lang,
            "--executor",
            "NAME",
            say(
                "执行方式：pool（默认，本机多进程）、serial（逐份）、dask（多台机器），或插件提供的方式",
                "How: pool (default, processes of this machine), serial, dask (many machines), or a plugin's",
            ),
            default="pool",
        ),
        option(
            lang,
            "--workers",
            "N",
            say(
                "同时工作的进程数，默认为处理器数",
                "How many processes at a time; as many as processors by default",
            ),
            type=Count(),
        ),
        option(
            lang,
            "--scheduler",
            "ADDRESS",
            say(
                "Dask 调度器的地址，如 tcp://10.0.0.1:8786",
                "The address of a Dask scheduler: tcp://10.0.0.1:8786",
            ),
            default="",
        ),
        option(lang, "--report-seconds", "N", seconds, type=Count(), default=SECONDS),
        option(lang, "--worker-memory", "MIB", memory, type=Count(), default=MEBIBYTES),
        click.Option(["--prune"], is_flag=True, help=prune.text(lang)),
        option(
            lang,
            "--format",
            "terminal|json",
            say("小结的格式，默认 terminal", "The format of the summary, terminal by default"),
            type=Choice(("terminal", "json")),
            default="terminal",
        ),
    ]


def _batch(
    lang: Lang,
    paths: tuple[Path, ...],
    output: Path | None,
    rubric: str | None,
    judgements: Path | None,
    statements: str | None,
    limits: tuple[tuple[str, int], ...],
    blocked: tuple[str, ...],
    executor: str,
    workers: int | None,
    scheduler: str,
    report_seconds: int,
    worker_memory: int,
    format: str,
    prune: bool,
) -> int:
    from evalkit.batch.again import unchanged
    from evalkit.batch.judging import JudgementFiles, find_judgements
    from evalkit.batch.settings import Settings
    from evalkit.batch.work import find_reports
    from evalkit.documents.limits import Limits

    if output is None:
        raise UsageError(Problem(say("缺少选项 --output DIR", "the option --output DIR is missing")))
    reports = find_reports(paths, output)
    judged = JudgementFiles() if judgements is None else find_judgements(judgements)
    settings = Settings(rubric, statements, Limits(**dict(limits)), blocked, lang)
    resources = (workers or _processors(), report_seconds, worker_memory, scheduler)
    faults: tuple[Message, ...] = ()
    summary = unchanged(reports, settings, judged, output)
    if summary is None or (prune and summary.others):
        summary, faults = _worked(reports, settings, judged, output, executor, resources, prune=prune)
    put(_json(summary) if format == "json" else _told(summary, output, lang), None, lang)
    for path in sorted(judged.unused) if not summary.is_interrupted else ():
        complain(_unused(path).text(lang))
    code = report_faults(faults, lang)
    return INTERRUPTED if summary.is_interrupted else code or (PLUGIN_FAILED if summary.is_lost else DONE)


def _worked(
    reports: "Sequence[Report]",
    asked: "Settings",
    judgements: "JudgementFiles",
    output: Path,
    executor: str,
    resources: tuple[int, int, int, str],
    *,
    prune: bool,
) -> "tuple[Summary, tuple[Message, ...]]":
    """Return what became of `reports`, and the faults of plugins."""
    from attrs import evolve

    from evalkit.batch.again import Note, remember
    from evalkit.batch.run import find_executor, run
    from evalkit.batch.scoring import Preparation, identity
    from evalkit.batch.standards import standards
    from evalkit.executors.executor import Resources

    with plugins(asked.blocked, asked.lang) as registry, interrupted_by_any_end():
        way = find_executor(executor, registry)
        by = standards(asked, registry)
        settings = evolve(asked, rubric=_named(asked.rubric, registry))
        preparation = Preparation(settings, identity(settings, by), (registry, by))
        with _watching(asked.lang, len(reports)) as watch:
            summary = run(
                reports, preparation, by, way, Resources(*resources), output, judgements, watch, prune=prune
            )
        files = by.sources()
        if files is not None and not registry.faults and not by.faults and not summary.is_interrupted:
            remember(asked, output, Note(preparation.expected.whole, tuple(by.files), files))
    return summary, (*registry.faults, *(say("{line}", "{line}", line=line) for line in summary.faults))


def _named(rubric: str | None, registry: "Registry") -> str | None:
    """Return the rubric as every process finds it, wherever it runs."""
    if rubric is None or rubric in registry.rubrics or not Path(rubric).is_file():
        return rubric
    return str(Path(rubric).absolute())


def _processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _watching(lang: Lang, total: int) -> "Iterator[Watch | None]":
    """Return what is told how far the batch has come; in a terminal it shows that until the context is left."""
    if not is_watched():
        yield None
        return
    from evalkit.rendering.batch_bar import BatchBar

    bar = BatchBar(sys.stderr, lang, total)
    try:
        yield lambda summary: bar.show(summary.done, len(summary.failed), summary.done - summary.unchanged)
    finally:
        bar.end()


def _told(summary: "Summary", output: Path, lang: Lang) -> str:
    """Return the summary for people: the numbers, what failed and why, and where the results are."""
    from evalkit.batch.records import CARDS, DATABASE
    from evalkit.files import shown
    from evalkit.rendering.visible import visible

    lines = [
        say(
            "共 {total} 份：评分 {scored} 份，未变 {unchanged} 份，失败 {failed} 份",
            "reports: {total}; scored: {scored}, unchanged: {unchanged}, failed: {failed}",
            total=summary.total,
            scored=summary.scored,
            unchanged=summary.unchanged,
            failed=len(summary.failed),
        ).text(lang)
    ]
    lines += [f"{report}: {line}" for report, line in sorted(summary.failed.items())]
    if summary.is_interrupted:
        lines.append(
            say(
                "已中断：还有 {left} 份未做；再次运行同一条命令即继续",
                "interrupted; still to be done: {left}; the same command goes on from here",
                left=summary.total - summary.done,
            ).text(lang)
        )
    if summary.others:
        lines.append(
            say(
                "结果中还有 {others} 份报告不在这次之列；--prune 予以清除",
                "results of reports that are not among these: {others}; --prune takes them away",
                others=summary.others,
            ).text(lang)
        )
    cards = shown(output / CARDS)
    lines.append(say("评分卡：{cards}", "scorecards: {cards}", cards=cards).text(lang))
    database = shown(output / DATABASE)
    lines.append(say("结果库：{database}", "results database: {database}", database=database).text(lang))
    first, *rest = map(visible, lines)
    return "\n".join([first, *(f"  {line}" for line in rest)])


def _json(summary: "Summary") -> str:
    told = {
        "reports": summary.total,
        "scored": summary.scored,
        "unchanged": summary.unchanged,
        "failed": [{"report": report, "reason": line} for report, line in sorted(summary.failed.items())],
        "faults": list(summary.faults),
        "others": summary.others,
        "interrupted": summary.is_interrupted,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _unused(path: Path) -> Message:
    from evalkit.files import shown

    return say(
        "{path}: 没有报告用到这份评判", "{path}: no report has used these judgements", path=shown(path)
    )
