"""``evalkit trend``: the years of one department side by side, and what became of its promises."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Argument, Command
from evalkit.cli.options import Choice, FilePath, no_plugin, option, output
from evalkit.cli.outcome import plugins, report_faults
from evalkit.cli.streams import put, view
from evalkit.errors import Problem, UsageError
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from evalkit.province.trend import Trend
    from evalkit.rendering.renderer import View

_FORMATS = ("terminal", "json", "xlsx", "html")


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "把一个部门的各年度并排对比：得分、测算值、数据的变化，扣分是新增、重复还是消除，"
        "上年报告中的整改措施有没有兑现。",
        "Put the years of one department side by side: how marks, values and figures changed, which deductions are new, "
        "repeated or gone, and whether what last year's report promised was kept.",
    )
    name = say(
        "部门名称；没有完全相同的，就找名称中含有它的",
        "The department's name; if there is none, the one whose name contains it",
    )
    return Command(
        lang, "trend", about, _trend, [Argument("department", "DEPARTMENT", name.text(lang)), *_options(lang)]
    )


def _options(lang: Lang) -> list[click.Option]:
    facts = say(
        "对比这项数据；可重复，默认为各指标所用的全部数据",
        "Compare this figure; may be given again; by default all that the indicators are made of",
    )
    return [
        option(
            lang,
            "--results",
            "RESULTS",
            say("evalkit batch 写出的结果库", "The results database that evalkit batch wrote"),
            type=FilePath(),
        ),
        option(
            lang,
            "--rubric",
            "ID",
            say(
                "按哪个评分标准的评分卡；只有一个时不必指定", "By which rubric; not needed when there is one"
            ),
        ),
        click.Option(["--fact", "facts"], metavar="ID", multiple=True, help=facts.text(lang)),
        option(
            lang,
            "--format",
            "|".join(_FORMATS),
            say("输出格式，默认 terminal", "The output format, terminal by default"),
            type=Choice(_FORMATS),
            default="terminal",
        ),
        output(lang),
        no_plugin(lang),
    ]


def _trend(
    lang: Lang,
    department: str,
    results: Path | None,
    rubric: str | None,
    facts: tuple[str, ...],
    format: str,
    output: Path | None,
    blocked: tuple[str, ...],
) -> int:
    from evalkit.files import check_target
    from evalkit.province.department import years_of
    from evalkit.province.naming import spoken_names
    from evalkit.province.trend import trend
    from evalkit.store.results import Results

    if results is None:
        raise UsageError(Problem(say("缺少选项 --results", "the option --results is missing")))
    if output is not None:
        check_target(output, [results])
    with plugins(blocked, lang) as registry:
        with Results.existing(results) as found:
            name, years = years_of(found, department, rubric, registry.measures)
        inputs = {id: tuple(measure.parameters) for id, measure in registry.measures.items()}
        made = trend(name, years, inputs, facts, spoken_names(registry.catalogue, registry.measures))
        put(_rendered(made, format, view(lang, output)), output, lang)
        return report_faults(registry.faults, lang)


def _rendered(trend: "Trend", format: str, view: "View") -> str | bytes:
    if format == "json":
        from evalkit.rendering.trends.data import trend_json

        return trend_json(trend, view.lang)
    if format == "xlsx":
        from evalkit.rendering.trends.sheets import trend_workbook

        return trend_workbook(trend, view.lang)
    if format == "html":
        from evalkit.rendering.trends.page import trend_page

        return trend_page(trend, view.lang)
    from evalkit.rendering.trends.terminal import render_trend

    return render_trend(trend, view)
