"""The server of a review as a browser meets it."""

import json
from typing import Any

import pytest
from tests.reviewing.browser import Browser
from tests.reviewing.places import Place

from evalkit.errors import UsageError
from evalkit.messages import Lang
from evalkit.reviewing.answers import Answers
from evalkit.reviewing.guard import LARGEST, Guard
from evalkit.reviewing.server import app, bound

JUDGE = {
    "kind": "judge",
    "address": "petitions.content",
    "marks": 0.5,
    "reason": "缺附件",
    "by": "评价员甲",
}


@pytest.fixture
def browser(place: Place) -> Browser:
    """A browser that knows the address of a review."""
    served = app(Answers(place.review(), Lang.ZH, "评价员丙"), Guard("geheim", 8123))
    return Browser(served, "/geheim/")


def test_the_page_comes_with_its_own_policy_and_may_ask_its_server_only(browser: Browser) -> None:
    page = browser.get()
    assert page.status == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "connect-src 'self'" in policy
    assert policy.endswith("; frame-ancestors 'none'")
    assert "unsafe" not in policy
    assert "云岭市水务局" in page.text


def test_nothing_is_kept_guessed_or_framed(browser: Browser) -> None:
    for answer in (
        browser.get(),
        browser.get("state"),
        browser.get("nowhere"),
        browser.get("", method="PUT"),
    ):
        kept = {
            name: answer.headers.get(name)
            for name in (
                "x-content-type-options",
                "referrer-policy",
                "cache-control",
                "x-frame-options",
                "server",
            )
        }
        assert kept == {
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "cache-control": "no-store",
            "x-frame-options": "DENY",
            "server": None,
        }
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_there_is_news_only_when_something_changed(browser: Browser) -> None:
    assert browser.get("state", "since=1").status == 204
    assert browser.get("state").json()["revision"] == 1
    browser.post("change", 1, **JUDGE)
    assert browser.get("state", "since=1").json()["revision"] == 2


def test_a_change_is_answered_with_where_the_review_stands(browser: Browser, place: Place) -> None:
    answer = browser.post("change", 1, **JUDGE)
    state = answer.json()
    assert answer.status == 200
    assert state.pop("card").startswith('<section id="card"')
    assert state.pop("text").startswith('<section id="text"')
    assert state == {
        "revision": 2,
        "total": {"marks": "6.5", "low": "6.5", "high": "8.5", "max": "10", "determined": False},
        "can_undo": True,
        "signed": None,
        "missing": 1,
        "problems": [],
    }
    assert "marks = 0.5\n" in place.files.judgements.read_text("utf-8")


def test_the_text_is_sent_again_only_when_its_highlights_change(browser: Browser) -> None:
    browser.get()
    full = {"kind": "judge", "address": "files", "marks": "2", "reason": "齐全", "by": "评价员甲"}
    assert browser.post("change", 1, **full).json()["text"] is None
    lost = browser.post("change", 2, **JUDGE).json()
    assert lost["text"].startswith('<section id="text"')
    assert browser.get("state", "since=2").json()["text"] == lost["text"]
    assert browser.post("change", 3, **(full | {"marks": "1"})).json()["text"] is None
    assert browser.get("state", "since=1").json()["text"] == lost["text"]


def test_who_decides_is_whom_the_page_names_else_whom_the_command_names(
    browser: Browser, place: Place
) -> None:
    browser.post("change", 1, **(JUDGE | {"by": " "}))
    assert 'by = "评价员丙"\n' in place.files.judgements.read_text("utf-8")


def test_each_kind_of_change_is_taken(browser: Browser, place: Place) -> None:
    correct = {
        "kind": "correct",
        "fact": "three_public_actual",
        "value": "17",
        "unit": "万元",
        "reason": "决算",
    }
    assert browser.post("change", 1, **correct).json()["total"]["low"] == "7"
    assert browser.post("change", 2, kind="restore", fact="three_public_actual").json()["total"]["low"] == "6"
    assert browser.post("change", 3, **JUDGE).json()["total"]["low"] == "6.5"
    assert browser.post("change", 4, kind="withdraw", address="petitions.content").json()["missing"] == 2
    signed = browser.post("sign-off", 5, by="评价员甲").json()["signed"]
    assert (signed["by"], signed["changed_since"]) == ("评价员甲", False)
    assert browser.post("undo", 6).json()["signed"] is None


def test_a_yes_or_no_is_corrected_by_a_yes_or_no(browser: Browser) -> None:
    no = {"kind": "correct", "fact": "petition_channel_open", "value": False, "reason": "无人接听"}
    assert browser.post("change", 1, **no).json()["total"]["low"] == "3"


def test_what_is_not_allowed_is_told_without_places_in_a_file_nobody_has_seen(browser: Browser) -> None:
    answer = browser.post("change", 1, **(JUDGE | {"marks": 3, "reason": ""}))
    assert answer.status == 422
    assert answer.json() == {"problems": ["3 分超出范围（可用：0 到 1）", "没有写理由"]}


