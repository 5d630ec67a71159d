"""The tree of a web page, as far as a person sees it: blocks that hold runs of text and other blocks."""

import re
from collections.abc import Iterator

from attrs import define, field
from lxml import etree

from evalkit.documents.web.signs import is_noise, is_remark, is_title, may_be_noise

_NEVER = frozenset(
    "script style noscript template head iframe frame frameset object embed applet svg canvas audio video map "
    "select button input textarea datalist meter progress dialog rt rp del s strike".split()
)
"""What nobody reads as text of the page: programs, controls, pictures, phonetic guides, deletions."""

_BLOCKS = frozenset(
    "html body div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th pre blockquote "
    "section article main header footer nav aside form fieldset legend address center figure figcaption details "
    "summary hr dir menu listing xmp".split()
)
_BOLD = frozenset("b strong".split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LANDMARKS = frozenset("nav footer aside".split())
_CONTAINERS = frozenset("div section header ul ol dl form center fieldset article main".split())
"""Blocks whose names say what they are for; those of a heading or a cell say how it looks."""
_ROLES = frozenset("navigation menu menubar search banner contentinfo complementary toolbar".split())
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*|[A-Z]+")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)",
    re.IGNORECASE,
)
_BLOCK_STYLE = re.compile(r"display\s*:\s*block", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ONE_END = re.compile(r"\r\n?")
_SPACE = re.compile(r"[ \t\n\r\f]+")


@define(eq=False)
class Run:
    """Text between the borders of blocks, in the lines in which the page shows it.

    `letters` counts its characters without white space, `linked` those of them inside links and
    `bold` those in bold type; `keeps` says that line ends and spaces count (as in ``<pre>``).
    """

    lines: list[str]
    letters: int = 0
    linked: int = 0
    bold: int = 0
    keeps: bool = False

    @property
    def weight(self) -> int:
        """Return how many characters speak for an article: none where most is a link or a page's remark."""
        if 2 * self.linked > self.letters or is_remark(" ".join(self.lines)):
            return 0
        return self.letters - self.linked


@define(eq=False)
class Node:
    """A block of a page and what it holds, in order.

    `level` is that of a heading (0 for others); `noise` says that its tag, role, class or id names what
    stands around an article, `doubtful` that they may, `titled` that they name a title, `framing` that a table only places things;
    `across` and `down` are the columns and rows that a cell covers. `letters`, `linked` and `weight` sum
    those of the runs inside, `parts` counts these, `headed` says that a heading is among them, and
    `tabled` is the weight of the heaviest table inside.
    """

    tag: str
    level: int = 0
    noise: bool = False
    doubtful: bool = False
    titled: bool = False
    framing: bool = False
    across: int = 1
    down: int = 1
    inner: "list[Node | Run]" = field(factory=list)
    letters: int = 0
    linked: int = 0
    weight: int = 0
    parts: int = 0
    headed: bool = False
    tabled: int = 0

    @property
    def nodes(self) -> "list[Node]":
        """Return the blocks directly inside."""
        return [each for each in self.inner if isinstance(each, Node)]


@define
class Page:
    """A page's visible tree; `title` is what it calls itself.

    `framed` says that parts of it come from elsewhere, `scripted` that programs may bring them.
    """

    body: Node
    title: str
    framed: bool
    scripted: bool


@define
class _Builder:
    """The blocks that are open, and the run that is being collected."""

    open: list[Node]
    parts: list[str] = field(factory=list)
    letters: int = 0
    linked: int = 0
    bold: int = 0
    links: int = 0
    bolds: int = 0
    kept: int = 0

    def text(self, text: str | None) -> None:
        """Add text of the page to the run."""
        if not text:
            return
        shown = _ONE_END.sub("\n", text) if self.kept else _SPACE.sub(" ", text)
        self.parts.append(shown)
        letters = len(shown) - shown.count(" ")
        self.letters += letters
        self.linked += letters if self.links else 0
        self.bold += letters if self.bolds else 0

    def flush(self) -> None:
        """End the run."""
        lines = _lines("".join(self.parts), keeps=bool(self.kept))
        if lines:
            run = Run(lines, self.letters, self.linked, self.bold, keeps=bool(self.kept))
            node = self.open[-1]
            node.inner.append(run)
            node.letters += run.letters
            node.linked += run.linked
            node.weight += run.weight
            node.parts += len(lines)
        self.parts = []
        self.letters = self.linked = self.bold = 0

    def enter(self, node: Node) -> None:
        """Begin a block."""
        self.flush()
        self.open[-1].inner.append(node)
        self.open.append(node)

    def leave(self) -> None:
        """End a block; what it holds counts for the one around it."""
        self.flush()
        node = self.open.pop()
        parent = self.open[-1]
        parent.letters += node.letters
        parent.linked += node.linked
        parent.weight += node.weight
        parent.parts += node.parts
        parent.headed = parent.headed or node.headed or bool(node.level)
        parent.tabled = max(parent.tabled, node.weight if node.tag == "table" else node.tabled)


def _lines(text: str, *, keeps: bool) -> list[str]:
    lines = text.split("\n") if keeps else [_SPACE.sub(" ", line) for line in text.split("\n")]
    return lines if any(line.strip() for line in lines) else []


def page_of(root: etree._Element) -> Page:
    """Return the visible tree of the page at `root`."""
    top = Node("")
    builder = _Builder([top])
    walk = etree.iterwalk(root, events=("start", "end"))
    framed = scripted = False
    for event, element in walk:
        tag = element.tag
        if event == "start":
            framed = framed or tag in ("iframe", "frame", "object", "embed")
            scripted = scripted or tag == "script"
            if _is_unread(element):
                walk.skip_subtree()
            else:
                _begin(builder, element)
        else:
            if not _is_unread(element):
                _end(builder, element)
            builder.text(element.tail)
    builder.flush()
    return Page(top, " ".join((root.findtext(".//title") or "").split()), framed, scripted)


def _begin(builder: _Builder, element: etree._Element) -> None:
    tag = str(element.tag)
    if _is_block(element):
        builder.enter(_node(element))
        if tag in ("pre", "xmp", "listing"):
            builder.kept += 1
    elif tag == "br":
        builder.parts.append("\n")
    elif tag == "sup" and _is_note(element):
        builder.parts.append(" ")
    builder.links += _leads_away(element)
    builder.bolds += _is_bold(element)
    builder.text(element.text)


def _end(builder: _Builder, element: etree._Element) -> None:
    tag = str(element.tag)
    builder.links -= _leads_away(element)
    builder.bolds -= _is_bold(element)
    if _is_block(element):
        builder.leave()
        if tag in ("pre", "xmp", "listing"):
            builder.kept -= 1


def _is_block(element: etree._Element) -> bool:
    return element.tag in _BLOCKS or _BLOCK_STYLE.search(element.get("style") or "") is not None


def _leads_away(element: etree._Element) -> bool:
    """Return whether an element is a link to another page: headings are marks for links to themselves."""
    return element.tag == "a" and not (element.get("href") or "#").startswith("#")


def _is_bold(element: etree._Element) -> bool:
    return element.tag in _BOLD or _BOLD_STYLE.search(element.get("style") or "") is not None


def _is_unread(element: etree._Element) -> bool:
    style = element.get("style")
    return (
        element.tag in _NEVER
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or (style is not None and _HIDDEN.search(style) is not None)
    )


def _is_note(element: etree._Element) -> bool:
    """Return whether what stands raised is a mark of a note and no part of the number before it."""
    return str(next(element.itertext(), "")).strip("[]()（）［］〔〕 ")[:4].isdigit()


def _node(element: etree._Element) -> Node:
    tag = str(element.tag)
    role = (element.get("role") or "").lower()
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    words = [word.lower() for word in _WORD.findall(named)]
    named_for = tag in _CONTAINERS or tag not in _BLOCKS
    return Node(
        tag if tag in _BLOCKS else "div",
        level=_HEADINGS.get(tag, 0),
        noise=tag in _LANDMARKS or role in _ROLES or (named_for and is_noise(words)),
        doubtful=tag == "header" or (named_for and may_be_noise(words)),
        titled=is_title(words),
        framing=role in ("presentation", "none"),
        across=_count(element.get("colspan")),
        down=_count(element.get("rowspan"), least=0),
    )


def _count(said: str | None, least: int = 1) -> int:
    """Return the number of columns or rows that an attribute states, 1 where it states none."""
    digits = (said or "").strip()
    if not (digits.isascii() and digits.isdigit()):
        return 1
    return max(least, int(digits[:9]))


def runs(node: Node) -> Iterator[Run]:
    """Yield all runs inside `node`, in order, but for those of tables inside it."""
    waiting: list[Node | Run] = list(reversed(node.inner))
    while waiting:
        each = waiting.pop()
        if isinstance(each, Run):
            yield each
        elif each.tag != "table":
            waiting.extend(reversed(each.inner))
