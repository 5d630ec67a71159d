"""Finds plugins, isolates their faults, remembers who brought what.

A plugin costs what it owns and nothing else: one that cannot be imported, misspells a hook, raises
or returns nonsense leaves a fault that names it, and the rest of the run stands.
"""

import inspect
from collections.abc import Callable, Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property, partial
from importlib.metadata import EntryPoint, entry_points
from importlib.resources.abc import Traversable
from time import perf_counter
from types import FunctionType
from typing import cast

import pluggy
from attrs import evolve, field
from pluggy import HookImpl

from evalkit import __version__, hookspecs
from evalkit.contributions import HOOKS, Contribution, Kind, contributions, measures_of
from evalkit.documents.reader import Reader
from evalkit.errors import PluginError, Problem, UsageError
from evalkit.executors.executor import Executor
from evalkit.facts.catalogue import Catalogue, extended
from evalkit.frozen import define, frozen
from evalkit.locking import GROUP, Lock, differences, installed, origin
from evalkit.measures.measure import Dimension, Measure
from evalkit.messages import Joined, Lang, Message, Readable, say
from evalkit.rendering.renderer import Renderer
from evalkit.rubrics.rubric import Rubric
from evalkit.rules.rule import Rule
from evalkit.terms import Terms, agreed_terms

CORE = "core"
"""The name under which evalkit's own readers, rules and renderers are registered."""

DISTRIBUTION = "evalkit-scorecard"

SLOW = 1.0
"""A plugin that takes so many seconds to load is named with its time."""


@frozen
class Plugin:
    """A plugin: its name, the distribution it came in, and what it gave, in the order it gave it.

    `distribution` and `version` are empty for one that was registered without a distribution;
    `seconds` is how long it took to load.
    """

    name: str
    distribution: str = ""
    version: str = ""
    gives: tuple[Contribution, ...] = ()
    seconds: float = field(default=0.0, eq=False)

    @property
    def origin(self) -> str:
        """The distribution with its version, empty when there is none."""
        return f"{self.distribution} {self.version}".strip()

    def text(self, lang: Lang) -> str:
        """Return the plugin's name with the distribution that it came in."""
        if not self.distribution:
            return self.name
        return f"{self.name}（{self.origin}）" if lang is Lang.ZH else f"{self.name} ({self.origin})"

    @property
    def slowness(self) -> Message | None:
        """Return how long the plugin took to load when that was long; None when it was not."""
        if self.seconds < SLOW:
            return None
        took = f"{self.seconds:.1f}"
        return self.fault(say("装载用了 {took} 秒", "took {took} seconds to load", took=took))

    def fault(self, what: Readable) -> Message:
        """Return `what` went wrong as a sentence that names the plugin."""
        return say("插件 {plugin}：{what}", "plugin {plugin}: {what}", plugin=self, what=what)


