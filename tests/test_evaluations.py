"""Judgements files of many evaluators, found and read."""

from pathlib import Path

import pytest

from evalkit.errors import TomlError, UsageError
from evalkit.evaluations import judgement_files, read_evaluations
from evalkit.messages import Lang
from evalkit.registry import Registry, load_plugins

FILE = """\
[judgements]
report = "{report}"
rubric = "{rubric}"
by = "评价员甲"
at = 2031-03-01

[[judgement]]
indicator = "three_public_control"
marks = 3
reason = "核对了决算表"
"""
REPORT = "ab" * 32


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_plugins()


def _written(path: Path, rubric: str = "four-e", report: str = REPORT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(FILE.format(report=report, rubric=rubric), "utf-8")
    return path


def test_a_folder_gives_its_toml_files_and_those_below_but_no_hidden_ones(tmp_path: Path) -> None:
    kept = [_written(tmp_path / "b.toml"), _written(tmp_path / "below" / "a.toml")]
    _written(tmp_path / ".hidden.toml")
    _written(tmp_path / "report.txt.facts.toml")
    _written(tmp_path / ".hidden" / "c.toml")
    (tmp_path / "report.txt").write_text("报告", "utf-8")
    (tmp_path / "folder.toml").mkdir()
    assert judgement_files([tmp_path]) == tuple(kept)


def test_a_file_that_is_named_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    path = _written(tmp_path / ".judged.txt")
    assert judgement_files([path]) == (path,)


def test_a_link_to_a_file_that_is_there_too_counts_once(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.toml")
    (tmp_path / "b.toml").symlink_to(path)
    assert judgement_files([tmp_path, path]) == (path,)


def test_each_file_is_read_by_the_rubric_that_it_names(tmp_path: Path, registry: Registry) -> None:
    _written(tmp_path / "a.toml")
    _written(tmp_path / "b.toml", report="cd" * 32)
    found = read_evaluations([tmp_path], registry)
    assert [(each.file, each.report, each.rubric.id) for each in found.read] == [
        (str(tmp_path / "a.toml"), REPORT, "four-e"),
        (str(tmp_path / "b.toml"), "cd" * 32, "four-e"),
    ]
    assert (found.failed, found.others, found.is_lost) == ((), (), False)
    assert found.read[0].rubric is found.read[1].rubric


def test_a_rubric_that_is_not_there_costs_the_files_that_name_it(tmp_path: Path, registry: Registry) -> None:
    path = _written(tmp_path / "a.toml", rubric="four-f")
    found = read_evaluations([path], registry)
    assert found.is_lost
    assert [each.text(Lang.ZH) for each in found.remarks] == [
        f"{path}: 没有名为“four-f”的评分标准（可用：用 --rubric 指定评分标准文件）"
    ]


def test_a_file_beside_is_not_taken_for_the_rubric_that_a_file_names(
    tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.toml").write_text("[rubric]\nid = 'own.toml'\n", "utf-8")
    _written(tmp_path / "judged" / "a.toml", rubric="own.toml")
    found = read_evaluations([tmp_path / "judged"], registry)
    assert "没有名为“own.toml”的评分标准" in found.failed[0].text(Lang.ZH)


def test_a_wrong_rubric_that_was_asked_for_is_refused(tmp_path: Path, registry: Registry) -> None:
    path = _written(tmp_path / "a.toml")
    (tmp_path / "own.toml").write_text("[rubric", "utf-8")
    with pytest.raises(TomlError, match=r"own\.toml:1:"):
        read_evaluations([path], registry, str(tmp_path / "own.toml"))


def test_only_judgements_by_the_rubric_that_was_asked_for_are_taken(
    tmp_path: Path, registry: Registry
) -> None:
    _written(tmp_path / "a.toml")
    _written(tmp_path / "b.toml", rubric="shenzhen-2020")
    found = read_evaluations([tmp_path], registry, "four-e")
    assert [each.file for each in found.read] == [str(tmp_path / "a.toml")]
    assert found.others == (str(tmp_path / "b.toml"),)
    assert [each.text(Lang.EN) for each in found.remarks] == [
        "files left out, for they are by another rubric: 1"
    ]
    with pytest.raises(UsageError, match="nothing was judged by four-e"):
        read_evaluations([tmp_path / "b.toml"], registry, "four-e")


def test_a_file_that_is_no_text_costs_itself(tmp_path: Path, registry: Registry) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xff\xfe")
    found = read_evaluations([path, _written(tmp_path / "b.toml")], registry)
    assert len(found.read) == 1 and len(found.failed) == 1
