"""What is in an OLE file, the container of old Office files and of encrypted ones: its streams' names."""

import struct
from collections.abc import Iterator

from evalkit.frozen import frozen

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an OLE file begins."""

_ENTRY = 128
_HEADER_SECTORS = 109
_LAST = 0xFFFFFFFA
"""From here on a number names no sector."""

_NO_ENTRY = 0xFFFFFFFF
_MOST_SECTORS = 4096
"""How many sectors of the directory are read; a file with more hides what it is."""


def streams_of(data: bytes) -> frozenset[str]:
    """Return the names of the streams and storages at the top of an OLE file, none where it is damaged."""
    try:
        sectors = _Sectors.of(data)
        directory = b"".join(sectors.chain(struct.unpack_from("<I", data, 48)[0]))
        return frozenset(_children(directory))
    except struct.error:
        return frozenset()


@frozen
class _Sectors:
    """The sectors of an OLE file and the table that says which follows which."""

    data: bytes
    size: int
    tables: tuple[int, ...]

    @classmethod
    def of(cls, data: bytes) -> "_Sectors":
        """Return the sectors of `data`; raises struct.error where it is cut off."""
        size = 4096 if struct.unpack_from("<H", data, 30)[0] == 12 else 512
        tables = list(struct.unpack_from(f"<{_HEADER_SECTORS}I", data, 76))
        sectors = cls(data, size, ())
        following = struct.unpack_from("<I", data, 68)[0]
        # Files beyond 7 MB name the rest of their tables in sectors of their own.
        while following < _LAST and len(tables) < _MOST_SECTORS:
            numbers = struct.unpack_from(f"<{size // 4}I", data, sectors.start(following))
            tables += numbers[:-1]
            following = numbers[-1]
        return cls(data, size, tuple(tables))

    def start(self, number: int) -> int:
        """Return where a sector begins."""
        return (number + 1) * self.size

    def chain(self, number: int) -> Iterator[bytes]:
        """Yield the sectors from `number` on, as each names the next."""
        per_table = self.size // 4
        for _ in range(_MOST_SECTORS):
            if number >= _LAST or number // per_table >= len(self.tables):
                return
            yield self.data[self.start(number) : self.start(number + 1)]
            table = self.start(self.tables[number // per_table])
            number = struct.unpack_from("<I", self.data, table + 4 * (number % per_table))[0]


def _children(directory: bytes) -> Iterator[str]:
    """Yield the names of the entries right below the root of a directory."""
    count = len(directory) // _ENTRY
    waiting = [struct.unpack_from("<I", directory, 76)[0]] if count else []
    met: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number == _NO_ENTRY or number >= count or number in met:
            continue
        met.add(number)
        start = number * _ENTRY
        length = struct.unpack_from("<H", directory, start + 64)[0]
        yield directory[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        waiting += struct.unpack_from("<II", directory, start + 68)
