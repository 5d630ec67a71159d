"""What a renderer is: one output format made of a scorecard, which it only reads."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from attrs import field

from evalkit.documents.document import Document
from evalkit.frozen import frozen
from evalkit.messages import Lang
from evalkit.scoring.scorecard import Scorecard


@frozen
class View:
    """How somebody wants to look at a scorecard: language, width in columns, colours or none.

    `documents` are those that were scored, for formats that show their text; empty where they are not
    at hand, and a format does without them. `files` are the paths under which the user named the documents, by
    the documents' names, for formats that lead back to the files. `bar` is the total that is asked for
    (``--fail-under``), None where none is.
    """

    lang: Lang = Lang.ZH
    width: int = 80
    color: bool = False
    documents: tuple[Document, ...] = ()
    files: Mapping[str, str] = field(factory=dict)
    bar: Decimal | None = None


@frozen
class Renderer:
    """An output format: `render` returns text, or bytes when `binary`."""

    name: str
    title: str
    suffix: str
    render: Callable[[Scorecard, View], str | bytes]
    binary: bool = False
