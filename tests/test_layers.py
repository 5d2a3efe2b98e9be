"""层次约定：依赖只朝一个方向，Qt 只在窗口层，重的库用到才引入。"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "miaopu_desk"

HEAVY = {
    "PySide6",
    "reportlab",
    "openpyxl",
    "python_calamine",
    "xlwt",
    "pypinyin",
    "chinese_calendar",
    "sqlite_utils",
    "cryptography",
    "platformdirs",
}


def modules_of(layer: str) -> list[str]:
    """一层里所有模块的全名；layer 可以是包，也可以是 paths 这样的单个模块。"""
    if (PACKAGE / f"{layer}.py").exists():
        return [f"miaopu_desk.{layer}"]
    files = sorted((PACKAGE / layer).rglob("*.py"))
    dotted = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]
    return [name.removesuffix(".__init__") for name in dotted]


def imported_names(source: str) -> set[str]:
    """源码里（包括函数里面）引入的全部顶层包名。"""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def loaded_after(modules: list[str]) -> set[str]:
    """在一个干净的解释器里引入这些模块之后，已经装载了哪些重的库。"""
    probe = (
        "import importlib, sys\n"
        f"for name in {modules!r}:\n"
        "    importlib.import_module(name)\n"
        f"print(*sorted({HEAVY!r} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_import_contract_in_pyproject_holds() -> None:
    contract = (
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    )
    done = subprocess.run([sys.executable, "-c", contract], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_window_layer_and_the_composition_root_mention_qt() -> None:
    offenders = [
        str(file.relative_to(ROOT))
        for file in PACKAGE.rglob("*.py")
        if "PySide6" in imported_names(file.read_text(encoding="utf-8"))
        and file.relative_to(PACKAGE).parts[0] not in ("ui", "app.py")
    ]
    assert offenders == []


def test_an_import_inside_a_function_counts_as_an_import() -> None:
    assert imported_names("def late():\n    from PySide6.QtCore import Qt\n    import os.path") == {"PySide6", "os"}


@pytest.mark.parametrize("layer", ["paths", "domain", "store", "exchange", "reports", "services", "cli"])
def test_importing_a_layer_loads_no_heavy_library(layer: str) -> None:
    modules = modules_of(layer)
    assert modules, f"没有这一层：{layer}"
    assert loaded_after(modules) == set()


def test_the_probe_notices_a_heavy_library() -> None:
    assert loaded_after(["openpyxl"]) == {"openpyxl"}
