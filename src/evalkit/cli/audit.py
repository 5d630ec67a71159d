"""``evalkit audit``: where a report contradicts itself."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Command
from evalkit.cli.options import Choice, limit, no_plugin, option, output, reports
from evalkit.cli.outcome import plugins, report_faults
from evalkit.cli.streams import put, report_view
from evalkit.cli.watching import watching
from evalkit.messages import Lang, Message, say

if TYPE_CHECKING:
    from evalkit.facts.fact import FactSheet
    from evalkit.rendering.renderer import View


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "检查报告的自相矛盾之处：合计、比率、前后说法、数字写法。不评分。",
        "Find where a report contradicts itself: sums, ratios, conflicting figures, malformed numbers. "
        "Nothing is scored.",
    )
    formats = ("terminal", "json", "sarif")
    what = option(
        lang,
        "--format",
        "|".join(formats),
        say("输出格式，默认 terminal", "The output format, terminal by default"),
        type=Choice(formats),
        default="terminal",
    )
    return Command(
        lang, "audit", about, _audit, [reports(lang), what, output(lang), limit(lang), no_plugin(lang)]
    )


def _audit(
    lang: Lang,
    paths: tuple[Path, ...],
    format: str,
    output: Path | None,
    limits: tuple[tuple[str, int], ...],
    blocked: tuple[str, ...],
) -> int:
    from evalkit.documents.limits import Limits
    from evalkit.files import check_target
    from evalkit.journey import read_facts

    if output is not None:
        check_target(output, paths)
    with plugins(blocked, lang) as registry:
        with watching(lang) as progress:
            found = read_facts(paths, registry, limits=Limits(**dict(limits)), progress=progress)
        faults = [*registry.terms.faults, *found.faults]
        seen = report_view(lang, output, paths, found.value.documents)
        text = _written(format, found.value, faults, seen)
        put(text, output, lang)
        return report_faults(faults, lang)


def _written(format: str, sheet: "FactSheet", faults: Sequence[Message], seen: "View") -> str:
    if format == "json":
        from evalkit.rendering.json import audit_json

        return audit_json(sheet, seen.lang)
    if format == "sarif":
        from evalkit.rendering.sarif import audit_sarif

        return audit_sarif(sheet, seen, faults)
    from evalkit.rendering.terminal import render_audit

    return render_audit(sheet, seen)
