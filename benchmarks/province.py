"""Reports of a province, as many as one wants: seeded, varied, invented from the first word to the last.

``python -m benchmarks.province FOLDER COUNT`` writes them. Departments, years, figures, units, wordings,
lengths and formats differ; some reports leave figures out, and some contradict themselves.
"""

import sys
import zipfile
from html import escape
from pathlib import Path
from random import Random

from attrs import frozen

DISTRICTS = "青禾 石桥 云溪 南塬 白荡 松浦 临潭 丰泽湾 鹤鸣 河套口 金坪 望川 西樵岭 百丈 新垦".split()
BUREAUS = (
    "财政局 教育局 水务局 信访局 统计局 档案馆 司法局 民政局 文化和旅游局 卫生健康局 农业农村局 "
    "应急管理局 城市管理局 生态环境局 市场监督管理局 人力资源和社会保障局 医疗保障局 退役军人事务局"
).split()

WHEN = (
    "年初",
    "一季度",
    "上半年",
    "入夏以后",
    "三季度",
    "汛期过后",
    "下半年",
    "四季度",
    "年底前",
    "全年",
)
WHO = (
    "局办公室",
    "业务科室",
    "直属单位",
    "工作专班",
    "各片区小组",
    "值班人员",
    "法规科",
    "信息中心",
    "机关党委",
    "老干部科",
)
DID = (
    "建立了工作台账，逐项登记进度",
    "走访了{count}个社区，收集建议{many}条",
    "修订了{few}项内部管理办法",
    "组织业务培训{few}期，参训{many}人次",
    "完成信息系统升级，办事环节减少{few}个",
    "开展联合检查{few}次，发现隐患{count}处",
    "印发宣传资料{many}份",
    "更新设备{count}台（套），均按规定验收",
    "整理历史档案{many}卷，全部编目",
    "召开调度会{few}次，形成会议纪要",
    "办理转办事项{count}项",
    "修缮办公用房{count}间",
)
HOW = (
    "责任落实到人",
    "由专人负责核验",
    "结果报局务会议审议",
    "做法在系统内作了交流",
    "材料已归档备查",
    "相关情况已在内网公示",
    "并与年度考核挂钩",
    "得到服务对象的理解和配合",
)
PROBLEMS = (
    "部分项目前期准备不够充分，支出进度前慢后快。",
    "个别绩效指标设置偏重定性描述，不便于考核。",
    "基层人员更换较多，对预算绩效管理的认识有待加强。",
    "资产台账更新不够及时，少数设备登记信息不完整。",
    "跨部门数据尚未完全共享，统计口径需要进一步统一。",
)
SPANS = {"count": (5, 40), "few": (2, 9), "many": (50, 900)}
TAGS = {"title": "h1", "head": "h2", "text": "p"}


@frozen
class Report:
    """A report: the name of its file, and its bytes."""

    name: str
    data: bytes


def report(index: int) -> Report:
    """Return the report of that number, always the same."""
    random = Random(index)  # noqa: S311  figures, not secrets
    lines = _Lines(random).all()
    suffix, written = random.choices(
        [(".txt", _text), (".html", _html), (".docx", _docx), (".md", _markdown)], [4, 3, 3, 1]
    )[0]
    district = DISTRICTS[index % len(DISTRICTS)]
    return Report(f"{district}/{index:06}{suffix}", written(lines))


def write(folder: Path, count: int, first: int = 0) -> None:
    """Write `count` reports below `folder`, a folder for each district."""
    for index in range(first, first + count):
        made = report(index)
        path = folder / made.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.data)


Line = tuple[str, str | list[list[str]]]
"""What a line is (title, head, text or table), and its text, or the rows of the table."""


