"""The inputs of public suites as facts that evalkit knows."""

from pathlib import Path

import pytest

from evalkit.hookspecs import hookimpl
from evalkit.measures.measure import Dimension
from evalkit.registry import Registry, registry_of


class Inputs:
    """A plugin that knows the inputs of the suites, and nothing else."""

    @hookimpl
    def evalkit_dimensions(self) -> list[Dimension]:
        return [Dimension("inputs", title="输入", catalogue=Path(__file__).parent / "facts.toml")]


@pytest.fixture(scope="session")
def inputs() -> Registry:
    """Return the inputs alone."""
    return registry_of({"inputs": Inputs()})
