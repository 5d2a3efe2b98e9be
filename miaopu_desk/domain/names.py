"""人名：整理写法，做出按汉字、拼音、首字母和号码尾数查找的键，以及按拼音排序的键。"""

import itertools
import re
import unicodedata
from functools import lru_cache
from typing import Any

_INTERPUNCTS = re.compile("[•‧・･∙⋅᛫]|(?<=[\u3400-\u9fff])[.．](?=[\u3400-\u9fff])")
_ORDINAL = re.compile("第([零〇一二两三四五六七八九十百]{1,6})")
_DIGITS = re.compile("[0-9]+")
_LONGEST = 6  # 数字补到这么长再比
_ONES = {**dict(zip("零一二三四五六七八九", range(10), strict=True)), "〇": 0, "两": 2}
_TENS = {*_ONES, "十", "百"}
_PLAIN = re.compile("[\u4e00-\u9fff]+").fullmatch
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ud800-\udfff]"
)
_DOUBTFUL = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]|(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}

# 拼音库没有“姓”的读法。左边是姓，右边是作姓时的读音；同时保留库里的读音，读错的人也找得到。
_SURNAMES = {
    "单": "shan", "解": "xie", "曾": "zeng", "仇": "qiu", "区": "ou", "查": "zha", "翟": "zhai", "朴": "piao",
    "盖": "ge", "乐": "yue", "覃": "qin", "缪": "miao", "任": "ren", "宁": "ning", "华": "hua", "葛": "ge",
    "员": "yun", "黑": "he", "折": "she", "种": "chong", "秘": "bi", "繁": "po", "祭": "zhai", "隗": "wei",
    "逄": "pang", "冼": "xian", "洗": "xian", "那": "na", "召": "shao", "谌": "chen", "郗": "xi", "郇": "xun",
    "郄": "qie", "瞿": "qu", "佴": "nai", "应": "ying", "幺": "yao", "过": "guo", "相": "xiang", "能": "nai",
    "句": "gou", "贲": "ben", "费": "fei", "俞": "yu", "尉": "wei", "纪": "ji", "车": "che", "哈": "ha",
    "褚": "chu", "燕": "yan", "令": "ling", "柏": "bai", "卜": "bu", "晁": "chao", "石": "shi", "盛": "sheng",
    "曲": "qu", "鲍": "bao", "薄": "bo", "洪": "hong", "冯": "feng", "牟": "mou", "阚": "kan", "亓": "qi",
    "祝": "zhu", "娄": "lou", "訾": "zi", "呙": "guo", "麻": "ma", "强": "qiang", "占": "zhan", "尹": "yin",
    "谢": "xie", "粘": "nian", "合": "he", "莘": "shen", "眭": "sui", "昝": "zan", "郜": "gao", "厍": "she",
    "适": "kuo", "弗": "fu", "撒": "sa", "臧": "zang", "沈": "shen", "贾": "jia", "万": "wan", "於": "yu",
    "长": "zhang", "重": "chong", "邸": "di", "阿": "a", "藏": "zang", "行": "xing", "都": "du", "家": "jia",
}  # fmt: skip
_COMPOUND_SURNAMES = {
    "尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "单于": ("chan", "yu"), "长孙": ("zhang", "sun"),
    "澹台": ("tan", "tai"), "令狐": ("ling", "hu"), "欧阳": ("ou", "yang"), "上官": ("shang", "guan"),
    "司马": ("si", "ma"), "司徒": ("si", "tu"), "司空": ("si", "kong"), "诸葛": ("zhu", "ge"),
    "东方": ("dong", "fang"), "皇甫": ("huang", "fu"), "宇文": ("yu", "wen"), "慕容": ("mu", "rong"),
    "公孙": ("gong", "sun"), "夏侯": ("xia", "hou"), "轩辕": ("xuan", "yuan"), "端木": ("duan", "mu"),
    "闻人": ("wen", "ren"), "赫连": ("he", "lian"), "呼延": ("hu", "yan"), "南宫": ("nan", "gong"),
    "西门": ("xi", "men"), "濮阳": ("pu", "yang"), "淳于": ("chun", "yu"), "钟离": ("zhong", "li"),
    "申屠": ("shen", "tu"), "独孤": ("du", "gu"), "拓跋": ("tuo", "ba"), "百里": ("bai", "li"),
    "鲜于": ("xian", "yu"), "太史": ("tai", "shi"), "亓官": ("qi", "guan"), "乐正": ("yue", "zheng"),
}  # fmt: skip
# 名字里常用而读音不止一个的字：第一个是库的读音时，再补上另一个。
_ALSO_READ = {
    "长": "chang zhang", "乐": "le yue", "重": "chong zhong", "行": "xing hang", "朝": "chao zhao", "茜": "qian xi",
    "晟": "sheng cheng", "莎": "sha suo", "曾": "zeng ceng", "贾": "jia gu", "盛": "sheng cheng", "兴": "xing",
    "卜": "bu bo", "传": "chuan zhuan", "率": "shuai lv", "石": "shi dan", "蕃": "fan bo", "柏": "bai bo",
    "藏": "zang cang", "翟": "zhai di", "尉": "wei yu", "呙": "guo wo", "単": "shan dan", "禅": "chan shan",
}  # fmt: skip


