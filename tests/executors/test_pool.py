"""A pool: every job comes back once, and what a job does to its process costs that job alone."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from evalkit.errors import UsageError
from evalkit.executors import pool
from evalkit.executors.executor import Lost, Resources
from evalkit.executors.pool import run
from evalkit.messages import Lang

POSIX = pytest.mark.skipif(os.name != "posix", reason="the system has no signals that end a process")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the system holds no limit of memory")


@pytest.fixture(autouse=True, params=[True, False], ids=["copies", "afresh"])
def processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first processes be copies of this one, or start afresh."""
    if not request.param:
        monkeypatch.setattr(pool, "may_fork", lambda: False)


TWO = Resources(workers=2)


def ended(doing: Any, jobs: list[str], resources: Resources = TWO) -> dict[str, str]:
    """Return what became of each job: the number that it echoes, or why it was lost."""
    found = [
        (job, result.why.text(Lang.EN) if isinstance(result, Lost) else result[0])
        for job, result in run(doing.prepare, iter(jobs), resources)
    ]
    assert len(found) == len(dict(found)), "a job came back twice"
    return dict(found)


def echoes(count: int) -> dict[str, str]:
    return {f"echo {number}": str(number) for number in range(count)}


def test_every_job_comes_back_once_with_its_result(doing: Any) -> None:
    assert ended(doing, list(echoes(50))) == echoes(50)


def test_where_there_is_nothing_to_do_no_process_is_started(doing: Any) -> None:
    assert ended(doing, []) == {}


def test_more_processes_than_jobs_are_not_started(doing: Any) -> None:
    results = run(doing.prepare, iter(["echo 1"]), Resources(workers=8))
    (_, (_, process)) = next(results)
    assert process != os.getpid()
    assert list(results) == []


@POSIX
def test_a_process_that_ends_costs_the_job_that_it_was_at(doing: Any) -> None:
    jobs = list(echoes(20))
    jobs[5:5] = ["kill 1", "leaves 2"]
    jobs.append("kill 3")
    assert ended(doing, jobs) == {
        **echoes(20),
        "kill 1": "did not finish: its process was ended by SIGKILL",
        "leaves 2": "did not finish: its process left early with exit code 7",
        "kill 3": "did not finish: its process was ended by SIGKILL",
    }


def test_a_job_that_hangs_is_ended_with_what_it_started(doing: Any, tmp_path: Path) -> None:
    child = tmp_path / "child"
    jobs = [*list(echoes(10)), f"hang {child}"]
    assert ended(doing, jobs, Resources(workers=2, seconds=3)) == {
        **echoes(10),
        f"hang {child}": "did not finish within 3 seconds",
    }
    if sys.platform == "linux":
        process = int(child.read_text("ascii"))
        until = time.monotonic() + 30
        while not gone(process) and time.monotonic() < until:
            time.sleep(0.01)
        assert gone(process)


def gone(process: int) -> bool:
    """Return whether a process has ended, though perhaps nobody has asked how."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@LINUX
def test_a_job_that_takes_memory_without_end_is_lost_and_the_next_has_a_fresh_process(doing: Any) -> None:
    jobs = ["eat 1", *echoes(5), "eat 2"]
    assert ended(doing, jobs, Resources(workers=1, mebibytes=512)) == {
        **echoes(5),
        "eat 1": "did not finish within 512 MiB of memory",
        "eat 2": "did not finish within 512 MiB of memory",
    }


def test_jobs_wait_for_the_next_process_when_one_leaves_as_soon_as_it_has_come(doing: Any) -> None:
    jobs = [job for number in range(6) for job in (f"short {number}", f"echo {number}")]
    assert ended(doing, jobs, Resources(workers=1, mebibytes=512)) == {
        **echoes(6),
        **{f"short {number}": "did not finish within 512 MiB of memory" for number in range(6)},
    }


@LINUX
def test_a_job_for_which_others_left_no_memory_goes_to_a_fresh_process(doing: Any) -> None:
    jobs = ["fill 1", "need 1", "need 2"]
    found = dict(run(doing.prepare, iter(jobs), Resources(workers=1, mebibytes=512)))
    assert found == {"fill 1": "1", "need 1": 1 << 26, "need 2": 1 << 26}


def test_results_larger_than_a_pipe_holds_come_through(doing: Any) -> None:
    jobs = iter([f"large {2_000_000 + number}" for number in range(6)])
    sizes = [len(result) for _, result in run(doing.prepare, jobs, Resources(workers=2))]
    assert sorted(sizes) == [2_000_000 + number for number in range(6)]


def test_jobs_are_taken_only_as_there_is_somebody_to_do_them(doing: Any) -> None:
    taken: list[str] = []

    def jobs() -> Iterator[str]:
        for job in echoes(100):
            taken.append(job)
            yield job

    with closing(run(doing.prepare, jobs(), Resources(workers=2))) as results:
        for done, _ in enumerate(results, 1):
            assert len(taken) <= done + 2 * 2
    assert len(taken) == 100


def test_whoever_stops_listening_leaves_no_process_behind(doing: Any, tmp_path: Path) -> None:
    results = run(doing.prepare, iter(["echo 1", *[f"hang {tmp_path / 'child'}"] * 5]), Resources(workers=1))
    (_, (_, process)) = next(results)
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@pytest.mark.parametrize(
    ("prepare", "line"),
    [
        ("refuse", "not prepared"),
        ("leave", "no process could be started: did not finish: its process left early with exit code 9"),
    ],
)
def test_a_process_that_cannot_prepare_itself_ends_the_batch_with_one_line(
    doing: Any, prepare: str, line: str
) -> None:
    with pytest.raises(UsageError) as raised:
        list(run(getattr(doing, prepare), iter(echoes(3)), Resources(workers=1)))
    assert raised.value.text(Lang.EN) == line


def test_the_pool_has_no_thread_of_its_own(doing: Any) -> None:
    before = threading.active_count()
    for _ in run(doing.prepare, iter(["echo 1", "echo 2"]), Resources(workers=1)):
        assert threading.active_count() == before
