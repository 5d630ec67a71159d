"""How a whole ends, by how its parts ended."""

from collections.abc import Iterable

from evalkit.scoring.scorecard import Outcome

_WORST_FIRST = (Outcome.ERROR, Outcome.UNDETERMINED, Outcome.JUDGED, Outcome.SCORED)


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of a whole: error, else undetermined, else judged, else scored.

    Parts that do not apply have no say; where none applies, neither does the whole.
    """
    found = set(outcomes)
    return next((outcome for outcome in _WORST_FIRST if outcome in found), Outcome.NOT_APPLICABLE)
