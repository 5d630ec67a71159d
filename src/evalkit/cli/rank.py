"""``evalkit rank``: who stands where among many departments, and which ranks mean something."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Command
from evalkit.cli.export import results_file
from evalkit.cli.options import Choice, Count, Share, option, output
from evalkit.cli.outcome import DONE
from evalkit.cli.streams import put, view
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from evalkit.province.overview import Overview
    from evalkit.rendering.renderer import View

_FORMATS = ("terminal", "json", "xlsx", "html")


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "给结果库里的部门排名：并列名次、未定分值留下的名次范围、权重变动后的名次、等级和得分率分布、"
        "最常见的扣分、最常缺的数据、自评与本评、离群部门。",
        "Rank the departments of a results database: shared ranks, the ranks that open marks leave possible, ranks "
        "under other weights, grades and spreads of marks, the commonest deductions and missing facts, self-scores "
        "against ours, and who is far from the others.",
    )
    return Command(lang, "rank", about, _rank, [results_file(lang), *chosen(lang), *_wanted(lang)])


def chosen(lang: Lang) -> list[click.Option]:
    """Return the options for which scorecards are taken."""
    return [
        option(
            lang,
            "--rubric",
            "ID",
            say(
                "按哪个评分标准的评分卡；只有一个时不必指定", "By which rubric; not needed when there is one"
            ),
        ),
        option(
            lang,
            "--year",
            "YEAR",
            say("哪个年度；只有一个时不必指定", "Of which year; not needed when there is one"),
            type=Count(),
        ),
    ]


def _wanted(lang: Lang) -> list[click.Option]:
    """Return the options for what is worked out and what comes out."""
    within = say(
        "权重变动的幅度，默认 10%；0% 为不变动",
        "How far every weight may vary, 10% by default; 0% tries no other weights",
    )
    top = say("终端里列出多少个部门，默认 30", "How many departments a terminal lists, 30 by default")
    seed = say("抽取权重的起点，默认 1", "What the drawn weights begin with, 1 by default")
    return [
        option(
            lang,
            "--format",
            "|".join(_FORMATS),
            say("输出格式，默认 terminal", "The output format, terminal by default"),
            type=Choice(_FORMATS),
            default="terminal",
        ),
        output(lang),
        option(lang, "--top", "N", top, type=Count(), default=30),
        option(lang, "--weights", "SHARE", within, type=Share(), default="10%"),
        option(lang, "--seed", "N", seed, type=Count(), default=1),
    ]


def _rank(
    lang: Lang,
    results: Path,
    rubric: str | None,
    year: int | None,
    format: str,
    output: Path | None,
    top: int,
    weights: Decimal,
    seed: int,
) -> int:
    from evalkit.files import check_target
    from evalkit.province.loading import load
    from evalkit.province.overview import overview
    from evalkit.store.results import Results

    if output is not None:
        check_target(output, [results])
    with Results.existing(results) as found:
        province = load(found, rubric, year)
    put(_rendered(overview(province, float(weights), seed), format, view(lang, output), top), output, lang)
    return DONE


def _rendered(overview: "Overview", format: str, view: "View", top: int) -> str | bytes:
    if format == "json":
        from evalkit.rendering.ranking.data import overview_json

        return overview_json(overview)
    if format == "xlsx":
        from evalkit.rendering.ranking.sheets import overview_workbook

        return overview_workbook(overview, view.lang)
    if format == "html":
        from evalkit.rendering.ranking.page import overview_page

        return overview_page(overview, view.lang)
    from evalkit.rendering.ranking.terminal import render_overview

    return render_overview(overview, view, top)
