"""The article is found among what a government's page shows around it, and nothing of it is lost."""

from collections.abc import Mapping
from importlib.resources import files

import pytest

from evalkit.documents.limits import DEFAULT
from evalkit.documents.passage import passages
from evalkit.documents.plain.text import read_text
from evalkit.documents.web.page import read_html
from evalkit.errors import DocumentError
from evalkit.facts.extraction import extract
from evalkit.messages import Lang
from evalkit.registry import load_plugins

_FIRST = "全年把城市照明和公园养护两件事抓在手上，各科室按月对账，年底前全部办结，没有拖到下一年。"
_LAST = "下一步将把维修经费拆分到科室包干使用，推动招标前移到上年第四季度，并修订绩效指标库。"
_ARTICLE = f"<p>{_FIRST}</p><p>支出12万元。</p><p>{_LAST}</p>"
_TEXT = [_FIRST, "支出12万元。", _LAST]

_NAV = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>'
_CRUMB = "<div>您当前的位置：<a href='/'>首页</a> &gt; <a href='/jx'>绩效信息</a> &gt; 正文</div>"
_SIDE = (
    "<div class='side-bar'><h3>最新动态</h3><ul><li><a href='1'>我区召开绩效管理工作推进会</a><span>05-12</span></li>"
    "<li><a href='2'>全区预算执行率达到99%</a></li></ul></div>"
)
_FOOT = (
    "<div><p>版权所有：云岭区人民政府办公室　粤ICP备12345678号-1　粤公网安备 44030000000001号</p>"
    "<p>网站标识码：4403000001　技术支持：区信息中心　建议使用1024×768分辨率浏览</p></div>"
)
_TOOLS = "<p>【<a href='#'>打印本页</a>】【<a href='#'>关闭窗口</a>】</p><p>分享到：</p><p>上一篇：无</p><p>下一篇：无</p>"
_INFO = "<div><span>发布日期：2021-06-01</span> <span>来源：区城管局</span> <span>浏览次数：1204</span></div>"
_FRAMED = (
    f"<table><tr><td colspan=2>{_NAV}</td></tr><tr><td width=200>{_SIDE}</td><td>{_INFO}<div>{_ARTICLE}</div></td></tr>"
    f"<tr><td colspan=2>{_FOOT}</td></tr></table>"
)


def _texts(body: str, title: str = "") -> list[str]:
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    document = read_html("a.html", page.encode(), DEFAULT)
    return [document.quote(block.pieces[0]).strip() for block in document.blocks]


@pytest.mark.parametrize(
    "page",
    [
        f"{_NAV}{_CRUMB}{_INFO}<div id='zoom'>{_ARTICLE}</div>{_TOOLS}{_SIDE}{_FOOT}",
        f"<header>{_NAV}<p>云岭区人民政府门户网站</p></header><main><article>{_ARTICLE}</article></main><footer>{_FOOT}</footer>",
        f"{_NAV}{_CRUMB}<div class='TRS_Editor'>{_ARTICLE}{_TOOLS}</div>{_FOOT}",
        f"{_NAV}{_ARTICLE}{_TOOLS}{_FOOT}",
        _FRAMED,
        f"{_NAV}<div><div><div><span style='display:block'>{_ARTICLE}</span></div></div>{_SIDE}</div>{_FOOT}",
        f"{_NAV}<div>{_ARTICLE}</div><div>附件：<a href='1.doc'>自评表.doc</a></div>{_FOOT}",
        f"<div role='navigation'><p>政务公开栏目介绍</p></div>{_ARTICLE}<div role='contentinfo'><p>区政府主办</p></div>",
    ],
)
def test_what_surrounds_an_article_is_left_out(page: str) -> None:
    assert _texts(page) == _TEXT


_OTHERS = "<ul><li>全区“三公”经费下降7.4%</li><li>云岭区财政局关于批复部门决算的通知</li></ul>"


@pytest.mark.parametrize(
    "page",
    [
        f"<div>{_ARTICLE}</div><div class='rel'><h3>相关链接</h3>{_OTHERS}</div>{_FOOT}",
        f"<div>{_ARTICLE}<p><b>相关阅读：</b></p>{_OTHERS}</div>{_FOOT}",
        f"<div>{_ARTICLE}<h4>【相关文件】</h4><p>预算执行率达到99%</p><p>公开目录</p></div>",
        f"<div><h3>推荐阅读</h3>{_OTHERS}{_ARTICLE}</div>",
    ],
)
def test_a_list_of_related_pages_is_none_of_the_article_though_its_links_are_gone(page: str) -> None:
    assert _texts(page.replace(_LAST, _LAST * 4)) == [*_TEXT[:2], _LAST * 4]


