"""源码文件夹的样子：顶层只有说好的几样，文件里没有某台机器的路径、软件源的地址和没做完的记号。"""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

AGREED = {
    "pyproject.toml",
    "miaopu_desk",
    "resources",
    "db",
    "tests",
    "docs",
    "README.md",
    "bootstrap.py",
    "requirements.txt",
    "requirements-dev.txt",
    "LICENSE",
    ".ci",
    ".gitignore",
}
# 不属于源码、各台机器自己有的东西；名字都写在 .gitignore 里，除了 .git 自己。
IGNORED = {line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()} | {".git"}
TEXT = {".py", ".md", ".toml", ".txt", ".json", ".sql", ".qss", ".svg", ".ini", ".cfg", ".sh", ".yml", ".yaml", ""}

# 记号拆开来写，免得这份文件自己撞上自己。
UNWANTED = {
    "某台机器的路径": re.compile(
        r"(?<![\w.])/(?:wo" r"rk|ro" r"ot|tm" r"p|ho" r"me|Use" r"rs)/\w|[A-Z]:\\+Use" r"rs\\+\w"
    ),
    "软件源的地址": re.compile(
        r"(?i)py" r"pi\.org|python" r"hosted|--(?:extra-)?index" r"-url|mir" r"rors?\.[a-z]|/sim" r"ple/"
    ),
    "没做完的记号": re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b"),
}


def entries(folder: Path) -> Iterator[Path]:
    """文件夹里属于源码的条目，按名字排好。"""
    for path in sorted(folder.iterdir()):
        if path.name not in IGNORED and not path.name.endswith((".pyc", ".egg-info")):
            yield path


def text_files(folder: Path = ROOT) -> Iterator[Path]:
    """源码里的全部文本文件；别人的许可证原文除外。"""
    for path in entries(folder):
        if path.is_dir():
            if path.name != "licenses":
                yield from text_files(path)
        elif path.suffix in TEXT:
            yield path


def found(pattern: re.Pattern[str], files: Iterator[Path]) -> list[str]:
    """撞上的地方：文件:行号 原文。"""
    return [
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_the_top_level_holds_only_what_was_agreed() -> None:
    assert {path.name for path in entries(ROOT)} - AGREED == set()


def test_nothing_agreed_is_missing() -> None:
    assert {name for name in AGREED if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("what", UNWANTED)
def test_no_text_file_contains(what: str) -> None:
    assert found(UNWANTED[what], text_files()) == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("某台机器的路径", 'open("/wo' + 'rk/x.py")'),
        ("某台机器的路径", "C:\\Use" + "rs\\zhang"),
        ("软件源的地址", "--index" + "-url=x"),
        ("没做完的记号", "# TO" + "DO: 以后再说"),
    ],
)
def test_the_search_would_notice(what: str, line: str) -> None:
    assert UNWANTED[what].search(line)


def pinned(listing: str) -> dict[str, str]:
    """清单里的 {包名: 版本}。"""
    lines = (ROOT / listing).read_text(encoding="utf-8").splitlines()
    pins = [re.match(r"([\w.-]+)==([\w.]+)", line) for line in lines]
    return {pin[1]: pin[2] for pin in pins if pin}


def normal(name: str) -> str:
    """包名的规范写法（PEP 503）。"""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_both_requirement_lists_pin_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for listing, wanted in [
        ("requirements.txt", project["project"]["dependencies"]),
        ("requirements-dev.txt", project["project"]["dependencies"] + project["dependency-groups"]["dev"]),
    ]:
        asked = {normal(name): version for name, version in (line.split("==") for line in wanted)}
        assert asked.items() <= pinned(listing).items(), listing


def test_the_developer_list_contains_the_program_list_with_the_same_versions() -> None:
    assert pinned("requirements.txt").items() <= pinned("requirements-dev.txt").items()


@pytest.mark.parametrize("listing", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_carries_hashes(listing: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / listing).read_text(encoding="utf-8").strip())
    assert len(blocks) == len(pinned(listing))
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_every_library_is_listed_with_its_licence_and_the_version_in_use() -> None:
    rows = [row for row in (ROOT / "docs" / "third_party.md").read_text(encoding="utf-8").splitlines() if "|" in row]
    listed = {
        (normal(name), version) for row in rows for name in re.findall(r"[\w.-]+", row) for version in row_versions(row)
    }
    assert pinned("requirements-dev.txt").items() - listed == set()


def row_versions(row: str) -> list[str]:
    """表格一行里出现的版本号。"""
    return re.findall(r"\d[\d.]+", row)


def test_every_font_is_listed_and_its_checksum_holds() -> None:
    fonts = ROOT / "resources" / "fonts"
    sums = dict(reversed(line.split()) for line in (fonts / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    page = (ROOT / "docs" / "third_party.md").read_text(encoding="utf-8")
    for font in fonts.glob("*.ttf"):
        assert sums[font.name] == hashlib.sha256(font.read_bytes()).hexdigest(), font.name
        assert f"| {font.name} |" in page, font.name
