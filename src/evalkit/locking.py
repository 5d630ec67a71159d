"""Which plugins may be loaded: a lock file names each with its distribution, version and contents.

Nothing of a plugin is imported to find out: what is not as it was locked is refused before its code runs.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import Distribution, EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import fields

from evalkit.errors import Problem, UsageError
from evalkit.frozen import frozen
from evalkit.messages import Message, say
from evalkit.quoting import quoted

if TYPE_CHECKING:
    from evalkit.toml import TomlFile

GROUP = "evalkit"
"""The entry-point group in which distributions announce their plugins."""

LOCK_FILE = "evalkit.lock"
"""The name of the lock file, which holds for the folder that evalkit is run in."""

_HEAD = """\
# 允许装载的插件。由 evalkit plugin lock 写成；与此不符的插件一律拒绝装载。
# The plugins that may be loaded, written by evalkit plugin lock; anything else is refused.
"""


@frozen
class Installed:
    """A plugin as it is installed: its name, what it came in, and a digest of its files.

    `distribution` and `version` are empty for an entry point without a distribution; `sha256` is
    empty when the plugin's files cannot be found.
    """

    name: str
    distribution: str
    version: str
    sha256: str


@frozen
class Lock:
    """The plugins that may be loaded, as the file lists them."""

    file: "TomlFile"
    plugins: tuple[Installed, ...]


@frozen
class _LockTable:
    plugin: tuple[Installed, ...] = ()


@frozen
class Difference:
    """Why a plugin may not be loaded, or a locked one is not there; `name` is the plugin."""

    name: str
    problem: Problem


@lru_cache(maxsize=64)
def origin(distribution: Distribution | None) -> tuple[str, str]:
    """Return the normalised name and the version of a distribution, both empty for None.

    Its whole description is read for them: once, however many plugins it brings.
    """
    if distribution is None:
        return "", ""
    metadata = distribution.metadata
    name, version = metadata["Name"], metadata["Version"]
    return re.sub(r"[-_.]+", "-", name or "").lower(), version or ""


def installed() -> tuple[Installed, ...]:
    """Return every plugin that is installed, by name, with a digest of what its code is now."""
    found = (_installed(each) for each in entry_points(group=GROUP))
    return tuple(sorted(found, key=lambda each: (each.name, each.distribution)))


def _installed(entry: EntryPoint) -> Installed:
    return Installed(entry.name, *origin(entry.dist), _digest(entry))


def _digest(entry: EntryPoint) -> str:
    """Return the SHA-256 over the names and contents of the files of the plugin's package."""
    root = _root(entry.module.split(".")[0])
    if root is None:
        return ""
    digest = hashlib.sha256()
    for path in _files(root):
        name = path.relative_to(root.parent).as_posix()
        digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _root(module: str) -> Path | None:
    """Return the folder or the file of a top-level module, without importing it."""
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        return None
    if spec is None:
        return None
    if spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations)))
    return Path(spec.origin) if spec.has_location and spec.origin else None


def _files(root: Path) -> list[Path]:
    if root.is_file():
        return [root]
    return sorted(path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


# ---------------------------------------------------------------- the lock file


def lock_text(plugins: Sequence[Installed]) -> str:
    """Return the text of a lock file that lets `plugins` be loaded as they are."""
    return _HEAD + "".join(_entry(plugin) for plugin in plugins)


def _entry(plugin: Installed) -> str:
    keys = (field.name for field in fields(Installed))
    lines = [f"{key} = {quoted(getattr(plugin, key))}" for key in keys]
    return "\n".join(("", "[[plugin]]", *lines, ""))


def read_lock(data: bytes, name: str) -> Lock:
    """Return the lock in the TOML file `data`, called `name` in messages; raises UsageError or TomlError."""
    from evalkit.structuring import attempt
    from evalkit.toml import parse

    file = parse(data, name)
    table, problems = attempt(file, _LockTable)
    if table is None:
        raise UsageError(problems)
    return Lock(file, table.plugin)


def differences(lock: Lock, plugins: Sequence[Installed]) -> tuple[Difference, ...]:
    """Return how `plugins`, those that are installed, are not as they were locked; empty when they are."""
    return tuple(_differences(lock, plugins))


def _differences(lock: Lock, plugins: Sequence[Installed]) -> Iterator[Difference]:
    from evalkit.problems import problem

    locked = {plugin.name: (index, plugin) for index, plugin in enumerate(lock.plugins)}
    for plugin in plugins:
        if plugin.name not in locked:
            message = say("锁定文件中没有这个插件", "the lock file does not have this plugin")
            yield Difference(plugin.name, Problem(_named(plugin, message), lock.file.name))
            continue
        index, expected = locked[plugin.name]
        for key, message in _changes(expected, plugin):
            path = ("plugin", index, key)
            yield Difference(plugin.name, problem(lock.file, path, _named(plugin, message), _RELOCK))
    there = {plugin.name for plugin in plugins}
    for index, plugin in enumerate(lock.plugins):
        if plugin.name not in there:
            message = _named(plugin, say("锁定的插件没有安装", "a locked plugin is not installed"))
            yield Difference(plugin.name, problem(lock.file, ("plugin", index, "name"), message))


def _changes(expected: Installed, found: Installed) -> Iterator[tuple[str, Message]]:
    for key, what in (("distribution", _DISTRIBUTION), ("version", _VERSION)):
        locked, now = getattr(expected, key), getattr(found, key)
        if locked != now:
            yield (
                key,
                say(
                    "{what}锁定为 {locked}，现为 {now}",
                    "the {what} was locked as {locked} and is {now}",
                    what=what,
                    locked=locked or "—",
                    now=now or "—",
                ),
            )
    if not found.sha256 or expected.sha256 != found.sha256:
        yield "sha256", say("内容与锁定时不同", "its contents are not those that were locked")


def _named(plugin: Installed, message: Message) -> Message:
    return say("插件 {plugin}：{message}", "plugin {plugin}: {message}", plugin=plugin.name, message=message)


_DISTRIBUTION = say("发行包", "distribution")
_VERSION = say("版本", "version")
_RELOCK = say(
    "核对后用 evalkit plugin lock 重新锁定", "check it, then lock it again with evalkit plugin lock"
)
