"""How large the review page of a long report is, and how long it takes to write and to show.

``python -m benchmarks.page [PAGES]`` scores the example report with so many pages of prose behind it (30 by
default), writes its review page as a file and as it is served, and shows both in Chromium, each five times. It
ends with 1 when a page is larger or slower than it may be.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.clock import Clock
from benchmarks.reading import plain

RUBRIC = "shenzhen-2020"
ROUNDS = 5
MOST_MEGABYTES = 1.5
MOST_SECONDS = 1.0
_SHOWN = "performance.getEntriesByType('navigation')[0].loadEventEnd / 1000"


def pages_of(report: Path) -> dict[str, Callable[[], str]]:
    """Return what writes the pages of a report: the file, and the page that a review serves."""
    from evalkit.journey import prepare, score_sheet
    from evalkit.messages import Lang
    from evalkit.registry import load_plugins
    from evalkit.rendering.renderer import View
    from evalkit.rendering.review.page import render
    from evalkit.reviewing.answers import Answers
    from evalkit.reviewing.session import Files, Review

    registry = load_plugins()
    ready = prepare([report], RUBRIC, registry)
    card = score_sheet(ready.found, ready.standard.rubric, registry)
    files = Files(report.with_suffix(".judgements.toml"), report.with_suffix(".facts.toml"))
    answers = Answers(Review(ready, registry, files), Lang.ZH)
    view = View(documents=ready.found.documents)
    return {"file": lambda: render(card, view), "served": answers.page}


def shown(path: Path) -> float:
    """Return the median of the seconds from asking for a page until all of it is loaded and laid out."""
    from tests.browsing import chromium, opened_page

    seconds = []
    with chromium() as browser:
        for _ in range(ROUNDS):
            page: Any = opened_page(browser).page
            page.goto(path.as_uri())
            page.wait_for_function("() => performance.getEntriesByType('navigation')[0].loadEventEnd > 0")
            seconds.append(page.evaluate(_SHOWN))
            page.close()
    return float(median(seconds))


def main(pages: int) -> int:
    """Measure and print; return 1 when something is larger or slower than it may be."""
    too_much = False
    example = Path(__file__).parents[1] / "examples" / "report.txt"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.txt")
        report.write_text(example.read_text("utf-8") + plain(pages), "utf-8")
        for name, write in pages_of(report).items():
            taken = []
            for _ in range(ROUNDS):
                clock = Clock()
                text = write()
                taken.append(clock.seconds)
            path = Path(folder, f"{name}.html")
            path.write_text(text, "utf-8")
            size, seconds = path.stat().st_size / 1e6, shown(path)
            too_much |= size > MOST_MEGABYTES or median(taken) + seconds > MOST_SECONDS
            print(f"{name}: {size:.2f} MB, written in {median(taken):.2f} s, shown in {seconds:.2f} s")
    return int(too_much)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
