"""What a plugin may contribute: the kinds of things, and whether a hook's result is one of them."""

import inspect
from collections.abc import Callable, Mapping
from enum import Enum
from importlib.resources.abc import Traversable

import attrs

from evalkit.documents.reader import Reader
from evalkit.executors.executor import Executor
from evalkit.frozen import frozen
from evalkit.measures.measure import Dimension
from evalkit.messages import Lang, Message, say
from evalkit.rendering.renderer import Renderer
from evalkit.rules.rule import Rule, Title


class Kind(Enum):
    """The kinds of things that plugins contribute, in the order of a report's journey."""

    READER = "reader"
    DIMENSION = "dimension"
    MEASURE = "measure"
    RULE = "rule"
    RUBRIC = "rubric"
    RENDERER = "renderer"
    EXECUTOR = "executor"

    def text(self, lang: Lang) -> str:
        """Return the kind's name in `lang`."""
        return _KIND_NAMES[self].text(lang)


_KIND_NAMES = {
    Kind.READER: say("读取格式", "reader"),
    Kind.DIMENSION: say("维度", "dimension"),
    Kind.MEASURE: say("测算", "measure"),
    Kind.RULE: say("计分规则", "rule"),
    Kind.RUBRIC: say("评分标准", "rubric"),
    Kind.RENDERER: say("输出格式", "renderer"),
    Kind.EXECUTOR: say("执行方式", "executor"),
}


@frozen
class Hook:
    """One extension point: its name, what it contributes, and how a contribution is checked and named."""

    name: str
    kind: Kind
    expected: str
    is_one: Callable[[object], bool]
    name_of: Callable[[object], object]


def _is_reader(item: object) -> bool:
    return isinstance(item, Reader)


def _is_renderer(item: object) -> bool:
    return isinstance(item, Renderer)


def _is_executor(item: object) -> bool:
    return isinstance(item, Executor)


def _is_dimension(item: object) -> bool:
    return isinstance(item, Dimension)


def _is_rule(item: object) -> bool:
    return (
        inspect.isclass(item)
        and issubclass(item, Rule)
        and attrs.has(item)
        and isinstance(getattr(item, "title", None), Title)
    )


def _is_rubric(item: object) -> bool:
    return isinstance(item, Traversable) and item.name.endswith(".toml")


def _attribute(name: str) -> Callable[[object], object]:
    return lambda item: getattr(item, name, None)


def _stem(item: object) -> object:
    return str(getattr(item, "name", "")).removesuffix(".toml")


HOOKS: Mapping[str, Hook] = {
    hook.name: hook
    for hook in (
        Hook("evalkit_readers", Kind.READER, "list[Reader]", _is_reader, _attribute("name")),
        Hook("evalkit_dimensions", Kind.DIMENSION, "list[Dimension]", _is_dimension, _attribute("id")),
        Hook("evalkit_rules", Kind.RULE, "list[type[Rule]]", _is_rule, _attribute("name")),
        Hook("evalkit_rubrics", Kind.RUBRIC, "list[Traversable]", _is_rubric, _stem),
        Hook("evalkit_renderers", Kind.RENDERER, "list[Renderer]", _is_renderer, _attribute("name")),
        Hook("evalkit_executors", Kind.EXECUTOR, "list[Executor]", _is_executor, _attribute("name")),
    )
}
"""The extension points by name, in the order of a report's journey."""


@frozen
class Contribution:
    """One thing that a plugin gave: what it is, by which name, and the thing itself."""

    kind: Kind
    name: str
    value: object


def contributions(hook: Hook, result: object) -> tuple[tuple[Contribution, ...], tuple[Message, ...]]:
    """Return what `result` of `hook` contributes, and what is wrong with the rest of it."""
    if not isinstance(result, list | tuple):
        return (), (
            say(
                "{hook} 返回了 {kind}，应为 {expected}",
                "{hook} returned {kind}, not {expected}",
                hook=hook.name,
                kind=type(result).__name__,
                expected=hook.expected,
            ),
        )
    found: list[Contribution] = []
    faults: list[Message] = []
    for item in result:
        name = hook.name_of(item) if hook.is_one(item) else None
        if isinstance(name, str) and name:
            found.append(Contribution(hook.kind, name, item))
        else:
            faults.append(
                say(
                    "{hook} 返回的列表中有 {item}，应为 {expected}",
                    "{hook} returned a list with {item} in it, not {expected}",
                    hook=hook.name,
                    item=_named(item),
                    expected=hook.expected,
                )
            )
    return tuple(found), tuple(faults)


def measures_of(given: Contribution) -> tuple[Contribution, ...]:
    """Return the measures that come with a contribution when it is a dimension."""
    if not isinstance(given.value, Dimension):
        return ()
    return tuple(Contribution(Kind.MEASURE, id, measure) for id, measure in given.value.measures.items())


def _named(item: object) -> str:
    return item.__qualname__ if inspect.isclass(item) else type(item).__name__
