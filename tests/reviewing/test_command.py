"""``evalkit review`` as it is called: a process that answers, saves, and ends as it should."""

import re
import signal
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from queue import Queue
from urllib.parse import urlsplit

import pytest
from tests.reviewing.places import Place
from tests.reviewing.serving import BY_RUBRIC, running

from evalkit.cli import review
from evalkit.cli.app import run
from evalkit.reviewing import server

CONTENT = {
    "kind": "judge",
    "address": "petitions.content",
    "marks": "0.5",
    "reason": "缺附件",
    "by": "评价员甲",
}


ENDS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@pytest.mark.parametrize("number", ENDS)
def test_a_review_ends_cleanly_and_says_where_everything_is(place: Place, number: int) -> None:
    with running(place, *BY_RUBRIC, "--by", "评价员乙") as served:
        assert served.post("change", revision=1, **CONTENT)[1]["total"]["low"] == "6.5"
        correct = {"kind": "correct", "fact": "three_public_actual", "value": "17", "unit": "万元"}
        assert served.post("change", revision=2, **correct)[0] == 200
        code, said = served.end(number)
    assert code == 0
    assert said == [
        "复核结束，评判在 report.toml.judgements.toml，更正的事实在 report.toml.facts.toml",
    ]
    assert sorted(path.name for path in place.folder.iterdir()) == [
        "report.toml",
        "report.toml.facts.toml",
        "report.toml.judgements.toml",
        "report.toml.judgements.toml.history.jsonl",
        "rubric.toml",
    ]
    assert 'by = "评价员乙"\n' in (place.folder / "report.toml.facts.toml").read_text("utf-8")


SLOW = """\
import sys, time
from evalkit import journey
from evalkit.cli.app import run

def prepare(*given):
    print("preparing", flush=True)
    time.sleep(600)

journey.prepare = prepare
sys.exit(run(["review", "report.toml", "--no-browser", "--rubric", "rubric.toml"]))
"""


