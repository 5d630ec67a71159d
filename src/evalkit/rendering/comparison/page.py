"""A comparison as a page in one file, for a screen and for paper."""

from collections.abc import Iterator

from evalkit.comparing.comparison import (
    AdjustmentChange,
    Comparison,
    FactChange,
    FindingChange,
    IndicatorChange,
    Judged,
    JudgementChange,
    won,
)
from evalkit.comparing.move import together
from evalkit.documents.document import Evidence
from evalkit.messages import Joined, Lang, Message
from evalkit.rendering import words as said
from evalkit.rendering.comparison import contents, words
from evalkit.rendering.comparison.contents import MovedRow
from evalkit.rendering.comparison.sentences import sentences, unmoved_sentences
from evalkit.rendering.comparison.waterfall import End, Step, waterfall
from evalkit.rendering.contents import grade_text
from evalkit.rendering.figures import marks, signed
from evalkit.rendering.html import Child, Markup, element, page, table
from evalkit.rendering.places import Places, outermost
from evalkit.rendering.words import filled
from evalkit.scoring.scorecard import Scorecard

_STYLE = (
    ".fall{fill:var(--bad)}.gain{fill:var(--good)}.open{fill:var(--open);opacity:.55}"
    "svg text.strong{font-weight:600}article{border-top:1px solid var(--line);padding:10px 0;break-inside:avoid}"
    "h3{margin:0;font-size:16px}h3 .number{display:inline-block;min-width:64px;margin-right:8px}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:4px 0 0 76px}"
    "dt{color:var(--soft)}dd{margin:0}h2+article{border-top:0}h3 .soft{margin-left:8px;font-weight:400}"
    ".side{color:var(--soft);display:inline-block;min-width:18px;margin-right:6px}dd span.soft,td span.soft{margin-left:8px}"
    "@media screen and (max-width:760px){dl{margin-left:0}}"
)
_SIDES = (words.A, words.B)


def comparison_page(found: Comparison, lang: Lang) -> str:
    """Return the comparison as HTML: nothing is loaded from elsewhere, and no script runs."""
    return page(words.TITLE.text(lang), _body(found, lang), lang, style=_STYLE)


def _body(found: Comparison, lang: Lang) -> Iterator[Child]:
    yield element("h1", words.TITLE.text(lang))
    cards = found.before, found.after
    yield table(
        [("", False), *((head.text(lang), False) for head in (words.REPORT, words.RUBRIC, words.JUDGEMENTS))],
        [
            (element("b", side.text(lang)), *_made_of(card, lang))
            for side, card in zip(_SIDES, cards, strict=True)
        ],
    )
    yield element("ul", *(element("li", each.text(lang)) for each in sentences(found)))
    yield from _way(found, lang)
    yield from _totals(found, lang)
    yield from _moved(found, lang)
    yield from _evaluators(found, lang)
    yield from _findings(found, lang)


def _made_of(card: Scorecard, lang: Lang) -> tuple[Child, ...]:
    name = card.report.department or said.NO_DEPARTMENT.text(lang)
    year = card.report.year
    when = said.NO_YEAR.text(lang) if year is None else filled(said.YEAR, year=year).text(lang)
    names = Joined(tuple(card.report.documents)).text(lang)
    return (
        element(
            "div",
            f"{name} {when}",
            element("div", f"{names} {card.report.sha256[: contents.DIGEST]}", class_="soft"),
        ),
        f"{card.rubric.title.text(lang)} {card.rubric.version}",
        contents.judged_by(card, lang),
    )


def _way(found: Comparison, lang: Lang) -> Iterator[Child]:
    rows = [row for row in contents.moved_rows(found) if row.move.low]
    if not rows:
        return
    begin, end = (
        End(side.text(lang), float(card.low), float(card.high), contents.ends(won(card), card.marks))
        for side, card in zip(_SIDES, (found.before, found.after), strict=True)
    )
    steps = [
        Step(contents.title_of(row).text(lang), float(row.move.low), signed(row.move.low)) for row in rows
    ]
    caption = filled(words.WATERFALL, before=begin.shown, after=end.shown).text(lang)
    told = ("；" if lang is Lang.ZH else "; ").join(f"{step.name} {step.shown}" for step in steps)
    picture = waterfall(begin, steps, end, words.REST.text(lang), caption, told)
    yield element("figure", picture, element("figcaption", caption))


