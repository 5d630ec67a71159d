"""What a sheet in which a report scores itself says against itself."""

from decimal import Decimal

import pytest

from evalkit.documents.document import Document, Evidence, Span
from evalkit.facts.fact import Basis, Fact, Finding, FindingKind
from evalkit.facts.self_findings import self_findings
from evalkit.facts.self_sheet import SelfScore, SelfSheet, SelfTotal
from evalkit.facts.unit import Unit
from evalkit.messages import Lang

TEXT = "自评总分90分 合计 指标"
DOCUMENT = Document("r.txt", TEXT, "ab" * 32, ())
STATED, SUMMED, ROW = (DOCUMENT.evidence(Span(*place)) for place in ((0, 7), (8, 10), (11, 13)))


def _row(awarded: str, full: str | None, title: str = "预算完成率") -> SelfScore:
    return SelfScore(("过程",), title, None if full is None else Decimal(full), Decimal(awarded), "", (ROW,))


def _total(awarded: str, full: str | None) -> SelfTotal:
    return SelfTotal(None if full is None else Decimal(full), Decimal(awarded), (SUMMED,))


def _stated(marks: str, basis: Basis = Basis.FIGURE) -> dict[str, Fact]:
    evidence: tuple[Evidence, ...] = (STATED,)
    return {"self_score": Fact("self_score", "自评总分", Unit.SCORE, Decimal(marks), basis, evidence)}


def _found(
    *rows: SelfScore, total: SelfTotal | None = None, facts: dict[str, Fact] | None = None
) -> list[Finding]:
    return list(self_findings((SelfSheet(rows, total),), facts or {}))


def test_a_sum_that_is_not_that_of_the_rows_is_found_with_the_sum_and_the_rows() -> None:
    (found,) = _found(_row("9", "10"), _row("85.5", "90"), total=_total("96", "100"))
    assert (found.kind, found.facts, found.evidence) == (FindingKind.SUM, ("self_score",), (SUMMED, ROW))
    assert found.message.text(Lang.ZH) == "自评总分 96 分与自评表各项得分之和 94.5 分不符，相差 1.5 分"
    assert found.message.text(Lang.EN) == (
        "the total self-score 96 marks is not the sum 94.5 marks of the rows of its sheet; "
        "they are 1.5 marks apart"
    )


def test_a_sum_that_is_right_is_no_finding() -> None:
    assert _found(_row("9", "10"), _row("85.5", "90"), total=_total("94.5", "100")) == []


@pytest.mark.parametrize("total", ["94", "94.2", "94.17"])
def test_what_rounding_explains_is_no_finding(total: str) -> None:
    assert _found(_row("9.33", "10"), _row("84.8", "90"), total=_total(total, "100")) == []


def test_rounding_explains_no_more_than_half_of_the_last_places() -> None:
    assert len(_found(_row("9.33", "10"), _row("84.8", "90"), total=_total("95", "100"))) == 1
    assert len(_found(_row("9", "10"), _row("85", "90"), total=_total("94.5", "100"))) == 1


def test_rows_that_are_not_all_of_the_sheet_are_not_summed() -> None:
    assert _found(_row("9", "10"), total=_total("94", "100")) == []
    assert _found(_row("9", "10"), _row("8", None), total=_total("94", "100")) == []
    assert _found(_row("9", "10"), total=_total("94", None)) == []


def test_without_a_row_of_the_sum_the_stated_total_of_a_hundred_is_held_against_the_rows() -> None:
    rows = (_row("9", "10"), _row("85", "90"))
    (found,) = _found(*rows, facts=_stated("90"))
    assert found.evidence == (STATED, ROW)
    assert _found(*rows, facts=_stated("94")) == []
    assert _found(*rows[:1], facts=_stated("90")) == []
    assert _found(*rows, facts=_stated("90", Basis.SUPPLIED)) == []


def test_more_than_full_marks_is_found_and_named() -> None:
    (found,) = _found(_row("12", "10", "完工率"), _row("5", "5"), _row("6.5", "6", "及时率"))
    assert (found.kind, found.facts) == (FindingKind.SUM, ())
    assert found.message.text(Lang.ZH) == "自评表中有 2 项得分超过满分：完工率 12/10、及时率 6.5/6"
    assert found.message.text(Lang.EN) == (
        "2 rows of the self-score sheet are given more than full marks: 完工率 12/10, 及时率 6.5/6"
    )


def test_marks_on_top_are_not_too_many() -> None:
    assert _found(_row("5", "3", "加分项"), _row("2", "0.5", "附加分：工作创新")) == []


def test_one_finding_names_at_most_twenty_of_many_rows() -> None:
    (found,) = _found(*(_row("2", "1", f"指标{number}") for number in range(500)))
    text = found.message.text(Lang.ZH)
    assert text.startswith("自评表中有 500 项得分超过满分：指标0 2/1、")
    assert "指标19 2/1" in text
    assert "指标20 2/1" not in text


def test_what_two_copies_of_a_sheet_say_is_told_once() -> None:
    sheet = SelfSheet((_row("12", "10"), _row("5", "5")), None)
    assert len(list(self_findings((sheet, sheet), {}))) == 1
