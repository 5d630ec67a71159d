"""Jobs that do what they are called, in a module that every process finds."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

SOURCE = """
import os, signal, sys, time

from evalkit.errors import UsageError, Problem
from evalkit.messages import say


def prepare():
    return work


def refuse():
    raise UsageError(Problem(say("没有准备好", "not prepared")))


def leave():
    os._exit(9)


def work(job):
    word, _, number = job.partition(" ")
    return DONE[word](number)


def echo(number):
    return number, os.getpid()


def kill(number):
    os.kill(os.getpid(), signal.SIGKILL)


def leaves(number):
    os._exit(7)


def hang(number):
    import subprocess
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    with open(number, "w") as file:
        file.write(str(child.pid))
    time.sleep(600)


def eat(number):
    held = []
    while True:
        held.append(bytearray(1 << 24))


HELD = []


def fill(number):
    try:
        while True:
            HELD.append(bytearray(1 << 24))
    except MemoryError:
        return number


def short(number):
    raise MemoryError


def need(number):
    return len(bytearray(1 << 26))


def nap(number):
    time.sleep(0.05)
    return number, os.getpid()


def fail(number):
    raise ValueError(number)


def large(number):
    return "x" * int(number)


DONE = {each.__name__: each for each in (echo, kill, leaves, hang, eat, fill, short, need, nap, fail, large)}
"""


@pytest.fixture
def doing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A module whose `prepare` gives what does a job; workers import it from the same folder."""
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "doing.py").write_text(SOURCE, "utf-8")
    monkeypatch.syspath_prepend(folder)
    doing = import_module("doing")

    yield doing
    del sys.modules["doing"]
