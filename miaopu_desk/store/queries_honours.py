"""表彰、礼遇、岗位、会议、宣传的提问：一个月的数、要办的事、评选核对要看的事实。"""

from collections.abc import Mapping
from dataclasses import dataclass

from miaopu_desk.store.database import Database
from miaopu_desk.store.question import Question, person_sql, registered_sql

_IN_MONTH = "BETWEEN :first AND :day"


def _question(table: str, sql: str, community: str = "NULL", counted: str = "t.id", amount: str = "1") -> Question:
    """sql 从 FROM 写起，主表叫 t。"""
    return Question(
        table,
        f"SELECT t.id AS id, {community} AS community_id, {counted} AS counted, {amount} AS amount {sql}",
    )


_HONOURS = (
    "FROM honours t LEFT JOIN volunteers v ON v.id = t.volunteer_id LEFT JOIN teams m ON m.id = t.team_id "
    f"WHERE t.deleted_at IS NULL AND t.awarded_on {_IN_MONTH}"
)
_HONOUR_PLACE = "coalesce(t.community_id, v.community_id, m.community_id)"
_COURTESIES = (
    "FROM courtesies t JOIN volunteers v ON v.id = t.volunteer_id "
    f"WHERE t.deleted_at IS NULL AND t.given_on {_IN_MONTH}"
)
_OPEN_POST = "t.deleted_at IS NULL AND t.starts_on <= :day AND (t.ends_on IS NULL OR t.ends_on >= :day)"
_ON_POST = "h.deleted_at IS NULL AND h.starts_on <= :day AND (h.ends_on IS NULL OR h.ends_on >= :day)"
_HELD = (
    "(SELECT count(*) FROM post_holders h JOIN volunteers v ON v.id = h.volunteer_id "
    f"WHERE h.post_id = t.id AND {_ON_POST} AND {registered_sql()})"
)

FACTS: Mapping[str, Question] = {
    "honours": _question("honours", _HONOURS, _HONOUR_PLACE),
    "honoured_people": _question("honours", f"{_HONOURS} AND t.volunteer_id IS NOT NULL", _HONOUR_PLACE, person_sql()),
    "courtesies": _question("courtesies", _COURTESIES, "v.community_id", amount="t.count"),
    "courtesy_people": _question("courtesies", _COURTESIES, "v.community_id", person_sql()),
    "courtesy_value": _question("courtesies", _COURTESIES, "v.community_id", amount="coalesce(t.value, 0) * t.count"),
    "posts": _question("welfare_posts", f"FROM welfare_posts t WHERE {_OPEN_POST}", "t.community_id", amount="t.quota"),
    "vacant_posts": _question(
        "welfare_posts",
        f"FROM welfare_posts t WHERE {_OPEN_POST} AND {_HELD} < t.quota",
        "t.community_id",
        amount=f"t.quota - {_HELD}",
    ),
    "post_holders": _question(
        "post_holders",
        "FROM post_holders t JOIN welfare_posts p ON p.id = t.post_id JOIN volunteers v ON v.id = t.volunteer_id "
        f"WHERE {_ON_POST.replace('h.', 't.')} AND p.deleted_at IS NULL AND {registered_sql()}",
        "p.community_id",
        person_sql(),
    ),
    "meetings": _question(
        "meetings",
        f"FROM meetings t WHERE t.deleted_at IS NULL AND t.held_on {_IN_MONTH}",
        "t.community_id",
    ),
    "decisions_open": _question(
        "decisions",
        "FROM decisions t JOIN meetings m ON m.id = t.meeting_id WHERE t.deleted_at IS NULL "
        "AND m.held_on <= :day AND (t.done_on IS NULL OR t.done_on > :day)",
        "m.community_id",
    ),
    "publicity": _question(
        "publicity",
        f"FROM publicity t WHERE t.deleted_at IS NULL AND t.published_on {_IN_MONTH}",
        "t.community_id",
    ),
}
AMOUNTS = ("courtesies", "courtesy_value", "posts", "vacant_posts")

_LAST_MONTH = "date(:day, 'start of month', '-1 month')"
_LAST_DAY = "date(:day, 'start of month', '-1 day')"

