"""What was read in a report, without a score: its facts, all readings of one, and what contradicts."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from evalkit.facts.fact import Candidate, Fact, FactSheet
from evalkit.messages import Joined, Lang
from evalkit.rendering import words
from evalkit.rendering.figures import value_text
from evalkit.rendering.places import Places
from evalkit.rendering.renderer import View
from evalkit.rendering.terminal.canvas import Heading, indented, listing, quote, quotes
from evalkit.rendering.terminal.prose import prose
from evalkit.rendering.visible import visible


def report_lines(sheet: FactSheet, lang: Lang) -> Iterator[RenderableType]:
    """Yield the department, the year and the documents on one line, and what of them was not read."""
    department = words.NO_DEPARTMENT.text(lang) if sheet.department is None else visible(sheet.department)
    year = (
        words.NO_YEAR.text(lang)
        if sheet.year is None
        else words.filled(words.YEAR, year=sheet.year).text(lang)
    )
    names = Joined(tuple(visible(document.name) for document in sheet.documents)).text(lang)
    yield prose((department, "bold"), "  ", year, (f"  {names}" if names else "", "dim"))
    yield from (prose((visible(note.text(lang)), "yellow")) for note in sheet.notes)


def facts(sheet: FactSheet, view: View) -> Iterator[RenderableType]:
    """Yield the table of the facts: title and id, value and basis, quote and line."""
    lang = view.lang
    where = Places.within(sheet.documents, lang)
    count = words.filled(words.FACTS_COUNT, count=len(sheet.facts)).text(lang)
    yield Heading(words.FACTS.text(lang), count)
    if not sheet.facts:
        yield Text(words.NO_FACTS.text(lang))
        return
    table = listing(apart=2)
    table.add_column(words.FACT.text(lang), ratio=3)
    table.add_column(words.VALUE_AND_BASIS.text(lang), justify="right", ratio=2)
    table.add_column(words.EVIDENCE.text(lang), ratio=5)
    for fact in sheet.facts.values():
        table.add_row()
        table.add_row(
            Group(prose(visible(fact.title)), prose((visible(fact.id), "dim"))),
            Group(
                prose((value_text(fact.value, fact.unit, lang), "bold")),
                prose((words.BASES[fact.basis].text(lang), "dim")),
            ),
            Group(*quotes(fact.evidence, where)),
        )
    yield table


def explanation(fact: Fact, view: View) -> Iterator[RenderableType]:
    """Yield every reading of one fact that was considered: what spoke for it, what listing it out."""
    lang = view.lang
    yield prose((visible(fact.title), "bold"), (f"  {visible(fact.id)}", "dim"))
    yield prose(
        (value_text(fact.value, fact.unit, lang), "bold green"), "  ", words.BASES[fact.basis].text(lang)
    )
    yield from quotes(fact.evidence, Places(lang))
    if fact.candidates:
        count = words.filled(words.FACTS_COUNT, count=len(fact.candidates)).text(lang)
        yield Heading(words.CANDIDATES.text(lang), count)
    for index, candidate in enumerate(fact.candidates):
        yield Text()
        yield from _candidate(candidate, fact, lang, chosen=index == 0)


def _candidate(candidate: Candidate, fact: Fact, lang: Lang, *, chosen: bool) -> Iterator[RenderableType]:
    if candidate.rejected is not None:
        status = (words.REJECTED.text(lang), "red")
    elif chosen:
        status = (words.CHOSEN.text(lang), "green")
    else:
        status = (words.CONSIDERED.text(lang), "yellow")
    remarks = [
        words.BASES[candidate.basis].text(lang),
        words.filled(words.SCORE, score=candidate.score).text(lang),
    ]
    if candidate.step:
        remarks.append(words.filled(words.STEP, step=value_text(candidate.step, fact.unit, lang)).text(lang))
    if candidate.approximate:
        remarks.append(words.APPROXIMATE.text(lang))
    yield prose(
        status,
        "  ",
        (value_text(candidate.value, fact.unit, lang), "bold"),
        ("  " + "  ".join(remarks), "dim"),
    )
    yield indented(quote(candidate.evidence, Places(lang)))
    if candidate.rejected is not None:
        yield indented(prose((visible(candidate.rejected.text(lang)), "red")))
    for note in candidate.notes:
        yield indented(prose((f"· {visible(note.text(lang))}", "dim"), indent=2))
