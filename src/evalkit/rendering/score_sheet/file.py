"""The file: the score sheet, the lists behind it, and the sheet that is signed."""

from io import BytesIO

import xlsxwriter

from evalkit.rendering.places import Places
from evalkit.rendering.renderer import View
from evalkit.rendering.score_sheet.book import OPTIONS, Book
from evalkit.rendering.score_sheet.form import write_form
from evalkit.rendering.score_sheet.lists import write_lists
from evalkit.rendering.score_sheet.own_marks import write_own_marks
from evalkit.rendering.score_sheet.verdict import write_verdict
from evalkit.scoring.scorecard import Scorecard


def render(scorecard: Scorecard, view: View) -> bytes:
    """Return the scorecard as a workbook; the same scorecard gives the same bytes.

    Its sums are formulas, and the values stored with them are the scorecard's. `view.documents` give
    the whole sentences around the facts.
    """
    made = BytesIO()
    where = Places.within(scorecard.report.documents, view.lang)
    with xlsxwriter.Workbook(made, OPTIONS) as workbook:
        book = Book(workbook, view.lang)
        book.describe(scorecard.rubric.title.text(view.lang))
        total = write_form(book, scorecard, where)
        write_lists(book, scorecard, where, view.documents)
        write_own_marks(book, scorecard, where)
        write_verdict(book, scorecard, where, total)
    return made.getvalue()
