"""数据能不能放在这里：网络共享、同步盘、可移动磁盘上的数据库会坏，一律不建、不开。"""

import re
import sys
from collections.abc import Callable
from pathlib import Path, PurePath, PureWindowsPath

from miaopu_desk.domain.problems import KnownError

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "davfs", "fuse.sshfs", "fuse.davfs2"}
_SYNCED = re.compile(
    r"onedrive|dropbox|wps\s*云盘|wpsdrive|wps\s*cloud|百度网盘|baidunetdisk|baidusyncdisk|坚果云|nutstore|iclouddrive|icloud drive"
    r"|google\s*drive|微云|weiyun|阿里云盘|天翼云盘|腾讯文档",
    re.IGNORECASE,
)
_REMOTE, _REMOVABLE = 4, 2  # Windows GetDriveType 的答复


def must_be_local(folder: Path) -> None:
    """folder 在网络共享、同步盘或可移动磁盘上时报 KnownError。"""
    reason = unfit(folder, drive_type=_drive_type, mounts=_mounts)
    if reason:
        raise KnownError(
            f"数据不能放在{reason}上（{folder}）：同步或断线会损坏数据库。"
            "请放在本机硬盘的普通文件夹里，要带走的用导出或备份。"
        )


def unfit(folder: PurePath, *, drive_type: Callable[[str], int], mounts: Callable[[], list[tuple[str, str]]]) -> str:
    """放不得的原因；放得是空串。drive_type(盘符) 给 Windows 的磁盘种类，mounts() 给 (挂载点, 文件系统) 的列表。"""
    text = str(folder)
    if text.startswith(("\\\\", "//")):
        return "网络共享"
    synced = next((part for part in folder.parts if _SYNCED.search(part)), None)
    if synced:
        return f"同步盘“{synced}”"
    drive = PureWindowsPath(text).drive
    if re.fullmatch("[A-Za-z]:", drive):
        return {_REMOTE: "网络共享", _REMOVABLE: "可移动磁盘"}.get(drive_type(drive + "\\"), "")
    kinds = dict(mounts())
    points = [point for point in kinds if text == point or text.startswith(point.rstrip("/") + "/")]
    return "网络共享" if kinds.get(max(points, key=len, default="")) in _NETWORK else ""


def _drive_type(root: str) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))


def _mounts() -> list[tuple[str, str]]:
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [(fields[1].replace("\\040", " "), fields[2]) for line in lines if len(fields := line.split()) > 2]
