"""``evalkit demo``: a first look, with nothing to prepare."""

from importlib.resources import as_file, files

import click

from evalkit.cli.command import Command
from evalkit.cli.outcome import loaded, report_faults
from evalkit.cli.streams import complain, put, view
from evalkit.messages import Lang, say

_RUBRIC = "shenzhen-2020"


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "给自带的示例报告（虚构的单位和数字）评分，不需要任何文件，也不联网。",
        "Score the example report that comes with evalkit: an invented bureau and invented figures, no files "
        "needed, no network.",
    )
    return Command(lang, "demo", about, _demo, [])


def _demo(lang: Lang) -> int:
    from evalkit import journey

    registry = loaded(lang)
    with as_file(files("evalkit_examples") / "report.txt") as report:
        sheet = journey.read_facts([report], registry)
        rubric = journey.find_rubric(_RUBRIC, sheet.value, registry).value.rubric
        scorecard = journey.score_sheet(sheet.value, rubric, registry, faults=sheet.faults)
        put(journey.render(scorecard, "terminal", view(lang), registry), None, lang)
        next_steps = say(
            "这是虚构的示例报告（{report}）。\n"
            "给自己的报告评分：evalkit score 报告文件\n"
            "写出待评判事项：evalkit score 报告文件 --judgements-template 评判.toml，填好后用 --judgements 评判.toml\n"
            "查看评分标准：evalkit rubric list",
            "This was an invented report ({report}).\n"
            "Score your own: evalkit score REPORT\n"
            "Write down what waits for a judgement: evalkit score REPORT --judgements-template FILE, fill it in, "
            "then --judgements FILE\n"
            "See the rubrics: evalkit rubric list",
            report=report,
        )
    complain(next_steps.text(lang))
    return report_faults(journey.failures(scorecard), lang)
