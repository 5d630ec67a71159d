"""What could be had, printed before what was had: 总分 100 分，自评得分 92 分."""

from collections.abc import Mapping, Sequence

from evalkit.facts.handing import Handed
from evalkit.facts.sentence import Segment
from evalkit.facts.shapes import MOVING
from evalkit.facts.unit import Unit

_WHOLE = ("总分", "评价总分", "指标总分", "评分总分", "标准分")
"""What opens a clause that may say how many marks there are."""

_ROUND = 10


def full_marks(parts: Sequence[Segment]) -> Mapping[int, Handed]:
    """Return which marks are all there are to be had, by where they end: nobody's.

    They are round, called 总分, and followed by fewer in the same sentence.
    """
    found: dict[int, Handed] = {}
    whole: Segment | None = None
    for part in parts:
        if part.fresh:
            whole = None
        quantity = part.quantity
        if quantity is None or quantity.unit is not Unit.SCORE:
            continue
        fewer = whole is not None and whole.quantity is not None and quantity.value < whole.quantity.value
        if whole is not None and fewer and not part.has(*MOVING):
            found[whole.end] = Handed(whole.start, nobody=True)
        whole = part if part.begins(*_WHOLE) and quantity.value % _ROUND == 0 else None
    return found
