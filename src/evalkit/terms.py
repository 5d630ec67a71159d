"""Everything that a rubric may name: the facts of all catalogues and the measures that fit them."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from attrs import field

from evalkit import facts
from evalkit.errors import PluginError
from evalkit.facts.catalogue import Catalogue, load_catalogue
from evalkit.facts.unit import Unit
from evalkit.frozen import frozen
from evalkit.measures.measure import Measure
from evalkit.messages import Message, say
from evalkit.rules.rule import Title


@frozen
class Terms:
    """The catalogue of facts, and the measures whose facts it defines.

    `errors` are what had to be left out, each with the plugin that brought it; `faults` are the
    same as sentences, those of loading the plugins before them.
    """

    catalogue: Catalogue
    measures: Mapping[str, Measure]
    errors: tuple[PluginError, ...] = ()
    faults: tuple[Message, ...] = ()
    units: Mapping[str, Unit] = field(init=False)
    titles: Mapping[str, Title] = field(init=False)

    @units.default
    def _units(self) -> Mapping[str, Unit]:
        facts = {id: definition.unit for id, definition in self.catalogue.definitions.items()}
        return facts | {id: measure.unit for id, measure in self.measures.items()}

    @titles.default
    def _titles(self) -> Mapping[str, Title]:
        return {id: Title(definition.title) for id, definition in self.catalogue.definitions.items()}


def agreed_terms(
    sources: Sequence[tuple[str, Traversable]], measures: Mapping[str, tuple[str, Measure]]
) -> Terms:
    """Return the terms on which `sources` (catalogues, each after its plugin) and `measures` agree.

    A catalogue that contradicts core's or an earlier one is left out, and so is a measure that
    needs a fact which nobody defines, or in another unit.
    """
    catalogue, errors = _catalogue(sources)
    kept: dict[str, Measure] = {}
    for id, (plugin, measure) in measures.items():
        wrong = next(_misfits(measure, catalogue), None)
        if wrong is None:
            kept[id] = measure
        else:
            errors.append(PluginError(plugin, wrong))
    return Terms(catalogue, kept, tuple(errors))


def _catalogue(sources: Sequence[tuple[str, Traversable]]) -> tuple[Catalogue, list[PluginError]]:
    """Return the catalogue of as many sources as agree, taken in order, and what the others did."""
    try:
        return load_catalogue([*_core(), *sources]), []
    except PluginError:
        pass
    # Something is wrong somewhere: take them one by one, so that each costs its own plugin only.
    errors: list[PluginError] = []
    agreed = _core()
    for source in sources:
        try:
            load_catalogue([*agreed, source], partial=True)
        except PluginError as error:
            errors.append(error)
        else:
            agreed.append(source)
    return load_catalogue(agreed, partial=True), errors


def _core() -> list[tuple[str, Traversable]]:
    folder = files(facts)
    return [("core", folder / "core.toml"), ("core", folder / "relations.toml")]


def _misfits(measure: Measure, catalogue: Catalogue) -> Iterator[Message]:
    needed = dict(measure.parameters)
    if measure.claimed_as is not None:
        needed[measure.claimed_as] = measure.unit
    if measure.id in catalogue.definitions:
        yield say("测算“{id}”与同名的事实冲突", "the measure {id} has the name of a fact", id=measure.id)
    for id, unit in needed.items():
        definition = catalogue.definitions.get(id)
        if definition is None:
            yield say(
                "测算“{measure}”用到的事实“{id}”没有定义",
                "the measure {measure} needs the fact {id}, which no catalogue defines",
                measure=measure.id,
                id=id,
            )
        elif definition.unit is not unit:
            yield say(
                "测算“{measure}”要求事实“{id}”的单位是 {unit}，目录中是 {defined}",
                "the measure {measure} takes the fact {id} in {unit}; the catalogue defines it in {defined}",
                measure=measure.id,
                id=id,
                unit=unit.value,
                defined=definition.unit.value,
            )
