"""TOML files are read as tomli reads them, and everything in them has its place."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from evalkit.errors import TomlError
from evalkit.messages import Lang
from evalkit.toml import DEEPEST, Position, TomlFile, parse
from evalkit.toml_places import Path

# ---------------------------------------------------------------- documents of our own making

_TEXT = st.text(st.sampled_from("ab 09_-.,=#[]{}'\"\\\t中％é\U0001f600"), max_size=8)
_LINES = st.text(st.sampled_from("ab #]}'\"\\\n中"), max_size=10)
_BLANKS = st.sampled_from(["", " ", "\t", "  "])
_GAPS = st.sampled_from(["", " ", "\n", " # ], } \" '''\n", "\n\n\t"])
_KEYS = st.one_of(st.text(st.sampled_from("abAZ09_-"), min_size=1, max_size=4), _TEXT)

Draw = Callable[[st.SearchStrategy[Any]], Any]


def _basic(text: str, *, lines: bool = False) -> str:
    escaped = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("é", "\\u00e9").replace("😀", "\\U0001F600")
    )
    return escaped if lines else escaped.replace("\n", "\\n").replace("\t", "\\t")


def _key(draw: Draw, key: str) -> str:
    if re.fullmatch("[A-Za-z0-9_-]+", key) and draw(st.booleans()):
        return key
    if "'" not in key and draw(st.booleans()):
        return f"'{key}'"
    return f'"{_basic(key)}"'


_SCALARS = st.one_of(
    st.integers().map(str),
    st.integers(1, 10**6).map(lambda number: f"+{number:_}"),
    st.integers(0, 10**6).map(hex),
    st.integers(0, 10**6).map(oct),
    st.integers(0, 10**6).map(bin),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6, places=3).map(
        str
    ),
    st.sampled_from(["1e6", "-2E-22", "6.626e-34", "inf", "-inf", "+nan", "true", "false"]),
    st.datetimes().map(lambda moment: moment.replace(microsecond=0).isoformat()),
    st.datetimes().map(lambda moment: moment.isoformat(" ") + "Z"),
    st.dates().map(date.isoformat),
    st.times().map(time.isoformat),
    _TEXT.map(lambda text: f'"{_basic(text)}"'),
    _TEXT.map(lambda text: f"'{text.replace(chr(39), '')}'"),
    _LINES.map(lambda text: f'"""{_basic(text, lines=True)}"""'),
    _LINES.map(lambda text: f'"""\n{text.replace(chr(92), "").replace(chr(34), "")}\\\n   ""x""""'),
    _LINES.map(lambda text: f"'''{text.replace(chr(39), '')}''''"),
)


@st.composite
def _values(draw: Draw, depth: int = 2) -> str:
    """Draw the text of a value."""
    kind = draw(st.integers(0, 4)) if depth else 0
    if kind == 3:
        elements = draw(st.lists(_values(depth - 1), max_size=3))
        text = ",".join(draw(_GAPS) + element + draw(_GAPS) for element in elements)
        return str(
            "[" + text + draw(st.sampled_from(["", ",", ",\n"]) if elements else _GAPS) + draw(_GAPS) + "]"
        )
    if kind == 4:
        keys = draw(st.lists(_KEYS, max_size=3, unique=True))
        pairs = [
            f"{_key(draw, key)}{draw(_BLANKS)}={draw(_BLANKS)}{draw(_values(depth - 1))}" for key in keys
        ]
        return "{" + ",".join(draw(_BLANKS) + pair + draw(_BLANKS) for pair in pairs) + "}"
    scalar: str = draw(_SCALARS)
    return scalar


@st.composite
def _tables(draw: Draw, prefix: tuple[str, ...] = (), depth: int = 2) -> tuple[list[str], list[str]]:
    """Draw the lines of a table, and the sections that come after it under headers of their own."""
    own, sections = [], []
    for key in draw(st.lists(_KEYS, max_size=3, unique=True)):
        kind = draw(st.integers(0, 3)) if depth else 0
        if kind == 1:  # dotted keys
            inner, _ = draw(_tables((), 0))
            own += [f"{_key(draw, key)}{draw(_BLANKS)}.{draw(_BLANKS)}{line}" for line in inner]
        elif kind == 2:  # a table with a header, or only with headers of what is inside
            lines, inner = draw(_tables((*prefix, key), depth - 1))
            header = [_header(draw, (*prefix, key), "[", "]"), *lines]
            section = "\n".join(header)
            if inner and not lines and draw(st.booleans()):
                sections += inner
            elif draw(st.booleans()):
                sections += [*inner, section] if _only_plain(inner) else [section, *inner]
            else:
                sections += [section, *inner]
        elif kind == 3:  # an array of tables
            for _ in range(draw(st.integers(1, 3))):
                lines, inner = draw(_tables((*prefix, key), depth - 1))
                sections += ["\n".join([_header(draw, (*prefix, key), "[[", "]]"), *lines]), *inner]
        else:
            comment = draw(st.sampled_from(["", " # = [ \" '"]))
            own.append(f"{_key(draw, key)}{draw(_BLANKS)}={draw(_BLANKS)}{draw(_values())}{comment}")
    return own, sections


def _only_plain(sections: list[str]) -> bool:
    return not any(section.startswith("[[") for section in sections)


def _header(draw: Draw, path: tuple[str, ...], opening: str, closing: str) -> str:
    keys = f"{draw(_BLANKS)}.{draw(_BLANKS)}".join(_key(draw, key) for key in path)
    return f"{opening}{draw(_BLANKS)}{keys}{draw(_BLANKS)}{closing}"


@st.composite
def _documents(draw: Draw) -> str:
    own, sections = draw(_tables())
    joint = draw(st.sampled_from(["\n", "\n\n", "\n# [x]\n", " \t\n"]))
    return str(joint.join([*own, *sections]) + draw(st.sampled_from(["", "\n", " # end"])))


def _paths(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _paths(inner, (*path, index))


_KEY_TOKEN = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")


def _rest(text: str, position: Position) -> str:
    lines = text.split("\n")[position.line - 1 :]
    return "\n".join([lines[0][position.column - 1 :], *lines[1:]])


@given(_documents(), st.booleans())
@example("a.b = 1\n[c.d]\nx = 2\n[c]\ny = 3\n", False)
def test_the_scanner_knows_what_tomli_knows(text: str, windows: bool) -> None:
    file = parse(text.replace("\n", "\r\n" if windows else "\n").encode(), "any.toml")
    expected = tomli.loads(text, parse_float=Decimal)
    assert repr(file.data) == repr(expected)
    found = dict(_paths(expected))
    assert set(file.paths()) == set(found)
    for path, value in found.items():
        source = file.source(path)
        assert _rest(text, file.position(path)).startswith(source)
        if source and _has_header(file, path):
            names = [step for step in path if isinstance(step, str)]
            assert list(_names(tomli.loads(source))) == names
        elif source:
            assert repr(tomli.loads(f"x = {source}", parse_float=Decimal)["x"]) == repr(value)
        else:
            assert isinstance(value, dict)
        if path and isinstance(path[-1], str):
            token = _KEY_TOKEN.match(_rest(text, file.key_position(path)))
            assert token is not None
            assert list(tomli.loads(f"{token.group()} = 1")) == [path[-1]]


def _has_header(file: TomlFile, path: Path) -> bool:
    named = path if isinstance(path[-1], str) else path[:-1]
    return file.position(named) < file.key_position(named)


def _names(data: Any) -> Iterator[str]:
    while data:
        data = data[0] if isinstance(data, list) else data
        for key, inner in data.items():
            yield key
            data = inner


_JUNK = st.text(st.sampled_from("ab.=,[]{}\"'#\\\n\r\t 1-:T中"), max_size=40)


@given(st.one_of(_JUNK, _documents()), _JUNK, st.binary(max_size=3))
def test_whatever_the_bytes_there_is_a_file_or_a_place(text: str, junk: str, tail: bytes) -> None:
    data = text.encode() + junk.encode() + tail
    try:
        file = parse(data, "any.toml")
    except TomlError as error:
        for problem in error.problems:
            assert problem.where == "any.toml"
            assert problem.line is not None and 1 <= problem.line <= data.count(b"\n") + 1
            assert problem.column is not None and problem.column >= 1
    else:
        assert set(file.paths()) == {path for path, _ in _paths(file.data)}


# ---------------------------------------------------------------- places

_SAMPLE = """\
title = "示例"            # a comment with = and "
rates . high = 1.50
bands = [ { below = "90%", marks = 3 },
          { marks = 0 } ]
