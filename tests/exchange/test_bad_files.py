"""坏的、假的、加密的、恶意的文件：每一个都变成一句中文，没有一个让程序出错或等太久。"""

import io
import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.chart import BarChart

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.odd_cells import odd_cells
from miaopu_desk.exchange.sheets import read_workbook
from miaopu_desk.exchange.workbook import Limits
from miaopu_desk.exchange.zip_directory import TooMuch, directory

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def xlsx_bytes(rows: int = 50) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "社区", "电话"])
    for number in range(rows):
        book.active.append([f"人{number}", "东方里", f"1380000{number:04d}"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xls_bytes() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("名单").write(0, 0, "姓名")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def zip_bytes(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def locked_xls() -> bytes:
    """把工作簿流里第二条记录改成 FILEPASS（0x002F），就是设了打开密码的 xls。"""
    data = bytearray(xls_bytes())
    at = data.find(b"\x09\x08\x10\x00") + 20
    data[at : at + 2] = b"\x2f\x00"
    return bytes(data)


def chart_only() -> bytes:
    book = openpyxl.Workbook()
    book.create_chartsheet("图").add_chart(BarChart())
    book.remove(book["Sheet"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def encrypted_zip() -> bytes:
    data = bytearray(xlsx_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


BAD: list[tuple[str, bytes, str]] = [
    ("空.xlsx", b"", "空文件"),
    ("~$名单.xlsx", b"\x05user" + bytes(160), "临时文件"),
    (".~名单.xlsx", b"\x05user" + bytes(160), "没有“.~”的那一个"),
    ("程序.csv", b"MZ\x90\x00" + bytes(60), "程序文件"),
    ("位图.xlsx", b"BM6\x00\x00" + bytes(60), "图片"),
    ("空字符.csv", "姓名,社区\n张三\x00,东方里\n".encode(), "不是表格"),
    ("长格.csv", b"a" * 200_000, "引号"),
    ("长行.csv", ("姓名\n" * 2000 + "," * 3000 + "\n").encode(), "最长的一行有 3001 栏"),
    ("长表.csv", b"a\n" * 400_001, "分成几个文件"),
    ("加密.xlsx", OLE2 + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000), "打开密码"),
    ("加密.xls", locked_xls(), "打开密码"),
    ("加密包.xlsx", encrypted_zip(), "加了密码"),
    ("网页.xls", "<html><head><meta charset='gbk'></head><table><tr><td>姓名</td></tr></table>".encode("gbk"), "网页"),
    ("网页2.xls", "\ufeff\r\n<table border=1><tr><td>姓名</td></tr></table>".encode(), "网页"),
    ("网页3.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "网页"),
    ("表格.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML 表格"),
    ("数据.xls", b'<?xml version="1.0"?><data/>', "XML 文件"),
    ("通知.xlsx", b"%PDF-1.7\n", "PDF"),
    ("照片.xlsx", b"\xff\xd8\xff\xe0" + bytes(20), "图片"),
    ("截图.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(20), "图片"),
    ("手机照片.xlsx", b"\x00\x00\x00\x18ftypheic" + bytes(20), "图片"),
    ("压缩.xlsx", b"Rar!\x1a\x07\x00", "RAR"),
    ("文档.xlsx", zip_bytes({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "Word"),
    ("旧文档.xls", OLE2 + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600), "Word"),
    ("演示.xlsx", zip_bytes({"ppt/presentation.xml": b"<x/>"}), "演示文稿"),
    ("压缩包.zip", zip_bytes({"名单.txt": b"x"}), "压缩包"),
    ("缺目录.xlsx", zip_bytes({"xl/worksheets/sheet1.xml": b"<x/>"}), "缺了工作簿的目录"),
    ("空架子.xlsx", zip_bytes({"xl/workbook.xml": b"<x", "[Content_Types].xml": b""}), "损坏"),
    ("只有图.xlsx", chart_only(), "只有图表"),
    ("截断.xlsx", xlsx_bytes()[:3000], "不完整"),
    ("截断.xls", xls_bytes()[:1200], "损坏"),
    ("乱码.xlsx", bytes(range(256)) * 10, "不是表格"),
    ("很旧.xls", b"\x09\x00\x04\x00" + bytes(50), "很早版本"),
    ("乱.csv", b"\x81\xff\xfe\xfd name", "编码"),
    ("引号.csv", '姓名,电话\n"赵一,138\n钱二,139,多一栏\n'.encode(), "引号"),
]


@pytest.mark.parametrize(("name", "data", "words"), BAD, ids=[name for name, _, _ in BAD])
def test_each_bad_file_gives_a_sentence_that_says_what_it_is(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(KnownError, match=words) as caught:
        read_workbook(path)

    assert name in str(caught.value)
    assert "请" in str(caught.value)


def test_a_missing_file_a_folder_and_a_locked_file_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KnownError, match="找不到"):
        read_workbook(tmp_path / "没有.xlsx")
    with pytest.raises(KnownError, match="文件夹"):
        read_workbook(tmp_path)
    path = tmp_path / "名单.xlsx"
    path.write_bytes(xlsx_bytes())

    def locked(self: Path) -> bytes:
        raise PermissionError(13, "占用")

    def pulled(self: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(KnownError, match="正被 WPS 或 Excel 打开着"):
        read_workbook(path)
    monkeypatch.setattr(Path, "read_bytes", pulled)
    with pytest.raises(KnownError, match="检查 U盘"):
        read_workbook(path)


def test_a_file_over_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    path.write_bytes(xlsx_bytes())

    with pytest.raises(KnownError, match="超过了"):
        read_workbook(path, limits=Limits(file_bytes=100))


def bombs() -> Iterator[tuple[str, bytes]]:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    tail = b"</sheetData></worksheet>"
    one_text = head + b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"A" * 75_000_000 + b"</t></is></c></row>" + tail
    cells = b"".join(b'<row><c t="inlineStr"><is><t>%07d</t></is></c></row>' % number for number in range(700_000))
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
    )
    yield "75MB文字", with_sheet(one_text)
    yield "70万行", with_sheet(head + cells + tail)
    yield "实体", with_sheet(laughs + b"]>" + head + b"<row><c><v>&m;</v></c></row>" + tail)
    yield "六千成员", with_members(6000)
    yield "假大小", forged_size(with_sheet(head + b'<row r="1"><c r="A1"><v>1</v></c></row>' * 200_000 + tail))


def forged_size(data: bytes) -> bytes:
    """目录里把第一张工作表展开后的大小改成 1000 字节。"""
    forged = bytearray(data)
    at = forged.find(b"xl/worksheets/sheet1.xml", forged.find(b"PK\x01\x02"))
    forged[at - 22 : at - 18] = (1000).to_bytes(4, "little")
    return bytes(forged)


def with_sheet(sheet: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes())) as source:
        members = {name: source.read(name) for name in source.namelist()}
    return zip_bytes(members | {"xl/worksheets/sheet1.xml": sheet})


def with_members(count: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes())) as source:
        members = {name: source.read(name) for name in source.namelist()}
    return zip_bytes(members | {f"xl/media/{number}.bin": b"" for number in range(count)})


def spent() -> float:
    """自己和读完的子进程花的处理器秒数：旁边在跑什么都不算。"""
    return sum(os.times()[:4])


def test_zip_bombs_are_refused_or_read_within_five_seconds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tried = refused = read = 0
    for name, data in bombs():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(data)
        started = spent()
        try:
            read_workbook(path)
            read += 1
        except KnownError:
            refused += 1
        tried += 1
        assert spent() - started < 5, name
    with capsys.disabled():
        print(f"\n压缩炸弹：试 {tried} 个，拒绝 {refused} 个，读完 {read} 个")
    assert (tried, refused + read) == (5, 5)
    assert refused >= 3


def test_a_bomb_of_350_kb_is_refused_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "炸弹.xlsx"
    filler = random.Random(7).randbytes(270_000)
    sheet = b"<worksheet><sheetData>" + b"A" * 75_000_000 + b"</sheetData></worksheet>"
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes())) as source:
        members = {name: source.read(name) for name in source.namelist()}
    path.write_bytes(zip_bytes(members | {"xl/worksheets/sheet1.xml": sheet, "xl/media/image1.png": filler}))
    assert 300_000 < path.stat().st_size < 400_000

    started = spent()
    with pytest.raises(KnownError, match=r"展开后有 7\d MB"):
        read_workbook(path)
    assert spent() - started < 1


def test_a_member_bigger_than_it_says_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "假.xlsx"
    path.write_bytes(forged_size(xlsx_bytes(500)))
    with pytest.raises(KnownError, match=r"大小是假的|已经损坏"):
        read_workbook(path)
    data = path.read_bytes()
    (member,) = (member for member in directory(data, path.name) if member.name.endswith("sheet1.xml"))
    with pytest.raises(TooMuch):
        odd_cells(data, member)


def test_a_cell_in_the_far_corner_kills_only_the_child(tmp_path: Path) -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    path = tmp_path / "角落.xlsx"
    path.write_bytes(with_sheet(sheet))

    with pytest.raises(KnownError, match="很远的地方"):
        read_workbook(path)


def test_reading_too_long_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "慢.xlsx"
    path.write_bytes(xlsx_bytes(3000))

    with pytest.raises(KnownError, match="已经停下"):
        read_workbook(path, limits=Limits(seconds=0.001))


def test_a_child_that_cannot_start_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(xlsx_bytes())

    def refuse(*_: object, **__: object) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(subprocess, "run", refuse)
    with pytest.raises(KnownError, match="没能启动"):
        read_workbook(path)


def test_truncated_and_flipped_files_are_read_or_refused_but_never_crash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(20210512)
    path = tmp_path / "坏.xlsx"
    outcomes = {"读完": 0, "拒绝": 0}
    sources = [xlsx_bytes(200), xls_bytes()]
    spoiled: list[bytes] = []
    for source in sources:
        spoiled += [source[: len(source) * percent // 100] for percent in range(2, 100, 4)]
        for _ in range(50):
            data = bytearray(source)
            for _ in range(chance.randint(1, 8)):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            spoiled.append(bytes(data))
    for data in spoiled:
        path.write_bytes(data)
        try:
            read_workbook(path)
            outcomes["读完"] += 1
        except KnownError:
            outcomes["拒绝"] += 1
    with capsys.disabled():
        print(f"\n截断和翻转：试 {len(spoiled)} 个，{outcomes}")
    assert sum(outcomes.values()) == len(spoiled) == 150
    assert outcomes["拒绝"] >= 50


MOST_SECONDS = 5.0
MOST_MB = 300
# 另开一个进程来读，量它自己和它的子进程用过的最多内存；说出的句子、花的处理器秒数（连子进程）一起写出来。
# 自己的看 VmHWM：ru_maxrss 会带着生它的测试进程的数
READER = """
import json, os, resource, sys
from pathlib import Path
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.sheets import read_workbook
start = sum(os.times()[:4])
try:
    book = read_workbook(Path(sys.argv[1]))
    said = f"读完 {sum(len(sheet.rows) for sheet in book.sheets)} 行"
except KnownError as error:
    said = str(error)
seconds = sum(os.times()[:4]) - start
status = Path("/proc/self/status").read_text()
own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([said, seconds, [own // 1024, child // 1024]]))
"""
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def odd_files() -> Iterator[tuple[str, bytes]]:
    yield from ((f"{name}.xlsx", data) for name, data in bombs())
    styled = b"".join(
        b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>' % (n, n) for n in range(2, 1_048_577)
    )
    first = b'<row r="1"><c r="A1" t="inlineStr"><is><t>\xe5\xa7\x93\xe5\x90\x8d</t></is></c></row>'
    yield "一百万行格式.xlsx", with_sheet(HEAD + first + styled + TAIL)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    yield "最远的角.xlsx", with_sheet(HEAD + first + far + TAIL)
    yield "最末一行.xlsx", with_sheet(HEAD + first + b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>' + TAIL)
    yield (
        "最右列三千行.xlsx",
        with_sheet(
            HEAD
            + b"".join(b'<row r="%d"><c r="A%d"/><c r="XFD%d"><v>1</v></c></row>' % (n, n, n) for n in range(1, 3001))
            + TAIL
        ),
    )
    for what, piece in (("换行", b"\n"), ("逗号", b","), ("引号", b'"'), ("一格", b"a"), ("一行一格", b"a\n")):
        yield f"全是{what}.csv", piece * (20_000_000 // len(piece))
    yield from ((name, data) for name, data, _ in BAD if name in ("空.xlsx", "加密.xlsx", "只有图.xlsx"))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="量内存要看 /proc")
def test_any_file_at_all_is_a_sentence_in_five_seconds_and_three_hundred_megabytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines, slow, big = [], 0.0, 0
    every = list(odd_files())
    for name, data in every:
        path = tmp_path / name
        path.write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-c", READER, str(path)], capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, f"{name}：{done.stderr}"
        said, seconds, most = json.loads(done.stdout)
        lines.append(f"  {name}：{seconds:.1f} 秒，窗口 {most[0]} MB，读的进程 {most[1]} MB：{said[:40]}")
        slow, big = max(slow, seconds), max(big, *most)
        assert said
    with capsys.disabled():
        print(f"\n离谱的文件：试 {len(every)} 个，最慢 {slow:.1f} 秒，最多 {big} MB", *lines, sep="\n")
    assert slow < MOST_SECONDS
    assert big < MOST_MB
