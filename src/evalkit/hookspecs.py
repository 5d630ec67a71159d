"""Every extension point, in the order of a report's journey.

Each hook is registration only: it returns a list of values that the registry keeps together with
the name of the plugin that gave them. Two values of one name are an error that names both plugins.
"""

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from evalkit.documents.reader import Reader
    from evalkit.executors.executor import Executor
    from evalkit.measures.measure import Dimension
    from evalkit.rendering.renderer import Renderer
    from evalkit.rules.rule import Rule

PROJECT = "evalkit"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

# ---------------------------------------------------------------- a file becomes a document


@hookspec
def evalkit_readers() -> "list[Reader]":
    """Return readers, each of which turns one kind of file into a document."""
    raise NotImplementedError


# ---------------------------------------------------------------- text becomes facts, facts become values


@hookspec
def evalkit_dimensions() -> "list[Dimension]":
    """Return dimensions, each with its measures and the catalogue of its facts."""
    raise NotImplementedError


# ---------------------------------------------------------------- values become marks


@hookspec
def evalkit_rules() -> "list[type[Rule]]":
    """Return rule classes, each a shape that a rubric may name."""
    raise NotImplementedError


@hookspec
def evalkit_rubrics() -> "list[Traversable]":
    """Return TOML files, each one rubric; the file's stem is the rubric's id."""
    raise NotImplementedError


# ---------------------------------------------------------------- a scorecard becomes something to look at


@hookspec
def evalkit_renderers() -> "list[Renderer]":
    """Return renderers, each an output format for ``--format``."""
    raise NotImplementedError


# ---------------------------------------------------------------- one report becomes many


@hookspec
def evalkit_executors() -> "list[Executor]":
    """Return executors, each a way to work on the reports of a batch for ``--executor``."""
    raise NotImplementedError
