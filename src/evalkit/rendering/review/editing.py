"""The forms of the review page: judgements, each at what it decides, and corrections, each at its fact."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import define

from evalkit.documents.document import Evidence
from evalkit.facts.sheet_values import NOUNS
from evalkit.facts.unit import Unit
from evalkit.messages import Lang, Message, plain
from evalkit.rendering.contents import JUDGEMENT, SHOWN_PASSAGES, is_judgement
from evalkit.rendering.figures import marks
from evalkit.rendering.html import Child, Markup, element, joined, verbatim
from evalkit.rendering.review import edit_words as words
from evalkit.rendering.review.desk import Correctable, Desk, Judgeable
from evalkit.rendering.review.links import Links
from evalkit.rendering.words import filled
from evalkit.rubrics.rubric import AdjustmentKind
from evalkit.rules.judgement import Judgement as Rule
from evalkit.scoring.judgements import Judgement
from evalkit.scoring.scorecard import IndicatorResult, Scorecard

_OFFERED: Mapping[Unit, tuple[str, ...]] = {
    Unit.MONEY: tuple(NOUNS[Unit.MONEY]),
    Unit.RATIO: ("%", "‰"),
}
"""The printed units that one may choose from; where there is no choice, a number stands alone."""
_FIRST: Mapping[Unit, str] = {Unit.MONEY: "万元", Unit.RATIO: "%"}
"""The unit in which a value that is not known yet is likely to be typed."""


@define
class Forms:
    """Writes the forms of one desk, each where it belongs on the card."""

    desk: Desk
    card: Scorecard
    lang: Lang

    # ------------------------------------------------------------ judgements

    def of_indicator(self, one: IndicatorResult, links: Links) -> Iterator[Markup]:
        """Yield the forms for an indicator and its parts: those that wait for a judgement first, and unfolded.

        These have the first passages that bear on them beside them.
        """
        id = one.id
        mine, waiting = self._by_head.get(id, ()), self._waiting(id)
        passages = dict(_passages(one, id))
        for each in waiting:
            address = each.target.address
            quotes = links.quotes(passages.get(address, ())[:SHOWN_PASSAGES])
            yield self._judge(each, titled=address != id, quotes=quotes)
        given = [each for each in mine if each.given is not None]
        if given:
            yield self._folded(f"given:{id}", words.CHANGE, given, id)
        others = [each for each in mine if each.given is None and each not in waiting]
        if others:
            yield self._folded(f"other:{id}", words.OVERRULE, others, id)

    def waits(self, id: str) -> bool:
        """Return whether an indicator or a part of it waits for a judgement."""
        return bool(self._waiting(id))

    def _waiting(self, id: str) -> list[Judgeable]:
        mine = self._by_head.get(id, ())
        return [each for each in mine if each.target.address in self._open and each.given is None]

    def of_adjustment(self, id: str, kind: AdjustmentKind) -> Markup | None:
        """Return the form for an adjustment, unfolded when it waits; None for one that nobody judges."""
        found = self._by_head.get(id)
        if not found:
            return None
        form = self._judge(found[0], titled=False, kind=kind)
        if self.waits(id):
            return form
        given = found[0].given is not None
        key, title = (f"given:{id}", words.CHANGE) if given else (f"other:{id}", words.OVERRULE)
        return element("details", element("summary", title.text(self.lang)), form, data_key=key)

    def other_adjustments(self) -> Markup | None:
        """Return the forms for adjustments that did not act on the total; None when there are none."""
        shown = {one.id for one in self.card.adjustments}
        shown |= {one.id for dimension in self.card.dimensions for one in dimension.indicators}
        others = [each for id, rows in self._by_head.items() if id not in shown for each in rows]
        return self._folded("adjustments", words.OTHER_ADJUSTMENTS, others, "") if others else None

    def waits_for(self, id: str) -> str | None:
        """Return the key of the form that settles what is missing; None where no form does."""
        if id.startswith(JUDGEMENT):
            address = id.removeprefix(JUDGEMENT)
            return f"judge:{address}" if address in self._addresses else None
        return f"correct:{id}" if id in self._facts else None

    @cached_property
    def _by_head(self) -> Mapping[str, list[Judgeable]]:
        found: dict[str, list[Judgeable]] = {}
        for each in self.desk.judged:
            found.setdefault(each.target.address.split(".")[0], []).append(each)
        return found

    @cached_property
    def _addresses(self) -> frozenset[str]:
        return frozenset(each.target.address for each in self.desk.judged)

    @cached_property
    def _open(self) -> frozenset[str]:
        found = (item.id.removeprefix(JUDGEMENT) for item in self.card.missing if is_judgement(item))
        return frozenset(found)

    def _folded(self, key: str, title: Message, rows: Iterable[Judgeable], id: str) -> Markup:
        forms = (self._judge(each, titled=each.target.address != id) for each in rows)
        return element("details", element("summary", title.text(self.lang)), *forms, data_key=key)

    def _judge(
        self,
        one: Judgeable,
        *,
        titled: bool,
        kind: AdjustmentKind | None = None,
        quotes: Markup | None = None,
    ) -> Markup:
        target, given, lang = one.target, one.given, self.lang
        title = target.title.text(lang)
        withdraw = None if given is None else self._button("withdraw", words.WITHDRAW)
        reason = "" if given is None else given.reason
        return self._form(
            f"judge:{target.address}",
            filled(words.JUDGE, title=title).text(lang),
            self._now(given),
            element("p", title, class_="form-title") if titled else None,
            quotes,
            *self._decisions(one, kind),
            self._long(words.REASON, "reason", reason, required="required"),
            waits=given is None and target.address in self._open,
            extra=withdraw,
        )

    def _decisions(self, one: Judgeable, kind: AdjustmentKind | None) -> Iterator[Markup]:
        """Yield the fields in which a decision is written: marks, a count, or either."""
        target, given, lang = one.target, one.given, self.lang
        count = "" if given is None or given.count is None else str(given.count)
        if target.marks is not None:
            label = {AdjustmentKind.BONUS: words.MARKS_ADDED, AdjustmentKind.PENALTY: words.MARKS_LOST}
            won = "" if given is None or given.marks is None else plain(given.marks)
            full = filled(words.OUT_OF, marks=marks(target.marks)).text(lang)
            name = words.MARKS if kind is None else label.get(kind, words.MARKS)
            yield self._short(name, "marks", won, "decimal", full)
            choices = target.choices().text(lang)
            if choices != Rule().choices(target.marks).text(lang):
                yield element("span", choices, class_="soft")
        if target.once:
            yield self._choice(words.APPLIES, "count", count, self._whether("0", "1"))
        elif target.each is not None:
            yield self._short(words.COUNT, "count", count, "numeric", None)
        if target.marks is not None and target.each is not None:
            yield element("span", words.EITHER.text(lang), class_="soft")

    def _now(self, given: Judgement | None) -> str:
        if given is None:
            return words.NOT_JUDGED.text(self.lang)
        if given.marks is not None:
            said = filled(words.JUDGED_MARKS, marks=given.marks, reason=given.reason, by=given.by)
        else:
            said = filled(words.JUDGED_COUNT, count=given.count or 0, reason=given.reason, by=given.by)
        return said.text(self.lang)

    # ------------------------------------------------------------ facts

    def of_fact(self, id: str) -> Markup | None:
        """Return the form for a fact that was used; None for one that cannot be corrected."""
        fact = self._facts.get(id)
        if fact is None:
            return None
        return self._fact(fact, filled(words.CORRECTED, note=fact.note) if fact.corrected else words.CORRECT)

    def of_missing_fact(self, id: str) -> Markup | None:
        """Return the form for a fact that is missing; None for one that cannot be supplied."""
        fact = self._facts.get(id)
        return None if fact is None else self._fact(fact, filled(words.SUPPLY, title=fact.title))

    @cached_property
    def _facts(self) -> Mapping[str, Correctable]:
        return {fact.id: fact for fact in self.desk.facts}

    def _fact(self, fact: Correctable, summary: Message) -> Markup:
        name = words.CORRECT_FACT if fact.value else words.SUPPLY
        form = self._form(
            f"correct:{fact.id}",
            filled(name, title=fact.title).text(self.lang),
            f"{fact.value} {fact.noun}".strip() or words.NOT_GIVEN.text(self.lang),
            *self._value(fact),
            self._long(words.NOTE, "reason", fact.note),
            waits=not fact.value,
            extra=self._button("restore", words.RESTORE) if fact.corrected else None,
        )
        return element(
            "details",
            element("summary", summary.text(self.lang)),
            form,
            class_="fact-form",
            data_key=f"fact:{fact.id}",
        )

    def _value(self, fact: Correctable) -> Iterator[Markup]:
        if fact.unit is Unit.YES_NO:
            yield self._choice(words.VALUE, "value", fact.value, self._whether("false", "true"))
            return
        offered = _OFFERED.get(fact.unit, ())
        mode = "text" if fact.unit is Unit.TEXT else "decimal"
        yield self._short(words.VALUE, "value", fact.value, mode, None)
        if offered:
            chosen = fact.noun or _FIRST[fact.unit]
            yield self._choice(words.UNIT, "unit", chosen, [(noun, noun) for noun in offered])

    # ------------------------------------------------------------ pieces

    def _form(
        self, key: str, label: str, now: str, *fields: Child, waits: bool, extra: Markup | None
    ) -> Markup:
        submit = element("button", words.SAVE.text(self.lang), type="submit", class_="main")
        drop = self._button("drop", words.DROP)
        return element(
            "form",
            *fields,
            element("span", submit, drop, extra, class_="acts"),
            element("p", class_="problems", role="alert"),
            class_="decide",
            aria_label=label,
            data_form=key,
            data_now=now,
            data_waits="yes" if waits else None,
            novalidate="novalidate",
        )

    def _button(self, act: str, title: Message) -> Markup:
        return element("button", title.text(self.lang), type="button", data_act=act)

    def _short(self, title: Message, name: str, value: str, mode: str, behind: str | None) -> Markup:
        field = element("input", name_=name, value=value, inputmode=mode, autocomplete="off", class_="short")
        return element("label", element("span", title.text(self.lang)), field, behind)

    def _long(self, title: Message, name: str, value: str, required: str | None = None) -> Markup:
        field = element("textarea", verbatim(value), name_=name, rows=1, required=required)
        return element("label", element("span", title.text(self.lang)), field, class_="long")

    def _choice(self, title: Message, name: str, chosen: str, options: Iterable[tuple[str, str]]) -> Markup:
        rows = joined(
            element("option", shown, value=value, selected="selected" if value == chosen else None)
            for value, shown in options
        )
        return element("label", element("span", title.text(self.lang)), element("select", rows, name_=name))

    def _whether(self, no: str, yes: str) -> list[tuple[str, str]]:
        titles = (("", words.NOT_SAID), (no, words.NO), (yes, words.YES))
        return [(value, title.text(self.lang)) for value, title in titles]


def _passages(one: IndicatorResult, address: str) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """Yield the passages that bear on an indicator and on each of its parts, by address."""
    yield address, one.passages
    for part in one.parts:
        yield from _passages(part, f"{address}.{part.id}")
