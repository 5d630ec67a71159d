"""The report's own marks beside ours, on the review page."""

from collections.abc import Iterator

from evalkit.rendering import self_contents as said
from evalkit.rendering.contents import indicators
from evalkit.rendering.html import Child, Markup, element
from evalkit.rendering.review.blocks import SPACE, heading, labelled
from evalkit.rendering.review.citing import indicator_anchor, self_anchor
from evalkit.rendering.review.links import Links
from evalkit.scoring.scorecard import Scorecard


def self_marks(card: Scorecard, links: Links) -> Iterator[Child]:
    """Yield where the report's own marks differ from ours and why; nothing where it prints none."""
    found, lang = said.pairs(card), links.where.lang
    if not found and not card.unplaced:
        return
    yield heading(said.SELF_MARKS, lang, said.note(found).text(lang) if found else "")
    places = {each.id: place for place, each in enumerate(indicators(card), 1)}
    for pair in found:
        yield _pair(pair, places[pair.indicator.id], links)
    for why, names in said.unplaced(card):
        yield labelled(why, lang, names.text(lang))


def _pair(pair: said.Pair, place: int, links: Links) -> Markup:
    lang = links.where.lang
    title = element("a", pair.indicator.title.text(lang), href=f"#{indicator_anchor(place)}")
    marks = f"{said.OWN.text(lang)} {pair.printed(lang)} · {said.OURS.text(lang)} {pair.ours(lang)}"
    details = () if pair.is_same else pair.details(lang)
    return element(
        "div",
        element("p", element("b", pair.difference(lang)), SPACE, title),
        element("p", links.to(pair.evidence, marks)),
        *(labelled(label, lang, text) for label, text in details),
        id=self_anchor(place),
        class_="entry",
        tabindex=-1,
    )
