"""What an overview says, gathered for all formats: sentences, cells and shares."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from evalkit.messages import Lang, Message
from evalkit.province.overview import Overview, Ranked
from evalkit.province.stability import Stability
from evalkit.province.tallies import Claim, Common
from evalkit.rendering.figures import MINUS, marks
from evalkit.rendering.ranking import words
from evalkit.rendering.visible import visible
from evalkit.rendering.words import filled


def percent(share: float | None, digits: int = 1) -> str:
    """Return a share as per cent, a dash where there is none."""
    return "–" if share is None else f"{share * 100:.{digits}f}%"


def agreement(tau: float) -> str:
    """Return a τ with three decimals."""
    return f"{tau:.3f}".replace("-", MINUS)


def ends(best: int, worst: int) -> str:
    """Return a range of ranks: one number where both ends are the same."""
    return str(best) if best == worst else f"{best}–{worst}"


def years(overview: Overview, lang: Lang) -> str:
    """Return the years of the reports, from the first to the last."""
    known = sorted({each.year for each in overview.province.standings if each.year is not None})
    if not known:
        return words.NO_YEAR.text(lang)
    return str(known[0]) if len(known) == 1 else f"{known[0]}–{known[-1]}"


def names(overview: Overview) -> dict[int, str]:
    """Return how each department is called, by its place in the standings: with its report where two share a name."""
    standings = overview.province.standings
    seen: dict[str, int] = {}
    for each in standings:
        seen[each.department] = seen.get(each.department, 0) + 1
    return {
        place: visible(each.department)
        if seen[each.department] == 1
        else f"{visible(each.department)}（{visible(each.report)}）"
        for place, each in enumerate(standings)
    }


def sentences(overview: Overview) -> list[Message]:
    """Return what there is to know before anybody looks at the ranks."""
    standings = overview.province.standings
    if not standings:
        return []
    totals = [each.awarded for each in standings]
    found = [
        filled(
            words.SPREAD_SENTENCE,
            highest=marks(max(totals)),
            median=marks(Decimal(median(totals))),
            lowest=marks(min(totals)),
            marks=marks(max(each.marks for each in standings)),
        ),
        _open(overview),
    ]
    if overview.stability is not None:
        found += _stable(overview, overview.stability)
    return [*found, *_left_out(overview)]


def _left_out(overview: Overview) -> list[Message]:
    counts = (
        (words.FAILED_SENTENCE, overview.province.failed),
        (words.UNDATED_SENTENCE, overview.province.undated),
    )
    return [filled(word, count=count) for word, count in counts if count]


def _open(overview: Overview) -> Message:
    undecided = sum(row.standing.low != row.standing.high for row in overview.ranked)
    if not undecided:
        return words.SETTLED_SENTENCE
    if len(overview.ranked) == 1:
        return words.OPEN_ALONE
    groups = max(row.place.group for row in overview.ranked)
    return filled(
        words.OPEN_SENTENCE,
        open=undecided,
        departments=len(overview.ranked),
        share=percent(decided(overview)),
        groups=filled(words.GROUPS, groups=groups) if groups > 1 else words.ONE_GROUP,
    )


def decided(overview: Overview) -> float:
    """Return the share of all pairs of departments of which one is better for any values of the open marks."""
    count = len(overview.ranked)
    # Whoever is better than a department for certain is ahead of it even at its best.
    ahead = sum(row.place.best - 1 for row in overview.ranked)
    return ahead / (count * (count - 1) / 2) if count > 1 else 0.0


def _stable(overview: Overview, stable: Stability) -> list[Message]:
    if stable.tau is None:
        return [words.NO_TAU_SENTENCE]
    least, middle, _ = stable.tau
    return [
        filled(
            words.TAU_SENTENCE,
            within=percent(stable.within, 0),
            draws=stable.draws,
            median=agreement(middle),
            least=agreement(least),
        ),
        filled(
            words.FIRM_SENTENCE,
            firm=sum(row.firm for row in overview.ranked),
            sign=words.FIRM_SIGN,
            most=stable.reach(),
        ),
    ]


def legend(overview: Overview) -> Message:
    """Return what the columns of the ranking mean."""
    if overview.stability is None:
        return words.RANKING_LEGEND_FIXED
    return filled(words.RANKING_LEGEND, within=percent(overview.stability.within, 0))


def self_sentences(overview: Overview) -> tuple[Message, ...]:
    """Return how many reports give themselves more, as much, and less than they are given, or cannot be compared."""
    found, others = overview.self_scores, overview.other_scales
    if not found and not others:
        return (words.NO_SELF_SCORES,)
    counts = {claim.value: sum(each.claim is claim for each in found) for claim in Claim}
    compared = (filled(words.SELF_SENTENCE, stated=len(found), **counts),) if found else ()
    return (*compared, filled(words.OTHER_SCALES, count=len(others))) if others else compared


def possible(row: Ranked) -> str:
    """Return the ranks that the open marks leave possible."""
    return ends(row.place.best, row.place.worst)


def weighted(row: Ranked) -> str:
    """Return the ranks under other weights, nothing where none were tried."""
    return "" if row.drawn is None else ends(row.drawn.best, row.drawn.worst)


def reach(row: Ranked) -> str:
    """Return the most marks that the open ones leave possible, nothing where none are open."""
    each = row.standing
    return "" if each.low == each.high else marks(each.high)


def sign(row: Ranked) -> str:
    """Return the sign that says whether a rank holds."""
    return words.FIRM_SIGN if row.firm else words.LOOSE_SIGN


def what(common: Common, titles: dict[str, str], lang: Lang) -> str:
    """Return what lost marks: the indicator, and the part of it where one did."""
    title = visible(common.title.text(lang))
    return title if common.part is None else f"{titles.get(common.indicator, common.indicator)} › {title}"


def indicator_titles(overview: Overview, lang: Lang) -> dict[str, str]:
    """Return the titles of the indicators by their ids."""
    return {each.id: visible(each.title.text(lang)) for each in overview.indicators}


def shares(numbers: Sequence[int]) -> list[float]:
    """Return each number's share of their sum."""
    whole = sum(numbers)
    return [number / whole if whole else 0.0 for number in numbers]
