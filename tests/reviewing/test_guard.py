"""Who is let in: only our own page, in a browser on this machine, that knows the address."""

from http import HTTPStatus

import pytest

from evalkit.reviewing.guard import LARGEST, Guard

GUARD = Guard("geheim", 8123)
HOST = ("host", "127.0.0.1:8123")
POST = (
    HOST,
    ("origin", "http://127.0.0.1:8123"),
    ("content-type", "application/json"),
    ("content-length", "12"),
)


def without(name: str, *instead: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The headers of a change, one of them left out or given otherwise."""
    return (*(each for each in POST if each[0] != name), *instead)


def test_the_address_holds_the_secret() -> None:
    assert GUARD.address == "http://127.0.0.1:8123/geheim/"


@pytest.mark.parametrize("host", ["127.0.0.1:8123", "localhost:8123"])
def test_the_page_is_given_to_who_knows_the_address(host: str) -> None:
    assert GUARD.refusal("GET", "/geheim/", [("Host", host)]) is None
    assert GUARD.refusal("GET", "/geheim/state", [("Host", host), ("Sec-Fetch-Site", "same-origin")]) is None
    assert GUARD.refusal("GET", "/geheim/", [("Host", host), ("Sec-Fetch-Site", "none")]) is None


def test_the_page_opens_from_a_link_that_stands_elsewhere() -> None:
    opened = (HOST, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"))
    assert GUARD.refusal("GET", "/geheim/", (*opened, ("sec-fetch-dest", "document"))) is None
    assert GUARD.refusal("GET", "/geheim/", (*opened, ("sec-fetch-dest", "iframe"))) is HTTPStatus.FORBIDDEN


def test_a_change_is_taken_from_our_own_page() -> None:
    assert GUARD.refusal("POST", "/geheim/change", POST) is None
    named = without("content-type", ("content-type", "application/json; charset=utf-8"))
    assert GUARD.refusal("POST", "/geheim/change", (*named, ("sec-fetch-site", "same-origin"))) is None


@pytest.mark.parametrize(
    "path", ["/", "", "/geheim", "/geheimer/", "/geh/", "//", "/GEHEIM/", "/état/", "/%67eheim/"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_without_the_secret_there_is_nothing_here(method: str, path: str) -> None:
    assert GUARD.refusal(method, path, POST) is HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "hosts",
    [
        (),
        ("rebound.example:8123",),
        ("127.0.0.1",),
        ("127.0.0.1:8124",),
        ("127.0.0.1:8123.example",),
        ("127.0.0.1:8123", "rebound.example"),
    ],
)
def test_a_name_that_was_made_to_lead_here_is_refused(hosts: tuple[str, ...]) -> None:
    headers = [("host", host) for host in hosts]
    assert GUARD.refusal("GET", "/geheim/", headers) is HTTPStatus.MISDIRECTED_REQUEST


@pytest.mark.parametrize(
    ("method", "headers", "refused"),
    [
        ("GET", (HOST, ("sec-fetch-site", "cross-site")), HTTPStatus.FORBIDDEN),
        ("GET", (HOST, ("sec-fetch-site", "same-site")), HTTPStatus.FORBIDDEN),
        ("POST", without("origin"), HTTPStatus.FORBIDDEN),
        ("POST", without("origin", ("origin", "null")), HTTPStatus.FORBIDDEN),
        ("POST", without("origin", ("origin", "http://127.0.0.1:9000")), HTTPStatus.FORBIDDEN),
        ("POST", without("origin", ("origin", "https://127.0.0.1:8123")), HTTPStatus.FORBIDDEN),
        ("POST", (*POST, ("origin", "http://127.0.0.1:8123")), HTTPStatus.FORBIDDEN),
        ("POST", (*POST, ("sec-fetch-site", "cross-site")), HTTPStatus.FORBIDDEN),
        ("POST", without("content-type"), HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ("POST", without("content-type", ("content-type", "text/plain")), HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        ("POST", without("content-length"), HTTPStatus.LENGTH_REQUIRED),
        ("POST", without("content-length", ("content-length", "-1")), HTTPStatus.LENGTH_REQUIRED),
        (
            "POST",
            without("content-length", ("content-length", str(LARGEST + 1))),
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        ),
        (
            "POST",
            without("content-length", ("content-length", "9" * 5000)),
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        ),
        ("PUT", POST, HTTPStatus.METHOD_NOT_ALLOWED),
        ("DELETE", POST, HTTPStatus.METHOD_NOT_ALLOWED),
        ("OPTIONS", POST, HTTPStatus.METHOD_NOT_ALLOWED),
    ],
)
def test_what_no_page_of_ours_would_ask_is_refused(
    method: str, headers: tuple[tuple[str, str], ...], refused: HTTPStatus
) -> None:
    assert GUARD.refusal(method, "/geheim/change", headers) is refused
