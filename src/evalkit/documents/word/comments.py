"""Comments of ours in a Word file of somebody else's: on the very words, and nothing else changed."""

import posixpath
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count

from attrs import define, field

from evalkit.documents.document import Span
from evalkit.documents.packed.package import Package
from evalkit.documents.packed.xml import (
    RELATIONSHIP,
    Element,
    made,
    parsed,
    related,
    relations_path,
    written,
)
from evalkit.documents.word.docx import Traced, trace_docx
from evalkit.documents.word.ranges import Ranges, text_of
from evalkit.documents.word.runs import BOX, RUN
from evalkit.documents.word.xml import W
from evalkit.frozen import frozen

AUTHOR, INITIALS = "evalkit", "ek"
"""Who writes the comments."""

_TYPES = "[Content_Types].xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_NO_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_NO_COMMENTS = f'<w:comments xmlns:w="{W[1:-1]}"/>'.encode()
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_START, _END, _REFERENCE = f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"


@frozen
class Comment:
    """A comment on a span of the text: what it says, a paragraph a line."""

    span: Span
    lines: tuple[str, ...]


@define
class CommentedFile:
    """A Word file that gets comments: first all are placed, then the file is written."""

    package: Package
    _traced: Traced
    _places: list[tuple["_End", "_End", tuple[str, ...]]] = field(factory=list)
    _texts: dict[int, str] = field(factory=dict)
    """What is read in the paragraphs that were looked at: one may be long, and have many comments."""

    @classmethod
    def open(cls, package: Package) -> "CommentedFile":
        """Return the file in `package`. Raises DocumentError where it is no Word file, or broken."""
        return cls(package, trace_docx(package))

    @property
    def text(self) -> str:
        """Return the text that spans point into: that of the document which the reader makes of the file."""
        return self._traced.text

    def place(self, comment: Comment) -> bool:
        """Place a comment; return False where Word allows none (in a text box) or the text has no such place."""
        quote = self.text[comment.span.start : comment.span.end]
        start = comment.span.start + len(quote) - len(quote.lstrip())
        end = comment.span.start + len(quote.rstrip())
        if start >= end:
            return False
        first, last = self._end(start, 0), self._end(end, 1)
        if first is None or last is None:
            return False
        self._places.append((first, last, comment.lines))
        return True

    def place_first(self, lines: tuple[str, ...]) -> None:
        """Place a comment on the first paragraph of the file that can have one."""
        for number, (_, paragraph) in enumerate(self._traced.paragraphs):
            text = self._text_of(number)
            if text.strip() and not _is_boxed(paragraph):
                first = _End(number, len(text) - len(text.lstrip()))
                self._places.append((first, _End(number, len(text.rstrip())), lines))
                return

    def written(self, at: datetime) -> bytes:
        """Return the file with its comments, dated `at`; parts that have nothing to do with them stay as they are."""
        if not self._places:
            return self.package.with_parts({})
        part = related(self.package, self._traced.path).get("comments")
        comments = None if part is None else parsed(self.package, part)
        changed: dict[str, bytes] = {}
        if part is None or comments is None:
            part, comments = self._new_part(), made(_NO_COMMENTS)
            changed |= self._announced(part)
        self._add(comments, at)
        changed[part] = written(comments, self.package, self._traced.path)
        changed[self._traced.path] = written(self._traced.root, self.package, self._traced.path)
        return self.package.with_parts(changed)

    # ------------------------------------------------------------ places

    def _end(self, offset: int, back: int) -> "_End | None":
        """Return where in which paragraph `offset` is; with `back` 1, where the sign before it ends."""
        starts = self._traced.paragraphs
        number = bisect_right(starts, offset - back, key=_first) - 1
        if number < 0:
            return None
        base, paragraph = starts[number]
        place = offset - back - base
        read = self._text_of(number)[place : place + 1].replace("\n", " ")
        if read != self.text[offset - back].replace("\n", " ") or _is_boxed(paragraph):
            return None
        return _End(number, place + back)

    def _text_of(self, number: int) -> str:
        """Return what is read in a paragraph, by its number."""
        if number not in self._texts:
            self._texts[number] = text_of(self._traced.paragraphs[number][1])
        return self._texts[number]

    # ------------------------------------------------------------ parts

    def _add(self, comments: Element, at: datetime) -> None:
        """Write the comments to their part, and their marks into the body, in the order of the text."""
        ranges: dict[int, Ranges] = {}
        ids = _free_ids(comments, self._traced.root)
        for (first, last, lines), id in zip(sorted(self._places, key=_in_order), ids, strict=False):
            comments.append(_comment(comments, id, lines, at))
            start, end = (
                comments.makeelement(_START, {f"{W}id": id}),
                comments.makeelement(_END, {f"{W}id": id}),
            )
            run = comments.makeelement(RUN)
            run.append(run.makeelement(_REFERENCE, {f"{W}id": id}))
            self._ranges(ranges, first).opening.append((first.place, start))
            self._ranges(ranges, last).closing.append((last.place, (end, run)))
        for one in ranges.values():
            one.put()

    def _ranges(self, ranges: dict[int, Ranges], end: "_End") -> Ranges:
        return ranges.setdefault(end.paragraph, Ranges(self._traced.paragraphs[end.paragraph][1]))

    def _new_part(self) -> str:
        folder = posixpath.dirname(self._traced.path)
        names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in count())
        return next(name for name in names if name not in self.package.members)

    def _announced(self, part: str) -> Mapping[str, bytes]:
        """Return the parts that have to say that there is a new one."""
        path = relations_path(self._traced.path)
        relations = parsed(self.package, path)
        if relations is None:
            relations = made(_NO_RELATIONS)
        used = {each.get("Id") for each in relations.iter(RELATIONSHIP)}
        id = next(id for number in count(1) if (id := f"rId{number}") not in used)
        told = {"Id": id, "Type": _KIND, "Target": f"/{part}"}
        relations.append(relations.makeelement(RELATIONSHIP, told))
        changed = {path: written(relations, self.package, self._traced.path)}
        types = parsed(self.package, _TYPES)
        if types is not None:
            types.append(types.makeelement(_OVERRIDE, {"PartName": f"/{part}", "ContentType": _TYPE}))
            changed[_TYPES] = written(types, self.package, _TYPES)
        return changed


