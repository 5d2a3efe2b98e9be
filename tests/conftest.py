"""所有测试共用的三件事：不要屏幕，随机用例的规模，关了的窗口真的删掉。"""

import os
import sys
from collections.abc import Iterator

# 必须在任何一处引入 Qt 之前定下；真要看窗口时在命令行里另设。
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

# 共用的机器快慢不定，单个用例的用时说明不了对错，所以不设时限。
settings.register_profile("ci", deadline=None, max_examples=60, print_blob=True)
settings.load_profile("ci")


@pytest.fixture(autouse=True)
def _closed_windows_are_deleted() -> Iterator[None]:
    """qtbot 关掉的窗口要等事件循环转起来才真的删除，测试里没有；不删，几百个窗口连同各自的办公室一直留着。"""
    yield
    core = sys.modules.get("PySide6.QtCore")  # 没有窗口的测试不必引入 Qt
    if core is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