def clean_name(text: str) -> str:
    """抄来的姓名 → 存下的写法：去首尾空白和看不见的字符，两字名中间垫的空格去掉，间隔号统一为 ·。

    GBK 时代造在自用区的字换成标准字；换不了的自用区字符、几个多字的词之间的空格留着，由 doubt_in 指出来。
    """
    if _PLAIN(text):
        return text
    name = _UNSEEN.sub("", text).translate(_private_use()).translate(_FULL_WIDTH)
    pieces = unicodedata.normalize("NFC", name).split()
    hanzi = all(_is_hanzi(character) for piece in pieces for character in piece)
    joined = "" if hanzi and any(len(piece) == 1 or piece in _COMPOUND_SURNAMES for piece in pieces) else " "
    return re.sub(r"\s*·\s*", "·", _INTERPUNCTS.sub("·", joined.join(pieces)))


def doubt_in(name: str) -> str:
    """存下的姓名里该请人看一眼的地方，一句话：自造字（别的机器上会显示成别的字或方框）、中间的空格；没有为空。"""
    found = _DOUBTFUL.search(name)
    if found is None:
        return ""
    if found[0] == " ":
        return "姓名中间有空格：是两个人的请分两行登记，是一个人的请用“·”连起来"
    return f"姓名里有别的电脑显示不出来的自造字“{found[0]}”，请对照证件改成标准字"


@lru_cache(maxsize=20_000)
def search_keys(name: str) -> str:
    """姓名 → 检索文本：一个个汉字，加上拼音与首字母的各种混写，以及不带姓的名字。

    末尾一个字只存全拼，首字母是它的前缀；四字以上（少数民族姓名）只存全拼与全首字母，各段分别再存一次。
    """
    keys: dict[str, None] = {}
    parts = [part for part in re.split(r"[·\s]+", name) if part]
    for part in parts:
        readings = _readings(part, surname=part is parts[0])
        for start in range(min(len(readings), 3)):
            keys.update(dict.fromkeys(_mixes(readings[start:])))
    if len(parts) > 1:
        keys.update(dict.fromkeys(_mixes([r for part in parts for r in _readings(part, surname=False)])))
    characters = " ".join(" ".join(part) if any(map(_is_hanzi, part)) else part.lower() for part in parts)
    words = characters.split()  # 汉字照原来的次序和重复，才能按词组查到“娜娜”
    return " ".join([*words, *(key for key in keys if key not in words)])


@lru_cache(maxsize=20_000)  # 社区、小区、特长这些字一次导入里重复得很多
def text_keys(text: str) -> str:
    """一段文字 → 检索文本：一个个汉字、一段段字母数字，每段不太长的汉字再加全拼和首字母。与 match_query 拆法相同。"""
    words: list[str] = []
    extra: dict[str, None] = {}
    folded = unicodedata.normalize("NFKC", text).translate(_private_use()).casefold()
    for run in re.findall(r"[^\W_]+", folded):
        for is_hanzi, letters in itertools.groupby(run, _is_hanzi):
            piece = "".join(letters)
            words.extend(piece if is_hanzi else [piece])
            if is_hanzi and 2 <= len(piece) <= 12:
                readings = _readings(piece, surname=False)
                extra["".join(r[0] for r in readings)] = None
                extra["".join(r[0][0] for r in readings)] = None
    return " ".join([*words, *(key for key in extra if key not in words)])


