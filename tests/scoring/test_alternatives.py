"""What the other values of a fact would do to the marks."""

from decimal import Decimal
from typing import Any

from attrs import evolve

from evalkit.facts.fact import Basis, Candidate, Fact, Finding, FindingKind
from evalkit.messages import Lang, say

CONFLICT = Finding(FindingKind.CONFLICT, ("progress",), say("进度不一", "progress differs"), ())


def _fact(kit: Any, *values: str, **more: Any) -> Fact:
    where = kit.evidence("进度")
    step = Decimal("0.01")
    candidates = tuple(Candidate(Decimal(value), Basis.FIGURE, where, step=step) for value in values)
    made: Fact = evolve(kit.fact("progress", values[0], step="0.01"), candidates=candidates)
    return made


def _messages(kit: Any, fact: Fact, finding: Finding = CONFLICT, lang: Lang = Lang.ZH) -> list[str]:
    rows = [
        kit.row("a", 4, kit.share("progress"), title="进度"),
        kit.row(
            "b", 4, parts=(kit.row("p", 2, kit.share("progress")), kit.row("q", 2, kit.ask())), title="合计"
        ),
        kit.row("c", 1, kit.ask()),
    ]
    card = kit.score(rows, sheet=kit.sheet(fact, findings=(finding,)))
    return [each.message.text(lang) for each in card.findings]


def test_a_conflict_says_what_the_other_value_would_do(kit: Any) -> None:
    fact = _fact(kit, "0.75", "0.5")
    assert _messages(kit, fact) == [
        "进度不一；若采用 50%，“进度”由 3 分变为 2 分、“合计”由 1.5–3.5 分变为 1–3 分"
    ]
    (english,) = _messages(kit, fact, lang=Lang.EN)
    assert english.startswith("progress differs; with 50%, 进度 goes from 3 marks to 2 marks, ")
    assert english.endswith("合计 goes from 1.5–3.5 marks to 1–3 marks")


def test_a_value_that_changes_nothing_says_so(kit: Any) -> None:
    assert _messages(kit, _fact(kit, "1", "1.5")) == ["进度不一；若采用 150%，得分不变"]


def test_only_values_that_differ_and_stand_are_tried(kit: Any) -> None:
    fact = _fact(kit, "0.75", "0.755", "0.5", "0.25")
    rejected = evolve(fact.candidates[3], rejected=say("另有所指", "about something else"))
    fact = evolve(fact, candidates=(*fact.candidates[:3], rejected))
    (message,) = _messages(kit, fact)
    assert message.count("若采用") == 1


def test_no_more_than_three_values_are_tried(kit: Any) -> None:
    (message,) = _messages(kit, _fact(kit, "0.1", "0.3", "0.5", "0.7", "0.9"))
    assert message.count("若采用") == 3


def test_other_findings_stay_as_they_are(kit: Any) -> None:
    fact = _fact(kit, "0.75", "0.5")
    assert _messages(kit, fact, evolve(CONFLICT, kind=FindingKind.SUM)) == ["进度不一"]
    assert _messages(kit, fact, evolve(CONFLICT, facts=())) == ["进度不一"]
    assert _messages(kit, fact, evolve(CONFLICT, facts=("orders_all",))) == ["进度不一"]
