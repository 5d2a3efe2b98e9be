"""各个数字的另一套算法：原始各行读出来朴素地数，供单个月份和整年的测试共用。"""

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cached_property

from miaopu_desk.domain.deadlines import limits
from miaopu_desk.domain.figures import FIGURES
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.calendars import holidays

WORKING_DAYS = 10
# 到这天为止开展、还没有记录的已经逾期：十个工作日的期限在月末以前满了（2021年4月25日星期日调休上班）
LATE = {
    date(2021, 5, 12): date(2021, 4, 25),
    date(2021, 4, 30): date(2021, 4, 18),
    date(2021, 5, 31): date(2021, 5, 16),
}


def late_day(office, last: date) -> date:
    """表里没有的月份由期限的规则算：到 last 已经逾期的最晚一天。"""
    return limits(last, WORKING_DAYS, holidays(office)).late


class Recount:
    """另一套算法：把各表全部读出来，用最朴素的循环数一遍，一句 SQL 也不用。"""

    def __init__(self, office, first: date, last: date, late: date | None = None) -> None:
        rows = {table: office.keeper.table(REGISTERS[table]).all() for table in REGISTERS}
        self.first, self.last = first, last
        self.volunteers = {each.id: each for each in rows["volunteers"]}
        # 只有计划、取消了的不是办过的；邀请、缺席、请假的不是参训的
        self.sessions = {
            each.id: each
            for each in rows["training_sessions"]
            if first <= each.held_on <= last and each.state in (None, "held")
        }
        self.present = [
            each
            for each in rows["participations"]
            if each.session.id in self.sessions and each.state in (None, "present")
        ]
        # 历史时数不是哪个月做的
        lines = [each for each in rows["service_records"] if each.source != "opening"]
        self.served = [each for each in lines if first <= each.served_on <= last]
        self.sums = Counter()
        for each in lines:
            self.sums[each.corrects.id if each.corrects else each.id] += each.minutes
        self.every_service = lines
        self.shifts = [each for each in rows["shifts"] if first <= each.day <= last and each.state != "cancelled"]
        self.every_shift, self.every_activity = rows["shifts"], rows["activities"]
        self.late = late or LATE.get(last) or late_day(office, last)
        self.on_shift = defaultdict(list)
        for each in rows["shift_people"]:
            self.on_shift[each.shift.id].append(each)
        self.activities = [
            each
            for each in rows["activities"]
            if first <= each.planned_on <= last and each.state in ("held", "recorded")
        ]
        self.certifications = rows["star_certifications"]
        self.groups = [each for each in rows["head_counts"] if first <= each.served_on <= last]
        self.areas = rows["grid_areas"]
        self.assignments = rows["assignments"]
        self.policies = {each.id: each for each in rows["policies"]}
        self.enrollments = rows["enrollments"]

    def on_the_books(self, one, day: date) -> bool:
        if one.registered_on > day:
            return False
        return not (one.standing in ("left", "removed") and one.standing_on and one.standing_on <= day)

    def person(self, volunteer_id: str) -> str:
        return self.volunteers[volunteer_id].id_number or volunteer_id

    @cached_property
    def covered(self) -> set[str]:
        found = set()
        for each in self.enrollments:
            policy = self.policies[each.policy.id]
            day = each.starts_on
            while day <= (each.ends_on or policy.ends_on):
                if day == self.last and policy.starts_on <= day <= policy.ends_on:
                    found.add(self.person(each.volunteer.id))
                day += timedelta(days=1)
        return found

    @cached_property
    def held_areas(self) -> set[str]:
        found = set()
        for each in self.assignments:
            if each.starts_on <= self.last and (each.ends_on is None or self.last <= each.ends_on):
                here = each.volunteer and self.on_the_books(self.volunteers[each.volunteer.id], self.last)
                if each.unit or here:
                    found.add(each.area.id)
        return found

    def came(self, shift) -> int:
        """这一班到岗的人数；还没有录入签到表的按排班。"""
        here = ("present", "late", "early")
        return len(
            {
                each.volunteer.id
                for each in self.on_shift[shift.id]
                if (each.attendance in here or (each.attendance is None and shift.state != "held"))
            }
        )

    @cached_property
    def stars(self) -> dict[str, int]:
        """人 → 现在有效的最高的星，最多五星。"""
        best: dict[str, int] = {}
        for each in self.certifications:
            valid = each.certified_on and each.certified_on <= self.last
            if (
                valid
                and each.state in ("certified", "revoked")
                and not (each.revoked_on and each.revoked_on <= self.last)
            ):
                person = self.person(each.volunteer.id)
                best[person] = max(best.get(person, 0), min(each.star, 5))
        return best

    def waits(self, shift) -> bool:
        """签到表过了期限没有录：排着班、有人、谁都没有考勤。"""
        people = self.on_shift[shift.id]
        return (
            shift.state == "planned"
            and shift.day <= self.late
            and bool(people)
            and all(each.attendance is None for each in people)
        )

    @cached_property
    def active_people(self) -> set[str]:
        start = self.last - timedelta(days=89)
        return {
            self.person(each.volunteer.id)
            for each in self.every_service
            if start <= each.served_on <= self.last and not each.corrects and self.sums[each.id] > 0
        }

    def line(self, community: str | None) -> dict[str, int]:
        """community 是社区 id；"" 是街道本级；None 是合计。"""

        def here(ref: Ref | None) -> bool:
            return community is None or (ref.id if ref else "") == community

        mine = [each for each in self.volunteers.values() if here(each.community)]
        now = [each for each in mine if self.on_the_books(each, self.last)]
        gone = [each for each in mine if each.standing in ("left", "removed") and each.standing_on]
        full = {self.person(each.id) for each in now if "full_time" in (each.ranks or ())}
        covered = self.covered
        held = self.held_areas
        present = [each for each in self.present if here(self.volunteers[each.volunteer.id].community)]
        lines = [each for each in self.served if here(each.community)]
        served = [each for each in lines if not each.corrects and self.sums[each.id] > 0]
        places = {each.id: each.community for each in self.areas}
        shifts = [each for each in self.shifts if here(each.community or places[each.area.id])]
        came = {each.id: self.came(each) for each in shifts}
        active = self.active_people
        starred = Counter(self.stars.get(person, 0) for person in {self.person(each.id) for each in now})
        activities = [each for each in self.activities if here(each.community)]
        ranks = {
            rank: len({self.person(each.id) for each in now if rank in (each.ranks or ())})
            for rank in ("full_time", "party", "online", "practice")
        }
        return {
            "registered": len(now),
            "suspended": sum(each.standing == "suspended" and each.standing_on <= self.last for each in now),
            "previous": sum(self.on_the_books(each, self.first - timedelta(days=1)) for each in mine),
            "new": sum(self.first <= each.registered_on <= self.last for each in mine),
            "left": sum(self.first <= each.standing_on <= self.last for each in gone),
            **ranks,
            "several_ranks": len({self.person(each.id) for each in now if len(each.ranks or ()) > 1}),
            "unranked": len({self.person(each.id) for each in now if not each.ranks}),
            "people": len({self.person(each.id) for each in now}),
            "training_sessions": sum(here(each.community) for each in self.sessions.values()),
            "training_attendances": len({(each.session.id, self.person(each.volunteer.id)) for each in present}),
            "trained_people": len({self.person(each.volunteer.id) for each in present}),
            "insured_full_time": len(full & covered),
            "uninsured_full_time": len(full - covered),
            "areas_in_charge": sum(here(each.community) and each.id in held for each in self.areas),
            "areas_with_nobody": sum(here(each.community) and each.id not in held for each in self.areas),
            "served_people": len({self.person(each.volunteer.id) for each in served}),
            "service_attendances": len(served),
            "service_minutes": sum(each.minutes for each in lines),
            "active": len({self.person(each.id) for each in now} & active),
            "group_attendances": sum(each.people for each in self.groups if here(each.community)),
            "shifts": len(shifts),
            "shifts_held": sum(each.state == "held" for each in shifts),
            "shifts_understaffed": sum(0 < came[each.id] < (each.minimum_people or 1) for each in shifts),
            "shifts_uncovered": sum(came[each.id] == 0 for each in shifts),
            "activities": len(activities),
            "sheets_overdue": sum(
                here(each.community or places[each.area.id]) and self.waits(each) for each in self.every_shift
            ),
            "activities_overdue": sum(
                here(each.community) and each.state == "held" and (each.held_on or each.planned_on) <= self.late
                for each in self.every_activity
            ),
            **{f"star_{at}": starred[at] for at in range(1, 6)},
            "beneficiaries": sum(each.beneficiaries or 0 for each in activities),
        }


def values(line) -> dict[str, int]:
    return {each.name: line.value(each.name) for each in FIGURES}
