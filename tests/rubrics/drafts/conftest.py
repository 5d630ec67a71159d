"""A page with a scoring sheet."""

from collections.abc import Callable

import pytest

from evalkit.documents.document import Document
from evalkit.documents.limits import DEFAULT
from evalkit.documents.web.page import read_html


@pytest.fixture
def page() -> Callable[[str], Document]:
    """Read a page of HTML."""

    def read(body: str) -> Document:
        html = f"<html><head><title>评分表</title></head><body>{body}</body></html>"
        return read_html("sheet.html", html.encode(), DEFAULT)

    return read