class _Lines:
    """The lines of one report, with figures that fit each other but for what chance makes of them."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.year = random.randrange(2016, 2025)
        self.department = f"{random.choice(DISTRICTS)}区{random.choice(BUREAUS)}"
        self.unit, self.scale = random.choices([("万元", 1), ("元", 10_000), ("亿元", 0.0001)], [8, 1, 1])[0]

    def all(self) -> list[Line]:
        """Return every line, in order."""
        title = f"{self.department}{self.year}年度部门整体支出绩效自评报告"
        parts = (self.duties, self.budget, self.spending, self.work, self.effects, self.problems)
        heads = ("部门概况", "预算编制", "预算执行", "履职情况", "履职效果", "存在的问题")
        lines: list[Line] = [("title", title)]
        for number, head, part in zip("一二三四五六", heads, parts, strict=True):
            lines += [("head", f"{number}、{head}"), *part()]
        return lines

    def amount(self, value: float) -> str:
        """Return an amount of so many 万元 as this report writes amounts."""
        places = 4 if self.unit == "亿元" else 2
        number = f"{value * self.scale:,.{places}f}"
        return (number if self.random.random() < 0.5 else number.replace(",", "")) + self.unit

    def one_of(self, *wordings: str) -> list[Line]:
        """Return one of `wordings` as a line, or none where the report does not say."""
        return [("text", self.random.choice(wordings))] if self.random.random() < 0.92 else []

    def filling(self) -> list[Line]:
        """Return sentences as every report has them, as many as this one happens to have."""
        return [("text", self._sentence()) for _ in range(self.random.randrange(3, 30))]

    def _sentence(self) -> str:
        numbers = {name: self.random.randrange(*span) for name, span in SPANS.items()}
        did = self.random.choice(DID).format(**numbers)
        return f"{self.random.choice(WHEN)}，{self.random.choice(WHO)}{did}，{self.random.choice(HOW)}。"

    def duties(self) -> list[Line]:
        """Return what the department does, and its people."""
        posts = self.random.randrange(20, 400)
        staff = max(1, posts - self.random.randrange(-3, 25))
        return [
            *self.filling(),
            *self.one_of(
                f"核定编制{posts}名，年末在职在编{staff}人。", f"编制数{posts}人，年末在职在编人员{staff}人。"
            ),
        ]

    def budget(self) -> list[Line]:
        """Return what was planned."""
        random = self.random
        self.initial = random.uniform(500, 60_000)
        self.adjusted = self.initial * random.choice((1, random.uniform(0.95, 1.3)))
        self.basic = self.initial * random.uniform(0.15, 0.6)
        off = 1 if random.random() < 0.95 else 1.03
        shares = (
            f"其中基本支出{self.amount(self.basic)}，项目支出{self.amount((self.initial - self.basic) * off)}"
        )
        return [
            *self.one_of(
                f"{self.year}年年初预算{self.amount(self.initial)}，{shares}。",
                f"年初部门预算安排{self.amount(self.initial)}，{shares}。",
            ),
            *self.one_of(
                f"年中按程序调整后，预算为{self.amount(self.adjusted)}。",
                f"调整预算数为{self.amount(self.adjusted)}。",
            ),
            *self.one_of(
                "绩效目标与预算同步编报。", "所有项目均设置了绩效目标。", "部分项目没有设置绩效目标。"
            ),
            *self.filling(),
        ]

    def spending(self) -> list[Line]:
        """Return what was spent: as sentences, or as a table."""
        random = self.random
        final = self.adjusted * random.uniform(0.7, 1)
        three = (three_budget := random.uniform(3, 300)) * random.uniform(0.3, 1.15)
        running = (running_budget := random.uniform(50, 2000)) * random.uniform(0.6, 1.1)
        bought = (purchase_budget := random.uniform(20, 5000)) * random.uniform(0.5, 1.02)
        rows = [
            ("“三公”经费", three_budget, three),
            ("日常公用经费", running_budget, running),
            ("政府采购", purchase_budget, bought),
        ]
        lines = self.one_of(
            f"全年支出决算{self.amount(final)}，预算完成率{final / self.adjusted:.2%}。",
            f"全年决算支出{self.amount(final)}。",
        )
        if random.random() < 0.3:
            head = ["项目", f"预算数（{self.unit}）", f"决算数（{self.unit}）"]
            cells = [
                [name, self.amount(plan)[: -len(self.unit)], self.amount(real)[: -len(self.unit)]]
                for name, plan, real in rows
            ]
            return [*lines, ("table", [head, *cells]), *self.filling()]
        for name, plan, real in rows:
            lines += self.one_of(
                f"{name}预算{self.amount(plan)}，决算{self.amount(real)}。",
                f"{name}年初预算为{self.amount(plan)}，实际支出{self.amount(real)}，执行率{real / plan:.1%}。",
            )
        return [*lines, *self.filling()]

    def work(self) -> list[Line]:
        """Return what was done."""
        tasks = self.random.randrange(5, 60)
        done = tasks - self.random.choice((0, 0, 0, 1, 2))
        came = self.random.randrange(0, 200)
        answered = came - self.random.choice((0, 0, 1)) if came else 0
        return [
            *self.one_of(
                f"年度重点工作{tasks}项，完成{done}项。", f"全年重点工作任务{tasks}项，已完成{done}项。"
            ),
            *self.one_of(
                f"全年受理信访件{came}件，已答复{answered}件。",
                f"收到群众来信来访{came}件，办结{answered}件。",
            ),
            *self.filling(),
        ]

    def effects(self) -> list[Line]:
        """Return what came of it."""
        satisfied = self.random.uniform(0.78, 1)
        return [
            *self.one_of(
                f"经问卷调查，服务对象满意度为{satisfied:.1%}。", f"群众满意度达到{satisfied:.0%}。"
            ),
            *self.one_of("设立了信访接待渠道，公布了投诉电话。", "群众意见渠道畅通，有专人回复。"),
            *self.one_of(
                "未发现截留、挤占、挪用资金的情况。", "检查中发现个别支出审批手续不全，已责令整改。"
            ),
            *self.filling(),
            *self.one_of(f"本单位自评得分{self.random.uniform(80, 99):.1f}分。"),
        ]

    def problems(self) -> list[Line]:
        """Return what the department itself finds wanting."""
        return [("text", each) for each in self.random.sample(PROBLEMS, self.random.randrange(1, 4))]


# ---------------------------------------------------------------- formats


def _text(lines: list[Line]) -> bytes:
    written = []
    for _, said in lines:
        written.append(said if isinstance(said, str) else "\n".join("\t".join(row) for row in said))
    return ("\n\n".join(written) + "\n").encode("utf-8")


def _markdown(lines: list[Line]) -> bytes:
    marks = {"title": "# ", "head": "## ", "text": ""}
    written = []
    for kind, said in lines:
        if isinstance(said, str):
            written.append(marks[kind] + said)
            continue
        head, *rows = (f"| {' | '.join(row)} |" for row in said)
        written.append("\n".join([head, "|" + " --- |" * len(said[0]), *rows]))
    return ("\n\n".join(written) + "\n").encode("utf-8")


def _html(lines: list[Line]) -> bytes:
    written = []
    for kind, said in lines:
        if isinstance(said, str):
            written.append(f"<{TAGS[kind]}>{escape(said)}</{TAGS[kind]}>")
            continue
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in said)
        written.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    page = (
        f'<html><head><meta charset="utf-8"></head><body><article>{"".join(written)}</article></body></html>'
    )
    return page.encode("utf-8")


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def _docx(lines: list[Line]) -> bytes:
    from io import BytesIO

    body = "".join(_paragraph(said) if isinstance(said, str) else _table(said) for _, said in lines)
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document}
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), '<?xml version="1.0" encoding="UTF-8"?>' + part)
    return held.getvalue()


def _paragraph(said: str) -> str:
    return f"<w:p><w:r><w:t>{escape(said)}</w:t></w:r></w:p>"


def _table(rows: list[list[str]]) -> str:
    cells = ("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
