"""督查的纸：通报、整改通知书、排名表、奖励发放表上写些什么；标题和句子在这里拼好，版式归 reports。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.amounts import in_capitals
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.ranking import Ranking


@dataclass(frozen=True, slots=True)
class InspectedLine:
    """通报里的一次督查：哪天、查谁、用哪张表、几分（没有打分的空着）。"""

    day: date
    subject: str
    checklist: str
    score: int | None
    praise: str = ""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """通报里的一个问题：谁、什么、在哪里、期限、进度。"""

    subject: str
    problem: str
    place: str
    deadline: date | None
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Circular:
    """一份督查通报。ranking 为空是不附排名。"""

    office: str
    signed_as: str
    brand: str
    period: str
    as_of: date
    day: date
    inspected: tuple[InspectedLine, ...]
    problems: tuple[ProblemLine, ...]
    ranking: Ranking | None = None
    addressee: str = "各社区、各责任单位"
    document_number: str = ""
    reply_by: date | None = None
    seal: bool = False

    @property
    def title(self) -> str:
        """标题：关于2021年5月“衡阳群众”品牌创建工作督查情况的通报。"""
        what = f"“{self.brand}”品牌创建工作" if self.brand else "志愿服务工作"
        return f"关于{self.period}{what}督查情况的通报"

    @property
    def opening(self) -> str:
        """第一段：查了几次、几个对象、平均几分、查出几个问题。"""
        subjects = len({each.subject for each in self.inspected})
        scored = [each.score for each in self.inspected if each.score is not None]
        average = f"，平均得分{sum(scored) / len(scored) / 100:.2f}分" if scored else ""
        problems = f"查出问题{len(self.problems)}个" if self.problems else "没有查出需要整改的问题"
        return (
            f"{self.period}，本办公室开展督查{len(self.inspected)}次，查了{subjects}个社区、区域和单位{average}，"
            f"{problems}。截至{full_day(self.as_of)}的情况通报如下。"
        )

    @property
    def praised(self) -> tuple[tuple[str, str], ...]:
        """好的做法：对象和做法。"""
        return tuple((each.subject, each.praise) for each in self.inspected if each.praise)

    @property
    def demand(self) -> str:
        """最后一段：按各自的期限改，改好了报上来。"""
        open_ones = [each for each in self.problems if each.deadline is not None]
        if not self.problems:
            return "请继续做好日常管理，保持现有成效。"
        dated = "请按通知书上的期限整改" if open_ones else "请抓紧整改"
        return f"{dated}，改好以后把情况书面报本办公室复查，复查合格的予以销号；逾期没有整改的，下一次通报点名。"


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationNotice:
    """一份整改通知书。addressee 是被通知的，called 是正文里怎样称呼它。"""

    office: str
    signed_as: str
    number: str
    addressee: str
    called: str
    found_on: date
    noticed_on: date
    deadline: date
    problem: str
    place: str
    requirement: str
    inspection: str = ""
    rechecks: tuple[tuple[date, bool, str], ...] = ()
    seal: bool = False

    @property
    def opening(self) -> str:
        """正文：哪天查出什么，哪天以前改好。"""
        source = f"（督查编号{self.inspection}）" if self.inspection else ""
        return (
            f"{full_day(self.found_on)}督查{source}发现，{self.called}存在下列问题。"
            f"请在{full_day(self.deadline)}以前整改完毕，并填好附件里的回执，报本办公室复查。"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingPage:
    """一张排名表。"""

    office: str
    brand: str
    period: str
    day: date
    ranking: Ranking

    @property
    def title(self) -> str:
        """标题：2021年5月“衡阳群众”工作考核排名。"""
        return f"{self.period}{f'“{self.brand}”' if self.brand else '志愿服务'}工作考核排名"


@dataclass(frozen=True, slots=True)
class RewardLine:
    """奖励发放表的一行；payee 默认只写凭编号领取，办公室主任写了用途才写姓名。"""

    number: str
    kind: str
    amount: int
    basis: str
    payee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardSheet:
    """一张奖励发放表。"""

    office: str
    signed_as: str
    number: str
    day: date
    paid_on: date | None
    lines: tuple[RewardLine, ...]
    prepared_by: str = ""
    checked_by: str = ""

    @property
    def total(self) -> int:
        """合计，以分计。"""
        return sum(each.amount for each in self.lines)

    @property
    def capitals(self) -> str:
        """合计的大写。"""
        return in_capitals(self.total)


def subject_of(community: str, area: str, unit: str, person: str = "") -> str:
    """督查或整改的对象：单位、社区、区域、人，写了几样就写几样，不重复。"""
    place = f"{community}社区" if community and not community.endswith("社区") else community
    parts = [each for each in (unit, place if place != unit else "", area, person) if each]
    return "，".join(dict.fromkeys(parts))


def score_text(score: int | None) -> str:
    """0.01 分 → 两位小数；没有的写“—”，不写零。"""
    return "—" if score is None else f"{score / 100:.2f}"


def ranking_rows(found: Ranking) -> list[list[str]]:
    """排名表的各行：名次、社区、各项得分、总分。"""
    return [
        [
            "—" if each.place is None else str(each.place),
            each.name,
            *(score_text(part.points) for part in each.parts),
            score_text(each.score),
        ]
        for each in found.standings
    ]


def ranking_header(found: Ranking, *, fold: bool = False) -> Sequence[str]:
    """排名表的表头：各项后面写满分；fold 时长的名称从中间折成两行，窄的栏里整齐。"""

    def named(name: str) -> str:
        half = (len(name) + 1) // 2
        return f"{name[:half]}\n{name[half:]}" if fold and len(name) > 3 else name

    return ("名次", "社区", *(f"{named(each.name)}\n（{each.weight}分）" for each in found.weighed), "总分")
