"""金额大写：纸上的合计另写一遍汉字，改不动（写法依据《会计基础工作规范》第五十二条、《支付结算办法》附一）。"""

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")
MOST = 10**14  # 一万亿元（不含），以分计


def in_capitals(cents: int) -> str:
    """金额的大写，cents 以分计：140950 → 人民币壹仟肆佰零玖元伍角整。

    到元、到角为止的写“整”，有分的不写；中间连着几个 0 只写一个零；元位是 0 而有角的写零，角位是 0 而有分的写零。
    负数和一万亿元以上没有写法，是程序的错，抛 ValueError。
    """
    if not 0 <= cents < MOST:
        raise ValueError(f"金额超出范围：{cents} 分")
    whole, rest = divmod(cents, 100)
    tens, ones = divmod(rest, 10)
    if cents == 0:
        return "人民币零元整"
    said = f"{_whole(whole)}元" if whole else ""
    if tens:
        said += ("零" if whole and whole % 10 == 0 else "") + f"{DIGITS[tens]}角"
    elif ones and whole:
        said += "零"
    said += f"{DIGITS[ones]}分" if ones else "整"
    return f"人民币{said}"


def in_yuan(cents: int) -> str:
    """金额的小写，带千分位：140950 → 1,409.50元。"""
    return f"{cents // 100:,}.{cents % 100:02d}元"


def _whole(number: int) -> str:
    """整数部分：四位一段，段里缺位补一个零。"""
    said = ""
    gap = False
    for power in range(len(GROUPS) - 1, -1, -1):
        group = number // 10000**power % 10000
        if group == 0:
            gap = bool(said)
            continue
        said += ("零" if said and (gap or group < 1000) else "") + _group(group) + GROUPS[power]
        gap = False
    return said


def _group(number: int) -> str:
    """一段（1 到 9999）。"""
    said = ""
    gap = False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + PLACES[place]
            gap = False
        else:
            gap = True
    return said
