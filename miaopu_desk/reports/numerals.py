"""序数：公文的四层标题号和页码以外用到的中文数字。"""

DIGITS = "〇一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 到 99 的中文数字：一、十、十二、二十、九十九。"""
    if not 1 <= number <= 99:
        raise ValueError(f"序数超出范围：{number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")


def heading_number(level: int, number: int) -> str:
    """GB/T 9704-2012 7.3.3：一、　（一）　1.　（1）。"""
    shown = chinese_number(number) if level <= 2 else str(number)
    return {1: f"{shown}、", 2: f"（{shown}）", 3: f"{shown}.", 4: f"（{shown}）"}[level]
