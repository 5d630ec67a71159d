"""What the page of a review is told: the page itself, and where the review stands."""

from collections.abc import Iterable
from threading import Lock
from typing import Any

from attrs import define, field

from evalkit.errors import Problem
from evalkit.messages import Lang, plain
from evalkit.rendering.renderer import View
from evalkit.rendering.review.desk import Desk, correctables, judgeables
from evalkit.rendering.review.page import Sections, sections, served
from evalkit.reviewing.saving import notes_in
from evalkit.reviewing.session import Now, Review
from evalkit.scoring.scorecard import SignOff
from evalkit.scoring.targets import targets


@define
class Answers:
    """Answers about one review, in one language; `by` is who reviews, empty when not known.

    What was drawn is drawn again only when something has changed.
    """

    review: Review
    lang: Lang
    by: str = ""
    _drawn: Sections | None = field(default=None, init=False)
    _revision: int = field(default=0, init=False)
    _text_since: int = field(default=1, init=False)
    """The revision from which on the text looks as it does."""
    _lock: Lock = field(init=False, factory=Lock)

    def page(self) -> str:
        """Return the whole page."""
        now = self.review.now()
        with self._lock:
            # From here on it is known how the text looked on the page.
            self._sections(now)
        return served(now.stand.card, self._view(now), self._desk(now))

    def news(self, since: int) -> dict[str, Any] | None:
        """Return where the review stands, None for a page that shows the revision `since` when nothing is newer."""
        now = self.review.now()
        return None if now.revision <= since and not now.problems else self._told(now, since)

    def state(self, since: int) -> dict[str, Any]:
        """Return where the review stands, for a page that shows the revision `since`.

        `text` is None where the page has it already.
        """
        return self._told(self.review.now(), since)

    def _told(self, now: Now, since: int) -> dict[str, Any]:
        card = now.stand.card
        with self._lock:
            drawn = self._sections(now)
            text = drawn.text.text if since < self._text_since else None
        return {
            "revision": now.revision,
            "total": {
                "marks": plain(card.awarded),
                "low": plain(card.low),
                "high": plain(card.high),
                "max": plain(card.marks),
                "determined": card.low == card.high,
            },
            "can_undo": now.can_undo,
            "signed": _signed(card.signed),
            "card": drawn.card.text,
            "text": text,
            "missing": len(card.missing),
            "problems": self.problems(now.problems),
        }

    def problems(self, problems: Iterable[Problem]) -> list[str]:
        """Return one line a problem."""
        return [each.text(self.lang) for each in problems]

    def _sections(self, now: Now) -> Sections:
        """Return the halves of the page; those of a newer revision that another thread drew will do as well."""
        if self._drawn is None or self._revision < now.revision:
            before, self._revision = self._drawn, now.revision
            self._drawn = sections(now.stand.card, self._view(now), self._desk(now))
            if before is None or before.text != self._drawn.text:
                self._text_since = now.revision
        return self._drawn

    def _view(self, now: Now) -> View:
        return View(lang=self.lang, documents=now.stand.sheet.documents)

    def _desk(self, now: Now) -> Desk:
        stand = now.stand
        given = {} if stand.judged is None else stand.judged.entries
        return Desk(
            judged=judgeables(targets(self.review.rubric), given),
            facts=correctables(
                stand.card, stand.sheet, self.review.catalogue.definitions, notes_in(stand.facts)
            ),
            revision=now.revision,
            can_undo=now.can_undo,
            by=self.by,
        )


def _signed(signed: SignOff | None) -> dict[str, Any] | None:
    if signed is None:
        return None
    return {
        "by": signed.by,
        "at": signed.at.isoformat(),
        "digest": signed.digest,
        "changed_since": signed.changed_since,
    }
