"""Rows that answer a question (是否按规定公开预算 | 是) and pairs of a label and a choice (自评等级 | 优)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from evalkit.documents.document import Evidence, Span
from evalkit.documents.passage import Passage, TablePassage
from evalkit.facts.candidates import Found
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.fact import Basis, Candidate
from evalkit.facts.statements import stated_by
from evalkit.facts.wording import Wording
from evalkit.messages import say
from evalkit.patterns import when_used

Row = Sequence[Passage | None]

_QUESTION = re.compile("是否|有无|有没有|是不是|有否|能否")
_OF_BEING_THERE = when_used(
    "(?:有无|有没有|有否|(?:是否|是不是|能否)(?:还|仍|均)?(?:存在|有|发生|发现|出现))"
)
"""Questions whether there is something: they ask for what is adverse, 是否存在截留、挪用."""

_OPTIONS = when_used("[（(](?:是|有|存在)[/／、或](?:否|无|不存在)[)）]")
_YES = when_used("是|有|存在|能|已|均|全部|达标|符合|合规|规范|健全|相符|完整|齐全")
_NO = when_used("否|无|没|不|未|非")
_BOX_BEFORE = when_used("[☑■√✓✔●](?P<answer>是|否|有|无)")
_BOX_BEHIND = when_used("(?P<answer>是|否|有|无)[(（]?[☑■√✓✔●]")
_TICKS = frozenset("√✓✔☑■●")
_BOXES = frozenset("☑■√✓✔●□☐○")

_LONGEST_QUESTION = 60
_LONGEST_ANSWER = 8
_ANSWERED = 40
"""How plainly an answer says it: as plainly as an adverse statement, so that one contradicts the other."""

_GRADED = 20
_SHORTEST_LABEL = 4
"""等级 alone heads many columns that are no grade of the whole."""

_ENDS = "：: "
_SECOND_SIGN = when_used("(?<=优)秀|(?<=良)好|(?<=中)等")
"""What may stand behind the first sign of a grade: 优秀, 良好, 中等."""


def check_candidates(table: TablePassage, catalogue: Catalogue) -> Iterator[Found]:
    """Yield the yes/no facts that rows of `table` answer, and the texts that stand beside or below a label.

    A question whether there is something adverse (有无违规) is answered the other way round.
    """
    above: Row = ()
    columns: Row = ()
    asks = _QUESTION.search(table.text) is not None  # most tables do not: one look instead of many
    for row, cells in zip(table.rows, table.filled, strict=True):
        if asks:
            texts = [cell.text for cell in cells]
            columns = row if "是" in texts and "否" in texts else columns
            yield from _asked(row, cells, columns, catalogue)
        yield from _chosen(row, cells, above, catalogue)
        above = row


def line_checks(lines: Iterable[Passage], catalogue: Catalogue) -> Iterator[Found]:
    """Yield the yes/no facts that questions on lines of their own state, each answered by the next line."""
    for question, cell in pairwise(lines):
        if len(question.text) > _LONGEST_QUESTION or len(cell.text) > _LONGEST_ANSWER:
            continue
        if question.document is cell.document and _QUESTION.search(question.text):
            yield from _answered(question, cell, _answer(cell.text), catalogue)


# ---------------------------------------------------------------- questions and answers


def _asked(row: Row, cells: Sequence[Passage], columns: Row, catalogue: Catalogue) -> Iterator[Found]:
    """Yield the facts that questions in `row` ask for, each answered by the next cell or below `columns`."""
    for question, cell in pairwise(cells):
        if len(question.text) <= _LONGEST_QUESTION and _QUESTION.search(question.text):
            answer = _ticked(cell, row, columns) if cell.text in _TICKS else _answer(cell.text)
            yield from _answered(question, cell, answer, catalogue)


def _answered(question: Passage, cell: Passage, answer: bool | None, catalogue: Catalogue) -> Iterator[Found]:
    """Yield the facts that `question` asks for and `answer`, which stands in `cell`, gives."""
    if answer is None:
        return
    text = _OPTIONS.sub("", question.text)
    adverse = _OF_BEING_THERE.search(text) is not None
    asserted = _OF_BEING_THERE.sub("存在", text) if adverse else _QUESTION.sub("均", text)
    for id, value in stated_by(asserted, catalogue):
        if value and adverse:
            continue
        candidate = Candidate(
            value=value == answer,
            basis=Basis.STATEMENT,
            evidence=_evidence(question, cell),
            score=_ANSWERED,
            notes=(say("表中一问一答", "a question of the table with its answer"),),
        )
        yield Found(id, candidate)


def _answer(text: str) -> bool | None:
    """Return which answer a short cell gives; None for any other cell."""
    ticked = (_BOX_BEFORE if text[0] in _BOXES else _BOX_BEHIND).search(text)
    told = ticked["answer"] if ticked is not None else text
    if len(told) > _LONGEST_ANSWER:
        return None
    return False if _NO.match(told) else True if _YES.match(told) else None


def _ticked(tick: Passage, row: Row, columns: Row) -> bool | None:
    """Return the answer in whose column `tick` stands; √ alone is a yes."""
    place = row.index(tick)
    header = columns[place] if place < len(columns) else None
    return _answer(header.text) if header is not None and header.text else True if not columns else None


# ---------------------------------------------------------------- labels and choices


def _chosen(row: Row, cells: Sequence[Passage], above: Row, catalogue: Catalogue) -> Iterator[Found]:
    """Yield the text facts of which a cell of `row` is a choice, the cell left of it or above it the label."""
    for place, cell in enumerate(cells):
        if cell.text[0] not in catalogue.choosing:
            continue
        value = _SECOND_SIGN.sub("", cell.text)
        column = row.index(cell)
        labels = (cells[place - 1] if place else None, above[column] if column < len(above) else None)
        for wording in catalogue.chosen:
            label = next((each for each in labels if _is_label(each, wording)), None)
            if value in wording.choices and label is not None:
                candidate = Candidate(
                    value=value,
                    basis=Basis.CLAIM if wording.claim else Basis.FIGURE,
                    evidence=_evidence(label, cell),
                    score=_GRADED,
                )
                yield Found(wording.id, candidate)


def _is_label(cell: Passage | None, wording: Wording) -> bool:
    return (
        cell is not None and len(cell.text) >= _SHORTEST_LABEL and cell.text.rstrip(_ENDS) in wording.labels
    )


def _evidence(first: Passage, last: Passage) -> Evidence:
    """Return the place of `first` and of all up to `last`."""
    start, end = first.span(0, 1).start, last.span(0, len(last.text)).end
    return first.document.evidence(Span(start, end))
