"""用哪个 SQLite：pysqlite3 自带的新版（3.53），避开 3.7.0–3.51.2 预写日志的毛病；sqlite-utils 选的也是它。"""

import pysqlite3 as sqlite3

__all__ = ["sqlite3"]
