"""A small report and rubric of our own, and reviews of it in folders of their own."""

from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

from attrs import frozen

from evalkit.journey import Prepared
from evalkit.registry import Registry
from evalkit.reviewing.session import Files, Review

REPORT = """\
[report]
department = "云岭市水务局"
year = 2023

[[fact]]
id = "three_public_actual"
value = "19"
unit = "万元"

[[fact]]
id = "three_public_budget"
value = "20"
unit = "万元"

[[fact]]
id = "petition_channel_open"
value = true
"""

RUBRIC = """\
[rubric]
id = "small"
title = "云岭市试行标准"
version = "1.0.0"
source = "示例"
standing = "example"
total = 10

[[dimension]]
id = "economy"
title = "经济性"
marks = 10

[[dimension.indicator]]
id = "cars"
title = "“三公”经费控制率"
marks = 4
clause = "低于 90% 得 4 分，不超过 100% 得 3 分。"
rule = "bands"
measure = "three_public_control"
bands = [ { below = "90%", marks = 4 }, { to = "100%", marks = 3 }, { marks = 0 } ]

[[dimension.indicator]]
id = "petitions"
title = "群众信访办理情况"
marks = 4
clause = "渠道畅通得 3 分，内容完整得 1 分。"
rule = "checklist"
items = [
  { id = "channel", title = "渠道畅通", marks = 3, any = ["petition_channel_open"] },
  { id = "content", title = "内容完整", marks = 1 },
]

[[dimension.indicator]]
id = "files"
title = "档案管理"
marks = 2
clause = "每缺一份扣 0.5 分。"
rule = "violations"
lose = "0.5"
"""


@frozen
class Place:
    """A folder with a report and its rubric, and reviews of the report."""

    folder: Path
    registry: Registry
    ready: Prepared

    @property
    def files(self) -> Files:
        """Where the reviews are saved."""
        return Files(self.folder / "judgements.toml", self.folder / "facts.toml")

    def review(self) -> Review:
        """A review of the report, its files as they are; a second passes with each look at its clock."""
        seconds = count()
        zone = timezone(timedelta(hours=8))
        start = datetime(2031, 3, 1, 9, 30, tzinfo=zone)
        return Review(
            self.ready, self.registry, self.files, clock=lambda: start + timedelta(seconds=next(seconds))
        )

    def contents(self) -> tuple[bytes | None, bytes | None]:
        """What stands in both files, None for one that is not there."""
        both = self.files.judgements, self.files.facts
        judgements, facts = (path.read_bytes() if path.exists() else None for path in both)
        return judgements, facts
