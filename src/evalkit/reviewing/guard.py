"""Who is let in: only a page that this server gave out itself, in a browser on this very machine.

The address holds a secret. A page from elsewhere that guesses the port does not know it; one whose name was
made to lead here (DNS rebinding) is told by the name it asks for; and what changes something has to come
from our own page.
"""

import hmac
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from evalkit.frozen import frozen

LARGEST = 200_000
"""How many bytes a change may have."""

_READING = frozenset({"GET", "HEAD"})


@frozen
class Guard:
    """The door of the server at `port`; `token` is the secret part of its address."""

    token: str
    port: int

    @property
    def address(self) -> str:
        """Return the address of the page, secret included."""
        return f"http://127.0.0.1:{self.port}/{self.token}/"

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the names by which the server may be asked for."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    def refusal(self, method: str, path: str, headers: Iterable[tuple[str, str]]) -> HTTPStatus | None:
        """Return why a request is refused, None for one that is let in.

        Without the secret nothing is told but that there is nothing here.
        """
        given = _Headers.of(headers)
        if given.one("host") not in self.hosts:
            return HTTPStatus.MISDIRECTED_REQUEST
        _, _, rest = path.partition("/")
        token, slash, _ = rest.partition("/")
        if not slash or not hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode()):
            return HTTPStatus.NOT_FOUND
        if method in _READING:
            return None if _may_read(given) else HTTPStatus.FORBIDDEN
        if method != "POST":
            return HTTPStatus.METHOD_NOT_ALLOWED
        return self._refused_change(given)

    def _refused_change(self, given: "_Headers") -> HTTPStatus | None:
        origins = {f"http://{host}" for host in self.hosts}
        if given.one("origin") not in origins or given.one("sec-fetch-site", "same-origin") != "same-origin":
            return HTTPStatus.FORBIDDEN
        kind, _, _ = given.one("content-type").partition(";")
        if kind.strip().lower() != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        length = given.one("content-length")
        if not (length.isascii() and length.isdigit()):
            return HTTPStatus.LENGTH_REQUIRED
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if len(length) > 9 or int(length) > LARGEST else None


_OWN_SITE = frozenset({"none", "same-origin"})
"""How a browser says that somebody typed the address, or that our own page asks."""


def _may_read(given: "_Headers") -> bool:
    """Return whether our own page asks, or somebody opens the page, wherever the link stood."""
    is_opened = given.one("sec-fetch-mode") == "navigate" and given.one("sec-fetch-dest") == "document"
    return is_opened or given.one("sec-fetch-site", "none") in _OWN_SITE


@frozen
class _Headers:
    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, headers: Iterable[tuple[str, str]]) -> "_Headers":
        values: dict[str, tuple[str, ...]] = {}
        for name, value in headers:
            values[name.lower()] = (*values.get(name.lower(), ()), value)
        return cls(values)

    def one(self, name: str, absent: str = "") -> str:
        """Return the value of a header; nothing where it is given twice."""
        found = self.values.get(name, (absent,))
        return found[0] if len(found) == 1 else ""
