"""What a report asserts in words: yes/no facts, found by words that stand in order in one sentence."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain

from evalkit.documents.document import BlockKind
from evalkit.documents.passage import Passage
from evalkit.facts.candidates import Found
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.fact import Basis, Candidate
from evalkit.facts.headings import is_of_plans, tells_what_was_reached
from evalkit.facts.plans import mends
from evalkit.facts.wording import Statement, Wording
from evalkit.frozen import frozen
from evalkit.messages import say

_GAP = 40
"""How many characters may stand between two slots of a statement."""

_AHEAD = re.compile(
    "下一步|今后|下一年|明年|将进一步|拟(?!报废|处置|核销)|力争|下步|需要|有待|应当"
    "|建议(?<!意见建议)(?<![、和及与]建议)|要求各|希望|必须"
)
_AHEAD_SECTIONS = re.compile("下一步|下步|改进|整改|打算|建议|存在|问题|不足|差距|职能|职责")
_TARGET_SECTIONS = re.compile("工作计划|工作目标|年度目标|履职目标|主要目标")
_YEAR = re.compile(r"(?:(?P<year>20[0-9]{2})年|(?P<last>上年度?|去年|上一年度?))(?:度|部门|单位|本级|的)*$")
_OPENS = re.compile("(?:(?P<year>20[0-9]{2})年|(?P<last>上年|去年|上一年))")
_YEAR_BEFORE = 10
"""How far before a statement the year may stand that it is about."""

_DENIAL = re.compile(
    "(?:没有|未出现|未发现|未发生|未见|不存在|无(?!障碍|人|线|力)|杜绝|防止|避免|严禁|禁止)[^，。；：]{0,4}$|未$"
)
_DENIED_BEFORE = 8
"""How far before what would be adverse a word may stand that denies it."""

_ASKED = re.compile("是否|有无|是不是|有没有|能否")
"""The words of a clause that asks, and states nothing."""

_ADVERSE, _FAVOURABLE, _OTHERS = 40, 20, 5
_EVALUATORS = (
    "经评价",
    "评价组",
    "评价小组",
    "工作组",
    "我公司",
    "第三方",
    "复评",
    "复核",
    "财政评价",
    "再评价",
    "评价得分",
    "评价总分",
)
_OWN = ("自评", "自我评价")
_SENTENCE, _LABEL = 80, 6
"""How far before a label it is looked who says it, and how much of the label may be the word of whose it is."""

_CLAUSE_ENDS = "，。；！？：,;"
_LONGEST_CLAUSE = 2000
"""How far from a statement its clause is followed: nobody writes longer ones, except to make a reader slow."""

_CLAUSE_END = re.compile(f"[{_CLAUSE_ENDS}]")


def statement_candidates(
    passages: Iterable[Passage], catalogue: Catalogue, year: int | None
) -> Iterator[Found]:
    """Yield the yes/no facts that the sentences of `passages` state; a heading states nothing.

    What a report of `year` says of the year before (2019年部门决算已公开) is passed over.
    """
    keys = _keys_of(catalogue)
    looks: dict[tuple[str, ...], bool] = {}
    for passage in passages:
        if passage.kind is BlockKind.HEADING:
            continue
        for start, end in passage.sentences:
            sentence = passage.text[start:end]
            likely = keys.likely(sentence)
            if likely:
                ahead = looks.get(passage.headings)
                if ahead is None:
                    ahead = any(_looks_ahead(heading, catalogue) for heading in passage.headings)
                    looks[passage.headings] = ahead
                favourable = not ahead and not _AHEAD.search(sentence)
                yield from _stated(likely, passage, start, sentence, favourable, year)


def stated_by(sentence: str, catalogue: Catalogue) -> Iterator[tuple[str, bool]]:
    """Yield the yes/no facts that `sentence` states, once each, with what it says of them."""
    told: set[str] = set()
    for each in _keys_of(catalogue).likely(sentence):
        id = each.wording.id
        if id not in told and _place(each.statement, sentence, None, adverse=not each.value) is not None:
            told.add(id)
            yield id, each.value


@frozen
class _Likely:
    """A statement of the fact of `wording`, and which `value` it says."""

    wording: Wording
    value: bool
    statement: Statement


@frozen(eq=False)
class _Keys:
    """The words of each statement's slots: where a slot has none in a sentence, it does not stand there.

    Those of the most telling slot stand by their rarest sign, so that a sentence that states nothing costs
    little more than one look for each of its signs, however many statements there are. With a word stand
    the places among all of the statements that need it; `others` are the words of each one's other slots,
    the most telling one first.
    """

    by_sign: Mapping[str, Sequence[tuple[str, Sequence[int]]]]
    signs: frozenset[str]
    statements: tuple[_Likely, ...]
    others: tuple[Sequence[tuple[str, ...]], ...]

    @classmethod
    def of(cls, wordings: Iterable[Wording]) -> "_Keys":
        """Return the keys of the statements of `wordings`, those that say no first."""
        statements = tuple(
            _Likely(wording, value, statement)
            for wording in wordings
            for value, said in ((False, wording.no), (True, wording.yes))
            for statement in said
        )
        slots = [[tuple(slot.split("|")) for slot in each.statement.words] for each in statements]
        common = Counter(chain.from_iterable(chain.from_iterable(chain.from_iterable(slots))))
        needing: dict[str, list[int]] = {}
        others: list[Sequence[tuple[str, ...]]] = []
        for place, words in enumerate(slots):
            first, *rest = sorted(words, key=partial(_tells, common), reverse=True)
            others.append(rest)
            for word in dict.fromkeys(first):
                needing.setdefault(word, []).append(place)
        by_sign: dict[str, list[tuple[str, Sequence[int]]]] = {}
        for word, places in needing.items():
            by_sign.setdefault(min(word, key=common.__getitem__), []).append((word, places))
        return cls(by_sign, frozenset(by_sign), statements, tuple(others))

    def likely(self, sentence: str) -> list[_Likely]:
        """Return the statements, in order, of each of whose slots a word stands in `sentence`."""
        found: set[int] = set()
        for sign in self.signs.intersection(sentence):
            for word, places in self.by_sign[sign]:
                if word in sentence:
                    found.update(places)
        kept = []
        for place in sorted(found):
            for slot in self.others[place]:  # most fail here: a call for each would take half of the time
                for word in slot:
                    if word in sentence:
                        break
                else:
                    break
            else:
                kept.append(self.statements[place])
        return kept


@lru_cache(maxsize=8)
def _keys_of(catalogue: Catalogue) -> _Keys:
    return _Keys.of(catalogue.wordings.values())


def _tells(common: Mapping[str, int], words: Sequence[str]) -> tuple[int, int]:
    """Return how seldom words like these stand in a sentence: the long ones, and those with rare signs."""
    return min(map(len, words)), -max(min(common[sign] for sign in word) for word in words)


def _looks_ahead(heading: str, catalogue: Catalogue) -> bool:
    """Return whether what stands under `heading` is wanted, or wanting, and not yet so."""
    if _AHEAD_SECTIONS.search(heading) or is_of_plans(heading, catalogue):
        return True
    return bool(_TARGET_SECTIONS.search(heading)) and not tells_what_was_reached(heading)


def choice_candidates(passages: Iterable[Passage], catalogue: Catalogue) -> Iterator[Found]:
    """Yield the text facts that `passages` give: one of their choices directly behind a label."""
    patterns = [(wording, _behind(wording.labels, wording.choices)) for wording in catalogue.chosen]
    for passage in passages:
        for wording, pattern in patterns:
            for match in pattern.finditer(passage.text):
                own = not (wording.claim and _by_others(passage.text, match.start()))
                candidate = Candidate(
                    value=match["choice"],
                    basis=Basis.CLAIM if wording.claim else Basis.FIGURE,
                    evidence=passage.evidence(match.start(), match.end()),
                    score=_FAVOURABLE if own else _OTHERS,
                    firm=own,
                )
                yield Found(wording.id, candidate)


def _by_others(text: str, at: int) -> bool:
    """Return whether those who evaluate the department say what stands at `at`, and not the department itself."""
    before = text[max(0, at - _SENTENCE) : at]
    sentence = before[before.rfind("。") + 1 :] + text[at : at + _LABEL]
    return any(word in sentence for word in _EVALUATORS) and not any(word in sentence for word in _OWN)


@lru_cache(maxsize=256)
def _behind(labels: tuple[str, ...], choices: tuple[str, ...]) -> re.Pattern[str]:
    told = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    return re.compile(
        f'(?:{told})[为是：:“"‘「]{{0,2}}(?P<choice>{"|".join(map(re.escape, choices))})(?!好?及?以上)'
    )


def _stated(
    likely: Iterable[_Likely],
    passage: Passage,
    start: int,
    sentence: str,
    favourable: bool,
    year: int | None,
) -> Iterator[Found]:
    """Yield what a sentence, which begins at `start`, states of each fact: the first of those `likely`."""
    told: set[str] = set()
    for each in likely:
        id = each.wording.id
        place = (
            None
            if id in told
            or (each.value and not favourable)
            or (each.statement.elsewhere and any(word in sentence for word in each.statement.elsewhere))
            else _place(each.statement, sentence, year, adverse=not each.value)
        )
        if place is not None:
            told.add(id)
            first, last = _clauses(sentence, *place)
            candidate = Candidate(
                value=each.value,
                basis=Basis.STATEMENT,
                evidence=passage.evidence(start + first, start + last),
                score=_FAVOURABLE if each.value else _ADVERSE,
                mending=not each.value and mends(sentence, passage.headings),
                notes=(say("句中依次有所需的词", "the words needed stand in order in the sentence"),),
            )
            yield Found(id, candidate)


def _place(statement: Statement, sentence: str, year: int | None, *, adverse: bool) -> tuple[int, int] | None:
    """Return where the slots of `statement` stand in order.

    None when they do not, an `unless` is near, what would be `adverse` is denied, or the clause asks.
    """
    for first in _slot(statement.words[0]).finditer(sentence):
        end = first.end()
        slots = [first.span()]
        for slot in statement.words[1:]:
            found = _next(_words(slot), sentence, end, end + _GAP)
            if found is None:
                break
            end = found[1]
            slots.append(found)
        else:
            if adverse and _is_denied(sentence, slots):
                continue
            if statement.clause and _CLAUSE_END.search(sentence, first.end(), end):
                continue
            if year is not None and _is_of_last_year(sentence, [place for place, _ in slots], year):
                continue
            begin, stop = _clauses(sentence, first.start(), end)
            if adverse and year is not None and _was_before(sentence, begin, year):
                continue
            if _ASKED.search(sentence, begin, stop):
                continue
            if not any(word in sentence[begin:stop] for word in statement.unless):
                return first.start(), end
    return None


def _is_of_last_year(sentence: str, places: Iterable[int], year: int) -> bool:
    """Return whether a word of the statement follows the year before `year` directly: 2019年部门决算."""
    before = (_YEAR.search(sentence, max(0, place - _YEAR_BEFORE), place) for place in places)
    return any(
        match is not None and (match["last"] is not None or int(match["year"]) == year - 1)
        for match in before
    )


def _was_before(sentence: str, begin: int, year: int) -> bool:
    """Return whether the clause that begins at `begin` speaks from its first word on of a year before `year`."""
    match = _OPENS.match(sentence, begin)
    return match is not None and (match["last"] is not None or int(match["year"]) < year)


def _is_denied(sentence: str, slots: Sequence[tuple[int, int]]) -> bool:
    """Return whether a word of denial stands before one of the slots: 未出现未批先建, 无擅自变更的情况."""
    start = max(0, slots[0][0] - _DENIED_BEFORE)
    for first, last in slots:
        if _DENIAL.search(sentence, max(start, first - _DENIED_BEFORE), first):
            return True
        start = last
    return False


def _next(words: Sequence[str], sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the first of `words` stands between `start` and `end`; of two at one place the one named first."""
    found: tuple[int, int] | None = None
    for word in words:
        at = sentence.find(word, start, end)
        if at >= 0 and (found is None or at < found[0]):
            found = at, at + len(word)
    return found


@lru_cache(maxsize=4096)
def _words(alternatives: str) -> tuple[str, ...]:
    return tuple(alternatives.split("|"))


@lru_cache(maxsize=4096)
def _slot(alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words(alternatives))))


def _clauses(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Return the clauses that `start` to `end` touch, whole unless they are endless."""
    first, last = max(0, start - _LONGEST_CLAUSE), min(len(sentence), end + _LONGEST_CLAUSE)
    begins = [at + 1 for sign in _CLAUSE_ENDS if (at := sentence.rfind(sign, first, start)) >= 0]
    stop = _CLAUSE_END.search(sentence, end, last)
    return max(begins, default=first), stop.start() if stop else last