@frozen(order=True)
class _End:
    """An end of a range: the paragraph, by its number, and the offset in what is read in it."""

    paragraph: int
    place: int


def _first(placed: tuple[int, Element]) -> int:
    return placed[0]


def _in_order(placed: tuple[_End, _End, Sequence[str]]) -> tuple[_End, int, int]:
    first, last, _ = placed
    return first, -last.paragraph, -last.place


def _is_boxed(paragraph: Element) -> bool:
    return next(paragraph.iterancestors(BOX), None) is not None


def _free_ids(*roots: Element) -> Iterator[str]:
    """Yield ids that no comment has, going on behind the highest one."""
    named = (
        each.get(f"{W}id", "") for root in roots for each in root.iter(f"{W}comment", _START, _REFERENCE)
    )
    used = {int(id) for id in named if id.isascii() and id.isdigit() and len(id) < 10}
    return map(str, count(max(used, default=-1) + 1))


def _comment(root: Element, id: str, lines: Sequence[str], at: datetime) -> Element:
    named = {"id": id, "author": AUTHOR, "date": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "initials": INITIALS}
    comment = root.makeelement(f"{W}comment", {f"{W}{name}": value for name, value in named.items()})
    for number, line in enumerate(lines):
        paragraph = comment.makeelement(f"{W}p")
        if not number:
            paragraph.append(_run(paragraph, f"{W}annotationRef"))
        paragraph.append(_run(paragraph, f"{W}t", line))
        comment.append(paragraph)
    return comment


def _run(paragraph: Element, tag: str, text: str | None = None) -> Element:
    run = paragraph.makeelement(RUN)
    inner = run.makeelement(tag)
    inner.text = text
    run.append(inner)
    return run
