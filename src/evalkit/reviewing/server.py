"""A review in a browser on this machine: the only importer of starlette and uvicorn."""

import html
import json
import re
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from types import FrameType
from typing import Any

import uvicorn
from attrs import define
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from evalkit.errors import InputError, Problem, UsageError
from evalkit.files import why
from evalkit.messages import say
from evalkit.reviewing.answers import Answers
from evalkit.reviewing.changes import change_of, who
from evalkit.reviewing.guard import LARGEST, Guard
from evalkit.reviewing.session import Review, Stale

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_HEADERS = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cache-control", "no-store"),
    ("x-frame-options", "DENY"),
    ("cross-origin-resource-policy", "same-origin"),
)
_NOTHING = "default-src 'none'; frame-ancestors 'none'"


@define
class _Desk:
    """The requests of the page, each answered in a thread: files are written and pages drawn there."""

    answers: Answers

    @property
    def review(self) -> Review:
        """Return the review that is served."""
        return self.answers.review

    async def page(self, request: Request) -> Response:
        """Answer with the page, under its own policy and no other."""
        text = await run_in_threadpool(self.answers.page)
        return HTMLResponse(text, headers={"content-security-policy": _policy(text)})

    async def state(self, request: Request) -> Response:
        """Answer where the review stands, with nothing when that is known already."""
        since = _revision(request.query_params.get("since", ""))
        found = await run_in_threadpool(self.answers.news, since)
        return Response(status_code=204) if found is None else JSONResponse(found)

    async def change(self, request: Request) -> Response:
        """Make a change."""

        def made(data: dict[str, Any], revision: int) -> None:
            self.review.apply(change_of(data, self.answers.by), revision)

        return await self._done(request, made)

    async def undo(self, request: Request) -> Response:
        """Take back the last change."""
        return await self._done(request, lambda data, revision: self.review.undo(self._who(data), revision))

    async def sign_off(self, request: Request) -> Response:
        """Sign the judgements."""
        return await self._done(
            request, lambda data, revision: self.review.sign_off(self._who(data), revision)
        )

    def _who(self, data: dict[str, Any]) -> str:
        return who(data, self.answers.by)

    async def _done(self, request: Request, act: Callable[[dict[str, Any], int], None]) -> Response:
        try:
            body = await request.body()
        except ClientDisconnect:
            return Response(status_code=400)

        def answer() -> Response:
            since = 0
            try:
                data = _object(body)
                since = _revision(data.get("revision"))
                act(data, since)
            except Stale:
                return JSONResponse(self.answers.state(since), status_code=409)
            except InputError as error:
                return JSONResponse({"problems": self.answers.problems(error.problems)}, status_code=422)
            return JSONResponse(self.answers.state(since))

        return await run_in_threadpool(answer)


def app(answers: Answers, guard: Guard) -> ASGIApp:
    """Return the server of a review; whom the answers name decides where a page does not say who."""
    desk = _Desk(answers)
    base = f"/{guard.token}/"
    routes = [
        Route(base, desk.page, methods=["GET"]),
        Route(f"{base}state", desk.state, methods=["GET"]),
        Route(f"{base}change", desk.change, methods=["POST"]),
        Route(f"{base}undo", desk.undo, methods=["POST"]),
        Route(f"{base}sign-off", desk.sign_off, methods=["POST"]),
    ]
    return _Guarded(Starlette(routes=routes), guard)


@define
class _Guarded:
    """Lets in what the guard lets in, and says of every answer how it may be used."""

    inner: ASGIApp
    guard: Guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.inner(scope, receive, send)
            return
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
        refused = self.guard.refusal(scope["method"], scope["path"], headers)
        answering = self._headed(send)
        if refused is not None:
            answer = PlainTextResponse(refused.phrase, refused.value)
            await answer(scope, receive, answering)
        else:
            await self.inner(scope, _bounded(receive), answering)

    @staticmethod
    def _headed(send: Send) -> Send:
        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                extra = [(name.encode(), value.encode()) for name, value in _HEADERS]
                if b"content-security-policy" not in given:
                    extra.append((b"content-security-policy", _NOTHING.encode()))
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        return headed


def _bounded(receive: Receive) -> Receive:
    """Return `receive`, which ends a request that sends more than a change may have."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > LARGEST else message

    return bounded


def _policy(text: str) -> str:
    """Return the policy that a page names itself, and that it may ask its own server."""
    found = _POLICY.search(text)
    policy = html.unescape(found[1]) if found else "default-src 'none'"
    asking = "" if "connect-src" in policy else "; connect-src 'self'"
    return f"{policy}{asking}; frame-ancestors 'none'"


def _revision(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 15:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _object(body: bytes) -> dict[str, Any]:
    """Return the JSON object in `body`, its numbers as they are written; raises UsageError for anything else."""
    try:
        data = json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError, InvalidOperation):  # the last: an exponent that no number can have
        data = None
    if isinstance(data, dict):
        return data
    raise UsageError(Problem(say("请求不是 JSON 对象", "the request is no JSON object")))


# ---------------------------------------------------------------- the port, and how it ends


@contextmanager
def bound(port: int) -> Iterator[socket.socket]:
    """Hold a port of this machine that nobody else can reach; 0 is any that is free.

    Raises UsageError when it is taken.
    """
    with socket.socket() as door:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            door.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
            door.listen()
        except OSError as error:
            message = say(
                "端口 {port} 不能用：{why}",
                "port {port} cannot be used: {why}",
                port=port,
                why=why(error),
            )
            allowed = say(
                "另一个端口；不写 --port 则自动选", "another port; without --port a free one is taken"
            )
            raise UsageError(Problem(message, allowed=allowed)) from None
        yield door


def serve(served: ASGIApp, door: socket.socket, ready: Callable[[], None]) -> None:
    """Answer at `door` until the process is interrupted, asked to end or left without a terminal.

    `ready` is called when it answers.
    """
    config = uvicorn.Config(
        served,
        log_config=None,
        log_level="error",
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=2,
        ws="none",
    )
    server = _Server(config, ready)
    with _ended_by_any_end(server):
        try:
            server.run(sockets=[door])
        except KeyboardInterrupt:
            return


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        self._ready()


@contextmanager
def _ended_by_any_end(server: uvicorn.Server) -> Iterator[None]:
    """Let a signal that asks for the end bring it about as Ctrl-C does: what is being saved is saved first.

    A signal that this process was told to ignore, as by nohup, stays ignored.
    """

    def end(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    heeded = {number: handler for number, handler in before.items() if handler != signal.SIG_IGN}
    for number in heeded:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in heeded.items():
            signal.signal(number, handler)
