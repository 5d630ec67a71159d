"""What goes to the screen, to a pipe and to a file, whatever stands at the other end."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Evalkit = Callable[..., Any]

ESC = "\x1b["


def test_a_terminal_gets_colours_and_its_own_width(evalkit: Evalkit) -> None:
    wide, narrow = (evalkit("score", "report.txt", terminal=width).out for width in (120, 80))
    assert ESC in wide
    assert ESC in narrow
    assert wide != narrow


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_can_be_refused(
    evalkit: Evalkit, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert ESC not in evalkit("score", "report.txt", terminal=80).out


def test_a_pipe_gets_plain_text_80_wide_unless_columns_says_otherwise(
    evalkit: Evalkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = evalkit("score", "report.txt")
    monkeypatch.setenv("COLUMNS", "80")
    assert evalkit("score", "report.txt") == plain
    monkeypatch.setenv("COLUMNS", "120")
    assert evalkit("score", "report.txt").out != plain.out
    monkeypatch.setenv("COLUMNS", "wide")
    assert evalkit("score", "report.txt") == plain


def test_a_file_is_plain_even_when_written_from_a_terminal(evalkit: Evalkit) -> None:
    ended = evalkit("score", "report.txt", "--output", "card.txt", terminal=100)
    assert ended.out == ""
    assert ended.err[-1] == "已写入 card.txt"
    assert ESC not in Path("card.txt").read_text("utf-8")


def test_a_terminal_that_lacks_a_sign_gets_an_escape(evalkit: Evalkit) -> None:
    ended = evalkit("score", "report.txt", terminal=80, encoding="latin-1")
    assert ended.code == 0
    assert "\\u" in ended.out


def test_names_of_files_cannot_steer_the_terminal(evalkit: Evalkit) -> None:
    assert evalkit("facts", "\x1b[31mred\udcff.txt").err == ["⟨U+001B⟩[31mred\\udcff.txt: 文件不存在"]


def run(command: str, folder: Path) -> "subprocess.CompletedProcess[bytes]":
    """Run a command of the shell in which ``evalkit`` is ours."""
    program = f'evalkit() {{ "{sys.executable}" -m evalkit "$@"; }}; {command}'
    return subprocess.run(["bash", "-c", program], capture_output=True, check=False, cwd=folder)


def test_a_reader_that_leaves_early_ends_evalkit_silently(tmp_path: Path) -> None:
    for command in ("rubric show shenzhen-2020", "--help"):
        ended = run(f"evalkit {command} | true; exit ${{PIPESTATUS[0]}}", tmp_path)
        assert (ended.returncode, ended.stderr) in [(141, b""), (0, b"")]


def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no full device here")
    ended = run("evalkit rubric list >/dev/full", tmp_path)
    assert ended.returncode == 2
    assert ended.stderr.decode() == "标准输出无法写入：磁盘空间不足\n"


def test_what_nobody_can_be_told_changes_no_exit_code(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no full device here")
    ended = run("evalkit rubric show none 2>/dev/full", tmp_path)
    assert (ended.returncode, ended.stdout) == (2, b"")


def test_closed_streams_are_no_error(tmp_path: Path) -> None:
    assert run("evalkit rubric list >&-", tmp_path).returncode == 0
    assert run("evalkit rubric show none 2>&-", tmp_path).returncode == 2


def test_an_output_may_be_a_pipe(tmp_path: Path) -> None:
    ended = run("evalkit facts nothing.toml --output /dev/stdout", tmp_path)
    assert ended.returncode == 2
    (tmp_path / "nothing.toml").write_text('[report]\ndepartment = "云岭县水务局"\n', "utf-8")
    ended = run("evalkit facts nothing.toml --format json --output /dev/stdout", tmp_path)
    assert ended.returncode == 0
    assert ended.stdout.startswith(b"{")


def test_an_interrupt_ends_with_130(evalkit: Evalkit, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("evalkit.journey.read_facts", interrupted)
    ended = evalkit("facts", "report.txt")
    assert (ended.code, ended.out) == (130, "")
    assert "".join(ended.err) == ""


def test_a_bug_of_ours_is_one_line_that_asks_to_report_it(
    evalkit: Evalkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr("evalkit.journey.read_facts", broken)
    ended = evalkit("facts", "report.txt", "--lang", "en")
    assert (ended.code, ended.out) == (70, "")
    (line,) = ended.err
    assert line.startswith("a bug in evalkit ")
    assert line.endswith(": ZeroDivisionError: two lines")
    monkeypatch.setenv("EVALKIT_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        evalkit("facts", "report.txt")


def test_the_module_is_the_command(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "evalkit", "--version"],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONWARNINGS": "error"},
    )
    assert ended.stdout.decode().startswith("evalkit ")
