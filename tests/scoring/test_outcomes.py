"""How a whole ends, by how its parts ended."""

import pytest

from evalkit.scoring.outcomes import worst
from evalkit.scoring.scorecard import Outcome

RANKED = [Outcome.ERROR, Outcome.UNDETERMINED, Outcome.JUDGED, Outcome.SCORED, Outcome.NOT_APPLICABLE]


@pytest.mark.parametrize("place", range(len(RANKED)))
def test_the_worst_outcome_is_that_of_the_whole(place: int) -> None:
    assert worst(RANKED[place:]) is RANKED[place]
    assert worst(reversed(RANKED[place:])) is RANKED[place]


def test_without_parts_nothing_applies() -> None:
    assert worst([]) is Outcome.NOT_APPLICABLE