[tables.inner]
text = '''
not = [a]
table'''
[[rows]]
id = 'a'
[[rows]]
[[rows.parts]]
day = 2031-05-27 07:32:00 # a blank inside
[tables]
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (1, 1), (1, 1)),
        (("title",), (1, 9), (1, 1)),
        (("rates",), (2, 1), (2, 1)),
        (("rates", "high"), (2, 16), (2, 9)),
        (("bands",), (3, 9), (3, 1)),
        (("bands", 0, "marks"), (3, 36), (3, 28)),
        (("bands", 1), (4, 11), (4, 11)),
        (("bands", 1, "below"), (4, 11), (4, 11)),
        (("tables",), (14, 1), (14, 2)),
        (("tables", "inner"), (5, 1), (5, 9)),
        (("tables", "inner", "text"), (6, 8), (6, 1)),
        (("rows",), (9, 1), (9, 3)),
        (("rows", 1), (11, 1), (11, 1)),
        (("rows", 1, "id"), (11, 1), (11, 1)),
        (("rows", 1, "parts", 0, "day"), (13, 7), (13, 1)),
        (("nowhere", 3, "x"), (1, 1), (1, 1)),
    ],
)
def test_everything_has_its_place(
    path: Path, value: tuple[int, int], key: tuple[int, int], line_end: str
) -> None:
    file = parse(_SAMPLE.replace("\n", line_end).encode(), "sample.toml")
    assert file.position(path) == Position(*value)
    assert file.key_position(path) == Position(*key)


