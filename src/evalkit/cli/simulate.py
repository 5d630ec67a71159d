"""``evalkit simulate``: what a changed rubric, or other weights, would have done to all recorded reports."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Command
from evalkit.cli.export import results_file
from evalkit.cli.options import Choice, Count, FilePath, Share, no_plugin, option, output
from evalkit.cli.outcome import DONE, plugins, report_faults
from evalkit.cli.rank import chosen
from evalkit.cli.streams import complain, put
from evalkit.errors import Problem, UsageError
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from evalkit.cli.simulating import Question
    from evalkit.province.simulated import Grid, Outcome
    from evalkit.rendering.simulation.data import Asked
    from evalkit.store.results import Results
    from evalkit.store.sheets import StoredRubric

_FORMATS = ("text", "json")
_TOP = 20
_DRAWS = 200


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "在结果库上试算：评分标准改动一处，所有报告的得分、等级、名次各会怎样，经由哪一条；不再读报告。\n"
        "--set 可重复；值写成 起:止:步长 时逐个试算。--with 换成另一个评分标准。--weights 改为随机变动各指标的权重。",
        "Work out on a results database what a changed rubric would do to the score, grade and rank of every report, "
        "and through which clause; no report is read again.\n"
        "--set may be given again; a value FROM:TO:STEP is worked out step by step. --with takes another rubric in "
        "place of theirs, and --weights varies all weights at random instead.",
    )
    return Command(
        lang, "simulate", about, _simulate, [results_file(lang), *_asked(lang), *chosen(lang), *_shown(lang)]
    )


def _asked(lang: Lang) -> list[click.Option]:
    instead = say(
        "改用这个评分标准（编号或文件）；--set 改的是它",
        "Another rubric in place of theirs, by id or file; --set then changes that one",
    )
    setting = say(
        "改动一处：指标.字段=值，如 cars.bands.0.below=85%",
        "Change one value: indicator.field=value, as in cars.bands.0.below=85%",
    )
    return [
        click.Option(["--set", "settings"], metavar="PLACE=VALUE", multiple=True, help=setting.text(lang)),
        click.Option(["--with", "instead"], metavar="NAME|FILE", help=instead.text(lang)),
        option(
            lang,
            "--weights",
            "SHARE",
            say("各指标权重在这个幅度内变动，如 10%", "Vary every weight within this share, such as 10%"),
            type=Share(),
        ),
        option(
            lang,
            "--draws",
            "N",
            say("抽取多少次权重，默认 200", "How many times weights are drawn, 200 by default"),
            type=Count(),
            default=_DRAWS,
        ),
        option(
            lang,
            "--seed",
            "N",
            say("抽取权重的起点，默认 1", "What the drawn weights begin with, 1 by default"),
            type=Count(),
            default=1,
        ),
    ]


def _shown(lang: Lang) -> list[click.Option]:
    top = say("列出多少份报告，默认 20", "How many reports are listed, 20 by default")
    plot = say("把一列值的结果画成图（SVG）", "Draw what a series of values does (SVG)")
    return [
        option(
            lang,
            "--format",
            "|".join(_FORMATS),
            say("输出格式，默认 text", "The output format, text by default"),
            type=Choice(_FORMATS),
            default="text",
        ),
        option(lang, "--top", "N", top, type=Count(), default=_TOP),
        option(lang, "--plot", "FILE", plot, type=FilePath()),
        output(lang),
        no_plugin(lang),
    ]


def _simulate(
    lang: Lang,
    results: Path,
    settings: tuple[str, ...],
    instead: str | None,
    weights: Decimal | None,
    draws: int,
    seed: int,
    rubric: str | None,
    year: int | None,
    format: str,
    top: int,
    plot: Path | None,
    output: Path | None,
    blocked: tuple[str, ...],
) -> int:
    from evalkit.cli.simulating import doubts, outcomes, question
    from evalkit.files import check_target
    from evalkit.store.results import Results

    if (bool(settings) or instead is not None) == (weights is not None):
        message = say("说明改动什么", "say what changes")
        allowed = say("--set 和 --with，或 --weights", "--set and --with, or --weights")
        raise UsageError(Problem(message, allowed=allowed))
    for target in (output, plot):
        if target is not None:
            check_target(target, [results])
    with Results.existing(results) as found:
        if weights is not None:
            _refuse_plot(plot)
            put(
                _weights(found, (rubric, year), (float(weights), draws, seed), format, lang, top),
                output,
                lang,
            )
            return DONE
        with plugins(blocked, lang) as registry:
            asked = question(found, rubric, year, settings, registry, instead)
            if asked.place is None:
                _refuse_plot(plot)
            came = outcomes(found, asked, registry)
            put(_told(asked, settings, came, format, lang, top), output, lang)
            if plot is not None:
                put(_plotted(asked, came, lang), plot, lang)
            for doubt in doubts(asked, registry):
                complain(doubt.text(lang))
            return report_faults(registry.terms.faults, lang)


def _refuse_plot(plot: Path | None) -> None:
    if plot is not None:
        message = say("没有一列值可画", "there is no series of values to draw")
        allowed = say("--set 位置=起:止:步长", "--set PLACE=FROM:TO:STEP")
        raise UsageError(Problem(message, where="--plot", allowed=allowed))


def _weights(
    results: "Results",
    wanted: tuple[str | None, int | None],
    drawing: tuple[float, int, int],
    format: str,
    lang: Lang,
    top: int,
) -> str:
    from evalkit.cli.simulating import stored_choice
    from evalkit.province.loading import load
    from evalkit.province.stability import stability
    from evalkit.rendering.simulation.data import weights_json
    from evalkit.rendering.simulation.text import weights_text

    stored, _ = stored_choice(results, *wanted)
    province = load(results, *wanted)
    within, draws, seed = drawing
    found = stability(province, draws, within, seed)
    if found is None:
        raise UsageError(Problem(say("评分卡里没有指标", "the scorecards have no indicators")))
    if format == "json":
        return weights_json(_named(stored, ()), province, found)
    return weights_text(province, found, lang, top)


def _told(
    asked: "Question",
    settings: Sequence[str],
    came: "Sequence[Outcome]",
    format: str,
    lang: Lang,
    top: int,
) -> str:
    from evalkit.rendering.simulation import data, text
    from evalkit.rubrics.difference import differences

    named = _named(asked.stored, settings)
    if asked.place is not None:
        grid = _grid(asked, came)
        return data.grid_json(named, grid) if format == "json" else text.grid_text(grid, lang)
    found = differences(asked.file, asked.changed[0].file)
    if format == "json":
        return data.outcome_json(named, found, came[0], lang)
    return text.outcome_text(found, came[0], lang, top)


def _plotted(asked: "Question", came: "Sequence[Outcome]", lang: Lang) -> str:
    from evalkit.rendering.simulation.plot import grid_svg

    return grid_svg(_grid(asked, came), lang)


def _grid(asked: "Question", came: "Sequence[Outcome]") -> "Grid":
    from evalkit.province.simulated import Grid, Point

    points = (Point(each.value, found) for each, found in zip(asked.changed, came, strict=True))
    return Grid(asked.place or "", tuple(points))


def _named(stored: "StoredRubric", settings: Sequence[str]) -> "Asked":
    from evalkit.rendering.simulation.data import Asked

    return Asked(stored.id, stored.version, stored.sha256, tuple(settings))
