"""``evalkit rubric lint``: everything that is wrong or doubtful in rubric files."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from evalkit.cli.command import Command
from evalkit.cli.options import Choice, no_plugin, option, output, rubric_files
from evalkit.cli.outcome import BAR_MISSED, plugins, report_faults
from evalkit.cli.streams import complain, put
from evalkit.errors import InputError, RubricError, TomlError
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from evalkit.errors import Problem
    from evalkit.registry import Registry
    from evalkit.rendering.problems import Checked
    from evalkit.rubrics.extending import RubricFile

_FORMATS = ("text", "json", "sarif", "junit")


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "检查评分标准文件：每个问题一行，写明文件、行、列、位置和可用的写法。有问题时退出码为 1。",
        "Check rubric files: a line for each problem, with file, line, column, place and what was allowed. The exit "
        "code is 1 when there is any.",
    )
    form = option(
        lang,
        "--format",
        "|".join(_FORMATS),
        say("输出格式，默认 text", "The output format, text by default"),
        default="text",
        type=Choice(_FORMATS),
    )
    return Command(lang, "lint", about, _lint, [rubric_files(lang), form, output(lang), no_plugin(lang)])


def _lint(
    lang: Lang, names: tuple[str, ...], format: str, output: Path | None, blocked: tuple[str, ...]
) -> int:
    from evalkit.offers import find_rubric_file

    with plugins(blocked, lang) as registry:
        files = [_checked(find_rubric_file(name, registry), registry) for name in names]
        problems = [problem for file in files for problem in file.problems]
        if format != "text":
            put(_for_programs(format, files, lang), output, lang)
        elif problems or output is not None:
            put(InputError(problems).text(lang), output, lang)
        summary = say(
            "检查了 {files} 个文件，发现 {problems} 个问题",
            "{files} checked, {problems} problems found",
            files=len(files),
            problems=len(problems),
        )
        complain(summary.text(lang))
        return report_faults(registry.terms.faults, lang) or (BAR_MISSED if problems else 0)


def _for_programs(format: str, files: "list[Checked]", lang: Lang) -> str:
    from evalkit.rendering.problems import problems_as
    from evalkit.rubrics.lint import DOUBTS, INVALID

    return problems_as(format, files, {doubt.code: doubt.title for doubt in (INVALID, *DOUBTS)}, lang)


def _checked(file: "RubricFile", registry: "Registry") -> "Checked":
    from evalkit.offers import effective_file
    from evalkit.rendering.problems import Checked
    from evalkit.rubrics.lint import INVALID, lint_file
    from evalkit.rubrics.loading import load_effective

    try:
        whole = effective_file(file, registry)
        rubric = load_effective(
            whole,
            registry.rules,
            registry.terms.units,
            measures=registry.measures,
            catalogue=registry.catalogue,
        )
    except (RubricError, TomlError) as error:
        return Checked(file.name, tuple(evolve(problem, code=INVALID.code) for problem in error.problems))
    wordings = registry.terms.catalogue.wordings
    found = lint_file(rubric, whole.file, registry.measures, wordings)
    return Checked(file.name, (*found, *_of_examples(file, registry)))


def _of_examples(file: "RubricFile", registry: "Registry") -> "tuple[Problem, ...]":
    """Return what is wrong with the examples of a rubric that loads: ids of facts and rows that are none."""
    from evalkit.rubrics.lint import INVALID
    from evalkit.testing.running import load_suite

    try:
        load_suite(file, registry)
    except (RubricError, TomlError) as error:
        return tuple(evolve(problem, code=INVALID.code) for problem in error.problems)
    return ()
