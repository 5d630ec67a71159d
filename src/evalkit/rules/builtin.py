"""The rule shapes that core brings, found in this package's modules; a rubric names each by its `name`."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from evalkit import rules
from evalkit.rules.rule import Rule


def _shapes() -> Iterator[type[Rule]]:
    for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."):
        if module.name == __name__:
            continue
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, Rule) and _is_shape(value, module.name):
                yield value


def _is_shape(rule: type[Rule], module: str) -> bool:
    """Return whether `rule` is the module's own and no base, for bases have no name."""
    return rule.__module__ == module and "name" in vars(rule)


BUILTIN_RULES: tuple[type[Rule], ...] = tuple(sorted(_shapes(), key=lambda rule: rule.name))
"""The shapes in the order of their names: a file with a new one is all that it takes to add it."""
