"""Provinces of our own making, small enough to check by hand."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import numpy as np
import pytest

from evalkit.province.standing import Column, Lack, Loss, Province, Standing
from evalkit.rules.rule import Title

GOOD, FAIR = Title("良", "good"), Title("中", "fair")
Given = tuple[str, str]
"""The marks won and the highest marks possible."""


def _column(id: str, dimension: str | None, given: Sequence[Given], full: str) -> Column:
    low = np.array([float(low) for low, _ in given])
    high = np.array([float(high) for _, high in given])
    return Column(id, Title(f"指标 {id}"), dimension, np.full(len(given), float(full)), low, high)


def _made(
    rows: Mapping[str, Sequence[Given]],
    full: str = "10",
    self_scores: Mapping[str, str] | None = None,
    losses: Sequence[Loss] = (),
    lacks: Sequence[Lack] = (),
) -> Province:
    width = max(map(len, rows.values()), default=0)
    standings = []
    for name, given in rows.items():
        low = sum((Decimal(low) for low, _ in given), Decimal(0))
        high = sum((Decimal(high) for _, high in given), Decimal(0))
        whole = Decimal(full) * width
        grade = None if low != high else GOOD if low * 2 >= whole else FAIR
        own = (self_scores or {}).get(name)
        standings.append(
            Standing(
                name, f"{name}.txt", 2023, whole, low, low, high, grade, None if own is None else Decimal(own)
            )
        )
    indicators = tuple(
        _column(f"i{index}", "d", [given[index] for given in rows.values()], full) for index in range(width)
    )
    sums = [(str(each.low), str(each.high)) for each in standings]
    dimension = _column("d", None, sums, str(Decimal(full) * max(width, 1)))
    return Province(
        "own",
        Title("自拟标准"),
        tuple(standings),
        (dimension,),
        indicators,
        tuple(losses),
        tuple(lacks),
    )


@pytest.fixture(scope="session")
def made() -> Callable[..., Province]:
    """Make a province from the marks of each department in each indicator, all worth the same marks."""
    return _made
