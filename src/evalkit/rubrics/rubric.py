"""A scoring standard as a value: dimensions, indicators, marks, rules, grades."""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

from attrs import field

from evalkit.facts.fact import FactDefinition
from evalkit.facts.unit import Unit
from evalkit.facts.wording import CatalogueFile, Wording
from evalkit.frozen import frozen
from evalkit.measures.measure import Measure
from evalkit.rules.rule import Direction, Rule, Title


class Standing(Enum):
    """How far a rubric may be trusted; shown on every scorecard that is not `published`."""

    PUBLISHED = "published"
    RECONSTRUCTED = "reconstructed"
    EXAMPLE = "example"


class Statements(Enum):
    """Whether a favourable statement without figures wins its marks, or waits for a judgement."""

    ACCEPTED = "accepted"
    CONFIRM = "confirm"


class NoRate(Enum):
    """What 0 ÷ 0 means for an indicator: it does not apply, or its full marks."""

    NOT_APPLICABLE = "not_applicable"
    FULL = "full"


class NotApplicable(Enum):
    """What becomes of the marks of indicators that do not apply.

    They are left out, or go to the rest: to all of it alike, or to the other parts of the indicator,
    then to the other indicators of the dimension, and to other dimensions only then.
    """

    EXCLUDED = "excluded"
    RESCALE = "rescale"
    RESCALE_WITHIN = "rescale_within"


@frozen
class Grade:
    """A grade and the lowest total that earns it; it reaches up to the next grade's."""

    title: Title
    lower: Decimal


@frozen
class Indicator:
    """One row of a rubric, or one part of a row: full marks, a rule, a clause.

    A composite has `parts` and its own `rule` is None; the marks of the parts add up to its own.
    `modifiers` are rules that act, in order, on what remains after the rule or the parts.
    `passages` are the words by which the report's passages on the indicator are found for an
    evaluator; `admitted_by` are further words by which an admission is matched with it.
    `better` is which way its value gets better, where the rubric declares it: lint and the contracts
    hold the rule to it.
    """

    id: str
    title: Title
    marks: Decimal
    clause: str
    rule: Rule | None = None
    parts: tuple["Indicator", ...] = ()
    modifiers: tuple[Rule, ...] = ()
    group: str = ""
    statements: Statements | None = None
    no_rate: NoRate = NoRate.NOT_APPLICABLE
    passages: tuple[str, ...] = ()
    admitted_by: tuple[str, ...] = ()
    better: Direction | None = None


@frozen
class RubricDimension:
    """One dimension of a rubric: its full marks and its indicators."""

    id: str
    title: Title
    marks: Decimal
    indicators: tuple[Indicator, ...]


class AdjustmentKind(Enum):
    """What can act on the total after the indicators, in the order in which they act."""

    RESCALE = "rescale"
    BONUS = "bonus"
    PENALTY = "penalty"
    CAP = "cap"
    VETO = "veto"
    ROUNDING = "rounding"


@frozen
class Adjustment:
    """One thing that acts on the total.

    `rests_on` is the measure or fact that decides it, empty when an evaluator does. A bonus or
    penalty gives or takes `each` marks per unit of the value, at most `at_most`; with `at_least` an
    evaluator sets how many, from there to `at_most`, where it is due. A cap limits the
    total to `at_most` when the value is below `below`. A veto sets the total to 0 when its fact is
    true. Rounding keeps `places` decimals, half up. What a kind does not use is None.
    """

    kind: AdjustmentKind
    id: str
    title: Title
    clause: str
    rests_on: str = ""
    each: Decimal | None = None
    at_most: Decimal | None = None
    below: Decimal | None = None
    places: int | None = None
    at_least: Decimal | None = None


@frozen
class AppliesTo:
    """Which reports a rubric is for: a region that the department's name contains, years from–to."""

    region: str = ""
    first_year: int | None = None
    last_year: int | None = None


@frozen
class Rubric:
    """A scoring standard; `source` names document, number and clause and is never empty.

    `measures` are those of its own, worked out by formulas, and `facts` those that no catalogue
    defines, with the words by which reports speak of them.
    """

    id: str
    title: Title
    version: str
    source: str
    standing: Standing
    total: Decimal
    dimensions: tuple[RubricDimension, ...]
    grades: tuple[Grade, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    measures: tuple[Measure, ...] = ()
    facts: CatalogueFile = field(factory=CatalogueFile)
    statements: Statements = Statements.ACCEPTED
    not_applicable: NotApplicable = NotApplicable.EXCLUDED
    applies_to: AppliesTo = field(factory=AppliesTo)
    note: str = ""
    sha256: str = ""

    def measures_among(self, measures: Mapping[str, Measure]) -> dict[str, Measure]:
        """Return the rubric's own measures together with `measures`, by id."""
        return {**measures, **{measure.id: measure for measure in self.measures}}

    def wordings_among(self, wordings: Mapping[str, Wording]) -> dict[str, Wording]:
        """Return how the rubric's own facts are worded together with `wordings`, by id."""
        return {**wordings, **{wording.id: wording for wording in self.facts.fact}}

    def definitions_among(self, definitions: Mapping[str, FactDefinition]) -> dict[str, FactDefinition]:
        """Return the rubric's own facts together with `definitions`, by id."""
        own = (FactDefinition(each.id, each.title, Unit(each.unit), self.id) for each in self.facts.fact)
        return {**definitions, **{definition.id: definition for definition in own}}

    def units_among(self, units: Mapping[str, Unit]) -> dict[str, Unit]:
        """Return the units of the rubric's own facts together with `units`, by id."""
        return {**units, **{wording.id: Unit(wording.unit) for wording in self.facts.fact}}

    def titles_among(self, titles: Mapping[str, Title]) -> dict[str, Title]:
        """Return the titles of the rubric's own facts together with `titles`, by id."""
        return {**titles, **{wording.id: Title(wording.title) for wording in self.facts.fact}}
