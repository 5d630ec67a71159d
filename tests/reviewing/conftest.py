"""The small report and its rubric, read once, and folders to review it in."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.reviewing.desks import Desk
from tests.reviewing.places import REPORT, RUBRIC, Place
from tests.reviewing.serving import BY_RUBRIC, running

from evalkit.journey import Prepared, prepare
from evalkit.registry import Registry, load_plugins


@pytest.fixture(scope="session")
def registry() -> Registry:
    """All that the plugins contribute."""
    return load_plugins()


@pytest.fixture(scope="session")
def ready(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The report and its rubric, read."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "report.toml").write_text(REPORT, "utf-8")
    (folder / "rubric.toml").write_text(RUBRIC, "utf-8")
    return prepare([folder / "report.toml"], str(folder / "rubric.toml"), registry)


@pytest.fixture(scope="session")
def new_place(
    ready: Prepared, registry: Registry, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Place]:
    """Make a folder for reviews of the report."""

    def made() -> Place:
        folder = tmp_path_factory.mktemp("review")
        (folder / "report.toml").write_text(REPORT, "utf-8")
        (folder / "rubric.toml").write_text(RUBRIC, "utf-8")
        return Place(folder, registry, ready)

    return made


@pytest.fixture
def place(new_place: Callable[[], Place]) -> Place:
    """A folder for reviews of the report."""
    return new_place()


@pytest.fixture
def open_desk(browser: Any, new_place: Callable[[], Place]) -> Iterator[Callable[..., Desk]]:
    """Return what serves a review; in the end nothing was complained of and nothing asked elsewhere."""
    desks, closing = [], []

    def opened(report: str = REPORT, *arguments: str) -> Desk:
        place = new_place()
        (place.folder / "report.toml").write_text(report, "utf-8")
        files = ("--judgements", "judgements.toml", "--facts", "facts.toml")
        serving = running(place, *BY_RUBRIC, *files, "--by", "评价员甲", *arguments)
        closing.append(serving)
        desks.append(Desk(place, serving.__enter__(), browser, []))
        return desks[-1]

    yield opened
    for serving in closing:
        serving.__exit__(None, None, None)
    for desk in desks:
        for window in desk.windows:
            origin = urlsplit(desk.served.address).netloc
            assert {urlsplit(url).netloc for url in window.shown.requests} == {origin}
            window.page.close()


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """A review of the small report."""
    return open_desk()
