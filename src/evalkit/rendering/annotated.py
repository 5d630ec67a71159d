"""The report's own Word file with what a scorecard says as comments on the very sentences."""

from datetime import datetime

from evalkit.documents.document import Document, Span
from evalkit.documents.limits import DEFAULT, Limits
from evalkit.documents.packed.package import Package
from evalkit.documents.word.comments import Comment, CommentedFile
from evalkit.frozen import frozen
from evalkit.messages import Lang, say
from evalkit.rendering.annotations import ELSEWHERE, Annotation, annotations, listed
from evalkit.rendering.places import Places
from evalkit.scoring.scorecard import Scorecard


@frozen
class Annotated:
    """The bytes of the file; how many comments stand where they belong, and how many things are listed at its start."""

    data: bytes
    placed: int
    listed: int


def annotated(
    data: bytes, document: Document, card: Scorecard, lang: Lang, at: datetime, limits: Limits = DEFAULT
) -> Annotated:
    """Return the Word file `data`, which was read as `document`, with the comments of `card` dated `at`.

    What has no place in its text is listed in one comment on its first paragraph. Raises DocumentError
    for what is no Word file, or another than the one that was read.
    """
    package = Package.open(document.name, data, limits)
    file = CommentedFile.open(package)
    if file.text != document.text:
        raise package.refused(say("批注时读到的文字与评分时不同", "its text is not the one that was scored"))
    found = annotations(card, lang)
    left = [one for one in found if not _is_placed(one, document, file)]
    if left:
        file.place_first(_list(left, Places.within(card.report.documents, lang)))
    return Annotated(file.written(at), len(found) - len(left), len(left))


def _is_placed(annotation: Annotation, document: Document, file: CommentedFile) -> bool:
    evidence = annotation.evidence
    if evidence is None or evidence.document != document.name:
        return False
    return file.place(Comment(Span(evidence.start, evidence.end), annotation.lines))


def _list(left: list[Annotation], places: Places) -> tuple[str, ...]:
    lines = [ELSEWHERE.text(places.lang)]
    for number, one in enumerate(left, 1):
        first, *others = listed(one, places)
        lines += [f"{number}. {first}", *others]
    return tuple(lines)
