"""The process that recognises pictures: it is there while it is wanted, and costs a picture when it breaks."""

import pytest

from evalkit.documents.limits import DEFAULT
from evalkit.documents.pdf.page import PdfPage
from evalkit.documents.pdf.pictures import Picture
from evalkit.documents.pdf.recogniser import Recogniser

_PAGE = PdfPage(100, 100, (), pictured=True)
_BLANK = Picture(100, 100, 1.0, b"\xff" * 30_000)


def test_a_page_on_which_the_process_breaks_stays_a_picture() -> None:
    with Recogniser(DEFAULT, "evalkit.documents.pdf.nothing") as recogniser:
        assert [recogniser.page(_PAGE, _BLANK) for _ in range(2)] == [_PAGE, _PAGE]


@pytest.mark.needs("rapidocr")
def test_one_process_reads_one_picture_after_another_and_ends() -> None:
    with Recogniser(DEFAULT) as recogniser:
        assert recogniser.page(_PAGE, _BLANK) == _PAGE
        process = recogniser.process
        assert recogniser.page(_PAGE, _BLANK) == _PAGE
        assert process is not None and recogniser.process is process and process.poll() is None
    assert process.poll() is not None