def test_floats_are_exact() -> None:
    assert parse(b"x = 0.10", "a.toml").data == {"x": Decimal("0.10")}
    assert str(parse(b"x = 0.10", "a.toml").data["x"]) == "0.10"
    assert parse(b"x = 2031-05-27", "a.toml").data == {"x": date(2031, 5, 27)}
    assert parse(b"x = 2031-05-27T01:02:03", "a.toml").data == {"x": datetime(2031, 5, 27, 1, 2, 3)}


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("data", "zh", "en"),
    [
        (
            b"a = 1\nb = \n",
            "r.toml:2:5: 不是有效的 TOML：值的写法不对（字符串要加引号）",
            "r.toml:2:5: not valid TOML: invalid value",
        ),
        (
            "marks = 3\n分值 = 3\n".encode(),
            "r.toml:2:1: 不是有效的 TOML：这里应是键、表头或注释（非 ASCII 的键要加引号）",
            "r.toml:2:1: not valid TOML: invalid statement",
        ),
        (
            b"a = 1\na = 2",
            "r.toml:2:6: 不是有效的 TOML：同一个键给出了两次",
            "r.toml:2:6: not valid TOML: cannot overwrite a value",
        ),
        (
            b"a = 'x",
            "r.toml:1:7: 不是有效的 TOML：字符串没有结束",
            'r.toml:1:7: not valid TOML: expected "\'"',
        ),
        (
            b"[a]\r\n[a]\r\n",
            "r.toml:2:3: 不是有效的 TOML：同一个表声明了两次",
            "r.toml:2:3: not valid TOML: cannot declare ('a',) twice",
        ),
        (
            b"a = [1 2]",
            "r.toml:1:8: 不是有效的 TOML：数组缺少“,”或“]”",
            "r.toml:1:8: not valid TOML: unclosed array",
        ),
        (
            b"\xef\xbb\xbfa = 1",
            "r.toml:1:1: 文件以字节顺序标记（BOM）开头（可用：不带字节顺序标记的 UTF-8）",
            "r.toml:1:1: the file begins with a byte order mark (BOM) (allowed: UTF-8 without a byte order mark)",
        ),
        (
            "a = 1\nb = '标'\nc = '准'".encode("gb18030"),
            "r.toml:2:6: 文件不是 UTF-8 编码（可用：不带字节顺序标记的 UTF-8）",
            "r.toml:2:6: the file is not encoded in UTF-8 (allowed: UTF-8 without a byte order mark)",
        ),
        (
            b"x = 1e400",
            "r.toml:1:5: 数太大或太长（可用：不到 100 位，指数不到三位）",
            "r.toml:1:5: the number is too large or too long (allowed: fewer than 100 digits, an exponent below 100)",
        ),
    ],
)
def test_what_is_not_toml_is_refused_with_its_place(data: bytes, zh: str, en: str) -> None:
    with pytest.raises(TomlError) as raised:
        parse(data, "r.toml")
    assert raised.value.text(Lang.ZH) == zh
    assert raised.value.text(Lang.EN) == en


