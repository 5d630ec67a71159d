"""The words of the review page on which one judges, corrects and signs, in Chinese and English."""

from evalkit.messages import say

DESK = say("评判", "Judging")
BY = say("评价员", "Evaluator")
TOTAL = say("总分", "Total")
UNDO = say("撤销", "Undo")
UNDO_HINT = say("撤销最近一次改动（Ctrl+Z）", "Take back the last change (Ctrl+Z)")
NEXT = say("下一项未定", "Next open")
NEXT_HINT = say(
    "跳到下一项待评判或待补的事项（Alt+N）", "Go to what is to be judged or supplied next (Alt+N)"
)
SIGN = say("签字…", "Sign…")
SAVED = say("已保存", "Saved")
SAVED_TOTAL = say("已保存，总分 {total}", "Saved; the total is {total}")
SAVING = say("正在保存…", "Saving…")
UNSAVED = say("未能保存（{why}），已保留您的输入", "Not saved ({why}); what you typed is kept")
DRAFTS = say("有 {count} 处输入尚未保存", "Not saved yet: {count}")
LOST = say("连接不上 evalkit，请看它是否还在运行", "evalkit does not answer; is it still running?")
BACK = say("已重新连接", "evalkit answers again")
ELSEWHERE = say("其他窗口或程序有改动，已更新，总分 {total}", "Changed elsewhere; the total is {total}")
OVERTAKEN = say("别处刚改过同一项", "the same was just changed elsewhere")
LOOK_FIRST = say(
    "别处刚有改动，请看过再做一次", "something was just changed elsewhere; look, and do it again"
)
UNDONE = say("已撤销，总分 {total}", "Taken back; the total is {total}")
NAMELESS = say("请先写评价员姓名", "the evaluator's name is missing")
THEIRS = say(
    "别处刚改过这一项，现为：{now}。您的输入还在；再次保存，即以您的为准。",
    "This was just changed elsewhere; it now is: {now}. What you typed is still here; save again to make it yours.",
)
REFUSED = say("服务没有接受（{status}）", "it was not accepted ({status})")

JUDGE = say("评判：{title}", "Judge: {title}")
MARKS = say("得分", "Marks")
MARKS_LOST = say("扣分", "Marks lost")
MARKS_ADDED = say("加分", "Marks added")
OUT_OF = say("/ {marks}", "of {marks}")
COUNT = say("次数", "Cases")
EITHER = say("得分、次数填一项", "either marks or cases")
APPLIES = say("是否适用", "Applies")
NOT_SAID = say("请选择", "choose")
NO = say("否", "no")
YES = say("是", "yes")
REASON = say("理由", "Reason")
SAVE = say("保存", "Save")
DROP = say("放弃输入", "Discard")
WITHDRAW = say("撤回评判", "Withdraw")
OVERRULE = say("由评价员另定", "Overrule")
CHANGE = say("修改或撤回评判", "Change or withdraw")
OTHER_ADJUSTMENTS = say("可以评判的其他调整项", "Other adjustments that can be judged")
NOT_JUDGED = say("未评判", "not judged")
JUDGED_MARKS = say("{marks} 分，{reason}（{by}）", "{marks} marks, {reason} ({by})")
JUDGED_COUNT = say("{count} 次，{reason}（{by}）", "{count} cases, {reason} ({by})")

CORRECT = say("更正", "Correct")
CORRECTED = say("已更正 {note}", "Corrected {note}")
CORRECT_FACT = say("更正：{title}", "Correct: {title}")
SUPPLY = say("补充数据：{title}", "Supply: {title}")
VALUE = say("数值", "Value")
UNIT = say("单位", "Unit")
NOTE = say("说明", "Note")
RESTORE = say("恢复报告所载", "As the report has it")
NOT_GIVEN = say("报告未载", "not in the report")

SIGN_TITLE = say("签字确认", "Sign off")
SIGN_TEXT = say(
    "以“{by}”的名义签字，总分 {total}。签字记下姓名、时间和内容摘要；此后的改动会显示为改动。",
    "Sign as {by}, with a total of {total}. Name, time and a digest are recorded; later changes will show as changes.",
)
SIGN_OPEN = say("总分尚未确定：还有缺项。", "The total is still open: something is missing.")
SIGN_DRAFTS = say("尚未保存的输入不在签字之内。", "What you typed and did not save is not signed.")
CONFIRM = say("签字", "Sign")
CANCEL = say("取消", "Cancel")
SIGNED_NOW = say("已签字，总分 {total}", "Signed; the total is {total}")
