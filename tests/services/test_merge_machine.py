"""随便怎样改、导入、合并、撤销、重做：每一步撤销都回到那一步以前，全部撤销就是开始的样子，说过写好的一样不丢。"""

import csv
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from builders import add, copied, id_number, office_with_communities
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import ATTACHMENTS, COMMUNITIES, ENROLLMENTS, PARTICIPATIONS, REGISTERS, VOLUNTEERS
from miaopu_desk.services import attachments
from miaopu_desk.services.attachment_checks import check_files
from miaopu_desk.services.duplicates import not_the_same
from miaopu_desk.services.handover import hand_over, holdings
from miaopu_desk.services.importing import commit_import, plan_import
from miaopu_desk.services.merging import merge
from miaopu_desk.services.office import Office, _office
from miaopu_desk.services.standings import set_standing
from miaopu_desk.services.transfers import transfer
from miaopu_desk.store.database import Database

RUNS, STEPS = 500, 20
WHICH = st.integers(0, 50)
NAMES = st.sampled_from(["王芳", "王方", "李军", "陈静", "程静"])
PHONES = st.sampled_from(["", "15400000001", "15400000002"])
WATCHED = (
    "volunteers",
    "participations",
    "training_sessions",
    "enrollments",
    "policies",
    "grid_areas",
    "assignments",
    "attachments",
    "teams",
)
PICTURES = st.sampled_from([b"\xff\xd8\xff one", b"\xff\xd8\xff two", b"%PDF-1.7 three"])
DAY = date(2021, 5, 20)


@cache
def started() -> tuple[Office, Any, Any, Any, list[Any]]:
    """开头都一样的办公室，连同一场培训、一张保单、一个网格、两支队伍；造一次，每一串抄一份。"""
    office = office_with_communities()
    session = add(office, "training_sessions", topic="急救", held_on="2021-05-12")
    number = {"number": "B-1", "insurer": "某公司", "starts_on": "2021-01-01", "ends_on": "2021-12-31"}
    policy = add(office, "policies", **number)
    area = add(office, "grid_areas", name="1栋", kind="楼栋", community="东方里")
    teams = [add(office, "teams", name=name) for name in ("红马甲", "夕阳红")]
    for at, name in enumerate(("王芳", "王方", "李军")):
        one = add(office, "volunteers", name=name, community="东方里", phone=f"1540000000{at}", registered_on=DAY)
    busy = {"volunteer": Ref(one.name, one.id), "area": Ref(area.name, area.id)}
    add(office, "assignments", **busy, starts_on="2021-05-01")  # 有人手上有事，才有得交接
    return office, session, policy, area, teams


@cache
def every_row(table: str) -> str:
    """读出一张表活着的每一行的 SQL，连排序键和查找的词；只有 rev 不算，撤销也是一次更改。"""
    names = [row[1] for row in started()[0].database.query(f"PRAGMA table_info({table})") if row[1] != "rev"]
    picked = ", ".join(f"t.{each}" for each in names)
    keys = f"JOIN {table}_keys k ON k.n = t.n" if REGISTERS[table].searched else ""
    return f"SELECT {picked}{', k.keys' if keys else ''} FROM {table} t {keys} WHERE t.deleted_at IS NULL ORDER BY t.id"


