"""窗口里的附件：添加、拖放、粘贴、打开、另存、改名、删除；证件照片先问用途；列表里有附件的行有记号。"""

from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.services import attachments
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Listing
from miaopu_desk.ui import messages
from miaopu_desk.ui.attachment_doing import RenameDialog
from miaopu_desk.ui.attachment_strip import AttachmentStrip, png
from miaopu_desk.ui.attachment_tiles import TILE, thumbnail
from miaopu_desk.ui.dialogs.attachments import AttachmentsDialog, attachments_button
from miaopu_desk.ui.dialogs.purpose import PurposeDialog
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.register_menus import row_menu
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.attachments import AttachmentsPage


@pytest.fixture
def office(office: Office, tmp_path: Path) -> Office:
    office.folder = tmp_path / "office"
    office.folder.mkdir()
    return office


def picture(path: Path, colour: str = "#c1272d", size: tuple[int, int] = (400, 200)) -> Path:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    return path


def first(office: Office) -> str:
    return office.keeper.table(VOLUNTEERS).pairs(Listing())[0][0]


def strip(qtbot: Any, office: Office) -> AttachmentStrip:
    made = AttachmentStrip(office, VOLUNTEERS, first(office))
    qtbot.addWidget(made)
    made.show()
    return made


def titles(shown: AttachmentStrip) -> list[str]:
    return [shown.tiles.item(at).text() for at in range(shown.tiles.count())]