def test_a_list_or_a_title_within_the_article_stays() -> None:
    items = "<h3>主要问题</h3><ul><li>部分项目支付偏慢</li><li>指标不够细化</li></ul>"
    assert _texts(f"<div>{_ARTICLE}{items}</div>") == [*_TEXT, "主要问题", "部分项目支付偏慢", "指标不够细化"]
    plain = f"<p>{_FIRST}</p><p>延伸内容</p><p>支出12万元。</p><p>{_LAST}</p>"
    assert _texts(f"<div>{plain}</div>") == [_FIRST, "延伸内容", *_TEXT[1:]]


@pytest.mark.parametrize(
    "page",
    [
        f"<div><p>{_FIRST}</p></div><div><p>支出12万元。</p></div><section><p>{_LAST}</p></section>",
        f"<div id='footer-content'><p>{_FIRST}</p><p>支出12万元。</p><p>{_LAST}</p></div>",
        f"<div class='content'><p>{_FIRST * 40}</p></div><div>{_ARTICLE}</div>",
        f"<div>{_FIRST}<div><p>支出12万元。</p></div>{_LAST}</div>",
        f"<aside>{_ARTICLE}</aside>",
        f"<center><font><b>{_FIRST}</b><p>支出12万元。<p>{_LAST}</font></center>",
    ],
)
def test_no_paragraph_of_an_article_is_lost(page: str) -> None:
    assert _texts(page)[-3:] == _TEXT


@pytest.mark.parametrize(
    "heading",
    [
        "<h2 class='header'>一、基本情况</h2>",
        "<div class='section-header'><h2>一、基本情况</h2></div>",
        "<section><header><h2>一、基本情况</h2></header></section>",
        "<h2><a name='_Toc1'></a><a name='_Toc2'>一、基本情况</a></h2>",
        "<h2><a href='#a'>一、基本情况</a></h2>",
        "<p class='nav'>一、基本情况</p>",
        "<h3 class='head position'>一、基本情况</h3>",
    ],
)
def test_a_heading_of_the_article_stays_whatever_it_is_called(heading: str) -> None:
    assert _texts(f"{_NAV}<div>{_ARTICLE * 3}{heading}{_ARTICLE * 3}</div>{_FOOT}") == [
        *_TEXT * 3,
        "一、基本情况",
        *_TEXT * 3,
    ]


@pytest.mark.parametrize("name", ["nav", "print", "side", "footer", "links"])
def test_a_table_stays_whatever_its_rows_and_cells_are_called(name: str) -> None:
    rows = f"<tr class={name}><th class={name}>项目</th><th>决算</th></tr><tr><td id={name}>甲</td><td><a href=x>1</a></td></tr>"
    assert (
        _texts(f"<div>{_ARTICLE * 3}<table class={name}>{rows}</table>{_ARTICLE}</div>")[9]
        == "项目\t决算\n甲\t1"
    )


def test_a_table_of_figures_beside_the_text_belongs_to_the_article() -> None:
    table = "<table><tr><td>项目</td><td>决算</td></tr><tr><td>基本支出</td><td>12</td></tr><tr><td>项目支出</td><td>13</td></tr></table>"
    assert _texts(f"{_NAV}<div>{_FIRST * 20}</div><div>{table}</div>{_FOOT}")[-1].startswith("项目\t决算")


@pytest.mark.parametrize(
    ("body", "head", "title"),
    [
        ("<h1>2020年度绩效自评报告</h1>{}", "", "2020年度绩效自评报告"),
        ("<h1>某区人民政府</h1><div><h2>2020年度绩效自评报告</h2></div>{}", "", "2020年度绩效自评报告"),
        ("<div class='article-title'>2020年度绩效自评报告</div>{}", "", "2020年度绩效自评报告"),
        ("{}", "2020年度绩效自评报告_云岭区人民政府", "2020年度绩效自评报告"),
        ("{}", "2020年度绩效自评报告 - 某区", "2020年度绩效自评报告"),
    ],
)
def test_the_title_comes_first_wherever_the_page_says_it(body: str, head: str, title: str) -> None:
    page = body.format(f"{_INFO}<div id='zoom'>{_ARTICLE}</div>")
    assert _texts(page, head)[:2] == [title, _FIRST]


