"""The JSON Schema of a rubric file, made from the classes that read it and the rules there are."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from evalkit.messages import Lang
from evalkit.rubrics.tables import (
    ID_PATTERN,
    MOST,
    RUBRIC_ID_PATTERN,
    SIDES,
    AdjustmentTable,
    DimensionTable,
    FactTable,
    Filled,
    GradeTable,
    Id,
    IndicatorTable,
    Marks,
    MeasureTable,
    PartTable,
    RubricId,
    RubricTable,
)
from evalkit.rules.better_of import Side
from evalkit.rules.rule import Rule
from evalkit.structuring import NUMBER_PATTERN, keys_of

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def rubric_schema(rules: Mapping[str, type[Rule]]) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a rubric file that may use `rules`, or of the examples beside it.

    It describes keys and types; that marks add up, ids are unique and bands have no gaps is for
    loading to check. In a rubric that extends another, rows need no more than their id.
    """
    definitions = _Definitions()
    part = _ruled(definitions, PartTable, rules)
    indicator = _ruled(definitions, IndicatorTable, rules, {"parts": _array({"$ref": "#/$defs/part"})})
    indicator["oneOf"] = [{"required": ["rule"]}, {"required": ["parts"]}]
    indicator["allOf"].append({"if": {"required": ["parts"]}, "then": _closed(indicator["properties"])})
    dimension = _table(definitions, DimensionTable)
    dimension["properties"]["indicator"] = _array({"$ref": "#/$defs/indicator"})
    dimension["required"].append("indicator")
    rubric = _table(definitions, RubricTable)
    rubric["properties"]["extends"] = {"type": "string"}
    rubric["required"].remove("total")
    rows = {
        "fact": {"type": "array", "items": _table(definitions, FactTable)},
        "measure": {"type": "array", "items": _table(definitions, MeasureTable)},
        "dimension": _array({"$ref": "#/$defs/dimension"}),
        "adjustment": {"type": "array", "items": _table(definitions, AdjustmentTable)},
    }
    properties: Schema = {
        "rubric": rubric,
        "grade": {"type": "array", "items": _table(definitions, GradeTable)},
        **{key: {"type": "array"} for key in rows},
        "example": {"type": "array", "items": _EXAMPLE},
    }
    definitions.made |= {
        "part": part | {"required": [*part["required"], "rule"]},
        "indicator": indicator,
        "dimension": dimension,
        "modifier": _only_a_rule(definitions, rules),
        "side": _only_a_rule(definitions, SIDES),
    }
    definitions.made |= _changes(definitions, rules)
    return {
        "$schema": DIALECT,
        "title": "evalkit rubric",
        "type": "object",
        "properties": properties,
        "anyOf": [_with(required=["rubric"]), _with(required=["example"], maxProperties=1)],
        "additionalProperties": False,
        "if": _with(properties={"rubric": _with(required=["extends"])}),
        "then": _with(properties={key: {"items": {"$ref": f"#/$defs/{key}_change"}} for key in rows}),
        "else": _with(properties={"rubric": _with(required=["total"]), **rows}, required=["dimension"]),
        "$defs": definitions.made,
    }


def _with(**says: Any) -> Schema:
    """Return what says something of a table whose keys are given elsewhere.

    Strict editors take keys that a part of the schema does not name for wrong, unless it says that they are not.
    """
    return {**says, "additionalProperties": True}


def _changes(definitions: "_Definitions", rules: Mapping[str, type[Rule]]) -> Schema:
    """Return the schemas of rows that change, remove or add a row of the rubric that is extended.

    What the keys of a rule hold that is not written anew cannot be known without the base.
    """
    anything: Schema = {key: {} for cls in rules.values() for key in _table(definitions, cls)["properties"]}
    ruled = {"rule": _rule_names(rules), "then": {"type": "array", "items": {"$ref": "#/$defs/modifier"}}}
    ruled["items"] = {"type": "array", "items": {"type": "object", "required": ["id"]}}
    parts: Schema = {"parts": {"type": "array", "items": {"$ref": "#/$defs/part_change"}}}
    part = _change(definitions, PartTable, ruled)
    indicator = _change(definitions, IndicatorTable, ruled | parts)
    for row in (part, indicator):
        row["allOf"] = _cases(definitions, rules, row["properties"])
        row["properties"] = anything | row["properties"]
    inner: Schema = {"indicator": {"type": "array", "items": {"$ref": "#/$defs/indicator_change"}}}
    return {
        "fact_change": _change(definitions, FactTable),
        "measure_change": _change(definitions, MeasureTable),
        "dimension_change": _change(definitions, DimensionTable, inner),
        "adjustment_change": _change(definitions, AdjustmentTable),
        "indicator_change": indicator,
        "part_change": part,
    }


def _change(
    definitions: "_Definitions", cls: type[attrs.AttrsInstance], more: Mapping[str, Schema] | None = None
) -> Schema:
    schema = _table(definitions, cls)
    properties = schema["properties"] | {"remove": {"const": True}} | dict(more or {})
    return schema | {"properties": properties, "required": ["id"]}


