"""测试用的名单文件：几百上千个造出来的人，号码的行政区划不存在，校验位照实算。"""

import csv
from datetime import date, timedelta
from pathlib import Path

from stdnum.iso7064 import mod_11_2

HEADER = ("姓名", "身份证号", "联系电话")


def person(serial: int) -> list[str]:
    """第 serial 个人：姓名、身份证号、电话；serial 不同就不是同一个人。"""
    body = f"439999{date(1930, 1, 1) + timedelta(days=serial % 25_000):%Y%m%d}{serial // 25_000:03d}"
    return [f"{'赵钱孙李'[serial % 4]}明", body + mod_11_2.calc_check_digit(body), f"154{serial:08d}"]


def people_csv(path: Path, rows: int, start: int = 0) -> Path:
    """写一个 csv：表头，和从第 start 个人起的 rows 个人。"""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        out.writerows(person(start + row) for row in range(rows))
    return path
