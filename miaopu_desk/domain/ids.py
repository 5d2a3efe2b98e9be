"""行的身份：本机自己造的 UUIDv7 文本，按时间递增，两台机器永不相撞。"""

import os
import time

_last = 0


def new_id() -> str:
    """一个新的 UUIDv7（RFC 9562 §5.7）；同一进程里后造的总比先造的大，时钟倒拨也不例外。"""
    global _last
    stamp = time.time_ns() // 1_000_000 << 12  # 毫秒后面接 12 位计数
    _last = max(stamp, _last + 1)
    milliseconds, counter = _last >> 12, _last & 0xFFF
    tail = int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | tail
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