def _totals(found: Comparison, lang: Lang) -> Iterator[Child]:
    yield element("h2", words.DIMENSIONS.text(lang))
    heads = [(words.DIMENSION.text(lang), False)]
    heads += [(each.text(lang), True) for each in (words.A, words.B, words.CHANGE)]
    rows: list[tuple[Child, ...]] = [*contents.sums_of(found, lang)]
    cards = found.before, found.after
    totals = (
        *(contents.ends(won(card), card.marks) for card in cards),
        contents.moved_text(found.total),
    )
    rows.append(tuple(element("b", cell) for cell in (words.TOTAL.text(lang), *totals)))
    rows.append((words.GRADE.text(lang), *(grade_text(card, lang) for card in cards), ""))
    own = ("–" if card.self_score is None else marks(card.self_score) for card in cards)
    rows.append((words.SELF_SCORE.text(lang), *own, ""))
    yield table(heads, rows)
    if contents.has_two_ends(found):
        yield element("p", words.TWO_ENDS.text(lang), class_="soft")


# ---------------------------------------------------------------- what moved


def _moved(found: Comparison, lang: Lang) -> Iterator[Child]:
    rows = contents.moved_rows(found)
    total = contents.moved_text(found.total)
    note = filled(words.MOVED_NOTE, sums=contents.sums(rows), total=total).text(lang) if rows else ""
    yield element("h2", words.MOVED.text(lang), element("small", note))
    if not rows:
        yield element("p", words.NONE_MOVED.text(lang))
    sides = [Places.within(card.report.documents, lang) for card in (found.before, found.after)]
    for row in contents.told(found):
        yield _row(row, found, sides, lang)
    yield from _unmatched(found, lang)
    for sentence in unmoved_sentences(found, lang):
        yield element("p", sentence.text(lang), class_="soft")


def _row(row: MovedRow, found: Comparison, sides: list[Places], lang: Lang) -> Markup:
    colour = "up" if row.move.low > 0 else "down" if row.move.low < 0 else "soft"
    id = contents.id_of(row)
    head = element(
        "h3",
        element("span", contents.moved_text(row.move), class_=f"number {colour}"),
        contents.title_of(row).text(lang),
        element("span", id, class_="soft") if id else None,
    )
    rates = contents.rates(row)
    pairs: list[tuple[Message, list[Child]]] = [
        (
            words.MARKS,
            [
                contents.from_to(row, lang),
                None if rates is None else rates.text(lang),
                contents.certainty(row, lang),
            ],
        )
    ]
    if isinstance(row, IndicatorChange):
        pairs += _details(row, found, sides, lang)
    elif isinstance(row, AdjustmentChange):
        both = zip(_SIDES, (row.before, row.after), strict=True)
        lines: list[Child] = [
            _line(side, one.reason.text(lang), lang) for side, one in both if one is not None
        ]
        pairs.append((said.REASON, lines))
    return element("article", head, _list(pairs, lang))


def _list(pairs: list[tuple[Message, list[Child]]], lang: Lang) -> Markup:
    pieces: list[Child] = []
    for label, lines in pairs:
        if lines:
            pieces += [
                element("dt", label.text(lang)),
                element("dd", *(element("div", one) for one in lines if one)),
            ]
    return element("dl", *pieces)


def _details(
    row: IndicatorChange, found: Comparison, sides: list[Places], lang: Lang
) -> list[tuple[Message, list[Child]]]:
    causes = Joined(tuple(words.CAUSES[cause] for cause in row.causes)).text(lang)
    matched, measured = contents.matched(row), contents.value_of(row, lang)
    return [
        (words.CAUSE, [causes, None if matched is None else matched.text(lang)]),
        (words.MEASURED, [] if measured is None else [element("b", measured)]),
        (words.FACT, [line for each in row.facts for line in _fact(each, sides, lang)]),
        (words.JUDGED, [line for each in contents.judgements(row) for line in _judgement(each, lang)]),
        (words.WAITING, [each.text(lang) for each in contents.waiting(row, found)]),
        (words.DEDUCTION, list(_deductions(row, lang))),
        (words.FINDING, [_finding(each, lang) for each in row.findings]),
        (words.CLAUSE, list(_clauses(row, lang))),
    ]


