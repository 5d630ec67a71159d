"""``evalkit rubric test``: a rubric's examples, what they leave out, and the mutants they let live."""

from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Argument, Command
from evalkit.cli.options import no_plugin
from evalkit.cli.outcome import BAR_MISSED, plugins, report_faults
from evalkit.cli.streams import complain, put
from evalkit.errors import InputError
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from evalkit.errors import Problem
    from evalkit.registry import Registry
    from evalkit.testing.running import Suite


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "运行评分标准里（或旁边 .examples.toml 里）的 [[example]]：事实进去，分数和理由出来。有不符的，退出码为 1。",
        "Run the [[example]] tables of a rubric (or of the .examples.toml beside it): facts in, marks and reasons "
        "out. The exit code is 1 when anything came out otherwise.",
    )
    names = Argument(
        "names",
        "FILE…",
        say("评分标准文件，或已有评分标准的编号", "Rubric files, or ids of rubrics there are").text(lang),
        nargs=-1,
        required=True,
    )
    return Command(lang, "test", about, _test, [names, no_plugin(lang)])


def _test(lang: Lang, names: tuple[str, ...], blocked: tuple[str, ...]) -> int:
    from evalkit.offers import find_rubric_file
    from evalkit.testing.running import load_suite

    with plugins(blocked, lang) as registry:
        suites = [load_suite(find_rubric_file(name, registry), registry) for name in names]
        problems = [problem for suite in suites for problem in _checked(suite, registry)]
        if problems:
            put(InputError(problems).text(lang), None, lang)
        summary = say(
            "运行了 {examples} 个示例，发现 {problems} 个问题",
            "{examples} examples run, {problems} problems found",
            examples=sum(len(suite.examples) for suite in suites),
            problems=len(problems),
        )
        complain(summary.text(lang))
        return report_faults(registry.terms.faults, lang) or (BAR_MISSED if problems else 0)


def _checked(suite: "Suite", registry: "Registry") -> "list[Problem]":
    from evalkit.testing.running import failures_of

    return [problem for example in suite.examples for problem in failures_of(example, suite.rubric, registry)]
