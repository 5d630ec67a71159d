"""A new plugin works as it is written: it installs, passes its own tests, and its rubric scores."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evalkit.errors import UsageError
from evalkit.messages import Lang
from evalkit.scaffold import new_plugin

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "plugins" / "evalkit_district_example"


def _contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
        and not {"__pycache__", ".pytest_cache"} & set(path.parts)
        and ".egg-info" not in str(path)
    }


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Any]:
    """Run Python with the plugin long-hua on its path, as pip would have installed it."""
    folder = tmp_path / "plugin"
    new_plugin("long-hua", folder)
    info = folder / "src" / "evalkit_long_hua-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: evalkit-long-hua\nVersion: 0.1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[evalkit]\nlong-hua = evalkit_long_hua\n", "utf-8")
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONUTF8": "1"}

    def ran(*arguments: str | Path) -> Any:
        return subprocess.run(
            [sys.executable, "-m", *map(str, arguments)],
            env=environment,
            capture_output=True,
            check=False,
            cwd=folder,
            encoding="utf-8",
        )

    return ran


def test_it_passes_its_own_tests(run: Callable[..., Any]) -> None:
    done = run("pytest", "-q", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout
    listed = run("pytest", "-q", "-p", "no:cacheprovider", "--collect-only").stdout
    assert "test_training_over_its_budget_is_halved_and_says_why" in listed
    assert "long-hua.toml::example" in listed
    assert "long-hua.toml::training_control" in listed


def test_its_rubric_has_no_problem_and_scores_a_report(run: Callable[..., Any]) -> None:
    assert run("evalkit", "rubric", "lint", "long-hua").returncode == 0
    tested = run("evalkit", "rubric", "test", "long-hua")
    assert tested.returncode == 0, tested.stdout
    report = ROOT / "examples" / "report.txt"
    done = run("evalkit", "score", report, "--rubric", "long-hua", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    card = json.loads(done.stdout)
    economy = next(each for each in card["dimensions"] if each["id"] == "economy")
    assert card["rubric"]["id"] == "long-hua"
    assert {each["id"]: each["marks"] for each in economy["indicators"]} == {
        "three_public_control": "10",
        "public_expense_control": "7",
        "procurement_rate": "5",
        "training_control": "3",
    }


def test_the_district_plugin_that_stands_in_plugins_is_a_new_one(tmp_path: Path) -> None:
    new_plugin("district-example", tmp_path / "new")
    assert _contents(EXAMPLE) == _contents(tmp_path / "new")


@pytest.mark.parametrize("name", ["", "Longhua", "龙华", "1st", "a_b", "class", "a--b", "../up", "a" * 41])
def test_a_name_that_no_plugin_can_have_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        new_plugin(name, tmp_path / "new")
    assert raised.value.text(Lang.ZH) == (
        f"“{name}”不能作插件名（可用：小写英文字母开头，只含小写英文字母、数字和“-”，如 longhua）"
    )
    assert not (tmp_path / "new").exists()


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("kept", "utf-8")
    with pytest.raises(UsageError) as raised:
        new_plugin("longhua", tmp_path)
    assert raised.value.text(Lang.EN) == f"{tmp_path}: it exists and is no empty folder"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
