"""What all tests share: Hypothesis profiles, golden files, and what pip alone does not bring.

``EVALKIT_HYPOTHESIS_PROFILE=thorough pytest`` looks longer; ``pytest --update-golden`` writes the
golden files anew, to be read in the diff. A test marked ``needs(NAME)`` skips, and says why, where a
program, an extra or a package of npm is missing; with ``EVALKIT_TESTS=complete`` it fails there. The packages
that tools/npm/package.json names are looked for in the folder ``EVALKIT_NPM``, a node_modules.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from hypothesis import HealthCheck, settings
from tests.browsing import chromium

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
    "chromium": "Chromium is not installed",
    "git": "git is not installed",
    "pre-commit": "pre-commit is not installed: pip install pre-commit",
    "soffice": "LibreOffice (soffice) is not installed",
    "tombi": "tombi is not installed: pip install tombi",
    "taplo": "taplo is not installed: pip install taplo",
}
_MODULES = {
    "distributed": "the extra evalkit-scorecard[dask] is not installed",
    "rapidocr": "the extra evalkit-scorecard[ocr] is not installed",
    "openxml_audit": "openxml-audit is not installed: pip install --group office",
    "playwright": "playwright is not installed: pip install --group browser",
    "pyarrow": "the extra evalkit-scorecard[parquet] is not installed",
}


_NPM_PACKAGES = ("@microsoft/jest-sarif", "axe-core", "mocha-junit-reporter")


def _found(name: str) -> str | None:
    """Return where a program is: among those that pip brought, or on the path."""
    return shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)


def _npm_folder(name: str) -> Path:
    """Return the folder of a package of npm, whether it is there or not."""
    return Path(os.environ.get("EVALKIT_NPM", "node_modules")) / name


def _has_calc() -> bool:
    """Return whether the LibreOffice there is can open spreadsheets, which is a package of its own."""
    office = _found("soffice")
    return office is not None and any(Path(office).resolve().parent.glob("libsclo.*"))


def _missing(name: str) -> str | None:
    """Return why a test that needs `name` cannot run here, None when it can."""
    if name == "calc":
        return None if _has_calc() else "LibreOffice Calc is not installed"
    if name in _PROGRAMS:
        return None if _found(name) else _PROGRAMS[name]
    if name in _NPM_PACKAGES:
        reason = f"{name} of npm is not in $EVALKIT_NPM: npm install it as tools/npm/package.json says"
        return None if _npm_folder(name).is_dir() else reason
    return None if importlib.util.find_spec(name) else _MODULES[name]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a window, for tests that need chromium and playwright."""
    with chromium() as opened:
        yield opened


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


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Return what saves a file in another format by way of LibreOffice, and gives where it is."""
    profile = f"-env:UserInstallation={tmp_path_factory.mktemp('profile').as_uri()}"

    def saved(path: Path, format: str) -> Path:
        folder = tmp_path_factory.mktemp("saved")
        command = ["soffice", profile, "--headless", "--convert-to", format, "--outdir", str(folder)]
        subprocess.run([*command, str(path)], check=True, capture_output=True)
        (found,) = folder.iterdir()
        return found

    return saved


@pytest.fixture
def npm_package() -> Callable[[str], Path]:
    """Return what gives the folder of a package of npm that the test is marked to need."""
    return _npm_folder


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


SMALL_RUBRIC = """\
[rubric]
id = "{id}"
title = "云岭市试行标准"
version = "1.0.0"
source = "示例"
standing = "example"
total = 10

[[grade]]
title = "优"
title_en = "excellent"
from = 8

[[grade]]
title = "差"
from = 0

[[dimension]]
id = "economy"
title = "经济性"
marks = 10

[[dimension.indicator]]
id = "cars"
title = "“三公”经费控制率"
marks = 6
clause = "低于 90% 得 6 分，不超过 100% 得 3 分。"
rule = "bands"
measure = "three_public_control"
bands = [ {{ below = "90%", marks = 6 }}, {{ to = "100%", marks = 3 }}, {{ marks = 0 }} ]

[[dimension.indicator]]
id = "petitions"
title = "群众信访办理情况"
marks = 4
clause = "渠道畅通得 3 分，内容完整得 1 分。"
rule = "checklist"
items = [
  {{ id = "channel", title = "渠道畅通", marks = 3, any = ["petition_channel_open"] }},
  {{ id = "content", title = "内容完整", marks = 1 }},
]
"""


_JUDGED = """\
[judgements]
report = "{report}"
rubric = "{rubric}"
by = "评价员甲"
at = 2031-03-01

[[judgement]]
indicator = "petitions"
item = "content"
marks = {marks}
reason = "已核实"
"""


@pytest.fixture
def record(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., None]:
    """Score reports by a small rubric of our own and record them in a results database.

    `reports` maps the name of each report, a text or a facts file, to what stands in it and to the marks
    judged for what no fact decides, None to leave that open.
    """
    from evalkit.journey import load, read_facts, score_sheet
    from evalkit.registry import load_plugins
    from evalkit.rubrics.extending import RubricFile
    from evalkit.scoring.judgements import load_judgements
    from evalkit.store.results import Results
    from evalkit.store.rows import rows_of

    registry, folder = load_plugins(), tmp_path_factory.mktemp("reports")

    def recorded(path: Path, reports: dict[str, tuple[str, int | None]], rubric: str = "small") -> None:
        text = SMALL_RUBRIC.format(id=rubric)
        made = load(RubricFile("small.toml", text.encode()), registry)
        with Results.open(path) as results:
            results.add_rubric(made, text)
            for name, (report, marks) in reports.items():
                (folder / name).write_text(report, "utf-8")
                sheet = read_facts([folder / name], registry).value
                judged = None
                if marks is not None:
                    written = _JUDGED.format(report=sheet.sha256, rubric=rubric, marks=marks)
                    judged = load_judgements(written.encode(), "judgements.toml", made, sheet.sha256)
                card = score_sheet(sheet, made, registry, judgements=judged)
                results.record(name, "key", rows_of(card, sheet, judged, None))

    return recorded
