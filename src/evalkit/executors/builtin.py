"""The executors that evalkit brings; each is imported when it is used."""

from collections.abc import Generator, Iterator
from typing import Any

from evalkit.executors.executor import Ended, Executor, Preparation, Resources


def builtin_executors() -> list[Executor]:
    """Return the executors by which evalkit works on many reports."""
    return [
        Executor("serial", "逐份", _serial),
        Executor("pool", "本机多进程", _pool),
        Executor("dask", "Dask 集群", _dask),
    ]


def _serial(prepare: Preparation, jobs: Iterator[Any], resources: Resources) -> Generator[Ended, None, None]:
    from evalkit.executors.serial import run

    return run(prepare, jobs, resources)


def _pool(prepare: Preparation, jobs: Iterator[Any], resources: Resources) -> Generator[Ended, None, None]:
    from evalkit.executors.pool import run

    return run(prepare, jobs, resources)


def _dask(prepare: Preparation, jobs: Iterator[Any], resources: Resources) -> Generator[Ended, None, None]:
    from evalkit.executors.dask_cluster import run

    return run(prepare, jobs, resources)
