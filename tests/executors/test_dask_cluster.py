"""A cluster of a scheduler and two workers, each a process of its own, as on other machines."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from attrs import define
from benchmarks.province import write

from evalkit.cli.app import run as run_evalkit
from evalkit.errors import UsageError
from evalkit.executors.dask_cluster import run
from evalkit.executors.executor import Lost, Resources
from evalkit.messages import Lang

pytestmark = [
    pytest.mark.needs("distributed"),
    pytest.mark.skipif(os.name != "posix", reason="the system has no signals that end a process"),
]


@define
class Cluster:
    """Where the scheduler answers, and the processes."""

    address: str
    folder: Path
    processes: list["subprocess.Popen[bytes]"]

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start a program of Dask's in a session of its own; it writes into a file of its name."""
        log = (self.folder / f"{len(self.processes)}.log").open("wb")
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with log:
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
                stdout=log,
                stderr=log,
                env=environment,
                cwd=self.folder,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def worker(self) -> "subprocess.Popen[bytes]":
        """Start a worker with the nanny that looks after it."""
        return self.start(
            "dask_worker", self.address, "--nthreads", "1", "--no-dashboard", "--death-timeout", "60"
        )

    def end(self) -> None:
        """End everything that was started."""
        for process in self.processes:
            kill(process)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process with all that it started, as when a machine loses its power."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def cluster(doing: Any, tmp_path: Path) -> Iterator[Cluster]:
    """A cluster whose processes find the module of the jobs."""
    found = Cluster("", tmp_path, [])
    file = tmp_path / "scheduler.json"
    try:
        found.start(
            "dask_scheduler",
            "--port",
            "0",
            "--no-dashboard",
            "--host",
            "127.0.0.1",
            "--scheduler-file",
            str(file),
        )
        until = time.monotonic() + 60
        while not (file.exists() and file.stat().st_size) and time.monotonic() < until:
            time.sleep(0.05)
        found.address = json.loads(file.read_text("utf-8"))["address"]
        yield found
    finally:
        found.end()


def told(result: Any) -> Any:
    return result.why.text(Lang.EN) if isinstance(result, Lost) else result


def test_of_two_workers_one_is_killed_and_nothing_is_lost_or_done_twice(doing: Any, cluster: Cluster) -> None:
    victim, _ = cluster.worker(), cluster.worker()
    jobs = [f"nap {number}" for number in range(60)]
    found: list[tuple[str, str]] = []
    processes = set()
    for job, result in run(doing.prepare, iter(jobs), Resources(scheduler=cluster.address)):
        number, process = result
        found.append((job, number))
        processes.add(process)
        if len(found) >= 10 and len(processes) == 2:
            kill(victim)
    assert victim.returncode == -signal.SIGKILL
    assert sorted(found) == sorted((job, job.split()[1]) for job in jobs)


def test_a_batch_on_a_cluster_that_loses_a_worker_writes_what_one_process_writes(
    cluster: Cluster, tmp_path: Path
) -> None:
    write(tmp_path / "reports", 40)
    victim, _ = cluster.worker(), cluster.worker()
    arguments = [
        "batch",
        str(tmp_path / "reports"),
        "--rubric",
        "shenzhen-2020",
        "--format",
        "json",
        "--output",
    ]
    on_cluster = [str(tmp_path / "cluster"), "--executor", "dask", "--scheduler", cluster.address]
    batch = subprocess.Popen(
        [sys.executable, "-m", "evalkit", *arguments, *on_cluster], stdout=subprocess.PIPE, cwd=tmp_path
    )
    with batch:
        cards = tmp_path / "cluster" / "scorecards"
        until = time.monotonic() + 120
        while len(list(cards.rglob("*.json"))) < 8 and time.monotonic() < until:
            time.sleep(0.01)
        kill(victim)
        told = json.loads(batch.communicate()[0])
    assert (batch.returncode, told["scored"], told["failed"]) == (0, 40, [])
    assert run_evalkit([*arguments, str(tmp_path / "alone"), "--executor", "serial"]) == 0
    assert written(tmp_path / "cluster") == written(tmp_path / "alone")
    assert scores(tmp_path / "cluster") == scores(tmp_path / "alone")
    assert len(scores(tmp_path / "alone")) == 40


def written(folder: Path) -> dict[str, bytes]:
    cards = sorted((folder / "scorecards").rglob("*.json"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in cards}


def scores(folder: Path) -> list[Any]:
    with closing(sqlite3.connect(folder / "results.db")) as connection:
        return connection.execute("SELECT * FROM v_scores ORDER BY report").fetchall()


def test_a_job_that_hangs_or_fails_costs_itself(doing: Any, cluster: Cluster) -> None:
    cluster.worker()
    jobs = ["echo 1", f"hang {cluster.folder / 'child'}", "fail 1", "echo 2"]
    ended = dict(run(doing.prepare, iter(jobs), Resources(seconds=2, scheduler=cluster.address)))
    assert {job: told(result) for job, result in ended.items() if not job.startswith("echo")} == {
        jobs[1]: "did not finish within 2 seconds",
        "fail 1": "the cluster did not finish it: ValueError: 1",
    }
    assert {ended["echo 1"][0], ended["echo 2"][0]} == {"1", "2"}


def test_a_worker_that_cannot_prepare_itself_ends_the_batch_with_one_line(
    doing: Any, cluster: Cluster
) -> None:
    cluster.worker()
    with pytest.raises(UsageError) as raised:
        list(run(doing.refuse, iter(["echo 1"]), Resources(scheduler=cluster.address)))
    assert raised.value.text(Lang.EN) == "not prepared"


def test_without_the_address_of_a_scheduler_there_is_one_line(doing: Any) -> None:
    with pytest.raises(UsageError) as raised:
        list(run(doing.prepare, iter(["echo 1"]), Resources()))
    assert raised.value.text(Lang.ZH) == "--executor dask 需要 --scheduler ADDRESS"


@pytest.mark.parametrize("address", ["nonsense://x", "tcp://127.0.0.1:1"])
def test_a_scheduler_that_does_not_answer_is_one_line(
    doing: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evalkit.executors.dask_cluster._CONNECT_SECONDS", 1)
    with pytest.raises(UsageError) as raised:
        list(run(doing.prepare, iter(["echo 1"]), Resources(scheduler=address)))
    line = raised.value.text(Lang.EN)
    assert line.startswith(f"--scheduler: {address} does not answer: ")
    assert "\n" not in line
