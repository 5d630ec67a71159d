"""A fact sheet as a file that a person can correct."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from evalkit.documents.document import Evidence
from evalkit.facts.fact import Candidate, Fact, FactSheet, FactValue
from evalkit.facts.sheet_values import EXACT, NOUNS
from evalkit.facts.unit import Unit
from evalkit.messages import plain
from evalkit.quoting import quoted

_HEAD = """\
# 从报告中提取的事实。改正 value 和 unit，或照样补充新的事实，然后：
#   evalkit score 报告 --facts 本文件
# 改过的值来源记为“补充数据”（supplied），未改的仍以报告为依据。
"""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_LONGEST = 60
_AROUND = 40
"""How much of the sentence is shown on either side of the evidence."""

_ENDS = "。；;！？\n\f"


def facts_toml(sheet: FactSheet) -> str:
    """Return `sheet` as a TOML facts file, its evidence as comments.

    The file can be handed in as a report, or corrected and given with ``--facts``.
    """
    lines = [_HEAD, "[report]"]
    if sheet.department is not None:
        lines.append(f"department = {quoted(sheet.department)}")
    if sheet.year is not None:
        lines.append(f"year = {sheet.year}")
    texts = {document.name: document.text for document in sheet.documents}
    for fact in sheet.facts.values():
        lines += _fact(fact, texts)
    return "\n".join(lines) + "\n"


def _fact(fact: Fact, texts: Mapping[str, str]) -> Iterator[str]:
    yield ""
    yield f"# {_comment(fact.title)}"
    for place in fact.evidence:
        yield f"#   {_where(place, texts)}"
    for candidate in fact.candidates:
        if candidate.value != fact.value and candidate.rejected is None:
            yield f"#   另有 {_shown(candidate, fact.unit)}：{_where(candidate.evidence, texts)}"
    value, noun = _written(fact.value, fact.step, fact.unit)
    yield "[[fact]]"
    yield f"id = {quoted(fact.id)}"
    yield f"value = {value}"
    if noun:
        yield f"unit = {quoted(noun)}"
    yield f"basis = {quoted(fact.basis.value)}"


def _where(place: Evidence, texts: Mapping[str, str]) -> str:
    """Return the document, the page and line, and the sentence in which the evidence stands."""
    line = (
        f":{place.line}"
        if place.page is None or place.page_line is None
        else f" 第 {place.page} 页第 {place.page_line} 行"
    )
    text = texts.get(place.document, "")
    known = text[place.start : place.end] == place.quote
    told = _sentence(text, place) if known and place.table is None else _cut(place.quote)
    return _comment(f"{place.document}{line} “{told}”")


def _sentence(text: str, place: Evidence) -> str:
    """Return the sentence around the evidence, or as much of it as tells what it is about."""
    first, last = max(0, place.start - _AROUND), min(len(text), place.end + _AROUND)
    start = max(text.rfind(sign, first, place.start) for sign in _ENDS) + 1
    ends = [at for sign in _ENDS if (at := text.find(sign, place.end - 1, last)) >= 0]
    end = min(ends, default=last)
    before = text[start or first : place.start].lstrip()
    behind = text[place.end : end + 1] if end < place.end or ends else text[place.end : last]
    return (
        ("" if start or not first else "…")
        + before
        + _cut(place.quote)
        + behind.rstrip()
        + ("" if ends or last == len(text) else "…")
    )


def _cut(quote: str) -> str:
    """Return a quote, if need be without its middle: it ends with the figure."""
    half = _LONGEST // 2
    return quote if len(quote) <= _LONGEST else f"{quote[: half - 1]}…{quote[-half:]}"


def _shown(candidate: Candidate, unit: Unit) -> str:
    value, noun = printed(candidate.value, candidate.step, unit)
    return _comment(value + noun)


def printed(value: FactValue, step: Decimal, unit: Unit) -> tuple[str, str]:
    """Return a value as one would type it, and the printed unit it is in, empty for the base unit."""
    if isinstance(value, bool):
        return ("true" if value else "false"), ""
    if isinstance(value, str):
        return value, ""
    noun = _noun(step, unit)
    factor = NOUNS[unit][noun] if noun else Decimal(1)
    places = max(0, -EXACT.divide(step, factor).adjusted()) if step else 0
    number = EXACT.divide(value, factor)
    rounded = number.quantize(Decimal(1).scaleb(-places), context=EXACT)
    return (f"{rounded:f}" if rounded == number else plain(number)), noun


def _written(value: FactValue, step: Decimal, unit: Unit) -> tuple[str, str]:
    """Return a value as TOML, and the printed unit it is in, empty for the base unit."""
    text, noun = printed(value, step, unit)
    return (text if isinstance(value, bool) else quoted(text)), noun


def _noun(step: Decimal, unit: Unit) -> str:
    """Return the printed unit in which the precision of a number can be told from its decimals."""
    if unit is Unit.RATIO:
        return "%"
    if unit is not Unit.MONEY:
        return ""
    if step > 10_000:
        return "亿元"
    return "万元" if step >= 100 else "元"


def _comment(text: str) -> str:
    return _CONTROL.sub(" ", text)
