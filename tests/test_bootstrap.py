"""bootstrap.py：老解释器读得懂，缺什么说一行，装过的不再装，装到一半的从头来，不写 .venv 以外的地方。"""

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", ROOT / "bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """一份刚取来的源码：只有两张清单，还没有 .venv。"""
    (tmp_path / "requirements.txt").write_text("甲==1 \\\n    --hash=sha256:00\n", encoding="utf-8")
    (tmp_path / "requirements-dev.txt").write_text("甲==1 \\\n    --hash=sha256:00\n", encoding="utf-8")
    return tmp_path


def pretend_venv(venv: Path, version: str) -> None:
    """一个看上去完好的虚拟环境，里面没有真的解释器。"""
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch()
    (venv / "pyvenv.cfg").write_text(f"home = x\nversion = {version}\n", encoding="utf-8")


@pytest.fixture
def installs(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """把建环境和装软件包换成记一笔，不真的下载。"""
    done: list[str] = []

    def create(root: Path, venv: Path) -> None:
        done.append("从头建" if bootstrap.must_start_afresh(venv) else "建")
        pretend_venv(venv, f"{bootstrap.THIS}.1")
        (venv / "bootstrap.unfinished").unlink(missing_ok=True)

    monkeypatch.setattr(bootstrap, "_create", create)
    monkeypatch.setattr(bootstrap, "_install", lambda root, venv, listing: done.append(listing))
    return done


# ── 解释器 ──


def test_python_3_6_can_still_parse_it_and_so_can_say_that_it_is_too_old() -> None:
    ast.parse((ROOT / "bootstrap.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_it_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "bootstrap.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13), (2, 7, 18)])
def test_an_old_python_is_told_which_version_to_take(bootstrap: ModuleType, version: tuple[int, int, int]) -> None:
    sentence = bootstrap.wrong_python(version)
    assert "3.11" in sentence
    assert ".".join(map(str, version)) in sentence


def test_a_32_bit_python_is_refused(bootstrap: ModuleType) -> None:
    assert "64 位" in bootstrap.wrong_python((3, 12, 0), biggest=2**31 - 1)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 2), (4, 0, 0)])
def test_a_new_python_is_taken(bootstrap: ModuleType, version: tuple[int, int, int]) -> None:
    assert bootstrap.wrong_python(version) == ""


def test_the_oldest_python_is_the_one_pyproject_names(bootstrap: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=" + ".".join(map(str, bootstrap.OLDEST))


# ── 系统库 ──


def test_missing_libraries_are_found_by_loading_them(bootstrap: ModuleType) -> None:
    assert bootstrap.missing_libraries({"libno-such-thing.so.9": "libno-such-thing9"}) == {
        "libno-such-thing.so.9": "libno-such-thing9"
    }


def pretend_linux(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, missing: set[str], *, root: bool, apt: bool = True
) -> list[list[str]]:
    """一台缺这些库的 Debian；返回运行过的命令，装过以后库就齐了。"""
    commands: list[list[str]] = []

    def run(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
        commands.append(command)
        if "install" in command:
            missing.clear()
        return 0, ""

    real = bootstrap.missing_libraries
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    monkeypatch.setattr(bootstrap, "missing_libraries", lambda table: real(table, lambda so: so not in missing))
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: object())
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: "apt-get" if apt else None)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 0 if root else 1000, raising=False)
    monkeypatch.setattr(bootstrap, "_quietly", run)
    return commands


