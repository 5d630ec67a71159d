"""Evaluations of reports by a rubric of our own."""

import pytest
from tests.comparing.making import Judged, judging, made_rubric

from evalkit.rubrics.rubric import Rubric


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    """Return the rubric."""
    return made_rubric()


@pytest.fixture(scope="session")
def judged(rubric: Rubric) -> Judged:
    """Return what makes evaluations by it."""
    return judging(rubric)
