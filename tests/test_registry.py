"""What plugins contribute, and what becomes of those that break the contract."""

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from evalkit import (
    Dimension,
    InputError,
    Lang,
    Money,
    Ratio,
    Reader,
    Registry,
    Renderer,
    hookimpl,
    load_plugins,
)
from evalkit.contributions import HOOKS, Kind
from evalkit.documents.document import Document
from evalkit.documents.limits import Limits
from evalkit.registry import CORE, Plugin, plugin_manager, registry_of

SHIPPED = ["decision", "economy", "effectiveness", "efficiency", "fairness", "management", "rubrics"]


def plugin(**hooks: Callable[..., object]) -> SimpleNamespace:
    """Return an object with these hooks, marked as such."""
    return SimpleNamespace(**{name: hookimpl(function) for name, function in hooks.items()})


def faults(registry: Registry, lang: Lang = Lang.ZH) -> list[str]:
    return [fault.text(lang) for fault in registry.terms.faults]


def reader(name: str = "lines") -> Reader:
    def read(name: str, data: bytes, limits: Limits) -> Document:
        return Document(name=name, text=data.decode(), sha256="", blocks=())

    return Reader(name, "逐行文本", lambda name, data: name.endswith(".lines"), read)


def renderer(name: str) -> Renderer:
    return Renderer(name, "示例", ".txt", lambda card, view: "")


@pytest.fixture(scope="module")
def installed() -> Registry:
    return load_plugins()


def test_core_comes_first_then_what_ships(installed: Registry) -> None:
    assert [each.name for each in installed.plugins if each.distribution == "evalkit-scorecard"] == [
        CORE,
        *SHIPPED,
    ]
    assert faults(installed) == []


def test_what_ships_is_found_through_entry_points_like_anybodys() -> None:
    names = {each.name for each in entry_points(group="evalkit")}
    assert names >= set(SHIPPED)


def test_each_thing_knows_who_brought_it(installed: Registry) -> None:
    assert installed.owner(Kind.MEASURE, "three_public_control").name == "economy"
    assert installed.owner(Kind.DIMENSION, "management").name == "management"
    assert installed.owner(Kind.RUBRIC, "four-e").name == "rubrics"
    assert installed.owner(Kind.RULE, "bands").name == CORE
    assert installed.owner(Kind.RENDERER, "json").name == CORE
    with pytest.raises(KeyError):
        installed.owner(Kind.READER, "none")


def test_every_hook_has_a_specification_and_every_specification_a_hook() -> None:
    manager = plugin_manager()
    assert {name for name in vars(manager.hook) if name.startswith("evalkit_")} == set(HOOKS)


def test_catalogues_wait_until_somebody_asks_for_a_fact(tmp_path: Path) -> None:
    catalogue = tmp_path / "facts.toml"
    catalogue.write_text("no TOML", "utf-8")
    late = Dimension("late", title="迟", catalogue=catalogue)
    registry = registry_of({"late": plugin(evalkit_dimensions=lambda: [late])})
    assert registry.faults == ()
    assert list(registry.dimensions) == ["late"]
    (fault,) = faults(registry, Lang.EN)
    assert fault.startswith("plugin late: its catalogue is broken: facts.toml:1:4: not valid TOML")


def test_a_blocked_plugin_is_not_there() -> None:
    registry = load_plugins(["economy"])
    assert "economy" not in [each.name for each in registry.plugins]
    assert "three_public_control" not in registry.measures
    assert faults(registry) == []
    assert registry.is_incomplete


def test_only_what_is_installed_can_be_blocked() -> None:
    with pytest.raises(InputError) as raised:
        load_plugins(["ecnomy", "core"])
    first, second = raised.value.text(Lang.ZH).splitlines()
    assert first.startswith("--no-plugin：没有名为“ecnomy”的插件（可用：decision、economy、")
    assert second.startswith("--no-plugin：没有名为“core”的插件")


# ---------------------------------------------------------------- broken contracts


def no_list() -> object:
    return "nonsense"


def one_is_nonsense() -> object:
    return [renderer("good"), 3, str]


def raises() -> object:
    raise ValueError("two\nlines")


def leaves() -> object:
    raise SystemExit(4)


