"""The shape of the house: the front door, and who may import what."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

import evalkit
from evalkit.toml import parse

ROOT = Path(__file__).parents[1]
PLUGINS = sorted(
    [*ROOT.glob("plugins/*/*.py"), *ROOT.glob("plugins/*/src/*/*.py"), *ROOT.glob("rubrics/*.py")]
)


def test_all_is_sorted_and_everything_in_it_is_there() -> None:
    names = evalkit.__all__
    assert names == sorted(names)
    assert all(getattr(evalkit, name) is not None for name in names)
    assert dir(evalkit) == names


def test_the_names_for_type_checkers_are_those_that_load() -> None:
    source = (ROOT / "src" / "evalkit" / "__init__.py").read_text("utf-8")
    told = dict(re.findall(r"^    from (\S+) import (\w+) as \2$", source, re.MULTILINE))
    checked = {
        name: module
        for module, name in re.findall(r"^    from (\S+) import (\w+) as \2$", source, re.MULTILINE)
    }
    assert told
    assert {*checked, "__version__"} == set(evalkit.__all__)
    for name, module in checked.items():
        assert getattr(evalkit, name) is getattr(import_module(module), name)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'no_such_name'"):
        _ = evalkit.no_such_name


@pytest.mark.parametrize("path", PLUGINS, ids=lambda path: str(path.parent.name))
def test_the_plugins_that_ship_use_the_front_door_only(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    froms = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imports = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    own = path.parent.name
    ours = {name for name in (*froms, *imports) if name.split(".")[0].startswith("evalkit")}
    assert {name for name in ours if name.split(".")[0] != own} == {"evalkit"}


def test_only_the_command_line_prints() -> None:
    printing = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src" / "evalkit").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert {path.split("/")[2] for path in printing} <= {"cli"}


def test_every_folder_with_code_is_a_package_of_the_wheel() -> None:
    setuptools = parse((ROOT / "pyproject.toml").read_bytes(), "pyproject.toml").data["tool"]["setuptools"]
    mapped = setuptools["package-dir"]
    folders = {mapped.get(name, f"src/{name.replace('.', '/')}") for name in setuptools["packages"]}
    code = [*ROOT.glob("src/**/*.py"), *ROOT.glob("plugins/*/*.py"), *ROOT.glob("rubrics/**/*.py")]
    there = {path.parent.relative_to(ROOT).as_posix() for path in code}
    assert folders == there | {"examples"}
    assert setuptools["packages"] == sorted(setuptools["packages"])


def test_no_file_of_the_source_is_too_long_to_be_read_in_one_sitting() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in (ROOT / "src").rglob("*.py")
    }
    assert {path: length for path, length in lengths.items() if length > 400} == {}
