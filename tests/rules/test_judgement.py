from decimal import Decimal
from typing import Any

from evalkit.rules.judgement import Judgement


def test_all_marks_wait_for_an_evaluator(kit: Any) -> None:
    assessment = kit.assess(Judgement(), "2.5")
    assert [(each.marks, each.missing) for each in assessment.opens] == [(Decimal("2.5"), ())]
    assert (assessment.losses, assessment.used, assessment.failed) == ((), (), None)
    assert assessment.applicable


def test_it_looks_at_nothing_and_has_no_faults() -> None:
    assert Judgement.judged
    assert Judgement().needs() == ()
    assert Judgement().check(Decimal(3)) == ()
