import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from evalkit import hookimpl
from evalkit.errors import UsageError
from evalkit.executors.builtin import builtin_executors
from evalkit.executors.executor import Executor, Resources
from evalkit.executors.serial import run
from evalkit.messages import Lang
from evalkit.registry import registry_of


def test_evalkit_brings_three_executors() -> None:
    assert [each.name for each in builtin_executors()] == ["serial", "pool", "dask"]
    assert list(registry_of({}).executors) == ["serial", "pool", "dask"]


def test_one_after_the_other_prepares_once_and_only_when_there_is_something_to_do() -> None:
    prepared: list[str] = []

    def prepare() -> Callable[[int], int]:
        prepared.append("once")
        return lambda job: job * 2

    assert list(run(prepare, iter(()), Resources())) == []
    assert prepared == []
    assert list(run(prepare, iter((1, 2, 3)), Resources())) == [(1, 2), (2, 4), (3, 6)]
    assert prepared == ["once"]


def test_without_dask_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    dask = registry_of({}).executors["dask"]
    with pytest.raises(UsageError) as raised:
        list(dask.run(lambda: len, iter(("a job",)), Resources(scheduler="tcp://127.0.0.1:1")))
    assert raised.value.text(Lang.ZH) == "没有安装 Dask（可用：pip install 'evalkit-scorecard[dask]'）"


def test_what_is_no_executor_and_a_name_that_is_taken_are_named() -> None:
    def given() -> list[object]:
        return [print, Executor("pool", "另一个", run)]

    registry = registry_of({"other": SimpleNamespace(evalkit_executors=hookimpl(given))})
    nonsense, taken = (fault.text(Lang.ZH) for fault in registry.faults)
    assert nonsense == (
        "插件 other：evalkit_executors 返回的列表中有 builtin_function_or_method，应为 list[Executor]"
    )
    assert taken.startswith("插件 other：执行方式“pool”已属于插件 core（")
    assert registry.executors["pool"].title == "本机多进程"
