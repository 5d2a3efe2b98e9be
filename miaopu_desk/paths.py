"""程序自带的文件和办公室的数据各在哪里：源码、安装包、打包程序三种情形只在这里分辨。"""

import os
import sys
from pathlib import Path


def _shipped(folder: str) -> Path:
    """随程序分发的顶层文件夹：源码目录里在包旁边，安装后在包里面，打包后在解开的目录里。"""
    package = Path(__file__).resolve().parent
    unpacked = getattr(sys, "_MEIPASS", None)
    candidates = [package.parent / folder, package / "_shipped" / folder]
    if unpacked:
        candidates.insert(0, Path(unpacked) / folder)
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"程序文件不完整，缺少文件夹 {folder}，请重新安装。")


def resource(relative: str) -> Path:
    """resources/ 里的一个文件，例如 resource("fonts/HanaMinB.ttf")。"""
    return _shipped("resources") / relative


def migrations_dir() -> Path:
    """编了号的升级脚本所在的文件夹。"""
    return _shipped("db") / "migrations"


def data_dir(given: str | None = None) -> Path:
    """办公室的数据文件夹：命令行给的，其次 MIAOPU_DATA，最后是系统惯用的位置；不创建它。"""
    chosen = given or os.environ.get("MIAOPU_DATA")
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("miaopu_desk", appauthor=False))
