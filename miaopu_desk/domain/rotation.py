"""轮值：谁值得少谁先来，一样多的先轮到最久没值的，再按名单的先后；不在、离队、撞班的跳过。纯计算，次次一样。"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from miaopu_desk.domain.duty_board import BoardShift, collide

Span = tuple[int, int]


@dataclass
class Duties:
    """各人已经有的班：spans 是起止（撞班用），days 是这段日子里值的各天（公平用），leave 是请了假的天。"""

    spans: dict[str, list[tuple[str, Span]]]
    days: dict[str, list[date]]
    leave: set[tuple[str, date]] = field(default_factory=set)

    def free(self, person: str, shift: BoardShift) -> bool:
        """那段时间有没有别的班。"""
        return not any(one != shift.id and collide(shift.span, span) for one, span in self.spans.get(person, ()))

    def add(self, volunteer: str, person: str, shift: BoardShift) -> None:
        """记下新排的一班。"""
        self.days.setdefault(volunteer, []).append(shift.day)
        if shift.span is not None:
            self.spans.setdefault(person, []).append((shift.id, shift.span))


def rotate(
    shifts: Iterable[BoardShift],
    volunteers: Sequence[str],
    person_of: Mapping[str, str],
    fit: Callable[[str, date], bool],
    duties: Duties,
    per_shift: int = 1,
) -> list[tuple[BoardShift, str]]:
    """给每班补到最少人数（没有要求的补到 per_shift 人），返回（班次，志愿者 id）。fit 说那天能不能派。"""
    order = {each: at for at, each in enumerate(volunteers)}
    placed: list[tuple[BoardShift, str]] = []
    for shift in sorted(shifts, key=lambda one: (one.day, one.span or (0, 0), one.area, one.id)):
        on_it = {one.person for one in shift.people}
        wanted = (shift.minimum_people or per_shift) - shift.count
        while wanted > 0:
            chosen = min(
                (
                    each
                    for each in volunteers
                    if person_of[each] not in on_it
                    and fit(each, shift.day)
                    and (each, shift.day) not in duties.leave
                    and duties.free(person_of[each], shift)
                ),
                key=lambda each: (*_turn(duties, each, shift.day), order[each]),
                default=None,
            )
            if chosen is None:
                break
            placed.append((shift, chosen))
            on_it.add(person_of[chosen])
            duties.add(chosen, person_of[chosen], shift)
            wanted -= 1
    return placed


def _turn(duties: Duties, volunteer: str, day: date) -> tuple[int, bool, date]:
    """轮到谁：值得少的，当天还没有班的，最久没值的。"""
    days = duties.days.get(volunteer, ())
    return len(days), day in days, max(days, default=date.min)