def test_a_title_that_the_article_says_itself_is_said_once() -> None:
    assert _texts(f"<div><p>绩效自评报告</p>{_ARTICLE}</div>", "绩效自评报告") == ["绩效自评报告", *_TEXT]


@pytest.mark.parametrize(
    "page",
    [
        "",
        f"{_NAV}{_FOOT}",
        f"{_NAV}<h1>2020年度绩效自评报告</h1><iframe src='report.html'></iframe>{_FOOT}",
        f"{_NAV}<div id='app'><h1>2020年度绩效自评报告</h1></div><script>load()</script>{_FOOT}",
        "<frameset><frame src='a.html'></frameset>",
        f"<div style='display:none'>{_ARTICLE}</div>",
    ],
)
def test_a_page_without_an_article_is_refused(page: str) -> None:
    with pytest.raises(DocumentError) as caught:
        _texts(page)
    assert caught.value.text(Lang.ZH) == (
        "a.html: 网页里没有找到正文（可用：正文直接写在页面里的网页；或把报告另存为 .docx、.pdf）"
    )


# ---------------------------------------------------------------- the example as a page


def _example() -> str:
    return files("evalkit_examples").joinpath("report.txt").read_text("utf-8")


def _article(text: str) -> str:
    """Return the example as an article: a paragraph a line, its rows with bars as a table."""
    parts: list[str] = []
    rows: list[str] = []
    for line in [*filter(None, text.split("\n")), ""]:
        if "|" in line:
            rows.append(f"<tr><td>{'</td><td>'.join(line.split('|'))}</td></tr>")
            continue
        if rows:
            parts.append(f"<table border=1>{''.join(rows)}</table>")
            rows = []
        parts.append(
            f"<p style='text-indent:2em'><span>{line[: len(line) // 2]}</span>{line[len(line) // 2 :]}</p>"
        )
    return "\n".join(parts)


_FRAMES = (
    f"{_NAV}{_CRUMB}<div class='main'>{_SIDE}<div class='con'>{_INFO}<div id='zoom'>{{}}</div>{_TOOLS}</div></div>{_FOOT}",
    (
        f"<form><table width=1000><tr><td>{_NAV}</td></tr><tr><td><table><tr><td>{_SIDE}</td><td>{{}}</td></tr></table></td></tr>"
        f"<tr><td>{_FOOT}</td></tr></table></form>"
    ),
    (
        f"<header>{_NAV}<h1>云岭区人民政府</h1></header><main><article><header>{_INFO}</header>{{}}</article>{_SIDE}</main>"
        f"<footer>{_FOOT}</footer><script>track()</script>"
    ),
    f"{_NAV}{{}}{_TOOLS}{_FOOT}",
    "{}",
)


def _as_page(text: str, frame: str = _FRAMES[0]) -> str:
    """Return the example as the page of a government."""
    head = "<head><meta charset=gb2312><title>公开信息</title></head>"
    return f"<html>{head}<body>{frame.format(_article(text))}</body></html>"


def _values(text: bytes, *, page: bool) -> Mapping[str, object]:
    document = read_html("a.html", text, DEFAULT) if page else read_text("a.txt", text, DEFAULT)
    sheet = extract([document], load_plugins().catalogue)
    values = {id: fact.value for id, fact in sheet.facts.items()}
    return {**values, "department": sheet.department, "year": sheet.year}


@pytest.mark.parametrize("frame", _FRAMES)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_the_example_as_a_page_gives_the_same_facts(encoding: str, frame: str) -> None:
    text = _example()
    page = _as_page(text, frame).replace("gb2312", "gb2312" if encoding == "gb18030" else "utf-8")
    plain = _values(text.encode(), page=False)
    assert len(plain) > 40
    assert _values(page.encode(encoding), page=True) == plain


@pytest.mark.parametrize("frame", _FRAMES)
def test_the_article_has_all_lines_of_the_example_and_nothing_else(frame: str) -> None:
    document = read_html("a.html", _as_page(_example(), frame).encode("gb18030"), DEFAULT)
    lines = [line for line in _example().split("\n") if line]
    assert document.text.replace("\t", "|").split("\n")[:-1] == lines
    assert len(passages(document)) == len(lines) - 4
