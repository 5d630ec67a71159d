"""TOML becomes a Rubric, or a list of everything that is wrong with it."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from attrs import field

from evalkit.errors import Problem, RubricError
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.unit import Unit
from evalkit.facts.wording import CatalogueFile
from evalkit.frozen import define
from evalkit.measures.measure import Measure
from evalkit.messages import Joined, say
from evalkit.problems import in_file_order, nearest, problem, short
from evalkit.rubrics.checks import check
from evalkit.rubrics.extending import Effective, RubricFile, alone, effective
from evalkit.rubrics.own_facts import own_facts
from evalkit.rubrics.own_measures import own_measure
from evalkit.rubrics.place import Place
from evalkit.rubrics.references import Reference, Wants, check_reference, references
from evalkit.rubrics.rows import Chosen, items_of, row_of
from evalkit.rubrics.rubric import (
    Adjustment,
    AdjustmentKind,
    AppliesTo,
    Grade,
    Indicator,
    Rubric,
    RubricDimension,
)
from evalkit.rubrics.tables import (
    CONVERTER,
    AdjustmentTable,
    DimensionTable,
    FactTable,
    GradeTable,
    IndicatorTable,
    ItemTable,
    MeasureTable,
    PartTable,
    RubricTable,
)
from evalkit.rubrics.unusable import absent, broken
from evalkit.rules.checklist import Checklist
from evalkit.rules.rule import Rule, Title
from evalkit.structuring import attempt, keys_of
from evalkit.toml import TomlFile
from evalkit.wrong import Wrong, not_among, unlike

T = TypeVar("T")

_HOW_FAR = {AdjustmentKind.BONUS: "each", AdjustmentKind.PENALTY: "each", AdjustmentKind.CAP: "below"}
"""What an adjustment of that kind says beside the number that it rests on."""

_SUGGESTIONS = 100
"""After so many problems, unknown ids get no suggestions."""


def load_rubric(
    data: bytes,
    name: str,
    rules: Mapping[str, type[Rule]],
    known: Mapping[str, Unit],
    *,
    measures: Collection[str] = (),
    catalogue: Catalogue | None = None,
    partial: bool = False,
) -> Rubric:
    """Return the rubric in the TOML file `data`, called `name` in messages, which extends no other.

    All else is as with `load_effective`. Raises TomlError when the file is not TOML.
    """
    whole = effective(RubricFile(name, data), alone)
    return load_effective(whole, rules, known, measures=measures, catalogue=catalogue, partial=partial)


def load_effective(
    whole: Effective,
    rules: Mapping[str, type[Rule]],
    known: Mapping[str, Unit],
    *,
    measures: Collection[str] = (),
    catalogue: Catalogue | None = None,
    partial: bool = False,
) -> Rubric:
    """Return the rubric that a file comes to with its bases.

    `rules` are the rule classes by the name that a rubric writes; `known` are the ids of all
    measures and facts, each with its unit; `measures` says which of them are measures. `catalogue` is
    what the words of the rubric's own facts are checked against, not at all when None. When
    `partial` (a plugin failed or was kept out), what none of them knows is that plugin's: scoring
    shows the indicators that name it as errors, as it does those of a rule that breaks. Raises
    RubricError with every problem found.
    """
    loader = _Loader(whole.file, rules, dict(known), frozenset(measures), catalogue, partial=partial)
    rubric = loader.rubric(whole.sha256)
    problems = in_file_order([*whole.problems, *loader.problems, *check(Place(whole.file))])
    if rubric is None or problems:
        raise RubricError(problems)
    return rubric


_ACTS = say("分数整体的计分规则，如 violations", "a rule of the whole, such as violations")


@define
class _Loader:
    """A walk over a rubric file that goes on after each problem as far as it can."""

    _file: TomlFile
    _rules: Mapping[str, type[Rule]]
    _known: dict[str, Unit]
    _measures: frozenset[str]
    _catalogue: Catalogue | None
    _partial: bool = field(kw_only=True)
    problems: list[Problem] = field(factory=list)

    def rubric(self, sha256: str) -> Rubric | None:
        """Return the rubric, without what could not be read; None without a readable ``[rubric]``."""
        top = Place(self._file)
        self._top_keys(top)
        head = self._table(Place(self._file, ("rubric",)), RubricTable) if "rubric" in top.keys else None
        facts = self._facts(top, "" if head is None else head.id)
        own = [self._measure(place) for place in self._tables(top, "measure")]
        grades = [self._grade(place) for place in self._tables(top, "grade")]
        dimensions = [self._dimension(place) for place in self._tables(top, "dimension", needed=True)]
        adjustments = [self._adjustment(place) for place in self._tables(top, "adjustment")]
        if head is None:
            return None
        years = head.applies_to.years
        return Rubric(
            id=head.id,
            title=Title(head.title, head.title_en),
            version=head.version,
            source=head.source,
            standing=head.standing,
            total=head.total,
            dimensions=_present(dimensions),
            grades=_present(grades),
            adjustments=_present(adjustments),
            measures=_present(own),
            facts=facts,
            statements=head.statements,
            not_applicable=head.not_applicable,
            applies_to=AppliesTo(head.applies_to.region, years.from_, years.to),
            note=head.note,
            sha256=sha256,
        )

    # -------------------------------------------------------- tables and their keys

    def _top_keys(self, top: Place) -> None:
        allowed = ("rubric", "grade", "fact", "measure", "dimension", "adjustment", "example")
        for key in top.keys:
            if key not in allowed:
                self._unknown_key(top, key, allowed)
        if "rubric" not in top.keys:
            self.problems.append(top.problem(say("缺少表 [rubric]", "the table [rubric] is missing")))

    def _unknown_key(self, place: Place, key: str, allowed: Collection[str]) -> None:
        message = say(
            "不认识的键“{key}”{near}",
            "unknown key “{key}”{near}",
            key=short(key),
            near=nearest(key, allowed) or "",
        )
        listed = say("{allowed}", "{allowed}", allowed=Joined(tuple(allowed)))
        self.problems.append(problem(self._file, (*place.path, key), message, listed, at_key=True))

    def _wrong(self, place: Place, key: str, wrong: Wrong) -> None:
        self.problems.append(place.problem(wrong.message, key, allowed=wrong.allowed))

    def _tables(self, place: Place, key: str, *, needed: bool = False) -> tuple[Place, ...]:
        """Return the tables of the array at `key`, reporting whatever else stands there."""
        array = place.keys.get(key)
        if array is None or array == []:
            if needed:
                message = say("缺少 [[{key}]]", "there is no [[{key}]]", key=_header(place, key))
                self.problems.append(place.problem(message))
            return ()
        if not isinstance(array, list):
            message = say("应为表的数组", "expected an array of tables")
            allowed = say("[[{key}]]", "[[{key}]]", key=_header(place, key))
            self.problems.append(place.problem(message, key, allowed=allowed))
            return ()
        for index, element in enumerate(array):
            if not isinstance(element, dict):
                wrong = unlike(element, dict)
                self.problems.append(place.problem(wrong.message, key, index))
        return place.tables(key)

    def _table(
        self, place: Place, cls: type[T], keys: Mapping[str, Any] | None = None, also: Collection[str] = ()
    ) -> T | None:
        found, problems = attempt(self._file, cls, place.path, keys=keys, also=also, converter=CONVERTER)
        self.problems += problems
        return found

    def _reference(self, place: Place, reference: Reference) -> None:
        if self._partial and reference.id not in self._known:
            return
        suggest = len(self.problems) < _SUGGESTIONS
        found = check_reference(self._file, place.path, reference, self._known, suggest=suggest)
        if found is not None:
            self.problems.append(found)

    # -------------------------------------------------------- facts, measures, grades, dimensions, adjustments

    def _facts(self, top: Place, rubric: str) -> CatalogueFile:
        """Return the facts of the rubric's own; from here on measures and rules may name them."""
        tables = [(place, self._table(place, FactTable)) for place in self._tables(top, "fact")]
        readable = [(place, table) for place, table in tables if table is not None]
        vocabulary = None if self._partial else self._catalogue
        found = own_facts(rubric, readable, self._known, vocabulary)
        self.problems += found.problems
        for _, table in readable:
            self._known.setdefault(table.id, Unit(table.unit))
        return found.facts

    def _measure(self, place: Place) -> Measure | None:
        """Return a measure of the rubric's own; from here on rules may name it."""
        table = self._table(place, MeasureTable)
        if table is None:
            return None
        found = own_measure(place, table, self._known, self._measures)
        self.problems += found.problems
        self._known.setdefault(table.id, Unit.RATIO if found.measure is None else found.measure.unit)
        self._measures |= {table.id}
        return found.measure

    def _grade(self, place: Place) -> Grade | None:
        table = self._table(place, GradeTable)
        return None if table is None else Grade(Title(table.title, table.title_en), table.from_)

    def _dimension(self, place: Place) -> RubricDimension | None:
        own = {key: value for key, value in place.keys.items() if key != "indicator"}
        table = self._table(place, DimensionTable, own, ("indicator",))
        indicators = [self._indicator(row) for row in self._tables(place, "indicator", needed=True)]
        if table is None:
            return None
        return RubricDimension(
            table.id, Title(table.title, table.title_en), table.marks, _present(indicators)
        )

    def _adjustment(self, place: Place) -> Adjustment | None:
        table = self._table(place, AdjustmentTable)
        if table is None:
            return None
        if table.rests_on:
            self._reference(place, Reference(("rests_on",), table.rests_on, Wants.NUMBER_OR_YES_NO))
            self._measure_of_adjustment(place, table)
        return Adjustment(
            kind=table.kind,
            id=table.id,
            title=Title(table.title, table.title_en),
            clause=table.clause,
            rests_on=table.rests_on,
            each=table.each,
            at_least=table.at_least,
            at_most=table.at_most,
            below=table.below,
            places=table.places,
        )

    def _measure_of_adjustment(self, place: Place, table: AdjustmentTable) -> None:
        """Report an amount that a bonus, a penalty or a cap rests on without a key that says how far."""
        key = _HOW_FAR.get(table.kind)
        by_itself = (
            None,
            Unit.YES_NO,
            Unit.TEXT,
            *([Unit.COUNT] if table.kind is AdjustmentKind.CAP else []),
        )
        ranged = key == "each" and table.at_least is not None
        if ranged and self._known.get(table.rests_on, Unit.YES_NO) is not Unit.YES_NO:
            message = say(
                "有 at_least 时由评价员定分，“{id}”应是“是否”类事实",
                "with at_least an evaluator sets the marks, and “{id}” has to be a yes/no fact",
                id=table.rests_on,
            )
            self.problems.append(place.problem(message, "rests_on"))
        elif key is not None and key not in place.keys and self._known.get(table.rests_on) not in by_itself:
            message = say(
                "“{id}”是数，还要写 {key}",
                "“{id}” is a number, so {key} is needed",
                id=table.rests_on,
                key=key,
            )
            self.problems.append(place.problem(message, "rests_on"))
        if table.below is not None and self._known.get(table.rests_on) is Unit.YES_NO:
            message = say(
                "“{id}”是“是否”类事实，不用 below",
                "“{id}” is a yes/no fact, which has no use for below",
                id=table.rests_on,
            )
            self.problems.append(place.problem(message, "below"))

    # -------------------------------------------------------- indicators and their rules

    def _indicator(self, place: Place) -> Indicator | None:
        own = keys_of(IndicatorTable)
        table = self._table(place, IndicatorTable, _only(place.keys, own))
        chosen = self._chosen(place, (*own, "rule", "parts", "then"))
        modifiers = self._modifiers(place)
        return None if table is None else row_of(table, chosen, modifiers, group=table.group)

    def _part(self, place: Place) -> Indicator | None:
        own = keys_of(PartTable)
        table = self._table(place, PartTable, _only(place.keys, own))
        chosen = self._chosen(place, (*own, "rule", "then"))
        modifiers = self._modifiers(place)
        return None if table is None else row_of(table, chosen, modifiers)

    def _chosen(self, place: Place, own: tuple[str, ...]) -> Chosen:
        """Return what decides the row: a rule, its checklist's items, or its parts."""
        if "parts" in own and "parts" in place.keys:
            if "rule" in place.keys:
                message = say("rule 和 parts 只能有一个", "there can be a rule or parts, not both")
                self.problems.append(problem(self._file, (*place.path, "rule"), message, at_key=True))
            else:
                for key in place.keys:
                    if key not in own:
                        self._unknown_key(place, key, own)
            return Chosen(
                parts=_present([self._part(part) for part in self._tables(place, "parts", needed=True)])
            )
        rest = {key: value for key, value in place.keys.items() if key not in own}
        rule = self._rule(place, rest, place.marks(), own)
        if isinstance(rule, Checklist):
            for item in self._tables(place, "items", needed=True):
                self._table(item, ItemTable, _only(item.keys, keys_of(ItemTable)))
            return Chosen(parts=items_of(rule))
        return Chosen(rule)

    def _modifiers(self, place: Place) -> tuple[Rule, ...]:
        found = []
        for modifier in self._tables(place, "then"):
            keys = {key: value for key, value in modifier.keys.items() if key != "rule"}
            rule = self._rule(modifier, keys, place.marks(), ("rule",))
            if isinstance(rule, Checklist):
                message = say("then 不能用 checklist", "a checklist cannot act on what remains")
                self.problems.append(modifier.problem(message, "rule", allowed=_ACTS))
            found.append(rule)
        return _present(found)

    def _rule(
        self, place: Place, keys: Mapping[str, Any], marks: Decimal | None, own: tuple[str, ...]
    ) -> Rule | None:
        """Return the rule that the table at `place` names, made of `keys`, for `marks` if they are known."""
        name = place.keys.get("rule")
        if self._partial and isinstance(name, str) and name not in self._rules:
            return absent(name)
        cls = self._rule_class(place, own)
        if cls is None:
            return None
        try:
            rule = self._table(place, cls, keys, own)
            needs = rule.needs() if rule else ()
            faults = rule.check(marks) if rule and marks is not None else ()
        except Exception as error:  # noqa: BLE001  a plugin's fault must cost its own indicators only
            return broken(cls.name, error)
        for reference in references(keys, needs):
            self._reference(place, reference)
        for fault in faults:
            self.problems.append(place.problem(fault.message, *fault.path, allowed=fault.allowed))
        return rule

    def _rule_class(self, place: Place, own: tuple[str, ...]) -> type[Rule] | None:
        name = place.keys.get("rule")
        if name is None:
            key = "rule 或 parts" if "parts" in own else "rule"
            message = say(
                "缺少键“{zh_key}”", "missing key “{en_key}”", zh_key=key, en_key=key.replace("或", "or")
            )
            names = say("{names}", "{names}", names=Joined(tuple(sorted(self._rules))))
            self.problems.append(place.problem(message, allowed=names))
        elif not isinstance(name, str):
            self._wrong(place, "rule", unlike(name, str))
        elif name not in self._rules:
            self._wrong(place, "rule", not_among(name, sorted(self._rules)))
        else:
            return self._rules[name]
        return None


def _header(place: Place, key: str) -> str:
    """Return the name by which a table header writes the array at `key`."""
    return ".".join(step for step in (*place.path, key) if isinstance(step, str))


def _only(keys: Mapping[str, Any], wanted: Collection[str]) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if key in wanted}


def _present(found: "list[T | None]") -> tuple[T, ...]:
    return tuple(each for each in found if each is not None)
