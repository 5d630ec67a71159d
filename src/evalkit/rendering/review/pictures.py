"""The pictures of the review page: where the marks went, and how the dimensions fared."""

from collections.abc import Iterator
from decimal import Decimal

from evalkit.messages import Lang
from evalkit.rendering import words as said
from evalkit.rendering.charts import Fall, Part, falls, parts
from evalkit.rendering.contents import adjusted, four, total_four
from evalkit.rendering.figures import interval, marks, signed
from evalkit.rendering.html import Child, Markup, element, table
from evalkit.rendering.review import words
from evalkit.rendering.review.blocks import folded, heading
from evalkit.rendering.words import filled
from evalkit.scoring.scorecard import DimensionResult, IndicatorResult, Scorecard


def dimensions(card: Scorecard, lang: Lang) -> Iterator[Child]:
    """Yield the bars of the dimensions, and the table that says the same."""
    yield heading(said.BY_DIMENSION, lang)
    rows = [
        Part(
            each.title.text(lang),
            float(each.low / each.marks),
            float(each.high / each.marks),
            f"{interval(each.awarded, each.low, each.high, lang, each.marks)} / {marks(each.marks)}",
        )
        for each in card.dimensions
        if each.marks
    ]
    caption = words.DIMENSIONS.text(lang)
    described = "; ".join(f"{each.name} {each.shown}" for each in rows)
    yield element(
        "figure", parts(rows, said.BY_DIMENSION.text(lang), described), element("figcaption", caption)
    )
    heads = [(said.DIMENSION, False), *((each, True) for each in said.FOUR)]
    lines: list[tuple[Child, ...]] = [(each.title.text(lang), *four(each)) for each in card.dimensions]
    if card.adjustments:
        lines.append((said.ADJUSTED.text(lang), *adjusted(card)))
    lines.append(tuple(element("b", cell) for cell in (said.SUM.text(lang), *total_four(card))))
    yield table([(title.text(lang), number) for title, number in heads], lines)


def waterfall(card: Scorecard, lang: Lang) -> Iterator[Child]:
    """Yield the way from full marks down to the total, as a picture and as a table."""
    yield heading(words.WHERE_MARKS_WENT, lang)
    steps = list(_steps(card, lang))
    if not steps:
        yield element("p", words.NOTHING_LOST.text(lang))
        return
    total = interval(card.awarded, card.low, card.high, lang, card.marks)
    lost = sum((each.marks - each.high for each in card.dimensions), Decimal(0))
    undetermined = sum((each.high - each.low for each in card.dimensions), Decimal(0))
    caption = filled(words.WATERFALL, full=marks(card.marks), total=total).text(lang)
    told = filled(words.WATERFALL_TEXT, lost=marks(lost), open=marks(undetermined)).text(lang)
    low, high = marks(card.low, card.marks), marks(card.high, card.marks)
    between = low if low == high else f"{low}–{high}"
    ends = (said.FULL.text(lang), marks(card.marks)), (said.TOTAL.text(lang), between)
    picture = falls(steps, ends, (float(card.low), float(card.high)), float(card.marks), caption, told)
    yield element("figure", picture, element("figcaption", f"{caption} {told}"))
    yield folded(words.AS_TABLE.text(lang), _table(card, lang))


def _steps(card: Scorecard, lang: Lang) -> Iterator[Fall]:
    for dimension in card.dimensions:
        if dimension.low == dimension.marks:
            continue
        yield _fall(dimension, lang, is_sum=True)
        for indicator in dimension.indicators:
            if indicator.low < indicator.marks:
                yield _fall(indicator, lang)
    for one in card.adjustments:
        if one.low or one.high:
            yield Fall(one.title.text(lang), float(-one.low), 0.0, signed(one.low))


def _fall(one: DimensionResult | IndicatorResult, lang: Lang, *, is_sum: bool = False) -> Fall:
    lost, undetermined = one.marks - one.high, one.high - one.low
    shown = [signed(-lost)] if lost else []
    shown += [f"?{marks(undetermined)}"] if undetermined else []
    return Fall(one.title.text(lang), float(lost), float(undetermined), " ".join(shown), is_sum)


def _table(card: Scorecard, lang: Lang) -> Markup:
    heads = ((said.INDICATOR, False), (said.LOST, True), (said.OPEN, True), (words.REMAINING, True))
    left = card.marks
    rows: list[tuple[Child, ...]] = [(said.FULL.text(lang), "", "", marks(card.marks))]
    for dimension in card.dimensions:
        _, undetermined, lost, _ = four(dimension)
        title = dimension.title.text(lang)
        rows.append((element("b", title), element("b", lost), element("b", undetermined), ""))
        for indicator in dimension.indicators:
            if indicator.low < indicator.marks:
                left -= indicator.marks - indicator.low
                _, undetermined, lost, _ = four(indicator)
                rows.append((indicator.title.text(lang), lost, undetermined, marks(left)))
    for one in card.adjustments:
        left += one.low
        rows.append((one.title.text(lang), signed(one.low), "", marks(left)))
    rows.append((said.TOTAL.text(lang), "", marks(card.high - card.low), marks(card.low)))
    return table([(title.text(lang), number) for title, number in heads], rows)
