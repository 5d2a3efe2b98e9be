"""打字就找的一格：姓名、拼音、首字母、证件号或电话后四位，回车选中。"""

from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Listing
from miaopu_desk.ui.popup_list import show_below

SHOWN = 12
_ID = Qt.ItemDataRole.UserRole


def matches(office: Office, register: Register[Any], text: str, most: int = SHOWN) -> list[tuple[Ref, str]]:
    """找到的头几条：(指向它的值, 一行说明)。"""
    table = office.keeper.table(register)
    numbers = table.lists.rows(Listing(search=text), most).first(most)[:most]
    ids = [row[0] for row in table.values(numbers, [register.name_by]) if row]
    naming = register.column(register.name_by)
    found = []
    for record in table.records(ids):
        name = naming.kind.show(getattr(record, naming.name))
        found.append((Ref(name, record.id), "　".join(part for part in (name, detail(register, record)) if part)))
    return found


def detail(register: Register[Any], record: Record) -> str:
    """分得清同名的几样：社区、日期、打码的证件号和电话。"""
    parts = []
    for each in register.columns:
        if each.name != register.name_by and each.name in (
            "community",
            "kind",
            "held_on",
            "id_number",
            "phone",
            "insurer",
        ):
            parts.append(each.kind.masked(getattr(record, each.name)))
    return "　".join(part for part in parts if part)


class RecordPicker(QLineEdit):
    """一行输入加一张弹出的单子；输入法没有上屏时不查。"""

    picked = Signal()

    def __init__(self, office: Office, register: Register[Any]) -> None:
        super().__init__()
        self.office, self.register = office, register
        self.detail = ""
        self._ref: Ref | None = None
        self.setPlaceholderText(f"查找{register.noun}")
        self.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setWindowFlags(Qt.WindowType.ToolTip)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self.take)
        self.list.hide()
        self._timer = QTimer(self, singleShot=True, interval=80)
        self._timer.timeout.connect(self.search)
        self.textEdited.connect(self._typed)
        self.textChanged.connect(lambda text: None if text else self._forget())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:  # 不能改的，就不摆清空的小叉
            self.setClearButtonEnabled(self.isEnabled())

    def ref(self) -> Ref | None:
        """选中的那一条；只打了字没有选，给没有 id 的，由登记服务去对。"""
        if self._ref is not None:
            return self._ref
        return Ref(self.text().strip()) if self.text().strip() else None

    def set_ref(self, ref: Ref | None) -> None:
        """放进一条。"""
        self._ref = ref
        self.setText(str(ref.name) if ref else "")
        self._describe()

    def search(self) -> None:
        """查一次，把单子弹出来。"""
        self.list.clear()
        text = self.text().strip()
        for ref, line in matches(self.office, self.register, text) if text else ():
            item = QListWidgetItem(line, self.list)
            item.setData(_ID, ref)
        if text and not self.list.count():
            QListWidgetItem(f"没有找到“{text}”", self.list).setFlags(Qt.ItemFlag.NoItemFlags)
        show_below(self, self.list, SHOWN)

    def take(self, item: QListWidgetItem) -> None:
        """选中单子里的一条；说没有找到的那一行不算。"""
        self.list.hide()
        if item.data(_ID) is None:
            return
        self.set_ref(item.data(_ID))
        self.picked.emit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.list.isVisible():
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and self.list.currentItem():
                self.take(self.list.currentItem())
                return key != Qt.Key.Key_Tab or super().event(event)
            if key == Qt.Key.Key_Escape:
                self.list.hide()
                return True
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.list.hide()
        return super().event(event)

    def _typed(self, _: str) -> None:
        self._ref = None
        self.detail = ""
        self.picked.emit()
        self._timer.start()

    def _forget(self) -> None:
        self._ref = None
        self.detail = ""

    def _describe(self) -> None:
        record = self.office.keeper.table(self.register).get(self._ref.id) if self._ref and self._ref.id else None
        self.detail = detail(self.register, record) if record else ""
