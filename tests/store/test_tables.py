"""The tables of a results database as files for other programs."""

import csv
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve

from evalkit.errors import UsageError
from evalkit.messages import Lang
from evalkit.store import workbook
from evalkit.store.csv_file import write_csv
from evalkit.store.parquet import write_parquet
from evalkit.store.results import Results
from evalkit.store.tables import Column, tables_of
from evalkit.store.workbook import write_workbook


@pytest.fixture
def filled(desk: Any, results: Results) -> Results:
    """Return a database with two reports, one of which has a name like a formula."""
    spent = desk.sheet(three_public_actual=Decimal(950), three_public_budget=Decimal(1000))
    results.record("=1+1", "k", desk.rows(evolve(spent, department='某局，"甲"')))
    none = desk.sheet(three_public_actual=Decimal(950), three_public_budget=Decimal(0))
    results.record("b.docx", "k", desk.rows(none))
    return results


def test_all_tables_and_views_are_there_unless_some_are_named(filled: Results) -> None:
    names = [table.name for table in tables_of(filled)]
    assert names[:3] == ["v_scores", "v_lost_marks", "v_indicators"]
    assert {"scorecards", "facts", "failures"} <= set(names)
    assert [(table.name, table.count) for table in tables_of(filled, ["reports"])] == [("reports", 2)]


def test_an_unknown_table_is_one_line(filled: Results) -> None:
    with pytest.raises(UsageError) as refused:
        tables_of(filled, ["v_score"])
    assert refused.value.text(Lang.EN).startswith(
        "there is no table v_score; did you mean “v_scores”? (allowed: "
    )


def test_columns_of_views_have_the_kind_of_what_is_in_them(filled: Results) -> None:
    (scores,) = tables_of(filled, ["v_scores"])
    kinds = {column.name: column.kind for column in scores.columns}
    assert (kinds["report"], kinds["rank"], kinds["open"], kinds["low"]) == (
        "TEXT",
        "INTEGER",
        "REAL",
        "REAL",
    )
    assert Column("self_score_over_ours", "REAL") in scores.columns


def test_a_csv_file_is_what_excel_and_pandas_read(filled: Results, tmp_path: Path) -> None:
    (table,) = tables_of(filled, ["reports"])
    write_csv(table, tmp_path / "reports.csv")
    assert (tmp_path / "reports.csv").read_bytes().startswith(b"\xef\xbb\xbfid,name,department,")
    with (tmp_path / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["name"], row["department"]) for row in rows] == [("=1+1", '某局，"甲"'), ("b.docx", "某局")]


def test_a_workbook_has_a_sheet_a_table_and_no_formulas(filled: Results, tmp_path: Path) -> None:
    path = tmp_path / "results.xlsx"
    write_workbook(tables_of(filled, ["v_scores", "reports", "indicators"]), path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["v_scores", "reports", "indicators"]
    name = book["reports"]["B2"]
    assert (name.value, name.data_type) == ("=1+1", "s")
    values = {row[7].value for row in book["indicators"].iter_rows(min_row=2)}
    assert {"scored", "undetermined"} <= {row[8].value for row in book["indicators"].iter_rows(min_row=2)}
    assert values
    with zipfile.ZipFile(path) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "worksheets" in name)


def test_what_is_infinite_or_too_long_is_still_a_cell(filled: Results, tmp_path: Path) -> None:
    filled.fail("c.docx", "k", "长" * 40_000)
    write_workbook(tables_of(filled, ["indicators", "failures"]), tmp_path / "results.xlsx")
    book = openpyxl.load_workbook(tmp_path / "results.xlsx")
    assert "∞" in {row[11].value for row in book["indicators"].iter_rows(min_row=2)}
    reason = book["failures"]["C2"].value
    assert (len(reason), reason[-1]) == (32_767, "…")


def test_a_table_too_long_for_a_sheet_is_refused_before_anything_is_written(
    filled: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(UsageError) as refused:
        write_workbook(tables_of(filled, ["reports"]), tmp_path / "results.xlsx")
    assert refused.value.text(Lang.EN) == (
        "the table reports has 2 rows, more than a sheet has room for "
        "(allowed: --format csv or parquet, or some tables by --table)"
    )
    assert list(tmp_path.glob("*.xlsx")) == []


@pytest.mark.needs("pyarrow")
def test_a_parquet_file_keeps_types_and_what_is_absent(filled: Results, tmp_path: Path) -> None:
    from pyarrow import parquet

    for table in tables_of(filled, ["v_scores", "indicators", "failures"]):
        write_parquet(table, tmp_path / f"{table.name}.parquet")
    scores = parquet.read_table(tmp_path / "v_scores.parquet")
    assert [str(scores.schema.field(name).type) for name in ("report", "rank", "low")] == [
        "string",
        "int64",
        "double",
    ]
    rows = scores.to_pylist()
    assert [(row["report"], row["grade"], row["low"]) for row in rows] == [
        ("=1+1", "差", 2.0),
        ("b.docx", "差", 0.0),
    ]
    assert parquet.read_table(tmp_path / "failures.parquet").num_rows == 0
