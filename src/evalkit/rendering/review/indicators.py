"""The indicators on the review page: marks, deductions, and what they rest on, each leading to the text."""

from collections.abc import Iterator

from evalkit.facts.fact import Basis
from evalkit.frozen import frozen
from evalkit.messages import Lang
from evalkit.rendering import words as said
from evalkit.rendering.contents import Lost, four, is_judgement, sign, walk
from evalkit.rendering.figures import interval, marks, signed, value_text
from evalkit.rendering.html import Child, Markup, element, table
from evalkit.rendering.review import words
from evalkit.rendering.review.blocks import SPACE, folded, heading, labelled
from evalkit.rendering.review.citing import deduction_anchor, evidence_of, facts_evidence, indicator_anchor
from evalkit.rendering.review.editing import Forms
from evalkit.rendering.review.links import Links
from evalkit.rules.rule import Input
from evalkit.scoring.scorecard import DimensionResult, IndicatorResult, JudgementRecord, Scorecard

_FILTERS = (
    ("all", words.ALL),
    ("lost", words.FILTER_LOST),
    ("open", words.FILTER_OPEN),
    ("stated", words.FILTER_STATED),
)


@frozen
class Indicators:
    """Writes the indicators of one scorecard; with `forms`, they can be judged and their facts corrected."""

    card: Scorecard
    links: Links
    forms: Forms | None = None

    @property
    def lang(self) -> Lang:
        """The language of the page."""
        return self.links.where.lang

    def section(self) -> Iterator[Child]:
        """Yield the filters, then every indicator below its dimension."""
        yield heading(said.INDICATORS, self.lang)
        yield self._filters()
        place = 1
        rows = []
        for dimension in self.card.dimensions:
            rows.append(self._dimension(dimension, place))
            place += len(dimension.indicators)
        yield element("div", *rows, id="indicators", data_show="all")
        yield element("p", words.NONE_SHOWN.text(self.lang), id="none", hidden="hidden")
        yield element("p", said.SIGN_LEGEND.text(self.lang), class_="soft")

    def _filters(self) -> Markup:
        choices = (
            element(
                "label",
                element("input", type="radio", name_="show", value=value, checked=_yes(value == "all")),
                title.text(self.lang),
            )
            for value, title in _FILTERS
        )
        legend = element("legend", words.FILTER.text(self.lang))
        return element("fieldset", legend, *choices, class_="filters")

    def _dimension(self, dimension: DimensionResult, first: int) -> Markup:
        shown = interval(dimension.awarded, dimension.low, dimension.high, self.lang, dimension.marks)
        title = element(
            "h3",
            dimension.title.text(self.lang),
            element("small", f"{shown} / {marks(dimension.marks)}"),
        )
        rows = (
            self._indicator(one, dimension, place) for place, one in enumerate(dimension.indicators, first)
        )
        return element("section", title, *rows, class_="dimension")

    def _indicator(self, one: IndicatorResult, dimension: DimensionResult, place: int) -> Markup:
        evidence = facts_evidence(one)
        passages = tuple(dict.fromkeys(each for result in walk(one) for each in result.passages))
        lost = [each for deduction in one.deductions for each in deduction.evidence]
        title = self.links.to([*lost, *evidence, *passages], one.title.text(self.lang))
        shown = interval(one.awarded, one.low, one.high, self.lang, one.marks)
        head = element(
            "h4",
            element("span", sign(one), class_="sign", aria_hidden="true"),
            element("span", title),
            element("span", f"{shown} / {marks(one.marks)}", class_="marks"),
        )
        return element(
            "article",
            head,
            self._about(one),
            *self._deductions(one, dimension, place),
            *self._judgements(one),
            *self._missing(one),
            labelled(said.CLAUSE, self.lang, one.clause) if self._is_asked(one) else None,
            *(() if self.forms is None else self.forms.of_indicator(one, self.links)),
            self._details(one),
            id=indicator_anchor(place),
            class_=" ".join(("indicator", *_kinds(one))),
            tabindex=-1,
        )

    def _is_asked(self, one: IndicatorResult) -> bool:
        """Return whether somebody is about to judge it, with the clause before their eyes."""
        return self.forms is not None and self.forms.waits(one.id)

    def _about(self, one: IndicatorResult) -> Markup:
        about = [one.group] if one.group else []
        if one.value is not None:
            about.append(value_text(one.value.value, one.value.unit, self.lang))
        if one.basis is not None:
            about.append(said.BASES[one.basis].text(self.lang))
        return element("p", " · ".join((*about, one.id)), class_="soft")

    def _deductions(self, one: IndicatorResult, dimension: DimensionResult, place: int) -> Iterator[Markup]:
        lang = self.lang
        for number, deduction in enumerate(one.deductions, 1):
            evidence = evidence_of(deduction, one)
            part = Lost(dimension, one, deduction).part
            yield element(
                "div",
                element(
                    "p",
                    element("b", signed(-deduction.marks), class_="down"),
                    SPACE,
                    None if part is None else element("b", part.text(lang), class_="part"),
                    self.links.to(evidence, deduction.reason.text(lang)),
                    element("em", said.ADMITTED_SIGN.text(lang), class_="soft")
                    if deduction.admitted
                    else None,
                ),
                labelled(said.REMEDY, lang, deduction.remedy.text(lang), class_="up"),
                labelled(said.CLAUSE, lang, deduction.clause),
                self.links.quotes(evidence),
                id=deduction_anchor(place, number),
                class_="deduction",
                tabindex=-1,
            )

    def _judgements(self, one: IndicatorResult) -> Iterator[Markup]:
        for result in walk(one):
            if result.judgement is not None:
                colon = "：" if self.lang is Lang.ZH else ": "
                name = "" if result is one else f"{result.title.text(self.lang)}{colon}"
                yield self._judgement(name, result, result.judgement)

    def _judgement(self, name: str, result: IndicatorResult, record: JudgementRecord) -> Markup:
        lang = self.lang
        won = f"{name}{marks(record.marks)}/{marks(result.marks)}"
        by = f"{record.by} {record.at.isoformat(sep=' ')}"
        computed = "" if record.computed is None else f"{said.COMPUTED.text(lang)} {marks(record.computed)}"
        return element(
            "div",
            labelled(said.JUDGED, lang, element("b", won), SPACE, record.reason),
            element("p", " · ".join(filter(None, (by, computed))), class_="soft"),
            class_="judged",
        )

    def _missing(self, one: IndicatorResult) -> Iterator[Markup]:
        if one.fault is not None:
            yield element("p", one.fault.text(self.lang), class_="down")
        waiting = [each for each in self.card.missing if each.indicator == one.id]
        # A judgement that is waited for is its form.
        named = [each for each in waiting if self.forms is None or not is_judgement(each)]
        if named:
            sign = "、" if self.lang is Lang.ZH else ", "
            titles = dict.fromkeys(each.title.text(self.lang) for each in named)
            yield labelled(words.WAITS_FOR, self.lang, sign.join(titles), class_="waits")
        if self.forms is not None:
            forms = (self.forms.of_missing_fact(id) for id in dict.fromkeys(each.id for each in waiting))
            yield from (form for form in forms if form is not None)

    def _details(self, one: IndicatorResult) -> Markup | None:
        lang = self.lang
        passages = tuple(dict.fromkeys(each for result in walk(one) for each in result.passages))
        inputs = tuple(dict.fromkeys(each for result in walk(one) for each in result.inputs))
        return folded(
            words.DETAILS.text(lang),
            None if self._is_asked(one) else labelled(said.CLAUSE, lang, one.clause),
            self._parts(one) if one.parts else None,
            *(self._input(each) for each in inputs),
            labelled(words.PASSAGES, lang) if passages else None,
            self.links.quotes(passages),
        )

    def _parts(self, one: IndicatorResult) -> Markup:
        heads = [(words.PARTS, False), *((each, True) for each in said.FOUR)]
        rows = ((f"{sign(each)} {each.title.text(self.lang)}", *four(each)) for each in one.parts)
        return table([(title.text(self.lang), number) for title, number in heads], rows)

    def _input(self, one: Input) -> Markup:
        value = value_text(one.value, one.unit, self.lang)
        basis = said.BASES[one.basis].text(self.lang)
        line = element(
            "p", element("b", one.title), SPACE, value, SPACE, element("span", basis, class_="soft")
        )
        form = None if self.forms is None else self.forms.of_fact(one.fact)
        return element("div", line, form, self.links.quotes(one.evidence))


def _kinds(one: IndicatorResult) -> Iterator[str]:
    if one.high < one.marks:
        yield "lost"
    if one.low < one.high:
        yield "open"
    if one.basis is Basis.STATEMENT:
        yield "stated"


def _yes(value: bool) -> str | None:
    return "checked" if value else None
