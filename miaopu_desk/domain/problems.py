"""两种不顺：填错了的（Problem，全部列出）和坏掉了的（KnownError，说清怎么办）。"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """一处填错：column 是栏目名（整行的问题为空），row 是工作簿里的行号（录入时没有）。"""

    column: str
    message: str
    row: int | None = None

    def __str__(self) -> str:
        where = f"第{self.row}行 " if self.row else ""
        label = f"{self.column}：" if self.column else ""
        return f"{where}{label}{self.message}"


class KnownError(Exception):
    """磁盘、文件、数据库、模板出了能说清的毛病；内容是一句中文，带上该怎么办。"""


class Refused(KnownError):
    """一次操作因为填写内容被拒绝；problems 列出全部原因。"""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("；".join(str(problem) for problem in problems))
        self.problems = problems
