"""窗口记住的事：列宽、列的次序、上次用的文件夹。"""

from typing import Any

from miaopu_desk.services.office import Office
from miaopu_desk.store import preferences


def remembered(office: Office, name: str, default: Any = None) -> Any:
    """上次记住的值；没有记过给 default。"""
    found = preferences.load(office.database, name)
    return default if found is None else found


def remember(office: Office, name: str, value: Any) -> None:
    """记住一个值；和记着的一样就不写。"""
    if preferences.load(office.database, name) != value:
        preferences.save(office.database, name, value)
