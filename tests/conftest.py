"""所有测试共用的两件事：不要屏幕，随机用例的规模。"""

import os

# 必须在任何一处引入 Qt 之前定下；真要看窗口时在命令行里另设。
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import settings

# 共用的机器快慢不定，单个用例的用时说明不了对错，所以不设时限。
settings.register_profile("ci", deadline=None, max_examples=60, print_blob=True)
settings.load_profile("ci")
