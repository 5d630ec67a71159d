"""evalkit: a department's performance report goes in, a scorecard with a reason for every lost mark comes out.

This is the front door: plugins and programs import from here and from nowhere else. Names load when
they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evalkit.comparing.compare import compare as compare
    from evalkit.comparing.comparison import Comparison as Comparison
    from evalkit.documents.document import Block as Block
    from evalkit.documents.document import BlockKind as BlockKind
    from evalkit.documents.document import Cell as Cell
    from evalkit.documents.document import Document as Document
    from evalkit.documents.document import Evidence as Evidence
    from evalkit.documents.document import Span as Span
    from evalkit.documents.limits import Limits as Limits
    from evalkit.documents.plain.text import read_text as read_text
    from evalkit.documents.reader import Reader as Reader
    from evalkit.errors import CatalogueError as CatalogueError
    from evalkit.errors import DocumentError as DocumentError
    from evalkit.errors import EvalkitError as EvalkitError
    from evalkit.errors import FactsError as FactsError
    from evalkit.errors import InputError as InputError
    from evalkit.errors import JudgementError as JudgementError
    from evalkit.errors import PluginError as PluginError
    from evalkit.errors import Problem as Problem
    from evalkit.errors import RubricError as RubricError
    from evalkit.errors import ScorecardError as ScorecardError
    from evalkit.errors import TomlError as TomlError
    from evalkit.errors import UsageError as UsageError
    from evalkit.executors.executor import Executor as Executor
    from evalkit.executors.executor import Lost as Lost
    from evalkit.executors.executor import Resources as Resources
    from evalkit.facts.fact import Basis as Basis
    from evalkit.facts.fact import Fact as Fact
    from evalkit.facts.fact import FactSheet as FactSheet
    from evalkit.facts.fact import Finding as Finding
    from evalkit.facts.unit import Amount as Amount
    from evalkit.facts.unit import Unit as Unit
    from evalkit.hookspecs import hookimpl as hookimpl
    from evalkit.journey import failures as failures
    from evalkit.journey import find_rubric as find_rubric
    from evalkit.journey import read_judgements as read_judgements
    from evalkit.journey import render as render
    from evalkit.journey import score_report as score_report
    from evalkit.journey import score_sheet as score_sheet
    from evalkit.journey import scorer_for as scorer_for
    from evalkit.measures.measure import Count as Count
    from evalkit.measures.measure import Dimension as Dimension
    from evalkit.measures.measure import Measure as Measure
    from evalkit.measures.measure import Money as Money
    from evalkit.measures.measure import Ratio as Ratio
    from evalkit.measures.measure import Score as Score
    from evalkit.messages import Lang as Lang
    from evalkit.messages import Message as Message
    from evalkit.messages import plain as plain
    from evalkit.messages import say as say
    from evalkit.reading import read as read
    from evalkit.reading import read_facts as read_facts
    from evalkit.registry import Registry as Registry
    from evalkit.registry import load_plugins as load_plugins
    from evalkit.registry import registry_of as registry_of
    from evalkit.rendering.renderer import Renderer as Renderer
    from evalkit.rendering.renderer import View as View
    from evalkit.rubrics.rubric import Rubric as Rubric
    from evalkit.rubrics.rubric import Standing as Standing
    from evalkit.rubrics.rubric import Statements as Statements
    from evalkit.rules.curve import Bound as Bound
    from evalkit.rules.curve import Curve as Curve
    from evalkit.rules.curve import Piece as Piece
    from evalkit.rules.one_value import OneValueRule as OneValueRule
    from evalkit.rules.rule import Assessment as Assessment
    from evalkit.rules.rule import Failed as Failed
    from evalkit.rules.rule import Fault as Fault
    from evalkit.rules.rule import Input as Input
    from evalkit.rules.rule import Known as Known
    from evalkit.rules.rule import Loss as Loss
    from evalkit.rules.rule import Missing as Missing
    from evalkit.rules.rule import Open as Open
    from evalkit.rules.rule import Rule as Rule
    from evalkit.rules.rule import Title as Title
    from evalkit.rules.rule import Value as Value
    from evalkit.scoring.compiled.scorer import Marks as Marks
    from evalkit.scoring.compiled.scorer import Scorer as Scorer
    from evalkit.scoring.compiled.table import Table as Table
    from evalkit.scoring.scorecard import AdjustmentResult as AdjustmentResult
    from evalkit.scoring.scorecard import Deduction as Deduction
    from evalkit.scoring.scorecard import DimensionResult as DimensionResult
    from evalkit.scoring.scorecard import IndicatorResult as IndicatorResult
    from evalkit.scoring.scorecard import Outcome as Outcome
    from evalkit.scoring.scorecard import Scorecard as Scorecard
    from evalkit.scoring.scorecard_file import read_scorecard as read_scorecard

__version__ = "0.1.0"

_HOME = {
    "AdjustmentResult": "evalkit.scoring.scorecard",
    "Amount": "evalkit.facts.unit",
    "Assessment": "evalkit.rules.rule",
    "Basis": "evalkit.facts.fact",
    "Block": "evalkit.documents.document",
    "BlockKind": "evalkit.documents.document",
    "Bound": "evalkit.rules.curve",
    "CatalogueError": "evalkit.errors",
    "Cell": "evalkit.documents.document",
    "Comparison": "evalkit.comparing.comparison",
    "Count": "evalkit.measures.measure",
    "Curve": "evalkit.rules.curve",
    "Deduction": "evalkit.scoring.scorecard",
    "Dimension": "evalkit.measures.measure",
    "DimensionResult": "evalkit.scoring.scorecard",
    "Document": "evalkit.documents.document",
    "DocumentError": "evalkit.errors",
    "EvalkitError": "evalkit.errors",
    "Evidence": "evalkit.documents.document",
    "Executor": "evalkit.executors.executor",
    "Fact": "evalkit.facts.fact",
    "FactSheet": "evalkit.facts.fact",
    "FactsError": "evalkit.errors",
    "Failed": "evalkit.rules.rule",
    "Fault": "evalkit.rules.rule",
    "Finding": "evalkit.facts.fact",
    "IndicatorResult": "evalkit.scoring.scorecard",
    "Input": "evalkit.rules.rule",
    "InputError": "evalkit.errors",
    "JudgementError": "evalkit.errors",
    "Known": "evalkit.rules.rule",
    "Lang": "evalkit.messages",
    "Limits": "evalkit.documents.limits",
    "Loss": "evalkit.rules.rule",
    "Lost": "evalkit.executors.executor",
    "Marks": "evalkit.scoring.compiled.scorer",
    "Measure": "evalkit.measures.measure",
    "Message": "evalkit.messages",
    "Missing": "evalkit.rules.rule",
    "Money": "evalkit.measures.measure",
    "OneValueRule": "evalkit.rules.one_value",
    "Open": "evalkit.rules.rule",
    "Outcome": "evalkit.scoring.scorecard",
    "Piece": "evalkit.rules.curve",
    "PluginError": "evalkit.errors",
    "Problem": "evalkit.errors",
    "Ratio": "evalkit.measures.measure",
    "Reader": "evalkit.documents.reader",
    "Registry": "evalkit.registry",
    "Renderer": "evalkit.rendering.renderer",
    "Resources": "evalkit.executors.executor",
    "Rubric": "evalkit.rubrics.rubric",
    "RubricError": "evalkit.errors",
    "Rule": "evalkit.rules.rule",
    "Score": "evalkit.measures.measure",
    "Scorecard": "evalkit.scoring.scorecard",
    "ScorecardError": "evalkit.errors",
    "Scorer": "evalkit.scoring.compiled.scorer",
    "Span": "evalkit.documents.document",
    "Standing": "evalkit.rubrics.rubric",
    "Statements": "evalkit.rubrics.rubric",
    "Table": "evalkit.scoring.compiled.table",
    "Title": "evalkit.rules.rule",
    "TomlError": "evalkit.errors",
    "Unit": "evalkit.facts.unit",
    "UsageError": "evalkit.errors",
    "Value": "evalkit.rules.rule",
    "View": "evalkit.rendering.renderer",
    "compare": "evalkit.comparing.compare",
    "failures": "evalkit.journey",
    "find_rubric": "evalkit.journey",
    "hookimpl": "evalkit.hookspecs",
    "load_plugins": "evalkit.registry",
    "plain": "evalkit.messages",
    "read": "evalkit.reading",
    "read_facts": "evalkit.reading",
    "read_judgements": "evalkit.journey",
    "read_scorecard": "evalkit.scoring.scorecard_file",
    "read_text": "evalkit.documents.plain.text",
    "registry_of": "evalkit.registry",
    "render": "evalkit.journey",
    "say": "evalkit.messages",
    "score_report": "evalkit.journey",
    "score_sheet": "evalkit.journey",
    "scorer_for": "evalkit.journey",
}

__all__ = [
    "AdjustmentResult",
    "Amount",
    "Assessment",
    "Basis",
    "Block",
    "BlockKind",
    "Bound",
    "CatalogueError",
    "Cell",
    "Comparison",
    "Count",
    "Curve",
    "Deduction",
    "Dimension",
    "DimensionResult",
    "Document",
    "DocumentError",
    "EvalkitError",
    "Evidence",
    "Executor",
    "Fact",
    "FactSheet",
    "FactsError",
    "Failed",
    "Fault",
    "Finding",
    "IndicatorResult",
    "Input",
    "InputError",
    "JudgementError",
    "Known",
    "Lang",
    "Limits",
    "Loss",
    "Lost",
    "Marks",
    "Measure",
    "Message",
    "Missing",
    "Money",
    "OneValueRule",
    "Open",
    "Outcome",
    "Piece",
    "PluginError",
    "Problem",
    "Ratio",
    "Reader",
    "Registry",
    "Renderer",
    "Resources",
    "Rubric",
    "RubricError",
    "Rule",
    "Score",
    "Scorecard",
    "ScorecardError",
    "Scorer",
    "Span",
    "Standing",
    "Statements",
    "Table",
    "Title",
    "TomlError",
    "Unit",
    "UsageError",
    "Value",
    "View",
    "__version__",
    "compare",
    "failures",
    "find_rubric",
    "hookimpl",
    "load_plugins",
    "plain",
    "read",
    "read_facts",
    "read_judgements",
    "read_scorecard",
    "read_text",
    "registry_of",
    "render",
    "say",
    "score_report",
    "score_sheet",
    "scorer_for",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'evalkit' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return __all__