@pytest.mark.parametrize("number", ENDS)
def test_a_review_that_is_ended_before_its_page_is_there_leaves_nothing_behind(
    place: Place, number: int
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SLOW],
        cwd=place.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "preparing\n"
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
    assert (process.returncode, said.strip()) == (130, "")
    assert sorted(path.name for path in place.folder.iterdir()) == ["report.toml", "rubric.toml"]


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="the system does not tell that a terminal is gone")
def test_a_review_that_was_told_to_outlive_its_terminal_does(place: Place) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does, for what is started now
    try:
        with running(place, *BY_RUBRIC) as served:
            served.process.send_signal(signal.SIGHUP)
            assert served.post("change", revision=1, **CONTENT)[0] == 200
            assert served.end(signal.SIGINT)[0] == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_the_browser_opens_at_the_address_when_the_page_is_there(
    place: Place, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    opened: Queue[str] = Queue()
    monkeypatch.setattr(webbrowser, "open", opened.put)
    monkeypatch.setattr(server, "serve", lambda served, door, ready: ready())
    report, rubric = str(place.folder / "report.toml"), str(place.folder / "rubric.toml")
    assert run(["review", report, "--rubric", rubric, "--lang", "en"]) == 0
    address = opened.get(timeout=30)
    assert capfd.readouterr().out == f"The review page: {address} (Ctrl-C ends it)\n"
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{43}/", address)
    assert run(["review", report, "--rubric", rubric, "--no-browser"]) == 0
    assert opened.empty()
    assert address not in capfd.readouterr().out


def test_what_is_no_request_leaves_nothing_in_the_terminal(place: Place) -> None:
    with running(place, *BY_RUBRIC) as served:
        parts = urlsplit(served.address)
        upgrade = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\n".encode()
        for sent in (b"\x16\x03\x01" * 20, upgrade + b"Connection: Upgrade\r\n\r\n"):
            with socket.create_connection((parts.hostname, parts.port), timeout=30) as connection:
                connection.sendall(sent)
                assert connection.recv(9).startswith(b"HTTP/1.1 ")
        assert served.end(signal.SIGINT) == (0, ["复核结束，没有作出评判"])


def test_a_review_in_which_nothing_was_done_leaves_nothing(place: Place) -> None:
    with running(place, *BY_RUBRIC) as served:
        assert served.end(signal.SIGINT) == (0, ["复核结束，没有作出评判"])
    assert sorted(path.name for path in place.folder.iterdir()) == ["report.toml", "rubric.toml"]


def test_what_was_answered_outlives_the_process_and_can_be_undone_in_the_next(place: Place) -> None:
    with running(place, *BY_RUBRIC) as served:
        served.post("change", revision=1, **CONTENT)
        served.post("change", revision=2, **(CONTENT | {"address": "files", "marks": "1"}))
        served.process.kill()
        served.process.wait()
    with running(place, *BY_RUBRIC) as served:
        status, state = served.post("undo", revision=1, by="评价员甲")
        assert (status, state["total"]["low"], state["can_undo"]) == (200, "6.5", True)
        status, state = served.post("undo", revision=2, by="评价员甲")
        assert (status, state["total"]["low"], state["can_undo"]) == (200, "6", False)


def test_two_reviews_do_not_have_one_file(place: Place, capfd: pytest.CaptureFixture[str]) -> None:
    with running(place, *BY_RUBRIC) as served:
        report, rubric = place.folder / "report.toml", place.folder / "rubric.toml"
        assert run(["review", str(report), "--rubric", str(rubric), "--no-browser"]) == 2
        served.end(signal.SIGINT)
    told = capfd.readouterr().err
    where = place.folder / "report.toml.judgements.toml"
    assert told == f"{where}: 另一个 evalkit review 正开着这个文件（可用：先结束它（Ctrl-C））\n"


@pytest.fixture
def refused(place: Place, capfd: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run the command with something wrong; give the one line that says what."""

    def told(*arguments: str) -> str:
        report, rubric = str(place.folder / "report.toml"), str(place.folder / "rubric.toml")
        assert run(["review", report, "--rubric", rubric, "--no-browser", *arguments]) == 2
        (line,) = capfd.readouterr().err.splitlines()
        return line

    return told


def test_without_the_extra_one_line_says_what_to_install(
    refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "find_spec", lambda name: None)
    assert refused() == "复核页需要附加组件（可用：pip install 'evalkit-scorecard[web]'）"


def test_nothing_is_saved_over_what_goes_in(place: Place, refused: Callable[..., str]) -> None:
    for option in ("--judgements", "--facts"):
        for name in ("report.toml", "rubric.toml"):
            path = str(place.folder / name)
            assert refused(option, path) == f"{path}: 不能覆盖输入文件（可用：另一个文件名）"
    path = str(place.folder / "one.toml")
    for facts in (path, f"{path}.history.jsonl"):
        told = f"{facts}: 评判、更正的事实和修改记录不能存入同一个文件"
        assert refused("--judgements", path, "--facts", facts) == told


def test_a_history_is_not_written_to_what_goes_in(place: Place, capfd: pytest.CaptureFixture[str]) -> None:
    report = (place.folder / "report.toml").rename(place.folder / "one.toml.history.jsonl")
    assert run(["review", str(report), "--judgements", str(place.folder / "one.toml"), "--no-browser"]) == 2
    assert capfd.readouterr().err == f"{report}: 不能覆盖输入文件（可用：另一个文件名）\n"


@pytest.mark.parametrize("folder", [".", "/", ""])
def test_a_folder_without_a_name_is_no_report(folder: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["review", folder, "--no-browser"]) == 2
    assert capfd.readouterr().err == f"{folder or '.'}: 这是文件夹，不是文件\n"


def test_a_name_that_no_file_can_hold_is_refused(refused: Callable[..., str]) -> None:
    assert refused("--by", "\udcff") == "by 的写法不对（可用：不超过 20000 字的文字）"


def test_a_folder_that_is_not_there_is_told_before_anything_is_read(
    place: Place, refused: Callable[..., str]
) -> None:
    path = place.folder / "none" / "j.toml"
    assert refused("--judgements", str(path)) == f"{path}: 文件夹“{path.parent}”不存在，无法写入"


def test_what_is_no_port_is_refused(refused: Callable[..., str]) -> None:
    for port in ("-1", "65536", "http", "８０"):
        assert refused("--port", port) == f"--port：“{port}”不是端口（可用：0 到 65535）"


def test_judgements_of_another_report_are_refused(place: Place, refused: Callable[..., str]) -> None:
    path = place.folder / "report.toml.judgements.toml"
    path.write_text(f'[judgements]\nreport = "{"0" * 64}"\nrubric = "small"\n', "utf-8")
    assert "评判针对的是另一份报告" in refused()
    assert not Path(f"{path}.history.jsonl").exists()
