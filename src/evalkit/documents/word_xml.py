"""The XML of a Word file, parsed so that a hostile file costs neither memory nor secrets."""

import codecs
import posixpath
from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element

from evalkit.documents.packed import Package, refused
from evalkit.messages import say

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of WordprocessingML, before the name of a tag."""

Element = _Element
"""An element of the tree."""

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
}
"""The namespaces of files saved as Strict Open XML, and what they are called in all others."""

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def parsed(package: Package, path: str) -> Element | None:
    """Return the XML of the part at `path`, None when there is no such part.

    Entities are not expanded and nothing outside is read. Raises DocumentError for XML that is
    broken, has a document type, or more markup than the limit.
    """
    data = package.part(path)
    if data is None:
        return None
    broken = say("Word 文件的内容已损坏", "the content of the Word file is broken")
    if data.startswith(_UTF_16):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError as error:
            raise refused(package.name, broken) from error
    if data.count(b"<") + data.count(b"=") > package.limits.markup:
        raise refused(package.name, say("内容太多", "there is too much in it"))
    if b"<!DOCTYPE" in data:
        raise refused(
            package.name, say("Word 文件里不能有文档类型定义", "a Word file may not have a document type")
        )
    for strict, usual in _STRICT.items():
        data = data.replace(strict, usual)
    try:
        return etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refused(package.name, broken) from error


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


def related(package: Package, path: str) -> Mapping[str, str]:
    """Return the parts that the part at `path` ("" for the package itself) refers to, by kind (styles)."""
    folder, file = posixpath.split(path)
    relations = parsed(package, posixpath.join(folder, "_rels", f"{file}.rels"))
    found: dict[str, str] = {}
    for relation in relations.iter(_RELATIONSHIP) if relations is not None else ():
        if relation.get("TargetMode") != "External":
            kind = posixpath.basename(relation.get("Type", ""))
            target = relation.get("Target", "")
            found.setdefault(kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
    return found


def value(element: Element | None) -> str:
    """Return the ``w:val`` of an element, "" where it has none or there is no element."""
    return "" if element is None else element.get(f"{W}val", "")


def number(element: Element | None, otherwise: int) -> int:
    """Return the ``w:val`` of an element as a number, `otherwise` where it is none or very large."""
    said = value(element)
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else otherwise


def is_on(element: Element | None) -> bool:
    """Return whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")
