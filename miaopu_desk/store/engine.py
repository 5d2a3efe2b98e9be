"""用哪个 SQLite：pysqlite3 自带的新版（3.53），避开 3.7.0–3.51.2 预写日志的毛病；sqlite-utils 选的也是它。"""

import pysqlite3 as sqlite3

__all__ = ["sqlite3"]

# 交给驱动的空值，它每个都要去找一遍怎样转换（约 3 微秒）：一行二十个空栏，写一行有一半的时间在找。告诉它原样就是
sqlite3.register_adapter(type(None), lambda value: value)
