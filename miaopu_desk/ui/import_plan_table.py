"""导入预览的列表：打字或 F2 就地改一格，固定行高，列宽看前面的和有毛病的行。"""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView

from miaopu_desk.ui.dialogs.frame import told
from miaopu_desk.ui.enter_down import EnterDown
from miaopu_desk.ui.import_plan_model import REASON, PlanModel, reason
from miaopu_desk.ui.theme import dense_rows

SAMPLE = 100
WIDEST = 30  # 一列最宽几个汉字


class PlanTable(EnterDown, QTableView):
    """预览的列表；能不能改由模型说。restore_asked(行, 栏) 是一格要改回表里原来的。"""

    restore_asked = Signal(object, str)

    def __init__(self, model: PlanModel) -> None:
        super().__init__()
        self.plan = model
        self.setObjectName("plan")
        self.setAccessibleName("导入预览")
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        dense_rows(self)
        self.why = told("这一行的原因")  # 放在列表下面：原因一栏写不下的，这里看得全
        self.why.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.show_menu)

    def tell_why(self) -> None:
        """在下面说光标那一行的原因。"""
        at = self.currentIndex().row()
        self.why.setText(reason(self.plan.rows[at]) if 0 <= at < len(self.plan.rows) else "")

    def to_first_trouble(self) -> None:
        """光标到头一行拒收的、要改的那一格；没有拒收的到头一行。"""
        at = next((at for at, row in enumerate(self.plan.rows) if row.state == "refused"), 0)
        labels = {each.column for each in self.plan.rows[at].problems} if self.plan.rows else set()
        columns = range(self.plan.columnCount())
        wrong = next((each for each in columns if (col := self.plan.column_at(each)) and col.label in labels), 0)
        self.setCurrentIndex(self.plan.index(at, wrong))
        self.setFocus()

    def show_menu(self, at: QPoint) -> None:
        """改过的格子上右键：改回表里原来的。"""
        menu = self.menu_at(self.indexAt(at))
        if menu is not None:
            menu.popup(self.viewport().mapToGlobal(at))

    def menu_at(self, index: QModelIndex) -> QMenu | None:
        """一格上的菜单；没有改过的没有。"""
        field = self.plan.fixed_field(index)
        if field is None:
            return None
        row = self.plan.rows[index.row()]
        menu = QMenu(self)
        menu.addAction("改回表里原来的", lambda: self.restore_asked.emit(row, field))
        return menu

    def fit_columns(self) -> None:
        """列宽看前一百行和头一百行有毛病的行，不量全部。"""
        measure = self.fontMetrics()
        widest = WIDEST * measure.horizontalAdvance("国")
        troubled = [row for row in self.plan.rows if row.problems][:SAMPLE]
        for section in range(self.plan.columnCount()):
            head = self.plan.head(section)
            texts = {head, *(self.plan.text(row, section) for row in [*self.plan.rows[:SAMPLE], *troubled])}
            limit = widest if head == REASON else widest // 2
            self.setColumnWidth(section, min(max(map(measure.horizontalAdvance, texts)) + 20, limit))
