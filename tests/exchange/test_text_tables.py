"""csv、tsv 和粘贴的表格：编码、分隔符、引号都认得对。"""

import csv
import io
import random
from pathlib import Path

import pytest

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.sheets import read_workbook
from miaopu_desk.exchange.text_tables import find_delimiter, parse, read_pasted, write_csv
from miaopu_desk.exchange.workbook import Limits

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰䶮㛃𬍛㑇㵑𠮷"
COMMUNITIES = ("东方里", "光明里", "服务里", "凤凰村", "苗圃路", "大华", "蔡家皂", "清泉里")


def test_small_files_in_both_encodings_are_all_read_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(1500)
    path = tmp_path / "社区.csv"
    tried = right = 0
    for number in range(1500):
        rows = [("姓名", "社区", "电话")] + [
            (
                chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.randint(1, 2))),
                chance.choice(COMMUNITIES),
                f"138{chance.randrange(10**8):08d}",
            )
            for _ in range(chance.randint(1, 5))
        ]
        encoding = ("utf-8", "utf-8-sig", "gb18030")[number % 3]
        delimiter = (",", ";", "\t")[number // 3 % 3]
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter).writerows(rows)
        path.write_bytes(out.getvalue().encode(encoding))
        tried += 1
        right += read_workbook(path).sheets[0].rows == rows
    with capsys.disabled():
        print(f"\n小的文本表格：试 {tried} 个，读对 {right} 个")
    assert right == tried == 1500


def test_the_unicode_text_that_excel_saves_is_read(tmp_path: Path) -> None:
    path = tmp_path / "统一码.txt"
    path.write_bytes("姓名\t电话\r\n赵一\t138\r\n".encode("utf-16"))

    workbook = read_workbook(path)

    assert workbook.format == "tsv"
    assert workbook.sheets[0].rows == [("姓名", "电话"), ("赵一", "138")]


@pytest.mark.parametrize("start", ["BMI", "MZ-1", "PK"])
def test_a_list_that_begins_like_another_kind_of_file_is_still_a_list(tmp_path: Path, start: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(f"{start},姓名\n1,赵一\n".encode())
    if start == "PK":  # 压缩包的记号，哪怕后面是字
        with pytest.raises(KnownError):
            read_workbook(path)
    else:
        assert read_workbook(path).sheets[0].rows == [(start, "姓名"), ("1", "赵一")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_like_and_a_quoted_cell_keeps_its_own(end: str) -> None:
    rows, notes = parse(end.join(["姓名,备注", '赵一,"甲\r\n乙"', "", "钱二,丙"]), ",", "x", Limits())
    assert rows == [("姓名", "备注"), ("赵一", "甲\r\n乙"), (None, None), ("钱二", "丙")]
    assert notes == []


def test_a_csv_renamed_xls_is_read(tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    path.write_bytes("姓名,电话\n赵一,138\n".encode("gb18030"))

    workbook = read_workbook(path)

    assert workbook.format == "csv"
    assert workbook.sheets[0].rows[1] == ("赵一", "138")
    assert "GB18030" in workbook.notes[0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('="430405199001011234"', "430405199001011234"),
        ("'=1+1", "=1+1"),
        ("'+8613800000000", "+8613800000000"),
        ("\t430405199001011234\t", "430405199001011234"),
        ("430405199001011234\t", "430405199001011234"),
        ("'90后", "'90后"),
        ("  ", None),
        ("=SUM(A1)", "=SUM(A1)"),
    ],
)
def test_tricks_that_keep_numbers_as_text_are_undone(written: str, read: str | None) -> None:
    quoted = '"' + written.replace('"', '""') + '"'
    rows, _ = parse(f"{quoted},x\n", ",", "x", Limits())
    assert rows[0][0] == read


def test_short_rows_are_filled_and_trailing_empty_rows_dropped() -> None:
    rows, notes = parse("姓名,电话,社区\n赵一\n,,\n\n", ",", "x", Limits())
    assert rows == [("姓名", "电话", "社区"), ("赵一", None, None)]
    assert notes == []


def test_a_line_break_and_a_delimiter_inside_quotes_stay_in_the_cell() -> None:
    rows, _ = parse('姓名,备注\n赵一,"第一行\n第二行,还有"\n', ",", "x", Limits())
    assert rows[1] == ("赵一", "第一行\n第二行,还有")


def test_an_unbalanced_quote_never_swallows_the_rows_below() -> None:
    rows, notes = parse('姓名,备注\n赵一,"好\n钱二,行\n', ",", "x", Limits())
    assert rows == [("姓名", "备注"), ("赵一", '"好'), ("钱二", "行")]
    assert "引号不成对" in notes[0]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\nc,d", ","),
        ("a;b\nc;d", ";"),
        ("a\tb\nc\td", "\t"),
        ("a，b\nc", ","),
        ("a,1;2\nb,3;4\nc,5", ","),
        ("x\ty,z\nx\ty", "\t"),
    ],
)
def test_the_delimiter_is_the_one_that_splits_most_rows_alike(text: str, delimiter: str) -> None:
    assert find_delimiter(text) == delimiter


def test_a_pasted_block_is_a_workbook() -> None:
    workbook = read_pasted("姓名\t电话\r\n赵一\t138\r\n")
    assert workbook.sheets[0].rows == [("姓名", "电话"), ("赵一", "138")]
    with pytest.raises(KnownError, match="剪贴板"):
        read_pasted(" \r\n")


def test_a_written_csv_has_no_formula_and_reads_back_the_same(tmp_path: Path) -> None:
    rows = [("=1+1", "+86", "-5", "@SUM(A1)"), ("𠮷䶮", "平常", "'引", None)]

    path = write_csv(tmp_path / "名单.csv", ("甲", "乙", "丙", "丁"), rows)

    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]
    assert read_workbook(path).sheets[0].rows[1:] == rows
