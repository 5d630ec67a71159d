"""What is made of the figures of the benchmarks; the figures here are invented."""

import re
from typing import Any

from benchmarks.bars import bars
from benchmarks.contest import Result
from benchmarks.plot import picture

from benchmarks import report


def result(engine: str, *seconds: float, count: int = 1_000, off: str | None = None) -> dict[str, Any]:
    return {
        "engine": engine,
        "title": engine.title(),
        "count": count,
        "off": off,
        "seconds": list(seconds),
        "megabytes": 100.0,
    }


ONE = [
    result("evalkit", 1, 2, 1),
    result("python-cel", 3, 3, 3),
    result("zen-expression", off="disclosure of record 3: 0.0, not 3.0"),
]
COLUMNS = {"1000": [result("evalkit-columns", 1.0), result("openfisca", 9.0), result("numpy", 0.5)]}
BATCH = {
    "reports": 100,
    "workers": 2,
    "serial": [{"clock": 12.0}, {"clock": 10.0}],
    "pool": [{"clock": 6.0}, {"clock": 5.5}],
    "again": [{"clock": 0.22}, {"clock": 0.11}],
}
ASKED = {
    "rank with other weights": {"seconds": 2.0, "megabytes": 90.0},
    "simulate a threshold": {"seconds": 5.5, "megabytes": 80.0},
}
CROWDS = [{"reports": 50, "megabytes": 100.0, "worker_megabytes": 60.0, "asked": ASKED}]
STARTUP = {"argparse": [1.0, 2.0], "version": [2.0, 2.0], "help": [4.0, 8.0], "score": [40.0, 40.0]}


def test_a_ratio_is_the_median_of_the_ratios_of_the_rounds() -> None:
    mine, other = Result(**ONE[0]), Result(**ONE[1])
    assert mine.times(other) == 3
    assert Result(**result("few", 1.0, count=10)).times(Result(**result("many", 10.0, count=100))) == 1


def test_bars_are_met_or_not_and_an_engine_that_was_not_timed_has_none() -> None:
    found = {"one": ONE, "columns": COLUMNS, "batch": BATCH, "crowds": CROWDS, "startup": STARTUP}
    assert [(each.what, each.measured, each.met) for each in bars(found)] == [
        ("one record: Evalkit against Python-Cel", 3.0, True),
        ("1,000 records: Evalkit-Columns against Openfisca", 9.0, True),
        ("100 reports: 2 workers against the ideal", 1.1, True),
        ("100 reports: nothing changed against the first run", 0.02, True),
        ("50 reports in a batch: memory of all its processes", 220.0, True),
        ("50 reports: rank with other weights", 2.0, True),
        ("50 reports: simulate a threshold", 5.5, False),
        ("start-up: --version against importing argparse", 1.5, True),
        ("start-up: --help against importing argparse", 4.0, True),
        ("start-up: score against --help", 7.5, False),
    ]


def test_an_engine_that_disagrees_is_named_below_the_table() -> None:
    assert report.section("one", {"one": ONE}).endswith(
        "\nNot timed: Zen-Expression (disclosure of record 3: 0.0, not 3.0).\n"
    )


def test_the_picture_has_a_bar_for_each_engine_that_was_timed() -> None:
    results = [Result(**each) for each in ONE]
    said = re.findall(r"<text[^>]*>([^<]*)</text>", picture(results, {}))
    assert [text for text in said if text in {"Evalkit", "Python-Cel", "Zen-Expression"}] == [
        "Evalkit",
        "Python-Cel",
    ]
