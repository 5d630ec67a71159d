"""Standard output and standard error: what goes there arrives, whatever the terminal's encoding."""

import os
import shutil
import sys
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click
from attrs import evolve

from evalkit.errors import Problem, UsageError
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from evalkit.documents.document import Document
    from evalkit.rendering.renderer import View

PIPE_WIDTH = 80

BROKEN_PIPE = 141
"""The exit code of a program that SIGPIPE ends, as is usual."""


def prepare_streams() -> None:
    """Let both streams take any text: UTF-8 but for a terminal that speaks something else.

    What an encoding does not have is written as an escape, never as a crash; a stream that is closed
    takes what nobody will see.
    """
    sys.stdout = sys.stdout or TextIOWrapper(BytesIO(), "utf-8")
    sys.stderr = sys.stderr or TextIOWrapper(BytesIO(), "utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            is_foreign = stream.isatty() and stream.encoding.lower() not in (
                "ascii",
                "us-ascii",
                "ansi_x3.4-1968",
            )
            stream.reconfigure(
                encoding=stream.encoding if is_foreign else "utf-8", errors="backslashreplace", newline="\n"
            )


def complain(lines: str) -> None:
    """Print `lines` to standard error, with nothing in them that could steer the terminal.

    Where nothing can be written any more (the terminal is gone, the disk is full), nobody is told.
    """
    from evalkit.rendering.visible import visible

    try:
        for line in lines.split("\n"):
            print(visible(line), file=sys.stderr)
    except OSError:
        _silence(sys.stderr)


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()


def width() -> int:
    """Return the width to write in: that of COLUMNS, else the terminal's, else 80."""
    if not is_terminal() and not os.environ.get("COLUMNS", "").isdecimal():
        return PIPE_WIDTH
    return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns


def has_colour() -> bool:
    """Return whether colours are wanted: in a terminal, unless NO_COLOR is set."""
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def view(lang: Lang, output: Path | None = None) -> "View":
    """Return how a result is looked at: in the terminal's width and colours, or plain in a file."""
    from evalkit.rendering.renderer import View

    return View(lang=lang, width=width(), color=output is None and has_colour())


def report_view(
    lang: Lang,
    output: Path | None,
    paths: Sequence[Path],
    documents: "tuple[Document, ...]",
    bar: Decimal | None = None,
) -> "View":
    """Return how the result for a report is looked at whose files are at `paths`; `bar` is what is asked of it."""
    from evalkit.files import shown

    files = {shown(Path(path.name)): shown(path) for path in paths}
    return evolve(view(lang, output), documents=documents, files=files, bar=bar)


def put(content: str | bytes, output: Path | None, lang: Lang) -> None:
    """Write a result to the file `output`, to standard output when None.

    Text ends with a line break and is UTF-8. Raises UsageError when it cannot be written, or when it
    is binary and standard output is a terminal.
    """
    if output is not None:
        from evalkit.files import shown, write_file

        write_file(
            output,
            content if isinstance(content, bytes) else _ended(content).encode("utf-8", "backslashreplace"),
        )
        complain(say("已写入 {path}", "written to {path}", path=shown(output)).text(lang))
    elif isinstance(content, str):
        _print(_ended(content))
    elif is_terminal():
        message = say("这种格式不能显示在终端里", "this format cannot be shown in a terminal")
        allowed = say("用 --output 写入文件", "write it to a file with --output")
        raise UsageError(Problem(message, allowed=allowed))
    else:
        _print(content)


def _silence(stream: TextIO) -> None:
    """Send what is still to be written to `stream` nowhere, so that Python does not complain about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _print(content: str | bytes) -> None:
    try:
        if isinstance(content, str):
            sys.stdout.write(content)
        else:
            sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
        raise click.exceptions.Exit(BROKEN_PIPE) from None
    except OSError as error:
        from evalkit.files import why

        _silence(sys.stdout)
        message = say("标准输出无法写入：{why}", "standard output cannot be written: {why}", why=why(error))
        raise UsageError(Problem(message)) from None


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"
