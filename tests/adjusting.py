"""What acts on the total of a rubric of the tests: adjustments of every kind."""

_ADJUSTMENTS = """\
[[adjustment]]
kind = "bonus"
id = "praised"
title = "表彰"
clause = "每项 0.5 分，最多 2 分。"
rests_on = "financial_violations"
each = 0.5
at_most = 2

[[adjustment]]
kind = "penalty"
id = "blamed"
title = "问责"
clause = "由评价员评定，最多扣 3 分。"
at_most = 3

[[adjustment]]
kind = "penalty"
id = "stuck"
title = "积压"
clause = "没有按时答复的，视情节扣 0.5 至 2 分。"
rests_on = "petitions_answered_on_time"
at_least = 0.5
at_most = 2

[[adjustment]]
kind = "cap"
id = "capped"
title = "封顶"
clause = "执行率低于 60% 的总分不超过 {most} 分。"
rests_on = "procurement_rate"
below = "60%"
at_most = {most}

[[adjustment]]
kind = "veto"
id = "vetoed"
title = "否决"
clause = "有违规支出。"
rests_on = "no_financial_violations"

[[adjustment]]
kind = "rounding"
id = "rounded"
title = "取整"
clause = "保留一位小数。"
places = 1
"""


def adjustments_of(most: int) -> str:
    """Return the TOML of a bonus, two penalties, a cap at `most` marks, a veto and a rounding."""
    return _ADJUSTMENTS.format(most=most)
