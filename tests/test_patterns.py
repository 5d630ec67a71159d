"""A pattern is compiled when it is first used, and is then what `re.compile` makes of it."""

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

import evalkit
from evalkit.patterns import when_used


def test_a_pattern_finds_what_the_compiled_one_finds() -> None:
    text = "万元，千元，元"
    waiting, compiled = when_used("(?P<many>[千万])?元"), re.compile("(?P<many>[千万])?元")
    assert [found.groupdict() for found in waiting.finditer(text)] == [
        found.groupdict() for found in compiled.finditer(text)
    ]
    assert waiting.sub("个", text) == compiled.sub("个", text)
    assert waiting.pattern == compiled.pattern
    assert waiting.groupindex == compiled.groupindex
    assert waiting.match("元", 1) is None


def test_nothing_is_compiled_before_a_method_is_asked_for() -> None:
    broken = when_used("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("(")


def test_every_pattern_of_evalkit_that_waits_can_be_compiled() -> None:
    waiting = type(when_used(""))
    found = [
        value
        for module in walk_packages(evalkit.__path__, "evalkit.")
        if module.name.startswith(
            ("evalkit.documents.plain", "evalkit.facts", "evalkit.scoring", "evalkit.toml")
        )
        for value in vars(import_module(module.name)).values()
        if isinstance(value, waiting)
    ]
    assert len(found) > 40
    for each in found:
        re.compile(each.pattern)
