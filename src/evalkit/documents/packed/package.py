"""What is in a packed file (DOCX, XLSX, ODS), unpacked within limits."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from evalkit.documents.limits import DEFAULT, Limits
from evalkit.errors import DocumentError, Problem
from evalkit.frozen import frozen
from evalkit.messages import Message, say

_ENTRY = b"PK\x01\x02"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@frozen
class Format:
    """What a packed file is meant to be, for problems: its title and its suffix."""

    title: Message
    suffix: str

    @property
    def intact(self) -> Message:
        """Return what is allowed."""
        return say(
            "完好、未加密的 {what}（{suffix}）",
            "an intact {what} ({suffix}) without a password",
            what=self.title,
            suffix=self.suffix,
        )


WORD = Format(say("Word 文件", "Word file"), ".docx")


@frozen
class Package:
    """The parts of a packed file of some `format`; `name` is the file's, for problems."""

    name: str
    _archive: zipfile.ZipFile
    limits: Limits = DEFAULT
    format: Format = WORD

    @classmethod
    def open(cls, name: str, data: bytes, limits: Limits = DEFAULT, format: Format = WORD) -> "Package":
        """Return the package in `data`. Raises DocumentError for what is none, or has too many parts."""
        if data.startswith(_OLE):
            old = say(
                "是旧版 Office 文件（.doc 等）或已加密", "it is an old Office file (.doc …) or encrypted"
            )
            raise refused(name, old, format)
        if data.count(_ENTRY) > limits.members:
            raise refused(name, say("压缩包里的文件太多", "the archive has too many members"), format)
        with _intact(name, format):
            return cls(name, zipfile.ZipFile(io.BytesIO(data)), limits, format)

    @property
    def members(self) -> tuple[str, ...]:
        """Return the paths of the parts."""
        return tuple(self._archive.NameToInfo)

    def refused(self, message: Message) -> DocumentError:
        """Return the problem that `message` tells, as an error to raise."""
        return refused(self.name, message, self.format)

    def part(self, path: str) -> bytes | None:
        """Return the part at `path`, None when there is none.

        Raises DocumentError when it is encrypted, damaged, or unpacks beyond the limit, whatever size
        the archive claims.
        """
        with _intact(self.name, self.format):
            if path not in self.members:
                return None
            info = self._archive.getinfo(path)
            if info.flag_bits & 1:
                raise self.refused(say("文件已加密", "the file is encrypted"))
            content = b""
            if info.file_size <= self.limits.unpacked_bytes:
                with self._archive.open(info) as member:
                    content = member.read(self.limits.unpacked_bytes + 1)
            if max(info.file_size, len(content)) > self.limits.unpacked_bytes:
                raise self.refused(say("解压后太大", "it is too large when unpacked"))
            return content

    def with_parts(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the packed file with the parts of `changed` as they are there; all others stay as they are.

        Parts that are new come last. Raises DocumentError as `part` does, and when all parts together
        unpack beyond the limits.
        """
        room = self.limits.file_bytes + self.limits.unpacked_bytes
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for path in dict.fromkeys((*self.members, *changed)):
                content = changed[path] if path in changed else self.part(path) or b""
                room -= len(content)
                if room < 0:
                    raise self.refused(say("解压后太大", "it is too large when unpacked"))
                archive.writestr(self._entry(path), content)
        return target.getvalue()

    def _entry(self, path: str) -> zipfile.ZipInfo:
        """Return under what a part is packed: as it was, a new one with the earliest date."""
        old = self._archive.NameToInfo.get(path)
        entry = zipfile.ZipInfo(path, old.date_time if old else _EARLIEST)
        entry.compress_type = zipfile.ZIP_DEFLATED
        if old is not None:
            entry.external_attr, entry.create_system = old.external_attr, old.create_system
            entry.compress_type = (
                zipfile.ZIP_STORED if old.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
            )
        return entry


def refused(name: str, message: Message, format: Format = WORD) -> DocumentError:
    """Return the problem of the packed file `name` that `message` tells, as an error to raise."""
    return DocumentError(Problem(message, where=name, allowed=format.intact))


@contextmanager
def _intact(name: str, format: Format) -> Iterator[None]:
    """Turn whatever damaged archives raise into one problem."""
    try:
        yield
    except DocumentError:
        raise
    except Exception as error:  # zipfile, zlib, bz2 and lzma each raise errors of their own
        broken = say(
            "不是完好的 {what}（{suffix}）",
            "not an intact {what} ({suffix})",
            what=format.title,
            suffix=format.suffix,
        )
        raise refused(name, broken, format) from error
