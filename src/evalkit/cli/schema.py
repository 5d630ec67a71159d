"""``evalkit schema``: what the files look like, for programs that read or write them."""

import click

from evalkit.cli.command import Argument, Command
from evalkit.cli.options import Choice, no_plugin
from evalkit.cli.streams import put
from evalkit.messages import Joined, Lang, say

_NAMES = (
    "scorecard",
    "facts",
    "rubric",
    "judgements",
    "audit",
    "rank",
    "trend",
    "simulation",
    "agreement",
    "compare",
)


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "输出一种数据格式的 JSON Schema（2020-12）。评分标准的格式含已装载插件的计分规则。",
        "Print the JSON Schema (2020-12) of a format. That of rubrics includes the rules of the plugins there are.",
    )
    which = say("哪一种格式：{names}", "Which format: {names}", names=Joined(_NAMES))
    what = Argument("name", "NAME", which.text(lang), type=Choice(_NAMES))
    return Command(lang, "schema", about, _schema, [what, no_plugin(lang)])


def _schema(lang: Lang, name: str, blocked: tuple[str, ...]) -> int:
    if name == "rubric":
        import json

        from evalkit.cli.outcome import loaded, report_faults
        from evalkit.rubrics.schema import rubric_schema

        registry = loaded(lang, blocked)
        put(json.dumps(rubric_schema(registry.rules), ensure_ascii=False, indent=2), None, lang)
        return report_faults(registry.faults, lang)
    from evalkit.rendering.schemas import schema

    put(schema(name), None, lang)
    return 0
