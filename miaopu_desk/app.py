"""窗口程序的总装：应用、样子、办公室、主窗口，按先后建一次；先画窗口，再做别的。"""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from miaopu_desk.ui.main_window import TITLE, MainWindow
from miaopu_desk.ui.theme import apply_theme, load_rare_font, prefer_light

BACKUP_AFTER = 3000  # 毫秒：先让人看到、用上，再做当天的备份


def run_window(folder: Path, today: date | None, when_ready: Callable[[MainWindow], None] | None = None) -> int:
    """打开 folder 里的办公室，直到窗口关上。0 正常；1 打不开（已弹窗说明）。when_ready 在第一页建好以后叫一次。"""
    app = make_application()
    desk = Desk(folder, today)
    if when_ready is not None:
        desk.ready.connect(lambda: when_ready(desk.window))
    try:
        desk.window.show()
        return app.exec()
    finally:
        desk.close()


def make_application() -> QApplication:
    """建应用：中文、字体、样子；已有就用已有的。"""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("miaopu-desk")
    app.setApplicationDisplayName(TITLE)
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    prefer_light(app)
    apply_theme(app)
    return app


class Desk(QObject):
    """开着的一张桌子：窗口，和窗口里的办公室。"""

    ready = Signal()

    def __init__(self, folder: Path, today: date | None) -> None:
        super().__init__()
        self.folder, self.today = folder, today
        self.opened = ExitStack()
        self._timers: list[QTimer] = []
        self.window = MainWindow()
        self.window.painted.connect(self.open, Qt.ConnectionType.QueuedConnection)

    def open(self) -> None:
        """窗口画好以后：接住错误，打开办公室；还没有资料就问建哪一种。"""
        from miaopu_desk.domain.problems import KnownError
        from miaopu_desk.services.office import open_office
        from miaopu_desk.ui import errors, messages
        from miaopu_desk.ui.first_run import ask_first_run

        errors.install_excepthook()
        try:
            self.opened.enter_context(errors.kept_log(self.folder))
            office = self.opened.enter_context(open_office(self.folder, self.today, must_exist=False))
            if office.facts is None:  # 没有资料，或者上次建到一半
                self.opened.close()
                ask_first_run(self.window, self.folder, self.today, self.open)
                return
            self.window.attach(office)
        except KnownError as error:
            messages.warn(self.window, "打不开", str(error))
            QApplication.exit(1)
            return
        self.ready.emit()
        self._later(0, self._load_rare_font)
        self._later(0, self._check_clock)
        self._later(BACKUP_AFTER, self._back_up)

    def close(self) -> None:
        """关好办公室；还没轮到的事不做了。"""
        for timer in self._timers:
            timer.stop()
        self.window.close()
        self.opened.close()

    def _later(self, milliseconds: int, do: Callable[[], None]) -> None:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(do)
        self._timers.append(timer)
        timer.start()

    def _load_rare_font(self) -> None:
        load_rare_font()
        self.window.update()

    def _check_clock(self) -> None:
        """电脑的日期可疑就先说。"""
        from datetime import datetime

        from miaopu_desk.services.clock_check import clock_doubt
        from miaopu_desk.ui import messages

        said = clock_doubt(self.window.office, datetime.now())
        if said:
            messages.warn(self.window, "请核对日期", said)

    def _back_up(self) -> None:
        from miaopu_desk.services.office import daily_backup

        def told(made: Path | None) -> None:
            if made is not None:
                self.window.say("已做当天的备份")
            self._check_files()

        self.window.jobs.read("正在做当天的备份…", self.window.office, daily_backup, told)

    def _check_files(self) -> None:
        """附件的文件都还在不在：只看目录，少了才说。"""
        from miaopu_desk.services.attachment_checks import FileCheck, check_files

        def told(found: FileCheck) -> None:
            if not found.sound:
                self.window.say(found.sentence())

        self.window.jobs.read("正在核对附件文件…", self.window.office, check_files, told)
