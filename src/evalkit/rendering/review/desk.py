"""What an evaluator may do on the review page: judge, correct facts, undo, sign."""

from collections.abc import Iterator, Mapping

from evalkit.facts.fact import Fact, FactDefinition, FactSheet
from evalkit.facts.sheet_toml import printed
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.rendering.contents import is_judgement, used_facts
from evalkit.scoring.judgements import Judgement
from evalkit.scoring.scorecard import Scorecard
from evalkit.scoring.targets import Target


@frozen
class Judgeable:
    """What may be judged, and how it is judged now: None when nobody has."""

    target: Target
    given: Judgement | None


@frozen
class Correctable:
    """A fact that may be corrected, or supplied where the report does not give it.

    `value` is as one would type it, in the printed unit `noun` (empty: the base unit of `unit`); it is empty
    for a fact that is not known. `corrected` says that it is no longer as the report has it, `note` why.
    """

    id: str
    title: str
    unit: Unit
    value: str
    noun: str
    corrected: bool
    note: str


@frozen
class Desk:
    """What may be done on the page at one `revision` of a review; `by` is who reviews, empty when not known."""

    judged: tuple[Judgeable, ...]
    facts: tuple[Correctable, ...]
    revision: int
    can_undo: bool
    by: str = ""


def judgeables(targets: Mapping[str, Target], given: Mapping[str, Judgement]) -> tuple[Judgeable, ...]:
    """Return all that can be judged with how it is judged, in the order of `targets`."""
    return tuple(Judgeable(target, given.get(address)) for address, target in targets.items())


def correctables(
    card: Scorecard,
    sheet: FactSheet,
    definitions: Mapping[str, FactDefinition],
    notes: Mapping[str, str],
) -> tuple[Correctable, ...]:
    """Return the facts that the scorecard used or lacks; `notes` are the reasons of what was corrected, by id."""
    ids = dict.fromkeys(_used_or_missing(card))
    return tuple(_correctable(definitions[id], sheet.get(id), notes) for id in ids if id in definitions)


def _used_or_missing(card: Scorecard) -> Iterator[str]:
    yield from (one.fact for _, one in used_facts(card))
    yield from (item.id for item in card.missing if not is_judgement(item))


def _correctable(definition: FactDefinition, fact: Fact | None, notes: Mapping[str, str]) -> Correctable:
    value, noun = ("", "") if fact is None else printed(fact.value, fact.step, fact.unit)
    return Correctable(
        id=definition.id,
        title=definition.title,
        unit=definition.unit,
        value=value,
        noun=noun,
        corrected=definition.id in notes,
        note=notes.get(definition.id, ""),
    )
