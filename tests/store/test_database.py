"""The file of the results database: made, migrated, refused; and its documentation."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from evalkit.errors import UsageError
from evalkit.messages import Lang
from evalkit.store import database
from evalkit.store.database import APPLICATION_ID, steps
from evalkit.store.results import Results

Ask = Callable[[str], list[tuple[Any, ...]]]
PAGE = Path(__file__).parents[2] / "docs" / "results.md"


def _refused(path: Path, *, existing: bool = False) -> list[str]:
    with pytest.raises(UsageError) as refused:
        (Results.existing if existing else Results.open)(path).close()
    return [refused.value.text(lang).removeprefix(f"{path}: ") for lang in Lang]


def test_a_new_database_is_marked_as_ours_in_its_newest_version(path: Path, content: Ask) -> None:
    Results.open(path).close()
    assert content("PRAGMA application_id") == [(APPLICATION_ID,)]
    assert content("PRAGMA user_version") == [(len(steps()),)]
    assert content("PRAGMA journal_mode") == [("wal",)]


def test_every_table_is_strict(path: Path, content: Ask) -> None:
    Results.open(path).close()
    tables = content("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    assert {name for name, strict in tables if not strict} == {"sqlite_schema"}


def test_an_empty_file_becomes_a_database(path: Path, content: Ask) -> None:
    path.touch()
    Results.open(path).close()
    assert content("SELECT count(*) FROM reports") == [(0,)]


def test_a_database_of_version_1_is_migrated_with_all_that_is_in_it(path: Path, content: Ask) -> None:
    with closing(sqlite3.connect(path)) as old:
        old.executescript(steps()[0])
        old.execute("INSERT INTO failures VALUES ('a.docx', 'k', '读不出来')")
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.execute("PRAGMA user_version = 1")
        old.commit()
    with Results.existing(path) as results:
        assert results.failures() == {"a.docx": "读不出来"}
    assert content("SELECT * FROM v_scores") == []
    assert content("PRAGMA user_version") == [(len(steps()),)]


def test_a_migration_that_fails_changes_nothing(
    path: Path, content: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    Results.open(path).close()
    before = content("SELECT sql FROM sqlite_master")
    broken = (*steps(), "CREATE TABLE more (id INTEGER) STRICT;\nCREATE TABLE more (id INTEGER) STRICT;\n")
    monkeypatch.setattr(database, "steps", lambda: broken)
    with pytest.raises(sqlite3.OperationalError, match="table more already exists"):
        Results.open(path)
    assert content("SELECT sql FROM sqlite_master") == before
    assert content("PRAGMA user_version") == [(len(steps()),)]


def test_a_newer_version_is_left_alone(path: Path) -> None:
    Results.open(path).close()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
    assert _refused(path) == [
        f"结果库是第 99 版，这个 evalkit 只认识到第 {len(steps())} 版（可用：用更新的 evalkit 打开）",
        (
            f"the results database is of version 99, this evalkit knows up to {len(steps())} "
            "(allowed: open it with a newer evalkit)"
        ),
    ]


def test_what_is_no_database_or_another_programs_is_refused(path: Path, tmp_path: Path) -> None:
    said = [
        "不是 evalkit 的结果库（可用：evalkit batch 写出的文件）",
        "this is no results database of evalkit (allowed: a file that evalkit batch wrote)",
    ]
    path.write_bytes(b"PK\x03\x04" * 300)
    assert _refused(path) == [line.partition("（")[0].partition(" (")[0] for line in said]
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as theirs:
        theirs.execute("CREATE TABLE notes (text)")
    assert _refused(other) == said


def test_a_damaged_database_is_one_line(path: Path) -> None:
    Results.open(path).close()
    data = path.read_bytes()
    path.write_bytes(data[:100] + b"\xff" * (len(data) - 100))
    assert _refused(path) == ["结果库已损坏", "the results database is damaged"]


def test_what_is_not_there_is_not_made_where_it_is_only_read(path: Path, tmp_path: Path) -> None:
    assert _refused(path, existing=True) == ["没有这个结果库", "there is no such results database"]
    assert not path.exists()
    assert _refused(tmp_path / "no" / "such.db") == [
        "结果库无法打开",
        "the results database cannot be opened",
    ]
    assert _refused(tmp_path) == ["结果库无法打开", "the results database cannot be opened"]


def test_a_locked_database_is_one_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Results.open(path).close()
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, Results.open(path) as results:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UsageError) as refused:
            results.fail("a.docx", "k", "读不出来")
    assert refused.value.text(Lang.EN) == f"{path}: another program is using the results database"


def test_a_database_that_cannot_be_written_can_be_read(path: Path) -> None:
    Results.open(path).close()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as read_only:
        results = Results(path, read_only)
        assert results.keys() == {}
        with pytest.raises(UsageError) as refused:
            results.fail("a.docx", "k", "读不出来")
    assert refused.value.text(Lang.ZH) == f"{path}: 结果库只读，无法写入"


def test_every_table_and_view_is_documented_column_by_column(path: Path, content: Ask) -> None:
    Results.open(path).close()
    names = [name for (name,) in content("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    there = {
        name: [(column, kind) for _, column, kind, *_ in content(f"PRAGMA table_xinfo({name})")]
        for name in names
    }
    views = {name for name in names if name.startswith("v_")}
    assert _documented(views) == {
        name: [(column, "" if name in views else kind) for column, kind in columns]
        for name, columns in there.items()
    }


def _documented(views: set[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the tables of the page: each a heading with a name, and rows of columns below it."""
    found = {}
    for section in re.split(r"^### ", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        named = re.match(r"`(\w+)`", section)
        if named is not None:
            pattern = r"^\| `(\w+)` \|" + ("()" if named[1] in views else r" (TEXT|REAL|INTEGER) \|")
            found[named[1]] = re.findall(pattern, section, re.MULTILINE)
    return found


def test_the_page_tells_the_version_of_the_schema() -> None:
    assert f"the version of the schema, now {len(steps())}. An\nolder" in PAGE.read_text("utf-8")
