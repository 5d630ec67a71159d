"""How the sheet in which a report scores itself speaks against itself: sums that fail, more than full marks."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from evalkit.documents.document import Evidence
from evalkit.facts.fact import Basis, Fact, Finding, FindingKind
from evalkit.facts.findings import Printed
from evalkit.facts.self_sheet import SelfScore, SelfSheet
from evalkit.facts.unit import Unit
from evalkit.messages import Joined, Lang, say
from evalkit.patterns import when_used

_ON_TOP = when_used("加分|附加|奖励|扣分项|减分|倒扣|调整分")
"""What titles say of rows that give marks on top of the full ones, or take them from the total."""

_MOST = 20
"""How many rows one finding names and quotes."""

_WHOLE = Decimal(100)
_TOTAL = "self_score"


def self_findings(sheets: Sequence[SelfSheet], facts: Mapping[str, Fact]) -> Iterator[Finding]:
    """Yield what is wrong with the marks of `sheets`; the total that `facts` state stands in for a missing sum.

    Only rows whose full marks add up to those of the total are held against it: else some were not read, or
    are meant otherwise. What rounding of the printed marks explains is no finding.
    """
    found = [finding for sheet in sheets for finding in _of(sheet, facts)]
    # A sheet may stand in the report and beside it: what it says against itself is told once.
    first: dict[str, Finding] = {}
    for finding in found:
        first.setdefault(finding.message.text(Lang.ZH), finding)
    yield from first.values()


def _of(sheet: SelfSheet, facts: Mapping[str, Fact]) -> Iterator[Finding]:
    summed = _sum(sheet, facts)
    if summed is not None:
        yield summed
    over = [row for row in sheet.rows if _is_over(row)]
    if over:
        yield _over(over)


def _is_over(row: SelfScore) -> bool:
    titles = (*row.levels, row.title)
    return row.full is not None and row.awarded > row.full and not any(map(_ON_TOP.search, titles))


def _over(rows: Sequence[SelfScore]) -> Finding:
    named = [
        say(
            "{title} {awarded}/{full}",
            "{title} {awarded}/{full}",
            title=row.title,
            awarded=row.awarded,
            full=row.full,
        )
        for row in rows[:_MOST]
    ]
    message = say(
        "自评表中有 {count} 项得分超过满分：{rows}",
        "{count} rows of the self-score sheet are given more than full marks: {rows}",
        count=len(rows),
        rows=Joined(tuple(named)),
    )
    return Finding(FindingKind.SUM, (), message, _places(rows[:_MOST]))


def _sum(sheet: SelfSheet, facts: Mapping[str, Fact]) -> Finding | None:
    total = _total(sheet, facts)
    if total is None or any(row.full is None for row in sheet.rows):
        return None
    full, awarded, evidence, facts_of = total
    if sum((row.full for row in sheet.rows if row.full is not None), Decimal(0)) != full:
        return None
    found = sum((row.awarded for row in sheet.rows), Decimal(0))
    if abs(found - awarded) <= _slack(sheet.rows, awarded):
        return None
    message = say(
        "自评总分 {total}与自评表各项得分之和 {sum}不符，相差 {apart}",
        "the total self-score {total} is not the sum {sum} of the rows of its sheet; they are {apart} apart",
        total=_marks(awarded),
        sum=_marks(found),
        apart=_marks(abs(found - awarded)),
    )
    return Finding(
        FindingKind.SUM, facts_of, message, tuple(dict.fromkeys((*evidence, *_places(sheet.rows[:_MOST]))))
    )


_Total = tuple[Decimal, Decimal, tuple[Evidence, ...], tuple[str, ...]]
"""Full marks, marks, where they stand, and the fact that they are."""


def _total(sheet: SelfSheet, facts: Mapping[str, Fact]) -> _Total | None:
    if sheet.total is not None:
        total = sheet.total
        return (_WHOLE if total.full is None else total.full), total.awarded, total.evidence, (_TOTAL,)
    fact = facts.get(_TOTAL)
    if fact is None or fact.basis is Basis.SUPPLIED or not isinstance(fact.value, Decimal):
        return None
    return _WHOLE, fact.value, fact.evidence, (_TOTAL,)


def _slack(rows: Sequence[SelfScore], total: Decimal) -> Decimal:
    """Return by how much the sum may differ from `total`, where marks are printed rounded."""
    places = [_places_of(row.awarded) for row in rows]
    rounded = sum((_half(each) for each in places if each), Decimal(0))
    return rounded + (_half(_places_of(total)) if max(places, default=0) > 0 else Decimal(0))


def _places_of(marks: Decimal) -> int:
    exponent = marks.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _half(places: int) -> Decimal:
    return Decimal(5).scaleb(-places - 1)


def _marks(value: Decimal) -> Printed:
    return Printed(value, Unit.SCORE)


def _places(rows: Sequence[SelfScore]) -> tuple[Evidence, ...]:
    return tuple(place for row in rows for place in row.evidence)
