"""What is missing for a full score (补件清单), by the marks at stake."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from evalkit.rules.rule import Title
from evalkit.scoring.dossier import Scored, Stake
from evalkit.scoring.ledger import total
from evalkit.scoring.rows import JUDGEMENT
from evalkit.scoring.scorecard import MissingItem
from evalkit.scoring.targets import Target
from evalkit.scoring.values import Values


def outstanding(
    indicators: Sequence[Scored],
    adjustments: Iterable[tuple[str, Stake]],
    values: Values,
    targets: Mapping[str, Target],
) -> tuple[MissingItem, ...]:
    """Return one item for each thing that an indicator or adjustment lacks, the most marks first."""
    stakes = [(each.result.id, each.stakes, each.balance.undetermined) for each in indicators]
    stakes += [(id, (stake,), stake.marks) for id, stake in adjustments]
    found = [
        MissingItem(id, _title(id, values, targets), marks, indicator)
        for indicator, own, at_most in stakes
        for id, marks in _by_id(own, at_most).items()
        if marks > 0
    ]
    return tuple(sorted(found, key=lambda item: (-item.marks, item.id, item.indicator)))


def _by_id(stakes: Sequence[Stake], at_most: Decimal) -> dict[str, Decimal]:
    ids = dict.fromkeys(id for stake in stakes for id in stake.missing)
    # A modifier may have taken part of what its indicator's parts had left open.
    return {id: min(total(stake.marks for stake in stakes if id in stake.missing), at_most) for id in ids}


def _title(id: str, values: Values, targets: Mapping[str, Target]) -> Title:
    if id.startswith(JUDGEMENT):
        address = id.removeprefix(JUDGEMENT)
        return targets[address].title if address in targets else targets[address.split(".")[0]].title
    return values.title(id)
