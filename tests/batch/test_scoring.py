import hashlib
import pickle
from pathlib import Path

import pytest

from evalkit.batch import scoring
from evalkit.batch.outcome import Scored, Unscored
from evalkit.batch.scoring import Identity, Preparation, identity
from evalkit.batch.settings import Settings
from evalkit.batch.standards import standards
from evalkit.batch.work import Job
from evalkit.errors import UsageError
from evalkit.messages import Lang
from evalkit.registry import load_plugins

REPORT = Path(__file__).parents[2] / "examples" / "report.txt"
FOUR_E = Settings("four-e")


def prepared(settings: Settings = FOUR_E) -> Preparation:
    registry = load_plugins()
    by = standards(settings, registry)
    return Preparation(settings, identity(settings, by), (registry, by))


def test_another_process_is_told_how_to_prepare_itself_and_nothing_more() -> None:
    preparation = prepared()
    received = pickle.loads(pickle.dumps(preparation))  # noqa: S301  our own
    assert (received, hash(received)) == (preparation, hash(preparation))
    assert received.loaded is None
    assert len(pickle.dumps(preparation)) < 1000


def test_a_report_that_changed_since_it_was_looked_at_is_not_scored() -> None:
    outcome = prepared()()(Job("report.txt", str(REPORT), "key", "another digest"))
    assert outcome == Unscored("读取期间文件被改动")


def test_what_evalkit_itself_fails_at_costs_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*given: object) -> None:
        raise ZeroDivisionError("in\nthe middle")

    monkeypatch.setattr(scoring, "source_of", failing)
    outcome = prepared()()(Job("report.txt", str(REPORT), "key", "digest"))
    assert outcome == Unscored("出错：ZeroDivisionError: in the middle")


def test_a_result_is_small_and_can_be_sent() -> None:
    sha256 = hashlib.sha256(REPORT.read_bytes()).hexdigest()
    outcome = prepared()()(Job("report.txt", str(REPORT), "key", sha256))
    assert isinstance(outcome, Scored)
    assert pickle.loads(pickle.dumps(outcome)) == outcome  # noqa: S301  our own
    assert len(pickle.dumps(outcome)) < 4 * len(outcome.card)


@pytest.mark.parametrize("expected", [Identity("other plugins", "x"), None])
def test_a_process_with_other_plugins_or_another_rubric_refuses(
    expected: Identity | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = prepared().expected
    preparation = Preparation(FOUR_E, expected or Identity(there.environment, "another rubric"))
    if expected is not None:
        monkeypatch.setattr(scoring, "load_plugins", None)  # none is loaded
    with pytest.raises(UsageError) as raised:
        preparation()
    assert raised.value.text(Lang.ZH) == "工作进程的 evalkit、插件或评分标准与批次开始时不同"
