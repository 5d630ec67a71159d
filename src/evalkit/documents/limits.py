"""How much of a file evalkit is willing to read; beyond that it is refused with one line."""

from attrs import field, fields, validators

from evalkit.frozen import frozen

_MIB = 1024 * 1024


def _at_most(most: int, about: str) -> int:
    return field(
        default=most, validator=[validators.instance_of(int), validators.ge(1)], metadata={"about": about}
    )


@frozen
class Limits:
    """What a hostile file may cost; each is a whole number of 1 or more.

    The defaults are many times what a report needs. ``--limit NAME=NUMBER`` changes one.
    """

    file_bytes: int = _at_most(64 * _MIB, "the largest file, as it lies on the disk")
    text_bytes: int = _at_most(16 * _MIB, "the largest plain text")
    lines: int = _at_most(500_000, "how many lines a plain text may have")
    unpacked_bytes: int = _at_most(64 * _MIB, "the largest part of a packed file (DOCX, XLSX) when unpacked")
    markup: int = _at_most(
        2_000_000, "how many tags and attributes one part may have: each costs memory beyond its length"
    )
    members: int = _at_most(4096, "how many parts a packed file may have")
    nesting: int = _at_most(40, "how deep tables may stand inside tables")
    columns: int = _at_most(512, "how many columns a table may have; Word itself stops at 63")
    table_cells: int = _at_most(
        1_000_000,
        "how many cells the tables of one document may have, merged ones counted at every place they cover",
    )
    pages: int = _at_most(3000, "how many pages a PDF may have")
    page_objects: int = _at_most(
        200_000,
        "how many things drawn on a page of a PDF are looked at for the rules of tables, and how many fields of a form",
    )
    memory_bytes: int = _at_most(1024 * _MIB, "how much memory reading a PDF may take")
    seconds: int = _at_most(60, "how long reading a PDF may take, apart from recognising pictures")
    converter_seconds: int = _at_most(
        120, "how long LibreOffice may take to convert an old file (.doc, .wps, .rtf, .odt)"
    )
    image_pixels: int = _at_most(100_000_000, "how large a picture may be whose text is recognised")
    recognised_pages: int = _at_most(200, "how many pictures of pages of one PDF are recognised")


NAMES = tuple(each.name for each in fields(Limits))
"""The names of all limits."""

DEFAULT = Limits()
"""The limits where nobody says otherwise."""
