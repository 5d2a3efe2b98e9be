"""零报告：各社区本月报了多少，一个也没有的按一下“本月无数据”，记错了收回。"""

from PySide6.QtWidgets import QDialog, QPushButton, QTableWidgetItem, QWidget

from miaopu_desk.domain.figures import BY_NAME, Line
from miaopu_desk.domain.month import Month
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.closed_months import zero_reports
from miaopu_desk.services.figures import month_figures
from miaopu_desk.services.office import Office
from miaopu_desk.services.zero_reporting import CONTENT, report_zero
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.frame import button, framed, sentence
from miaopu_desk.ui.tabs.click_table import LEFT, RIGHT, ClickTable

SHOWN = CONTENT
HEADS = ("社区", *(BY_NAME[name].label for name in SHOWN), "零报告", "")
BUTTON_HEIGHT = 32


class ZeroDialog(QDialog):
    """记一条就写一条，没有保存按钮。"""

    def __init__(self, office: Office, month: Month, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.month = office, month
        close = button("关闭")
        close.clicked.connect(self.close)
        content = framed(self, f"{month.title}零报告", close)
        said = "本月确实没有新增、退出、参训、服务的社区，记一条零报告：谁在哪天记的都留着，关账前的核对不再提醒。"
        content.addWidget(sentence(said, quiet=True))
        self.sheet = ClickTable("各社区的零报告")
        self.sheet.set_heads([(head, RIGHT if 0 < at <= len(SHOWN) else LEFT) for at, head in enumerate(HEADS)])
        self.sheet.whole_rows(100, 90, 90, 90, 90, 190)
        self.sheet.unsetCursor()
        self.sheet.verticalHeader().setDefaultSectionSize(BUTTON_HEIGHT)
        content.addWidget(self.sheet)
        self.buttons: dict[str, QPushButton] = {}
        self.load()
        self.resize(820, 400)

    def load(self) -> None:
        """重新列。"""
        figures = month_figures(self.office, self.month.key)
        zeros = zero_reports(self.office, self.month.key)
        self.sheet.setRowCount(len(figures.communities))
        self.buttons.clear()
        for row, line in enumerate(figures.communities):
            zero = zeros.get(line.id or "")
            told = f"{zero.reported_on.isoformat()} {zero.name}" if zero else ""
            texts = (line.name, *(str(line.value(name)) for name in SHOWN), told)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setTextAlignment(RIGHT if 0 < column <= len(SHOWN) else LEFT)
                self.sheet.setItem(row, column, item)
            self.sheet.setCellWidget(row, len(texts), self._button(line, zero is not None))

    def _button(self, line: Line, reported: bool) -> QPushButton:
        made = button("收回" if reported else "本月无数据")
        made.setAccessibleName(f"{line.name}{made.text()}")
        silent = not any(line.value(name) for name in SHOWN)
        made.setEnabled(reported or silent)
        made.setToolTip("" if made.isEnabled() else "本月有内容，不是零报告")
        made.clicked.connect(lambda _=False: self._turn(line.name, reported))
        self.buttons[line.name] = made
        return made

    def _turn(self, community: str, reported: bool) -> None:
        try:
            report_zero(self.office, self.month.key, community, withdraw=reported)
        except KnownError as error:
            messages.warn(self, "没有记下", str(error))
        self.load()
