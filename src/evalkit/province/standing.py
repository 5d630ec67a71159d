"""What the departments of a province won: one standing a department, one column of marks a row of the rubric."""

from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from evalkit.frozen import frozen
from evalkit.rules.rule import Title

Floats = NDArray[np.float64]


@frozen
class Standing:
    """The total of one department: the marks awarded, and the interval that they lie in while some are open.

    `report` names the report; `year` is None where it states none, `grade` None while it is open or
    where the rubric gives none, `self_score` None where the report has none.
    """

    department: str
    report: str
    year: int | None
    marks: Decimal
    awarded: Decimal
    low: Decimal
    high: Decimal
    grade: Title | None = None
    self_score: Decimal | None = None


@frozen(eq=False)
class Column:
    """The marks of all departments in one dimension or indicator, in the order of their standings.

    `full`, `low` and `high` are marks; `full` is 0 where the row does not apply, and all three are
    NaN where a scorecard does not have it. `dimension` is the id of the dimension that an indicator
    stands in, None for a dimension.
    """

    id: str
    title: Title
    dimension: str | None
    full: Floats
    low: Floats
    high: Floats

    @property
    def applies(self) -> NDArray[np.bool_]:
        """Whether there are marks to win, department by department."""
        return np.nan_to_num(self.full) > 0


@frozen
class Loss:
    """Marks that the department at `place` lost: by which indicator, which part of it, which clause.

    `title` is the part's, or the indicator's where `part` is None.
    """

    place: int
    indicator: str
    part: str | None
    title: Title
    clause: str
    marks: Decimal


@frozen
class Lack:
    """A fact that the report of the department at `place` lacks, and the marks that wait for it."""

    place: int
    fact: str
    title: Title
    marks: Decimal


@frozen(eq=False)
class Province:
    """The scorecards of many departments by one rubric: a column has one entry for each of `standings`.

    Not among them are `failed` reports, which could not be scored, and `undated` ones, which state no year where one
    was asked for.
    """

    rubric: str
    title: Title
    standings: tuple[Standing, ...]
    dimensions: tuple[Column, ...] = ()
    indicators: tuple[Column, ...] = ()
    losses: tuple[Loss, ...] = ()
    lacks: tuple[Lack, ...] = ()
    failed: int = 0
    undated: int = 0
