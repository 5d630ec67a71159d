import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.batch.work import find_reports, key_of, target
from evalkit.errors import UsageError
from evalkit.messages import Lang

OUTPUT = Path("/no/such/output")


def laid(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")


def names(*given: Path, output: Path = OUTPUT) -> list[str]:
    return [report.name for report in find_reports(given, output)]


def test_everything_below_a_folder_is_found_in_the_order_of_the_names(tmp_path: Path) -> None:
    laid(tmp_path, "b.txt", "a/2.docx", "a/1.pdf", "a/deep/3.html")
    assert names(tmp_path) == ["a/1.pdf", "a/2.docx", "a/deep/3.html", "b.txt"]


def test_what_is_no_report_is_left_out_of_a_folder_but_not_of_what_is_named(tmp_path: Path) -> None:
    laid(
        tmp_path,
        "r.txt",
        ".hidden",
        ".git/x.txt",
        "~$r.docx",
        "r.facts.toml",
        "card.json",
        "h.jsonl",
        "Thumbs.db",
    )
    assert names(tmp_path) == ["r.txt"]
    assert names(tmp_path / "r.facts.toml") == ["r.facts.toml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_nobody_waits_for_a_pipe_that_lies_in_a_folder_and_a_broken_link_is_not_passed_over(
    tmp_path: Path,
) -> None:
    laid(tmp_path, "r.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nothing")
    assert names(tmp_path) == ["link.txt", "r.txt"]


def test_results_of_an_earlier_run_are_no_reports(tmp_path: Path) -> None:
    laid(tmp_path, "r.txt", "out/old.txt")
    assert names(tmp_path, output=tmp_path / "out") == ["r.txt"]


def test_reports_of_one_name_in_two_folders_keep_names_of_their_own(tmp_path: Path) -> None:
    laid(tmp_path, "one/report.txt", "two/report.txt")
    assert names(tmp_path / "one", tmp_path / "two") == ["one/report.txt", "two/report.txt"]
    both = (tmp_path / "two" / "report.txt", tmp_path / "one" / "report.txt")
    assert names(*both) == ["one/report.txt", "two/report.txt"]


def test_a_report_that_is_given_twice_is_one_report(tmp_path: Path) -> None:
    laid(tmp_path, "report.txt")
    assert names(tmp_path, tmp_path / "report.txt", tmp_path / "." / "report.txt") == ["report.txt"]


def test_what_is_not_there_is_said_all_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        find_reports([Path("no/such"), tmp_path, Path("nor/this")], OUTPUT)
    assert raised.value.text(Lang.ZH) == "no/such: 没有这个文件或文件夹\nnor/this: 没有这个文件或文件夹"


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        find_reports([tmp_path], OUTPUT)
    assert raised.value.text(Lang.EN) == f"{tmp_path}: no report was found"


def test_a_result_stands_where_its_report_stood(tmp_path: Path) -> None:
    assert target("甲局/报告.docx", tmp_path, ".json") == tmp_path / "甲局" / "报告.docx.json"


def test_a_name_that_would_be_too_long_is_cut_and_still_its_own(tmp_path: Path) -> None:
    one, other = ("报" * 82 + end for end in ("甲.txt", "乙.txt"))
    paths = {target(name, tmp_path, ".json") for name in (one, other)}
    assert len(paths) == 2
    for path in paths:
        assert len(path.name.encode()) <= 255
        path.touch()


def test_a_folder_that_is_called_like_a_result_is_not_in_its_way(tmp_path: Path) -> None:
    reports = ("a.txt", "a.txt.json/b.txt", "a.txt.json_/b.txt", "a.txt.json__/b.txt")
    paths = [target(name, tmp_path, ".json") for name in reports]
    assert len(set(paths)) == 4
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.touch()


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such names")
def test_strange_names_are_one_line_and_each_its_own(tmp_path: Path) -> None:
    for name in (b"a\nb.txt", b"a\\nb.txt", b"\xff.txt"):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).touch()  # noqa: PTH118  bytes
    found = names(tmp_path)
    assert found[0] == "\\udcff.txt"
    assert found[1] == "a\\nb.txt"
    assert found[2].startswith("a\\nb.txt-")
    assert len(found) == 3


@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_keys_are_equal_only_where_all_parts_are(one: list[str], other: list[str]) -> None:
    assert (key_of(one) == key_of(other)) == (one == other)
