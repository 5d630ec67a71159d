"""Facts written into a file for a person, and read again."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.facts.facts_files import WORDS, load

from evalkit.documents.document import Evidence
from evalkit.facts.fact import Basis, Candidate, Fact, FactSheet, FactValue
from evalkit.facts.sheet_file import facts_toml, supplied
from evalkit.facts.unit import Unit
from evalkit.messages import say


def place(quote: str, line: int = 7) -> Evidence:
    return Evidence("report.txt", quote, 10, 10 + len(quote), line)


def test_the_written_file_shows_evidence_and_other_readings() -> None:
    chosen = Candidate(Decimal("0.98"), Basis.FIGURE, place("满意率\n98%"), step=Decimal("0.01"))
    other = Candidate(Decimal("0.991"), Basis.FIGURE, place("高达99.1%", 3), step=Decimal("0.001"))
    out = Candidate(Decimal("0.5"), Basis.FIGURE, place("50%"), rejected=say("上年数", "last year's"))
    fact = Fact(
        "rate",
        "完成率",
        Unit.RATIO,
        chosen.value,
        Basis.FIGURE,
        (chosen.evidence,),
        chosen.step,
        (chosen, other, out),
    )
    text = facts_toml(FactSheet("某“局”", 2020, {"rate": fact}))
    assert text.splitlines()[4:] == [
        "[report]",
        'department = "某“局”"',
        "year = 2020",
        "",
        "# 完成率",
        "#   report.txt:7 “满意率 98%”",
        "#   另有 99.1%：report.txt:3 “高达99.1%”",
        "[[fact]]",
        'id = "rate"',
        'value = "98"',
        'unit = "%"',
        'basis = "figure"',
    ]


hostile = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(hostile, hostile)
def test_no_text_of_a_report_can_break_out_of_the_file(department: str, quote: str) -> None:
    fact = Fact("visits", "接待人次", Unit.COUNT, Decimal(3), Basis.FIGURE, (place(quote),))
    sheet = load(facts_toml(FactSheet(department, None, {"visits": fact})))
    assert sheet.department == department
    assert list(sheet.facts) == ["visits"]


def of_unit(unit: Unit) -> st.SearchStrategy[tuple[FactValue, Decimal]]:
    """Return values of `unit` with a precision that reports print."""
    if unit is Unit.YES_NO:
        return st.tuples(st.booleans(), st.just(Decimal(0)))
    if unit is Unit.TEXT:
        return st.tuples(hostile.filter(lambda text: bool(text.strip())), st.just(Decimal(0)))
    exponents = {
        Unit.MONEY: [-2, -1, 0, 2, 3, 4, 5, 6, 7, 8],
        Unit.RATIO: [-5, -4, -3, -2],
        Unit.COUNT: [0],
        Unit.SCORE: [-2, -1, 0],
    }[unit]
    least = -(10**9) if unit in (Unit.MONEY, Unit.RATIO) else 0
    return st.tuples(st.integers(least, 10**9), st.sampled_from(exponents)).map(
        lambda printed: (Decimal(printed[0]).scaleb(printed[1]), Decimal(1).scaleb(printed[1]))
    )


@st.composite
def sheets(draw: st.DrawFn) -> FactSheet:
    """Draw fact sheets of any content."""
    found = {}
    for id, definition in WORDS.definitions.items():
        if draw(st.booleans()):
            value, step = draw(of_unit(definition.unit))
            bases = [Basis.STATEMENT, Basis.SUPPLIED] if definition.unit is Unit.YES_NO else list(Basis)
            basis = draw(st.sampled_from(bases))
            found[id] = Fact(
                id,
                definition.title,
                definition.unit,
                value,
                basis,
                () if basis is Basis.SUPPLIED else (place("原文"),),
                Decimal(0) if basis is Basis.STATEMENT else step,
            )
    return FactSheet(draw(st.none() | hostile), draw(st.none() | st.integers(1990, 2100)), found)


@given(sheets())
def test_what_is_written_is_read_again(sheet: FactSheet) -> None:
    again = load(facts_toml(sheet))
    assert (again.department, again.year) == (sheet.department, sheet.year)
    assert {id: (fact.value, fact.unit, fact.basis, fact.step) for id, fact in again.facts.items()} == {
        id: (fact.value, fact.unit, fact.basis, fact.step) for id, fact in sheet.facts.items()
    }


@given(sheets())
def test_what_is_written_and_given_back_changes_nothing(sheet: FactSheet) -> None:
    again = supplied(sheet, facts_toml(sheet).encode(), "fix.toml", WORDS)
    assert again.facts == sheet.facts
