"""示例的号码：校验得过，却不可能属于任何人。"""

from datetime import date
from random import Random

from stdnum.iso7064 import mod_11_2

# GB/T 2260 的省级代码里没有 49，公安机关不会发出这样的号码；我们的规则不看区划代码，所以照样通过校验
REGIONS = ("490405", "490406", "490407", "490408", "490412", "490421", "490422", "490424", "490481")
# 142、154 号段没有分配给任何运营商
PHONE_PREFIXES = ("142", "154")


class Numbers:
    """发号：同一个证件号码、电话不发第二次。"""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._given: set[str] = set()

    def id_number(self, born: date, sex: str) -> str:
        """校验码正确、区划代码不存在的 18 位号码。"""
        while True:
            order = self._random.randrange(1, 499) * 2 + (sex == "male")
            body = f"{self._random.choice(REGIONS)}{born:%Y%m%d}{order:03d}"
            if body not in self._given:
                self._given.add(body)
                return body + str(mod_11_2.calc_check_digit(body))

    def phone(self) -> str:
        """未分配号段里的 11 位号码。"""
        while True:
            number = f"{self._random.choice(PHONE_PREFIXES)}{self._random.randrange(10**8):08d}"
            if number not in self._given:
                self._given.add(number)
                return number
