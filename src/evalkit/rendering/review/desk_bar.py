"""The bar above the review page: the total, who decides, undo, sign-off, and what became of each change."""

from evalkit.messages import Lang, Message
from evalkit.rendering.figures import interval, marks
from evalkit.rendering.html import Markup, element
from evalkit.rendering.review import edit_words as words
from evalkit.rendering.review.desk import Desk
from evalkit.rendering.words import OF_MARKS, filled
from evalkit.scoring.scorecard import Scorecard

_TOLD: dict[str, Message] = {
    "data_saved": words.SAVED,
    "data_saved_total": words.SAVED_TOTAL,
    "data_saving": words.SAVING,
    "data_unsaved": words.UNSAVED,
    "data_drafts": words.DRAFTS,
    "data_lost": words.LOST,
    "data_back": words.BACK,
    "data_elsewhere": words.ELSEWHERE,
    "data_overtaken": words.OVERTAKEN,
    "data_look_first": words.LOOK_FIRST,
    "data_undone": words.UNDONE,
    "data_nameless": words.NAMELESS,
    "data_theirs": words.THEIRS,
    "data_refused": words.REFUSED,
    "data_sign_text": words.SIGN_TEXT,
    "data_signed_now": words.SIGNED_NOW,
}
"""What the script tells: it fills the names in braces itself."""


def total(card: Scorecard, lang: Lang) -> str:
    """Return the total with its interval, and out of how many marks."""
    shown = interval(card.awarded, card.low, card.high, lang, card.marks)
    return f"{shown} {filled(OF_MARKS, marks=marks(card.marks)).text(lang).strip()}"


def bar(card: Scorecard, desk: Desk, lang: Lang) -> Markup:
    """Return the bar and the question that signing asks."""
    shown = element(
        "p",
        element("span", words.TOTAL.text(lang), class_="label"),
        element("strong", total(card, lang), id="desk-total"),
    )
    name = element(
        "label",
        element("span", words.BY.text(lang)),
        element("input", id="by", name_="by", value=desk.by, autocomplete="name", maxlength=100),
    )
    undo = element(
        "button",
        words.UNDO.text(lang),
        id="undo",
        type="button",
        title=words.UNDO_HINT.text(lang),
        disabled=None if desk.can_undo else "disabled",
    )
    onward = element(
        "button",
        words.NEXT.text(lang),
        id="next",
        type="button",
        title=words.NEXT_HINT.text(lang),
        aria_keyshortcuts="Alt+N",
    )
    sign = element("button", words.SIGN.text(lang), id="sign", type="button")
    saved = element("p", words.SAVED.text(lang), id="saved", role="status", aria_live="polite")
    told = {key: message.zh if lang is Lang.ZH else message.en for key, message in _TOLD.items()}
    line = element(
        "header",
        shown,
        name,
        onward,
        undo,
        sign,
        saved,
        id="desk",
        aria_label=words.DESK.text(lang),
        data_revision=desk.revision,
        **told,
    )
    return Markup(line.text + _question(lang).text)


def _question(lang: Lang) -> Markup:
    return element(
        "dialog",
        element("h2", words.SIGN_TITLE.text(lang), id="signing-title"),
        element("p", id="signing-text"),
        element("p", words.SIGN_OPEN.text(lang), id="signing-open", class_="waits"),
        element("p", words.SIGN_DRAFTS.text(lang), id="signing-drafts", class_="waits"),
        element(
            "p",
            element("button", words.CONFIRM.text(lang), type="button", id="signing-yes", class_="main"),
            element("button", words.CANCEL.text(lang), type="button", id="signing-no"),
            class_="acts",
        ),
        id="signing",
        aria_labelledby="signing-title",
    )
