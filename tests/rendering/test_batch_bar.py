import io

import pytest

from evalkit.messages import Lang
from evalkit.rendering import batch_bar
from evalkit.rendering.batch_bar import BatchBar


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(batch_bar, "time", found)
    return found


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    return Terminal()


def test_the_line_says_how_far_how_fast_and_how_many_failed(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = shown(monkeypatch)
    bar = BatchBar(stream, Lang.ZH, 40)
    clock.now += 2
    bar.show(done=20, failed=3, worked=10)
    bar.end()
    assert "20/40" in stream.getvalue()
    assert "每秒 5.0 份，失败 3 份" in stream.getvalue()


def test_it_is_not_drawn_more_often_than_anybody_could_see(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = shown(monkeypatch)
    bar = BatchBar(stream, Lang.EN, 4000)
    clock.now += 1
    bar.show(1, 0, 1)
    drawn = len(stream.getvalue())
    for done in range(2, 1000):
        bar.show(done, 0, done)
    assert len(stream.getvalue()) == drawn
    clock.now += 1
    bar.show(1000, 0, 1000)
    assert "500.0 a second, 0 failed" in stream.getvalue()
    bar.end()


def test_the_line_is_taken_away_in_the_end(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = shown(monkeypatch)
    BatchBar(stream, Lang.EN, 2).end()
    assert stream.getvalue().endswith("\x1b[2K")
