"""The rubrics that ship, one TOML file each, registered like anybody's."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from evalkit import hookimpl


@hookimpl
def evalkit_rubrics() -> list[Traversable]:
    """Return the TOML files that stand beside this module, but for those with examples of a rubric."""
    here = files(__package__)
    rubrics = [
        entry
        for entry in here.iterdir()
        if entry.name.endswith(".toml") and not entry.name.endswith(".examples.toml")
    ]
    return sorted(rubrics, key=lambda entry: entry.name)
