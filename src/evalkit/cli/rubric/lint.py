"""``evalkit rubric lint``: everything that is wrong or doubtful in rubric files."""

from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Argument, Command
from evalkit.cli.options import no_plugin
from evalkit.cli.outcome import BAR_MISSED, plugins, report_faults
from evalkit.cli.streams import complain, put
from evalkit.errors import InputError, Problem, RubricError, TomlError
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from evalkit.offers import RubricFile
    from evalkit.registry import Registry


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "检查评分标准文件：每个问题一行，写明文件、行、列、位置和可用的写法。有问题时退出码为 1。",
        "Check rubric files: a line for each problem, with file, line, column, place and what was allowed. The exit "
        "code is 1 when there is any.",
    )
    files = Argument(
        "names",
        "FILE…",
        say("评分标准文件，或已有评分标准的编号", "Rubric files, or ids of rubrics there are").text(lang),
        nargs=-1,
        required=True,
    )
    return Command(lang, "lint", about, _lint, [files, no_plugin(lang)])


def _lint(lang: Lang, names: tuple[str, ...], blocked: tuple[str, ...]) -> int:
    from evalkit.offers import find_rubric_file

    with plugins(blocked, lang) as registry:
        files = [find_rubric_file(name, registry) for name in names]
        problems = [problem for file in files for problem in _problems(file, registry)]
        if problems:
            put(InputError(problems).text(lang), None, lang)
        summary = say(
            "检查了 {files} 个文件，发现 {problems} 个问题",
            "{files} checked, {problems} problems found",
            files=len(files),
            problems=len(problems),
        )
        complain(summary.text(lang))
        return report_faults(registry.terms.faults, lang) or (BAR_MISSED if problems else 0)


def _problems(file: "RubricFile", registry: "Registry") -> tuple[Problem, ...]:
    from evalkit.rubrics.lint import lint
    from evalkit.rubrics.loading import load_rubric

    try:
        rubric = load_rubric(
            file.data, file.name, registry.rules, registry.terms.units, measures=registry.measures
        )
    except (RubricError, TomlError) as error:
        return error.problems
    return lint(rubric, file.data, file.name, registry.measures)
