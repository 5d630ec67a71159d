"""What was measured, as tables of Markdown, and the page that they stand in."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import growth, plot
from benchmarks.bars import bars
from benchmarks.contest import Result
from benchmarks.startup import ratios

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
PICTURE = PAGE.with_suffix(".svg")
GROWTH = PAGE.with_name("growth.svg")
BEGIN, END = "<!-- measured by python -m benchmarks -->", "<!-- end of what was measured -->"


def write(found: dict[str, Any]) -> None:
    """Put everything in `found` between the marks of the page, and draw its picture."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    names = [name for name in _SECTIONS if name in found]
    parts = [_where(found), *_bars(found), *(section(name, found) for name in names)]
    if "one" in found and "columns" in found:
        PICTURE.write_text(plot.picture(_results(found["one"]), _tables(found["columns"])), encoding="utf-8")
        parts.insert(1, f"![Records a second, by engine]({PICTURE.name})\n")
    if "crowds" in found and "length" in found:
        GROWTH.write_text(growth.picture(found["crowds"], found["length"]), encoding="utf-8")
        parts.append(f"![Time and memory against number of reports and length of a report]({GROWTH.name})\n")
    PAGE.write_text("\n".join([f"{before}{BEGIN}\n", *parts, f"{END}{after}"]), encoding="utf-8")


def section(name: str, found: dict[str, Any]) -> str:
    """Return one section as Markdown."""
    return "\n".join(_SECTIONS[name](found[name])) + "\n"


def _where(found: dict[str, Any]) -> str:
    here = found["machine"]
    memory = f", {here['memory_gb']:g} GB" if here["memory_gb"] else ""
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    return (
        f"Measured on {here['processor']}, {here['cores']} cores{memory}, {here['system']}, {here['python']}; "
        f"medians of {found['rounds']} rounds, taken in turn, of the time of the processor or by the clock, whichever is less.\n\nVersions: {versions}.\n"
    )


def _bars(found: dict[str, Any]) -> list[str]:
    """Return the table of what evalkit is held to."""
    rows = [
        (
            each.what,
            f"{each.measured:,.0f} {each.unit}" if each.unit == "MB" else f"{each.measured:,.2f} {each.unit}",
            f"{'at most' if each.most else 'at least'} {each.limit:g} {each.unit}",
            "yes" if each.met else "no",
        )
        for each in bars(found)
    ]
    return ["\n".join(["### What is asked for\n", *_table(("", "measured", "limit", "met"), rows)]) + "\n"]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [_row(head), _row(["---", *["---:"] * (len(head) - 1)]), *map(_row, rows)]


def _results(found: list[dict[str, Any]]) -> list[Result]:
    return [Result(**each) for each in found]


def _tables(found: dict[str, list[dict[str, Any]]]) -> dict[int, list[Result]]:
    return {int(count): _results(results) for count, results in found.items()}


def _times(result: Result, other: Result | None) -> str:
    return "" if other is None else f"{result.times(other):.2f}"


def _timed(results: list[Result], name: str) -> Result | None:
    return next((each for each in results if each.engine == name and each.off is None), None)


def _one(found: list[dict[str, Any]]) -> list[str]:
    results = _results(found)
    cel, zen = _timed(results, "python-cel"), _timed(results, "zen")
    ordered = sorted((each for each in results if each.off is None), key=lambda each: -each.rate)
    rows = [
        (
            each.title,
            f"{each.rate:,.0f}",
            f"{1e6 / each.rate:,.1f}",
            _times(each, cel),
            _times(each, zen),
        )
        for each in ordered
    ]
    head = ("one record, warm", "records/s", "µs a record", "× python-cel", "× Zen, decision")
    return ["### One record\n", *_table(head, rows), *_off(results)]


def _columns(found: dict[str, list[dict[str, Any]]]) -> list[str]:
    lines = ["### Columns\n"]
    for count, results in _tables(found).items():
        fisca, numpy = _timed(results, "openfisca"), _timed(results, "numpy")
        rows = [
            (
                each.title,
                f"{median(each.seconds) * 1e3:,.2f}",
                f"{each.rate / 1e6:,.2f}",
                _times(each, fisca),
                _times(each, numpy),
                f"{each.megabytes:,.0f}",
            )
            for each in results
            if each.off is None
        ]
        head = (f"{count:,} records", "ms", "million/s", "× OpenFisca", "× numpy by hand", "peak MB")
        lines += [*_table(head, rows), *_off(results), ""]
    return lines[:-1]


