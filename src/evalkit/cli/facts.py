"""``evalkit facts``: what a report says, and where."""

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Command
from evalkit.cli.options import Choice, limit, no_plugin, option, output, refused, reports
from evalkit.cli.outcome import plugins, report_faults
from evalkit.cli.streams import put, view
from evalkit.cli.watching import watching
from evalkit.errors import Problem, UsageError
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from evalkit.facts.catalogue import Catalogue
    from evalkit.facts.fact import Fact, FactSheet
    from evalkit.rendering.renderer import View


_NEAREST = 5
"""How many facts are named that might have been meant."""


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "列出报告中的事实：数值、单位、来源和出处，以及报告的自相矛盾之处。\n"
        "toml 格式可以改正后用 evalkit score --facts 补充，或直接作为报告评分。",
        "List the facts of a report: value, unit, basis and place, and where the report contradicts itself.\n"
        "The toml format can be corrected and given to evalkit score --facts, or scored as a report.",
    )
    formats = ("terminal", "json", "toml")
    options = [
        option(
            lang,
            "--format",
            "|".join(formats),
            say("输出格式，默认 terminal", "The output format, terminal by default"),
            type=Choice(formats),
            default="terminal",
        ),
        output(lang),
        option(
            lang,
            "--explain",
            "FACT",
            say(
                "说明一个事实是怎样读出来的：全部读法及取舍的理由",
                "Explain how one fact was read: all readings, and why one was chosen",
            ),
        ),
        option(
            lang,
            "--rubric",
            "NAME|FILE",
            say(
                "把这份评分标准自己定义的事实也列出来",
                "List the facts that this rubric defines itself too",
            ),
        ),
        limit(lang),
        no_plugin(lang),
    ]
    return Command(lang, "facts", about, _facts, [reports(lang), *options])


def _facts(
    lang: Lang,
    paths: tuple[Path, ...],
    format: str,
    output: Path | None,
    explain: str | None,
    rubric: str | None,
    limits: tuple[tuple[str, int], ...],
    blocked: tuple[str, ...],
) -> int:
    from evalkit.documents.limits import Limits
    from evalkit.files import check_target
    from evalkit.journey import catalogue_of, load, read_facts
    from evalkit.offers import find_rubric_file

    if explain is not None and format != "terminal":
        raise UsageError(refused("--format", format, ["terminal"]))
    if output is not None:
        check_target(output, paths)
    with plugins(blocked, lang) as registry:
        own = None if rubric is None else load(find_rubric_file(rubric, registry), registry)
        with watching(lang) as progress:
            found = read_facts(paths, registry, limits=Limits(**dict(limits)), progress=progress, rubric=own)
        if explain is None:
            text = _text(found.value, format, view(lang, output))
        else:
            text = _explained(_fact(explain, found.value, catalogue_of(own, registry)), view(lang, output))
        put(text, output, lang)
        return report_faults([*registry.terms.faults, *found.faults], lang)


def _text(sheet: "FactSheet", format: str, view: "View") -> str:
    if format == "json":
        from evalkit.rendering.json import facts_json

        return facts_json(sheet, view.lang)
    if format == "toml":
        from evalkit.facts.sheet_file import facts_toml

        return facts_toml(sheet)
    from evalkit.rendering.terminal import render_facts

    return render_facts(sheet, view)


def _explained(fact: "Fact", view: "View") -> str:
    from evalkit.rendering.terminal import render_explain

    return render_explain(fact, view)


def _fact(id: str, sheet: "FactSheet", catalogue: "Catalogue") -> "Fact":
    """Return the fact `id` of the report; raises UsageError when there is no such fact, or no value for it."""
    fact = sheet.get(id)
    if fact is not None:
        return fact
    if id in catalogue.definitions:
        message = say(
            "报告中没有找到事实“{title}”（{id}）",
            "the report does not give the fact {title} ({id})",
            title=catalogue.definitions[id].title,
            id=id,
        )
        raise UsageError(Problem(message))
    known = sorted(catalogue.definitions)
    near = get_close_matches(id, known, n=_NEAREST, cutoff=0.4)
    raise UsageError(refused("--explain", id, near or known))
