"""With a lock file nothing is loaded but what was locked, and nothing is passed over in silence."""

from typing import Any

import pytest

PLUGIN = """
from pathlib import Path
Path("ran").write_text("the plugin's code ran")
from evalkit import Renderer, hookimpl

@hookimpl
def evalkit_renderers():
    return [Renderer("count", "计数", ".txt", lambda card, view: f"{len(card.dimensions)} dimensions\\n")]
"""


@pytest.fixture
def locked(site: Any) -> Any:
    """A folder with one plugin, locked."""
    site.install("counting", PLUGIN)
    run = site.evalkit("plugin", "lock")
    assert (run.code, run.out, run.err) == (0, "", "已写入 evalkit.lock\n")
    return site


def _ran(site: Any) -> bool:
    return bool((site.folder / "ran").exists())


def test_to_lock_runs_no_plugin(locked: Any) -> None:
    assert not _ran(locked)
    text = (locked.folder / "evalkit.lock").read_text("utf-8")
    assert 'name = "counting"\ndistribution = "counting"\nversion = "1.0"\nsha256 = "' in text
    assert text.count("[[plugin]]") == 8


def test_what_is_as_it_was_locked_is_loaded(locked: Any) -> None:
    run = locked.evalkit("demo")
    assert run.code == 0
    assert _ran(locked)
    assert locked.evalkit("plugin", "list").code == 0


def test_changed_contents_are_refused_before_they_run(locked: Any) -> None:
    (locked.folder / "counting.py").write_text(PLUGIN + "\n# changed", "utf-8")
    run = locked.evalkit("demo")
    assert (run.code, run.out) == (2, "")
    (line,) = run.err.splitlines()
    assert line.startswith("evalkit.lock:8:10: plugin[1].sha256: 插件 counting：内容与锁定时不同（可用：")
    assert not _ran(locked)
    assert locked.evalkit("demo", "--no-plugin", "counting").code == 2  # demo takes no such option
    assert locked.evalkit("rubric", "list", "--no-plugin", "counting").code == 0
    listed = locked.evalkit("plugin", "list")
    assert (listed.code, listed.err) == (2, line + "\n")
    assert "counting" not in listed.out
    assert "economy" in listed.out
    assert not _ran(locked)


def test_another_version_and_a_plugin_that_is_gone_are_both_named(locked: Any) -> None:
    info = locked.folder / "counting-1.0.dist-info"
    metadata = (info / "METADATA").read_text("utf-8")
    (info / "METADATA").write_text(metadata.replace("Version: 1.0", "Version: 1.1"), "utf-8")
    lock = locked.folder / "evalkit.lock"
    lock.write_text(lock.read_text("utf-8").replace('name = "rubrics"', 'name = "rubrik"'), "utf-8")
    run = locked.evalkit("rubric", "list", "--lang", "en")
    assert run.code == 2
    assert [line[line.index("plugin ") :].split(" (")[0] for line in run.err.splitlines()] == [
        "plugin counting: the version was locked as 1.0 and is 1.1",
        "plugin rubrics: the lock file does not have this plugin",
        "plugin rubrik: a locked plugin is not installed",
    ]


def test_a_plugin_that_was_not_locked_is_refused(locked: Any) -> None:
    locked.install("later", PLUGIN)
    run = locked.evalkit("schema", "rubric")
    assert (run.code, run.out) == (2, "")
    assert run.err == "evalkit.lock: 插件 later：锁定文件中没有这个插件\n"
    assert not _ran(locked)


def test_a_lock_that_cannot_be_read_lets_nothing_through(locked: Any) -> None:
    lock = locked.folder / "evalkit.lock"
    lock.write_text('[[plugin]]\nname = "counting"\n', "utf-8")
    run = locked.evalkit("demo")
    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines()[0].startswith("evalkit.lock:1:1: plugin[1]: 缺少键“distribution”")
    lock.write_text("", "utf-8")
    assert locked.evalkit("demo").err.count("锁定文件中没有这个插件") == 8
    assert not _ran(locked)