def test_a_conflict_is_answered_with_where_the_review_stands(browser: Browser) -> None:
    browser.post("change", 1, **JUDGE)
    answer = browser.post("change", 1, **(JUDGE | {"marks": 1}))
    assert answer.status == 409
    assert (answer.json()["revision"], answer.json()["total"]["low"]) == (2, "6.5")
    assert browser.post("undo", 1).status == 409
    assert browser.post("sign-off", 1, by="评价员甲").status == 409


@pytest.mark.parametrize("path", ["undo", "sign-off"])
@pytest.mark.parametrize("by", ["\ud800", "长" * 20_001, 5])
def test_a_name_that_no_file_can_hold_undoes_and_signs_nothing(
    browser: Browser, place: Place, path: str, by: object
) -> None:
    browser.post("change", 1, **JUDGE)
    before = place.contents()
    answer = browser.post(path, 2, by=by)
    assert (answer.status, answer.json()) == (
        422,
        {"problems": ["by 的写法不对（可用：不超过 20000 字的文字）"]},
    )
    assert place.contents() == before


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"1", b"\xff", b'"' + b"[" * 50_000, b"[" * 50_000, b"1e9999999999999999999"]
)
def test_what_is_no_json_object_is_refused(browser: Browser, body: bytes) -> None:
    answer = browser.send("change", body)
    assert answer.status == 422
    assert answer.json() == {"problems": ["请求不是 JSON 对象"]}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({}, "没有这样的改动“None”（可用：judge、withdraw、correct、restore）"),
        ({"kind": ["judge"]}, "没有这样的改动“['judge']”（可用：judge、withdraw、correct、restore）"),
        (JUDGE | {"reason": 3}, "reason 的写法不对（可用：不超过 20000 字的文字）"),
        (JUDGE | {"reason": "长" * 20_001}, "reason 的写法不对（可用：不超过 20000 字的文字）"),
        (JUDGE | {"reason": "\ud800"}, "reason 的写法不对（可用：不超过 20000 字的文字）"),
        (JUDGE | {"by": {}}, "by 的写法不对（可用：不超过 20000 字的文字）"),
        (JUDGE | {"marks": []}, "marks 的写法不对（可用：不超过 20000 字的文字）"),
    ],
)
def test_what_no_page_of_ours_would_send_is_refused_in_one_line(
    browser: Browser, data: dict[str, Any], problem: str
) -> None:
    answer = browser.post("change", 1, **data)
    assert (answer.status, answer.json()) == (422, {"problems": [problem]})


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/falsch/change", {}, 404),
        ("/geheim/change", {"host": "rebound.example"}, 421),
        ("/geheim/change", {"origin": "http://rebound.example"}, 403),
        ("/geheim/change", {"content-type": "text/plain"}, 415),
        ("/geheim/change", {"content-length": str(LARGEST + 1)}, 413),
        ("/geheim/other", {}, 404),
        ("/geheim/state", {}, 405),
    ],
)
def test_what_is_refused_changes_nothing(
    browser: Browser, place: Place, path: str, headers: dict[str, str], status: int
) -> None:
    answer = browser.send(path, json.dumps({"revision": 1, **JUDGE}).encode(), headers)
    assert answer.status == status
    assert place.contents() == (None, None)


def test_a_change_that_is_longer_than_it_says_is_cut_off(browser: Browser, place: Place) -> None:
    parts = [b'{"revision": 1, "reason": "', *[b"x" * LARGEST] * 3, b'"}']
    assert browser.stream("change", parts, {"content-length": "30"}).status == 400
    assert place.contents() == (None, None)


def test_what_another_program_broke_is_told_with_its_place(browser: Browser, place: Place) -> None:
    browser.post("change", 1, **JUDGE)
    place.files.judgements.write_text("[judgements", "utf-8")
    state = browser.get("state", "since=2").json()
    (problem,) = state["problems"]
    assert problem.startswith(f"{place.files.judgements}:1:12: 不是有效的 TOML")
    assert state["total"]["low"] == "6.5"
    refused = browser.post("change", 2, **JUDGE)
    assert (refused.status, refused.json()) == (422, {"problems": [problem]})


def test_a_history_that_cannot_be_written_stops_the_change(browser: Browser, place: Place) -> None:
    place.files.history.mkdir()
    answer = browser.post("change", 1, **JUDGE)
    assert answer.status == 422
    (problem,) = answer.json()["problems"]
    assert problem == f"{place.files.history}: 记录写不进去：这是文件夹，不是文件"
    assert place.contents() == (None, None)
    assert browser.get("state").json()["total"]["low"] == "6"


def test_a_port_is_held_on_this_machine_only_and_by_one() -> None:
    with bound(0) as door:
        address, port = door.getsockname()
        assert address == "127.0.0.1"
        with pytest.raises(UsageError) as error, bound(port):
            pass
    assert error.value.text(Lang.ZH).startswith(f"端口 {port} 不能用：已被占用（")
