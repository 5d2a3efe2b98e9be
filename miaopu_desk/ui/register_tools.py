"""登记表一页的工具条和查找框。"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolBar, QToolButton

from miaopu_desk.domain.register import Register
from miaopu_desk.services.disclosing import secret_labels
from miaopu_desk.ui.print_menu import add_print_menu

if TYPE_CHECKING:
    from miaopu_desk.ui.register_tab import RegisterTab

ALL_TOOLS = ("add", "edit", "delete", "|", "undo", "redo", "|", "import", "export", "print", "|", "reveal")


def build_toolbar(tab: "RegisterTab", names: Sequence[str]) -> tuple[QToolBar, dict[str, QAction]]:
    """按 names 摆工具条，"|" 是分隔线；撤销重做用窗口共有的，没有号码的表不摆“显示完整号码”。"""
    bar = QToolBar()
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    if more is not None:  # 窗口窄时放不下的，收在最右边的“»”里
        more.setAccessibleName("放不下的按钮")
        more.setToolTip("放不下的按钮在这里")
    made = {name: _action(tab, name) for name in names if name in _LABELS}
    for name in _fitting(tab.register, names):
        if name == "|":
            bar.addSeparator()
        elif name in made:
            bar.addAction(made[name])
            if name == "print":
                add_print_menu(tab, bar, made[name])
        elif name == "reveal":
            bar.addAction(tab.reveal.action)
        elif (shared := getattr(tab.window_, f"{name}_action", None)) is not None:
            bar.addAction(shared)
    return bar, made


def insert_actions(bar: QToolBar, at: int, actions: Iterable[QAction]) -> QAction:
    """把这一页自己的几个做法摆在第 at 个前面，返回原来的第 at 个。

    做法归工具条所有：没有主人的，连着的 lambda 会把整页和窗口一直留着。
    """
    before = bar.actions()[at]
    for each in actions:
        each.setParent(bar)
        bar.insertAction(before, each)
    return before


def build_search_box(register: Register[Any]) -> QLineEdit:
    """查找框；没有可查栏目的表不显示。"""
    box = QLineEdit()
    box.setPlaceholderText(search_hint(register))
    box.setAccessibleName(f"查找{register.noun}")
    box.setToolTip(box.placeholderText())
    box.setClearButtonEnabled(True)
    box.setMinimumWidth(140)
    box.setMaximumWidth(480)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    if not register.searched:  # 还没有放进窗口，setVisible(True) 会另开一个窗口、抢走焦点
        box.setVisible(False)
    return box


def search_hint(register: Register[Any]) -> str:
    """查找框里的提示：能按哪些栏目查。"""
    labels = []
    for each in register.searched:
        if each.kind.secret:
            labels.append(f"{each.label}后四位")
        elif each.name in ("name", "volunteer"):
            labels.append(f"{each.label}、拼音、首字母")
        else:
            labels.append(each.label)
    return "查找：" + "、".join(labels[:5])


_LABELS = {
    "add": ("新增", "新增一条{noun}（Ctrl+N）"),
    "edit": ("编辑", "打开选中的这一条（Ctrl+回车或双击）"),
    "delete": ("删除", "删除选中的（Ctrl+减号），可以撤销"),
    "import": ("导入", "从 xlsx、xls、csv 文件导入"),
    "export": ("导出", "把现在列的导出成工作簿"),
    "print": ("打印", "把现在列的打印成清单（Ctrl+P）"),
}


def _action(tab: "RegisterTab", name: str) -> QAction:
    label, tip = _LABELS[name]
    action = QAction(label, tab)
    action.setToolTip(tip.format(noun=tab.register.noun))
    action.triggered.connect(lambda: tab.do(name))
    return action


def _fitting(register: Register[Any], names: Sequence[str]) -> list[str]:
    wanted = [name for name in names if name != "reveal" or secret_labels(register, register.listed)]
    while wanted and wanted[-1] == "|":
        wanted.pop()
    return wanted
