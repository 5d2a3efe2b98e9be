"""线索走到哪一步：受理 → 转交 → 答复 → 办结，不属实的到此为止。"""

from miaopu_desk.domain.codes import CLUE_STATES
from miaopu_desk.domain.steps import Path, Step

OPEN = ("received", "handed", "answered")

PATH = Path(
    "线索状态",
    CLUE_STATES,
    {
        "hand": Step("转交", ("received", "handed", "answered"), "handed"),
        "answer": Step("登记答复", ("received", "handed"), "answered"),
        "close": Step("办结", ("answered",), "closed"),
        "invalid": Step("列为不属实", ("received", "handed", "answered"), "invalid"),
    },
)
