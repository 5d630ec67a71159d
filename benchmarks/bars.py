"""What evalkit is held to: ratios within one run, and whether they are met."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.asking import HELD
from benchmarks.batch import WORKERS
from benchmarks.contest import Result
from benchmarks.startup import ratios

MOST_MEGABYTES = 600.0
MOST_OF_A_BATCH = 2_000.0
MOST_OF_A_QUESTION = 5.0


@dataclass(frozen=True)
class Bar:
    """Something measured beside its limit, which is a least value or, where `most`, a greatest one."""

    what: str
    measured: float
    limit: float
    most: bool = False
    unit: str = "×"

    @property
    def met(self) -> bool:
        """Return whether the limit is kept."""
        return self.measured <= self.limit if self.most else self.measured >= self.limit


def bars(found: dict[str, Any]) -> Iterator[Bar]:
    """Yield the bars for which something was measured, in the order of the sections."""
    if "one" in found:
        yield from _one([Result(**each) for each in found["one"]])
    for count, results in found.get("columns", {}).items():
        yield from _columns(int(count), [Result(**each) for each in results])
    if "batch" in found:
        yield from _batch(found["batch"])
    if found.get("crowds"):
        last = found["crowds"][-1]
        whole = last["megabytes"] + last["worker_megabytes"] * WORKERS
        what = f"{last['reports']:,} reports in a batch: memory of all its processes"
        yield Bar(what, whole, MOST_OF_A_BATCH, most=True, unit="MB")
        for question in HELD if "asked" in last else ():
            seconds = last["asked"][question]["seconds"]
            what = f"{last['reports']:,} reports: {question}"
            yield Bar(what, seconds, MOST_OF_A_QUESTION, most=True, unit="s")
    if "startup" in found:
        names = {"argparse": "importing argparse", "help": "--help", "version": "--version", "score": "score"}
        for what, against, ratio, limit in ratios(found["startup"]):
            yield Bar(f"start-up: {names[what]} against {names[against]}", ratio, limit, most=True)


def _one(results: list[Result]) -> Iterator[Bar]:
    for mine, others in (
        ("evalkit", (("python-cel", 2.0), ("zen-expression", 2.0))),
        ("evalkit-scorecard", (("python-cel", 0.5), ("zen", 2.0))),
    ):
        for other, least in others:
            yield from _against("one record", results, mine, other, least)


def _columns(count: int, results: list[Result]) -> Iterator[Bar]:
    where = f"{count:,} records"
    yield from _against(where, results, "evalkit-columns", "openfisca", 8.0 if count < 10_000 else 1.6)
    if count >= 100_000:
        yield from _against(where, results, "evalkit-columns", "numpy", 0.6)
    mine = _timed(results, "evalkit-columns")
    if mine is not None and count >= 1_000_000:
        yield Bar(f"{where}: memory", mine.megabytes, MOST_MEGABYTES, most=True, unit="MB")


def _batch(found: dict[str, Any]) -> Iterator[Bar]:
    best = {name: min(each["clock"] for each in found[name]) for name in ("serial", "pool", "again")}
    reports, workers = found["reports"], found["workers"]
    ideal = best["serial"] / workers
    yield Bar(
        f"{reports:,} reports: {workers} workers against the ideal", best["pool"] / ideal, 1.1, most=True
    )
    yield Bar(
        f"{reports:,} reports: nothing changed against the first run",
        best["again"] / best["pool"],
        0.02,
        most=True,
    )


def _against(where: str, results: list[Result], mine: str, other: str, least: float) -> Iterator[Bar]:
    ours, its = _timed(results, mine), _timed(results, other)
    if ours is not None and its is not None:
        yield Bar(f"{where}: {ours.title} against {its.title}", ours.times(its), least)


def _timed(results: list[Result], name: str) -> Result | None:
    return next((each for each in results if each.engine == name and each.off is None), None)
