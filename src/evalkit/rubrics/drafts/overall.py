"""What a sheet says of the total in words: 一票否决, and totals that do not exceed so many marks."""

import re
from collections.abc import Iterator
from decimal import Decimal

from evalkit.documents.normal import normal
from evalkit.frozen import frozen
from evalkit.rubrics.rubric import AdjustmentKind

VETO = re.compile(r"(?<!不实行)(?<!不适用)(?<!不)一票否决")
_TOTAL = r"(?:总得?分|综合得分|最终得分|最后得分|评价得分|考核得分|评分结果|总评分?)"
_NOTHING = re.compile(rf"{_TOTAL}[^,;。\d]{{0,6}}(?:0分|零分)")
_CAP = re.compile(
    rf"{_TOTAL}[^,;。\d]{{0,4}}(?:不(?:得|能|应)?(?:超过|高于|大于)|最高(?:不超过|为|得|只能得)?|至多|封顶|以内)[^,;。\d]{{0,4}}(\d{{1,4}}(?:\.\d{{1,4}})?)分"
)
_WHEN = re.compile(r"[的者]|如|若|凡|出现|发生|存在|情形")
_SENTENCE = re.compile(r"[。；;\n]")
_NUMBER = re.compile(
    r"^(?:(?:注|备注|附注|说明|评分说明)\d?[:：.、])?(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）.．、])?[:：,，]?"
)


@frozen
class Overall:
    """A veto, or a cap of the total at `at_most` (None of a veto), as the sheet says it in `clause`."""

    kind: AdjustmentKind
    title: str
    clause: str
    at_most: Decimal | None = None


def overall_in(text: str) -> Iterator[Overall]:
    """Yield what each sentence of `text` says of the total where something happens."""
    for sentence in _SENTENCE.split(text):
        clause = _NUMBER.sub("", "".join(sentence.split()))
        found = overall("", clause)
        if found is not None:
            yield found


def overall(title: str, clause: str) -> Overall | None:
    """Return what `clause` says of the total, or the `title` above it; None when neither says anything."""
    said = "".join(normal(clause).split())
    cap = _CAP.search(said)
    if cap is not None and (VETO.search(title) or _WHEN.search(said[: cap.start()])):
        return Overall(AdjustmentKind.CAP, title or "总分封顶", clause, Decimal(cap[1]))
    if VETO.search(title) or VETO.search(said) or (_NOTHING.search(said) and _WHEN.search(said)):
        return Overall(AdjustmentKind.VETO, title or "一票否决", clause)
    return None
