"""The article among what a web page shows around it: menus, side columns, related links, footers.

Nothing is dropped for its place alone. What goes is named as noise by its markup, or consists of links,
or of remarks of the page about itself, and is small beside the rest; then the innermost block is taken
outside which no paragraph of sentences and no table of figures stands.
"""

import re
from collections.abc import Iterator

from evalkit.documents.web.tables import cells_of, frames, rows_of
from evalkit.documents.web.tree import Node, Page, Run

_NOISE_SHARE = 0.25
"""What is named as noise goes when it holds less than this share of the page's text."""

_LINK_SHARE = 0.5
_LINKS_MOST = 0.2
"""What is mostly links goes when it holds less than this share of the page's text."""

_ARTICLE_SHARE = 0.7
"""The article holds at least this share of the text of the block around it."""

_TEASER = 0.15
"""From this share of links on, sentences beside the article are those that lead to other pages, and what
may be noise is noise."""

_SENTENCES = 40
"""So many characters with a full stop among them are no caption and no remark."""

_WHOLE = frozenset("p table ul ol dl pre blockquote tr td th li".split())
"""Blocks in which nobody looks for a smaller article."""

_RELATED = re.compile(
    "[【《]?(?:相关|推荐|延伸|扩展|热门|热点|更多|猜你喜欢|大家都在看|友情)"
    "(?:链接|阅读|文章|信息|新闻|文件|推荐|稿件|报道|内容|资讯|专题|文档|政策|解读)?[】》]?[：:>]*"
)
"""What stands above a list of other pages, whether their links have survived or not."""

_LONGEST_RELATED = 12
_LISTS = frozenset("ul ol dl".split())

_SHORTEST_TITLE, _LONGEST_TITLE = 6, 80
_REPORT = re.compile("报告|自评|绩效|决算|总结|评价|情况")
_DIGIT = re.compile(r"[0-9０-９]")
_TITLE_END = re.compile(r"[-_|–—｜].{2,30}$")


def article_of(page: Page) -> tuple[Node, str]:
    """Return the block that holds the article, without the noise inside, and its title, "" for none.

    The title is given when it stands outside the block.
    """
    _prune(page.body)
    root = page.body
    before: list[Node | Run] = []
    while (inner := _heavy(root)) is not None:
        before += root.inner[: root.inner.index(inner)]
        root = inner
    own = _TITLE_END.sub("", page.title).strip()
    return root, _title(before) or (own if _REPORT.search(own) else "")


# ---------------------------------------------------------------- what goes


def _prune(body: Node) -> None:
    """Take out of `body` what is noise."""
    whole = max(1, body.weight)
    waiting = [body]
    while waiting:
        node = waiting.pop()
        node.inner = list(_kept(_without_related(node.inner, whole), whole))
        waiting.extend(each for each in node.nodes if each.tag != "table" or frames(each))


def _without_related(inner: list[Node | Run], whole: int) -> list[Node | Run]:
    """Return `inner` without what its titles of related pages lead to: lists, or all that ends it in titles."""
    titles = {
        at
        for at, each in enumerate(inner)
        if each.letters <= _LONGEST_RELATED and _RELATED.fullmatch(_told(each).strip())
    }
    if not titles:
        return inner
    sentences = (at for at, each in enumerate(inner) if "。" in _told(each) or _is_content(each))
    last = max(sentences, default=-1)
    kept: list[Node | Run] = []
    title: Node | Run | None = None
    leads = False
    for at, each in enumerate(inner):
        small = each.weight < _NOISE_SHARE * whole and not (isinstance(each, Node) and each.level)
        goes = leads and at not in titles and small and (at > last or _lists(each))
        leads = goes or at in titles
        if not leads:
            kept += (each,) if title is None else (title, each)
        title = each if at in titles else None
    return kept if title is None else [*kept, title]


def _told(each: Node | Run) -> str:
    """Return the words that stand in a block itself."""
    runs = [each] if isinstance(each, Run) else [run for run in each.inner if isinstance(run, Run)]
    return "".join(line for run in runs for line in run.lines)


def _lists(each: Node | Run) -> bool:
    """Return whether a block is a list without a sentence in it."""
    return isinstance(each, Node) and each.tag in _LISTS and not _is_content(each)


def _kept(inner: list[Node | Run], whole: int) -> Iterator[Node | Run]:
    """Yield what stays of `inner`: no noise, and no heading of a list of links that goes."""
    heading: Node | None = None
    for each in inner:
        goes = _goes(each, whole)
        if isinstance(each, Node) and each.level and not goes:
            if heading is not None:
                yield heading
            heading = each
        elif goes:
            heading = None if isinstance(each, Node) and each.linked else heading
        else:
            if heading is not None:
                yield heading
            heading = None
            yield each
    if heading is not None:
        yield heading


def _goes(each: Node | Run, whole: int) -> bool:
    if not each.weight:
        return True
    if isinstance(each, Run):
        return False
    noise = each.noise or (each.doubtful and each.linked >= _TEASER * each.letters)
    if noise and each.weight < _NOISE_SHARE * whole:
        return True
    return each.linked > _LINK_SHARE * each.letters and each.weight < _LINKS_MOST * whole


# ---------------------------------------------------------------- what stays


def _heavy(node: Node) -> Node | None:
    """Return the block inside `node` that holds the article, None when `node` itself is needed."""
    best = max(node.nodes, key=lambda each: each.weight, default=None)
    if best is None or best.level or (best.tag in _WHOLE and not _opens(best)):
        return None
    if best.weight < _ARTICLE_SHARE * sum(each.weight for each in node.inner):
        return None
    return None if any(each is not best and _is_content(each) for each in node.inner) else best


def _opens(node: Node) -> bool:
    """Return whether a table, or a part of one, only frames the article."""
    return node.tag in ("tr", "td", "th") or (node.tag == "table" and frames(node))


def _is_content(each: Node | Run) -> bool:
    """Return whether something beside the article belongs to it: sentences, or a table of figures."""
    if each.linked >= _TEASER * each.letters:
        return False
    waiting = [each]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Run):
            if one.weight >= _SENTENCES and any("。" in line for line in one.lines):
                return True
        elif one.tag == "table" and _has_figures(one):
            return True
        else:
            waiting.extend(one.inner)
    return False


def _has_figures(table: Node) -> bool:
    told = (
        row for row in rows_of(table) if len(row.inner) > 1 and any(_tells(cell) for cell in cells_of(row))
    )
    return next(told, None) is not None and next(told, None) is not None


def _tells(cell: Node) -> bool:
    return any(isinstance(each, Run) and _DIGIT.search("".join(each.lines)) for each in cell.inner)


def _title(before: list[Node | Run]) -> str:
    """Return the title among what stands before the article: the last one of the highest rank.

    What calls itself a report comes before the name of the site.
    """
    found: list[tuple[bool, int, int, str]] = []
    waiting = list(reversed(before))
    while waiting:
        each = waiting.pop()
        if isinstance(each, Run):
            continue
        text = " ".join(" ".join(run.lines) for run in each.inner if isinstance(run, Run)).strip()
        if (each.level or each.titled) and _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE:
            found.append((_REPORT.search(text) is None, each.level or 2, -len(found), text))
        waiting.extend(reversed(each.inner))
    return min(found)[-1] if found else ""
