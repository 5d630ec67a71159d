"""``evalkit export``: the results database as files for other programs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evalkit.cli.command import Argument, Command
from evalkit.cli.options import Choice, FilePath, option
from evalkit.cli.outcome import DONE
from evalkit.cli.streams import put
from evalkit.errors import Problem, UsageError
from evalkit.messages import Lang, say

if TYPE_CHECKING:
    from evalkit.store.tables import Table

_FORMATS = ("csv", "xlsx", "parquet")


def build(lang: Lang) -> click.Command:
    """Return the command."""
    about = say(
        "把结果库导出给其他程序：csv、parquet 每张表一个文件，xlsx 每张表一个工作表。各表的列见文档 results。",
        "Export a results database for other programs: csv and parquet write a file a table, xlsx a sheet a table. "
        "docs/results says what the columns mean.",
    )
    form = option(
        lang,
        "--format",
        "|".join(_FORMATS),
        say("输出格式，默认 csv", "The output format, csv by default"),
        default="csv",
        type=Choice(_FORMATS),
    )
    target = option(
        lang,
        "--output",
        "DIR|FILE",
        say(
            "csv、parquet 写入这个文件夹（没有则新建），xlsx 写入这个文件",
            "The folder of the files (made when there is none), or the workbook",
        ),
        type=FilePath(),
    )
    wanted = click.Option(
        ["--table", "wanted"],
        metavar="NAME",
        multiple=True,
        help=say("只导出这张表或视图；可重复", "Only this table or view; may be given again").text(lang),
    )
    return Command(lang, "export", about, _export, [results_file(lang), form, target, wanted])


def results_file(lang: Lang) -> Argument:
    """Return the argument ``RESULTS``, as `results`."""
    about = say("evalkit batch 写出的结果库", "The results database that evalkit batch wrote")
    return Argument("results", "RESULTS", about.text(lang), type=FilePath())


def _export(lang: Lang, results: Path, format: str, output: Path | None, wanted: tuple[str, ...]) -> int:
    from evalkit.store.results import Results
    from evalkit.store.tables import tables_of

    if output is None:
        raise UsageError(Problem(say("缺少选项 --output", "the option --output is missing")))
    with Results.existing(results) as found:
        tables = tables_of(found, wanted)
        if format == "xlsx":
            _workbook(tables, output, results)
        else:
            _files(tables, output, format)
    rows = sum(table.count for table in tables)
    put(_told(len(tables), rows, output, lang), None, lang)
    return DONE


def _workbook(tables: "Sequence[Table]", output: Path, results: Path) -> None:
    from evalkit.files import check_target, replacing
    from evalkit.store.workbook import write_workbook

    check_target(output, [results])
    with replacing(output) as path:
        write_workbook(tables, path)


def _files(tables: "Sequence[Table]", output: Path, format: str) -> None:
    from evalkit.files import make_folder, replacing

    write = _writer(format)
    make_folder(output)
    for table in tables:
        with replacing(output / f"{table.name}.{format}") as path:
            write(table, path)


def _writer(format: str) -> "Callable[[Table, Path], None]":
    if format == "csv":
        from evalkit.store.csv_file import write_csv

        return write_csv
    from evalkit.store.parquet import check_parquet, write_parquet

    check_parquet()
    return write_parquet


def _told(tables: int, rows: int, output: Path, lang: Lang) -> str:
    from evalkit.files import shown

    return say(
        "已导出 {tables} 张表，共 {rows} 行：{output}",
        "{tables} tables with {rows} rows exported: {output}",
        tables=tables,
        rows=rows,
        output=shown(output),
    ).text(lang)
