"""A batch: what is due, what is written down, and what a second run does."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen

from evalkit.batch.judging import JudgementFiles, find_judgements
from evalkit.batch.records import DATABASE
from evalkit.batch.run import find_executor, run
from evalkit.batch.scoring import Preparation, identity
from evalkit.batch.settings import Settings
from evalkit.batch.standards import standards
from evalkit.batch.summary import Summary
from evalkit.batch.work import find_reports
from evalkit.errors import UsageError
from evalkit.executors.executor import Executor, Lost, Resources
from evalkit.messages import Lang, say
from evalkit.registry import Registry, load_plugins


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_plugins()


FOUR_E = Settings("four-e")


@frozen
class Batches:
    """Runs batches of the reports in one folder into one output folder; notes which reports were worked on."""

    registry: Registry
    folder: Path
    output: Path
    settings: Settings = FOUR_E
    executor: str = "serial"

    def run(self, stop_after: int | None = None, watch: Any = None) -> tuple[Summary, list[str]]:
        """Return what became of the reports, and which of them were worked on."""
        worked: list[str] = []
        chosen = find_executor(self.executor, self.registry)

        def noting(prepare: Any, jobs: Iterator[Any], resources: Resources) -> Any:
            for job, result in chosen.run(prepare, jobs, resources):
                if len(worked) == stop_after:
                    raise KeyboardInterrupt
                worked.append(job.report)
                yield job, result

        by = standards(self.settings, self.registry)
        judgements = self.folder.parent / "judgements"
        summary = run(
            find_reports([self.folder], self.output),
            Preparation(self.settings, identity(self.settings, by), (self.registry, by)),
            by,
            Executor("noting", "记录", noting),
            Resources(workers=2),
            self.output,
            find_judgements(judgements) if judgements.exists() else None,
            watch,
        )
        return summary, worked

    def query(self, sql: str) -> list[Any]:
        """Return what the results database answers."""
        with closing(sqlite3.connect(self.output / DATABASE)) as connection:
            return connection.execute(sql).fetchall()

    def card(self, name: str) -> Path:
        return self.output / "scorecards" / "four-e" / f"{name}.json"

    def written(self) -> dict[str, bytes]:
        """Return everything that was written, by its path, but for the database."""
        files = sorted(path for path in (self.output / "scorecards").rglob("*") if path.is_file())
        return {str(path.relative_to(self.output)): path.read_bytes() for path in files}


@pytest.fixture
def batches(registry: Registry, reports: Callable[[int], Path], tmp_path: Path) -> Batches:
    return Batches(registry, reports(4), tmp_path / "out")


ALL = ["000.txt", "001.txt", "002.txt", "003.txt"]


def test_a_second_run_does_nothing(batches: Batches) -> None:
    first, worked = batches.run()
    assert (first.scored, worked) == (4, ALL)
    before = batches.written()
    second, worked = batches.run()
    assert (second.scored, second.unchanged, worked) == (0, 4, [])
    assert batches.written() == before


def test_a_second_run_does_what_is_new_or_changed_and_makes_again_what_was_deleted(batches: Batches) -> None:
    batches.run()
    deleted = batches.card("000.txt")
    before = deleted.read_bytes()
    deleted.unlink()
    (batches.folder / "001.txt").write_text((batches.folder / "002.txt").read_text("utf-8"), "utf-8")
    (batches.folder / "new.txt").write_text((batches.folder / "003.txt").read_text("utf-8"), "utf-8")
    summary, worked = batches.run()
    assert worked == ["000.txt", "001.txt", "new.txt"]
    assert (summary.scored, summary.unchanged) == (3, 2)
    assert deleted.read_bytes() == before


@pytest.mark.parametrize(
    "settings",
    [
        Settings("four-e", lang=Lang.EN),
        Settings("shenzhen-2020"),
        Settings("four-e", blocked=("decision",)),
    ],
    ids=["language", "rubric", "plugins"],
)
def test_whatever_a_scorecard_depends_on_makes_it_due(batches: Batches, settings: Settings) -> None:
    batches.run()
    registry = load_plugins(settings.blocked)
    assert evolve(batches, settings=settings, registry=registry).run()[1] == ALL
    assert evolve(batches, settings=settings, registry=registry).run()[1] == []


def test_a_version_of_evalkit_makes_everything_due(batches: Batches, monkeypatch: pytest.MonkeyPatch) -> None:
    batches.run()
    monkeypatch.setattr("evalkit.batch.settings.__version__", "99.0")
    assert batches.run()[1] == ALL


def test_two_rubrics_stand_beside_each_other(batches: Batches) -> None:
    batches.run()
    evolve(batches, settings=Settings("shenzhen-2020")).run()
    assert batches.run()[1] == []
    folders = {name.split("/")[1] for name in batches.written()}
    assert folders == {"four-e", "shenzhen-2020"}
    assert batches.query("SELECT rubric_id, count(*) FROM scorecards GROUP BY 1") == [
        ("four-e", 4),
        ("shenzhen-2020", 4),
    ]


def test_without_a_rubric_each_report_chooses_its_own_and_stays_with_it(
    batches: Batches, reports: Callable[[int], Path]
) -> None:
    chosen = (batches.folder / "000.txt").read_text("utf-8").replace("某区", "深圳市")
    (batches.folder / "000.txt").write_text(chosen, "utf-8")
    choosing = evolve(batches, settings=Settings())
    summary, worked = choosing.run()
    assert worked == ALL
    assert list(choosing.written()) == ["scorecards/shenzhen-2020/000.txt.json"]
    assert summary.failed["001.txt"] == (
        "没有适用于“某区教育局”2020 年度报告的评分标准（可用：用 --rubric 指定：four-e、project-self-evaluation、"
        "project-self-evaluation-capped、shenzhen-2020、sichuan-2017、yueyang-2018）"
    )
    again, worked = choosing.run()
    assert (worked, again.unchanged, sorted(again.failed)) == ([], 1, ALL[1:])


def test_a_text_without_any_fact_is_no_report_that_could_be_ranked(batches: Batches) -> None:
    (batches.folder / "001.txt").write_text(
        "关于召开运动会的通知\n\n各科室：定于下周召开运动会，请按时参加。\n", "utf-8"
    )
    summary, _ = batches.run()
    assert summary.failed == {"001.txt": "没有读到任何指标数据，可能不是绩效评价报告"}
    assert len(batches.written()) == 3


def test_what_a_report_is_at_fault_for_is_said_again_without_trying_again(batches: Batches) -> None:
    (batches.folder / "001.txt").write_bytes(b"")
    for expected in (ALL, []):
        summary, worked = batches.run()
        assert (summary.failed, worked) == ({"001.txt": "文件是空的"}, expected)
    assert batches.query("SELECT report, reason FROM failures") == [("001.txt", "文件是空的")]
    assert not batches.card("001.txt").exists()


def test_a_report_that_fails_has_no_result_of_an_earlier_time(batches: Batches) -> None:
    batches.run()
    (batches.folder / "001.txt").write_bytes(b"")
    batches.run()
    assert not batches.card("001.txt").exists()
    assert batches.query("SELECT name FROM reports ORDER BY 1") == [("000.txt",), ("002.txt",), ("003.txt",)]


def test_what_was_lost_on_the_way_is_tried_again(batches: Batches, monkeypatch: pytest.MonkeyPatch) -> None:
    def losing(prepare: Any, jobs: Iterator[Any], resources: Resources) -> Any:
        for job in jobs:
            yield job, Lost(say("丢失", "lost"))

    lossy = Executor("serial", "丢失", losing)
    with monkeypatch.context() as patch:
        patch.setattr("evalkit.registry.Registry.executors", {"serial": lossy})
        assert batches.run()[0].failed == dict.fromkeys(ALL, "丢失")
    summary, worked = batches.run()
    assert (summary.scored, summary.failed, worked) == (4, {}, ALL)
    assert batches.query("SELECT count(*) FROM failures") == [(0,)]


def test_an_interruption_keeps_what_is_done_and_the_next_run_goes_on(batches: Batches) -> None:
    summary, worked = batches.run(stop_after=2)
    assert (summary.is_interrupted, summary.scored, worked) == (True, 2, ALL[:2])
    assert batches.query("SELECT name FROM reports ORDER BY 1") == [("000.txt",), ("001.txt",)]
    summary, worked = batches.run()
    assert (summary.is_interrupted, summary.unchanged, worked) == (False, 2, ALL[2:])


def test_judgements_find_their_report_by_its_digest_and_count_among_what_it_depends_on(
    batches: Batches,
) -> None:
    batches.run()
    card = json.loads(batches.card("001.txt").read_bytes())
    missing = next(each["id"] for each in card["missing"] if each["id"].startswith("judgement:"))
    indicator, _, item = missing.removeprefix("judgement:").partition(".")
    folder = batches.folder.parent / "judgements"
    folder.mkdir()
    (folder / "anything.toml").write_text(
        f'[judgements]\nreport = "{card["report"]["sha256"]}"\nrubric = "four-e"\nby = "评价组"\nat = 2021-05-01\n'
        f'[[judgement]]\nindicator = "{indicator}"\n{f"item = {json.dumps(item)}" if item else ""}\n'
        'marks = 0\nreason = "没有材料"\n',
        "utf-8",
    )
    assert batches.run()[1] == ["001.txt"]
    judged = json.loads(batches.card("001.txt").read_bytes())
    assert judged["judgements_sha256"] is not None
    assert missing not in {each["id"] for each in judged["missing"]}
    assert batches.run()[1] == []


def test_progress_is_told_after_each_report(batches: Batches) -> None:
    told: list[int] = []
    batches.run(watch=lambda summary: told.append(summary.done))
    assert told == [1, 2, 3, 4]


def test_the_pool_writes_the_same_bytes_and_rows_as_one_report_after_the_other(
    batches: Batches, tmp_path: Path
) -> None:
    (batches.folder / "broken.txt").write_bytes(b"\0\1\2")
    pooled = evolve(batches, output=tmp_path / "pooled", executor="pool")
    assert pooled.run()[0].failed == batches.run()[0].failed
    assert pooled.written() == batches.written()
    for question in (
        "SELECT * FROM v_scores ORDER BY report",
        "SELECT * FROM v_lost_marks ORDER BY report, indicator, part, reason",
        "SELECT * FROM v_indicators ORDER BY report, indicator",
        "SELECT fact, value_exact, evidence FROM facts ORDER BY evidence, fact",
    ):
        assert pooled.query(question) == batches.query(question) != []


def test_an_output_folder_that_cannot_be_used_is_one_line(batches: Batches, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError) as raised:
        evolve(batches, output=tmp_path / "file").run()
    assert raised.value.text(Lang.ZH) == f"{tmp_path / 'file' / 'scorecards'}: 路径中有一段不是文件夹"


def test_corrected_facts_beside_judgements_are_no_judgements(tmp_path: Path) -> None:
    (tmp_path / "report.txt.facts.toml").write_text('[[fact]]\nid = "year"\nvalue = 2020\n', "utf-8")
    assert find_judgements(tmp_path) == JudgementFiles({}, set())
