"""What a process of a batch gives back for a report."""

from evalkit.frozen import frozen
from evalkit.store.rows import Rows


@frozen
class Scored:
    """A scored report: the scorecard as JSON, its rows for the database, what plugins failed at."""

    card: bytes
    rows: Rows
    faults: tuple[str, ...] = ()


@frozen
class Unscored:
    """A report that could not be scored, with the reason in one line."""

    line: str
