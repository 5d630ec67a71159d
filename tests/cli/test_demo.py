"""``evalkit demo``: a first look, with nothing to prepare."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Evalkit = Callable[..., Any]


def test_it_needs_no_file_and_says_how_to_go_on(evalkit: Evalkit) -> None:
    Path("report.txt").unlink()
    ended = evalkit("demo")
    assert ended.code == 0
    assert "扣分明细" in ended.out
    assert "shenzhen-2020" in ended.out
    assert any("evalkit score 报告文件" in line for line in ended.err)
    assert list(Path().iterdir()) == []


def test_it_speaks_english_too(evalkit: Evalkit) -> None:
    ended = evalkit("demo", "--lang", "en")
    assert ended.err[1] == "Score your own: evalkit score REPORT"
