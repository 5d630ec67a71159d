"""``evalkit agreement``: how far evaluators agree who judged the same reports."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Argument, Command
from evalkit.cli.options import Choice, Count, FilePath, no_plugin, option, output
from evalkit.cli.outcome import PLUGIN_FAILED, plugins, report_faults
from evalkit.cli.streams import complain, put, view
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from evalkit.comparing.evaluators import Agreement
    from evalkit.rendering.renderer import View

_FORMATS = ("terminal", "json", "xlsx", "html")
_METRICS = ("interval", "ordinal", "ratio", "nominal")


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "比较多位评价员的评判：哪里不同、相差多少、各自的理由；整体上有多一致（Krippendorff α）、谁偏严、"
        "哪些指标分歧最大、总分因此相差多少。\n读不了的文件逐一列出，其余照常比较；全都读不了时退出码为 3。",
        "Compare the judgements of several evaluators: where they differ, by how much and why; how far they agree "
        "altogether (Krippendorff's α), who is stricter, which indicators divide them most, and what it does to the "
        "total.\nFiles that cannot be read are listed and the others compared; when none can, the exit code is 3.",
    )
    files = say(
        "评判文件（TOML），或放着评判文件的文件夹（包括下级文件夹）",
        "Judgements files (TOML), or folders with such files in them and below them",
    )
    argument = Argument("paths", "FILE|DIR…", files.text(lang), nargs=-1, required=True, type=FilePath())
    return Command(lang, "agreement", about, _agreement, [argument, *_options(lang)])


def _options(lang: Lang) -> list[click.Option]:
    rubric = say(
        "只比较按这个评分标准的评判；没有安装的评分标准须写明文件",
        "Only judgements by this rubric; one that is not installed is named by its file",
    )
    metric = say(
        "两个值相距多远：interval（默认，差）、ordinal（次序）、ratio（差与和之比）、nominal（是否相同）",
        "How far apart two values are: interval (default, their difference), ordinal (their order), ratio (difference "
        "by sum), nominal (the same or not)",
    )
    draws = say("区间抽样多少次，默认 1000", "How many draws the intervals rest on, 1000 by default")
    seed = say("抽样的起点，默认 1", "What the draws begin with, 1 by default")
    top = say("终端里各列多少项，默认 10", "How many entries a terminal lists, 10 by default")
    results = say(
        "evalkit batch 写出的结果库：报告以部门和年度称呼，而不是摘要",
        "A results database of evalkit batch: reports are called by department and year instead of digests",
    )
    return [
        option(lang, "--rubric", "NAME|FILE", rubric),
        option(lang, "--results", "RESULTS", results, type=FilePath()),
        option(lang, "--metric", "|".join(_METRICS), metric, type=Choice(_METRICS), default="interval"),
        option(
            lang,
            "--format",
            "|".join(_FORMATS),
            say("输出格式，默认 terminal", "The output format, terminal by default"),
            type=Choice(_FORMATS),
            default="terminal",
        ),
        output(lang),
        option(lang, "--top", "N", top, type=Count(), default=10),
        option(lang, "--draws", "N", draws, type=Count(), default=1000),
        option(lang, "--seed", "N", seed, type=Count(), default=1),
        no_plugin(lang),
    ]


def _agreement(
    lang: Lang,
    paths: tuple[Path, ...],
    rubric: str | None,
    results: Path | None,
    metric: str,
    format: str,
    output: Path | None,
    top: int,
    draws: int,
    seed: int,
    blocked: tuple[str, ...],
) -> int:
    from evalkit.comparing.evaluators import agreement
    from evalkit.comparing.krippendorff import Metric
    from evalkit.evaluations import judgement_files, read_evaluations
    from evalkit.files import check_target

    files = judgement_files(paths)
    if output is not None:
        check_target(output, [*files, *([results] if results else [])])
    names = {} if results is None else _names(results)
    with plugins(blocked, lang) as registry:
        found = read_evaluations(files, registry, rubric)
        for line in found.remarks:
            complain(line.text(lang))
        if found.is_lost:
            report_faults(registry.faults, lang)
            return PLUGIN_FAILED
        made = agreement(found.read, Metric(metric), draws, seed, names)
        put(_rendered(made, format, view(lang, output), top), output, lang)
        return report_faults(registry.faults, lang)


def _names(results: Path) -> dict[str, str]:
    from evalkit.store.results import Results

    with Results.existing(results) as found:
        return found.names()


def _rendered(agreement: "Agreement", format: str, view: "View", top: int) -> str | bytes:
    if format == "json":
        from evalkit.rendering.agreement.data import agreement_json

        return agreement_json(agreement)
    if format == "xlsx":
        from evalkit.rendering.agreement.sheets import agreement_workbook

        return agreement_workbook(agreement, view.lang)
    if format == "html":
        from evalkit.rendering.agreement.page import agreement_page

        return agreement_page(agreement, view.lang)
    from evalkit.rendering.agreement.terminal import render_agreement

    return render_agreement(agreement, view, top)