_EXAMPLE: Schema = {
    "type": "object",
    "properties": {
        "title": {"type": "string"},
        "facts": {"type": "object", "additionalProperties": True},
        "judgements": {"type": "object", "additionalProperties": True},
        "expect": {"type": "object", "additionalProperties": True, "minProperties": 1},
    },
    "required": ["title", "expect"],
    "additionalProperties": False,
}
"""An example, whose keys are the ids of facts and rows: loading checks them."""


def _ruled(
    definitions: "_Definitions",
    cls: type[attrs.AttrsInstance],
    rules: Mapping[str, type[Rule]],
    more: Mapping[str, Schema] | None = None,
) -> Schema:
    """Return the schema of a table whose rule's keys stand beside its own."""
    schema = _table(definitions, cls)
    del schema["additionalProperties"]
    schema["properties"] |= {
        "rule": _rule_names(rules),
        "then": _array({"$ref": "#/$defs/modifier"}),
        **(more or {}),
    }
    return schema | {"allOf": _cases(definitions, rules, schema["properties"])}


def _only_a_rule(definitions: "_Definitions", rules: Mapping[str, type[Rule]]) -> Schema:
    """Return the schema of a table that has nothing but the name of a rule and its keys."""
    schema: Schema = {"type": "object", "properties": {"rule": _rule_names(rules)}, "required": ["rule"]}
    return schema | {"allOf": _cases(definitions, rules, schema["properties"])}


def _rule_names(rules: Mapping[str, type[Rule]]) -> Schema:
    return {"enum": sorted(rules)}


def _cases(definitions: "_Definitions", rules: Mapping[str, type[Rule]], own: Iterable[str]) -> list[Schema]:
    """Return what lets a table have, besides its own keys, those of the rule that it names, and no others."""
    cases = []
    for name, cls in sorted(rules.items()):
        keys = _table(definitions, cls)
        then = {"description": cls.title.text(Lang.EN), "required": keys["required"]}
        named = {"properties": {"rule": {"const": name}}, "required": ["rule"]}
        cases.append({"if": named, "then": then | _closed(own, keys["properties"])})
    return cases


def _closed(own: Iterable[str], more: Mapping[str, Schema] | None = None) -> Schema:
    """Return what allows the keys of a table, which are described elsewhere, and `more`, and no others.

    Every key is named once more, for not all editors know `unevaluatedProperties`.
    """
    return {"properties": {**{key: {} for key in own}, **(more or {})}, "additionalProperties": False}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": 1}


def _table(definitions: "_Definitions", cls: type[Any]) -> Schema:
    attrs.resolve_types(cls)
    fields = dict(zip(keys_of(cls), (field for field in attrs.fields(cls) if field.init), strict=True))
    return {
        "description": cleandoc(cls.__doc__ or "").split("\n\n")[0].replace("\n", " ").replace("``", "`"),
        "type": "object",
        "properties": {key: definitions.of(field.type) for key, field in fields.items()},
        "required": [key for key, field in fields.items() if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


_NUMBER: Schema = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{NUMBER_PATTERN}$"}]}
_SIMPLE: Mapping[object, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: _NUMBER,
    Filled: {"type": "string", "pattern": r"\S"},
    Id: {"type": "string", "pattern": ID_PATTERN},
    RubricId: {"type": "string", "pattern": RUBRIC_ID_PATTERN},
    Side: {"$ref": "#/$defs/side"},
    Marks: {"allOf": [_NUMBER], "exclusiveMinimum": 0, "maximum": MOST},
}


class _Definitions:
    """The schemas of the classes met so far, each given once and referred to by name."""

    def __init__(self) -> None:
        self.made: dict[str, Schema] = {}
        self._names: dict[type[Any], str] = {}

    def of(self, kind: Any) -> Schema:
        """Return the schema of a field's type."""
        if kind in _SIMPLE:
            return _SIMPLE[kind]
        origin, arguments = get_origin(kind), get_args(kind)
        if origin in (Union, UnionType):
            members = [self.of(member) for member in arguments if member is not NoneType]
            return members[0] if len(members) == 1 else {"anyOf": members}
        if origin in (tuple, list, Sequence):
            return {"type": "array", "items": self.of(arguments[0])}
        if origin in (dict, Mapping):
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if origin is Literal:
            return {"enum": list(arguments)}
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {"enum": [member.value for member in kind]}
        if attrs.has(kind):
            return {"$ref": f"#/$defs/{self._named(kind)}"}
        return {}

    def _named(self, cls: type[Any]) -> str:
        if cls not in self._names:
            # Plugins' classes may be called alike. The name is taken first, for a class may hold itself.
            alike = sum(known.__name__ == cls.__name__ for known in self._names)
            self._names[cls] = f"{cls.__name__}{alike + 1 if alike else ''}"
            self.made[self._names[cls]] = _table(self, cls)
        return self._names[cls]
