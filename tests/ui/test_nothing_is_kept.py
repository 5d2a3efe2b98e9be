"""关了的窗口、页、表单不留在内存里：开关许多次，控件不增加。"""

import gc
from collections.abc import Callable
from typing import Any
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.services.office import Office
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.row_doing import batch_edit, show_attachments, show_history
from miaopu_desk.ui.tabs import TABS


def delete_what_was_closed() -> None:
    """事件循环转起来时会做的事。"""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def widgets() -> int:
    return len(QApplication.allWidgets())


def test_a_closed_window_is_gone_with_every_page_it_opened(qapp: QApplication, office: Office) -> None:
    delete_what_was_closed()
    before = widgets()
    window = MainWindow()
    window.attach(office)
    pages = []
    for title, _ in TABS:
        tab = window.go(title)
        for at in range(tab.count() if hasattr(tab, "page") else 0):
            tab.setCurrentIndex(at)
            pages.append(ref(tab.page(at)))
    assert len(pages) > 30
    pages.append(ref(window))
    window.close()
    window.deleteLater()
    office.keeper.listeners.clear()
    del window, tab
    delete_what_was_closed()
    gc.collect()
    assert widgets() == before
    assert [kept for page in pages if (kept := page()) is not None] == []


OPENED = {
    "新增": RegisterTab.add,
    "编辑": RegisterTab.edit,
    "来历": show_history,
    "附件": show_attachments,
    "批量改": batch_edit,
    "导入": RegisterTab.import_file,
}


@pytest.mark.parametrize("open_it", OPENED.values(), ids=OPENED.keys())
def test_what_is_opened_and_closed_again_leaves_nothing(
    window: MainWindow, open_it: Callable[[RegisterTab], Any]
) -> None:
    tab = window.register_tab()
    assert isinstance(tab, RegisterTab)
    tab.grid.select_rows([0])
    counted = []
    for _ in range(4):
        open_it(tab)
        QCoreApplication.processEvents()
        opened = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not window]
        assert opened, "窗口开了"
        for each in opened:
            each.close()
        del each, opened
        delete_what_was_closed()
        counted.append(widgets())
    assert counted[1:] == counted[:1] * 3, counted
    gc.collect()
    assert [each for each in gc.get_objects() if type(each) is RecordForm and each.register is VOLUNTEERS] == []


def test_a_form_gone_before_it_was_ever_shown_is_not_kept(qapp: QApplication, office: Office) -> None:
    form = RecordForm(office, VOLUNTEERS)
    kept = ref(form)
    form.deleteLater()
    del form
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert kept() is None
