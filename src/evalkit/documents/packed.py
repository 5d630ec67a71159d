"""What is in a packed file, told from its directory without unpacking anything."""

import io
import zipfile

_ZIP = b"PK\x03\x04"


def accepts_docx(name: str, data: bytes) -> bool:
    """Return whether `data` is a package with a Word body in it, whatever its suffix says."""
    return "word/document.xml" in _members(data)


def _members(data: bytes) -> frozenset[str]:
    if not data.startswith(_ZIP):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return frozenset()
