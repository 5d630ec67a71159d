"""The rubrics of a batch: the one that was named, or all on offer, each built when it is first needed."""

import hashlib
from collections.abc import Iterator, Mapping

from attrs import define, field

from evalkit import journey
from evalkit.batch.settings import Settings
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.fact import FactSheet
from evalkit.messages import Message
from evalkit.offers import Offers, choose, effective_file, find_rubric_file, offers
from evalkit.reading import Source, catalogue_of
from evalkit.registry import Registry
from evalkit.rubrics.extending import Effective, RubricFile
from evalkit.rubrics.rubric import Rubric
from evalkit.rubrics.writing import rubric_toml


@define
class Standards:
    """The rubrics by which the reports of a batch may be scored, by id: the one that was `named`, else all on offer.

    `met` are the files that those extend which were looked at so far. A rubric is built when it is first needed: a batch in which nothing is due needs none.
    """

    registry: Registry
    named: str | None
    files: Mapping[str, RubricFile]
    on_offer: Offers = field(factory=lambda: Offers((), ()))
    met: list[RubricFile] = field(factory=list)
    _effective: dict[str, Effective] = field(factory=dict)
    _built: dict[str, Rubric] = field(factory=dict)

    @property
    def faults(self) -> tuple[Message, ...]:
        """What is wrong with rubrics on offer."""
        return self.on_offer.faults

    def digests(self) -> Iterator[str]:
        """Yield the digest of each rubric with all that it extends; raises InputError for one that cannot be read."""
        return (self._whole(id).sha256 for id in self.files)

    def sources(self) -> tuple[tuple[str, str], ...] | None:
        """Return the files of the rubrics and of those that they extend, with the digests of what was read.

        None when one is no file of its own.
        """
        files = (*self.files.values(), *self.met)
        found = [
            (str(file.path.absolute()), hashlib.sha256(file.data).hexdigest()) for file in files if file.path
        ]
        return tuple(found) if len(found) == len(files) else None

    def check(self) -> None:
        """Build the rubric that was named; raises InputError with all that is wrong with it."""
        if self.named is not None:
            self.rubric(self.named)

    def rubric(self, id: str) -> Rubric:
        """Return the rubric of that id; raises InputError when it has problems."""
        if id not in self._built:
            self._built[id] = journey.load_whole(self._whole(id), self.registry)
        return self._built[id]

    def text(self, id: str) -> str:
        """Return the rubric of that id as one TOML file, with all that it extends."""
        return rubric_toml(self._whole(id).file.data)

    def _whole(self, id: str) -> Effective:
        if id not in self._effective:
            self._effective[id] = effective_file(self.files[id], self.registry, self.met)
        return self._effective[id]

    def read(self, source: Source) -> tuple[Rubric, FactSheet]:
        """Return the rubric for a report, and the facts of the report, those that the rubric defines among them.

        Raises UsageError when no rubric was named and none is for the report, or several are, and
        InputError for what is wrong with rubric or facts.
        """
        if self.named is not None:
            return self.rubric(self.named), source.sheet(self._catalogue(self.named))
        from evalkit.facts.sheet_file import identity

        common = self.registry.catalogue
        sheet = source.sheet(common) if source.documents else identity(source.data, source.name)
        id = choose(sheet, self.on_offer).id
        if not source.documents or self._catalogue(id) is not common:
            sheet = source.sheet(self._catalogue(id))
        return self.rubric(id), sheet

    def _catalogue(self, id: str) -> Catalogue:
        return catalogue_of(self.rubric(id), self.registry)


def standards(settings: Settings, registry: Registry) -> Standards:
    """Return the rubrics by which `settings` let reports be scored; raises InputError when one was named in vain."""
    met: list[RubricFile] = []
    if settings.rubric is None:
        on_offer = offers(registry, met)
        files = {offer.id: offer.file for offer in on_offer.offers}
        wholes = {offer.id: offer.whole for offer in on_offer.offers if offer.whole is not None}
        return Standards(registry, None, files, on_offer, met, wholes)
    file = find_rubric_file(settings.rubric, registry)
    whole = effective_file(file, registry, met)
    head = whole.file.data.get("rubric")
    id = head.get("id") if isinstance(head, dict) else None
    if not isinstance(id, str):
        id = journey.load(file, registry).id  # which says what is wrong
    return Standards(registry, id, {id: file}, met=met, effective={id: whole})
