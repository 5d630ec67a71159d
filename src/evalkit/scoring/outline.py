"""What of a rubric is the same for every report that it scores, worked out once."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import chain

from evalkit.frozen import frozen
from evalkit.rubrics.rubric import Rubric
from evalkit.scoring.assessing import needs_of
from evalkit.scoring.rows import Row, rows_of
from evalkit.scoring.targets import Target, targets
from evalkit.scoring.totals import rescales


@frozen(eq=False)
class Outline:
    """The rows of a rubric, and what scoring asks of it again and again.

    `dimensions` are the indicators of each dimension and `rows` those of all, with all rows below them.
    `needed` are the ids of the measures and facts that its rules and adjustments look at, `targets` all that
    can be judged, by address; `rescales` says that the marks of what does not apply go to the rest.
    """

    dimensions: tuple[tuple[Row, ...], ...]
    rows: tuple[Row, ...]
    needed: tuple[str, ...]
    targets: Mapping[str, Target]
    rescales: bool

    @property
    def indicators(self) -> tuple[Row, ...]:
        """Return the indicators of all dimensions, in order."""
        return tuple(chain.from_iterable(self.dimensions))


def outline_of(rubric: Rubric) -> Outline:
    """Return the outline of `rubric`; the same one again while the same few rubrics are asked for."""
    return _outline(_Very(rubric))


class _Very:
    """A rubric as the very one that it is: to compare all that stands in two takes longer than an outline."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Very) and other.rubric is self.rubric

    def __hash__(self) -> int:
        return id(self.rubric)


@lru_cache(maxsize=8)
def _outline(very: _Very) -> Outline:
    rubric = very.rubric
    dimensions = tuple(rows_of(dimension, rubric.statements) for dimension in rubric.dimensions)
    rows = tuple(row for indicators in dimensions for each in indicators for row in each.tree())
    needed = [id for row in rows for rule in row.rules() for id in needs_of(rule)]
    needed += [each.rests_on for each in rubric.adjustments if each.rests_on]
    return Outline(dimensions, rows, tuple(dict.fromkeys(needed)), targets(rubric), rescales(rubric))
