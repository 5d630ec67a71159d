"""A pipe where a file was meant: one line at once, whichever command was given it, and nobody waits."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Evalkit = Callable[..., Any]
REFUSAL = "这是管道、套接字或设备，不是文件"

if not hasattr(os, "mkfifo"):
    pytest.skip("the system has no named pipes", allow_module_level=True)


@pytest.mark.parametrize(
    "line",
    [
        "score pipe.toml",
        "facts pipe.toml",
        "audit pipe.toml",
        "annotate pipe.toml --output out.docx",
        "review pipe.toml --no-browser",
        "score report.txt --rubric pipe.toml",
        "score report.txt --rubric shenzhen-2020 --facts pipe.toml",
        "score report.txt --rubric shenzhen-2020 --judgements pipe.toml",
        "compare pipe.toml pipe.toml",
        "rubric show pipe.toml",
        "rubric lint pipe.toml",
        "rubric test pipe.toml",
        "rubric import pipe.toml",
        "rubric diff pipe.toml pipe.toml",
        "batch report.txt --rubric pipe.toml --output out",
    ],
)
def test_a_pipe_is_refused_with_one_line_and_exit_code_2(evalkit: Evalkit, tmp_path: Path, line: str) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    ended = evalkit(*line.split())
    assert (ended.code, ended.out, ended.err) == (2, "", [f"pipe.toml: {REFUSAL}"])


def test_a_pipe_costs_a_batch_its_own_scorecard_alone(evalkit: Evalkit, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    ended = evalkit(
        "batch", "report.txt", "pipe.txt", "--rubric", "shenzhen-2020", "--output", "out", "--workers", "1"
    )
    assert (ended.code, ended.err) == (0, [])
    assert ended.out.splitlines()[:2] == [
        "共 2 份：评分 1 份，未变 0 份，失败 1 份",
        f"  pipe.txt: {REFUSAL}",
    ]
