"""记账以前的提问：不合情理的列出来给人看，看过说照记才写；坏掉了的说清怎么办。"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.posting import Outcome
from miaopu_desk.ui import messages

MOST = 12


def settled(parent: QWidget, keep: Callable[[bool], Outcome], what: str) -> Outcome | None:
    """keep(看过没有) 记账；要问的先问，答应了再记一次。不记了为空；填错了的在 problems 里由窗口自己说。"""
    try:
        outcome = keep(False)
        if outcome.questions:
            asked = messages.several(outcome.questions, MOST)
            if not messages.confirm(parent, f"{what}：请看一眼", asked, "照记", "核对过没有错，可以照记。"):
                return None
            outcome = keep(True)
    except KnownError as error:
        messages.warn(parent, "没有存", str(error))
        return None
    return outcome
