"""数据库不放在网络共享、同步盘、可移动磁盘上。"""

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from miaopu_desk.store.places import unfit

DRIVES = {"C:\\": 3, "D:\\": 3, "Z:\\": 4, "U:\\": 2}
MOUNTS = [("/", "ext4"), ("/var", "ext4"), ("/mnt/office share", "cifs"), ("/srv/nas", "nfs4"), ("/mnt/disk", "xfs")]

PLACES = [
    (PureWindowsPath(r"D:\AppData\Local\miaopu_desk"), ""),
    (PureWindowsPath(r"D:\志愿者"), ""),
    (PureWindowsPath(r"\\server\share\志愿者"), "网络共享"),
    (PureWindowsPath(r"//server/share/志愿者"), "网络共享"),
    (PureWindowsPath(r"Z:\志愿者"), "网络共享"),
    (PureWindowsPath(r"U:\志愿者"), "可移动磁盘"),
    (PureWindowsPath(r"D:\OneDrive - 街道\志愿者"), "同步盘“OneDrive - 街道”"),
    (PureWindowsPath(r"D:\WPS云盘\志愿者"), "同步盘“WPS云盘”"),
    (PureWindowsPath(r"D:\BaiduSyncdisk\志愿者"), "同步盘“BaiduSyncdisk”"),
    (PureWindowsPath(r"D:\坚果云\志愿者"), "同步盘“坚果云”"),
    (PurePosixPath("/var/lib/miaopu_desk"), ""),
    (PurePosixPath("/mnt/office share/data"), "网络共享"),
    (PurePosixPath("/srv/nas"), "网络共享"),
    (PurePosixPath("/srv/nas2"), ""),
    (PurePosixPath("/mnt/disk/志愿者"), ""),
]


@pytest.mark.parametrize(("folder", "reason"), PLACES, ids=[str(folder) for folder, _ in PLACES])
def test_only_a_plain_local_folder_is_fit(folder: PurePosixPath, reason: str) -> None:
    assert unfit(folder, drive_type=lambda root: DRIVES[root], mounts=lambda: MOUNTS) == reason
