"""Readings become candidates of the facts that they can be, each with what speaks for and against it."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from evalkit.documents.document import Document
from evalkit.documents.passage import Passage, passages
from evalkit.facts.candidates import Found, running_candidates, topic_of
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.fact import Basis
from evalkit.messages import Lang

Candidates = Callable[[str], list[Found]]


@pytest.fixture
def candidates(catalogue: Catalogue, document: Callable[[str], Document]) -> Candidates:
    def found(text: str) -> list[Found]:
        read = [each for each in passages(document(text)) if isinstance(each, Passage)]
        return list(running_candidates(read[-1], catalogue, 2023))

    return found


def notes(found: Found) -> list[str]:
    return [note.text(Lang.ZH) for note in found.candidate.notes]


@pytest.mark.parametrize(
    ("headings", "topic"),
    [
        (("二、经济性", "（一）“三公”经费控制情况"), "three_public"),
        (("公务接待费", "其他情况"), "reception"),
        (("“三公”经费与政府采购",), ""),
        ((), ""),
    ],
)
def test_the_innermost_telling_heading_is_the_topic(
    catalogue: Catalogue, headings: tuple[str, ...], topic: str
) -> None:
    assert topic_of(headings, catalogue) == topic


def test_a_candidate_has_its_value_basis_step_and_words(candidates: Candidates) -> None:
    (found,) = candidates("“三公”经费实际支出约16.3万元。")
    assert found.fact == "three_public_actual"
    assert found.candidate.value == Decimal(163_000)
    assert found.candidate.basis is Basis.FIGURE
    assert found.candidate.step == Decimal(1_000)
    assert found.candidate.approximate
    assert found.candidate.evidence.quote == "“三公”经费实际支出约16.3万元"
    assert notes(found) == ["同一分句点明了对象"]


def test_what_the_report_works_out_itself_is_a_claim(candidates: Candidates) -> None:
    (budget, rate) = candidates("“三公”经费预算21.5万元，控制率76%。")
    assert (budget.candidate.basis, rate.candidate.basis) == (Basis.FIGURE, Basis.CLAIM)
    assert notes(rate) == ["对象承上文"]


def test_a_zero_in_words_is_a_statement(candidates: Candidates) -> None:
    (found,) = candidates("本年没有发生公务接待费。")
    assert (found.candidate.value, found.candidate.basis) == (Decimal(0), Basis.STATEMENT)
    assert found.candidate.evidence.quote == "本年没有发生公务接待费"


def test_the_year_before_and_a_list_are_noted(candidates: Candidates) -> None:
    assert "说的是上年" in notes(candidates("上年“三公”经费决算17.2万元。")[0])
    assert "按“分别为”逐项对应" in notes(candidates("“三公”经费预算、决算分别为21.5万元、16.3万元。")[0])


@pytest.mark.parametrize(
    ("words", "value"),
    [("比上年下降5%", "-0.05"), ("比上年减少5%", "-0.05"), ("比上年增长5%", "0.05"), ("同比压减5%", "-0.05")],
)
def test_a_fall_is_negative(candidates: Candidates, words: str, value: str) -> None:
    found = {each.fact: each.candidate.value for each in candidates(f"“三公”经费支出{words}。")}
    assert found == {"three_public_change_rate": Decimal(value)}


def test_a_plan_is_ruled_out(candidates: Candidates) -> None:
    (found,) = candidates("预计满意度达到95%。")
    assert found.candidate.rejected is not None
    assert found.candidate.rejected.text(Lang.ZH) == "说的是计划或目标"


def test_a_count_among_the_problems_is_ruled_out(candidates: Candidates) -> None:
    (found,) = candidates("# 存在的问题\n\n部署重点工作4项。")
    assert found.candidate.rejected is not None
    assert found.candidate.rejected.text(Lang.ZH) == "是存在问题一节里的数，只涉及部分"


def test_the_own_section_speaks_for_a_candidate(candidates: Candidates) -> None:
    (elsewhere,) = candidates("# 履职情况\n\n满意度为94%。")
    (at_home,) = candidates("# 公众或服务对象满意度\n\n满意度为94%。")
    assert "在该指标自己的章节" in notes(at_home)
    assert at_home.candidate.score > elsewhere.candidate.score


@pytest.mark.parametrize(
    "text",
    [
        "满意度提高3个百分点。",
        "满意度为90%至95%。",
        "编制64辆。",
        "“三公”经费控制率16.3万元。",
        "自评总分为980。",
    ],
)
def test_unit_and_noun_must_fit(candidates: Candidates, text: str) -> None:
    assert candidates(text) == []


def test_marks_may_stand_without_their_unit(candidates: Candidates) -> None:
    (found,) = candidates("自评总分为91.5。")
    assert (found.fact, found.candidate.value) == ("self_score", Decimal("91.5"))
