"""Evaluations of reports by a rubric of our own."""

import pytest
from tests.comparing.making import Judged, judging, made_rubric


@pytest.fixture(scope="session")
def judged() -> Judged:
    """Return what makes evaluations by a small rubric."""
    return judging(made_rubric())
