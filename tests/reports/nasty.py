"""难印的名字，各种页面的测试共用：二十五个样样能登记、该照原样印出来的名字，和二十个生僻字。"""

RARE = "䶮㛃𬭎𠅤玥堃喆淼犇㐱𣗋𬀩䒟旻彧翀昇𬍛𬱖㵑"

LONG = "阿依古丽·" + "阿卜杜热合曼·" * 8 + "买买提"  # 64 个字，登记时允许的最长

NASTY_NAMES = [
    "A&B志愿队",
    "<b>王芳</b>",
    "<!--隐-->李四",
    '<img src="C:/a.png">',
    "</para>赵六<para>",
    "张三(小)",
    "O'Neil欧",
    '引"号"名',
    "“王”‘小’",
    "反\\斜\\杠",
    "(括号",
    "括号)",
    "百分%名",
    "&amp;实体",
    "&#65;钱",
    "{花}括号",
    "$钱$",
    "#井号",
    "'; DROP TABLE volunteers; --",
    "王' OR '1'='1",
    "阿卜杜热合曼·买买提",
    LONG,
    "𬭎𠅤𣗋",
    "𠮷田䶮",
    "%s%d孙",
]


def squeezed(text: str) -> str:
    """去掉空白的文字：断行、补空格以后仍能和原来的名字比。"""
    return "".join(text.split())


def lost(names: list[str], printed: str) -> list[str]:
    """没有照原样印出来的名字；printed 是从 PDF 里取出的全部文字。"""
    whole = squeezed(printed)
    return [name for name in names if squeezed(name) not in whole]
