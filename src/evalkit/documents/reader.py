"""What a reader is: one kind of file, told by its content, turned into a document."""

from collections.abc import Callable

from attrs import frozen

from evalkit.documents.document import Document
from evalkit.documents.limits import Limits


@frozen
class Reader:
    """A reader of one format.

    `accepts(name, data)` says from the content (and, where that leaves a doubt, the suffix) whether the bytes are of this
    format; `read(name, data, limits)` returns the document and raises DocumentError when the bytes are
    broken or go beyond the limits. Both are called with the file's name without folders.
    """

    name: str
    title: str
    accepts: Callable[[str, bytes], bool]
    read: Callable[[str, bytes, Limits], Document]
