"""The small report and its rubric, read once, and folders to review it in."""

from collections.abc import Callable

import pytest
from tests.reviewing.places import REPORT, RUBRIC, Place

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
