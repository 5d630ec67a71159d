"""A browser that speaks to a server without a network between them."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen
from starlette.types import ASGIApp, Message, Scope

HOST = "127.0.0.1:8123"


@frozen
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The answer as text."""
        return self.body.decode()

    def json(self) -> Any:
        """The answer as JSON."""
        return json.loads(self.body)


@frozen
class Browser:
    """A browser at one page of the server `app`, whose address begins with `base`."""

    app: ASGIApp
    base: str

    def get(self, where: str = "", query: str = "", method: str = "GET") -> Answer:
        """What is answered to a question."""
        return self._ask(method, where, query, {"host": HOST}, [b""])

    def post(self, where: str, revision: int, **data: Any) -> Answer:
        """What is answered to a change that was made on a page of that revision."""
        return self.send(where, json.dumps({"revision": revision, **data}).encode())

    def send(self, where: str, body: bytes, headers: Mapping[str, str] | None = None) -> Answer:
        """What is answered to those bytes; `headers` stand in place of those that our own page sends."""
        return self.stream(where, [body], {"content-length": str(len(body)), **(headers or {})})

    def stream(self, where: str, parts: Sequence[bytes], headers: Mapping[str, str]) -> Answer:
        """What is answered to bytes that come in several parts."""
        own = {"host": HOST, "origin": f"http://{HOST}", "content-type": "application/json"}
        return self._ask("POST", where, "", {**own, **headers}, parts)

    def _ask(
        self, method: str, where: str, query: str, headers: Mapping[str, str], parts: Sequence[bytes]
    ) -> Answer:
        scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": where if where.startswith("/") else self.base + where,
            "raw_path": b"",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        left = list(parts)
        sent: list[Message] = []

        async def receive() -> Message:
            if not left:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

        async def send(message: Message) -> None:
            sent.append(message)

        async def answered() -> None:
            await self.app(scope, receive, send)

        asyncio.run(answered())
        begun = next(each for each in sent if each["type"] == "http.response.start")
        told = {name.decode().lower(): value.decode() for name, value in begun["headers"]}
        return Answer(begun["status"], told, b"".join(each.get("body", b"") for each in sent))
