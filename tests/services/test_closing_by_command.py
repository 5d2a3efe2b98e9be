"""不开窗口也能关账、重新打开、更正、记零报告：做成退出 0，被拒绝退出 1 并说一句中文，用法不对退出 2。"""

import hashlib
import sys
from pathlib import Path
from typing import Any

import pytest
from random_office import TODAY

from miaopu_desk import cli
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.closed_months import month_state
from miaopu_desk.services.office import open_office


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "数据"
    with open_office(data, TODAY, must_exist=False) as office:
        for table, raw in (
            ("offices", {"name": "苗圃街道办事处", "signed_as": "苗圃街道办事处", "target_percent": 15}),
            ("communities", {"name": "大华", "position": 1, "resident_population": 100}),
            ("communities", {"name": "清泉里", "position": 2, "resident_population": 100}),
            ("volunteers", {"name": "某甲", "community": "大华", "registered_on": "2021-05-04"}),
        ):
            assert not isinstance(office.keeper.add(REGISTERS[table], raw), list)
    return data


def run(monkeypatch: pytest.MonkeyPatch, capsys: Any, folder: Path, *words: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["miaopu-desk", *words, "--data", str(folder), "--today", "2021-06-08"])
    code = 0
    try:
        cli.main()
    except SystemExit as stop:
        code = int(stop.code or 0)
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out, said.err


def test_a_month_is_closed_corrected_and_reopened_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: Any, folder: Path, tmp_path: Path
) -> None:
    def do(*words: str) -> tuple[int, str, str]:
        return run(monkeypatch, capsys, folder, *words)

    may = ("--month", "2021-05")
    code, out, _ = do("zero", *may, "--community", "清泉里")
    assert (code, out) == (0, "清泉里2021年5月的零报告已记下。\n")
    code, out, _ = do("close", *may)
    assert code == 0
    assert "可能还没有上报" not in out
    assert "2021年5月已关账，第1版（2021-06-08）" in out
    code, _, err = do("close", *may)
    assert (code, "已经关账了" in err) == (1, True)
    first = tmp_path / "一.pdf"
    assert do("report", "monthly", *may, "--out", str(first))[0] == 0
    code, _, err = do("correct", *may, "--reason", "大华补报")
    assert (code, "不用更正" in err) == (1, True)
    with open_office(folder, TODAY) as office:
        raw = {"name": "某乙", "community": "大华", "registered_on": "2021-05-05"}
        assert not isinstance(office.keeper.add(REGISTERS["volunteers"], raw), list)
    note = tmp_path / "更正.pdf"
    code, out, _ = do("correct", *may, "--reason", "大华补报", "--out", str(note))
    assert code == 0
    assert "第2版（2021-06-08）" in out
    assert note.read_bytes().startswith(b"%PDF")
    again = tmp_path / "又.pdf"
    assert do("report", "monthly", *may, "--out", str(again))[0] == 0
    assert again.read_bytes() != first.read_bytes()
    code, _, err = do("reopen", *may, "--reason", " ")
    assert (code, "要写明理由" in err) == (1, True)
    code, out, _ = do("reopen", *may, "--reason", "漏报")
    assert (code, out) == (0, "2021年5月已重新打开，原来的第2版照样可以印。\n")
    with open_office(folder, TODAY) as office:
        state = month_state(office, "2021-05")
    assert [each.act for each in state.events] == ["close", "correct", "reopen"]
    assert state.versions[0].pdf_hash == hashlib.sha256(first.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("close",), 2),
        (("close", "--month", "五月"), 1),
        (("close", "--month", "2021-06"), 1),
        (("reopen", "--month", "2021-05"), 2),
        (("reopen", "--month", "2021-05", "--reason", "漏报"), 1),
        (("zero", "--month", "2021-05", "--community", "太阳村"), 1),
        (("zero", "--month", "2021-05", "--community", "大华", "--withdraw"), 1),
    ],
)
def test_what_cannot_be_done_is_one_chinese_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: Any, folder: Path, words: tuple[str, ...], code: int
) -> None:
    got, out, err = run(monkeypatch, capsys, folder, *words)
    assert got == code
    assert out == ""
    assert any("\u4e00" <= char <= "\u9fff" for char in err)
