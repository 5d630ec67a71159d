"""What a reader is: one kind of file, told by its content, turned into a document."""

from collections.abc import Callable

from evalkit.documents.document import Document
from evalkit.documents.limits import Limits
from evalkit.documents.progress import Progress
from evalkit.frozen import frozen


@frozen
class Reader:
    """A reader of one format.

    `accepts(name, data)` says from the content (and, where that leaves a doubt, the suffix) whether the bytes are of this
    format; `read(name, data, limits)` returns the document and raises DocumentError when the bytes are
    broken or go beyond the limits. Both are called with the file's name without folders. `watched` reads as
    `read` does, and is called instead of it where a format may take long: it tells its last argument how far
    it has come.
    """

    name: str
    title: str
    accepts: Callable[[str, bytes], bool]
    read: Callable[[str, bytes, Limits], Document]
    watched: Callable[[str, bytes, Limits, Progress], Document] | None = None
