"""evalkit: a department's performance report goes in, a scorecard with a reason for every lost mark comes out.

This is the front door: plugins import from here and from nowhere else. Names load when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evalkit.hookspecs import hookimpl as hookimpl
    from evalkit.measures.measure import Count as Count
    from evalkit.measures.measure import Dimension as Dimension
    from evalkit.measures.measure import Money as Money
    from evalkit.measures.measure import Ratio as Ratio
    from evalkit.measures.measure import Score as Score

__version__ = "0.1.0"

_HOME = {
    "Count": "evalkit.measures.measure",
    "Dimension": "evalkit.measures.measure",
    "Money": "evalkit.measures.measure",
    "Ratio": "evalkit.measures.measure",
    "Score": "evalkit.measures.measure",
    "hookimpl": "evalkit.hookspecs",
}

__all__ = ["Count", "Dimension", "Money", "Ratio", "Score", "__version__", "hookimpl"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'evalkit' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return __all__
