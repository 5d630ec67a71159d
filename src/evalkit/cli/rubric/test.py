"""``evalkit rubric test``: a rubric's examples, what they leave out, and the mutants they let live."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from evalkit.cli.command import Command
from evalkit.cli.options import Choice, no_plugin, option, output, rubric_files
from evalkit.cli.outcome import BAR_MISSED, plugins, report_faults
from evalkit.cli.streams import complain, put
from evalkit.errors import InputError
from evalkit.frozen import frozen
from evalkit.messages import Lang, Message, say

if TYPE_CHECKING:
    from evalkit.errors import Problem
    from evalkit.registry import Registry
    from evalkit.rendering.rubric_tests import Exercised
    from evalkit.testing.running import Suite

_FORMATS = ("text", "junit")


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "运行评分标准里（或旁边 .examples.toml 里）的 [[example]]：事实进去，分数和理由出来。有不符的，退出码为 1。",
        "Run the [[example]] tables of a rubric (or of the .examples.toml beside it): facts in, marks and reasons "
        "out. The exit code is 1 when anything came out otherwise.",
    )
    mutate = say(
        "逐一改动每个界限、分值、界限的归属和公式，列出全部示例仍然通过的改动",
        "Shift each threshold and mark, turn each bound, change each formula, and list what every example lets pass",
    )
    strict = say(
        "示例未涉及之处和放过的改动也算问题（退出码 1）",
        "What no example exercises and what the examples let pass are problems too (exit code 1)",
    )
    form = option(
        lang,
        "--format",
        "|".join(_FORMATS),
        say("输出格式，默认 text", "The output format, text by default"),
        default="text",
        type=Choice(_FORMATS),
    )
    options = [
        click.Option(["--mutate"], is_flag=True, help=mutate.text(lang)),
        click.Option(["--strict"], is_flag=True, help=strict.text(lang)),
        form,
        output(lang),
        no_plugin(lang),
    ]
    return Command(lang, "test", about, _test, [rubric_files(lang), *options])


def _test(
    lang: Lang,
    names: tuple[str, ...],
    mutate: bool,
    strict: bool,
    format: str,
    output: Path | None,
    blocked: tuple[str, ...],
) -> int:
    from evalkit.offers import find_rubric_file
    from evalkit.rendering.rubric_tests import exercised_as_junit
    from evalkit.testing.running import load_suite

    with plugins(blocked, lang) as registry:
        suites = [load_suite(find_rubric_file(name, registry), registry) for name in names]
        outcomes = [_checked(suite, registry, mutate=mutate) for suite in suites]
        lines = [problem for outcome in outcomes for problem in outcome.problems]
        if format == "junit":
            put(exercised_as_junit([each.exercised for each in outcomes], lang, strict=strict), output, lang)
        elif lines or output is not None:
            put(InputError(lines).text(lang), output, lang)
        for outcome in outcomes:
            complain(outcome.summary.text(lang))
        failed = any(outcome.failures or (strict and outcome.problems) for outcome in outcomes)
        return report_faults(registry.terms.faults, lang) or (BAR_MISSED if failed else 0)


@frozen
class _Outcome:
    """What one rubric's examples came to, and how that is summed up."""

    exercised: "Exercised"
    summary: Message

    @property
    def failures(self) -> "tuple[Problem, ...]":
        """Return the problems that fail it by themselves."""
        return tuple(problem for _, problems in self.exercised.examples for problem in problems)

    @property
    def problems(self) -> "tuple[Problem, ...]":
        """Return everything that is listed."""
        return (*self.failures, *self.exercised.gaps, *(self.exercised.survivors or ()))


def _checked(suite: "Suite", registry: "Registry", *, mutate: bool) -> _Outcome:
    from evalkit.rendering.rubric_tests import Exercised
    from evalkit.testing.coverage import coverage_of
    from evalkit.testing.running import failures_of

    examples = tuple(
        (example.title, failures_of(example, suite.rubric, registry)) for example in suite.examples
    )
    failed = sum(len(problems) for _, problems in examples)
    coverage = coverage_of(suite, registry)
    exercised = Exercised(suite.rubric.id, examples, coverage.gaps, mutate)
    summary = say(
        "{name}：{examples} 个示例，{failed} 处不符；{whole} 处计分中 {gaps} 处没有示例",
        "{name}: {examples} examples, {failed} differences; {gaps} of {whole} places of the rubric without example",
        name=suite.rubric.id,
        examples=len(examples),
        failed=failed,
        whole=coverage.whole,
        gaps=len(coverage.gaps),
    )
    if mutate and not failed:
        survived, tried = _mutated(suite, registry)
        exercised = evolve(exercised, survivors=survived)
        summary = say(
            "{summary}；{tried} 处改动放过 {survived} 处",
            "{summary}; {survived} of {tried} mutants survive",
            summary=summary,
            tried=tried,
            survived=len(survived),
        )
    return _Outcome(exercised, summary)


def _mutated(suite: "Suite", registry: "Registry") -> "tuple[tuple[Problem, ...], int]":
    from evalkit.testing.mutation import survivors

    return survivors(suite, registry)
