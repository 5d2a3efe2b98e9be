"""读预置文件：JSON 按 dataclass 的字段逐项核对，多了、少了、类型不对都说出在哪里。"""

import json
import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.paths import resource

T = TypeVar("T")
_TYPE_NAMES = {str: "文字", int: "整数", bool: "是或否"}


def load(name: str, shape: type[T]) -> T:
    """读一个预置文件，按 shape 的字段逐项核对；读过的不再读，shape 应当是不会变的值。"""
    of: Any = shape
    built: T = read_once(name, of)
    return built


@cache
def read_once(name: str, shape: type[Any]) -> Any:
    """load 的里面：星级、积分、口径一天要问许多遍，文件是随程序装好的，不会变。"""
    return build(shape, read_json(name), name, "")


def read_json(name: str) -> dict[str, Any]:
    """resources/presets/<name>.json 的内容；文件不在、读不出来抛 KnownError。"""
    try:
        content = json.loads(resource(f"presets/{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise broken(name, "读不出来") from error
    if not isinstance(content, dict):
        raise broken(name, "不是一组名称和内容")
    return content


def build(shape: Any, raw: Any, name: str, where: str) -> Any:
    """JSON 的一段 → shape 类型的值；多了、少了、类型不对都说出在哪里。"""
    if get_origin(shape) in (Union, types.UnionType):
        inner = next(one for one in get_args(shape) if one is not type(None))
        return None if raw is None else build(inner, raw, name, where)
    if get_origin(shape) is tuple:
        if not isinstance(raw, list):
            raise broken(name, f"“{where}”应为一列")
        return tuple(build(get_args(shape)[0], one, name, f"{where}[{n}]") for n, one in enumerate(raw, 1))
    if isinstance(shape, type) and is_dataclass(shape):
        return _build_record(shape, raw, name, where)
    if shape in (date, time):
        try:
            return shape.fromisoformat(raw)
        except (TypeError, ValueError) as error:
            raise broken(name, f"“{where}”的日期或时间不对") from error
    if type(raw) is not shape:
        raise broken(name, f"“{where}”应为{_TYPE_NAMES[shape]}")
    return raw


def _build_record(shape: type[Any], raw: Any, name: str, where: str) -> Any:
    """一组名称和内容 → 一个 dataclass；文件里 from、to 对应字段 start、end。"""
    if not isinstance(raw, dict):
        raise broken(name, f"“{where}”应为一组名称和内容")
    fields_of = {"from": "start", "to": "end"}  # from 是 Python 的关键字
    given: dict[str, Any] = {fields_of.get(str(key), str(key)): value for key, value in raw.items()}
    hints = get_type_hints(shape)
    required = {one.name for one in fields(shape) if one.default is MISSING}
    if missing := required - set(given):
        raise broken(name, f"{where or '开头'}缺少“{'、'.join(sorted(missing))}”")
    if unknown := set(given) - set(hints):
        raise broken(name, f"{where or '开头'}多了“{'、'.join(sorted(unknown))}”")
    return shape(**{key: build(hints[key], value, name, f"{where}.{key}".strip(".")) for key, value in given.items()})


def broken(name: str, what: str) -> KnownError:
    """一个预置文件有毛病的说法。"""
    return KnownError(f"预置文件 {name}.json 有毛病：{what}。请改回原样，或重新安装程序。")
