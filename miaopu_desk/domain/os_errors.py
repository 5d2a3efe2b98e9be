"""操作系统说的读写错误，换成经办人看得懂的几个字：磁盘满、只读、没有权限、盘不在了。"""

import errno
import re

_NAMED = {
    "EACCES": "没有权限",
    "EPERM": "没有权限",
    "EROFS": "这个盘只能读、不能写",
    "ENOSPC": "磁盘满了",
    "EDQUOT": "磁盘满了",
    "EFBIG": "文件太大，这个盘放不下",
    "EIO": "读写出错，盘可能松了或者坏了",
    "ENODEV": "盘不在了",
    "ENXIO": "盘不在了",
    "ESTALE": "网络上的盘断开了",
    "ENOENT": "找不到",
    "ENOTDIR": "路径里有一段不是文件夹",
    "EISDIR": "这是一个文件夹",
    "EEXIST": "已经有同名的",
    "EBUSY": "正被别的程序占着",
    "ETXTBSY": "正被别的程序占着",
    "ENAMETOOLONG": "名字太长",
    "EMFILE": "打开的文件太多",
    "ENFILE": "打开的文件太多",
    "ENOMEM": "内存不够",
}
# 有的系统没有其中几个编号
_SAID = {getattr(errno, name): said for name, said in _NAMED.items() if hasattr(errno, name)}
_CHINESE = re.compile("[\u4e00-\u9fff]")


def reason_of(error: OSError) -> str:
    """为什么读写不成，几个字；系统本来就用中文说的照系统的，认不得的给出编号，好去问人。"""
    if error.errno in _SAID:
        return _SAID[error.errno]
    said = error.strerror or str(error)
    return said if _CHINESE.search(said) else f"系统错误 {error.errno or ''}".strip()