@frozen
class Registry:
    """Everything that plugins contributed, by name; each thing knows who brought it.

    `plugins` are those that loaded, core first; `faults` are what went wrong in loading, those of
    the catalogues excepted, which are read when first needed: `terms.faults` has them all.
    `blocked` are the names of the plugins that somebody kept out.
    """

    plugins: tuple[Plugin, ...]
    faults: tuple[Message, ...]
    blocked: tuple[str, ...] = ()

    def _given(self, kind: Kind) -> dict[str, object]:
        return {
            each.name: each.value for plugin in self.plugins for each in plugin.gives if each.kind is kind
        }

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """The readers by name."""
        return cast("dict[str, Reader]", self._given(Kind.READER))

    @cached_property
    def dimensions(self) -> Mapping[str, Dimension]:
        """The dimensions by id."""
        return cast("dict[str, Dimension]", self._given(Kind.DIMENSION))

    @cached_property
    def rules(self) -> Mapping[str, type[Rule]]:
        """The rule classes by the name that a rubric writes."""
        return cast("dict[str, type[Rule]]", self._given(Kind.RULE))

    @cached_property
    def rubrics(self) -> Mapping[str, Traversable]:
        """The rubric files by id."""
        return cast("dict[str, Traversable]", self._given(Kind.RUBRIC))

    @cached_property
    def renderers(self) -> Mapping[str, Renderer]:
        """The renderers by the name that ``--format`` takes."""
        return cast("dict[str, Renderer]", self._given(Kind.RENDERER))

    @cached_property
    def terms(self) -> Terms:
        """Everything that a rubric may name; the catalogues are read when this is first asked for."""
        sources = [
            (self.owner(Kind.DIMENSION, dimension.id).name, dimension.catalogue)
            for dimension in self.dimensions.values()
            if dimension.catalogue is not None
        ]
        measures = {
            id: (self.owner(Kind.MEASURE, id).name, cast("Measure", given))
            for id, given in self._given(Kind.MEASURE).items()
        }
        found = agreed_terms(sources, measures)
        named = [self.plugin(error.plugin).fault(error.message) for error in found.errors]
        return evolve(found, faults=(*self.faults, *named))

    @cached_property
    def executors(self) -> Mapping[str, Executor]:
        """The executors by the name that ``--executor`` takes."""
        return cast("dict[str, Executor]", self._given(Kind.EXECUTOR))

    @property
    def measures(self) -> Mapping[str, Measure]:
        """The measures by id, without those that need a fact that nobody defines."""
        return self.terms.measures

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of the whole vocabulary of facts."""
        return self.terms.catalogue

    def catalogue_with(self, rubric: Rubric) -> Catalogue:
        """Return the vocabulary with the facts that `rubric` defines itself, put together once a rubric file."""
        if not rubric.facts.fact:
            return self.catalogue
        key = rubric.id, rubric.sha256
        if key not in self._catalogues or not rubric.sha256:
            self._catalogues[key] = extended(self.catalogue, rubric.id, rubric.facts)
        return self._catalogues[key]

    @cached_property
    def _catalogues(self) -> dict[tuple[str, str], Catalogue]:
        return {}

    @property
    def is_incomplete(self) -> bool:
        """Whether something may be missing because a plugin failed or was kept out."""
        return bool(self.terms.faults or self.blocked)

    def owner(self, kind: Kind, name: str) -> Plugin:
        """Return the plugin that brought the thing of that kind and name; raises KeyError when none did."""
        return self._owners[kind, name]

    @cached_property
    def _owners(self) -> Mapping[tuple[Kind, str], Plugin]:
        return {(each.kind, each.name): plugin for plugin in self.plugins for each in plugin.gives}

    def plugin(self, name: str) -> Plugin:
        """Return the plugin of that name; one without a distribution when there is none."""
        return next((plugin for plugin in self.plugins if plugin.name == name), Plugin(name))


def plugin_manager() -> pluggy.PluginManager:
    """Return a manager that knows evalkit's hooks and has no plugin yet."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    return manager


def load_plugins(blocked: Collection[str] = (), lock: Lock | None = None) -> Registry:
    """Return what core and the installed plugins contribute, but for those named in `blocked`.

    Plugins come sorted by distribution and name, those that ship with evalkit first; of two things of
    one name the first stays.
    Raises UsageError when `blocked` names a plugin that is not installed, and before anything is
    imported when a plugin is not as it was locked in `lock`.
    """
    found = sorted(entry_points(group=GROUP), key=_order)
    _check_blocked(blocked, [each.name for each in found])
    if lock is not None:
        wrong = [each.problem for each in differences(lock, installed()) if each.name not in blocked]
        if wrong:
            raise UsageError(wrong)
    loading = _Loading()
    loading.add(Plugin(CORE, DISTRIBUTION, __version__), _builtin)
    for each in found:
        if each.name not in blocked:
            loading.add(Plugin(each.name, *origin(each.dist)), each.load)
    return Registry(tuple(loading.plugins), tuple(loading.faults), tuple(sorted(blocked)))


def registry_of(plugins: Mapping[str, object]) -> Registry:
    """Return a registry of core and of `plugins` alone: modules or objects with hooks, by name.

    For tests of a plugin, and for programs that bring their own instead of installing them.
    """
    loading = _Loading()
    loading.add(Plugin(CORE, DISTRIBUTION, __version__), _builtin)
    for name, plugin in plugins.items():
        loading.add(Plugin(name), partial(_given, plugin))
    return Registry(tuple(loading.plugins), tuple(loading.faults))


def _given(plugin: object) -> object:
    return plugin


def _builtin() -> object:
    from evalkit import builtin

    return builtin


def _order(entry_point: EntryPoint) -> tuple[bool, str, str, str]:
    """Return what plugins are sorted by: ours first, so that nobody's measure can take the place of one of ours."""
    distribution = origin(entry_point.dist)[0]
    return distribution != DISTRIBUTION, distribution, entry_point.name, entry_point.value


def _check_blocked(blocked: Collection[str], installed: Collection[str]) -> None:
    strange = [
        Problem(
            say("--no-plugin：没有名为“{name}”的插件", "--no-plugin: there is no plugin {name}", name=name),
            allowed=say("{names}", "{names}", names=Joined(tuple(sorted(installed)))),
        )
        for name in blocked
        if name not in installed
    ]
    if strange:
        raise UsageError(strange)


