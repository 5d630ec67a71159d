"""Every page that evalkit makes, looked at by axe-core: nothing on it keeps people from using it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.browsing import barriers, opened_page
from tests.cli.test_agreement import RUBRIC, judged
from tests.cli.test_trend import REPORT

pytestmark = [pytest.mark.needs(name) for name in ("chromium", "playwright", "axe-core")]

Evalkit = Callable[..., Any]
COLOURS = pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])


@pytest.fixture
def look(
    browser: Any, evalkit: Evalkit, tmp_path: Path, npm_package: Callable[[str], Path]
) -> Callable[..., list[str]]:
    """Return what makes a page by evalkit's arguments and says what is seriously wrong with it."""

    def looked(scheme: str, *arguments: str, width: int = 1280) -> list[str]:
        ended = evalkit(*arguments, "--format", "html", "--output", "page.html")
        assert ended.code == 0, ended.err
        shown = opened_page(browser, width, color_scheme=scheme)
        try:
            shown.page.goto((tmp_path / "page.html").as_uri())
            return barriers(shown.page, npm_package("axe-core"))
        finally:
            shown.page.close()

    return looked


@COLOURS
def test_the_review_page(look: Callable[..., list[str]], lang: str, scheme: str) -> None:
    arguments = ("score", "report.txt", "--rubric", "shenzhen-2020", "--lang", lang)
    assert look(scheme, *arguments) == []
    assert look(scheme, *arguments, width=390) == []


@COLOURS
def test_the_page_of_a_ranking(look: Callable[..., list[str]], results: str, lang: str, scheme: str) -> None:
    assert look(scheme, "rank", results, "--lang", lang) == []


@COLOURS
def test_the_page_of_the_years(
    look: Callable[..., list[str]], tmp_path: Path, record: Callable[..., None], lang: str, scheme: str
) -> None:
    years = ((2021, "19.00"), (2022, "17.00"), (2023, "14.00"))
    reports = {f"water{year}.txt": (REPORT.format(year=year, actual=actual), 1) for year, actual in years}
    record(tmp_path / "results.db", reports)
    assert look(scheme, "trend", "水务", "--results", "results.db", "--lang", lang) == []


@COLOURS
def test_the_page_of_a_comparison(
    look: Callable[..., list[str]], evalkit: Evalkit, tmp_path: Path, lang: str, scheme: str
) -> None:
    text = (tmp_path / "report.txt").read_text("utf-8")
    (tmp_path / "again.txt").write_text(
        text.replace("81.3万元，控制率84.7%", "92.30万元，控制率96.15%"), "utf-8"
    )
    for report, card in (("report.txt", "a.json"), ("again.txt", "b.json")):
        assert evalkit("score", report, "--format", "json", "--output", card).code == 0
    assert look(scheme, "compare", "a.json", "b.json", "--lang", lang) == []


@COLOURS
def test_the_page_of_an_agreement(
    look: Callable[..., list[str]], tmp_path: Path, lang: str, scheme: str
) -> None:
    (tmp_path / "inspection.toml").write_text(RUBRIC, "utf-8")
    for by, tidy, faults in (("甲", "6", 0), ("乙", "4.5", 1)):
        for report in "ab":
            (tmp_path / f"{report}-{by}.toml").write_text(judged(report, by, tidy, faults), "utf-8")
    names = [f"{report}-{by}.toml" for report in "ab" for by in "甲乙"]
    assert look(scheme, "agreement", *names, "--rubric", "inspection.toml", "--lang", lang) == []