@pytest.mark.parametrize(
    ("hook", "function", "fault"),
    [
        ("evalkit_renderers", no_list, ["evalkit_renderers 返回了 str，应为 list[Renderer]"]),
        (
            "evalkit_renderers",
            one_is_nonsense,
            [
                "evalkit_renderers 返回的列表中有 int，应为 list[Renderer]",
                "evalkit_renderers 返回的列表中有 str，应为 list[Renderer]",
            ],
        ),
        ("evalkit_readers", lambda: None, ["evalkit_readers 返回了 NoneType，应为 list[Reader]"]),
        ("evalkit_rules", lambda: [reader()], ["evalkit_rules 返回的列表中有 Reader，应为 list[type[Rule]]"]),
        (
            "evalkit_rubrics",
            lambda: ["a.toml"],
            ["evalkit_rubrics 返回的列表中有 str，应为 list[Traversable]"],
        ),
        ("evalkit_dimensions", raises, ["evalkit_dimensions 出错：ValueError: two lines"]),
        ("evalkit_dimensions", leaves, ["evalkit_dimensions 出错：SystemExit: 4"]),
        ("evalkit_rubrix", list, ["没有名为 evalkit_rubrix 的扩展点（可用：evalkit_rubrics）"]),
        (
            "evalkit_zzzzzzzzzzzzzz",
            list,
            [f"没有名为 evalkit_zzzzzzzzzzzzzz 的扩展点（可用：{'、'.join(HOOKS)}）"],
        ),
    ],
)
def test_a_broken_hook_is_named_and_the_others_of_the_plugin_stand(
    hook: str, function: Callable[..., object], fault: list[str]
) -> None:
    def named() -> object:
        return function()

    named.__name__ = hook
    hooks: dict[str, Any] = {"evalkit_readers": lambda: [reader()]}
    broken = plugin(**(hooks | {hook: named}))
    registry = registry_of({"broken": broken})
    assert [each.text(Lang.ZH) for each in registry.faults] == [f"插件 broken：{each}" for each in fault]
    assert ("lines" in registry.readers) is (hook != "evalkit_readers")
    assert ("good" in registry.renderers) is (function is one_is_nonsense)
    assert "text" in registry.readers


def test_a_hook_with_arguments_of_its_own_costs_the_plugin() -> None:
    registry = registry_of({"broken": plugin(evalkit_readers=lambda config: [reader()])})
    (fault,) = faults(registry)
    assert fault.startswith(
        "插件 broken：无法装载：PluginValidationError: Plugin 'broken' for hook 'evalkit_readers'"
    )
    assert "config" in fault
    assert "\n" not in fault
    assert "lines" not in registry.readers


def test_a_hook_without_its_mark_is_named() -> None:
    def evalkit_readers() -> list[Reader]:
        return [reader()]

    registry = registry_of({"unmarked": SimpleNamespace(evalkit_readers=evalkit_readers)})
    assert faults(registry) == ["插件 unmarked：函数 evalkit_readers 没有标注 @hookimpl"]
    assert "lines" not in registry.readers


def test_a_plugin_without_hooks_is_named() -> None:
    (fault,) = faults(registry_of({"empty": SimpleNamespace()}), Lang.EN)
    assert fault.startswith("plugin empty: implements no hook (allowed: evalkit_readers, evalkit_dimensions,")


def test_an_optional_hook_of_another_version_is_no_fault() -> None:
    @hookimpl(optionalhook=True)
    def evalkit_executors() -> list[object]:
        return []

    registry = registry_of(
        {
            "ahead": SimpleNamespace(
                evalkit_executors=evalkit_executors, evalkit_readers=hookimpl(lambda: [reader()])
            )
        }
    )
    assert faults(registry) == []
    assert "lines" in registry.readers


def test_of_two_of_one_name_the_first_stays_and_both_plugins_are_named() -> None:
    first, second = reader("lines"), reader("lines")
    registry = registry_of(
        {
            "one": plugin(evalkit_readers=lambda: [first]),
            "two": plugin(evalkit_readers=lambda: [second, reader("other")]),
        }
    )
    assert registry.readers["lines"] is first
    assert "other" in registry.readers
    assert faults(registry) == ["插件 two：读取格式“lines”已属于插件 one，不予采用"]
    assert faults(registry, Lang.EN) == [
        "plugin two: the reader lines is already that of the plugin one; it is left out"
    ]


def dimension(id: str, *measures: str) -> Dimension:
    found = Dimension(id, title=id)
    for name in measures:

        def measure(budget_initial: Money, budget_adjusted: Money) -> Ratio:
            return budget_initial / budget_adjusted

        measure.__name__ = name
        found.measure(title=name)(measure)
    return found


def test_a_dimension_whose_name_is_taken_goes_with_its_measures() -> None:
    registry = registry_of(
        {
            "one": plugin(evalkit_dimensions=lambda: [dimension("shared", "first")]),
            "two": plugin(
                evalkit_dimensions=lambda: [dimension("shared", "second"), dimension("own", "first")]
            ),
        }
    )
    assert list(registry.measures) == ["first"]
    assert registry.owner(Kind.MEASURE, "first").name == "one"
    assert faults(registry) == [
        "插件 two：维度“shared”已属于插件 one，不予采用",
        "插件 two：测算“first”已属于插件 one，不予采用",
    ]


def test_a_plugin_is_shown_with_its_distribution() -> None:
    named = Plugin("district", "district-rules", "2.1")
    assert (named.text(Lang.ZH), named.text(Lang.EN)) == (
        "district（district-rules 2.1）",
        "district (district-rules 2.1)",
    )
    assert Plugin("bare").text(Lang.ZH) == "bare"
