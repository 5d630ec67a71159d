"""What a signature under the judgements stands for, as one digest."""

import json
from collections.abc import Mapping
from hashlib import sha256

from evalkit.facts.fact import Basis, FactSheet, FactValue
from evalkit.messages import plain
from evalkit.scoring.judgements import Judgement, Signature
from evalkit.scoring.scorecard import Scorecard, SignOff


def digest_of(card: Scorecard, sheet: FactSheet, judgements: Mapping[str, Judgement]) -> str:
    """Return the digest of a report, its rubric, the facts that were supplied, the judgements and the total.

    How the files are written plays no part in it: comments and order may change.
    """
    signed = [
        card.report.sha256,
        card.rubric.id,
        card.rubric.sha256,
        [
            [fact.id, _value(fact.value)]
            for _, fact in sorted(sheet.facts.items())
            if fact.basis is Basis.SUPPLIED
        ],
        [_entry(judgements[address]) for address in sorted(judgements)],
        [plain(card.marks), plain(card.low), plain(card.high)],
    ]
    return sha256(json.dumps(signed, ensure_ascii=True).encode()).hexdigest()


def sign_off(
    signature: Signature, card: Scorecard, sheet: FactSheet, judgements: Mapping[str, Judgement]
) -> SignOff:
    """Return the signature as it stands on the scorecard, and whether anything has changed since."""
    changed = signature.digest != digest_of(card, sheet, judgements)
    return SignOff(signature.by, signature.at, signature.digest, changed)


def _entry(one: Judgement) -> list[str | int | None]:
    marks = None if one.marks is None else plain(one.marks)
    return [one.address, marks, one.count, one.reason, one.by, one.at.isoformat()]


def _value(value: FactValue) -> str | bool:
    return value if isinstance(value, str | bool) else plain(value)
