"""一格里号码旁边还写着字：“154…（本人）”“154…张三”；只有一个号码的才认，字另外说出来。"""

import re
import unicodedata

from miaopu_desk.domain.kinds import Phone, plain_text

_NUMBER = re.compile(r"\(?\+?[0-9](?:[ \-()]*[0-9]){6,}", re.ASCII)
_EDGES = " ,;:/、，；：。.()（）[]【】-"


def number_among_words(raw: object) -> tuple[str, str] | None:
    """格里的东西 →（号码, 旁边的字）；没有号码、不止一个号码、旁边还有别的数字的为空。"""
    text = unicodedata.normalize("NFKC", plain_text(raw))
    found = _NUMBER.findall(text)
    if len(found) != 1:
        return None
    number = Phone().read(found[0])
    before, _, after = text.partition(found[0])
    words = " ".join(each for part in (before, after) if (each := part.strip(_EDGES)))
    if not isinstance(number, str) or not words or re.search(r"[0-9*]", words):
        return None
    return number, " ".join(words.split())