HONOUR_DUE: Mapping[str, Question] = {
    "selections_closed": _question(
        "selections",
        "FROM selections t WHERE t.deleted_at IS NULL AND t.state = 'open' AND t.nominate_by < :day",
    ),
    "publicity_over": _question(
        "selections",
        "FROM selections t WHERE t.deleted_at IS NULL AND t.state = 'publicised' AND t.publicity_ends_on < :day",
    ),
    "results_late": _question(
        "selections",
        "FROM selections t WHERE t.deleted_at IS NULL AND t.state IN ('open', 'publicised') AND t.results_by < :day",
    ),
    "objections_pending": _question(
        "objections",
        "FROM objections t WHERE t.deleted_at IS NULL AND t.result = 'pending' AND t.received_on <= :day",
    ),
    "posts_vacant": FACTS["vacant_posts"],
    "posts_ending": _question(
        "welfare_posts",
        "FROM welfare_posts t WHERE t.deleted_at IS NULL AND t.starts_on <= :day "
        "AND t.ends_on BETWEEN :day AND date(:day, '+30 days')",
        "t.community_id",
    ),
    "post_holders_gone": _question(
        "post_holders",
        "FROM post_holders t JOIN volunteers v ON v.id = t.volunteer_id "
        f"WHERE {_ON_POST.replace('h.', 't.')} AND NOT {registered_sql()}",
        "v.community_id",
    ),
    "stipends_not_issued": _question(
        "welfare_posts",
        "FROM welfare_posts t WHERE t.deleted_at IS NULL AND EXISTS (SELECT 1 FROM post_holders h "
        f"WHERE h.post_id = t.id AND h.deleted_at IS NULL AND h.starts_on <= {_LAST_DAY} "
        f"AND (h.ends_on IS NULL OR h.ends_on >= {_LAST_MONTH})) "
        "AND NOT EXISTS (SELECT 1 FROM stipend_sheets s WHERE s.deleted_at IS NULL AND s.state = 'issued' "
        f"AND s.issued_on <= :day AND s.month BETWEEN {_LAST_MONTH} AND {_LAST_DAY})",
        "t.community_id",
    ),
    "decisions_due": _question(
        "decisions",
        "FROM decisions t JOIN meetings m ON m.id = t.meeting_id WHERE t.deleted_at IS NULL AND t.done_on IS NULL "
        "AND m.held_on <= :day AND t.due_on <= date(:day, '+7 days')",
        "m.community_id",
    ),
}


@dataclass(frozen=True, slots=True)
class YearOf:
    """一个人（同一证件号的几条登记合起来）在一段日子里的服务、培训、缺席。"""

    minutes: int
    attendances: int
    trainings: int
    absences: int


def year_of(database: Database, volunteer_id: str, first: str, last: str) -> YearOf:
    """评选核对用；first、last 两头都算。"""
    same = f"{person_sql()} = (SELECT {person_sql('w')} FROM volunteers w WHERE w.id = :volunteer)"
    span: dict[str, object] = {"volunteer": volunteer_id, "first": first, "last": last}
    minutes, attendances = database.query(
        f"SELECT coalesce(sum(r.minutes), 0), coalesce(sum(CASE WHEN {_ATTENDED} THEN 1 END), 0) "
        "FROM service_records r JOIN volunteers v ON v.id = r.volunteer_id "
        "WHERE r.deleted_at IS NULL AND v.deleted_at IS NULL "
        f"AND r.served_on BETWEEN :first AND :last AND {same}",
        span,
    )[0]
    trainings = database.value(
        "SELECT count(DISTINCT s.id) FROM participations p JOIN training_sessions s ON s.id = p.session_id "
        "JOIN volunteers v ON v.id = p.volunteer_id WHERE p.deleted_at IS NULL AND s.deleted_at IS NULL "
        f"AND s.held_on BETWEEN :first AND :last AND {same}",
        span,
    )
    absences = database.value(
        "SELECT count(*) FROM shift_people p JOIN shifts s ON s.id = p.shift_id JOIN volunteers v "
        "ON v.id = p.volunteer_id WHERE p.deleted_at IS NULL AND s.deleted_at IS NULL AND p.attendance = 'absent' "
        f"AND s.day BETWEEN :first AND :last AND {same}",
        span,
    )
    return YearOf(int(minutes), int(attendances), int(trainings), int(absences))


# 更正行只改时长，期初是一笔总数，都不是来了一次
_ATTENDED = "coalesce(r.source, 'other') NOT IN ('correction', 'opening')"


@dataclass(frozen=True, slots=True)
class GroupYear:
    """一支队伍或一个社区：在册人数，和那一年成员服务的分钟、次数。"""

    members: int
    minutes: int
    attendances: int


def group_year(database: Database, column: str, group_id: str, first: str, last: str) -> GroupYear:
    """column 是 team 或 community；成员按 last 那天在册的算，服务记录按现在的成员算，社区按记录上的社区算。"""
    assert column in ("team", "community")
    where = f"v.{column}_id = :group"
    members = database.value(
        f"SELECT count(DISTINCT {person_sql()}) FROM volunteers v WHERE {where} AND {registered_sql(day=':last')}",
        {"group": group_id, "last": last},
    )
    served = "r.community_id = :group" if column == "community" else where
    minutes, attendances = database.query(
        f"SELECT coalesce(sum(r.minutes), 0), coalesce(sum(CASE WHEN {_ATTENDED} THEN 1 END), 0) "
        "FROM service_records r JOIN volunteers v ON v.id = r.volunteer_id "
        f"WHERE r.deleted_at IS NULL AND v.deleted_at IS NULL AND {served} AND r.served_on BETWEEN :first AND :last",
        {"group": group_id, "first": first, "last": last},
    )[0]
    return GroupYear(int(members), int(minutes), int(attendances))


