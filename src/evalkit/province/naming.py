"""What reports call the figures and rates that they promise something of: the words of the catalogue."""

from collections.abc import Iterator, Mapping

from evalkit.facts.catalogue import Catalogue
from evalkit.facts.unit import Unit
from evalkit.facts.wording import Wording
from evalkit.measures.measure import Measure
from evalkit.scoring.wording import plainly

_SHORTEST = 3
"""How many signs a word needs, so that it does not stand in any text."""
_TOTAL = "total"
"""The subject of the department's whole budget, which nobody names: 预算执行率 is that of all spending."""
_OF_ALL = "预算"


def spoken_names(catalogue: Catalogue, measures: Mapping[str, Measure]) -> dict[str, tuple[str, ...]]:
    """Return what each fact and each measure is called, by its id, the longest name first.

    A fact whose side need not be said is called as its subject is (公务接待费), a rate by its subject and
    itself (政府采购 + 执行率), and a measure as the fact in which reports state it.
    """
    names = {
        id: tuple(sorted(set(_names(wording, catalogue)), key=lambda name: (-len(name), name)))
        for id, wording in catalogue.wordings.items()
    }
    for id, measure in measures.items():
        if measure.claimed_as in names:
            names[id] = names[measure.claimed_as]
    return {id: found for id, found in names.items() if found}


def _names(wording: Wording, catalogue: Catalogue) -> Iterator[str]:
    subject = catalogue.subjects.get(wording.subject)
    if subject is None or wording.period != "current":
        return
    if wording.plain:
        yield from _usable(subject.words)
    elif Unit(wording.unit) is Unit.RATIO and wording.aspects:
        rates = [
            word
            for aspect in wording.aspects[:2]
            if aspect in catalogue.aspects
            for word in catalogue.aspects[aspect].words
            if word.endswith("率")
        ]
        if wording.subject == _TOTAL:
            yield from _usable(tuple(rate for rate in rates if rate.startswith(_OF_ALL)))
        else:
            yield from _usable(tuple(word + rate for word in subject.words for rate in rates))
            yield from _usable(tuple(word for word in subject.words if word.endswith("率")))


def _usable(words: tuple[str, ...]) -> Iterator[str]:
    return (name for name in map(plainly, words) if len(name) >= _SHORTEST)
