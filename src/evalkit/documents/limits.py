"""How much of a file evalkit is willing to read; beyond that it is refused with one line."""

from attrs import field, fields, frozen, validators

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


NAMES = tuple(each.name for each in fields(Limits))
"""The names of all limits."""

DEFAULT = Limits()
"""The limits where nobody says otherwise."""
