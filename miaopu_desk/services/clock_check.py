"""电脑的日期对不对：比上次记下的还早、隔得太久，都先说一声，登记日期、考勤、月报全靠它。"""

from datetime import datetime, timedelta

from miaopu_desk.services.office import Office

EARLIEST = 2021  # 这个程序之前的年份，多半是电脑的电池没有电了
SLACK = timedelta(hours=1)
LONG = timedelta(days=400)
FIX = "登记日期、考勤、月报都照电脑的日期，请先在系统里改好日期，再关掉程序重新打开。"


def clock_doubt(office: Office, now: datetime) -> str:
    """日期可疑时的一句话，不可疑为空；日子由命令行或示例定死的办公室不看电脑的日期。"""
    facts = office.facts
    if office.given_day is not None or (facts is not None and facts.fixed_day):
        return ""
    today = f"电脑的日期是 {now:%Y-%m-%d %H:%M}"
    if now.year < EARLIEST:
        return f"{today}，不对。{FIX}"
    newest = office.database.value("SELECT at FROM actions ORDER BY rowid DESC LIMIT 1")
    if newest is None:
        return ""
    last = datetime.fromisoformat(newest)
    if now < last - SLACK:
        return f"{today}，比上次登记的 {last:%Y-%m-%d %H:%M} 还早。{FIX}"
    if now - last > LONG:
        return f"{today}，离上次登记的 {last:%Y-%m-%d} 已经 {(now - last).days} 天。日期不对的话：{FIX}"
    return ""
