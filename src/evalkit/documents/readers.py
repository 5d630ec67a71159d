"""The readers that evalkit brings; each is imported when a file of its format comes along."""

from collections.abc import Callable

from evalkit.documents.document import Document
from evalkit.documents.limits import Limits
from evalkit.documents.progress import Progress, unwatched
from evalkit.documents.reader import Reader


def builtin_readers() -> list[Reader]:
    """Return the readers of all formats; the last one is asked first."""
    return [
        Reader("text", "纯文本", _accepts_text, _read_text),
        Reader("markdown", "Markdown", _text_called(".md", ".markdown", ".mkd"), _read_markdown),
        Reader("csv", "CSV", _text_called(".csv", ".tsv"), _read_csv),
        Reader("mhtml", "单个文件的网页", _takes("ARCHIVED_PAGE"), _read_mhtml),
        Reader("html", "网页", _takes("HTML"), _read_html),
        Reader("xls", "Excel 97–2003", _takes("XLS"), _read_xls),
        Reader("ods", "ODF 表格", _takes("ODS"), _read_ods),
        Reader("xlsx", "Excel", _takes("XLSX"), _read_xlsx),
        Reader(
            "office", "Word 97–2003、WPS、RTF、ODT", _takes("DOC", "RTF", "ODT", "WORD_XML"), _read_office
        ),
        Reader("docx", "Word", _takes("DOCX"), _read_docx),
        Reader("pdf", "PDF", _accepts_pdf, _read_pdf, watched=_watched_pdf),
    ]


def _takes(*kinds: str) -> Callable[[str, bytes], bool]:
    """Return the function that says whether a file is of one of `kinds`, by their names."""

    def accepts(name: str, data: bytes) -> bool:
        from evalkit.documents.kinds import kind_of

        kind = kind_of(data)
        return kind is not None and kind.name in kinds

    return accepts


def _text_called(*suffixes: str) -> Callable[[str, bytes], bool]:
    """Return the function that says whether a file is text that is called so: its content looks like any text."""

    def accepts(name: str, data: bytes) -> bool:
        return name.lower().endswith(suffixes) and _accepts_text(name, data)

    return accepts


def _accepts_text(name: str, data: bytes) -> bool:
    from evalkit.documents.plain.text import accepts_text

    return accepts_text(name, data)


def _read_text(name: str, data: bytes, limits: Limits) -> Document:
    from evalkit.documents.plain.text import read_text

    return read_text(name, data, limits)


def _read_markdown(name: str, data: bytes, limits: Limits) -> Document:
    from evalkit.documents.plain.markdown_text import read_markdown

    return read_markdown(name, data, limits)


def _read_csv(name: str, data: bytes, limits: Limits) -> Document:
    from evalkit.documents.plain.csv_table import read_csv

    return read_csv(name, data, limits)


def _read_mhtml(name: str, data: bytes, limits: Limits) -> Document:
    from evalkit.documents.web.mhtml import read_mhtml

    return read_mhtml(name, data, limits)


def _read_html(name: str, data: bytes, limits: Limits) -> Document:
    from evalkit.documents.web.page import read_html

    return read_html(name, data, limits)


def _read_xls(name: str, data: bytes, limits: Limits) -> Document:
    from evalkit.documents.sheets.xls import read_xls

    return read_xls(name, data, limits)


def _read_ods(name: str, data: bytes, limits: Limits) -> Document:
    from evalkit.documents.sheets.ods import read_ods

    return read_ods(name, data, limits)


def _read_xlsx(name: str, data: bytes, limits: Limits) -> Document:
    from evalkit.documents.sheets.xlsx import read_xlsx

    return read_xlsx(name, data, limits)


def _read_office(name: str, data: bytes, limits: Limits) -> Document:
    from evalkit.documents.word.office import read_office

    return read_office(name, data, limits)


def _read_docx(name: str, data: bytes, limits: Limits) -> Document:
    from evalkit.documents.word.docx import read_docx

    return read_docx(name, data, limits)


def _accepts_pdf(name: str, data: bytes) -> bool:
    from evalkit.documents.pdf.mark import accepts_pdf

    return accepts_pdf(name, data)


def _read_pdf(name: str, data: bytes, limits: Limits) -> Document:
    return _watched_pdf(name, data, limits, unwatched)


def _watched_pdf(name: str, data: bytes, limits: Limits, progress: Progress) -> Document:
    from evalkit.documents.pdf.reading import read_pdf

    return read_pdf(name, data, limits, progress)