def _line(side: Message, text: Child, lang: Lang) -> Markup:
    return element("div", element("span", side.text(lang), class_="side"), text)


def _fact(each: FactChange, sides: list[Places], lang: Lang) -> Iterator[Child]:
    yield element("b", contents.fact_text(each, lang))
    for side, one, where in zip(_SIDES, (each.before, each.after), sides, strict=True):
        for quote in () if one is None else outermost(one.evidence[: contents.QUOTES]):
            yield _line(side, _quote(quote, where), lang)


def _quote(quote: Evidence, where: Places) -> Markup:
    return element("span", f"「{quote.quote}」", element("span", where.one(quote), class_="soft"))


def _judgement(each: JudgementChange, lang: Lang) -> Iterator[Child]:
    if len(each.titles) > 1:
        yield each.titles[-1].text(lang)
    for side, one in zip(_SIDES, (each.before, each.after), strict=True):
        yield _line(side, _judged(one, lang), lang)


def _judged(one: Judged | None, lang: Lang) -> Child:
    text, by = contents.judged_text(one, lang)
    return element("span", text, element("span", by, class_="soft") if by else None)


def _deductions(row: IndicatorChange, lang: Lang) -> Iterator[Child]:
    for label, lost, reason in contents.deductions(row, lang):
        yield _line(label, f"{signed(-lost)} {reason}", lang)


def _clauses(row: IndicatorChange, lang: Lang) -> Iterator[Child]:
    for side, clause in contents.clauses(row):
        yield clause if side is None else _line(side, clause, lang)


def _unmatched(found: Comparison, lang: Lang) -> Iterator[Child]:
    rows = contents.unmatched(found)
    if not rows:
        return
    moves = contents.moved_text(together(row.move for row in rows))
    note = filled(words.UNMATCHED_NOTE, count=len(rows), marks=moves).text(lang)
    yield element("h2", words.UNMATCHED.text(lang), element("small", note))
    heads = [(said.INDICATOR.text(lang), False), (said.ID.text(lang), False)]
    heads += [(side.text(lang), True) for side in _SIDES]
    yield table(
        heads,
        [
            (
                row.result.title.text(lang),
                row.result.id,
                *("" if one is None else contents.of_full(one, lang) for one in (row.before, row.after)),
            )
            for row in rows
        ],
    )


# ---------------------------------------------------------------- evaluators and findings


def _evaluators(found: Comparison, lang: Lang) -> Iterator[Child]:
    both = found.evaluators
    if both is None:
        return
    note = filled(words.EVALUATORS_NOTE, agreed=both.agreed, differ=len(both.changes)).text(lang)
    yield element("h2", words.EVALUATORS.text(lang), element("small", note))
    names = [Joined(each).text(lang) or words.NOBODY.text(lang) for each in both.names]
    heads = [(said.INDICATOR.text(lang), False)]
    heads += [(f"{side.text(lang)} · {name}", False) for side, name in zip(_SIDES, names, strict=True)]
    heads.append((words.CHANGE.text(lang), True))
    rows = [
        (
            " › ".join(title.text(lang) for title in each.titles),
            _judged(each.before, lang),
            _judged(each.after, lang),
            contents.moved_text(each.move),
        )
        for each in both.changes
    ]
    yield table(heads, rows) if rows else element("p", words.ALL_AGREED.text(lang))


def _findings(found: Comparison, lang: Lang) -> Iterator[Child]:
    if found.findings:
        yield element("h2", words.FINDINGS.text(lang))
        yield element("ul", *(element("li", _finding(each, lang)) for each in found.findings))


def _finding(each: FindingChange, lang: Lang) -> Markup:
    one = each.after or each.before
    state = words.NEW if each.before is None else words.GONE
    return element(
        "span",
        element("span", state.text(lang), class_="side"),
        "" if one is None else one.message.text(lang),
    )
