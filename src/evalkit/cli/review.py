"""``evalkit review``: the review page, served on this machine, on which an evaluator decides."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Command
from evalkit.cli.options import Port, limit, no_plugin, option, reports
from evalkit.cli.outcome import plugins, report_faults
from evalkit.cli.score import scored_by
from evalkit.cli.streams import complain, put
from evalkit.cli.watching import watching
from evalkit.errors import Problem, UsageError
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from socket import socket

    from evalkit.reviewing.session import Files, Review


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "在浏览器里复核一份报告：评判未定事项、更正事实，分数随改随算，每一步都已存盘，可撤销，最后签字。\n"
        "只在本机开放，按 Ctrl-C 结束。评判存入 --judgements 所指文件，默认为报告旁的 REPORT.judgements.toml；"
        "更正的事实存入 --facts 所指文件，默认为 REPORT.facts.toml。需要附加组件 web。",
        "Review a report in the browser: judge what is open, correct facts, see the score at once, every step "
        "saved, undo included, and sign in the end.\n"
        "Open to this machine only; Ctrl-C ends it. Judgements are saved in the file of --judgements, by default "
        "REPORT.judgements.toml beside the report; corrected facts in that of --facts, by default "
        "REPORT.facts.toml. Needs the extra web.",
    )
    by = option(
        lang,
        "--by",
        "NAME",
        say("评价员姓名，记在每一处改动上", "Who reviews: stands on every change"),
        default="",
    )
    port = option(
        lang,
        "--port",
        "N",
        say("本机端口；默认自动选一个空闲的", "The port on this machine; any that is free by default"),
        type=Port(),
        default=0,
    )
    quiet = click.Option(
        ["--no-browser"],
        is_flag=True,
        help=say("只显示地址，不打开浏览器", "Show the address, and open no browser").text(lang),
    )
    options = [*scored_by(lang), by, port, quiet, limit(lang), no_plugin(lang)]
    return Command(lang, "review", about, _review, [reports(lang), *options])


def _review(
    lang: Lang,
    paths: tuple[Path, ...],
    rubric: str | None,
    judgements: Path | None,
    facts: Path | None,
    statements: str | None,
    by: str,
    port: int,
    no_browser: bool,
    limits: tuple[tuple[str, int], ...],
    blocked: tuple[str, ...],
) -> int:
    _need_the_extra()
    from evalkit import journey
    from evalkit.documents.limits import Limits
    from evalkit.files import CORRECTED
    from evalkit.processes import interrupted_by_any_end
    from evalkit.reviewing.changes import who
    from evalkit.reviewing.server import bound
    from evalkit.reviewing.session import Files, Review
    from evalkit.rubrics.rubric import Statements

    reviewer = who({"by": by}, "")
    files = Files(judgements or _beside(paths[0], ".judgements.toml"), facts or _beside(paths[0], CORRECTED))
    with plugins(blocked, lang) as registry:
        _check_files(files, [*paths, *([Path(rubric)] if rubric and rubric not in registry.rubrics else [])])
        with interrupted_by_any_end(), _held(files), bound(port) as door:
            supplied = files.facts if files.facts.exists() else None
            with watching(lang) as progress:
                ready = journey.prepare(paths, rubric, registry, supplied, Limits(**dict(limits)), progress)
            review = Review(ready, registry, files, None if statements is None else Statements(statements))
            code = _remark(review, lang)
            _serve(review, door, reviewer, lang, browser=not no_browser)
            complain(_ended(files, lang))
    return code


def _remark(review: "Review", lang: Lang) -> int:
    """Say what is to be known before anything is judged; return the exit code of a review that goes well."""
    from evalkit import journey

    ready = review.ready
    if ready.standard.chosen is not None:
        complain(ready.standard.chosen.text(lang))
    if not ready.sheet.facts:
        complain(journey.NO_FACTS.text(lang))
    return report_faults(journey.failures(review.scorecard), lang)


def _need_the_extra() -> None:
    """Raise UsageError when what the server is made of is not installed."""
    if all(find_spec(name) is not None for name in ("starlette", "uvicorn")):
        return
    message = say("复核页需要附加组件", "the review page needs an extra")
    allowed = say("{pip}", "{pip}", pip="pip install 'evalkit-scorecard[web]'")
    raise UsageError(Problem(message, allowed=allowed))


def _beside(report: Path, ending: str) -> Path:
    if not report.name:  # "." and "/"
        message = say("这是文件夹，不是文件", "this is a folder, not a file")
        raise UsageError(Problem(message, where=str(report)))
    return report.with_name(report.name + ending)


def _check_files(files: "Files", inputs: list[Path]) -> None:
    """Raise UsageError when the review could not be saved, or would be saved over something else."""
    from evalkit.files import check_target

    check_target(files.judgements, inputs)
    check_target(files.history, inputs)
    check_target(files.facts, [*inputs, files.judgements, files.history])
    if files.facts.resolve() in (files.judgements.resolve(), files.history.resolve()):
        message = say(
            "评判、更正的事实和修改记录不能存入同一个文件",
            "judgements, corrected facts and the history of changes cannot be in one file",
        )
        raise UsageError(Problem(message, where=str(files.facts)))


@contextmanager
def _held(files: "Files") -> Iterator[None]:
    """Let no other review have the files."""
    from evalkit.reviewing.locks import locked

    with locked(files.judgements), locked(files.facts):
        yield


def _serve(review: "Review", door: "socket", by: str, lang: Lang, *, browser: bool) -> None:
    """Serve the page until somebody ends it."""
    import secrets

    from evalkit.reviewing.answers import Answers
    from evalkit.reviewing.guard import Guard
    from evalkit.reviewing.server import app, serve

    guard = Guard(secrets.token_urlsafe(32), door.getsockname()[1])

    def ready() -> None:
        told = say(
            "复核页：{address}（按 Ctrl-C 结束）",
            "The review page: {address} (Ctrl-C ends it)",
            address=guard.address,
        )
        put(told.text(lang), None, lang)
        if browser:
            _show(guard.address)

    serve(app(Answers(review, lang, by), guard), door, ready)


def _show(address: str) -> None:
    """Open the browser, however long that takes."""
    import webbrowser
    from threading import Thread

    Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _ended(files: "Files", lang: Lang) -> str:
    from evalkit.files import shown

    if not files.judgements.exists():
        told = say("复核结束，没有作出评判", "the review has ended; nothing was judged")
    else:
        told = say(
            "复核结束，评判在 {path}",
            "the review has ended; the judgements are in {path}",
            path=shown(files.judgements),
        )
    if not files.facts.exists():
        return told.text(lang)
    more = say(
        "{told}，更正的事实在 {path}",
        "{told}, the corrected facts in {path}",
        told=told,
        path=shown(files.facts),
    )
    return more.text(lang)
