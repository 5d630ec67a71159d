from pathlib import Path

from benchmarks.province import report, write

from evalkit import read_facts
from evalkit.registry import load_plugins


def test_a_report_is_the_same_each_time_and_none_is_like_another() -> None:
    reports = [report(index) for index in range(60)]
    assert reports == [report(index) for index in range(60)]
    assert len({each.data for each in reports}) == len({each.name for each in reports}) == 60
    assert {each.name.rpartition(".")[2] for each in reports} == {"txt", "html", "docx", "md"}


def test_reports_are_read_as_what_they_are_of(tmp_path: Path) -> None:
    write(tmp_path, 20)
    registry = load_plugins()
    sheets = [read_facts([path], registry).value for path in sorted(tmp_path.rglob("*.*"))]
    assert len(sheets) == 20
    assert all(sheet.department and sheet.year and 2016 <= sheet.year <= 2024 for sheet in sheets)
    found = {fact for sheet in sheets for fact in sheet.facts}
    assert {
        "budget_initial",
        "three_public_actual",
        "petitions_received",
        "key_tasks_completed",
        "satisfaction_rate",
    } <= found
