"""Whenever a process ends, and however many threads ask at once: nothing is lost, and all of it can be undone."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from attrs import define
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reviewing.places import Place

from evalkit.errors import InputError
from evalkit.files import remove_file, write_file
from evalkit.reviewing import session
from evalkit.reviewing.changes import Change, Correct, Judge, Restore, Withdraw
from evalkit.reviewing.history import Step, append

CHANGES: tuple[Change, ...] = (
    Judge("petitions.content", "0.5", None, "缺附件", "评价员甲"),
    Correct("three_public_actual", "17", "万元", "决算", "评价员乙"),
    Judge("files", None, "1", "缺一份", "评价员甲"),
    Withdraw("petitions.content", "评价员甲"),
    Judge("files", "2", None, "已补", "评价员乙"),
    Restore("three_public_actual", "评价员乙"),
)


class Crash(BaseException):
    """The process ends here."""


@define
class Doom:
    """Ends the process after so many steps of saving; half a line of the history may be all that is left."""

    left: int

    def _step(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Crash

    def append(self, path: Path, step: Step) -> None:
        """Add to the history as evalkit does, as long as the process lives."""
        self._step()
        before = path.read_bytes() if path.exists() else b""
        append(path, step)
        if self.left == 0:
            whole = path.read_bytes()
            path.write_bytes(whole[: len(before) + (len(whole) - len(before)) // 2])
        self._step()

    def remove(self, path: Path) -> None:
        """Remove a file as evalkit does, as long as the process lives."""
        self._step()
        remove_file(path)
        self._step()

    def write(self, path: Path, data: bytes) -> None:
        """Write a file as evalkit does, as long as the process lives."""
        self._step()
        write_file(path, data)
        self._step()


Contents = tuple[bytes | None, bytes | None]


@settings(max_examples=20)
@given(
    fates=st.lists(st.integers(0, 4 * (len(CHANGES) + 2)), min_size=1, max_size=3), undone=st.integers(0, 2)
)
def test_a_process_may_end_at_any_moment(
    new_place: Callable[[], Place], fates: list[int], undone: int
) -> None:
    place = new_place()
    card, answered = place.review().scorecard, [place.contents()]
    for fate in fates:
        with pytest.MonkeyPatch.context() as patch:
            doom = Doom(fate)
            patch.setattr(session, "append", doom.append)
            patch.setattr(session, "write_file", doom.write)
            patch.setattr(session, "remove_file", doom.remove)
            was_undoing = _work(place, answered, undone)
        if was_undoing:
            assert place.contents() in answered
        elif place.contents() != answered[-1]:
            # What was being done has come to the files before it could be answered: it counts as done.
            place.review().undo("评价员甲", 1)
            assert place.contents() == answered[-1]
        answered = [*answered, place.contents()]
    review = place.review()
    while review.now().can_undo:
        review.undo("评价员甲", review.now().revision)
    assert (place.contents(), review.scorecard) == (answered[0], card)


def _work(place: Place, answered: list[Contents], undone: int) -> bool:
    """Review until the process ends, and note what was in the files at each answer; return whether it was undoing."""
    review = place.review()
    undoing = False
    try:
        for change in CHANGES:
            with suppress(InputError):
                review.apply(change, review.now().revision)
            answered.append(place.contents())
        undoing = True
        for _ in range(undone):
            review.undo("评价员甲", review.now().revision)
            answered.append(place.contents())
    except Crash:
        return undoing
    return False


def test_whatever_many_threads_do_at_once_is_done(place: Place) -> None:
    review = place.review()
    changes: tuple[Change, ...] = (
        Judge("cars", "2", None, "另有说明", "评价员甲"),
        Judge("petitions.content", "1", None, "完整", "评价员乙"),
        Judge("petitions.channel", "2", None, "热线少", "评价员丙"),
        Judge("files", None, "1", "缺一份", "评价员甲"),
        Correct("three_public_actual", "17", "万元", "决算", "评价员乙"),
        Correct("three_public_budget", "21", "万元", "批复", "评价员丙"),
        Correct("petition_channel_open", "false", "", "停用", "评价员甲"),
    )
    with ThreadPoolExecutor(len(changes)) as threads:
        list(threads.map(lambda change: review.apply(change, 1), changes))
    stand = review.now().stand
    assert stand.judged is not None and len(stand.judged.entries) == 4
    assert {id for id, fact in stand.sheet.facts.items() if fact.basis.value == "supplied"} == {
        "three_public_actual",
        "three_public_budget",
        "petition_channel_open",
    }
    lines = place.files.history.read_text("utf-8").splitlines()
    assert {json.loads(line)["by"] for line in lines} == {"评价员甲", "评价员乙", "评价员丙"}
    assert (len(lines), review.now().revision) == (7, 8)
    assert (stand.judgements, stand.facts) == place.contents()
