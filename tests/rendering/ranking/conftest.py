"""Three bureaus that do not exist, with something of everything that an overview can say."""

from decimal import Decimal

import numpy as np
import pytest

from evalkit.province.overview import Overview, overview
from evalkit.province.standing import Column, Lack, Loss, Province, Standing
from evalkit.rules.rule import Title

GOOD = Title("良", "good")


def _standing(name: str, low: str, high: str, grade: Title | None, own: str | None) -> Standing:
    marks = Decimal(low)
    return Standing(
        name,
        f"{name}.docx",
        2023,
        Decimal(20),
        marks,
        marks,
        Decimal(high),
        grade,
        None if own is None else Decimal(own),
    )


def _column(id: str, title: Title, dimension: str | None, full: float, *won: tuple[float, float]) -> Column:
    low, high = (np.array(ends) for ends in zip(*won, strict=True))
    return Column(id, title, dimension, np.full(len(won), full), low, high)


@pytest.fixture(scope="session")
def seen() -> Overview:
    first, second = Title("执行率", "Execution"), Title("满意度<b>", "")
    return overview(
        Province(
            "cloud",
            Title("云岭标准", "Cloud rubric"),
            (
                _standing("水务局", "18", "18", GOOD, "19"),
                _standing("=林业局", "12.5", "14", None, "13"),
                _standing("\u202e统计局", "18", "18", GOOD, None),
            ),
            (_column("all", Title("全部", "All"), None, 20, (18, 18), (12.5, 14), (18, 18)),),
            (
                _column("first", first, "all", 10, (10, 10), (6, 6), (8, 8)),
                _column("second", second, "all", 10, (8, 8), (6.5, 8), (10, 10)),
            ),
            (
                Loss(0, "second", None, second, "满意度每低 1% 扣 1 分", Decimal(2)),
                Loss(1, "second", None, second, "满意度每低 1% 扣 1 分", Decimal(2)),
                Loss(1, "first", "half", Title("上半年", "First half"), "=1+1", Decimal(4)),
                Loss(2, "first", "half", Title("上半年", "First half"), "=1+1", Decimal(2)),
            ),
            (Lack(1, "asked", Title("问卷份数"), Decimal("1.5")),),
        )
    )


@pytest.fixture(scope="session")
def nobody() -> Overview:
    return overview(Province("cloud", Title("云岭标准"), ()))
