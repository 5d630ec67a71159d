"""``evalkit rubric import``: the draft of a rubric from a scoring sheet as offices have it."""

from pathlib import Path

import click

from evalkit.cli.command import Argument, Command
from evalkit.cli.options import FilePath, no_plugin, option, output
from evalkit.cli.outcome import plugins, report_faults
from evalkit.cli.streams import complain, put
from evalkit.messages import Lang, say


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "由现成的评分表（Excel、Word、网页等）起草评分标准：读懂的标准写成计分规则，其余写成评判，原文留作条款。",
        "Draft a rubric from a scoring sheet (Excel, Word, web page, …): standards that are understood become rules, "
        "the others judgements, and the text stays as the clause.",
    )
    sheet = Argument(
        "sheet",
        "SHEET",
        say("评分表文件", "The file with the scoring sheet").text(lang),
        type=FilePath(),
    )
    id = option(
        lang,
        "--id",
        "ID",
        say("新评分标准的编号，默认 draft", "The id of the new rubric, draft by default"),
        default="draft",
    )
    return Command(lang, "import", about, _import, [sheet, id, output(lang), no_plugin(lang)])


def _import(lang: Lang, sheet: Path, id: str, output: Path | None, blocked: tuple[str, ...]) -> int:
    from evalkit.journey import draft_rubric

    with plugins(blocked, lang) as registry:
        found = draft_rubric(sheet, id, registry)
        put(found.value.text, output, lang)
        summary = say(
            "共 {all} 项指标：{rules} 项写成计分规则，{judged} 项留待评判；用 evalkit rubric lint 查看未尽事项",
            "{all} indicators: {rules} became rules, {judged} are left to judge; evalkit rubric lint says what is "
            "left to do",
            all=found.value.rules + found.value.judged,
            rules=found.value.rules,
            judged=found.value.judged,
        )
        complain(summary.text(lang))
        if found.value.adjustments:
            complain(
                say(
                    "另有 {n} 项总分调整（加分、扣分、封顶或一票否决），由评价人员评定",
                    "and {n} adjustments of the total (bonus, penalty, cap or veto), which an evaluator decides",
                    n=found.value.adjustments,
                ).text(lang)
            )
        return report_faults((*registry.terms.faults, *found.faults), lang)
