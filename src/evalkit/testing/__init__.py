"""A rubric becomes tests: its examples, what they leave out, and contracts that hold of every report.

Only `fact_sheets`, the contracts and the pytest plugin need hypothesis and pytest (the extra
``[testing]``); examples, coverage and mutants run without.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evalkit.testing.strategies import fact_sheets as fact_sheets
    from evalkit.testing.strategies import register_fact as register_fact

__all__ = ["fact_sheets", "register_fact"]


def __getattr__(name: str) -> Any:
    """Return a public name; hypothesis is imported with it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from evalkit.testing import strategies

    return getattr(strategies, name)
