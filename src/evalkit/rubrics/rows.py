"""Rows of a rubric, made of the tables that were read and what decides them."""

from evalkit.frozen import frozen
from evalkit.rubrics.rubric import Indicator, Statements
from evalkit.rubrics.tables import IndicatorTable, PartTable
from evalkit.rules.checklist import AnyOf, Checklist
from evalkit.rules.judgement import Judgement
from evalkit.rules.rule import Rule, Title


@frozen
class Chosen:
    """What a table's ``rule`` and ``parts`` come to."""

    rule: Rule | None = None
    parts: tuple[Indicator, ...] = ()


def row_of(
    table: IndicatorTable | PartTable, chosen: Chosen, modifiers: tuple[Rule, ...], group: str = ""
) -> Indicator:
    """Return the indicator or part that `table` says, decided by what is `chosen`."""
    return Indicator(
        id=table.id,
        title=Title(table.title, table.title_en),
        marks=table.marks,
        clause=table.clause,
        rule=chosen.rule,
        parts=chosen.parts,
        modifiers=modifiers,
        group=group,
        statements=table.statements,
        no_rate=table.no_rate,
        passages=table.passages,
        admitted_by=table.admitted_by,
        better=table.better,
    )


def items_of(checklist: Checklist) -> tuple[Indicator, ...]:
    """Return a checklist's items as parts, each of which is decided by itself."""
    return tuple(
        Indicator(
            id=item.id,
            title=Title(item.title, item.title_en),
            marks=item.marks,
            clause="",
            rule=AnyOf(any=item.any) if item.any else Judgement(),
            statements=Statements(item.statements) if item.statements else None,
            passages=item.passages,
        )
        for item in checklist.items
    )
