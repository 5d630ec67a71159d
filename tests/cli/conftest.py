"""evalkit as it is called, in a folder of its own."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen

from evalkit.cli.app import run

EXAMPLES = Path(__file__).parents[2] / "examples"


@frozen
class Ended:
    """How a run ended."""

    code: int
    out: str
    err: list[str]


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


@pytest.fixture
def evalkit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """Run evalkit in a folder that holds the example report; with `terminal`, in one of that width."""
    (tmp_path / "report.txt").write_bytes((EXAMPLES / "report.txt").read_bytes())
    monkeypatch.chdir(tmp_path)
    for name in ("EVALKIT_LANG", "EVALKIT_DEBUG", "NO_COLOR", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)

    def ended(*arguments: str, terminal: int = 0, encoding: str = "utf-8") -> Ended:
        stream = Terminal if terminal else io.TextIOWrapper
        out, err = stream(io.BytesIO(), encoding=encoding), io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            if terminal:
                patch.setenv("COLUMNS", str(terminal))
            code = run(list(arguments))
        for written in (out, err):
            written.flush()
            written.seek(0)
        return Ended(code, out.read(), err.read().splitlines())

    return ended


THREE = """\
[report]
department = "{department}"
year = 2023

[[fact]]
id = "three_public_actual"
value = "{actual}"
unit = "万元"

[[fact]]
id = "three_public_budget"
value = "20"
unit = "万元"

[[fact]]
id = "petition_channel_open"
value = true
"""


@pytest.fixture
def results(tmp_path: Path, record: Callable[..., None]) -> str:
    """Return a database of three departments: 85 %, 95 % and 125 % of their budgets, one of them not judged."""
    reports = {
        f"{department}.toml": (THREE.format(department=department, actual=actual), marks)
        for department, actual, marks in (("水务局", 17, 1), ("林业局", 19, 0), ("体育局", 25, None))
    }
    record(tmp_path / "results.db", reports)
    return "results.db"
