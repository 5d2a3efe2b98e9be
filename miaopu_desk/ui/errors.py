"""程序自己出了错：说一声、给出能复制的细节、记进日志；日志里不留证件号和电话。"""

import contextlib
import faulthandler
import logging
import logging.handlers
import re
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from miaopu_desk.domain.problems import KnownError

LOG_NAME = "miaopu.log"
FAULT_NAME = "fault.log"
_NUMBERS = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?!\d)")
_LONG = re.compile(r"\d{15,}[Xx]?")
_log = logging.getLogger("miaopu_desk")


def without_numbers(text: str) -> str:
    """遮住文字里像证件号、手机号的数字串。"""
    return _LONG.sub("［号码］", _NUMBERS.sub("［号码］", text))


def details_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """能复制给维护人员的细节，号码已遮住。"""
    return without_numbers("".join(traceback.format_exception(kind, error, trace)))


@contextlib.contextmanager
def kept_log(folder: Path) -> Iterator[None]:
    """在里面的时候，日志写进数据文件夹的 logs；写不了就不写，不耽误用。"""
    logs = folder / "logs"
    with contextlib.ExitStack() as opened:
        with contextlib.suppress(OSError):
            logs.mkdir(parents=True, exist_ok=True)
            _log_into(logs, opened)
        yield


def _log_into(logs: Path, opened: contextlib.ExitStack) -> None:
    handler = logging.handlers.RotatingFileHandler(logs / LOG_NAME, "a", 1_000_000, 3, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    opened.callback(handler.close)
    opened.callback(_log.removeHandler, handler)
    if not faulthandler.is_enabled():
        faults = opened.enter_context((logs / FAULT_NAME).open("a", encoding="utf-8"))
        faulthandler.enable(faults)
        opened.callback(faulthandler.disable)


def install_excepthook() -> None:
    """没有人接住的错都到这里：能说清的弹一句话，程序的错弹出错窗口。"""
    sys.excepthook = show_error


def show_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> Any:
    """弹出错误；返回那个窗，测试看它。"""
    from PySide6.QtWidgets import QApplication

    if issubclass(kind, KeyboardInterrupt):
        QApplication.exit(130)
        return None
    parent = QApplication.activeWindow()
    if isinstance(error, KnownError):
        from miaopu_desk.ui import messages

        messages.warn(parent, "没有做成", str(error))
        return None
    details = details_of(kind, error, trace)
    _log.error("%s", details)
    sys.stderr.write(details)
    from miaopu_desk.ui.dialogs.failure import FailureDialog

    dialog = FailureDialog(details, parent)
    dialog.open()
    return dialog
