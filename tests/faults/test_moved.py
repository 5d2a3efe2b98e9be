"""开着的时候，资料文件夹被改名、移走，盘被拔了：不往找不回来的文件里写，放回原处接着用。"""

from pathlib import Path

import pytest

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.services.office import open_office
from miaopu_desk.services.setting_up import set_up


@pytest.mark.parametrize("way", ["gone", "replaced"])
def test_nothing_is_written_into_a_file_that_is_no_longer_where_it_was(tmp_path: Path, way: str) -> None:
    folder, elsewhere = tmp_path / "办公室", tmp_path / "改了名"
    with open_office(folder, must_exist=False) as office:
        set_up(office, "miaopu")
        before = office.keeper.table(VOLUNTEERS).count()
        try:
            folder.rename(elsewhere)
        except PermissionError:
            pytest.skip("这个系统不让改正开着的文件夹的名字")
        if way == "replaced":
            folder.mkdir()
            (folder / "miaopu.db").write_bytes(b"")
        with pytest.raises(KnownError, match="不在原来的地方"):
            office.keeper.add(VOLUNTEERS, {"name": "王小明", "community": "大华", "phone": "15400000001"})
        assert office.keeper.table(VOLUNTEERS).count() == before
        if way == "replaced":
            (folder / "miaopu.db").unlink()
            folder.rmdir()
        elsewhere.rename(folder)
        saved = office.keeper.add(VOLUNTEERS, {"name": "王小明", "community": "大华", "phone": "15400000001"})
        assert not isinstance(saved, list)
