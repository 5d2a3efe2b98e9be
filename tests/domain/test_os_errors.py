"""系统的读写错误用中文说：磁盘满、只读、没有权限，认不得的给编号，从不露出英文。"""

import errno
import os
import re

import pytest

from miaopu_desk.domain.os_errors import reason_of


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EROFS, "这个盘只能读、不能写"),
        (errno.EACCES, "没有权限"),
        (errno.ENOSPC, "磁盘满了"),
        (errno.EIO, "读写出错，盘可能松了或者坏了"),
        (errno.ENOENT, "找不到"),
    ],
)
def test_the_usual_ones_have_their_words(number: int, said: str) -> None:
    assert reason_of(OSError(number, os.strerror(number))) == said


def test_no_error_of_this_system_is_told_in_another_language() -> None:
    for number in errno.errorcode:
        said = reason_of(OSError(number, os.strerror(number)))
        assert not re.search("[A-Za-z]{2,}", said), said
        assert said


def test_what_the_system_says_in_chinese_stays() -> None:
    assert reason_of(OSError(9999, "设备未就绪。")) == "设备未就绪。"
    assert reason_of(OSError("no number at all")) == "系统错误"
