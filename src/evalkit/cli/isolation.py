"""``--isolate``: a command done in a process of its own, so that what a plugin does there costs that process.

This is for faults, not for malice: a plugin may do in that process whatever the user may do.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evalkit.cli.command import given_arguments
from evalkit.cli.options import Count, FilePath, option
from evalkit.cli.outcome import PLUGIN_FAILED
from evalkit.cli.streams import complain
from evalkit.cli.watching import tidy
from evalkit.messages import Lang, Message, say
from evalkit.processes import (
    MEBIBYTES,
    SECONDS,
    bound,
    end_session,
    ending,
    exhausted,
    interrupted_by_any_end,
    too_slow,
)

if TYPE_CHECKING:
    from subprocess import Popen


def isolation(lang: Lang) -> list[click.Option]:
    """Return the options of a command whose callback is `isolable`."""
    flag = say(
        "在单独的进程中评分：插件卡死、耗尽内存或崩溃时只结束该进程（不是安全边界）",
        "Score in a process of its own: a plugin that hangs, eats memory or crashes ends that process only "
        "(no security boundary)",
    )
    seconds = say(
        "该进程最多运行多少秒（默认 {most}）；同时启用 --isolate",
        "How many seconds that process may take (default {most}); implies --isolate",
        most=SECONDS,
    )
    memory = say(
        "该进程最多占用多少 MiB 内存（默认 {most}）；同时启用 --isolate",
        "How many MiB of memory that process may take (default {most}); implies --isolate",
        most=MEBIBYTES,
    )
    return [
        click.Option(["--isolate"], is_flag=True, help=flag.text(lang)),
        option(lang, "--isolate-seconds", "N", seconds, type=Count()),
        option(lang, "--isolate-memory", "MIB", memory, type=Count()),
        click.Option(["--isolated-mark"], type=FilePath(), hidden=True),
    ]


def isolable(command: Callable[..., int]) -> Callable[..., int]:
    """Return `command` with the options of `isolation` besides its own.

    In the process that is started it is called with ``--isolated-mark``, the file that says that it came
    to its end: without it, a plugin that leaves with 0 would pass for a scorecard.
    """

    def isolated(
        lang: Lang,
        isolate: bool,
        isolate_seconds: int | None,
        isolate_memory: int | None,
        isolated_mark: Path | None,
        **given: Any,
    ) -> int:
        if isolated_mark is not None:
            most = isolate_memory or MEBIBYTES
            with _inside(isolated_mark, most):
                try:
                    return command(lang=lang, **given)
                except MemoryError:
                    return _failed(exhausted(most), lang)
        if isolate or isolate_seconds or isolate_memory:
            return _alone(lang, isolate_seconds or SECONDS)
        return command(lang=lang, **given)

    return isolated


# ---------------------------------------------------------------- the process that waits


def _alone(lang: Lang, seconds: int) -> int:
    """Do the command that is running in a process of its own and return its exit code."""
    from tempfile import TemporaryDirectory

    name, arguments = given_arguments()
    with TemporaryDirectory(prefix="evalkit-") as folder:
        mark = Path(folder, "ended")
        try:
            code = _ended(["--lang", lang.value, *name, "--isolated-mark", str(mark), *arguments], seconds)
        finally:
            if not mark.exists():
                tidy()
        if code is not None and code >= 0 and mark.exists():
            return code
    return _failed(too_slow(seconds) if code is None else ending(code), lang)


def _ended(call: Sequence[str], seconds: int) -> int | None:
    """Return the exit code of evalkit called with `call`, None when it took too long; nothing of it stays."""
    from subprocess import Popen, TimeoutExpired

    process = Popen(  # noqa: S603 - this interpreter, with the arguments that it was given
        [sys.executable, "-P", "-m", "evalkit", *call],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        # Ctrl-C reaches the waiting process alone, which ends this one and all that it started.
        start_new_session=True,
    )
    try:
        with interrupted_by_any_end():
            return process.wait(seconds)
    except TimeoutExpired:
        return None
    finally:
        _stop(process)


def _stop(process: "Popen[bytes]") -> None:
    end_session(process.pid)
    process.kill()
    process.wait()


def _failed(why: Message, lang: Lang) -> int:
    """Say why there is no result; return the exit code."""
    complain(f"{click.get_current_context().info_name}: {why.text(lang)}")
    return PLUGIN_FAILED


# ---------------------------------------------------------------- the process that works


@contextmanager
def _inside(mark: Path, mebibytes: int) -> Iterator[None]:
    """Work with bounded memory, and leave `mark` whatever the end, as long as it is one of ours."""
    bound(mebibytes)
    try:
        yield
    finally:
        mark.touch()
