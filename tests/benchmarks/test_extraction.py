import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]

REPORT = """云岭县档案馆2021年度部门整体支出绩效自评报告

一、部门概况
本单位编制30名，年末实有在编人员28人。

二、预算执行
2021年年初部门预算500.00万元，其中：基本支出300.00万元，项目支出260.00万元。
公务接待费支出3.20万元，预算12.1.4万元。
"""

TRUTH = """
[report]
department = "云岭县档案馆"
year = 2021

[[fact]]
id = "year"
value = 2021

[[fact]]
id = "staff_quota"
value = "30"
unit = "名"
quote = "编制30名"

[[fact]]
id = "staff_on_duty"
value = "27"
unit = "人"
quote = "在编人员28人"

[[fact]]
id = "staff_retired"
value = "9"
unit = "人"
quote = "另有退休人员\\n9人"

[[fact]]
id = "budget_initial"
value = "5000000"
unit = "元"
quote = "年初部门预算500.00万元"

[[fact]]
id = "basic_budget_initial"
value = "300.00"
unit = "万元"
quote = "基本支出300.00万元"

[[fact]]
id = "reception_actual"
value = "3.20"
unit = "万元"
quote = "公务接待费支出3.20万元"

[[finding]]
kind = "malformed"
quotes = ["12.1.4万元"]

[[finding]]
kind = "ratio"
facts = ["three_public_control_rate"]
note = "95 % is said, 90 % is worked out"

[[harmless]]
kind = "sum"
facts = ["budget_initial", "basic_budget_initial", "project_budget_initial"]
"""


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("extraction_benchmark", ROOT / "benchmarks/extraction.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "archive.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "archive.facts.toml").write_text(TRUTH, encoding="utf-8")
    return tmp_path


def test_every_miss_and_wrong_value_is_listed_with_its_sentence(
    benchmark: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert benchmark.main([str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    head = "right wrong missed extra   precis recall     F1"
    assert lines[0] == f"{'report':<46} {head}"
    assert lines[1] == f"{'archive.txt':<46}     4     1      1     1    0.667  0.667  0.667"
    assert lines[2:5] == [
        "    WRONG  staff_on_duty: 28 — 年末实有在编人员28人 — expected 27人 — 在编人员28人",
        "    missed staff_retired: 9人 — 另有退休人员 9人",
        "    extra  project_budget_initial: 2600000.00 — 项目支出260.00万元",
    ]
    assert lines[5] == "    missed finding ratio: 95 % is said, 90 % is worked out"
    assert lines[6].startswith(
        "    extra  HARMLESS finding sum budget_initial, basic_budget_initial, project_budget_initial: "
    )
    assert lines[7:] == [
        "",
        f"{'format':<46} {head}",
        f"{'txt':<46}     4     1      1     1    0.667  0.667  0.667",
        "",
        f"{'all':<46} {head}",
        f"{'all facts':<46}     4     1      1     1    0.667  0.667  0.667",
        f"{'all findings':<46}     1     0      1     1    0.500  0.500  0.500",
    ]


def test_what_cannot_be_read_is_one_line_and_counts_as_missed(
    benchmark: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "archive.docx").write_bytes(b"PK\x03\x04 broken")
    benchmark.main([str(folder), "--quiet", "--only", ".docx"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == f"{'archive.docx':<46}     0     0      6     0    1.000  0.000  0.000"
    assert lines[2].startswith("    not read: ") and "archive.docx:" in lines[2]
    assert lines[3] == ""


def test_the_exit_code_says_whether_the_bar_is_reached(benchmark: ModuleType, folder: Path) -> None:
    assert benchmark.main([str(folder), "--min-f1", "0.66", "--min-precision", "0.66"]) == 0
    assert benchmark.main([str(folder), "--min-f1", "0.67"]) == 1
    assert benchmark.main([str(folder), "--min-precision", "0.67"]) == 1


def test_the_table_by_fact_begins_with_what_goes_wrong(
    benchmark: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    benchmark.main([str(folder), "--quiet", "--by-fact"])
    lines = capsys.readouterr().out.splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("fact "))
    assert [line.split()[0] for line in lines[start + 1 : start + 8]] == [
        "project_budget_initial",
        "staff_on_duty",
        "staff_retired",
        "basic_budget_initial",
        "budget_initial",
        "reception_actual",
        "staff_quota",
    ]


def test_a_machine_reads_the_same_from_json(benchmark: ModuleType, folder: Path, tmp_path: Path) -> None:
    benchmark.main([str(folder), "--quiet", "--json", str(tmp_path / "out.json")])
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert found["facts"] == {
        "right": 4,
        "wrong": 1,
        "missed": 1,
        "extra": 1,
        "precision": 0.6667,
        "recall": 0.6667,
        "f1": 0.6667,
    }
    assert found["by_format"]["txt"] == found["facts"]
    assert found["by_fact"]["staff_retired"]["missed"] == 1
    assert [each["name"] for each in found["reports"]] == ["archive.txt"]
    assert found["reports"][0]["lines"][1] == "missed staff_retired: 9人 — 另有退休人员 9人"


def test_doubtful_facts_count_neither_way(benchmark: ModuleType, folder: Path) -> None:
    doubtful = '\n[[doubtful]]\nid = "project_budget_initial"\n\n[[doubtful]]\nid = "staff_on_duty"\n'
    (folder / "archive.facts.toml").write_text(TRUTH + doubtful, encoding="utf-8")
    assert benchmark.main([str(folder), "--quiet", "--min-precision", "1"]) == 0


def test_either_of_two_truths_is_right(benchmark: ModuleType, folder: Path) -> None:
    second = '\n[[fact]]\nid = "staff_on_duty"\nvalue = "28"\nunit = "人"\n'
    (folder / "archive.facts.toml").write_text(TRUTH + second, encoding="utf-8")
    assert benchmark.main([str(folder), "--quiet", "--min-f1", "0.76"]) == 0


def test_several_findings_about_one_contradiction_are_no_extra(
    benchmark: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = '\n[[finding]]\nkind = "sum"\nfacts = ["project_budget_initial"]\n'
    (folder / "archive.facts.toml").write_text(TRUTH + planted, encoding="utf-8")
    benchmark.main([str(folder), "--quiet"])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"{'all findings':<46}     2     0      1     0    1.000  0.667  0.800"
