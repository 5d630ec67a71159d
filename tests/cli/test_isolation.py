"""``score --isolate``: what a plugin does to its process, it does to nothing else."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REPORT = Path(__file__).parents[2] / "examples" / "report.txt"
SCORE = ("score", REPORT, "--rubric", "four-e")

POSIX = pytest.mark.skipif(os.name != "posix", reason="the system has no signals that end a process")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the system holds no limit of memory")

RENDERER = """
import os, signal, sys, time
from evalkit import Renderer, hookimpl

def bad(card, view):
    {body}

@hookimpl
def evalkit_renderers():
    return [Renderer("bad", "坏", ".txt", bad)]
"""


def broken(site: Any, body: str) -> None:
    """Install a plugin whose format `bad` does what `body` says."""
    site.install("breaking", RENDERER.format(body=body))


def test_what_comes_out_is_the_same_to_the_byte(site: Any) -> None:
    for more in ((), ("--lang", "en", "--fail-under", "99"), ("--rubric", "none")):
        plain = site.evalkit(*SCORE, *more)
        assert site.evalkit(*SCORE, *more, "--isolate") == plain
    assert plain.code == 2


def test_the_language_said_before_the_command_and_a_file_called_like_the_option_arrive(site: Any) -> None:
    name = "--isolate"
    (site.folder / name).write_bytes(REPORT.read_bytes())
    plain = site.evalkit("--lang", "en", "score", "--rubric", "four-e", "--", name)
    isolated = site.evalkit("--lang", "en", "score", "--rubric", "four-e", "--isolate", "--", name)
    assert isolated == plain
    assert plain.code == 0


def test_a_file_is_written_whole(site: Any) -> None:
    run = site.evalkit(*SCORE, "--isolate", "--output", "card.txt")
    assert (run.code, run.out, run.err) == (0, "", "已写入 card.txt\n")
    assert (site.folder / "card.txt").read_text("utf-8") == site.evalkit(*SCORE).out


def test_a_module_of_the_folder_is_not_taken_for_one_of_python(site: Any, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (work / "json.py").write_text("raise SystemExit(9)", "utf-8")
    program = "import sys; sys.path.remove(''); from evalkit.cli import main; main(sys.argv[1:])"
    call = [sys.executable, "-c", program, *map(str, SCORE), "--isolate", "--format", "json"]
    assert subprocess.run(call, cwd=work, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("os._exit(7)", "score: 未完成，进程中途退出，退出码 7\n"),
        ("os._exit(0)", "score: 未完成，进程中途退出，退出码 0\n"),
        pytest.param(
            "os.kill(os.getpid(), signal.SIGKILL)", "score: 未完成，进程被信号 SIGKILL 终止\n", marks=POSIX
        ),
        pytest.param("os.abort()", "score: 未完成，进程被信号 SIGABRT 终止\n", marks=POSIX),
    ],
)
def test_an_interpreter_that_a_plugin_ends_is_one_line(site: Any, body: str, line: str) -> None:
    broken(site, body)
    (site.folder / "card.txt").write_text("old", "utf-8")
    run = site.evalkit(*SCORE, "--format", "bad", "--isolate", "--output", "card.txt")
    assert (run.code, run.out, run.err) == (3, "", line)
    assert (site.folder / "card.txt").read_text("utf-8") == "old"
    assert not list(site.folder.glob(".evalkit-*"))


def test_a_plugin_that_never_comes_back_is_ended_with_what_it_started(site: Any) -> None:
    site.install(
        "hanging",
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "with open('child', 'w') as file:\n"
        "    file.write(str(child.pid))\n"
        "time.sleep(600)\n",
    )
    run = site.evalkit(*SCORE, "--isolate-seconds", "5", "--lang", "en")
    assert (run.code, run.out, run.err) == (3, "", "score: did not finish within 5 seconds\n")
    if sys.platform == "linux":
        assert gone(int((site.folder / "child").read_text("ascii")))


def gone(process: int) -> bool:
    """Return whether a process has ended, though perhaps nobody has asked how."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


@LINUX
def test_a_plugin_that_takes_memory_without_end_is_named(site: Any) -> None:
    broken(site, "x = []\n    while True: x.append(bytearray(1 << 24))")
    run = site.evalkit(*SCORE, "--format", "bad", "--isolate-memory", "1024")
    assert (run.code, run.out) == (3, "")
    assert run.err.splitlines()[0].startswith("breaking: 输出格式“bad”出错：MemoryError")
    assert len(run.err.splitlines()) == 1


def test_memory_that_evalkit_itself_does_not_get_is_named(site: Any) -> None:
    site.install(
        "starving",
        "from evalkit import journey\n"
        "def none(*given):\n"
        "    raise MemoryError\n"
        "journey.find_renderer = none\n",
    )
    run = site.evalkit(*SCORE, "--isolate-memory", "2048")
    assert (run.code, run.out, run.err) == (3, "", "score: 未完成，内存超过 2048 MiB\n")


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_ends_both(site: Any, number: int) -> None:
    broken(site, "os.write(1, str(os.getpid()).encode() + b'\\n'); time.sleep(600)")
    with subprocess.Popen(
        [sys.executable, "-m", "evalkit", *map(str, SCORE), "--format", "bad", "--isolate"],
        env=os.environ | {"PYTHONPATH": str(site.folder)},
        cwd=site.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err.strip()) == (130, "")
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@pytest.mark.parametrize("name", ["--isolate-seconds", "--isolate-memory"])
@pytest.mark.parametrize("number", ["0", "-1", "1.5", "x", "9" * 16])
def test_a_limit_is_a_whole_number_of_1_or_more(site: Any, name: str, number: str) -> None:
    run = site.evalkit(*SCORE, name, number)
    assert (run.code, run.out) == (2, "")
    assert run.err == f"{name}：“{number}”不可用（可用：1 或更大的整数）\n"
