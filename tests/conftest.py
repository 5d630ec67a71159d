"""What all tests share: Hypothesis profiles, golden files, and what pip alone does not bring.

``EVALKIT_HYPOTHESIS_PROFILE=thorough pytest`` looks longer; ``pytest --update-golden`` writes the
golden files anew, to be read in the diff. A test marked ``needs(NAME)`` skips, and says why, where a
program or an extra is missing; with ``EVALKIT_TESTS=complete`` it fails there.
"""

import importlib.util
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
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


_PROGRAMS = {"soffice": "LibreOffice (soffice) is not installed"}
_MODULES = {"rapidocr": "the extra evalkit-scorecard[ocr] is not installed"}


def _missing(name: str) -> str | None:
    """Return why a test that needs `name` cannot run here, None when it can."""
    if name in _PROGRAMS:
        return None if shutil.which(name) else _PROGRAMS[name]
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
