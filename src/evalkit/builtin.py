"""What evalkit brings itself, through the same hooks as anybody's plugin.

Readers and renderers are imported when they are used: most runs need one of each.
"""

from evalkit.documents.reader import Reader
from evalkit.documents.readers import builtin_readers
from evalkit.executors.builtin import builtin_executors
from evalkit.executors.executor import Executor
from evalkit.hookspecs import hookimpl
from evalkit.rendering.renderer import Renderer, View
from evalkit.rules.builtin import BUILTIN_RULES
from evalkit.rules.rule import Rule
from evalkit.scoring.scorecard import Scorecard


@hookimpl
def evalkit_readers() -> list[Reader]:
    """Return the readers of all formats; the last one is asked first."""
    return builtin_readers()


@hookimpl
def evalkit_rules() -> list[type[Rule]]:
    """Return the rule shapes that every rubric may use."""
    return list(BUILTIN_RULES)


@hookimpl
def evalkit_renderers() -> list[Renderer]:
    """Return the output formats."""
    return [
        Renderer("terminal", "终端", ".txt", _terminal),
        Renderer("json", "JSON", ".json", _json),
        Renderer("markdown", "Markdown", ".md", _markdown),
        Renderer("html", "复核页", ".html", _html),
        Renderer("docx", "Word 报告", ".docx", _docx, binary=True),
        Renderer("xlsx", "评分表", ".xlsx", _xlsx, binary=True),
        Renderer("junit", "JUnit XML", ".xml", _junit),
        Renderer("sarif", "SARIF 2.1.0", ".sarif", _sarif),
    ]


@hookimpl
def evalkit_executors() -> list[Executor]:
    """Return the ways to work on many reports."""
    return builtin_executors()


def _terminal(scorecard: Scorecard, view: View) -> str:
    from evalkit.rendering.terminal import render

    return render(scorecard, view)


def _json(scorecard: Scorecard, view: View) -> str:
    from evalkit.rendering.json import render

    return render(scorecard, view)


def _markdown(scorecard: Scorecard, view: View) -> str:
    from evalkit.rendering.markdown import render

    return render(scorecard, view)


def _html(scorecard: Scorecard, view: View) -> str:
    from evalkit.rendering.review.page import render

    return render(scorecard, view)


def _docx(scorecard: Scorecard, view: View) -> bytes:
    from evalkit.rendering.word_report import render

    return render(scorecard, view)


def _xlsx(scorecard: Scorecard, view: View) -> bytes:
    from evalkit.rendering.score_sheet.file import render

    return render(scorecard, view)


def _junit(scorecard: Scorecard, view: View) -> str:
    from evalkit.rendering.junit import render

    return render(scorecard, view)


def _sarif(scorecard: Scorecard, view: View) -> str:
    from evalkit.rendering.sarif import render

    return render(scorecard, view)
