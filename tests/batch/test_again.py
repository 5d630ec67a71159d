import hashlib
from pathlib import Path

import pytest

from evalkit.batch import again
from evalkit.batch.again import NOTE, Note, remember, unchanged
from evalkit.batch.due import Due
from evalkit.batch.judging import JudgementFiles
from evalkit.batch.records import Records
from evalkit.batch.settings import Settings, environment
from evalkit.batch.summary import Summary
from evalkit.batch.work import Report
from evalkit.documents.limits import Limits
from evalkit.messages import Lang

FOUR_E = Settings("four-e")
NO_JUDGEMENTS = JudgementFiles()


@pytest.fixture
def report(tmp_path: Path) -> Report:
    path = tmp_path / "report.txt"
    path.write_text("报告", "utf-8")
    return Report("report.txt", path)


def noted(folder: Path, report: Report, rubric: Path, settings: Settings = FOUR_E) -> Note:
    """Record that the report failed, so that it is not due, and note by which rubric."""
    sha256 = hashlib.sha256(rubric.read_bytes()).hexdigest()
    note = Note("identity", ("four-e",), ((str(rubric), sha256),))
    records = Records(folder, note.rubrics)
    job = Due(note.identity, settings, NO_JUDGEMENTS, records, Summary(1)).job(report)
    assert job is not None
    records.fail(report.name, job.key, "不是报告")
    records.close()
    remember(settings, folder, note)
    return note


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    path = tmp_path / "rubric.toml"
    path.write_text("one", "utf-8")
    return path


def test_nothing_is_due_while_everything_is_what_it_was(tmp_path: Path, report: Report, rubric: Path) -> None:
    noted(tmp_path / "out", report, rubric)
    summary = unchanged([report], FOUR_E, NO_JUDGEMENTS, tmp_path / "out")
    assert summary is not None
    assert (summary.failed, summary.unchanged, summary.others) == ({"report.txt": "不是报告"}, 0, 0)


def test_results_of_other_reports_are_counted(tmp_path: Path, report: Report, rubric: Path) -> None:
    noted(tmp_path / "out", report, rubric)
    summary = unchanged([], FOUR_E, NO_JUDGEMENTS, tmp_path / "out")
    assert summary is not None
    assert summary.others == 1


def test_nobody_can_tell_after_a_change_of_anything(tmp_path: Path, report: Report, rubric: Path) -> None:
    out = tmp_path / "out"
    assert unchanged([report], FOUR_E, NO_JUDGEMENTS, out) is None
    noted(out, report, rubric)
    other = [Settings("four-e", lang=Lang.EN), Settings("four-e", limits=Limits(pages=1)), Settings(None)]
    assert [unchanged([report], each, NO_JUDGEMENTS, out) for each in other] == [None] * 3
    rubric.write_text("two", "utf-8")
    assert unchanged([report], FOUR_E, NO_JUDGEMENTS, out) is None
    rubric.unlink()
    assert unchanged([report], FOUR_E, NO_JUDGEMENTS, out) is None


def test_a_report_that_changed_or_cannot_be_read_is_due(tmp_path: Path, report: Report, rubric: Path) -> None:
    noted(tmp_path / "out", report, rubric)
    report.path.write_text("另一份", "utf-8")
    assert unchanged([report], FOUR_E, NO_JUDGEMENTS, tmp_path / "out") is None
    report.path.unlink()
    assert unchanged([report], FOUR_E, NO_JUDGEMENTS, tmp_path / "out") is None


@pytest.mark.parametrize("text", ["", "[]", "nonsense", '{"key": 1}', '{"key": {"identity": "x"}}'])
def test_a_note_that_is_none_is_no_note(
    tmp_path: Path, report: Report, rubric: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(tmp_path / "out", report, rubric)
    monkeypatch.setattr(again, "_key", lambda settings: "key")
    (tmp_path / "out" / NOTE).write_text(text, "utf-8")
    assert unchanged([report], FOUR_E, NO_JUDGEMENTS, tmp_path / "out") is None


def test_notes_of_several_ways_of_scoring_stand_beside_each_other(
    tmp_path: Path, report: Report, rubric: Path
) -> None:
    confirming = Settings("four-e", statements="confirm")
    noted(tmp_path / "out", report, rubric)
    remember(confirming, tmp_path / "out", Note("another", (), ()))
    assert unchanged([report], FOUR_E, NO_JUDGEMENTS, tmp_path / "out") is not None
    assert unchanged([], confirming, NO_JUDGEMENTS, tmp_path / "out") is not None


def test_the_environment_is_another_with_other_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    before = environment(FOUR_E)
    assert environment(Settings("shenzhen-2020")) == before
    assert environment(Settings("four-e", blocked=("decision",))) != before
    monkeypatch.setattr("evalkit.batch.settings.installed", tuple)
    assert environment(FOUR_E) != before
