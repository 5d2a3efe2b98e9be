"""认证：上面是各轮，下面是选中那一轮的人；每一步一个按钮，现在不能做的按钮是灰的，悬停说为什么。"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QAction

from miaopu_desk.domain.codes import STAR_ROUND_STATES
from miaopu_desk.domain.records.star_rounds import STAR_CERTIFICATIONS, STAR_ROUNDS, StarCertification, StarRound
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.domain.star_rounds import OPEN, refused
from miaopu_desk.services import star_candidates, star_rounds
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.ask import AskDialog
from miaopu_desk.ui.tabs.pages import MasterDetail

FIRST = ("name", "community", "label", "number", "before", "minutes", "points", "state")
SHOWN = (*FIRST, *(path for path in STAR_CERTIFICATIONS.listed if path not in (*FIRST, "certified_on")))
NAMED = 4


class RoundsPage(MasterDetail):
    """各轮认证。"""

    def __init__(self, office: Office, window: Any) -> None:
        self.window_ = window
        self.steps: dict[str, QAction] = {}
        self.deeds: dict[str, QAction] = {}
        super().__init__(
            office,
            window,
            STAR_ROUNDS,
            STAR_CERTIFICATIONS,
            "round",
            detail_tools=("export", "print", "|", "reveal"),
            detail_columns=SHOWN,
            master_tools=("export", "print", "|", "undo", "redo"),
        )
        self._add_steps()
        self._add_deeds()
        self.detail.grid.selectionModel().selectionChanged.connect(lambda *_: self._enable_deeds())
        self.split.setSizes([220, 560])
        self.owner_changed()

    # 上面：各步

    def open_round(self) -> AskDialog:
        """问截至哪天，开一轮。"""
        about = "程序列出截至那天够得上比已认证更高一级的人，各人的时数、积分照那天的样子记下来。"
        days = (("截至日期", self.office.today()),)

        def do(dialog: AskDialog) -> Any:
            return star_rounds.open_round(self.office, dialog.days[0].day, dialog.line.text())

        hint = star_rounds.next_number(self.office)
        return self._ask(
            "开一轮星级认证", about, "开始", do, self._opened, line="轮次", hint=f"空着是“{hint}”", days=days
        )

    def publish(self) -> AskDialog:
        """问公示的起止。"""
        today = self.office.today()
        days = (("公示起日", today), ("公示止日", star_rounds.publicity_ends(self.office, today)))
        about = f"首尾都算，不少于 {star_rounds.least_days(self.office)} 天。印公示：点上面“打印”里的“星级志愿者公示”。"
        owner = self.owner.id

        def do(dialog: AskDialog) -> Any:
            return star_rounds.publish(self.office, owner, dialog.days[0].day, dialog.days[1].day)

        return self._ask("公示", about, "公示", do, lambda _: self._say("已公示，请打印张贴"), days=days)

    def cancel(self) -> AskDialog:
        """写明原因，取消这一轮。"""
        owner = self.owner.id

        def do(dialog: AskDialog) -> Any:
            return star_rounds.take_step(self.office, owner, "cancel", dialog.line.text())

        about = "这一轮的候选人都不认证，以后可以另开一轮。"
        return self._ask("取消这一轮", about, "取消这一轮", do, lambda _: self._say("已取消这一轮"), line="原因")

    def step(self, name: str) -> None:
        """核对完毕、退回核对。"""
        if name == "check" and not messages.confirm(
            self, "核对完毕", self._check_words(), "核对完毕", "以后仍可以退回核对，或写明某人不认证。"
        ):
            return
        self._tell("没有办成", star_rounds.take_step(self.office, self.owner.id, name), "已记下这一步")

    def certify(self) -> None:
        """问过以后认证编号。"""
        kept = star_rounds.round_facts(self.office, self.owner.id, with_short=False).kept
        asked = f"给 {kept} 名候选人编证书号、发核验码。编号一经给出不再用于别人。"
        if messages.confirm(self, "认证", asked, "认证", "可以用“撤销”退回这一步。"):
            self._tell(
                "没有认证", star_rounds.certify(self.office, self.owner.id), f"已认证 {kept} 人，可以打印名单和证书"
            )

    # 下面：对选中的人

    def exclude(self) -> AskDialog:
        """选中的候选人不认证。"""
        ids = self.detail.selected_ids()

        def do(dialog: AskDialog) -> Any:
            return star_candidates.exclude(self.office, ids, dialog.line.text())

        about = f"选中的 {len(ids)} 人这一轮不认证；有异议没有处理的，记作异议成立。"
        hint = "例如 没有证件号码、时数核实不实"
        return self._ask("不认证", about, "不认证", do, lambda n: self._say(f"{n} 人不认证"), line="原因", hint=hint)

    def object_to(self) -> AskDialog:
        """给选中的一位记异议。"""
        found = self.detail.current_id() or ""

        def do(dialog: AskDialog) -> Any:
            return star_candidates.object_to(self.office, found, dialog.line.text(), dialog.days[0].day)

        about = "记下谁对这一位提了什么；写明成立（不认证）或不成立以前，这一轮不能认证。"
        days = (("异议日期", self.office.today()),)
        return self._ask("记异议", about, "记下", do, lambda _: self._say("已记下异议"), line="异议", days=days)

    def revoke(self) -> AskDialog:
        """撤销选中的认证。"""
        ids = self.detail.selected_ids()

        def do(dialog: AskDialog) -> Any:
            return star_candidates.revoke(self.office, ids, dialog.line.text())

        about = "证书作废，核验时说明已撤销；以前认证过低一级的，低一级又有效。"
        return self._ask("撤销认证", about, "撤销认证", do, lambda n: self._say(f"已撤销 {n} 份认证"), line="原因")

    def restore(self) -> None:
        """恢复成候选人。"""
        self._tell("没有恢复", star_candidates.restore(self.office, self.detail.selected_ids()), "已恢复成候选人")

    def dismiss(self) -> None:
        """异议不成立。"""
        self._tell("没有办成", star_candidates.dismiss(self.office, self.detail.current_id() or ""), "已记作异议不成立")

    # 显示

    def describe(self, owner: StarRound) -> str:
        parts = [owner.number, f"截至 {owner.as_of}", STAR_ROUND_STATES.label(owner.state)]
        if owner.publicity_from and owner.publicity_to:
            parts.append(f"公示 {owner.publicity_from} 至 {owner.publicity_to}")
        counts: dict[str, int] = {}
        for each in self._people(owner):
            counts[each.state] = counts.get(each.state, 0) + 1
        labels = STAR_CERTIFICATIONS.column("state").kind
        parts += [f"{labels.show(state)} {count} 人" for state, count in counts.items()]
        return "　".join(parts)

    def owner_changed(self) -> None:
        if not self.steps:
            return
        facts = star_rounds.round_facts(self.office, self.owner.id, with_short=False) if self.owner else None
        for name, action in self.steps.items():
            if name == "open":
                continue
            why = refused(name, facts) if facts is not None else "先选中一轮"
            action.setEnabled(why is None)
            action.setToolTip(why or action.text())
        if self.owner is not None:
            self.heading.setText(self.describe(self.owner))
        self._enable_deeds()

    def refresh(self, tables: set[str]) -> None:
        super().refresh(tables)
        self.owner_changed()

    # 里面的事

    def _opened(self, one: StarRound) -> None:
        self.master.select([one.id])
        self._say(f"“{one.number}”已开，请核对候选人，再点“核对完毕”")

    def _check_words(self) -> str:
        people = [each for each in self._people(self.owner) if each.state == "candidate"]
        records = {each.id: each for each in self.office.keeper.table(VOLUNTEERS).records(_ids(people))}
        lines = [f"{len(people)} 名候选人核对完毕，转入公示。"]
        for label, missing in (("没有证件号码", "id_number"), ("没有电话", "phone")):
            names = [
                each.name
                for each in people
                if (one := records.get(each.volunteer.id or "")) and not getattr(one, missing)
            ]
            if names:
                lines.append(f"{label} {len(names)} 人：{'、'.join(names[:NAMED])}{'等' if len(names) > NAMED else ''}")
        paused = [
            each.name for each in people if (one := records.get(each.volunteer.id or "")) and one.standing != "active"
        ]
        if paused:
            lines.append(
                f"不是在册状态 {len(paused)} 人：{'、'.join(paused[:NAMED])}{'等' if len(paused) > NAMED else ''}"
            )
        return "\n".join(lines)

    def _people(self, owner: StarRound) -> list[StarCertification]:
        return self.office.keeper.table(STAR_CERTIFICATIONS).find("round", owner.id)

    def _enable_deeds(self) -> None:
        if not self.deeds:
            return
        chosen = self.office.keeper.table(STAR_CERTIFICATIONS).records(self.detail.selected_ids())
        states = {each.state for each in chosen}
        going = self.owner is not None and self.owner.state in OPEN
        self.deeds["exclude"].setEnabled(going and "candidate" in states)
        self.deeds["restore"].setEnabled(going and "excluded" in states)
        shown = self.owner is not None and self.owner.state == "published" and len(chosen) == 1
        self.deeds["object"].setEnabled(shown and states == {"candidate"})
        self.deeds["dismiss"].setEnabled(len(chosen) == 1 and chosen[0].answer == "open")
        self.deeds["revoke"].setEnabled("certified" in states)

    def _add_steps(self) -> None:
        made: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("open", "开一轮认证…", self.open_round),
            ("check", "核对完毕", lambda: self.step("check")),
            ("publish", "公示…", self.publish),
            ("certify", "认证", self.certify),
            ("recheck", "退回核对", lambda: self.step("recheck")),
            ("cancel", "取消这一轮…", self.cancel),
        )
        self.steps = self._actions(self.master.tools, made)

    def _add_deeds(self) -> None:
        made: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("exclude", "不认证…", self.exclude),
            ("restore", "恢复候选", self.restore),
            ("object", "记异议…", self.object_to),
            ("dismiss", "异议不成立", self.dismiss),
            ("revoke", "撤销认证…", self.revoke),
        )
        self.deeds = self._actions(self.detail.tools, made)

    def _actions(self, tools: Any, made: Sequence[tuple[str, str, Callable[[], object]]]) -> dict[str, QAction]:
        first = tools.actions()[0]
        found = {}
        for name, text, do in made:
            action = QAction(text, self)
            action.triggered.connect(lambda _=False, do=do: do())
            tools.insertAction(first, action)
            found[name] = action
        tools.insertSeparator(first)
        return found

    def _ask(
        self,
        title: str,
        about: str,
        deed: str,
        do: Callable[[AskDialog], Any],
        done: Callable[[Any], None],
        **more: Any,
    ) -> AskDialog:
        dialog = AskDialog(title, about, deed, do, self, **more)
        dialog.accepted.connect(lambda: done(dialog.result_))
        dialog.open()
        return dialog

    def _tell(self, failed: str, done: Any, said: str) -> None:
        if isinstance(done, list):
            messages.show_problems(self, failed, done)
        else:
            self._say(said)

    def _say(self, text: str) -> None:
        self.window_.say(text)


def _ids(people: Sequence[StarCertification]) -> list[str]:
    return [each.volunteer.id or "" for each in people]
