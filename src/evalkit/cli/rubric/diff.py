"""``evalkit rubric diff``: what two rubrics differ in, and which departments that is felt by."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Argument, Command
from evalkit.cli.options import Choice, FilePath, no_plugin, option, output
from evalkit.cli.outcome import WRONG_INPUT, plugins, report_faults
from evalkit.cli.streams import complain, put
from evalkit.errors import InputError, NoReport, Problem, UsageError
from evalkit.frozen import frozen
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from evalkit.registry import Registry
    from evalkit.rubrics.rubric import Rubric
    from evalkit.scoring.effect import Marked

_FORMATS = ("text", "json")


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "比较两个评分标准（先与各自所继承的标准合并）：新增、删除、修改了什么，逐项逐键列出，附分值。\n"
        "--reports 用两个标准分别给文件夹中的报告评分，列出得分、等级或名次改变的部门，以及是哪一条造成的。",
        "Compare two rubrics, each merged with those that it extends: what was added, removed and changed, key by "
        "key, with marks.\n"
        "--reports scores the reports of a folder by both and lists the departments whose score, grade or rank "
        "changes, with the clauses that did it.",
    )
    named = say("评分标准的编号或文件", "A rubric's id or file").text(lang)
    form = option(
        lang,
        "--format",
        "|".join(_FORMATS),
        say("输出格式，默认 text", "The output format, text by default"),
        default="text",
        type=Choice(_FORMATS),
    )
    folder = option(
        lang,
        "--reports",
        "DIR",
        say("报告（或事实文件）所在的文件夹", "The folder with the reports (or facts files)"),
        type=FilePath(),
    )
    arguments = [Argument("before", "A", named), Argument("after", "B", named)]
    return Command(lang, "diff", about, _diff, [*arguments, folder, form, output(lang), no_plugin(lang)])


def _diff(
    lang: Lang,
    before: str,
    after: str,
    reports: Path | None,
    format: str,
    output: Path | None,
    blocked: tuple[str, ...],
) -> int:
    from evalkit.journey import load
    from evalkit.offers import effective_file, find_rubric_file
    from evalkit.rendering.rubric_diff import Comparison, diff_json, diff_text
    from evalkit.rubrics.difference import differences
    from evalkit.scoring.effect import effects

    with plugins(blocked, lang) as registry:
        files = [find_rubric_file(name, registry) for name in (before, after)]
        rubrics = [load(file, registry) for file in files]
        found = differences(*(effective_file(file, registry).file for file in files))
        comparison, refused = Comparison(found), list[_Refused]()
        if reports is not None:
            tried = [_scored(path, rubrics, registry) for path in _reports(reports)]
            refused = [each for each in tried if isinstance(each, _Refused)]
            cards = [each for each in tried if not isinstance(each, _Refused)]
            comparison = Comparison(found, effects(cards), len(cards))
        put((diff_json if format == "json" else diff_text)(comparison, lang), output, lang)
        for each in refused:
            complain(InputError(each.problems).text(lang))
        is_wrong = any(each.is_wrong for each in refused)
        return WRONG_INPUT if is_wrong else report_faults(registry.terms.faults, lang)


def _reports(folder: Path) -> list[Path]:
    """Return the files of a folder by name, but for hidden ones and those that a running Word leaves there."""
    from evalkit.files import shown

    if not folder.is_dir():
        raise UsageError(Problem(say("没有这个文件夹", "there is no such folder"), where=shown(folder)))
    return sorted(
        path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$"))
    )


@frozen
class _Refused:
    """A file that is not compared, and why: something `is_wrong` with it, or it is no report."""

    problems: tuple[Problem, ...]
    is_wrong: bool


def _scored(
    path: Path, rubrics: "list[Rubric]", registry: "Registry"
) -> "tuple[str, Marked, Marked] | _Refused":
    """Return what a report is called and what both rubrics give it."""
    from evalkit.files import shown
    from evalkit.journey import NO_FACTS, read_facts, score_sheet
    from evalkit.scoring.effect import marked

    # Facts of their own are all by which two rubrics read a report differently.
    unlike = 1 if rubrics[0].facts == rubrics[1].facts else 2
    try:
        sheets = [read_facts([path], registry, rubric=rubric).value for rubric in rubrics[:unlike]]
    except InputError as error:
        return _Refused(error.problems, not isinstance(error, NoReport))
    if not any(sheet.facts for sheet in sheets):
        return _Refused((Problem(NO_FACTS, where=shown(path)),), is_wrong=False)
    old, new = (
        marked(score_sheet(sheet, rubric, registry))
        for sheet, rubric in zip((sheets[0], sheets[-1]), rubrics, strict=True)
    )
    department, name = sheets[0].department, shown(Path(path.name))
    return f"{department} {name}" if department else name, old, new