def channel_counts(database: Database, first: str, last: str) -> list[tuple[str, int]]:
    """各宣传渠道的条数，多的在前。"""
    return [
        (row[0], int(row[1]))
        for row in database.query(
            "SELECT c.name, count(*) FROM publicity t JOIN terms c ON c.id = t.channel_id "
            "WHERE t.deleted_at IS NULL AND t.published_on BETWEEN ? AND ? "
            "GROUP BY c.id ORDER BY 2 DESC, c.position, c.n",
            (first, last),
        )
    ]


def courtesy_counts(database: Database, first: str, last: str) -> list[tuple[str, int]]:
    """各种礼遇的份数，多的在前。"""
    return [
        (row[0], int(row[1]))
        for row in database.query(
            "SELECT c.name, sum(t.count) FROM courtesies t JOIN terms c ON c.id = t.kind_id "
            "WHERE t.deleted_at IS NULL AND t.given_on BETWEEN ? AND ? "
            "GROUP BY c.id ORDER BY 2 DESC, c.position, c.n",
            (first, last),
        )
    ]


def stipends_issued(database: Database, first: str, last: str) -> tuple[int, int] | None:
    """这段日子里印发的补贴表：人数（同一个人领几张只算一个）和实发的分；没有印发为空。"""
    rows = database.query(
        "SELECT count(DISTINCT s.id), count(DISTINCT l.volunteer_id), "
        "coalesce(sum(CASE l.kind WHEN 'minus' THEN -l.amount ELSE l.amount END), 0) "
        "FROM stipend_sheets s LEFT JOIN stipend_lines l ON l.sheet_id = s.id AND l.deleted_at IS NULL "
        "WHERE s.deleted_at IS NULL AND s.state = 'issued' AND s.issued_on BETWEEN ? AND ?",
        (first, last),
    )
    sheets, people, total = rows[0]
    return (int(people), int(total)) if sheets else None


def given_in(database: Database, kind_id: str, first: str, last: str) -> dict[str, str]:
    """这段日子里已经领过这种礼遇的人：人 → 最近一天；人按证件号认，没有证件号的按记录。"""
    return {
        row[0]: row[1]
        for row in database.query(
            f"SELECT {person_sql()}, max(t.given_on) FROM courtesies t JOIN volunteers v ON v.id = t.volunteer_id "
            "WHERE t.deleted_at IS NULL AND t.kind_id = ? AND t.given_on BETWEEN ? AND ? GROUP BY 1",
            (kind_id, first, last),
        )
    }


def honour_ids(database: Database, volunteer_id: str) -> list[str]:
    """一个人（连同同一证件号的别的登记）的荣誉，近的在前。"""
    return [
        row[0]
        for row in database.query(
            "SELECT t.id FROM honours t JOIN volunteers v ON v.id = t.volunteer_id WHERE t.deleted_at IS NULL "
            f"AND {person_sql()} = (SELECT {person_sql('w')} FROM volunteers w WHERE w.id = ?) "
            "ORDER BY t.awarded_on DESC, t.n",
            (volunteer_id,),
        )
    ]


def open_rectifications(database: Database, column: str, record_id: str) -> int:
    """一个人（column 是 person）或一个社区（community）名下还没有销号的整改。"""
    assert column in ("person", "community")
    return int(
        database.value(
            "SELECT count(*) FROM rectifications t WHERE t.deleted_at IS NULL AND t.state NOT IN ('closed', 'void') "
            f"AND t.{column}_id = ?",
            (record_id,),
        )
    )


def same_award(database: Database, selection_id: str, subject: str, value: str) -> list[tuple[str, str]]:
    """这个对象在别的评选里得过的同一类荣誉：（荣誉名称，授予日期），近的在前；value 是对象的 id，项目是名称。"""
    if subject == "volunteer":
        test = f"{person_sql()} = (SELECT {person_sql('w')} FROM volunteers w WHERE w.id = :value)"
    elif subject == "project":
        test = "t.project = :value"
    else:
        assert subject in ("team", "community")
        test = f"t.subject = '{subject}' AND t.{subject}_id = :value"
    return [
        (row[0], row[1])
        for row in database.query(
            "SELECT t.name, t.awarded_on FROM honours t LEFT JOIN volunteers v ON v.id = t.volunteer_id "
            "JOIN nominations o ON o.id = t.nomination_id JOIN selections s ON s.id = o.selection_id "
            "WHERE t.deleted_at IS NULL AND s.id <> :own "
            f"AND s.award_id = (SELECT o.award_id FROM selections o WHERE o.id = :own) AND {test} "
            "ORDER BY t.awarded_on DESC",
            {"own": selection_id, "value": value},
        )
    ]
