"""Which scorecards of a results database are held against each other: those by one rubric, of one year."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from evalkit.errors import Problem, UsageError
from evalkit.frozen import frozen
from evalkit.messages import Joined, Message, say
from evalkit.province.standing import Standing
from evalkit.rules.rule import Title
from evalkit.store.database import told
from evalkit.store.results import Results

_SQL = """
SELECT s.id, s.rubric, s.rubric_id, r.department, r.name, r.year, s.marks, s.low_exact, s.high_exact,
       s.grade, s.grade_en, s.self_score
FROM scorecards AS s JOIN reports AS r ON r.id = s.report
ORDER BY r.department, r.name
"""


@frozen
class Kept:
    """One scorecard of a results database: its number there, the digest and id of its rubric, its total."""

    id: int
    sha256: str
    rubric: str
    standing: Standing


def kept(results: Results) -> tuple[Kept, ...]:
    """Return the totals of all scorecards in `results`, by department and report."""
    with told(results.path):
        rows = results.connection.execute(_SQL).fetchall()
    return tuple(_kept(*row) for row in rows)


def _kept(
    id: int,
    sha256: str,
    rubric: str,
    department: str | None,
    report: str,
    year: int | None,
    marks: float,
    low: str,
    high: str,
    grade: str | None,
    grade_en: str | None,
    own: float | None,
) -> Kept:
    least = Decimal(low)
    standing = Standing(
        department or report,
        report,
        year,
        exact(marks),
        least,
        least,
        Decimal(high),
        None if grade is None else Title(grade, grade_en or ""),
        None if own is None else exact(own),
    )
    return Kept(id, sha256, rubric, standing)


def exact(number: float) -> Decimal:
    """Return the shortest decimal that is stored as `number`: the one that was printed."""
    return Decimal(repr(number))


def chosen(every: Sequence[Kept], rubric: str | None = None, year: int | None = None) -> tuple[Kept, ...]:
    """Return the scorecards by one rubric, of one year.

    Where there are several rubrics or years, and none is named, and where what is named is not there, raises
    UsageError with those there are. Reports without a year go with the only year there is.
    """
    found = by_rubric(every, rubric)
    years = sorted({each.standing.year for each in found if each.standing.year is not None})
    if year is None:
        if len(years) > 1:
            raise _refused(_SEVERAL_YEARS, map(str, years), "--year")
        return found
    found = tuple(each for each in found if each.standing.year == year)
    if not found:
        message = say("没有 {year} 年度的评分卡", "there are no scorecards of {year}", year=year)
        raise UsageError(Problem(message, allowed=_listed(map(str, years))))
    return found


_SEVERAL_YEARS = say("评分卡有几个年度", "the scorecards are of several years")
_SEVERAL_RUBRICS = say("评分卡出自几个评分标准", "the scorecards are by several rubrics")


def by_rubric(every: Sequence[Kept], rubric: str | None = None) -> tuple[Kept, ...]:
    """Return the scorecards by one rubric, of whatever year; raises UsageError as `chosen` does."""
    if not every:
        raise UsageError(Problem(say("结果库里没有评分卡", "the results database has no scorecards")))
    ids = sorted({each.rubric for each in every})
    if rubric is None and len(ids) > 1:
        raise _refused(_SEVERAL_RUBRICS, ids, "--rubric")
    wanted = ids[0] if rubric is None else rubric
    found = tuple(each for each in every if each.rubric == wanted)
    if not found:
        message = say("没有按 {rubric} 评的评分卡", "there are no scorecards by {rubric}", rubric=wanted)
        raise UsageError(Problem(message, allowed=_listed(ids)))
    if len({each.sha256 for each in found}) > 1:
        message = say(
            "{rubric} 的评分卡出自它的几个版本，不能相比",
            "the scorecards by {rubric} are by several versions of it, which cannot be compared",
            rubric=wanted,
        )
        allowed = say("用 evalkit batch 按同一版本重新评分", "score all by one version with evalkit batch")
        raise UsageError(Problem(message, allowed=allowed))
    return found


def _refused(message: Message, choices: Iterable[str], option: str) -> UsageError:
    choice = say("{option} {choices}", "{option} {choices}", option=option, choices=_listed(choices))
    return UsageError(Problem(message, allowed=choice))


def _listed(choices: Iterable[str]) -> Message:
    return say("{choices}", "{choices}", choices=Joined(tuple(choices)))