def test_a_user_is_told_one_apt_line_with_every_missing_package(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = {"libGL.so.1", "libglib-2.0.so.0", "libgthread-2.0.so.0", "libxcb-cursor.so.0"}
    commands = pretend_linux(bootstrap, monkeypatch, missing, root=False)
    with pytest.raises(bootstrap.Stop) as stop:
        bootstrap.ensure_system_libraries(window=True)
    lines = [line for line in str(stop.value).splitlines() if "apt-get" in line]
    assert lines == ["  sudo apt-get install -y --no-install-recommends libgl1 libglib2.0-0 libxcb-cursor0"]
    assert commands == []


def test_root_gets_them_installed_after_one_update(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = pretend_linux(bootstrap, monkeypatch, {"libEGL.so.1", "libcups.so.2"}, root=True)
    bootstrap.ensure_system_libraries(window=True)
    assert [command[1] for command in commands] == ["update", "install"]
    assert commands[1][-2:] == ["libegl1", "libcups2"]


def test_without_a_window_the_screen_libraries_are_only_mentioned(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend_linux(bootstrap, monkeypatch, {"libxcb-icccm.so.4"}, root=False)
    bootstrap.ensure_system_libraries(window=False)
    assert "libxcb-icccm4" in capsys.readouterr().out


def test_a_linux_without_apt_is_told_the_names(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_linux(bootstrap, monkeypatch, {"libGL.so.1"}, root=True, apt=False)
    with pytest.raises(bootstrap.Stop, match="libgl1"):
        bootstrap.ensure_system_libraries(window=False)


def test_a_missing_venv_module_is_named_in_the_same_line(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_linux(bootstrap, monkeypatch, {"libGL.so.1"}, root=False)
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(bootstrap.Stop, match=rf"libgl1 python{re.escape(bootstrap.THIS)}-venv$"):
        bootstrap.ensure_system_libraries(window=False)


def test_nothing_is_asked_of_windows(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = pretend_linux(bootstrap, monkeypatch, {"libGL.so.1"}, root=False)
    monkeypatch.setattr(bootstrap.sys, "platform", "win32")
    bootstrap.ensure_system_libraries(window=True)
    assert commands == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="只有 Linux 有 ldd")
def test_when_the_tables_find_nothing_missing_the_linker_agrees_for_every_qt_part_in_use(
    bootstrap: ModuleType,
) -> None:
    tables = {**bootstrap.QT_LIBRARIES, **bootstrap.SCREEN_LIBRARIES}
    spec = importlib.util.find_spec("PySide6")
    assert spec
    assert spec.origin
    qt = Path(spec.origin).parent / "Qt"
    parts = [qt / "lib" / f"libQt6{name}.so.6" for name in ("Gui", "Widgets", "PdfWidgets", "PrintSupport", "Svg")]
    parts += [qt / "plugins" / "platforms" / f"libq{name}.so" for name in ("xcb", "offscreen")]
    linked = subprocess.run(["ldd", *map(str, parts)], capture_output=True, text=True, check=True).stdout
    missing = set(re.findall(r"(\S+) => not found", linked))
    assert missing <= set(bootstrap.missing_libraries(tables)), "表里漏了 Qt 要的库"


# ── 装过没有 ──


def test_the_first_run_builds_and_installs_and_the_second_does_nothing(
    bootstrap: ModuleType, clone: Path, installs: list[str]
) -> None:
    for _ in range(2):
        bootstrap.ensure_environment(clone, ["requirements.txt"])
    assert installs == ["建", "requirements.txt"]


def test_a_changed_list_is_installed_again_into_the_same_environment(
    bootstrap: ModuleType, clone: Path, installs: list[str]
) -> None:
    bootstrap.ensure_environment(clone, ["requirements.txt"])
    (clone / "requirements.txt").write_text("甲==2\n", encoding="utf-8")
    bootstrap.ensure_environment(clone, ["requirements.txt"])
    assert installs == ["建", "requirements.txt", "requirements.txt"]


def test_what_was_set_up_for_developers_serves_the_program_too(
    bootstrap: ModuleType, clone: Path, installs: list[str]
) -> None:
    bootstrap.ensure_environment(clone, ["requirements.txt", "requirements-dev.txt"])
    bootstrap.ensure_environment(clone, ["requirements.txt"])
    assert installs == ["建", "requirements-dev.txt"]


def test_what_was_set_up_for_the_program_is_completed_for_developers(
    bootstrap: ModuleType, clone: Path, installs: list[str]
) -> None:
    bootstrap.ensure_environment(clone, ["requirements.txt"])
    bootstrap.ensure_environment(clone, ["requirements.txt", "requirements-dev.txt"])
    assert installs == ["建", "requirements.txt", "requirements-dev.txt"]


def test_a_half_finished_setup_is_done_again_from_the_start(
    bootstrap: ModuleType, clone: Path, installs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(root: Path, venv: Path, listing: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(bootstrap, "_install", power_cut)
        with pytest.raises(KeyboardInterrupt):
            bootstrap.ensure_environment(clone, ["requirements.txt"])
    bootstrap.ensure_environment(clone, ["requirements.txt"])
    assert installs == ["建", "从头建", "requirements.txt"]


def test_a_creation_cut_short_leaves_a_mark_and_leftovers_are_cleared(
    bootstrap: ModuleType, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = clone / ".venv"
    pretend_venv(venv, "3.1.2")
    (venv / "leftover.py").touch()
    monkeypatch.setattr(bootstrap, "_quietly", lambda command, environment: (1, "断了"))
    with pytest.raises(bootstrap.Stop, match="断了"):
        bootstrap._create(clone, venv)
    assert not (venv / "leftover.py").exists()
    pretend_venv(venv, bootstrap.THIS)
    assert bootstrap.must_start_afresh(venv)


@pytest.mark.parametrize("stamp", ["", "{", "[]", '{"python": "3.11"}'])
def test_a_damaged_stamp_counts_as_not_set_up(
    bootstrap: ModuleType, clone: Path, installs: list[str], stamp: str
) -> None:
    bootstrap.ensure_environment(clone, ["requirements.txt"])
    (clone / ".venv" / "bootstrap.json").write_text(stamp, encoding="utf-8")
    bootstrap.ensure_environment(clone, ["requirements.txt"])
    assert installs[-1] == "requirements.txt"
    assert json.loads((clone / ".venv" / "bootstrap.json").read_text(encoding="utf-8"))["requirements.txt"]


@pytest.mark.parametrize(("version", "afresh"), [("{this}.9", False), ("3.1.2", True), ("{this}0.1", True)])
def test_an_environment_of_another_python_is_rebuilt_and_a_good_one_is_kept(
    bootstrap: ModuleType, tmp_path: Path, version: str, afresh: bool
) -> None:
    pretend_venv(tmp_path / ".venv", version.format(this=bootstrap.THIS))
    assert bootstrap.must_start_afresh(tmp_path / ".venv") is afresh


def test_it_writes_nowhere_but_in_the_venv_folder(bootstrap: ModuleType, clone: Path, installs: list[str]) -> None:
    before = {path.name: path.read_bytes() for path in clone.iterdir()}
    bootstrap.ensure_environment(clone, ["requirements.txt", "requirements-dev.txt"])
    after = {path.name: path.read_bytes() for path in clone.iterdir() if path.name != ".venv"}
    assert after == before


def test_personal_settings_cannot_lead_pip_into_the_system(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"PIP_USER": "1", "PIP_TARGET": "x", "PIP_PREFIX": "x", "PYTHONHOME": "x"}.items():
        monkeypatch.setenv(name, value)
    environment = bootstrap.child_environment(ROOT)
    assert environment["PIP_USER"] == "0"
    assert environment["PYTHONPATH"] == str(ROOT)
    assert environment.keys().isdisjoint({"PIP_TARGET", "PIP_PREFIX", "PYTHONHOME"})


# ── pip 失败 ──


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "校验值不符"),
        ("OSError: [Errno 28] No space left on device", "磁盘满了"),
        ("PermissionError: [WinError 5] Access is denied", "关掉正在运行的本程序"),
        ("Retrying after connection broken by 'NewConnectionError'\nERROR: No matching distribution", "连不上软件源"),
        ("ERROR: Could not find a version (from versions: 1.0)\nERROR: No matching distribution", "没有适合这台机器"),
        ("Segmentation fault", "Segmentation fault"),
    ],
)
def test_what_pip_says_becomes_a_sentence_with_what_to_do(bootstrap: ModuleType, said: str, sentence: str) -> None:
    assert sentence in bootstrap.explain_pip(said, "requirements.txt")


def test_without_a_package_source_the_real_pip_fails_with_the_sentence(bootstrap: ModuleType, tmp_path: Path) -> None:
    pretend_venv(tmp_path / ".venv", bootstrap.THIS)
    (tmp_path / "list.txt").write_text("miaopu-no-such==1 --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "venv_python", lambda venv: sys.executable)
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_CONFIG_FILE", os.devnull)
        with pytest.raises(bootstrap.Stop, match="连不上软件源"):
            bootstrap._install(tmp_path, tmp_path / ".venv", "list.txt")


# ── 命令 ──


def test_the_whole_suite_runs_in_several_processes_and_a_part_of_it_in_one(bootstrap: ModuleType) -> None:
    whole = dict(bootstrap.check_commands("python", []))["pytest"]
    assert whole[:4] == ["python", "-m", "pytest", "-n"]
    assert 1 <= int(whole[4]) <= 4
    assert whole[5:] == ["--dist", "worksteal"]
    assert dict(bootstrap.check_commands("python", ["-s"]))["pytest"] == ["python", "-m", "pytest", "-s"]


def test_extra_arguments_of_test_go_to_pytest_alone(bootstrap: ModuleType) -> None:
    steps = bootstrap.check_commands("python", ["-k", "身份证"])
    assert [name for name, _ in steps] == [
        "ruff format --check",
        "ruff check",
        "mypy --strict",
        "lint-imports",
        "pytest",
    ]
    assert [name for name, command in steps if "身份证" in command] == ["pytest"]


def test_the_first_failing_step_stops_the_rest_and_its_code_is_passed_on(
    bootstrap: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def step(code: int) -> list[str]:
        return [sys.executable, "-c", f"print('第 {code} 步'); raise SystemExit({code})"]

    assert bootstrap.run_steps([("甲", step(0)), ("乙", step(7)), ("丙", step(0))], tmp_path) == 7
    out, err = capfd.readouterr()
    assert "乙（退出码 7）" in err
    assert "── 丙" not in out


def test_what_the_checks_compiled_is_kept_for_the_next_process(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    kept = [sys.executable, "-c", "import sys; raise SystemExit(sys.dont_write_bytecode)"]
    assert bootstrap.run_steps([("一步", kept)], tmp_path) == 0


def test_bench_runs_every_bench_file(bootstrap: ModuleType) -> None:
    names = [name for name, _ in bootstrap.bench_commands("python", ROOT, [])]
    assert names == sorted(path.name for path in (ROOT / "tests" / "bench").glob("bench_*.py"))
    assert names


@pytest.mark.parametrize(("command", "door"), [("demo", ["demo", "--no-window"]), ("run", ["--no-window"])])
def test_demo_and_run_become_the_program_with_the_arguments_as_given(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, command: str, door: list[str]
) -> None:
    became: list[Any] = []
    monkeypatch.setattr(bootstrap, "ensure_system_libraries", lambda window: None)
    monkeypatch.setattr(bootstrap, "ensure_environment", lambda root, names: None)
    monkeypatch.setattr(bootstrap, "become", lambda command, environment: became.extend(command) or 5)
    assert bootstrap.main([command, "--no-window"]) == 5
    assert became[1:] == ["-m", "miaopu_desk", *door]


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["install"], 2), (["--help"], 0)])
def test_usage_is_shown_in_chinese(
    bootstrap: ModuleType, arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main(arguments) == code
    assert "用法：" in "".join(capsys.readouterr())


def test_ctrl_c_is_quiet(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(command: str, extra: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "carry_out", interrupt)
    assert bootstrap.main(["setup"]) == 130
    assert "已停下" in capsys.readouterr().err