# ---------------------------------------------------------------- one plugin at a time

_ANYTHING = (Exception, SystemExit)
"""What a plugin may do to us: even leave the program."""


def _hooks(plugin: object, name: str) -> Iterator[tuple[str, HookImpl]]:
    """Yield the hooks that a plugin implements, misspelt ones too, each with its name.

    Raises PluginValidationError when one has arguments that the hook does not give.
    """
    manager = plugin_manager()
    manager.register(plugin, name)
    for caller in manager.get_hookcallers(plugin) or ():
        yield from ((caller.name, implementation) for implementation in caller.get_hookimpls())


def _unmarked(plugin: object) -> Iterator[str]:
    """Yield the functions that look like hooks but are not marked, so that nothing would call them."""
    for name in dir(plugin):
        function = inspect.getattr_static(plugin, name, None)
        looks_like_one = name.startswith("evalkit_") and isinstance(function, FunctionType)
        if looks_like_one and not hasattr(function, f"{hookspecs.PROJECT}_impl"):
            yield name


def _raised(error: BaseException) -> Message:
    if isinstance(error, PluginError):
        return error.message
    detail = " ".join(str(error).split())
    return say("{kind}: {detail}", "{kind}: {detail}", kind=type(error).__name__, detail=detail)


@define
class _Loading:
    """The plugins met so far, and what went wrong with them."""

    plugins: list[Plugin] = field(factory=list)
    faults: list[Message] = field(factory=list)
    _owners: dict[tuple[Kind, str], Plugin] = field(factory=dict)

    def add(self, plugin: Plugin, load: Callable[[], object]) -> None:
        """Load one plugin and keep what it gives, but for what an earlier one gave already."""
        namesake = next((other for other in self.plugins if other.name == plugin.name), None)
        if namesake is not None:
            self._fault(plugin, _taken(say("插件名", "plugin name"), plugin.name, namesake))
            return
        started = perf_counter()
        try:
            loaded = load()
            hooks = tuple(_hooks(loaded, plugin.name))
            unmarked = tuple(_unmarked(loaded))
        except _ANYTHING as error:
            self._fault(plugin, say("无法装载：{why}", "cannot be loaded: {why}", why=_raised(error)))
            return
        gives = [given for hook in hooks for given in self._contributions(plugin, *hook)]
        for name in unmarked:
            message = say("函数 {hook} 没有标注 @hookimpl", "the function {hook} has no @hookimpl", hook=name)
            self._fault(plugin, message)
        if not hooks and not unmarked:
            message = say(
                "没有实现任何扩展点（可用：{hooks}）",
                "implements no hook (allowed: {hooks})",
                hooks=Joined(tuple(HOOKS)),
            )
            self._fault(plugin, message)
        self.plugins.append(evolve(plugin, gives=tuple(gives), seconds=perf_counter() - started))

    def _contributions(self, plugin: Plugin, name: str, hook: HookImpl) -> Iterator[Contribution]:
        """Yield what one hook of a plugin gives and nobody gave before."""
        if name not in HOOKS:
            if not hook.optionalhook:
                self._fault(plugin, _unknown_hook(name))
            return
        try:
            found, faults = contributions(HOOKS[name], hook.function())
        except _ANYTHING as error:
            self._fault(
                plugin, say("{hook} 出错：{why}", "{hook} raised {why}", hook=name, why=_raised(error))
            )
            return
        for fault in faults:
            self._fault(plugin, fault)
        for given in found:
            if self._is_new(plugin, given):
                yield given
                yield from (measure for measure in measures_of(given) if self._is_new(plugin, measure))

    def _is_new(self, plugin: Plugin, given: Contribution) -> bool:
        owner = self._owners.get((given.kind, given.name))
        if owner is None:
            self._owners[given.kind, given.name] = plugin
            return True
        self._fault(plugin, _taken(given.kind, given.name, owner))
        return False

    def _fault(self, plugin: Plugin, message: Message) -> None:
        self.faults.append(plugin.fault(message))


def _taken(what: Readable, name: str, owner: Plugin) -> Message:
    return say(
        "{what}“{name}”已属于插件 {owner}，不予采用",
        "the {what} {name} is already that of the plugin {owner}; it is left out",
        what=what,
        name=name,
        owner=owner,
    )


def _unknown_hook(name: str) -> Message:
    near = get_close_matches(name, HOOKS, n=1)
    allowed = Joined(tuple(near or HOOKS))
    return say(
        "没有名为 {hook} 的扩展点（可用：{allowed}）",
        "there is no hook {hook} (allowed: {allowed})",
        hook=name,
        allowed=allowed,
    )
