"""The XML in a packed file, parsed so that a hostile file costs neither memory nor secrets."""

import codecs
import posixpath
from collections.abc import Callable, Iterator, Mapping

from lxml import etree
from lxml.etree import _Element

from evalkit.documents.packed.package import Package
from evalkit.messages import say

Element = _Element
"""An element of the tree."""

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
}
"""The namespaces of files saved as Strict Open XML, and what they are called in all others."""

_STRICT_PREFIX = b"http://purl.oclc.org/ooxml/"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
"""What one part refers to in another."""

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def parsed(package: Package, path: str, lighten: Callable[[bytes], bytes] | None = None) -> Element | None:
    """Return the XML of the part at `path`, None when there is no such part.

    `lighten` may leave out elements of it that nobody reads, for parsing is what takes the time.
    Entities are not expanded and nothing outside is read. Raises DocumentError for XML that is
    broken, has a document type, or more markup than the limit.
    """
    data = package.part(path)
    if data is None:
        return None
    what = package.format.title
    broken = say("{what}的内容已损坏", "the content of the {what} is broken", what=what)
    if data.startswith(_UTF_16):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError as error:
            raise package.refused(broken) from error
    if lighten is not None:
        data = lighten(data)
    if data.count(b"<") + data.count(b"=") > package.limits.markup:
        raise package.refused(say("内容太多", "there is too much in it"))
    if b"<!DOCTYPE" in data:
        raise package.refused(
            say("{what}里不能有文档类型定义", "there may be no document type in the {what}", what=what)
        )
    if _STRICT_PREFIX in data:
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
    try:
        return etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise package.refused(broken) from error


def _parser() -> etree.XMLParser:
    # UTF-8 whatever the file declares: in another encoding the markup could not have been counted.
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def made(data: bytes) -> Element:
    """Return XML of our own."""
    return etree.fromstring(data, _parser())


def written(root: Element, package: Package, path: str) -> bytes:
    """Return the XML as a part of `package`: in the namespaces in which its part at `path` is written."""
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if _STRICT_PREFIX in (package.part(path) or b""):
        for strict, usual in _STRICT.items():
            data = data.replace(usual, strict)
    return data


def relations_path(path: str) -> str:
    """Return the path of the part that tells what the part at `path` ("" for the package) refers to."""
    folder, file = posixpath.split(path)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def related(package: Package, path: str) -> Mapping[str, str]:
    """Return the parts that the part at `path` ("" for the package itself) refers to, by kind (styles)."""
    found: dict[str, str] = {}
    for relation, target in _relations(package, path):
        found.setdefault(posixpath.basename(relation.get("Type", "")), target)
    return found


def targets(package: Package, path: str) -> Mapping[str, str]:
    """Return the parts that the part at `path` refers to, by the ids by which it names them."""
    return {relation.get("Id", ""): target for relation, target in _relations(package, path)}


def _relations(package: Package, path: str) -> Iterator[tuple[Element, str]]:
    folder, _ = posixpath.split(path)
    relations = parsed(package, relations_path(path))
    for relation in relations.iter(RELATIONSHIP) if relations is not None else ():
        if relation.get("TargetMode") != "External":
            target = posixpath.join("/", folder, relation.get("Target", ""))
            yield relation, posixpath.normpath(target).lstrip("/")
