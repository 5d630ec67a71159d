"""A process of its own for what recognises pictures.

It takes seconds a page inside libraries that no signal interrupts; a process can be ended at any time.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from types import TracebackType
from typing import IO, Self

from attrs import define, field

from evalkit.documents.limits import Limits
from evalkit.documents.pdf import ocr
from evalkit.documents.pdf.page import PdfPage
from evalkit.documents.pdf.pictures import CHANNELS, Picture
from evalkit.documents.pdf.wire import packed, unpacked

_MODULE = "evalkit.documents.pdf.recogniser"


@define
class Recogniser:
    """What recognises pictures of pages while its context is entered; its process starts with the first one.

    A process that breaks costs the picture on which it does: the next one gets another. `process` is the one
    that runs now, if any.
    """

    limits: Limits
    module: str = _MODULE
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        """Return it, ready."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End its process, whatever that is doing."""
        self._end()

    def page(self, page: PdfPage, picture: Picture) -> PdfPage:
        """Return `page` as its picture shows it; as it is when the picture shows no text or breaks the process."""
        process = self.process or self._start()
        head = [page.width, page.height, picture.width, picture.height, picture.scale, self.limits.columns]
        try:
            _pipe(process.stdin).write(json.dumps(head).encode() + b"\n" + picture.dots)
            _pipe(process.stdin).flush()
        except OSError:
            answer = b""
        else:
            answer = _pipe(process.stdout).readline()
        if not answer.endswith(b"\n"):
            self._end()
            return page
        (read,) = unpacked(answer)
        return read if read.layered else page

    def _start(self) -> subprocess.Popen[bytes]:
        env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", self.module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
        )
        return self.process

    def _end(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                _pipe(pipe).close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise TypeError("the process has no such pipe")
    return pipe


# ---------------------------------------------------------------- in the process


def _main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # libraries that print must not print among the answers
    while head := sys.stdin.buffer.readline():
        answers.write(_answer(head) + b"\n")
        answers.flush()


def _answer(head: bytes) -> bytes:
    """Return the page that is asked for with `head`; its picture's dots follow on the standard input."""
    page_width, page_height, width, height, scale, columns = json.loads(head)
    picture = Picture(width, height, scale, sys.stdin.buffer.read(width * height * CHANNELS))
    page = PdfPage(page_width, page_height, (), pictured=True)
    return packed([ocr.recognised(page, picture, Limits(columns=columns))])


if __name__ == "__main__":
    _main()
