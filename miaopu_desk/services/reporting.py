"""报表：有哪些、怎么取数；取好的值交给纸或工作簿，按文件的结尾决定写成哪一种。"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from miaopu_desk.domain.month import read_month
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.month_contents import month_report
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options
from miaopu_desk.services.pages_activities import (
    ACTIVITY_FILING_OPTIONS,
    ACTIVITY_LEDGER_OPTIONS,
    ACTIVITY_MONTH_OPTIONS,
    make_activity_filing,
    make_activity_ledger,
    make_activity_month,
)
from miaopu_desk.services.pages_awards import AWARDS_OPTIONS, make_awards
from miaopu_desk.services.pages_certificates import CERTIFICATE_OPTIONS, make_certificate
from miaopu_desk.services.pages_claims import CLAIM_OPTIONS, make_claim_pack
from miaopu_desk.services.pages_courtesies import COURTESIES_OPTIONS, make_courtesies
from miaopu_desk.services.pages_coverage import (
    COVERAGE_OPTIONS,
    TRAINING_CERTIFICATE_OPTIONS,
    make_coverage,
    make_training_certificate,
)
from miaopu_desk.services.pages_duty import DUTY_OPTIONS, WEEK_OPTIONS, make_duty_table, make_weekly_duty
from miaopu_desk.services.pages_endorsement import CHANGES_OPTIONS, PREMIUM_OPTIONS, make_insured_changes, make_premium
from miaopu_desk.services.pages_inspection import (
    CIRCULAR_OPTIONS,
    NOTICE_OPTIONS,
    RANKING_OPTIONS,
    REWARD_OPTIONS,
    make_circular,
    make_clue_rewards,
    make_notice,
    make_ranking,
)
from miaopu_desk.services.pages_insurance import INSURED_LIST_OPTIONS, make_insured_list
from miaopu_desk.services.pages_nominations import NOMINATION_OPTIONS, make_award_nomination
from miaopu_desk.services.pages_person import PERSON_OPTIONS, make_person_record
from miaopu_desk.services.pages_roster import (
    LEADING_GROUP_OPTIONS,
    ROSTER_CHANGE_OPTIONS,
    make_leading_group,
    make_roster_change,
)
from miaopu_desk.services.pages_shift_sign_in import SHIFT_SIGN_IN_OPTIONS, make_shift_sign_in
from miaopu_desk.services.pages_sign_in import (
    ACTIVITY_SIGN_IN_OPTIONS,
    SIGN_IN_OPTIONS,
    make_activity_sign_in,
    make_sign_in,
)
from miaopu_desk.services.pages_stars import (
    SLIP_OPTIONS,
    STAR_CERTIFICATE_OPTIONS,
    STAR_OPTIONS,
    make_star_certificate,
    make_star_list,
    make_star_slip,
)
from miaopu_desk.services.pages_stipends import STIPENDS_OPTIONS, make_stipends
from miaopu_desk.services.pages_training import TRAINING_LEDGER_OPTIONS, make_training_ledger
from miaopu_desk.services.pages_volunteers import REGISTER_OPTIONS, make_register

PDF = ("pdf",)
BOTH = ("pdf", "xlsx")


@dataclass(frozen=True, slots=True)
class Report:
    """一种报表：名称、写得成的格式、要不要月份；make 做出文件并返回它，options 是它认得的选项。"""

    title: str
    formats: tuple[str, ...]
    needs_month: bool
    make: Callable[[Office, str | None, Path, Options], Path]
    options: tuple[str, ...] = ()


def make_report(
    office: Office, name: str, month: str | None, out: Path | None = None, options: Options | None = None
) -> Path:
    """做一份报表，返回写成的文件。

    out 的结尾 .pdf 或 .xlsx 决定格式；不给 out 时放在数据文件夹的 output 里，写成 PDF。
    没有这份报表、格式不对、月份不对、选项不认得、缺字形、磁盘满都报 KnownError。
    """
    options = options or {}
    report = REPORTS.get(name)
    if report is None:
        raise KnownError(f"没有叫“{name}”的报表。可用的：{'、'.join(REPORTS)}。")
    if report.needs_month and month is None:
        raise KnownError(f"“{report.title}”要指定月份，写成 {office.today():%Y-%m} 这样。")
    if month is not None:
        month = read_month(month, office.today()).key
    path = Path(out) if out is not None else _default_path(office, report, month)
    if path.suffix.lower().removeprefix(".") not in report.formats:
        endings = " 或 ".join(f".{each}" for each in report.formats)
        raise KnownError(f"“{report.title}”写成 {endings} 文件，“{path.name}”的结尾不对，请改名。")
    unknown = [each for each in options if each not in report.options]
    if unknown:
        usable = f"可用的选项：{'、'.join(report.options)}" if report.options else "它没有选项"
        raise KnownError(f"“{report.title}”不认得选项 {'、'.join(unknown)}。{usable}。")
    return report.make(office, month, path, options)


def _make_monthly(office: Office, month: str | None, path: Path, options: Options) -> Path:
    assert month is not None
    from miaopu_desk.services.stored_reports import save_stored

    stored = save_stored(office, month, path, options.get("version"))  # 关着的月份给关账时存下的那一份
    if stored is not None:
        return stored
    report = month_report(office, month)
    if path.suffix.lower() == ".xlsx":
        from miaopu_desk.exchange.monthly_book import write_monthly_book

        return write_monthly_book(report, path)
    from miaopu_desk.reports.monthly import print_monthly

    return print_monthly(report, path)


def _list_maker(register: Register[Any]) -> Callable[[Office, str | None, Path, Options], Path]:
    def make(office: Office, month: str | None, path: Path, options: Options) -> Path:
        from miaopu_desk.services.listing_out import export_list, print_list

        if path.suffix.lower() == ".xlsx":
            return export_list(office, register, None, path)
        return print_list(office, register, None, path)

    return make


REPORTS: dict[str, Report] = {
    "monthly": Report("志愿服务工作月报", BOTH, True, _make_monthly, ("version",)),
    "inspection_circular": Report("督查通报", PDF, False, make_circular, CIRCULAR_OPTIONS),
    "rectification_notice": Report("整改通知书", PDF, False, make_notice, NOTICE_OPTIONS),
    "ranking": Report("考核排名", PDF, False, make_ranking, RANKING_OPTIONS),
    "clue_rewards": Report("线索奖励发放表", PDF, False, make_clue_rewards, REWARD_OPTIONS),
    "leading_group": Report("领导小组名单", BOTH, False, make_leading_group, LEADING_GROUP_OPTIONS),
    "roster_change": Report("领导小组调整通知", PDF, False, make_roster_change, ROSTER_CHANGE_OPTIONS),
    "register": Report("志愿者花名册", PDF, False, make_register, REGISTER_OPTIONS),
    "person_record": Report("志愿者档案", PDF, False, make_person_record, PERSON_OPTIONS),
    "duty_table": Report("责任分工表", PDF, False, make_duty_table, DUTY_OPTIONS),
    "weekly_duty": Report("每周值守表", PDF, False, make_weekly_duty, WEEK_OPTIONS),
    "sign_in": Report("培训签到表", PDF, False, make_sign_in, SIGN_IN_OPTIONS),
    "shift_sign_in": Report("值守签到表", PDF, False, make_shift_sign_in, SHIFT_SIGN_IN_OPTIONS),
    "activity_sign_in": Report("活动签到表", PDF, False, make_activity_sign_in, ACTIVITY_SIGN_IN_OPTIONS),
    "activity_filing": Report("活动报备表", PDF, False, make_activity_filing, ACTIVITY_FILING_OPTIONS),
    "activity_ledger": Report("活动台账", PDF, False, make_activity_ledger, ACTIVITY_LEDGER_OPTIONS),
    "activity_month": Report("活动月历", PDF, False, make_activity_month, ACTIVITY_MONTH_OPTIONS),
    "training_ledger": Report("培训台账", PDF, False, make_training_ledger, TRAINING_LEDGER_OPTIONS),
    "training_coverage": Report("培训覆盖面", PDF, False, make_coverage, COVERAGE_OPTIONS),
    "training_certificate": Report("参加培训证明", PDF, False, make_training_certificate, TRAINING_CERTIFICATE_OPTIONS),
    "insured_list": Report("参保名单", PDF, False, make_insured_list, INSURED_LIST_OPTIONS),
    "insured_changes": Report("批改名单", PDF, False, make_insured_changes, CHANGES_OPTIONS),
    "premium": Report("保费清单", PDF, False, make_premium, PREMIUM_OPTIONS),
    "claim_pack": Report("理赔材料", PDF, False, make_claim_pack, CLAIM_OPTIONS),
    "certificate": Report("志愿服务记录证明", PDF, False, make_certificate, CERTIFICATE_OPTIONS),
    "star_list": Report("星级志愿者公示", PDF, False, make_star_list, STAR_OPTIONS),
    "star_certificate": Report("星级志愿者证书", PDF, False, make_star_certificate, STAR_CERTIFICATE_OPTIONS),
    "star_slip": Report("星级说明单", PDF, False, make_star_slip, SLIP_OPTIONS),
    "awards": Report("评选和荣誉名单", PDF, False, make_awards, AWARDS_OPTIONS),
    "award_nomination": Report("评选推荐表", PDF, False, make_award_nomination, NOMINATION_OPTIONS),
    "courtesies": Report("礼遇签收表", PDF, False, make_courtesies, COURTESIES_OPTIONS),
    "stipends": Report("岗位补贴发放表", PDF, False, make_stipends, STIPENDS_OPTIONS),
    **{
        f"list_{table}": Report(f"{register.title}清单", BOTH, False, _list_maker(register))
        for table, register in REGISTERS.items()
        if register.printed
    },
}


def _default_path(office: Office, report: Report, month: str | None) -> Path:
    when = month or office.today().isoformat()
    return office.in_output(f"{report.title}{when}.pdf")
