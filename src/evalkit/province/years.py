"""The years of one department: what each of its scorecards says, as far as years are held against each other."""

from collections.abc import Mapping
from decimal import Decimal

from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.province.standing import Standing
from evalkit.rules.rule import Title


@frozen
class Quote:
    """A sentence of a report, and where it stands; `page` is None where there are none."""

    text: str
    document: str
    page: int | None
    line: int | None


@frozen
class Row:
    """The marks of a dimension or an indicator in one year, and what was measured: `value` in `unit`, None if nothing was.

    `source` is the id of the measure or fact that the value is of, `parent` that of the indicator or part
    which an indicator's part stands in.
    """

    id: str
    title: Title
    marks: Decimal
    low: Decimal
    high: Decimal
    value: Decimal | None = None
    unit: Unit | None = None
    source: str | None = None
    parent: str | None = None


@frozen
class Lost:
    """A deduction of one year; `part` is None where the indicator itself lost the marks, and `title` is whose they were."""

    indicator: str
    part: str | None
    title: Title
    marks: Decimal
    reason: Title


@frozen
class Figure:
    """A figure of one year in its unit, with the sentence that it stands in, None for one that was supplied."""

    id: str
    title: str
    unit: Unit
    value: Decimal
    quote: Quote | None


@frozen
class Year:
    """One year of a department: its scorecard by the rubric `rubric`, whose digest is `sha256`.

    `indicators` have their parts behind them; `measured` are further measures that the rubric has no indicator
    for, and whose figures the report has.
    """

    year: int
    rubric: str
    rubric_title: Title
    sha256: str
    standing: Standing
    dimensions: tuple[Row, ...] = ()
    indicators: tuple[Row, ...] = ()
    losses: tuple[Lost, ...] = ()
    figures: Mapping[str, Figure] = {}
    plans: tuple[Quote, ...] = ()
    measured: tuple[Row, ...] = ()
