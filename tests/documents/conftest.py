"""Word files for tests, written by python-docx and, where it cannot, by hand."""

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest
from docx.document import Document as WordDocument

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


@pytest.fixture
def packed() -> Callable[..., bytes]:
    """Return a function that packs parts (path → text or bytes) into a ZIP archive."""

    def pack(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", method) as archive:
            archive.writestr("[Content_Types].xml", _TYPES)
            for path, content in parts.items():
                archive.writestr(path, content)
        return target.getvalue()

    return pack


@pytest.fixture
def word(packed: Callable[..., bytes]) -> Callable[..., bytes]:
    """Return a function that makes a Word file of the XML of its body, and of other parts."""

    def make(body: str, **parts: str) -> bytes:
        namespaces = (
            f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
        )
        content = {"word/document.xml": f"<w:document {namespaces}><w:body>{body}</w:body></w:document>"}
        for name, inner in parts.items():
            content[f"word/{name}.xml"] = f"<w:{name} {namespaces}>{inner}</w:{name}>"
        return packed(content)

    return make


@pytest.fixture
def saved() -> Callable[[Callable[[WordDocument], object]], bytes]:
    """Return a function that gives the bytes of the file that python-docx writes."""

    def save(fill: Callable[[WordDocument], object]) -> bytes:
        document = docx.Document()
        fill(document)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return save
