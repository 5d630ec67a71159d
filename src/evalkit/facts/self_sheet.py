"""The marks that a report gives itself, indicator by indicator, as values."""

from decimal import Decimal

from evalkit.documents.document import Evidence
from evalkit.frozen import frozen


@frozen
class SelfScore:
    """One indicator of the sheet in which a report scores itself.

    `levels` are the titles above it, the highest first, without those that the sheet leaves empty; `full`
    is None where no full marks are printed, `reason` is empty where none is. `evidence` quotes the row:
    from its title to the marks, both apart in a long row.
    """

    levels: tuple[str, ...]
    title: str
    full: Decimal | None
    awarded: Decimal
    reason: str
    evidence: tuple[Evidence, ...]


@frozen
class SelfTotal:
    """The row of a sheet that adds up its marks; `full` is None where it prints no full marks."""

    full: Decimal | None
    awarded: Decimal
    evidence: tuple[Evidence, ...]


@frozen
class SelfSheet:
    """A sheet in which the report scores itself: its rows in order, and the row of their sum, None without one."""

    rows: tuple[SelfScore, ...]
    total: SelfTotal | None
