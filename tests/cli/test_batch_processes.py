"""``evalkit batch`` with plugins that hang, crash or eat memory, and with somebody who stops it."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

REPORT = Path(__file__).parents[2] / "examples" / "report.txt"

POSIX = pytest.mark.skipif(os.name != "posix", reason="the system has no signals that end a process")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the system holds no limit of memory")

READER = """
import os, signal, sys, time
from evalkit import Reader, hookimpl


def hang():
    time.sleep(600)


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


def eat():
    held = []
    while True:
        held.append(bytearray(1 << 24))


def leave():
    sys.exit(0)


def speak():
    print("said by a plugin")
    return "anything"


def accepts(name, data):
    return data.startswith(b"!")


def read(name, data, limits):
    return globals()[data[1:].split(b"\\n", 1)[0].decode()]()


@hookimpl
def evalkit_readers():
    return [Reader("bad", "坏", accepts, read)]
"""


def laid(site: Any, *bad: str, good: int = 3) -> None:
    site.install("bad_reader", READER)
    folder = site.folder / "reports"
    folder.mkdir()
    for index in range(good):
        (folder / f"good{index}.txt").write_bytes(REPORT.read_bytes() + b"\n" * index)
    for name in bad:
        (folder / f"{name}.bad").write_bytes(f"!{name}\n".encode() + REPORT.read_bytes())


def batch(site: Any, *more: str) -> Any:
    return site.evalkit(
        "batch",
        "reports",
        "--rubric",
        "four-e",
        "--output",
        "out",
        "--format",
        "json",
        "--workers",
        "2",
        *more,
    )


@POSIX
@LINUX
def test_a_report_that_hangs_crashes_or_eats_memory_costs_itself(site: Any) -> None:
    laid(site, "hang", "kill", "eat", "leave", "speak")
    run = batch(site, "--report-seconds", "8", "--worker-memory", "1024", "--lang", "en")
    assert run.code == 3  # where the reader broke, that of plain text took the report
    assert sorted(run.err.splitlines()) == [
        "plugin bad_reader (bad-reader 1.0): the reader bad raised MemoryError:",
        "plugin bad_reader (bad-reader 1.0): the reader bad raised TypeError: str, not a Document",
        "said by a plugin",
    ]
    told = json.loads(run.out)
    assert {each["report"]: each["reason"] for each in told["failed"]} == {
        "hang.bad": "did not finish within 8 seconds",
        "kill.bad": "did not finish: its process was ended by SIGKILL",
        "leave.bad": "raised SystemExit: 0",
    }
    assert told["scored"] == 5
    cards = sorted(path.name for path in (site.folder / "out" / "scorecards" / "four-e").iterdir())
    assert cards == ["eat.bad.json", "good0.txt.json", "good1.txt.json", "good2.txt.json", "speak.bad.json"]


@POSIX
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_interruption_leaves_what_is_done_and_no_process(site: Any, name: str) -> None:
    laid(site, "hang")
    arguments = [
        "batch",
        "reports",
        "--rubric",
        "four-e",
        "--output",
        "out",
        "--workers",
        "1",
        "--lang",
        "en",
    ]
    with subprocess.Popen(
        [sys.executable, "-m", "evalkit", *arguments],
        env=os.environ | {"PYTHONPATH": str(site.folder)},
        cwd=site.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        until = time.monotonic() + 60
        while recorded(site.folder / "out" / "results.db") < 3 and time.monotonic() < until:
            time.sleep(0.05)
        os.killpg(process.pid, signal.Signals[name])  # as a terminal does: to all that it finds there
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "")
    assert out.splitlines()[:2] == [
        "reports: 4; scored: 3, unchanged: 0, failed: 0",
        "  interrupted; still to be done: 1; the same command goes on from here",
    ]
    (site.folder / "reports" / "hang.bad").unlink()
    again = json.loads(batch(site, "--lang", "en").out)
    assert (again["scored"], again["unchanged"]) == (0, 3)


def recorded(database: Path) -> int:
    """Return how many scorecards are in a database that somebody is writing."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM scorecards").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_a_plugins_executor_is_used_like_those_of_evalkit(site: Any) -> None:
    laid(site)
    site.install(
        "backwards",
        "from evalkit import Executor, hookimpl\n"
        "def run(prepare, jobs, resources):\n"
        "    work = prepare()\n"
        "    for job in reversed(list(jobs)):\n"
        "        yield job, work(job)\n"
        "@hookimpl\n"
        "def evalkit_executors():\n"
        "    return [Executor('backwards', '倒序', run)]\n",
    )
    run = batch(site, "--executor", "backwards")
    assert (run.code, json.loads(run.out)["scored"]) == (0, 3)


def test_a_plugin_that_cannot_be_loaded_is_named_and_the_reports_are_scored(site: Any) -> None:
    laid(site)
    site.install("breaking", "raise ValueError('broken')\n")
    run = batch(site)
    assert (run.code, json.loads(run.out)["scored"]) == (3, 3)
    assert run.err.splitlines() == ["插件 breaking（breaking 1.0）：无法装载：ValueError: broken"]
