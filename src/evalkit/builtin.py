"""What evalkit brings itself, through the same hooks as anybody's plugin.

Readers and renderers are imported when they are used: most runs need one of each.
"""

from evalkit.documents.document import Document
from evalkit.documents.limits import Limits
from evalkit.documents.reader import Reader
from evalkit.hookspecs import hookimpl
from evalkit.rendering.renderer import Renderer, View
from evalkit.rules.builtin import BUILTIN_RULES
from evalkit.rules.rule import Rule
from evalkit.scoring.scorecard import Scorecard


@hookimpl
def evalkit_readers() -> list[Reader]:
    """Return the readers of all formats; the last one is asked first."""
    return [
        Reader("text", "纯文本", _accepts_text, _read_text),
        Reader("html", "网页", _accepts_html, _read_html),
        Reader("docx", "Word 文档", _accepts_docx, _read_docx),
        Reader("pdf", "PDF", _accepts_pdf, _read_pdf),
    ]


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
    ]


def _accepts_text(name: str, data: bytes) -> bool:
    from evalkit.documents.text import accepts_text

    return accepts_text(name, data)


def _read_text(name: str, data: bytes, limits: Limits) -> Document:
    from evalkit.documents.text import read_text

    return read_text(name, data, limits)


def _accepts_html(name: str, data: bytes) -> bool:
    from evalkit.documents.kinds import is_html

    return is_html(data)


def _read_html(name: str, data: bytes, limits: Limits) -> Document:
    from evalkit.documents.html import read_html

    return read_html(name, data, limits)


def _accepts_docx(name: str, data: bytes) -> bool:
    from evalkit.documents.packed import accepts_docx

    return accepts_docx(name, data)


def _read_docx(name: str, data: bytes, limits: Limits) -> Document:
    from evalkit.documents.docx import read_docx

    return read_docx(name, data, limits)


def _accepts_pdf(name: str, data: bytes) -> bool:
    from evalkit.documents.pdf_mark import accepts_pdf

    return accepts_pdf(name, data)


def _read_pdf(name: str, data: bytes, limits: Limits) -> Document:
    from evalkit.documents.pdf import read_pdf

    return read_pdf(name, data, limits)


def _terminal(scorecard: Scorecard, view: View) -> str:
    from evalkit.rendering.terminal import render

    return render(scorecard, view)


def _json(scorecard: Scorecard, view: View) -> str:
    from evalkit.rendering.json import render

    return render(scorecard, view)


def _markdown(scorecard: Scorecard, view: View) -> str:
    from evalkit.rendering.markdown import render

    return render(scorecard, view)
