"""The unit of a bare figure in a table: what its labels, its headers, or the words above the table say."""

import re
from collections.abc import Sequence
from functools import lru_cache

from evalkit.documents.passage import Passage, TablePassage
from evalkit.facts.nouns import COUNTS, KINDS, MONEY, PERIODS

_MONEY = "万亿元|亿元|千万元|百万元|万元|千元|元"
_STATED = re.compile(rf"(?:单位|金额)(?:均)?[：:为是]?[（(]?(?:人民币)?[（(]?(?P<unit>{_MONEY})")
"""What gives all amounts of a table their unit: 单位：万元, 本表金额单位为元."""

_IN_LABEL = re.compile(
    rf"[（(/／,，](?:单位[：:])?(?:人民币)?(?P<unit>{_MONEY}|%|‰|人次|人|辆|台|个|项|批次|批|名|件|宗|起|户|分)(?:[）)]|$)"
)
_COUNTED = re.compile(
    "(?<![账帐票全])(?P<noun>"
    + "|".join(sorted(set(COUNTS) - {"次", "本", "期"}, key=len, reverse=True))
    + ")数量?$|(?P<itself>批次|人次)$"
)
"""A header that counts: 受理件数, 实有人数, 接待批次; 账面数 and 全部数 count nothing."""

_COUNTABLE = frozenset((*MONEY, *COUNTS))
_ROWS_ABOVE = 3
_BEFORE_BRACKET = re.compile(r"[（(]")


@lru_cache(maxsize=1024)
def unit_of(label: str) -> str:
    """Return the unit that a label states (决算数（万元）), or that it is itself (万元), "" for none."""
    if label in KINDS and label not in PERIODS:
        return label
    match = _IN_LABEL.search(label)
    if match:
        return match["unit"]
    counted = _COUNTED.search(_BEFORE_BRACKET.split(label)[0])
    return counted["noun"] or counted["itself"] if counted else ""


def unit_above(table: TablePassage) -> str:
    """Return the unit that stands above a table, in its first rows or below it, or in its section's heading, "" for none."""
    cells = [cell for row in table.rows[:_ROWS_ABOVE] for cell in row if cell is not None]
    titles = [each for each in (table.title, table.caption) if each is not None]
    notes = [table.note] if table.note is not None else []
    told = stated_unit((*reversed(titles), *cells, *notes))
    told = told or next((unit for cell in titles if (unit := unit_of(cell.text)) in _COUNTABLE), "")
    heading = _STATED.search(table.headings[-1]) if table.headings and not told else None
    return heading["unit"] if heading is not None else told


def stated_unit(cells: Sequence[Passage]) -> str:
    """Return the unit of money that the first of `cells` to do so states for a whole table, "" for none."""
    return next((match["unit"] for cell in cells if (match := _STATED.search(cell.text))), "")
