"""``evalkit score``: a report goes in, a scorecard comes out."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Command
from evalkit.cli.isolation import isolable, isolation
from evalkit.cli.options import Choice, FilePath, Marks, limit, no_plugin, option, output, reports
from evalkit.cli.outcome import BAR_MISSED, DONE, plugins, report_faults
from evalkit.cli.streams import complain, put, report_view
from evalkit.cli.template import put_template
from evalkit.cli.watching import watching
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from evalkit.scoring.scorecard import Scorecard


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "按评分标准给一份报告评分。不指定评分标准时，按报告的部门和年度选用。\n"
        "退出码：0 完成；1 得分低于 --fail-under；2 输入有误；3 插件出错，结果除其所管部分外是完整的。",
        "Score a report against a rubric. Unless one is named, the report's department and year choose it.\n"
        "Exit codes: 0 done; 1 the score is below --fail-under; 2 the input is wrong; 3 a plugin failed and the "
        "result is complete but for what it owned.",
    )
    return Command(lang, "score", about, isolable(_score), [reports(lang), *_given(lang), *_wanted(lang)])


def _given(lang: Lang) -> list[click.Option]:
    """Return the options for what goes in."""
    rubric, judgements, facts, statements = scored_by(lang)
    template = option(
        lang,
        "--judgements-template",
        "FILE",
        say(
            "把待评判事项连同报告中的相关段落写成待填写的评判文件",
            "Write a judgements file to fill in: everything open, with the passages of the report",
        ),
        type=FilePath(),
    )
    given = [rubric, judgements, template, facts, statements]
    return [*given, limit(lang), no_plugin(lang), *isolation(lang)]


def scored_by(lang: Lang) -> list[click.Option]:
    """Return the options for what a report is scored by: rubric, judgements, facts, statements."""
    return [
        option(
            lang,
            "--rubric",
            "NAME|FILE",
            say(
                "评分标准的编号或文件；编号见 evalkit rubric list",
                "The rubric's id or file; evalkit rubric list shows the ids",
            ),
        ),
        option(
            lang,
            "--judgements",
            "FILE",
            say("评价员的评判文件（TOML）", "The evaluator's judgements (TOML)"),
            type=FilePath(),
        ),
        option(
            lang,
            "--facts",
            "FILE",
            say(
                "补充或更正事实的文件（TOML、JSON）",
                "Facts that supplement or correct the report's (TOML, JSON)",
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
    ]


def _wanted(lang: Lang) -> list[click.Option]:
    """Return the options for what comes out."""
    return [
        option(
            lang,
            "--format",
            "NAME",
            say(
                "输出格式：terminal（默认）、json、markdown、html（复核页）、docx（Word 报告）、xlsx（评分表）、junit、sarif，或插件提供的格式",
                "The output format: terminal (default), json, markdown, html (the review page), docx (a Word report), xlsx (the filled score sheet), junit, sarif, or a plugin's",
            ),
            default="terminal",
        ),
        output(lang),
        option(
            lang,
            "--fail-under",
            "MARKS",
            say(
                "总分（未定时取区间下限）低于此分数则退出码为 1",
                "Exit with 1 when the total, at its low end, is below these marks",
            ),
            type=Marks(),
        ),
    ]


def _score(
    lang: Lang,
    paths: tuple[Path, ...],
    rubric: str | None,
    judgements: Path | None,
    judgements_template: Path | None,
    facts: Path | None,
    statements: str | None,
    format: str,
    output: Path | None,
    fail_under: Decimal | None,
    limits: tuple[tuple[str, int], ...],
    blocked: tuple[str, ...],
) -> int:
    from evalkit import journey
    from evalkit.documents.limits import Limits
    from evalkit.files import check_target
    from evalkit.rubrics.rubric import Statements

    with plugins(blocked, lang) as registry:
        journey.find_renderer(format, registry)
        inputs = [*paths, *(path for path in (judgements, facts) if path is not None)]
        inputs += [Path(rubric)] if rubric is not None and rubric not in registry.rubrics else []
        for target in (output, judgements_template):
            if target is not None:
                check_target(target, inputs)
        with watching(lang) as progress:
            ready = journey.prepare(paths, rubric, registry, facts, Limits(**dict(limits)), progress)
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
        looked_at = report_view(lang, output, paths, ready.sheet.documents, fail_under)
        rendered = journey.render(scorecard, format, looked_at, registry)
        if ready.standard.chosen is not None:
            complain(ready.standard.chosen.text(lang))
        if not ready.sheet.facts:
            complain(journey.NO_FACTS.text(lang))
        if judgements_template is not None:
            put_template(journey.judgements_template(scorecard, chosen), judgements_template, lang)
        put(rendered, output, lang)
        return report_faults(journey.failures(scorecard), lang) or _bar(scorecard, fail_under, lang)


def _bar(scorecard: "Scorecard", bar: Decimal | None, lang: Lang) -> int:
    if bar is None or scorecard.low >= bar:
        return DONE
    from evalkit.rendering import words

    message = words.filled(words.BELOW_BAR, low=scorecard.low, bar=bar)
    complain(message.text(lang))
    return BAR_MISSED