def number_keys(phone: str | None, id_number: str | None) -> str:
    """电话和证件号 → 检索文本：证件号全号、从生日起、末四位；电话全号、去区号、末四位。"""
    keys: list[str] = []
    if phone:
        digits = phone if phone.isascii() and phone.isdigit() else re.sub(r"[^0-9]", "", phone)
        keys += [digits, digits[-4:]]
        if digits.startswith("0"):  # 座机：北京和 02 打头的区号三位，其余四位
            keys.append(digits[3 if digits[1:2] in "12" else 4 :])
    if id_number:
        number = id_number.lower()
        keys += [number, number[6:], number[-4:]]
    return " ".join(filter(None, dict.fromkeys(keys)))


def pinyin_key(name: str) -> str:
    """排序用的键：逐字全拼（姓按姓读，不论声调），同音再按字；制表符比空格小，短名排在长名前。

    名字里的数照大小排：第二片区在第十片区前，9栋在10栋前。
    """
    counted = _count_aloud(name)
    parts = (name,) if _PLAIN(counted) else [part for part in re.split(r"[·\s]+", counted) if part]
    return " ".join([r[0] for part in parts for r in _readings(part, surname=True)]) + "\t" + name


def _count_aloud(name: str) -> str:
    """名字里的阿拉伯数字补成一样长，“第”后面的汉字数字换成它们。"""
    if "第" in name:
        name = _ORDINAL.sub(lambda found: f"第{_number_of(found[1])}", name)
    return _DIGITS.sub(lambda found: found[0].zfill(_LONGEST), name)


def _number_of(words: str) -> str:
    """十二 → 12，二十 → 20，一〇三 → 103；读不成数的照原样。"""
    if not _TENS.issuperset(words) or words.count("十") > 1 or words.count("百") > 1:
        return words
    if "十" not in words and "百" not in words:
        return "".join(str(_ONES[each]) for each in words)
    hundreds, _, rest = words.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    try:
        parts = (_small(hundreds, 0), _small(tens, 1 if ten else 0), _small(ones.lstrip("零〇"), 0))
    except KeyError:
        return words
    return str(parts[0] * 100 + parts[1] * 10 + parts[2])


def _small(word: str, empty: int) -> int:
    return _ONES[word] if word else empty


def match_query(text: str) -> str:
    """经办人打的字 → FTS5 的 MATCH 表达式；没有可查的内容得空串。

    汉字连着的一段是短语，字母和数字的一段是前缀，各段都要有。每段都加引号，运算符只是文字。
    """
    folded = unicodedata.normalize("NFKC", text).translate(_private_use()).casefold()
    if re.fullmatch(r"[0-9\s-]{10,}", folded):  # 分段写的电话或证件号
        folded = re.sub(r"[^0-9]", "", folded)
    folded = re.sub(r"(?<=\w)[-'·](?=\w)", lambda m: "" if m.group() != "·" else " ", folded)
    terms = []
    for run in re.findall(r"[^\W_]+", folded):
        for is_hanzi, letters in itertools.groupby(run, _is_hanzi):
            piece = list(letters)
            terms.append(f'"{" ".join(piece)}"' if is_hanzi else f'"{"".join(piece)}"*')
    return " AND ".join(dict.fromkeys(terms))


def shorter_query(match: str) -> str:
    """把 match_query 里四个字母以上的前缀都剪成三个：原来查得到的，剪短了一定也查得到。

    三个字母以内的有现成的索引，再长的要现合并，查到的越多越慢。查到的想必不多的（单单一段六个字母以上的拼音）、
    没有可剪的，得空串。
    """
    long = re.findall(r'"[a-z]{3}([a-z]+)"\*', match)
    if not long or (len(long[0]) > 2 and " AND " not in match):
        return ""
    return re.sub(r'"([a-z]{3})[a-z]+"\*', r'"\1"*', match)