def test_files_are_added_and_the_strip_opens_up(qtbot: Any, office: Office, tmp_path: Path, monkeypatch: Any) -> None:
    shown = strip(qtbot, office)
    assert not shown.tiles.isVisible()
    assert shown.hint.isVisible()
    names = [str(picture(tmp_path / "头像.png")), str(tmp_path / "说明.txt")]
    Path(names[1]).write_text("说明", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
    shown.add_button.click()
    assert titles(shown) == ["头像", "说明"]
    assert shown.tiles.isVisible()
    assert shown.title.text() == "附件（2）"
    assert {each.kind for each in shown.attachments} == {"photo"}
    office.keeper.undo()
    assert titles(shown) == []


def test_a_large_file_is_taken_in_apart(qtbot: Any, office: Office, tmp_path: Path) -> None:
    shown = strip(qtbot, office)
    large = tmp_path / "扫描件.pdf"
    large.write_bytes(b"%PDF-1.7" + bytes(9 << 20))
    shown.add([large])
    qtbot.waitUntil(lambda: titles(shown) == ["扫描件"], timeout=10_000)


def test_files_dropped_on_the_strip_are_added_and_text_is_not(qtbot: Any, office: Office, tmp_path: Path) -> None:
    shown = strip(qtbot, office)
    drop(shown, [picture(tmp_path / "一.png")])
    drop(shown.tiles, [picture(tmp_path / "二.png", "#2f6db3")])
    assert titles(shown) == ["一", "二"]
    words = QMimeData()
    words.setText("不是文件")
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, words, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    shown.dropEvent(event)
    assert titles(shown) == ["一", "二"]


def drop(target: Any, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    target.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )


def test_a_picture_on_the_clipboard_is_pasted(qtbot: Any, office: Office, tmp_path: Path, monkeypatch: Any) -> None:
    shown = strip(qtbot, office)
    image = QImage(str(picture(tmp_path / "x.png")))
    QApplication.clipboard().setImage(image)
    shown.paste()
    (saved,) = shown.attachments
    assert saved.title.startswith("粘贴的图片")
    assert saved.media_type == "image/png"
    assert attachments.content(office, saved) == png(image)
    QApplication.clipboard().clear()
    told: list[str] = []
    monkeypatch.setattr(messages, "warn", lambda parent, title, text: told.append(text))
    shown.paste()
    assert len(shown.attachments) == 1
    assert "没有图片" in told[0]


def test_what_is_not_taken_is_said_and_the_rest_is_added(
    qtbot: Any, office: Office, tmp_path: Path, monkeypatch: Any
) -> None:
    shown = strip(qtbot, office)
    bad = tmp_path / "工具.exe"
    bad.write_bytes(b"MZ")
    told: list[str] = []
    monkeypatch.setattr(messages, "show_problems", lambda parent, title, problems: told.extend(map(str, problems)))
    shown.add([bad, picture(tmp_path / "好.png")])
    assert titles(shown) == ["好"]
    assert "程序" in told[0]


def test_thumbnails_come_later_and_an_id_card_is_not_drawn(qtbot: Any, office: Office, tmp_path: Path) -> None:
    shown = strip(qtbot, office)
    shown.add([picture(tmp_path / "头像.png"), picture(tmp_path / "身份证正面.png", "#2f6db3")])
    assert [each.kind for each in shown.attachments] == ["photo", "id_card"]

    def centre(at: int) -> str:
        return shown.tiles.item(at).icon().pixmap(TILE, TILE).toImage().pixelColor(TILE // 2, TILE // 2 - 14).name()

    qtbot.waitUntil(lambda: centre(0) == "#c1272d")
    assert centre(1) != "#2f6db3"


def test_opening_gives_a_copy_to_the_system_and_an_id_card_asks_first(
    qtbot: Any, office: Office, tmp_path: Path, monkeypatch: Any
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True)
    shown = strip(qtbot, office)
    shown.add([picture(tmp_path / "头像.png"), picture(tmp_path / "证件反面.png", "#2f6db3")])
    shown.tiles.item(0).setSelected(True)
    shown.open_button.click()
    assert [Path(each).name for each in opened] == ["头像.png"]
    shown.tiles.clearSelection()
    shown.tiles.item(1).setSelected(True)
    shown.open_button.click()
    dialog = shown.findChild(PurposeDialog)
    assert dialog is not None
    dialog.accept()
    assert len(opened) == 1, "没有写用途不给看"
    dialog.purpose.setCurrentText("核对登记")
    dialog.accept()
    assert [Path(each).name for each in opened] == ["头像.png", "证件反面.png"]
    assert office.database.value("SELECT count(*) FROM disclosures WHERE purpose = '核对登记'") == 1


def test_saving_elsewhere_renaming_and_removing(qtbot: Any, office: Office, tmp_path: Path, monkeypatch: Any) -> None:
    shown = strip(qtbot, office)
    shown.add([picture(tmp_path / "a.png")])
    shown.tiles.item(0).setSelected(True)
    shown.rename_button.click()
    dialog = shown.findChild(RenameDialog)
    assert dialog is not None
    dialog.title.setText("")
    dialog.accept()
    assert "必填" in dialog.note.text()
    dialog.title.setText("入队照片")
    dialog.accept()
    assert titles(shown) == ["入队照片"]
    target = tmp_path / "另存" / "入队照片.png"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    shown.tiles.item(0).setSelected(True)
    shown.save_button.click()
    assert target.read_bytes() == (tmp_path / "a.png").read_bytes()
    monkeypatch.setattr(messages, "confirm", lambda *_: True)
    shown.remove_button.click()
    assert titles(shown) == []
    assert not shown.remove_button.isVisible()


def test_the_form_of_a_saved_record_has_the_strip_and_a_new_one_has_not(qtbot: Any, office: Office) -> None:
    record = office.keeper.table(VOLUNTEERS).get(first(office))
    for given, there in ((record, True), (None, False)):
        form = RecordForm(office, VOLUNTEERS, given)
        qtbot.addWidget(form)
        assert (form.findChild(AttachmentStrip) is not None) is there


def test_a_row_with_attachments_is_marked_and_its_menu_opens_them(
    qtbot: Any, window: MainWindow, office: Office, tmp_path: Path
) -> None:
    tab = RegisterTab(office, VOLUNTEERS, window)
    qtbot.addWidget(tab)
    tab.show()
    window.office.keeper.listeners.append(tab.refresh)
    role = Qt.ItemDataRole.DecorationRole
    assert tab.model.data(tab.model.index(0, 0), role) is None
    who = tab.model.record_id(0)
    assert who is not None
    attachments.attach(office, VOLUNTEERS, who, [picture(tmp_path / "a.png")])
    assert tab.model.data(tab.model.index(0, 0), role) is not None
    assert tab.model.data(tab.model.index(1, 0), role) is None
    assert "附件 1 个" in tab.model.data(tab.model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    tab.grid.select_rows([0])
    action = next(each for each in row_menu(tab, 0, 0).actions() if "附件" in each.text())
    assert action.text() == "附件（1）…"
    action.trigger()
    dialog = tab.findChild(AttachmentsDialog)
    assert dialog is not None
    assert len(dialog.strip.attachments) == 1


def test_a_button_counts_and_opens(qtbot: Any, office: Office, tmp_path: Path) -> None:
    current: list[str | None] = [None]
    made = attachments_button(office, VOLUNTEERS, lambda: current[0])
    assert not made.isEnabled()
    current[0] = first(office)
    made.refresh()
    assert made.text() == "附件…"
    attachments.attach(office, VOLUNTEERS, first(office), [picture(tmp_path / "a.png")])
    assert made.text() == "附件（1）…"
    listening = len(office.keeper.listeners)
    shiboken6.delete(made)
    assert len(office.keeper.listeners) == listening - 1


def test_what_is_no_picture_has_no_thumbnail(tmp_path: Path) -> None:
    broken = tmp_path / "b.jpg"
    broken.write_bytes(b"not a picture at all")
    assert thumbnail(str(broken)) is None
    assert thumbnail(str(picture(tmp_path / "c.png"))) is not None


def test_all_attachments_are_listed_on_a_page_of_their_own(
    qtbot: Any, window: MainWindow, office: Office, tmp_path: Path, monkeypatch: Any
) -> None:
    who = first(office)
    (saved,) = attachments.attach(office, VOLUNTEERS, who, [picture(tmp_path / "a.png")]).attachments
    window.show_records("attachments", [saved.id])
    QApplication.processEvents()
    page = next(each for each in window.current_tab().findChildren(AttachmentsPage) if each.isVisible())
    page.grid.select_rows([0])
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True)
    page.grid.opened.emit()
    assert [Path(each).name for each in opened] == ["a.png"]
    assert page.cells.why_not(0, 0) != "", "文件名、指纹这些不就地改"
    said: list[str] = []
    monkeypatch.setattr(window, "say", said.append)
    page.check()
    assert said == ["附件文件 1 个，内容全部核对无误"]
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda parent, title, text: told.append(text))
    page.clean()
    assert "没有可以清理的文件" in told[0]
    page.go_to_owner()
    QApplication.processEvents()
    listed = next(each for each in window.current_tab().findChildren(RegisterTab) if each.isVisible())
    assert listed.model.ids(range(listed.model.rowCount())) == [who]
