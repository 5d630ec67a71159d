"""What a simulation comes to over all reports."""

from decimal import Decimal

from evalkit.province.simulated import Whole, outcome
from evalkit.province.simulating import Simulated
from evalkit.rubrics.rubric import Grade, Rubric, Standing
from evalkit.rules.rule import Title
from evalkit.scoring.effect import Marked, Row, Won

GOOD, POOR = Title("优"), Title("差")
RUBRIC = Rubric(
    id="small",
    title=Title("小标准"),
    version="1",
    source="某局〔2031〕1 号",
    standing=Standing.EXAMPLE,
    total=Decimal(10),
    dimensions=(),
    grades=(Grade(GOOD, Decimal(6)), Grade(POOR, Decimal(0))),
)


def _marked(low: str, high: str, **rows: str) -> Marked:
    total = Won(Decimal(low), Decimal(high))
    grades = [GOOD if each >= 6 else POOR for each in (total.low, total.high)]
    own = {
        id: Row(Title(f"指标 {id}"), Won(Decimal(marks), Decimal(marks)), f"条款 {id}")
        for id, marks in rows.items()
    }
    return Marked(total, grades[0] if grades[0] == grades[1] else None, own)


def _report(name: str, before: Marked, after: Marked, *, stale: bool = False, year: int = 2031) -> Simulated:
    return Simulated(name, year, before, after, stale)


REPORTS = (
    _report("甲", _marked("8", "8", cars="3"), _marked("5", "5", cars="0")),
    _report("乙", _marked("7", "7", cars="1"), _marked("7.5", "7.5", cars="1.5")),
    _report("丙", _marked("4", "7", cars="2"), _marked("4", "7", cars="2"), stale=True),
    _report("丁", _marked("1", "5", cars="2"), _marked("1", "6", cars="2")),
)


def test_who_gains_and_who_loses_is_counted() -> None:
    found = outcome(REPORTS, RUBRIC, RUBRIC)
    assert (found.reports, found.stale, found.gained, found.lost) == (4, 1, 2, 1)
    assert (found.regraded, found.reranked) == (2, 2)


def test_means_and_grades_are_those_of_all_reports() -> None:
    found = outcome(REPORTS, RUBRIC, RUBRIC)
    assert found.before == Whole(Won(Decimal(5), Decimal("6.75")), ((GOOD, 2), (POOR, 1), (None, 1)))
    assert found.after == Whole(Won(Decimal("4.375"), Decimal("6.375")), ((GOOD, 1), (POOR, 1), (None, 2)))


def test_those_that_lose_most_come_first() -> None:
    found = outcome(REPORTS, RUBRIC, RUBRIC)
    assert [(each.name, each.before.rank, each.after.rank) for each in found.effects] == [
        ("甲", 1, 2),
        ("乙", 2, 1),
        ("丁", 4, 4),
    ]


def test_ranks_are_those_among_the_reports_of_a_year() -> None:
    other = _report("戊", _marked("3", "3", cars="3"), _marked("2", "2", cars="2"), year=2032)
    found = outcome((*REPORTS, other), RUBRIC, RUBRIC)
    assert [(each.name, each.before.rank, each.after.rank) for each in found.effects] == [
        ("甲", 1, 2),
        ("戊", 1, 1),
        ("乙", 2, 1),
        ("丁", 4, 4),
    ]


def test_rows_through_which_totals_move_are_summed() -> None:
    (through,) = outcome(REPORTS, RUBRIC, RUBRIC).through
    assert (through.id, through.clause, through.gained, through.lost) == ("cars", "条款 cars", 1, 1)
    assert through.marks == Decimal("-2.5")


def test_no_reports_come_to_nothing() -> None:
    found = outcome((), RUBRIC, RUBRIC)
    assert (found.reports, found.before, found.effects) == (
        0,
        Whole(Won(Decimal(0), Decimal(0)), ((GOOD, 0), (POOR, 0))),
        (),
    )
