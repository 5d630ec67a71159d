"""The rubrics of a batch: the one that was named, or all on offer, each built when it is first needed."""

from collections.abc import Mapping

from attrs import define, field

from evalkit import journey
from evalkit.batch.scoring import Settings
from evalkit.offers import effective_file, find_rubric_file, offers
from evalkit.registry import Registry
from evalkit.rubrics.extending import RubricFile
from evalkit.rubrics.rubric import Rubric
from evalkit.rubrics.writing import rubric_toml


@define
class Standards:
    """The rubrics by which the reports of a batch may be scored, by id."""

    registry: Registry
    files: Mapping[str, RubricFile]
    _built: dict[str, Rubric] = field(factory=dict)

    def rubric(self, id: str) -> Rubric:
        """Return the rubric of that id; raises RubricError when it has problems."""
        if id not in self._built:
            self._built[id] = journey.load(self.files[id], self.registry)
        return self._built[id]

    def text(self, id: str) -> str:
        """Return the rubric of that id as one TOML file, with all that it extends."""
        return rubric_toml(effective_file(self.files[id], self.registry).file.data)


def standards(settings: Settings, registry: Registry) -> Standards:
    """Return the rubrics by which `settings` let reports be scored; raises InputError when one was named in vain."""
    if settings.rubric is None:
        return Standards(registry, {offer.id: offer.file for offer in offers(registry).offers})
    file = find_rubric_file(settings.rubric, registry)
    rubric = journey.load(file, registry)
    return Standards(registry, {rubric.id: file}, {rubric.id: rubric})
