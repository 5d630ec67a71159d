"""The review page as one file: the report's text beside its scorecard, each leading to the other."""

from collections.abc import Iterator, Mapping
from importlib.resources import files

from attrs import evolve

from evalkit.documents.document import Document, Evidence
from evalkit.frozen import frozen
from evalkit.messages import Lang, Message
from evalkit.rendering.html import Child, Markup, element, joined, page
from evalkit.rendering.places import Places
from evalkit.rendering.renderer import View
from evalkit.rendering.review import card as parts
from evalkit.rendering.review import pictures, words
from evalkit.rendering.review.citing import Citation, Kind, citations
from evalkit.rendering.review.desk import Desk
from evalkit.rendering.review.desk_bar import bar, total
from evalkit.rendering.review.editing import Forms
from evalkit.rendering.review.indicators import Indicators
from evalkit.rendering.review.links import Links
from evalkit.rendering.review.marking import marked, quoted
from evalkit.rendering.review.self_marks import self_marks
from evalkit.rendering.review.text import CLASSES, Writer
from evalkit.rendering.words import filled
from evalkit.scoring.scorecard import Scorecard

_LEGEND: Mapping[Kind, Message] = {
    Kind.LOST: words.LOST_MARK,
    Kind.FINDING: words.FINDING_MARK,
    Kind.ADMITTED: words.ADMITTED_MARK,
    Kind.OPEN: words.OPEN_MARK,
    Kind.FACT: words.FACT_MARK,
    Kind.OWN: words.OWN_MARK,
}


@frozen
class Sections:
    """The two halves of the page, each an element: the report's text, and the scorecard with links into it."""

    text: Markup
    card: Markup


def render(scorecard: Scorecard, view: View) -> str:
    """Return the review page; nothing is loaded from elsewhere, and only the page's own script runs."""
    lang = view.lang
    halves = sections(scorecard, view)
    title = _title(scorecard, lang)
    body = (halves.card, halves.text)
    return page(title, body, lang, style=_own("page.css"), script=_own("page.js"), ahead=_ahead(lang))


def served(scorecard: Scorecard, view: View, desk: Desk) -> str:
    """Return the review page on which one judges, corrects facts and signs, as a server of its own serves it."""
    lang = view.lang
    halves = sections(scorecard, view, desk)
    return page(
        _title(scorecard, lang),
        (halves.card, halves.text),
        lang,
        style=_own("page.css") + _own("edit.css"),
        script="\n".join(_own(name) for name in ("page.js", "drafts.js", "swap.js", "edit.js")),
        ahead=joined((_ahead(lang), bar(scorecard, desk, lang))),
        asks=True,
    )


def sections(scorecard: Scorecard, view: View, desk: Desk | None = None) -> Sections:
    """Return the halves of the page; with a `desk`, the scorecard has forms.

    The links of one half lead into the other: a change of the scorecard can change the text's highlights too.
    """
    lang = view.lang
    cited = citations(scorecard)
    documents, moved = _documents(view.documents, cited)
    there = tuple(evolve(one, evidence=moved.get(one.evidence, one.evidence)) for one in cited)
    texts = marked(documents, there)
    writer = Writer(lang)
    written = [writer.document(each, titled=len(texts) > 1) for each in texts]
    by_name = {each.document.name: each for each in reversed(texts)}
    where = Places.within(scorecard.report.documents, lang)
    links = Links(where, by_name, frozenset(writer.drawn), moved)
    note = None if view.documents else words.QUOTES_ONLY if documents else words.NO_TEXT
    forms = None if desk is None else Forms(desk, scorecard, lang)
    return Sections(_text(written, note, lang), _card(scorecard, links, forms))


def _title(scorecard: Scorecard, lang: Lang) -> str:
    return f"{parts.headline(scorecard, lang)} {words.TITLE.text(lang)}"


def _documents(
    documents: tuple[Document, ...], cited: tuple[Citation, ...]
) -> tuple[tuple[Document, ...], Mapping[Evidence, Evidence]]:
    """Return the documents to show, and where the quotes stand in them that do not stand where they say."""
    return (documents, {}) if documents else quoted(cited)


def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _ahead(lang: Lang) -> Markup:
    skips = (("#card", words.TO_CARD), ("#text", words.TO_TEXT))
    links = (element("a", title.text(lang), href=to, class_="skip") for to, title in skips)
    told = element(
        "p",
        id="told",
        class_="unseen",
        role="status",
        aria_live="polite",
        data_counted=filled(words.COUNTED, shown="{shown}", all="{all}").text(lang),
        data_jumped=filled(words.JUMPED, text="{text}").text(lang),
    )
    return element("nav", *links, told, aria_label=words.TITLE.text(lang))


def _text(written: list[Markup], note: Message | None, lang: Lang) -> Markup:
    legend = (
        element("li", element("mark", title.text(lang), class_=CLASSES[kind]))
        for kind, title in _LEGEND.items()
    )
    return element(
        "section",
        element("h2", words.TEXT.text(lang), id="text-title"),
        element("ul", *legend, class_="legend", aria_label=words.LEGEND.text(lang)),
        None if note is None else element("p", note.text(lang), class_="soft"),
        element("div", *written, lang="zh-CN"),
        id="text",
        aria_labelledby="text-title",
        tabindex=-1,
    )


def _card(card: Scorecard, links: Links, forms: Forms | None) -> Markup:
    lang = links.where.lang
    told = {"data_total": total(card, lang), "data_open": "yes" if card.low < card.high else None}
    return element(
        "section",
        *_parts(card, links, forms),
        id="card",
        aria_labelledby="card-title",
        tabindex=-1,
        **(told if forms else {}),
    )


def _parts(card: Scorecard, links: Links, forms: Forms | None) -> Iterator[Child]:
    lang = links.where.lang
    yield element("h1", parts.headline(card, lang), id="card-title")
    yield from parts.summary(card, lang)
    yield from parts.missing(card, lang, forms)
    yield from pictures.dimensions(card, lang)
    yield from pictures.waterfall(card, lang)
    yield from Indicators(card, links, forms).section()
    yield from parts.adjustments(card, links, forms)
    yield from self_marks(card, links)
    yield from parts.findings(card, links)
    yield from parts.admissions(card, links)
    yield from parts.basis(card, lang)
    yield from parts.about(card, lang)
    yield from parts.provenance(card, lang)
