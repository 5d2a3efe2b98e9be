"""关账时一个数字背后的名单：只看，可以印出来，也可以去登记里看现在的。"""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QTableWidgetItem

from miaopu_desk.services.figure_lists import name_list
from miaopu_desk.ui.dialogs.frame import button, framed, sentence
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, RIGHT, ClickTable

if TYPE_CHECKING:
    from miaopu_desk.ui.tabs.month import MonthTab

WIDEST = 260
ALIGNS = {"left": LEFT, "right": RIGHT, "center": CENTER}


class NamesDialog(QDialog):
    """一张只看的表。"""

    def __init__(self, tab: "MonthTab", figure: str, community: str) -> None:
        super().__init__(tab)
        shown = name_list(tab.office, tab.chosen.key, figure, community)
        close, print_button = button("关闭"), button("打印名单", main=True)
        content = framed(self, shown.title, print_button, close)
        content.addWidget(sentence(f"{shown.note}，计{shown.count}，共 {len(shown.rows):,} 行。号码打码。", quiet=True))
        self.sheet = ClickTable(shown.title)
        self.sheet.set_heads([(each.label, ALIGNS[each.align]) for each in shown.headings])
        self.sheet.unsetCursor()
        self.sheet.setRowCount(len(shown.rows))
        for row, texts in enumerate(shown.rows):
            for column, (text, heading) in enumerate(zip(texts, shown.headings, strict=True)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setTextAlignment(ALIGNS[heading.align])
                self.sheet.setItem(row, column, item)
        self.sheet.resizeColumnsToContents()
        for column in range(len(shown.headings)):
            self.sheet.setColumnWidth(column, min(self.sheet.columnWidth(column) + 16, WIDEST))
        content.addWidget(self.sheet)
        close.clicked.connect(self.close)
        print_button.clicked.connect(lambda _=False: tab.panel.print_names(figure, community))
        wide = sum(self.sheet.columnWidth(column) for column in range(len(shown.headings)))
        self.resize(max(480, min(wide + 60, 1200)), 460)
