"""The shipped catalogue, and what a report of our own invention says about its facts."""

from collections.abc import Callable, Mapping

import pytest

from evalkit.documents.document import Document
from evalkit.documents.plain.text import read_text
from evalkit.facts.catalogue import Catalogue
from evalkit.facts.extraction import extract
from evalkit.facts.fact import FactSheet, FactValue
from evalkit.registry import load_plugins

TITLE = "澜溪市园林局2023年度部门整体支出绩效自评报告\n\n"

REPORT = """澜溪市园林局2023年度部门整体支出绩效自评报告

一、部门概况

我局核定编制64名，在职在编人员61人，编外人员18人，退休人员33人。

二、资金情况

2023年年初预算总额为2310.4万元，调整后预算总额为2518.75万元，支出决算2476.02万元，预算完成率为98.3%。
基本支出调整后预算1250.6万元，决算1249.1万元；项目支出调整后预算1268.15万元，决算1226.92万元。
“三公”经费预算21.5万元，实际支出16.34万元，控制率76%，上年支出17.2万元，比上年下降5%。

三、履职情况

全年重点工作任务26项，均已完成。第一季度、第二季度、第三季度、第四季度末支出进度依次为21.35%、48.2%、71.94%、98.3%。
政府采购预算420万元，实际采购支出398.16万元，执行率94.8%。部门决算已于九月在门户网站公开。

四、存在的问题

前期工作准备不足，支出进度前低后高。
"""


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Return the catalogue of core and of all shipped dimensions."""
    return load_plugins().catalogue


@pytest.fixture(scope="session")
def document() -> Callable[[str], Document]:
    """Return a function that makes a text a document."""

    def read(text: str) -> Document:
        return read_text("report.txt", text.encode())

    return read


@pytest.fixture(scope="session")
def sheet(catalogue: Catalogue, document: Callable[[str], Document]) -> Callable[[str], FactSheet]:
    """Return a function that reads a text as a whole report."""

    def read(text: str) -> FactSheet:
        return extract([document(text)], catalogue)

    return read


@pytest.fixture(scope="session")
def told(sheet: Callable[[str], FactSheet]) -> Callable[[str], Mapping[str, FactValue]]:
    """Return a function that reads a body under a title of 2023 and returns the facts' values."""

    def read(body: str) -> Mapping[str, FactValue]:
        return {id: fact.value for id, fact in sheet(TITLE + body).facts.items()}

    return read


@pytest.fixture(scope="session")
def report() -> str:
    """Return a report of our own, one paragraph line by line."""
    return REPORT
