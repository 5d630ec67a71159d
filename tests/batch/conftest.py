"""Batches of small reports of our own invention."""

from collections.abc import Callable
from pathlib import Path

import pytest

BUREAUS = ("某区财政局", "某区教育局", "某区水务局", "某区信访局", "某区统计局", "某区档案馆")


def report(index: int) -> str:
    """Return the text of a report whose figures depend on `index`."""
    return (
        f"{BUREAUS[index % len(BUREAUS)]}2020年度部门整体支出绩效自评报告\n\n"
        f"2020年“三公”经费预算{40 + index}万元，决算{38 + 2 * index}万元。\n"
        f"全年受理信访件{10 + index}件，已答复{10 + index}件。\n"
    )


@pytest.fixture
def reports(tmp_path: Path) -> Callable[[int], Path]:
    """Return what writes so many reports into a folder and returns it."""

    def written(count: int) -> Path:
        folder = tmp_path / "reports"
        folder.mkdir(exist_ok=True)
        for index in range(count):
            (folder / f"{index:03}.txt").write_text(report(index), "utf-8")
        return folder

    return written
