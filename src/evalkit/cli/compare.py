"""``evalkit compare``: what moved the total from one scorecard to another."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Argument, Command
from evalkit.cli.options import Choice, FilePath, option, output
from evalkit.cli.outcome import DONE
from evalkit.cli.streams import put, view
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from evalkit.comparing.comparison import Comparison
    from evalkit.rendering.renderer import View

_FORMATS = ("terminal", "json", "html")


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "对比两张评分卡：两个年度、重新报送前后、两个评分标准、两位评价员的评判。"
        "说明总分由哪些指标、扣分、数据和评判改变，每分都有着落。",
        "Compare two scorecards: two years, a report and its re-submission, two rubrics, two evaluators' judgements. "
        "Says through which indicators, deductions, facts and judgements the total moved, down to the last mark.",
    )
    card = say(
        "评分卡文件：evalkit score --format json 写出的",
        "A scorecard file, as evalkit score --format json writes it",
    )
    other = say("与它对比的评分卡文件", "The scorecard file to compare it with")
    return Command(
        lang,
        "compare",
        about,
        _compare,
        [
            Argument("before", "A", card.text(lang), type=FilePath()),
            Argument("after", "B", other.text(lang), type=FilePath()),
            option(
                lang,
                "--format",
                "|".join(_FORMATS),
                say("输出格式，默认 terminal", "The output format, terminal by default"),
                type=Choice(_FORMATS),
                default="terminal",
            ),
            output(lang),
        ],
    )


def _compare(lang: Lang, before: Path, after: Path, format: str, output: Path | None) -> int:
    from evalkit.comparing.compare import compare
    from evalkit.errors import ScorecardError
    from evalkit.files import check_target, read_file, shown
    from evalkit.scoring.scorecard_file import MOST_BYTES, read_scorecard

    if output is not None:
        check_target(output, [before, after])
    cards = [
        read_scorecard(read_file(path, ScorecardError, MOST_BYTES), shown(path)) for path in (before, after)
    ]
    put(_rendered(compare(cards[0], cards[1]), format, view(lang, output)), output, lang)
    return DONE


def _rendered(found: "Comparison", format: str, view: "View") -> str:
    if format == "json":
        from evalkit.rendering.comparison.data import comparison_json

        return comparison_json(found, view.lang)
    if format == "html":
        from evalkit.rendering.comparison.page import comparison_page

        return comparison_page(found, view.lang)
    from evalkit.rendering.comparison.terminal import render_comparison

    return render_comparison(found, view)
