"""每一页的“打印”菜单：哪一页能印哪些纸写在 OFFERS 里，印好在窗口里预览。"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.busy import busy
from miaopu_desk.ui.tabs import HOME

if TYPE_CHECKING:
    from miaopu_desk.ui.register_tab import RegisterTab

LONGEST = 60  # 文件名里写对象的字数上限
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')  # Windows 文件名里不能有的


@dataclass(frozen=True, slots=True)
class Offer:
    """一页能印的一种纸。

    chosen 是要先选中一行的登记表，这一行用 written 写进选项 option，用 called 写进文件名和菜单；asks 是打印前要问的
    选项（见 print_options.ASKED）；writes 是印的同时要登记（开证明），不能在只读的后台做。
    """

    report: str
    asks: tuple[str, ...] = ()
    chosen: str = ""
    option: str = ""
    called: Callable[[Any], str] = str
    written: Callable[[Any], str] = lambda record: str(record.id)
    writes: bool = False


def _known_as(volunteer: Any) -> str:
    """证件号；没有证件号的写姓名和电话后四位，同名的也分得开。"""
    return volunteer.id_number or " ".join(part for part in (volunteer.name, (volunteer.phone or "")[-4:]) if part)


def _activity(activity: Any) -> str:
    """活动的叫法：名称和日期。"""
    return f"{activity.name} {activity.day}"


OFFERS: dict[str, tuple[Offer, ...]] = {
    "督查": (
        Offer("inspection_circular", ("period", "to", "number", "without_ranking", "seal")),
        Offer(
            "rectification_notice",
            ("seal",),
            "rectifications",
            "rectification",
            lambda one: one.number or one.name,
        ),
        Offer("ranking", ("period",)),
        Offer("clue_rewards", ("whole",), "reward_batches", "batch", lambda batch: batch.number),
    ),
    "领导小组": (
        Offer("leading_group", ("seal",), "roster_issues", "issue", lambda issue: issue.number),
        Offer("roster_change", ("to", "number", "seal"), "roster_issues", "issue", lambda issue: issue.number),
    ),
    "志愿者": (
        Offer("register", ("day", "community", "rank", "whole")),
        Offer("person_record", ("whole",), "volunteers", "volunteer", lambda volunteer: volunteer.name, _known_as),
        Offer(
            "certificate",
            ("from", "to", "contact", "whole"),
            "volunteers",
            "volunteer",
            lambda volunteer: volunteer.name,
            _known_as,
            writes=True,
        ),
        Offer("star_slip", ("day",), "volunteers", "volunteer", lambda volunteer: volunteer.name, _known_as),
    ),
    "网格": (Offer("duty_table", ("day",)),),
    "值守": (
        Offer("shift_sign_in", ("blank",), "shifts", "shift", lambda shift: f"{shift.area.name} {shift.day}"),
        Offer("weekly_duty", ("week", "by")),
        Offer("duty_table", ("day",)),
    ),
    "服务": (
        Offer(
            "certificate",
            ("whole",),
            "certificates",
            "number",
            lambda one: f"{one.number} {one.name}",
            lambda one: one.number,
        ),
        Offer("star_list", ("day", "days", "contact")),
        Offer("star_list", ("contact",), "star_rounds", "round", lambda one: one.number, lambda one: one.number),
        Offer(
            "star_certificate",
            ("whole",),
            "star_certifications",
            "number",
            lambda one: f"{one.number or '还没有认证'} {one.name}",
            lambda one: one.number or "还没有认证",
        ),
    ),
    "活动": (
        Offer("activity_sign_in", ("names", "rank", "blank"), "activities", "activity", _activity),
        Offer("activity_filing", ("whole",), "activities", "activity", _activity),
        Offer("activity_ledger", ("from", "to", "by", "community", "theme", "cancelled")),
        Offer("activity_month", ("month", "community")),
    ),
    "培训": (
        Offer(
            "sign_in",
            ("names", "rank", "blank"),
            "training_sessions",
            "session",
            lambda session: f"{session.topic} {session.held_on}",
        ),
        Offer("training_ledger", ("from", "to", "community", "people")),
        Offer("training_coverage", ("day", "community", "rank", "people")),
        Offer(
            "training_certificate",
            ("from", "to", "whole"),
            "participations",
            "volunteer",
            lambda one: one.volunteer.name,
            lambda one: one.volunteer.id,
        ),
    ),
    "保险": (
        Offer("insured_list", ("day", "whole"), "policies", "policy", lambda policy: policy.number),
        Offer("premium", ("day",), "policies", "policy", lambda policy: policy.number),
        Offer("insured_changes", ("change", "whole"), "submissions", "submission", lambda one: one.number),
        Offer("premium", (), "submissions", "submission", lambda one: one.number),
        Offer("claim_pack", ("whole",), "claims", "claim", lambda one: f"{one.volunteer.name} {one.happened_on}"),
    ),
    "表彰": (
        Offer("awards", ("contact", "deeds", "seal"), "selections", "selection", lambda one: one.name),
        Offer("award_nomination", ("whole",), "nominations", "nomination", lambda one: one.name),
        Offer("award_nomination", (), "selections", "selection", lambda one: f"{one.name}（空白）"),
        Offer("awards", ("year", "seal")),
        Offer(
            "courtesies",
            (),
            "courtesies",
            "courtesy",
            lambda one: f"{one.kind.name} {one.given_on}",
        ),
        Offer("courtesies", ("from", "to")),
        Offer("stipends", (), "stipend_sheets", "sheet", lambda one: one.number, lambda one: one.number),
    ),
}
OWN_PAGE = ("leaders",)  # 它的 Ctrl+P 就是公文样式的名单，菜单里不再列清单


def offered(tab: str) -> list[Offer]:
    """名叫 tab 的一页现在印得出的纸。"""
    from miaopu_desk.services.reporting import REPORTS

    return [offer for offer in OFFERS.get(tab, ()) if offer.report in REPORTS]


def add_print_menu(tab: "RegisterTab", bar: QToolBar, action: QAction) -> None:
    """让工具条上的“打印”点开是菜单：现在列的清单，和这一页的各种纸；没有纸可印的页照旧一点就印清单。"""
    button = bar.widgetForAction(action)
    if HOME[tab.register.table] not in OFFERS or not isinstance(button, QToolButton):
        return
    menu = QMenu(button)
    menu.aboutToShow.connect(lambda: fill_menu(menu, tab, action))
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)


def fill_menu(menu: QMenu, tab: "RegisterTab", action: QAction) -> None:
    """照现在选中的行重新列菜单；没有选中要选的那一行，那一项是灰的，说明先选什么。"""
    menu.clear()
    if tab.register.table not in OWN_PAGE:
        menu.addAction("清单：现在列的这些\tCtrl+P", action.trigger)
        menu.addSeparator()
    found = [(offer, chosen_record(tab.window_, offer)) for offer in offered(HOME[tab.register.table])]
    ready = {offer.report for offer, record in found if record is not None}
    for offer, record in found:
        if record is not None or not offer.chosen:
            _add(menu, tab, offer, record)
        elif offer.report not in ready:  # 同一种纸已经有选好的那一项就不再说
            ready.add(offer.report)
            menu.addAction(f"{_title(offer)}（先选中{REGISTERS[offer.chosen].noun}）").setEnabled(False)


def _add(menu: QMenu, tab: "RegisterTab", offer: Offer, record: Any) -> None:
    about = f"：{offer.called(record)}" if record is not None else ""
    text = f"{_title(offer)}{about}…".replace("&", "&&")
    menu.addAction(text, lambda: ask_and_print(tab, offer, record))


def _title(offer: Offer) -> str:
    from miaopu_desk.services.reporting import REPORTS

    return REPORTS[offer.report].title


def chosen_record(window: Any, offer: Offer) -> Any:
    """正看着的一页里，offer 要的那张表选中的记录；没有为空。"""
    from miaopu_desk.ui.register_tab import RegisterTab

    if not offer.chosen or window is None:
        return None
    for each in window.current_tab().findChildren(RegisterTab):
        found = each.current_id() if each.register.table == offer.chosen and each.isVisible() else None
        if found:
            return each.table.get(found)
    return None


def ask_and_print(tab: "RegisterTab", offer: Offer, record: Any) -> Any:
    """问过选项再印；没有要问的直接印。"""
    from miaopu_desk.services.reporting import REPORTS
    from miaopu_desk.ui.print_options import OptionsDialog

    report = REPORTS[offer.report]
    asks = [name for name in offer.asks if name in report.options or (name == "whole" and "purpose" in report.options)]
    if not asks:
        print_report(tab, offer, record, {})
        return None
    dialog = OptionsDialog(tab.office, offer.report, asks, tab)
    dialog.agreed.connect(lambda options: print_report(tab, offer, record, options))
    dialog.open()
    return dialog


def print_report(tab: "RegisterTab", offer: Offer, record: Any, options: dict[str, str]) -> None:
    """做成 PDF，在窗口里预览；要登记的（开证明、给完整号码）在窗口的连接上做，别的放到后台。"""
    from miaopu_desk.services.reporting import make_report

    chosen = {offer.option: offer.written(record)} if offer.option and record is not None else {}
    path = tab.office.output / file_name(_title(offer), offer.called(record) if chosen else "", tab.office)

    def work(office: Office) -> Path:
        with suppress(OSError):  # 建不成的话，写文件时会说清为什么
            path.parent.mkdir(parents=True, exist_ok=True)
        return make_report(office, offer.report, None, path, {**options, **chosen})

    def done(written: Path) -> None:
        from miaopu_desk.ui.outgoing import preview

        busy = f"“{path.name}”正被别的程序打开，没有动它，" if written.name != path.name else ""
        tab._say(f"{busy}已生成 {written}")
        preview(tab, written)

    if not (offer.writes or options.get("purpose")):
        tab.window_.jobs.read("正在排版…", tab.office, work, done)
        return
    try:
        with busy():
            made = work(tab.office)
    except KnownError as error:
        messages.warn(tab, "没有印成", str(error))
    else:
        done(made)


def file_name(title: str, subject: str, office: Office) -> str:
    """纸的文件名：名称、对象、今天；Windows 不让用的字换成空格。"""
    about = _FORBIDDEN.sub(" ", subject).strip()[:LONGEST].strip()
    return f"{' '.join(part for part in (title, about) if part)} {office.today():%Y%m%d}.pdf"
