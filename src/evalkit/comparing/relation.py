"""What kind of comparison it is: what two scorecards have in common, told by their digests."""

from enum import Enum

from evalkit.frozen import frozen
from evalkit.scoring.scorecard import Scorecard


class Reports(Enum):
    """What the report of one scorecard is to that of the other."""

    SAME = "same"
    OTHER_YEAR = "other_year"
    OTHER_VERSION = "other_version"
    OTHER_DEPARTMENT = "other_department"
    UNKNOWN = "unknown"


class Rubrics(Enum):
    """What the rubric of one scorecard is to that of the other."""

    SAME = "same"
    OTHER_VERSION = "other_version"
    OTHER = "other"


@frozen
class Relation:
    """What two scorecards have in common.

    `supplied`, `judgements`, `statements` and `program` say whether the supplied facts, the judgements, how
    statements are taken, and evalkit with its plugins are the same.
    """

    reports: Reports
    rubrics: Rubrics
    supplied: bool
    judgements: bool
    statements: bool
    program: bool

    @property
    def same_facts(self) -> bool:
        """Return whether both read the same report with the same facts supplied."""
        return self.reports is Reports.SAME and self.supplied

    @property
    def same_questions(self) -> bool:
        """Return whether what is open on both sides is the same question: of one report, by one rubric."""
        return self.same_facts and self.rubrics is Rubrics.SAME and self.statements

    @property
    def is_same(self) -> bool:
        """Return whether nothing that marks are made of differs."""
        return self.same_questions and self.judgements and self.program

    @property
    def is_of_evaluators(self) -> bool:
        """Return whether one report was judged by one rubric in two ways."""
        return self.same_facts and self.rubrics is Rubrics.SAME and not self.judgements


def relation(before: Scorecard, after: Scorecard) -> Relation:
    """Return what two scorecards have in common."""
    return Relation(
        reports=_reports(before, after),
        rubrics=_rubrics(before, after),
        supplied=before.supplied_sha256 == after.supplied_sha256,
        judgements=before.judgements_sha256 == after.judgements_sha256,
        statements=before.rubric.statements is after.rubric.statements,
        program=(before.evalkit, before.plugins) == (after.evalkit, after.plugins),
    )


def _reports(before: Scorecard, after: Scorecard) -> Reports:
    old, new = before.report, after.report
    if old.sha256 == new.sha256:
        return Reports.SAME
    if old.department is None or new.department is None or old.year is None or new.year is None:
        return Reports.UNKNOWN
    if old.department != new.department:
        return Reports.OTHER_DEPARTMENT
    return Reports.OTHER_VERSION if old.year == new.year else Reports.OTHER_YEAR


def _rubrics(before: Scorecard, after: Scorecard) -> Rubrics:
    old, new = before.rubric, after.rubric
    if old.sha256 == new.sha256:
        return Rubrics.SAME
    return Rubrics.OTHER_VERSION if old.id == new.id else Rubrics.OTHER
