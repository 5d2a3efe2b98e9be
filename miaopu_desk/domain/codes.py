"""代码表：系统里存代码，纸上和屏幕上是中文；中文全在 resources/presets/code_lists.json。"""

import json
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from miaopu_desk.paths import resource


@dataclass(frozen=True, slots=True)
class Code:
    """一个代码：label 是中文名，aliases 是别人表格里的其他写法（含国标数字代码）。"""

    code: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeList:
    """一张代码表，次序就是显示的次序。"""

    name: str
    title: str
    items: tuple[Code, ...]

    @cached_property
    def labels(self) -> dict[str, str]:
        """代码 → 中文名。"""
        return {item.code: item.label for item in self.items}

    @cached_property
    def _found(self) -> dict[str, str]:
        """各种写法 → 代码；代码和中文名先占，别名不抢。"""
        written = {item.code: item.code for item in self.items} | {item.label: item.code for item in self.items}
        for item in self.items:
            for alias in item.aliases:
                written.setdefault(alias, item.code)
        return {_folded(text): code for text, code in written.items()}

    @property
    def codes(self) -> tuple[str, ...]:
        """全部代码，按次序。"""
        return tuple(item.code for item in self.items)

    def label(self, code: str) -> str:
        """代码的中文名；不认识的代码原样显示，新版本存下的内容旧版本也看得见。"""
        return self.labels.get(code, code)

    def find(self, text: str) -> str | None:
        """按代码、中文名或别的写法找代码；不分全角半角、大小写和空白。"""
        return self._found.get(text) or self._found.get(_folded(text))

    def order(self, code: str) -> int:
        """排序用：在表里的位置，不认识的排最后。"""
        return self.codes.index(code) if code in self.labels else len(self.items)


@lru_cache(maxsize=1)
def _all_lists() -> dict[str, CodeList]:
    """读 code_lists.json：{表名: {"title": 中文表名, "source": 出处, "items": [[代码, 中文名, 别名...], ...]}}。"""
    shipped = json.loads(resource("presets/code_lists.json").read_text(encoding="utf-8"))
    return {
        name: CodeList(
            name, entry["title"], tuple(Code(code, label, tuple(rest)) for code, label, *rest in entry["items"])
        )
        for name, entry in shipped["lists"].items()
    }


def code_list(name: str) -> CodeList:
    """按名字取一张代码表；名字写错是程序的错，抛 KeyError。"""
    return _all_lists()[name]


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


SEX = code_list("sex")
POLITICAL_STATUS = code_list("political_status")
EDUCATION = code_list("education")
ETHNIC_GROUPS = code_list("ethnic_groups")
RANKS = code_list("ranks")
STANDING = code_list("standing")
AREA_KINDS = code_list("area_kinds")
AREA_ROLES = code_list("area_roles")
POSTS = code_list("posts")
TRAINING_LEVELS = code_list("training_levels")
POLICY_STATUS = code_list("policy_status")
ENROLLMENT_STATUS = code_list("enrollment_status")
ENDORSEMENTS = code_list("endorsements")
SUBMISSION_KINDS = code_list("submission_kinds")
PRORATIONS = code_list("prorations")
CLAIM_STATES = code_list("claim_states")
PARTICIPATION_STATES = code_list("participation_states")
SESSION_STATES = code_list("session_states")
QUARTERS = code_list("quarters")
ATTACHMENT_KINDS = code_list("attachment_kinds")
ATTENDANCE = code_list("attendance")
DUTY_HOLIDAYS = code_list("duty_holidays")
DAY_KINDS = code_list("day_kinds")
DUTY_WORKED_DAYS = code_list("duty_worked_days")
SHIFT_STATUS = code_list("shift_status")
ACTIVITY_STATES = code_list("activity_states")
ACTIVITY_ROLES = code_list("activity_roles")
SERVICE_DAY_SCOPES = code_list("service_day_scopes")
SERVICE_DAY_HOLIDAYS = code_list("service_day_holidays")
SERVICE_SOURCES = code_list("service_sources")
STAR_MEASURES = code_list("star_measures")
STAR_ROUND_STATES = code_list("star_round_states")
STAR_STATES = code_list("star_states")
OBJECTION_ANSWERS = code_list("objection_answers")
SEASON_NAMES = code_list("season_names")
WEEKDAYS = code_list("weekdays")
INSPECTED_KINDS = code_list("inspected_kinds")
TARGET_TESTS = code_list("target_tests")
RECTIFICATION_STATES = code_list("rectification_states")
RANKING_MEASURES = code_list("ranking_measures")
CLUE_STATES = code_list("clue_states")
CLUE_LEVELS = code_list("clue_levels")
HONOUR_SUBJECTS = code_list("honour_subjects")
HONOUR_LEVELS = code_list("honour_levels")
SELECTION_STATES = code_list("selection_states")
NOMINATION_STATES = code_list("nomination_states")
OBJECTION_RESULTS = code_list("objection_results")
PART_MONTHS = code_list("part_months")
STIPEND_STATES = code_list("stipend_states")
STIPEND_LINE_KINDS = code_list("stipend_line_kinds")
OPERATOR_ROLES = code_list("operator_roles")
VOCABULARIES = code_list("vocabularies")
