"""What the years of a department say, gathered for all formats."""

from decimal import Decimal

from evalkit.facts.unit import Unit
from evalkit.messages import Lang, Message
from evalkit.province.aims import Kind
from evalkit.province.promises import Check, Promise, Verdict
from evalkit.province.trend import Change, Direction, FigureSeries, State, Trend
from evalkit.province.years import Figure, Quote, Row
from evalkit.rendering.figures import marks, signed, value_text
from evalkit.rendering.trends import words
from evalkit.rendering.visible import visible
from evalkit.rendering.words import filled

ABSENT = "–"
_HUNDRED = Decimal(100)


def period(trend: Trend) -> Message:
    """Return the years, from the first to the last."""
    first, last = trend.years[0].year, trend.years[-1].year
    return (
        filled(words.ONE_YEAR, year=first) if first == last else filled(words.YEARS, first=first, last=last)
    )


def sentences(trend: Trend) -> list[Message]:
    """Return what there is to know before anybody looks at the tables."""
    if trend.total is None:
        return [words.ONLY_ONE]
    found = [_changed(trend.total)] if trend.comparable else [words.DIFFERENT_RUBRICS]
    counts = {state.value: sum(each.state is state for each in trend.deductions) for state in State}
    found.append(filled(words.DEDUCTIONS_SENTENCE, **counts))
    if trend.promises:
        verdicts = [each.verdict for each in trend.promises]
        found.append(
            filled(
                words.PROMISES_SENTENCE,
                all=len(verdicts),
                kept=verdicts.count(Verdict.KEPT),
                broken=verdicts.count(Verdict.BROKEN),
                open=verdicts.count(Verdict.OPEN),
            )
        )
    return found


def _changed(change: Change) -> Message:
    if change.direction is Direction.SAME:
        return words.SAME
    if change.low != change.high:
        return filled(words.UNSURE, low=signed(change.low), high=signed(change.high))
    word = words.UP if change.direction is Direction.UP else words.DOWN
    return filled(word, marks=marks(abs(change.low)))


def won(row: Row | None) -> str:
    """Return the marks of a row, the ends of their interval while some are open, a dash where there is no row."""
    return ABSENT if row is None else ends(row.low, row.high, row.marks)


def ends(low: Decimal, high: Decimal, full: Decimal) -> str:
    """Return marks, or the ends of the interval that they lie in: ``18.2–93.2``."""
    shown = marks(low, full)
    return shown if low == high else f"{shown}–{marks(high, full)}"


def changed(change: Change | None, lang: Lang) -> str:
    """Return how marks changed: one number, or both ends of what the open marks leave possible."""
    if change is None:
        return ABSENT
    if change.low == change.high:
        return signed(change.low)
    return filled(words.RANGE, low=signed(change.low), high=signed(change.high)).text(lang)


def measured(row: Row | None, lang: Lang) -> str:
    """Return the value that was measured, a dash where none was."""
    return (
        ABSENT if row is None or row.value is None or row.unit is None else shown(row.value, row.unit, lang)
    )


def shown(value: Decimal, unit: Unit, lang: Lang) -> str:
    """Return a value with its unit, ratios as per cent with at most two decimals."""
    if unit is Unit.RATIO:
        return f"{marks(value * _HUNDRED)}%"
    return value_text(value, unit, lang)


def figure(one: Figure | None, lang: Lang) -> str:
    """Return a figure with its unit, a dash where there is none."""
    return ABSENT if one is None else shown(one.value, one.unit, lang)


def moved(series: FigureSeries, lang: Lang) -> str:
    """Return how a figure changed: points for ratios, per cent of the year before where it had any, else the amount."""
    if series.change is None:
        return ABSENT
    if series.unit is Unit.RATIO:
        return filled(words.POINTS, points=signed(series.change * _HUNDRED)).text(lang)
    if series.rate is not None:
        return f"{signed(series.rate * _HUNDRED)}%"
    amount = shown(abs(series.change), series.unit, lang)
    return f"{signed(Decimal(1 if series.change > 0 else -1))[0]}{amount}" if series.change else amount


def reason(promise: Promise, lang: Lang) -> str:
    """Return why a promise is kept or not, or why nobody can tell."""
    if promise.obstacle is not None:
        return words.OBSTACLES[promise.obstacle].text(lang)
    return ("；" if lang is Lang.ZH else "; ").join(_check(check, lang) for check in promise.checks)


def _check(check: Check, lang: Lang) -> str:
    word = words.CHECK if check.before is None else words.CHECK_WITH_BEFORE
    return filled(
        word,
        title=titled(check.title.text(lang)),
        aim=_aim(check, lang),
        after=shown(check.after, check.unit, lang),
        before="" if check.before is None else shown(check.before, check.unit, lang),
    ).text(lang)


def _aim(check: Check, lang: Lang) -> str:
    aim = check.aim
    amount = ""
    if aim.amount is not None:
        in_points = check.unit is Unit.RATIO and aim.kind in (Kind.UP_BY, Kind.DOWN_BY)
        if in_points:
            amount = filled(words.POINTS, points=marks(aim.amount * _HUNDRED)).text(lang)
        else:
            amount = shown(aim.amount, Unit.RATIO if aim.relative else check.unit, lang)
    return filled(words.AIMS[aim.kind], amount=amount).text(lang)


def found(promise: Promise) -> tuple[Quote, ...]:
    """Return the sentences that a promise is held against, each once."""
    quotes = dict.fromkeys(quote for check in promise.checks for quote in check.quotes)
    return tuple(each for each in quotes if not any(_is_within(each, other) for other in quotes))


def _is_within(quote: Quote, other: Quote) -> bool:
    """Return whether a quote stands in a longer one."""
    same = (quote.document, quote.page, quote.line) == (other.document, other.page, other.line)
    return same and quote.text != other.text and quote.text in other.text


def place(quote: Quote, lang: Lang) -> str:
    """Return where a quote stands."""
    document = visible(quote.document)
    if quote.line is None:
        return document
    word = words.PLACE_LINE if quote.page is None else words.PLACE_PAGE
    return filled(word, document=document, page=quote.page, line=quote.line).text(lang)


def titled(title: str) -> str:
    """Return the title of a figure without the aside in brackets that explains it."""
    bare = visible(title).partition("（")[0]
    return bare or visible(title)
