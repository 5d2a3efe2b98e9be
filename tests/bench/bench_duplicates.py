"""十万人查重要多久：全部看一遍、边填边查、总览数可能重复的。直接运行本文件，打印一行一个数字。"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from builders import office_with_communities

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import COMMUNITIES, VOLUNTEERS
from miaopu_desk.services.duplicates import scan, warn_while_typing
from miaopu_desk.services.figures import due_items
from miaopu_desk.services.office import Office

PEOPLE = 100_000
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉梅建国红华春海燕志文"


def filled() -> Office:
    """十万名编出来的志愿者：七成填了住处，八成填了生日。"""
    pick, office = Random(1), office_with_communities()
    places = office.keeper.table(COMMUNITIES).all()
    blank = {each.name: None for each in VOLUNTEERS.columns}
    with office.keeper.action("造测试数据", kind="setup") as act:
        for at in range(PEOPLE):
            place = places[at % len(places)]
            room = f"{place.name}{pick.randrange(60)}栋{pick.randrange(4)}单元{pick.randrange(1, 8)}0{pick.randrange(1, 3)}"
            values = {
                "name": pick.choice(SURNAMES) + "".join(pick.choices(GIVEN, k=pick.choice((1, 2, 2, 2)))),
                "community": Ref(place.name, place.id),
                "phone": f"154{pick.randrange(10**8):08d}",
                "born_on": date.fromordinal(pick.randrange(710_000, 731_000)) if pick.random() < 0.8 else None,
                "residence": room if pick.random() < 0.7 else None,
                "registered_on": date(2021, 1, 1),
                "standing": "active",
            }
            act.insert(VOLUNTEERS, VOLUNTEERS.build({**blank, **values}))
    return office


def timed(what: str, do: Callable[[], object]) -> object:
    """做一次，说用了多久。"""
    start = time.perf_counter()
    found = do()
    print(f"{what}：{(time.perf_counter() - start) * 1000:,.0f} 毫秒")
    return found


def main() -> None:
    """造人、各做一次。"""
    office = filled()
    pairs = timed(f"{PEOPLE:,} 人全部查重", lambda: scan(office))
    print(f"像是同一个人的 {len(pairs)} 对")  # type: ignore[arg-type]
    typed = {"name": "王伟", "phone": "15400000001", "born_on": "1980-01-01", "residence": "东方里1栋"}
    timed("边填边查一次", lambda: warn_while_typing(office, typed))
    timed("总览要办的事（含可能重复）", lambda: due_items(office))


if __name__ == "__main__":
    main()
