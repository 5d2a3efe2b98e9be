"""导入窗在后台做计划：读到一半又换了文件的，先前那一份不要。"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.importing import ImportPlan
from miaopu_desk.services.office import Office
from miaopu_desk.ui.jobs import Job, Jobs, Progress, can_read_apart, reading


class PlanReading(QObject):
    """只认最后要的那一份计划。"""

    planned = Signal(object)  # ImportPlan
    failed = Signal(object)  # 异常
    ended = Signal()  # 停下来了：读完、没有读成，或者被取消

    def __init__(self, office: Office, window: QWidget) -> None:
        super().__init__(window)
        self.office, self.window = office, window
        self.jobs = Jobs(window)
        self._asked = 0

    def start(self, title: str, plan: Callable[..., ImportPlan]) -> None:
        """做 plan(office, progress)；能另开连接就在后台做，不能就当场做。"""
        self._asked += 1
        asked = self._asked
        if not can_read_apart(self.office):
            try:
                self.planned.emit(plan(self.office))
            except KnownError as error:
                self.failed.emit(error)
            return

        def work(progress: Progress) -> ImportPlan:
            return reading(self.office, lambda office: plan(office, progress))(progress)

        job = self.jobs.start(
            title,
            work,
            lambda found: self.planned.emit(found) if asked == self._asked else None,
            lambda error: self.failed.emit(error) if asked == self._asked else None,
        )
        job.finished.connect(lambda: self.ended.emit() if asked == self._asked else None)
        self._let_the_window_wait(job)

    def _let_the_window_wait(self, job: Job) -> None:
        """主窗口关的时候也等这件事停下来。"""
        outer = getattr(self.window.parent(), "jobs", None)
        if isinstance(outer, Jobs):
            outer.running.append(job)
            job.finished.connect(lambda: outer.running.remove(job) if job in outer.running else None)