def _is_hanzi(character: str) -> bool:
    """汉字（含扩展区、兼容区、部首和〇）；自用区的字也当汉字，一个字一个词。"""
    code = ord(character)
    return (
        0x2E80 <= code <= 0x2FDF
        or code == 0x3007
        or 0x3400 <= code <= 0x9FFF
        or 0xE000 <= code <= 0xFAFF
        or code >= 0x20000
    )


@lru_cache(maxsize=1)
def _private_use() -> dict[int, int]:
    """自用区 → 标准字。GBK 的 FE50–FEA0 原来占 E815–E864：多数由 gb18030 解码得到，编码表没跟上的八个字另列（GB 18030-2022）。"""
    table = {0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE832: 0x9FB8, 0xE843: 0x9FB9}
    table |= {0xE854: 0x9FBA, 0xE864: 0x9FBB}
    table |= {0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE}
    for place, second in enumerate([*range(0x50, 0x7F), *range(0x80, 0xA1)]):
        standard = ord(bytes([0xFE, second]).decode("gb18030"))
        if not 0xE000 <= standard <= 0xF8FF:
            table.setdefault(0xE815 + place, standard)
    return table


@lru_cache(maxsize=200_000)
def _readings(part: str, surname: bool) -> list[tuple[str, ...]]:
    """一段姓名 → 每个字可能的读音，最可能的在前；库里没有读音的字以自身为读音，外文词整个算一个。"""
    if not any(map(_is_hanzi, part)):
        return [(part.lower(),)]
    found = [_variants(character, reading) for character, reading in zip(part, _plain(part), strict=True)]
    if not surname:
        return found
    compound = _COMPOUND_SURNAMES.get(part[:2]) if len(part) > 2 else None
    own = compound or ((_SURNAMES[part[0]],) if part[0] in _SURNAMES else ())
    for place, reading in enumerate(own):
        found[place] = tuple(dict.fromkeys((reading, *found[place])))
    return found


def _plain(part: str) -> list[str]:
    """逐字的读音。库先分词再读，一个人名要几十微秒；里面没有词的，分不分都一样，逐字记住的拼起来就是。"""
    phrases = _phrases()
    longest = len(part)
    if longest <= 4 and not any(
        part[start:end] in phrases for start in range(longest - 1) for end in range(start + 2, longest + 1)
    ):
        return [_one(character) for character in part]
    return _by_library(part)


@lru_cache(maxsize=1)
def _phrases() -> Any:
    from pypinyin.constants import PHRASES_DICT

    return PHRASES_DICT


@lru_cache(maxsize=50_000)
def _one(character: str) -> str:
    return _by_library(character)[0]


def _by_library(part: str) -> list[str]:
    from pypinyin import lazy_pinyin

    letter_by_letter: Any = list  # 库按一段交来没有读音的字，逐字拆开才对得上号
    return list(lazy_pinyin(part, errors=letter_by_letter))


@lru_cache(maxsize=50_000)
def _variants(character: str, reading: str) -> tuple[str, ...]:
    """一个字的读音：库的读音、另一个常用读音；ü 打成 v、u、yu 都找得到。"""
    readings = dict.fromkeys([reading.lower(), *_ALSO_READ.get(character, "").split()])
    for one in list(readings):
        if one.startswith(("lv", "nv")):
            readings.update(dict.fromkeys([one.replace("v", "u"), one.replace("v", "yu")]))
    return tuple(readings)


def _mixes(readings: list[tuple[str, ...]]) -> list[str]:
    """全拼与首字母的各种混写；超过四个字只要全拼和全首字母。"""
    if len(readings) > 4:
        return ["".join(r[0] for r in readings), "".join(r[0][0] for r in readings)]
    choices = [dict.fromkeys([*r, *(one[0] for one in r)]) for r in readings[:-1]]
    return ["".join(mix) for mix in itertools.product(*choices, dict.fromkeys(readings[-1]))]
