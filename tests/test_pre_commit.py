"""The hook of pre-commit, run by pre-commit in a repository of its own."""

import os
import re
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUBRIC = (ROOT / "rubrics" / "four-e.toml").read_text("utf-8")

pytestmark = [pytest.mark.needs("git"), pytest.mark.needs("pre-commit")]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path, program: Callable[[str], str]) -> Run:
    """Run a program in a new repository, with evalkit on the path and nothing of the user's own settings."""
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    quiet = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
    }
    environment = {**os.environ, **quiet, "PATH": path, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    repository = tmp_path / "repository"
    (repository / "rubrics").mkdir(parents=True)

    def ran(name: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [program(name), *arguments]
        return subprocess.run(
            command, cwd=repository, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    ran("git", "init", "--quiet")
    (repository / ".pre-commit-config.yaml").write_text(_documented(), "utf-8")
    return ran


def _documented() -> str:
    """Return the configuration that the documentation gives for the evalkit that is installed."""
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    (block,) = re.findall(r"^```yaml\n(# \.pre-commit-config\.yaml\n[^`]*)^```$", page, re.MULTILINE)
    return str(block)


def test_the_documented_hook_is_that_of_the_manifest() -> None:
    """The manifest says besides what the hook is for, and that pre-commit installs it."""
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8").splitlines()
    kept = [line for line in manifest if "description" not in line and "language" not in line]
    documented = _documented()
    assert [line for line in kept if line.strip(" -") not in documented] == []


def test_the_manifest_is_one_of_pre_commit(run: Run) -> None:
    assert run("pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")).returncode == 0


def test_a_faulty_rubric_is_not_committed_and_a_mended_one_is(run: Run, tmp_path: Path) -> None:
    rubrics = tmp_path / "repository" / "rubrics"
    (rubrics / "某区.toml").write_text(
        RUBRIC.replace('to = "100%", marks = 7', "to = 100, marks = 7", 1), "utf-8"
    )
    (rubrics / "某区.examples.toml").write_text("# 示例不是评分标准\n", "utf-8")
    run("git", "add", "--all")
    refused = run("pre-commit", "run")
    assert refused.returncode == 1
    (line,) = [line for line in refused.stdout.splitlines() if line.startswith("rubrics/")]
    assert line.startswith("rubrics/某区.toml:70:10: ")
    assert "100 就是 10000%" in line
    (rubrics / "某区.toml").write_text(RUBRIC, "utf-8")
    run("git", "add", "--all")
    taken = run("pre-commit", "run")
    assert taken.returncode == 0
    assert "Passed" in taken.stdout


def test_other_files_are_none_of_its_business(run: Run, tmp_path: Path) -> None:
    (tmp_path / "repository" / "settings.toml").write_text("broken", "utf-8")
    run("git", "add", "--all")
    ran = run("pre-commit", "run")
    assert ran.returncode == 0
    assert "Skipped" in ran.stdout
