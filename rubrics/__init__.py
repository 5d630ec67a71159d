"""The rubrics that ship, one TOML file each, registered like anybody's."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from evalkit import hookimpl


@hookimpl
def evalkit_rubrics() -> list[Traversable]:
    """Return the TOML files that stand beside this module."""
    here = files(__package__)
    return sorted(
        (entry for entry in here.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name
    )
