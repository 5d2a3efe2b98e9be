"""列表的出和进：导出工作簿、打印清单、导入文件，费时的放到后台。"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.preferences import remember, remembered
from miaopu_desk.ui import messages

if TYPE_CHECKING:
    from miaopu_desk.services.office import Office
    from miaopu_desk.ui.register_tab import RegisterTab


def export_from(tab: "RegisterTab") -> None:
    """先问栏目和号码，再选位置，再写。"""
    from miaopu_desk.ui.dialogs.export import ExportDialog

    tab.model.finish()
    dialog = ExportDialog(tab.register, tab.model.rowCount(), tab)
    dialog.agreed.connect(lambda *answers: _choose_and_export(tab, *answers))
    dialog.open()


def _choose_and_export(tab: "RegisterTab", every: bool, whole: bool, purpose: str, recipient: str) -> None:
    name = f"{tab.register.title}{tab.office.today():%Y%m%d}.xlsx"
    path = ask_save(tab, tab.office, "导出到", name, "工作簿 (*.xlsx);;逗号分隔的文本 (*.csv)")
    if path is not None:
        export_to(tab, path, every, whole, purpose, recipient)


def export_to(
    tab: "RegisterTab", path: Path, every: bool = True, whole: bool = False, purpose: str = "", recipient: str = ""
) -> None:
    """写成工作簿；完整号码要在写的同时记一笔，所以不放到只读的后台。"""
    from miaopu_desk.services.listing_out import export_list

    tab.model.finish()
    paths = None if every else [tab.model.paths[section] for section in tab.grid.shown_sections()]  # 照看到的次序
    listing, count = tab.listing(), tab.model.rowCount()

    def work(office: "Office") -> Path:
        return export_list(
            office, tab.register, listing, path, paths=paths, whole=whole, purpose=purpose, recipient=recipient
        )

    def done(written: Path) -> None:
        tab._say(f"已导出 {count:,} 条到 {written}")

    if whole:
        try:
            done(work(tab.office))
        except KnownError as error:
            messages.warn(tab, "没有导出", str(error))
    else:
        tab.window_.jobs.read("正在导出…", tab.office, work, done)


def print_from(tab: "RegisterTab") -> None:
    """排成清单，在窗口里预览。"""
    from miaopu_desk.services.listing_out import print_list

    listing = tab.listing()
    tab.window_.jobs.read(
        "正在排版…",
        tab.office,
        lambda office: print_list(office, tab.register, listing),
        lambda path: preview(tab, path),
    )


def preview(parent: QWidget, path: Path) -> Any:
    """在窗口里看一份 PDF；这台机器缺预览的组件时用系统阅读器。"""
    try:
        from miaopu_desk.ui.preview import Preview
    except ImportError:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        return None
    shown = Preview(path, parent)
    shown.show()
    return shown


def import_into(tab: "RegisterTab", path: str | None) -> Any:
    """打开导入窗；没有给文件就由它先问。"""
    from miaopu_desk.ui.import_dialog import ImportDialog

    dialog = ImportDialog(tab.office, tab.register, Path(path) if path else None, tab.window_)
    dialog.open()
    return dialog


def paste_into(tab: "RegisterTab") -> Any:
    """把剪贴板里的一块（从 WPS 或 Excel 复制的）拿到导入窗里预览；剪贴板里没有文字就说一声。"""
    from PySide6.QtWidgets import QApplication

    from miaopu_desk.ui.import_dialog import ImportDialog

    text = QApplication.clipboard().text()
    if not text.strip():
        messages.warn(tab, "粘贴", "剪贴板里没有表格内容，请先在 WPS 或 Excel 里选中一块复制，再粘贴。")
        return None
    dialog = ImportDialog(tab.office, tab.register, None, tab.window_ or tab, pasted=text)
    dialog.open()
    return dialog


def ask_save(parent: QWidget, office: "Office", title: str, name: str, kinds: str) -> Path | None:
    """问存到哪里；记住上次的文件夹。取消为空。"""
    folder = Path(remembered(office, "folder.save", str(office.output)))
    if not folder.is_dir():
        folder = office.output if office.output.is_dir() else Path.home()
    chosen, kind = QFileDialog.getSaveFileName(parent, title, str(folder / name), kinds)
    if not chosen:
        return None
    path = Path(chosen)
    offered = re.findall(r"\*(\.\w+)", kinds)
    suffix = next(iter(re.findall(r"\*(\.\w+)", kind)), Path(name).suffix)
    if path.suffix.lower() not in (suffix, *offered):
        path = path.with_name(path.name + suffix)
    remember(office, "folder.save", str(path.parent))
    return path
