"""不开窗口的那扇门：每条命令做成退出 0；被拒绝退出 1，标准错误里一句中文，没有 Traceback，数据不变；用法不对退出 2。"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pysqlite3 as sqlite3
import pytest
from builders import id_number
from importing_rows import people_csv

import miaopu_desk
from miaopu_desk.cli import main
from miaopu_desk.store.database import FILE_NAME
from miaopu_desk.store.lock import only_one

ROOT = Path(miaopu_desk.__file__).parents[1]
DAY = ("--today", "2021-05-31")
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = OLE2 + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)


class Done(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """在本进程里走一遍 main()，返回退出码和两路输出。"""

    def once(*arguments: object) -> Done:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["miaopu-desk", *map(str, arguments)])
        code: Any = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code or 0
        out, err = capsys.readouterr()
        return Done(int(code), out, err)

    return once


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """建好的办公室，东方里有三十个人；各测试用它的副本。"""
    folder = tmp_path_factory.mktemp("办公室") / "data"
    source = people_csv(folder.parent / "名单.csv", 30)
    given = ("--data", str(folder), *DAY)
    for arguments in (
        ("init", *given),
        ("import", "volunteers", str(source), "--community", "东方里", "--commit", *given),
    ):
        done = process(*arguments)
        assert done.code == 0, done
    return folder


@pytest.fixture
def data(founded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(founded, tmp_path / "data")


def process(*arguments: str, **environment: str) -> Done:
    """另开一个进程，与使用者敲的一样。"""
    finished = subprocess.run(
        [sys.executable, "-m", "miaopu_desk", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=False,
    )
    return Done(finished.returncode, finished.stdout, finished.stderr)


def contents(folder: Path) -> str:
    """数据文件里的全部内容。"""
    connection = sqlite3.connect(f"file:{folder / FILE_NAME}?mode=ro", uri=True)
    try:
        tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        plain = [name for name, sql in tables if "VIRTUAL" not in sql]
        return repr([(name, connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()) for name in plain])
    finally:
        connection.close()


def chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    book.save(path)
    return path


# 做成的


def test_an_office_is_founded_once_with_its_communities(run: Run, tmp_path: Path) -> None:
    for preset, words in (("miaopu", "苗圃"), ("leiyang", "耒阳")):
        folder = tmp_path / preset
        done = run("init", "--preset", preset, "--data", folder, *DAY)
        assert (done.code, done.err) == (0, "")
        assert words in done.out
        before = contents(folder)
        again = run("init", "--preset", preset, "--data", folder, *DAY)
        assert again.code == 1
        assert "已经建立过" in again.err
        assert contents(folder) == before


def test_a_plan_is_json_of_the_promised_shape_and_writes_nothing(run: Run, data: Path, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "名单.xlsx",
        ("东方里社区志愿者名单",),
        ("姓名", "身份证号", "联系电话"),
        ("王芳", id_number(2, "19800229"), "15400001111"),
        ("李强", int(id_number(1, "19750312")[:17] + "0"), ""),
        ("合计", None, "2人"),
    )
    before = contents(data)
    done = run("import", "志愿者登记", path, "--json", "--data", data, *DAY)
    assert (done.code, done.err) == (0, "")
    shown = json.loads(done.out)
    assert set(shown) >= {"rows", "totals", "batch"}
    assert shown["batch"] is None
    assert shown["totals"] == {"new": 1, "changed": 0, "same": 0, "refused": 1, "skipped": 1}
    assert [(row["row"], row["state"]) for row in shown["rows"]] == [(3, "new"), (4, "refused"), (5, "skipped")]
    for row in shown["rows"]:
        assert set(row) >= {"row", "state", "problems"}
        assert all(set(problem) == {"column", "message"} for problem in row["problems"])
    assert shown["rows"][1]["problems"][0]["column"] == "身份证号"
    assert contents(data) == before


def test_an_import_is_committed_then_undone_by_its_batch(run: Run, data: Path, tmp_path: Path) -> None:
    path = people_csv(tmp_path / "又一批.csv", 20, 1000)
    done = run("import", "volunteers", path, "--community", "光明里", "--commit", "--json", "--data", data, *DAY)
    assert done.code == 0, done.err
    batch = json.loads(done.out)["batch"]
    assert batch
    again = run("import", "volunteers", path, "--community", "光明里", "--commit", "--data", data, *DAY)
    assert again.code == 0
    assert "相同 20" in again.out
    assert "没有要写入的行" in again.out
    undone = run("undo", batch, "--data", data, *DAY)
    assert (undone.code, undone.err) == (0, "")
    assert "20 行" in undone.out
    twice = run("undo", batch, "--data", data, *DAY)
    assert twice.code == 1
    assert "已经撤销过" in twice.err


def test_a_register_is_exported_masked_and_whole_only_with_a_purpose(run: Run, data: Path, tmp_path: Path) -> None:
    number = id_number(0, "19300101")
    masked = run("export", "volunteers", tmp_path / "名单.xlsx", "--data", data, *DAY)
    assert (masked.code, masked.err) == (0, "")
    assert number not in cells(tmp_path / "名单.xlsx")
    before = contents(data)
    refused = run("export", "volunteers", tmp_path / "全.xlsx", "--whole", "--data", data, *DAY)
    assert refused.code == 1
    assert "用途" in refused.err
    assert not (tmp_path / "全.xlsx").exists()
    assert contents(data) == before
    whole = run(
        "export",
        "volunteers",
        tmp_path / "全.xlsx",
        "--whole",
        "--purpose",
        "投保",
        "--recipient",
        "保险公司",
        "--data",
        data,
        *DAY,
    )
    assert whole.code == 0, whole.err
    assert number in cells(tmp_path / "全.xlsx")
    assert "'投保'" in contents(data)


def cells(path: Path) -> set[str]:
    book = openpyxl.load_workbook(path)
    return {str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row}


def test_the_figures_the_reports_and_the_check_are_given(run: Run, data: Path, tmp_path: Path) -> None:
    shown = run("figures", "--month", "2021-05", "--json", "--data", data, *DAY)
    assert (shown.code, shown.err) == (0, "")
    assert isinstance(json.loads(shown.out), dict)
    plain = run("figures", "--month", "2021-05", "--data", data, *DAY)
    assert "东方里" in plain.out
    listed = run("report", "--data", data, *DAY)
    assert "monthly" in listed.out
    for name, start in (("月报.pdf", b"%PDF"), ("月报.xlsx", b"PK")):
        done = run("report", "monthly", "--month", "2021-05", "--out", tmp_path / name, "--data", data, *DAY)
        assert (done.code, done.err) == (0, "")
        assert (tmp_path / name).read_bytes().startswith(start)
    found = run("check", "--json", "--data", data, *DAY)
    assert (found.code, found.err) == (0, "")
    assert isinstance(json.loads(found.out), list)
    assert run("check", "--data", data, *DAY).code == 0


def test_reading_commands_change_nothing(run: Run, data: Path, tmp_path: Path) -> None:
    before = contents(data)
    for arguments in (
        ("figures", "--month", "2021-05"),
        ("check",),
        ("export", "volunteers", tmp_path / "a.xlsx"),
        ("report", "monthly", "--month", "2021-05", "--out", tmp_path / "a.pdf"),
        ("report",),
    ):
        assert run(*arguments, "--data", data, *DAY).code == 0
    assert contents(data) == before


# 被拒绝的


def refused_files(folder: Path) -> dict[str, tuple[Path, str]]:
    """各种不对的文件 →（文件，句子里要有的字）。"""
    made = {
        "没有这个文件": (folder / "没有.xlsx", "找不到"),
        "空文件": (folder / "空.xlsx", "空文件"),
        "不是表格": (folder / "照片.xlsx", "图片"),
        "加了密码": (folder / "加密.xlsx", "打开密码"),
        "截断的": (folder / "截断.xlsx", "不完整"),
        "没有表头": (folder / "没有表头.xlsx", "表头"),
        "是文件夹": (folder / "文件夹.xlsx", "文件夹"),
        "编码不对": (folder / "乱.csv", "编码"),
    }
    made["空文件"][0].write_bytes(b"")
    made["不是表格"][0].write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    made["加了密码"][0].write_bytes(LOCKED)
    whole = workbook(
        folder / "好的.xlsx", ("姓名", "身份证号"), *[("王芳", f"第{number}个") for number in range(200)]
    ).read_bytes()
    made["截断的"][0].write_bytes(whole[: len(whole) // 2])
    workbook(made["没有表头"][0], ("苹果", "香蕉"), (1, 2))
    made["是文件夹"][0].mkdir()
    made["编码不对"][0].write_bytes(b"\x81\xff\xfe\xfd name")
    return made


FILES = ("没有这个文件", "空文件", "不是表格", "加了密码", "截断的", "没有表头", "是文件夹", "编码不对")


@pytest.mark.parametrize("case", FILES)
@pytest.mark.parametrize("commit", [(), ("--commit",)], ids=["plan", "commit"])
def test_a_file_that_is_no_list_is_refused_in_a_sentence(
    run: Run, data: Path, tmp_path: Path, case: str, commit: tuple[str, ...]
) -> None:
    path, words = refused_files(tmp_path)[case]
    before = contents(data)
    done = run("import", "volunteers", path, *commit, "--data", data, *DAY)
    assert done.code == 1, done
    assert words in done.err
    assert "Traceback" not in done.out + done.err
    assert contents(data) == before


REFUSED: list[tuple[str, tuple[str, ...], str]] = [
    ("不认识的登记表", ("import", "狗狗", "{file}"), "没有叫“狗狗”的登记表"),
    ("导出不认识的登记表", ("export", "狗狗", "{folder}/a.xlsx"), "没有叫“狗狗”的登记表"),
    ("不是 xlsx、csv", ("export", "volunteers", "{folder}/a.doc"), ".xlsx"),
    ("没有的文件夹", ("export", "volunteers", "{folder}/没有/a.xlsx"), "找不到文件夹"),
    ("没有的工作表", ("import", "volunteers", "{file}", "--sheet", "第九张"), "第九张"),
    ("没有的社区", ("import", "volunteers", "{file}", "--community", "南极"), "南极"),
    ("没有的批次", ("undo", "没有这个"), "没有编号"),
    ("十三月", ("figures", "--month", "2021-13"), "月"),
    ("不是月份", ("figures", "--month", "上个月"), "月"),
    ("还没到的月份", ("figures", "--month", "2031-01"), "月"),
    ("月报的月份不对", ("report", "monthly", "--month", "2021-13", "--out", "{folder}/a.pdf"), "月"),
    ("月报的月份没到", ("report", "monthly", "--month", "2021-07", "--out", "{folder}/a.pdf"), "月"),
    ("没有的报表", ("report", "年鉴"), "没有叫“年鉴”的报表"),
    ("报表写成别的格式", ("report", "monthly", "--month", "2021-05", "--out", "{folder}/a.docx"), "pdf"),
    ("没有的预置", ("init", "--preset", "mars"), "mars"),
]


@pytest.mark.parametrize(("arguments", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_each_refusal_is_one_chinese_sentence_and_changes_nothing(
    run: Run, data: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    file = workbook(tmp_path / "好.xlsx", ("姓名", "身份证号"), ("王芳", id_number(2, "19800229")))
    before = contents(data)
    filled = [each.format(file=file, folder=tmp_path) for each in arguments]
    done = run(*filled, "--data", data, *DAY)
    assert done.code == 1, done
    assert words in done.err
    assert chinese(done.err)
    assert len(done.err.strip().splitlines()) == 1
    assert "Traceback" not in done.out + done.err
    assert contents(data) == before
    assert not list(tmp_path.glob("a.*"))


EVERY = (
    ("import", "volunteers", "{file}"),
    ("undo", "x"),
    ("export", "volunteers", "{folder}/a.xlsx"),
    ("figures", "--month", "2021-05"),
    ("report", "monthly", "--month", "2021-05", "--out", "{folder}/a.pdf"),
    ("check",),
)
EACH_COMMAND = pytest.mark.parametrize("arguments", EVERY, ids=[each[0] for each in EVERY])


@EACH_COMMAND
def test_without_an_office_nothing_is_made(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    file = people_csv(tmp_path / "名单.csv", 3)
    filled = [each.format(file=file, folder=tmp_path) for each in arguments]
    done = run(*filled, "--data", tmp_path / "没有", *DAY)
    assert done.code == 1
    assert "还没有数据" in done.err
    assert "init" in done.err
    assert not (tmp_path / "没有").exists()


@EACH_COMMAND
def test_while_another_program_holds_it_every_command_says_who(
    run: Run, data: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    file = people_csv(tmp_path / "名单.csv", 3)
    before = contents(data)
    filled = [each.format(file=file, folder=tmp_path) for each in arguments]
    with only_one(data):
        done = run(*filled, "--data", data, *DAY)
    assert done.code == 1
    assert "已被打开" in done.err
    assert str(os.getpid()) in done.err
    assert contents(data) == before


@EACH_COMMAND
def test_on_a_damaged_file_every_command_says_so_and_leaves_it(
    run: Run, data: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    path = data / FILE_NAME
    path.write_bytes(b"\x00" * 4096 + path.read_bytes()[4096:])
    before = path.read_bytes()
    file = people_csv(tmp_path / "名单.csv", 3)
    filled = [each.format(file=file, folder=tmp_path) for each in arguments]
    done = run(*filled, "--data", data, *DAY)
    assert done.code == 1
    assert "损坏" in done.err
    assert "备份" in done.err
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("不是文件夹", encoding="utf-8")
    done = run("init", "--data", tmp_path / "文件" / "data", *DAY)
    assert done.code == 1
    assert chinese(done.err)
    assert "文件夹" in done.err


def test_an_unknown_preset_leaves_no_half_founded_office(run: Run, tmp_path: Path) -> None:
    done = run("init", "--preset", "mars", "--data", tmp_path / "data", *DAY)
    assert done.code == 1
    assert "可以选" in done.err
    assert not (tmp_path / "data" / FILE_NAME).exists()
    assert run("init", "--data", tmp_path / "data", *DAY).code == 0


# 用法


@pytest.mark.parametrize(
    "arguments",
    [
        ("import",),
        ("import", "volunteers"),
        ("figures",),
        ("undo",),
        ("export", "volunteers"),
        ("report", "monthly"),
        ("nonsense",),
        ("check", "--nonsense"),
        ("check", "--today", "昨天吧"),
        ("--today", "2021-13-40", "check"),
        ("figures", "--month", "2021-05", "--today", "5月"),
    ],
)
def test_wrong_usage_is_two_and_says_how(run: Run, data: Path, arguments: tuple[str, ...]) -> None:
    before = contents(data)
    done = run("--data", data, *arguments)
    assert done.code == 2, done
    assert chinese(done.err)
    assert "Traceback" not in done.err
    assert contents(data) == before


def test_every_command_explains_itself_in_chinese(run: Run) -> None:
    general = run("--help")
    assert general.code == 0
    for name in ("init", "demo", "import", "undo", "export", "figures", "report", "check"):
        assert name in general.out
        done = run(name, "--help")
        assert done.code == 0
        assert chinese(done.out)
    assert run("--version").code == 0


def test_the_folder_is_given_before_or_after_the_command_or_by_the_environment(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("--data", data, *DAY, "check").code == 0
    assert run("check", "--data", data, *DAY).code == 0
    monkeypatch.setenv("MIAOPU_DATA", str(data))
    assert run("check", *DAY).code == 0


def test_the_module_is_the_same_door(data: Path) -> None:
    good = process("check", *DAY, MIAOPU_DATA=str(data))
    assert (good.code, good.err) == (0, "")
    bad = process("check", *DAY, MIAOPU_DATA=str(data / "没有"))
    assert bad.code == 1
    assert "还没有数据" in bad.err
    assert bad.out == ""
    # 控制台不是 UTF-8 也不能因此出错
    plain = process("check", *DAY, MIAOPU_DATA=str(data), PYTHONIOENCODING="ascii", LC_ALL="C")
    assert plain.code == 0


def test_click_speaks_chinese_in_its_usage_and_its_refusals() -> None:
    from click.testing import CliRunner

    from miaopu_desk.cli import cli

    shown = CliRunner().invoke(cli, ["zero", "--help"]).output
    assert shown.startswith("用法：")
    assert "选项" in shown
    assert "看这一页说明。" in shown
    for words in (["imporrt"], ["zero", "--month"], ["export"], ["zero", "--weird"], ["fill", "a", "b", "c", "d"]):
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 2, words
        assert not re.search(r"\b(?:Usage|Error|Missing|No such|Try|Options|Got|requires|Did you)\b", done.output), (
            words
        )
