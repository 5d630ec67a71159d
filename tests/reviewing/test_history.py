"""What was done in a review, line by line: it outlives everything, and is believed only as far as it fits."""

import json
import os

import pytest
from tests.reviewing.places import Place
from tests.reviewing.test_session import CONTENT

from evalkit.errors import UsageError
from evalkit.reviewing.changes import Correct, Judge


def test_the_history_tells_who_changed_what_when_and_from_what(place: Place) -> None:
    review = place.review()
    review.apply(CONTENT, 1)
    review.undo("评价员乙", 2)
    first, second = map(json.loads, place.files.history.read_text("utf-8").splitlines())
    assert (first["by"], first["kind"], first["key"], first["at"]) == (
        "评价员甲",
        "judge",
        "judgement:petitions.content",
        "2031-03-01T09:30:01+08:00",
    )
    assert first["was"] is None
    assert first["now"]["marks"] == "0.5"
    assert (second["by"], second["undone"], second["was"]) == ("评价员乙", True, first["now"])


def test_what_was_saved_is_on_the_disk_with_its_names(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    written, sync = set(), os.fsync

    def noted(file: int) -> None:
        written.add(os.fstat(file).st_ino)
        sync(file)

    monkeypatch.setattr(os, "fsync", noted)
    place.review().apply(CONTENT, 1)
    expected = (place.files.history, place.files.judgements, place.folder)
    assert {path.stat().st_ino for path in expected} <= written


def test_undoing_goes_on_after_a_restart(place: Place) -> None:
    first = place.review()
    first.apply(CONTENT, 1)
    first.apply(Correct("three_public_actual", "17", "万元", "", "评价员甲"), 2)
    again = place.review()
    again.undo("评价员甲", 1)
    again.undo("评价员甲", 2)
    assert place.contents() == (None, None)
    assert not again.now().can_undo
    assert not place.review().now().can_undo


def test_a_line_of_the_history_that_was_never_finished_costs_nothing(place: Place) -> None:
    place.review().apply(CONTENT, 1)
    with place.files.history.open("ab") as file:
        file.write('{"at": "2031-03-01T09:31:00+08:00", "by": "评价'.encode()[:-1])
    again = place.review()
    assert again.now().can_undo
    again.apply(Judge("files", "1", None, "大致齐全", "评价员甲"), 1)
    last = place.review()
    last.undo("评价员甲", 1)
    last.undo("评价员甲", 2)
    assert place.contents() == (None, None)


@pytest.mark.parametrize(
    "change",
    [
        {"file": "other"},
        {"file": ["facts"]},
        {"key": 3},
        {"before": 3},
        {"edit": [float("inf"), "", ""]},
        {"edit": [-1, "", ""]},
        {"edit": [0, None, ""]},
        {"edit": [0, "", "", ""]},
        {"more": 1},
    ],
)
def test_a_line_of_the_history_that_is_none_costs_nothing(place: Place, change: dict[str, object]) -> None:
    place.review().apply(CONTENT, 1)
    line = json.loads(place.files.history.read_bytes())
    place.files.history.write_text(json.dumps(line | change), "utf-8")
    assert not place.review().now().can_undo


@pytest.mark.parametrize("removed", ["# anything", "\ud800"])
def test_nothing_is_undone_by_a_history_that_somebody_changed(place: Place, removed: str) -> None:
    review = place.review()
    review.apply(CONTENT, 1)
    review.apply(Judge("files", "1", None, "大致齐全", "评价员甲"), 2)
    kept = place.contents()
    first, last = place.files.history.read_text("utf-8").splitlines()
    line = json.loads(last)
    line["edit"][1] = removed
    place.files.history.write_text(f"{first}\n{json.dumps(line)}\n", "utf-8")
    with pytest.raises(UsageError, match="the history was changed: nothing can be undone by it"):
        place.review().undo("评价员甲", 1)
    assert place.contents() == kept


def test_a_change_that_was_announced_and_never_made_is_not_undone(place: Place) -> None:
    review = place.review()
    review.apply(CONTENT, 1)
    kept = place.contents()
    review.apply(Judge("files", "1", None, "大致齐全", "评价员甲"), 2)
    place.files.judgements.write_bytes(kept[0] or b"")
    again = place.review()
    again.undo("评价员甲", 1)
    assert place.contents() == (None, None)


def test_an_undoing_that_was_announced_and_never_made_can_be_made(place: Place) -> None:
    review = place.review()
    review.apply(CONTENT, 1)
    kept = place.contents()
    review.undo("评价员甲", 2)
    place.files.judgements.write_bytes(kept[0] or b"")
    again = place.review()
    assert again.now().can_undo
    again.undo("评价员甲", 1)
    assert place.contents() == (None, None)
