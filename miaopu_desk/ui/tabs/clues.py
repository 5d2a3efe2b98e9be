"""线索和奖励：线索一步一步办，举报人只有主任看得到；奖励先看再造册，发完记上。"""

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from miaopu_desk.domain.amounts import in_yuan
from miaopu_desk.domain.clue_steps import PATH
from miaopu_desk.domain.codes import CLUE_LEVELS
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import CLUES, REWARD_BATCHES, REWARD_PAYMENTS
from miaopu_desk.domain.records.clues import RewardBatch
from miaopu_desk.domain.register import Record
from miaopu_desk.services import clue_work, rewarding
from miaopu_desk.services.inspecting import new_number
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.purpose import PurposeDialog
from miaopu_desk.ui.dialogs.reward_batch import RewardBatchDialog
from miaopu_desk.ui.dialogs.steps import CHECK, CHOICE, DAY, LINES, Ask, StepDialog
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.register_tools import insert_actions
from miaopu_desk.ui.tabs.pages import MasterDetail

PAYMENTS_SHOWN = ("clue", "clue.received_on", "clue.kind", "clue.community", "amount", "note")


class CluesTab(RegisterTab):
    """线索；新的一条自动编号。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(office, CLUES, window)
        first = self.tools.actions()[0]
        self.step_actions: dict[str, QAction] = {}
        for name in PATH.steps:
            action = QAction(PATH.steps[name].label, self)
            action.triggered.connect(lambda _=False, step=name: self.take(step))
            self.step_actions[name] = action
        self.reveal_action = QAction("看举报人", self)
        self.reveal_action.setToolTip("只有办公室主任看得到，先写用途，看一次记一笔")
        self.reveal_action.triggered.connect(lambda: self.ask_reporter())
        work = QToolButton()
        work.setText("办理")
        work.setToolTip("转交、登记答复、办结、不属实，看举报人")
        work.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(work)
        menu.addActions([*self.step_actions.values()])
        menu.addSeparator()
        menu.addAction(self.reveal_action)
        work.setMenu(menu)
        self.tools.insertWidget(first, work)
        self.tools.insertSeparator(first)
        self.current_changed.connect(lambda _: self._allow())
        self._allow()

    def take(self, step: str) -> StepDialog | None:
        """打开走一步的窗口。"""
        ids = self.selected_ids()
        if not ids:
            return None
        office, label = self.office, PATH.steps[step].label
        day = Ask("day", "日期", DAY)
        steps: dict[str, tuple[tuple[Ask, ...], Any]] = {
            "hand": (
                (day, Ask("to", "转交单位", hint="例如 辖区派出所")),
                lambda a: clue_work.hand(office, ids, a["to"], a["day"]),
            ),
            "answer": (
                (
                    day,
                    Ask("said", "办理结果", LINES),
                    Ask("adopted", "采纳（可以发奖励）", CHECK),
                    Ask(
                        "level",
                        "线索等级",
                        CHOICE,
                        choices=(("", None), *((b, a) for a, b in CLUE_LEVELS.labels.items())),
                    ),
                ),
                lambda a: clue_work.answer(office, ids, a["day"], a["said"], adopted=a["adopted"], level=a["level"]),
            ),
            "close": ((day,), lambda a: clue_work.close(office, ids, a["day"])),
            "invalid": (
                (day, Ask("reason", "理由", hint="必填")),
                lambda a: clue_work.invalid(office, ids, a["day"], a["reason"]),
            ),
        }
        asks, do = steps[step]
        dialog = StepDialog(office, label, f"{label}：选中的 {len(ids)} 条线索", asks, do, self)
        dialog.done_.connect(self._say)
        dialog.open()
        return dialog

    def ask_reporter(self) -> PurposeDialog | None:
        """问用途，给主任看一条线索的举报人。"""
        found = self.current_id()
        if not found:
            return None
        if not clue_work.may_see_reporters(self.office):
            messages.warn(self, "看不到举报人", "举报人只有办公室主任看得到。请主任登录以后再看。")
            return None
        dialog = PurposeDialog("看举报人", self)
        dialog.agreed.connect(lambda purpose, recipient: self.show_reporter(found, purpose, recipient))
        dialog.open()
        return dialog

    def show_reporter(self, clue_id: str, purpose: str, recipient: str = "") -> None:
        """记下用途，说出举报人；说完就收回，不留在页面上。"""
        try:
            one = clue_work.reveal_reporter(self.office, clue_id, purpose, recipient)
        except KnownError as error:
            messages.warn(self, "看不到举报人", str(error))
            return
        said = "，".join(part for part in (one.name, one.phone, "志愿者" if one.volunteer else "群众") if part)
        messages.tell(self, "举报人", said, "已经记在提供记录里。看完请关上，不要抄录、转告。")

    def _open_form(self, record: Record | None) -> None:
        if record is not None:
            super()._open_form(record)
            return
        from miaopu_desk.ui.record_form import RecordForm

        number: Any = new_number(self.office, CLUES, self.office.today())
        form = RecordForm(self.office, CLUES, None, defaults={"number": number}, more=False, parent=self)
        form.saved.connect(self._saved)
        form.open()

    def _allow(self) -> None:
        found = self.current_id()
        record = self.table.get(found) if found else None
        allowed = PATH.open_to(record.state) if record is not None else ()
        for name, action in self.step_actions.items():
            action.setEnabled(name in allowed)
        self.reveal_action.setEnabled(record is not None)


class RewardsPage(MasterDetail):
    """上面是批次，下面是那一批的奖励。"""

    def __init__(self, office: Office, window: Any) -> None:
        self.window_ = window
        self.make_action = QAction("造册…")
        self.make_action.setToolTip("采纳而没有发过的线索，照奖励办法算出来，看过再造一批")
        self.make_action.triggered.connect(lambda: self.make())
        self.paid_action = QAction("记为已发")
        self.paid_action.setToolTip("发完以后按；按了这一批就不能再改、再删")
        self.paid_action.triggered.connect(lambda: self.mark_paid())
        super().__init__(
            office,
            window,
            REWARD_BATCHES,
            REWARD_PAYMENTS,
            "batch",
            master_tools=("delete", "|", "undo", "redo", "|", "export", "print"),
            detail_tools=("export", "print"),
            detail_columns=PAYMENTS_SHOWN,
        )
        tools = self.master.tools
        tools.insertSeparator(insert_actions(tools, 0, (self.make_action, self.paid_action)))
        self.owner_changed()

    def describe(self, owner: RewardBatch) -> str:
        found = rewarding.batch_sum(self.office, owner.id)
        paid = f"{owner.paid_on} 已发" if owner.paid_on else "还没有发"
        return f"{owner.number}　{found.count} 条，合计 {in_yuan(found.total)}　{paid}"

    def owner_changed(self) -> None:
        self.paid_action.setEnabled(self.owner is not None and self.owner.paid_on is None)

    def make(self) -> RewardBatchDialog:
        """打开造册的窗口。"""
        dialog = RewardBatchDialog(self.office, self)
        dialog.made.connect(self._made)
        dialog.open()
        return dialog

    def mark_paid(self) -> None:
        """问过以后记为已发。"""
        if self.owner is None or not messages.confirm(
            self,
            "记为已发",
            f"“{self.owner.number}”已经发完了吗？",
            "已发",
            "记了以后这一批不能再改、再删；记错了可以撤销。",
        ):
            return
        try:
            problems = rewarding.mark_paid(self.office, self.owner.id, self.office.today())
        except KnownError as error:
            problems = [Problem("", str(error))]
        if problems:
            messages.show_problems(self, "没有记下", problems)
        else:
            self.window_.say(f"“{self.owner.number}”已记为已发")

    def _made(self, batch_id: str, said: str) -> None:
        self.master.select([batch_id])
        self.window_.say(said)