class Desk(RuleBasedStateMachine):
    """done 是做过的各步：(以前的样子, 以后的样子)；undone 是撤销了还能重做的。"""

    folder: Path
    figures: Counter[str]

    @initialize()
    def open(self) -> None:
        first, self.session, self.policy, self.area, self.teams = started()
        self.office = copied(first)
        self.office.folder = self.folder
        self.keeper = self.office.keeper
        self.seen: tuple[Any, Any] = (None, {})
        self.start = self.look()
        self.done: list[tuple[Any, Any]] = []
        self.undone: list[tuple[Any, Any]] = []
        self.verdicts = 0

    def look(self) -> dict[str, list[tuple[Any, ...]]]:
        """数据库里活着的每一行；从上次看到现在一行也没有写过的，不必再读一遍。"""
        version = self.office.database.version()
        if version is None or version != self.seen[0]:
            self.seen = (version, {table: self.office.database.query(every_row(table)) for table in WATCHED})
        return self.seen[1]

    def expected(self) -> dict[str, list[tuple[Any, ...]]]:
        """该是的样子：最后一步以后的；每一步以后都核对过数据库正是这样。"""
        return self.done[-1][1] if self.done else self.start

    def written(self) -> int:
        """更改记录里有几次。"""
        return int(self.office.database.value("SELECT count(*) FROM actions"))

    def step(self, what: str, do: Any) -> None:
        """做一步；真的写了（更改记录里多了一次）才算数。"""
        before, written = self.expected(), self.written()
        do()
        after = self.look()
        if self.written() > written:
            self.done.append((before, after))
            self.undone.clear()
            self.figures[what] += 1
        else:
            assert after == before, "没有写进更改记录的，一个字也不能变"

    def person(self, which: int) -> Any:
        people = self.keeper.table(VOLUNTEERS).all()
        return people[which % len(people)] if people else None

    @rule(name=NAMES, phone=PHONES, number=st.one_of(st.none(), st.integers(1, 4)))
    def register(self, name: str, phone: str, number: int | None) -> None:
        raw = {"name": name, "phone": phone, "community": "光明里", "registered_on": "2021-05-01"}
        if number is not None:
            raw["id_number"] = id_number(number, "19700102")
        self.step("登记", lambda: self.keeper.add(VOLUNTEERS, raw))

    @rule(which=WHICH, name=NAMES, phone=PHONES)
    def change(self, which: int, name: str, phone: str) -> None:
        one = self.person(which)
        if one is not None:
            self.step("修改", lambda: self.keeper.change(VOLUNTEERS, one.id, {"name": name, "phone": phone}))

    @rule(which=WHICH, team=st.integers(0, 2))
    def join(self, which: int, team: int) -> None:
        one, teams = self.person(which), self.keeper.table(REGISTERS["teams"]).all()
        into = Ref(teams[team].name, teams[team].id) if team < len(teams) else None
        if one is not None:
            self.step("入队", lambda: self.keeper.change(VOLUNTEERS, one.id, {"team": into}))

    @rule(which=st.integers(0, 1), name=st.sampled_from(["红马甲", "夕阳红", "绿丝带"]))
    def rename_team(self, which: int, name: str) -> None:
        self.step("队伍改名", lambda: self.keeper.change(REGISTERS["teams"], self.teams[which].id, {"name": name}))

    @rule(which=WHICH)
    def remove(self, which: int) -> None:
        one = self.person(which)
        if one is not None:
            self.step("删除", lambda: self.keeper.remove(VOLUNTEERS, [one.id]))

    @rule(which=WHICH, day=st.integers(1, 28), what=st.sampled_from(["参训", "参保", "分工"]))
    def hang(self, which: int, day: int, what: str) -> None:
        one = self.person(which)
        if one is None:
            return
        who = Ref(one.name, one.id)
        register, raw = {
            "参训": (PARTICIPATIONS, {"session": Ref(self.session.topic, self.session.id), "passed": "是"}),
            "参保": (
                ENROLLMENTS,
                {"policy": Ref(self.policy.number, self.policy.id), "starts_on": f"2021-05-{day:02d}"},
            ),
            "分工": (
                REGISTERS["assignments"],
                {"area": Ref(self.area.name, self.area.id), "starts_on": f"2021-05-{day:02d}"},
            ),
        }[what]
        self.step(what, lambda: self.keeper.add(register, {**raw, "volunteer": who}))  # type: ignore[arg-type]

    @rule(
        which=WHICH,
        standing=st.sampled_from(["active", "suspended", "left", "removed"]),
        reason=st.sampled_from(["", "搬走"]),
    )
    def stand(self, which: int, standing: str, reason: str) -> None:
        one = self.person(which)
        if one is not None:
            self.step("状态", lambda: set_standing(self.office, [one.id], standing, DAY, reason))

    @rule(which=WHICH, where=st.integers(0, 7))
    def move(self, which: int, where: int) -> None:
        one, places = self.person(which), self.keeper.table(COMMUNITIES).all()
        if one is not None:
            self.step("转社区", lambda: transfer(self.office, [one.id], places[where].id, DAY))

    @rule(which=WHICH, other=WHICH)
    def hand(self, which: int, other: int) -> None:
        one, two = self.person(which), self.person(other)
        if one is not None:
            held = holdings(self.office, one.id, DAY)
            self.step("交接", lambda: hand_over(self.office, one.id, two.id, DAY, held))

    @rule(rows=st.lists(st.tuples(NAMES, PHONES, st.integers(1, 6)), min_size=1, max_size=4))
    def bring_in(self, rows: list[tuple[str, str, int]]) -> None:
        path = self.folder / "来表.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(("姓名", "身份证号", "联系电话"))
            out.writerows((name, id_number(number, "19700102"), phone) for name, phone, number in rows)

        def do() -> None:
            commit_import(self.office, plan_import(self.office, VOLUNTEERS, path, community="东方里"))

        self.step("导入", do)

    @rule(which=WHICH, content=PICTURES, kind=st.sampled_from(["photo", "id_card"]))
    def attach(self, which: int, content: bytes, kind: str) -> None:
        one = self.person(which)
        if one is not None:
            self.step(
                "加附件", lambda: attachments.attach_bytes(self.office, VOLUNTEERS, one.id, content, "照片.jpg", kind)
            )

    @rule(which=WHICH, title=st.sampled_from(["正面", "反面"]))
    def rename(self, which: int, title: str) -> None:
        kept = self.keeper.table(ATTACHMENTS).all()
        if kept:
            one = kept[which % len(kept)]
            self.step("附件改名", lambda: attachments.rename(self.office, one.id, title, one.kind))

    @rule(which=WHICH)
    def detach(self, which: int) -> None:
        kept = self.keeper.table(ATTACHMENTS).all()
        if kept:
            self.step("删附件", lambda: attachments.detach(self.office, [kept[which % len(kept)].id]))

    @rule(which=WHICH, other=WHICH)
    def merge_two(self, which: int, other: int) -> None:
        one, two = self.person(which), self.person(other)
        if one is not None and one.id != two.id:
            self.step("合并", lambda: merge(self.office, one.id, two.id))

    @rule(which=WHICH, other=WHICH)
    def tell_apart(self, which: int, other: int) -> None:
        one, two = self.person(which), self.person(other)
        if one is not None and one.id != two.id:
            before = self.look()
            not_the_same(self.office, one.id, two.id)
            assert self.look() == before
            self.verdicts = int(self.office.database.value("SELECT count(*) FROM not_the_same"))

    @precondition(lambda self: self.done)
    @rule(back=st.integers(1, 3), forth=st.integers(0, 3), closed=st.booleans())
    def undo_and_redo(self, back: int, forth: int, closed: bool) -> None:
        """撤销几步，再重做几步；有时中间关了又开，除了数据库什么也不记得。"""
        for _ in range(min(back, len(self.done))):
            before, after = self.done.pop()
            self.keeper.undo()
            assert self.look() == before
            self.undone.append((before, after))
            self.figures["撤销"] += 1
        if closed:
            database = Database(self.office.database.path, self.office.database.connection)
            self.office = _office(self.folder, database, self.office.given_day)
            self.keeper = self.office.keeper
            self.figures["重开"] += 1
        for _ in range(min(forth, len(self.undone))):
            before, after = self.undone.pop()
            self.keeper.redo()
            assert self.look() == after
            self.done.append((before, after))
            self.figures["重做"] += 1

    @invariant()
    def nothing_acknowledged_is_lost(self) -> None:
        if hasattr(self, "done"):
            assert self.look() == self.expected()
            assert int(self.office.database.value("SELECT count(*) FROM not_the_same")) == self.verdicts
            orphans = "SELECT count(*) FROM attachments a JOIN volunteers v ON v.id = a.owner_id"
            assert not self.office.database.value(f"{orphans} WHERE a.deleted_at IS NULL AND v.deleted_at IS NOT NULL")

    def teardown(self) -> None:
        if not hasattr(self, "done"):
            return
        end, steps = self.look(), len(self.done)
        for _ in range(steps):
            self.keeper.undo()
        assert self.look() == self.start
        for _ in range(steps):
            self.keeper.redo()
        assert self.look() == end
        assert not self.office.database.query("PRAGMA foreign_key_check")
        assert check_files(self.office, deep=True).sound, "文件从不跟着删除、撤销走"
        self.office.database.close()
        self.figures["次"] += 1


def test_whatever_is_done_in_whatever_order_can_be_undone_to_the_start(tmp_path: Path) -> None:
    Desk.folder, Desk.figures = tmp_path, Counter()
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=RUNS, stateful_step_count=STEPS, deadline=None, suppress_health_check=quiet, database=None
        ),
    )
    runs = Desk.figures.pop("次")
    written = sum(count for what, count in Desk.figures.items() if what not in ("撤销", "重做", "重开"))
    told = "，".join(f"{what} {count}" for what, count in Desk.figures.most_common())
    print(f"\n随机次序 {runs} 串：写进 {written} 步（{told}），丢失 0，全部撤销后与开始相同")
    assert runs >= RUNS
    every = {"登记", "修改", "删除", "参训", "参保", "状态", "转社区", "交接", "导入", "合并", "撤销", "重做"}
    assert every | {"加附件", "附件改名", "删附件", "入队", "队伍改名", "重开"} <= set(Desk.figures)
