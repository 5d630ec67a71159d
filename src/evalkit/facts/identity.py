"""Whose report it is, and of which year."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from evalkit.documents.passage import Passage
from evalkit.facts.quantity import scan
from evalkit.facts.sentence import is_year
from evalkit.patterns import when_used

_LABEL = re.compile(
    r"(?:部门名称|填报单位|单位名称|预算单位|部门（单位）名称|评价单位|被评价部门|部门单位|编报单位|填报部门|主管部门|自评单位|单位)"
    r"(?:（[^）]{1,8}）|\([^)]{1,8}\))?[：:](?!(?:人民币)?[百千万亿]*元)(?P<name>[^：:，。；\s]{3,40})"
)
_ENDING = (
    "局|委员会|委|办公室|办|厅|院|中心|政府|街道办事处|办事处|研究院|总队|支队|大队|学校|中学|小学|大学|学院|医院|协会|联合会|总工会|工会|"
    "政协|人大|法院|检察院|党校|档案馆|图书馆|管委会|管理处|管理所|宣传部|组织部|统战部|纪委监委|联社|服务站|团委|妇联|残联|侨联|科协|文联"
)
_TITLE = when_used(
    rf"^(?:关于)?(?P<name>[^0-9，。；：]{{2,30}}?(?:{_ENDING}))(?:（[^）]*）)?(?=(?:关于)?(?:20|二〇|二○|[0-9])|$|部门|整体|决算|绩效)"
)
_BESIDE = re.compile(r"[（(][^（(]*[章印].*$|(?:填报|填表|编报|报告)?(?:日期|时间).*$")
"""What stands on the line of a name and is none of it: the place of the seal, the next label."""

_YEAR_ALONE = re.compile("[（(]?.{4}年度?[)）]?")
_COVER = 12
"""How many passages from the beginning may be the cover and the title."""


def department_of(passages: Sequence[Passage]) -> str | None:
    """Return the department that the cover names, else the title, else None."""
    cover = passages[:_COVER]
    for passage in cover:
        match = _LABEL.search(passage.text)
        if match:
            return _name(match["name"])
    for passage in (*cover[:3], *passages[-3:]):
        match = _TITLE.match(passage.text)
        if match:
            return match["name"]
    return None


def _name(printed: str) -> str:
    """Return the name without the place of the seal and without a bracket that is open at one side only."""
    name = _BESIDE.sub("", printed)
    opening, closing = (sum(map(name.count, signs)) for signs in ("（(", "）)"))
    if opening > closing:
        return name[: max(map(name.rfind, "（("))]
    return name.rstrip("）)") if closing > opening else name


def year_of(passages: Sequence[Passage]) -> int | None:
    """Return the year in the title or on a line of its own below it, else that most spoken of, else None."""
    for passage in passages[:_COVER]:
        if _YEAR_ALONE.fullmatch(passage.text) or (
            "报告" in passage.text
            or "自评" in passage.text
            or "绩效" in passage.text
            or "评价" in passage.text
        ):
            years = _years((passage,))
            if years:
                return years[0]
    counted = Counter(_years(passages))
    return max(counted, key=lambda year: (counted[year], year)) if counted else None


def _years(passages: Iterable[Passage]) -> list[int]:
    return [int(found.value) for passage in passages for found in scan(passage.text) if is_year(found)]
