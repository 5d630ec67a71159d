"""``evalkit export``: the results database as files for other programs."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evalkit.store.results import Results

Evalkit = Callable[..., Any]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return a results database with one failure in it."""
    with Results.open(tmp_path / "results.db") as results:
        results.fail("a.docx", "k", "a.docx: 空文件")
    return tmp_path / "results.db"


def test_csv_is_a_file_a_table_in_a_folder_that_is_made(evalkit: Evalkit, database: Path) -> None:
    ended = evalkit("export", "results.db", "--output", "tables")
    names = {path.name for path in (database.parent / "tables").iterdir()}
    assert (ended.code, ended.err) == (0, [])
    assert ended.out == f"已导出 {len(names)} 张表，共 1 行：tables\n"
    assert {"v_scores.csv", "facts.csv", "failures.csv"} <= names
    failures = (database.parent / "tables" / "failures.csv").read_text("utf-8-sig")
    assert failures == "report,key,reason\na.docx,k,a.docx: 空文件\n"


def test_a_workbook_of_some_tables(evalkit: Evalkit, database: Path) -> None:
    ended = evalkit(
        "export",
        "results.db",
        "--format",
        "xlsx",
        "--output",
        "a.xlsx",
        "--table",
        "failures",
        "--lang",
        "en",
    )
    assert (ended.code, ended.out) == (0, "1 tables with 1 rows exported: a.xlsx\n")
    assert openpyxl.load_workbook(database.parent / "a.xlsx").sheetnames == ["failures"]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["results.db"], "缺少选项 --output"),
        (["none.db", "--output", "x"], "none.db: 没有这个结果库"),
        (["report.txt", "--output", "x"], "report.txt: 不是 evalkit 的结果库"),
        (["results.db", "--output", "report.txt"], "report.txt: 这是文件，不是文件夹"),
        (
            ["results.db", "--format", "xlsx", "--output", "results.db"],
            "results.db: 不能覆盖输入文件（可用：另一个文件名）",
        ),
    ],
)
def test_wrong_input_is_one_line(evalkit: Evalkit, arguments: list[str], line: str) -> None:
    ended = evalkit("export", *arguments)
    assert (ended.code, ended.out, ended.err) == (2, "", [line])


@pytest.mark.usefixtures("database")
def test_parquet_without_its_extra_is_one_line(evalkit: Evalkit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    ended = evalkit("export", "results.db", "--format", "parquet", "--output", "x")
    assert (ended.code, ended.err) == (
        2,
        ["写 Parquet 需要附加组件（可用：pip install 'evalkit-scorecard[parquet]'）"],
    )
    assert not Path("x").exists()
