"""What a report says will be done, in its sections on 整改措施 and wherever it looks ahead."""

import re
from collections.abc import Iterator
from functools import lru_cache

from evalkit.documents.document import BlockKind, Evidence
from evalkit.documents.passage import Passage
from evalkit.facts.admissions import AHEAD, speaks_of_problems
from evalkit.facts.catalogue import Catalogue

_HEADING = re.compile(
    "整改措施|改进措施|改进建议|改进方向|整改方案|整改计划|改进计划|工作打算|工作安排|下一步|下步|下一阶段|今后"
)
_FAULTS = re.compile("存在|问题|不足|差距|困难|原因")
_MARK = re.compile(r"^[（(]?[0-9一二三四五六七八九十①-⑳]{1,3}[)）.、]?\s*(?:是)?")
_WILL = re.compile(
    "将|拟|力争|确保|争取|进一步|继续|加强|加大|加快|完善|推动|推进|提高|提升|压减|压缩|修订|建立|健全|优化|严格|规范|细化"
    "|强化|控制|严控|落实|做好|杜绝|降低|减少|下降|增长|达到|不低于|不超过"
)
_LEAST = 6
"""How many characters a sentence needs to promise something."""


def plans(passage: Passage, catalogue: Catalogue) -> Iterator[Evidence]:
    """Yield the sentences of `passage` that say what will be done.

    Under a heading that speaks of measures each sentence does that speaks of doing something; elsewhere
    those that look ahead (下一步…, 今后…), and in a section on problems all behind the first of them.
    """
    if passage.kind is BlockKind.HEADING:
        return
    of_problems = speaks_of_problems(passage.headings, catalogue)
    under = not of_problems and _speaks_of_measures(passage.headings)
    if not under and not AHEAD.search(passage.text):
        return
    ahead = False
    for start, end in passage.sentences:
        sentence = passage.text[start:end]
        mark = _MARK.match(sentence)
        bare = sentence if mark is None else sentence[mark.end() :]
        looks_ahead = AHEAD.match(bare) is not None
        ahead = (ahead and of_problems) or looks_ahead
        is_meant = ahead or (under and _WILL.search(bare) is not None)
        if is_meant and len(bare) >= _LEAST:
            yield passage.evidence(start, end)


def mends(sentence: str, headings: tuple[str, ...]) -> bool:
    """Return whether `sentence`, under `headings`, names a fault only to say how it will be mended."""
    mark = _MARK.match(sentence)
    return AHEAD.match(sentence, 0 if mark is None else mark.end()) is not None or _tells_of_mending(headings)


@lru_cache(maxsize=512)
def _tells_of_mending(headings: tuple[str, ...]) -> bool:
    """Return whether the nearest of `headings` that speaks of faults or of measures speaks of measures alone."""
    for heading in reversed(headings):
        if _FAULTS.search(heading):
            return False
        if _HEADING.search(heading):
            return True
    return False


@lru_cache(maxsize=512)
def _speaks_of_measures(headings: tuple[str, ...]) -> bool:
    return any(_HEADING.search(heading) for heading in headings)
