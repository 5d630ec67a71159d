"""What the heading of a section says of all that stands under it."""

from functools import lru_cache

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.lexicon import Role, Token
from evalkit.facts.sentence import legible

_REACHED = tuple(
    f"{what}{how}"
    for what in ("完成", "实现", "达成", "执行", "落实", "履行", "进展", "推进")
    for how in ("情况", "程度", "结果", "效果", "质量")
)
"""What says that a section on targets tells how far they were reached: 年度目标完成情况."""


@lru_cache(maxsize=512)
def words_of(heading: str, catalogue: Catalogue) -> tuple[Token, ...]:
    """Return the words of a heading, which stands above many passages."""
    return catalogue.lexicon.tokens(legible(heading))


def is_of_plans(heading: str, catalogue: Catalogue) -> bool:
    """Return whether what stands under `heading` is wanted and not yet so: 年度目标, but not 年度目标完成情况."""
    planned = any(Role.PLAN in word.sense.roles for word in words_of(heading, catalogue))
    return planned and not tells_what_was_reached(heading)


def tells_what_was_reached(heading: str) -> bool:
    """Return whether `heading` speaks of how far something came: 年度目标完成情况."""
    return any(each in heading for each in _REACHED)