def _off(results: list[Result]) -> list[str]:
    """Return what is said of engines that were not timed."""
    return [f"\nNot timed: {each.title} ({each.off})." for each in results if each.off is not None]


_STARTED = {
    "argparse": '`python -c "import argparse"`',
    "version": "`evalkit --version`",
    "help": "`evalkit --help`",
    "score": "`evalkit score` of one text report",
}


def _startup(found: dict[str, list[float]]) -> list[str]:
    held = {what: (against, ratio, bar) for what, against, ratio, bar in ratios(found)}
    rows = []
    for name, seconds in found.items():
        against, ratio, bar = held.get(name, ("", 0.0, 0.0))
        said = (f"{ratio:.1f} × {_STARTED[against]}", f"{bar:g} ×") if against else ("", "")
        rows.append((_STARTED[name], f"{median(seconds) * 1e3:,.0f}", *said))
    return ["### Start-up\n", *_table(("command", "ms", "ratio", "at most"), rows)]


def _length(found: list[dict[str, Any]]) -> list[str]:
    rows = [
        (
            f"{each['pages']:,}",
            f"{each['characters']:,}",
            f"{each['seconds'] * 1e3:,.0f}",
            f"{each['seconds'] * 1e6 / each['characters']:,.1f}",
            f"{each['megabytes']:,.0f}",
        )
        for each in found
    ]
    head = ("pages", "characters", "ms", "µs a character", "peak MB")
    return ["### Length of a report\n", *_table(head, rows)]


def _batch(found: dict[str, Any]) -> list[str]:
    """Return the table of a batch; by the clock the best round counts, for the machine may have other work."""
    serial, pool, again = found["serial"], found["pool"], found["again"]
    best = {name: min(each["clock"] for each in found[name]) for name in ("serial", "pool", "again")}
    used = {name: median(each["processor"] for each in found[name]) for name in ("serial", "pool", "again")}
    ideal = best["serial"] / found["workers"]
    said = {
        "serial": ("", ""),
        "pool": (
            f"{best['pool'] / ideal:.3f} × the ideal {ideal:.1f} s; processor {used['pool'] / used['serial']:.3f} ×",
            "1.1 ×",
        ),
        "again": (f"{best['again'] / best['pool']:.2%} of the first", "2%"),
    }
    titles = {
        "serial": "one process",
        "pool": f"{found['workers']} workers",
        "again": "once more, nothing changed",
    }
    rows = [
        (
            titles[name],
            f"{best[name]:.2f}",
            f"{used[name]:.2f}",
            *said[name],
            f"{max(each['megabytes'] for each in rounds):,.0f}",
        )
        for name, rounds in (("serial", serial), ("pool", pool), ("again", again))
    ]
    head = (
        f"{found['reports']:,} reports",
        "s by the clock",
        "s of the processor",
        "ratio",
        "at most",
        "peak MB",
    )
    return ["### A batch\n", *_table(head, rows)]


def _crowds(found: list[dict[str, Any]]) -> list[str]:
    rows = [
        (
            f"{each['reports']:,}",
            f"{each['clock']:,.1f}",
            f"{each['reports'] / each['clock']:,.0f}",
            f"{each['processor'] * 1e3 / each['reports']:,.1f}",
            f"{each['megabytes']:,.0f}",
            f"{each['worker_megabytes']:,.0f}",
        )
        for each in found
    ]
    head = (
        "reports, 2 workers",
        "s by the clock",
        "reports/s",
        "ms of the processor a report",
        "peak MB",
        "peak MB of a worker",
    )
    asked = [
        (name, f"{took['seconds']:.2f}", f"{took['megabytes']:,.0f}")
        for name, took in found[-1].get("asked", {}).items()
    ]
    questions = _table((f"question to {found[-1]['reports']:,} reports", "s", "peak MB"), asked)
    return ["### Number of reports\n", *_table(head, rows), *(questions if asked else ())]


_SECTIONS: dict[str, Callable[[Any], list[str]]] = {
    "one": _one,
    "columns": _columns,
    "startup": _startup,
    "length": _length,
    "batch": _batch,
    "crowds": _crowds,
}