def test_what_only_toml_1_1_allows_is_refused_all_at_once() -> None:
    data = 'x = [1,\n{a = 1,\nb = 2,}]\ny = \'\\e\'\nz = "é\\e"\nw = 07:30\n"\\x41" = """\\x41"""\n'.encode()
    with pytest.raises(TomlError) as raised:
        parse(data, "r.toml")
    assert raised.value.text(Lang.ZH).splitlines() == [
        "r.toml:2:8: TOML 1.0 不允许：行内表中间换了行",
        "r.toml:3:6: TOML 1.0 不允许：行内表最后多了逗号",
        "r.toml:5:7: TOML 1.0 不允许：转义 \\e 和 \\x",
        "r.toml:6:5: TOML 1.0 不允许：时间没有写秒",
        "r.toml:7:2: TOML 1.0 不允许：转义 \\e 和 \\x",
        "r.toml:7:13: TOML 1.0 不允许：转义 \\e 和 \\x",
    ]
    assert raised.value.text(Lang.EN).splitlines()[0] == (
        "r.toml:2:8: not allowed in TOML 1.0: a line break inside an inline table"
    )


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 100_000,
        "x = " + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
        "x = " + "{a = " * (DEEPEST + 1),
        "x" + ".x" * 100_000 + " = 1",
        "[x" + ".x" * (DEEPEST + 1) + "]",
        "x = " + "{a.b.c.d = " * (DEEPEST // 4 + 1),
    ],
)
def test_deep_nesting_is_refused_before_anything_is_parsed(text: str) -> None:
    with pytest.raises(TomlError) as raised:
        parse(text.encode(), "deep.toml")
    assert [problem.message.text(Lang.EN) for problem in raised.value.problems] == ["nested too deeply"]
    assert raised.value.problems[0].line == 1


def test_nesting_up_to_the_limit_is_read() -> None:
    text = "x = " + "[" * DEEPEST + "]" * DEEPEST + "\ny = '" + "[." * 500 + "' # " + "[{" * 500
    assert ("x", *([0] * (DEEPEST - 1))) in parse(text.encode(), "deep.toml").paths()


@pytest.mark.parametrize(
    "text",
    [
        "time = 07:32:00",
        "said = 'at 07:32 sharp'",
        "literal = '\\e and \\x'",
        'quoted = "a \\\\e"',
        "in_an_array = { values = [\n1,\n] }",
        "# { an inline table,\nvalue = 1",
    ],
)
def test_what_only_looks_newer_than_toml_1_0_is_read(text: str) -> None:
    (value,) = parse(text.encode(), "r.toml").data.values()
    assert value


def test_a_file_is_equal_to_another_reading_of_it() -> None:
    assert parse(b"a = [1, { b = 2 }]", "r.toml") == parse(b"a = [1, { b = 2 }]", "r.toml")
