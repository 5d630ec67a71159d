"""What all tests share: Hypothesis profiles, golden files, and what pip alone does not bring.

``EVALKIT_HYPOTHESIS_PROFILE=thorough pytest`` looks longer; ``pytest --update-golden`` writes the
golden files anew, to be read in the diff. A test marked ``needs(NAME)`` skips, and says why, where a
program or an extra is missing; with ``EVALKIT_TESTS=complete`` it fails there.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from hypothesis import HealthCheck, settings

settings.register_profile(
    "fast",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "thorough",
    max_examples=2000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("EVALKIT_HYPOTHESIS_PROFILE", "fast"))


_PROGRAMS = {
    "soffice": "LibreOffice (soffice) is not installed",
    "tombi": "tombi is not installed: pip install tombi",
    "taplo": "taplo is not installed: pip install taplo",
}
_MODULES = {
    "distributed": "the extra evalkit-scorecard[dask] is not installed",
    "rapidocr": "the extra evalkit-scorecard[ocr] is not installed",
    "pyarrow": "the extra evalkit-scorecard[parquet] is not installed",
}


def _found(name: str) -> str | None:
    """Return where a program is: among those that pip brought, or on the path."""
    return shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)


def _missing(name: str) -> str | None:
    """Return why a test that needs `name` cannot run here, None when it can."""
    if name in _PROGRAMS:
        return None if _found(name) else _PROGRAMS[name]
    return None if importlib.util.find_spec(name) else _MODULES[name]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test, or fail it where all must run, when something that it needs is missing."""
    for mark in item.iter_markers("needs"):
        reason = _missing(*mark.args)
        if reason is not None and os.environ.get("EVALKIT_TESTS") == "complete":
            pytest.fail(reason)
        if reason is not None:
            pytest.skip(reason)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes golden files."""
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew instead of comparing"
    )


@pytest.fixture
def program() -> Callable[[str], str]:
    """Return what gives the path of a program that the test is marked to need."""
    return lambda name: _found(name) or name


@pytest.fixture
def check_golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a check that a text is that of a file in the folder ``golden`` beside the test."""
    folder = Path(request.path).parent / "golden"
    update = bool(request.config.getoption("--update-golden"))

    def check(name: str, text: str) -> None:
        path = folder / name
        if update:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        assert path.is_file(), f"{path} is missing: write it with pytest --update-golden"
        assert text == path.read_text("utf-8"), f"{name} differs; pytest --update-golden writes it anew"

    return check


@frozen
class Run:
    """What a run of evalkit left behind."""

    code: int
    out: str
    err: str

    @property
    def indicators(self) -> dict[str, Any]:
        """The indicators of the scorecard that was printed, by id."""
        return {
            each["id"]: each for part in json.loads(self.out)["dimensions"] for each in part["indicators"]
        }


@frozen
class Site:
    """A folder in which plugins are installed, each a distribution of its own."""

    folder: Path

    def install(self, name: str, source: str) -> None:
        """Install a plugin of one module."""
        (self.folder / f"{name}.py").write_text(source, encoding="utf-8")
        info = self.folder / f"{name}-1.0.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 1.0\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[evalkit]\n{name} = {name}\n", encoding="utf-8")

    def evalkit(self, *arguments: str | Path) -> Run:
        """Run evalkit with these plugins installed."""
        environment = os.environ | {"PYTHONPATH": str(self.folder), "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "evalkit", *map(str, arguments)],
            env=environment,
            capture_output=True,
            check=False,
            cwd=self.folder,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A folder to install plugins in, each found by a fresh interpreter."""
    return Site(tmp_path)
