"""装好并运行本程序：python3 bootstrap.py demo | run | test | setup | bench。只用标准库，只写旁边的 .venv。"""

import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

# 这一段的语法停在 Python 3.6：更老的解释器也要能读懂它，才说得出“版本太旧”这句话。
OLDEST = (3, 11)
THIS = f"{sys.version_info[0]}.{sys.version_info[1]}"
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"

PYTHON = "py" if os.name == "nt" else "python3"

USAGE = f"""用法：{PYTHON} bootstrap.py 命令 [其余参数原样交给程序]

  demo    装好，建样例办公室，导入八个社区的表，出月报（--out 文件夹，--no-window 不开窗口）
  run     装好，打开窗口（--data 文件夹）
  test    装好，跑全部检查（其余参数交给 pytest，例如 test -k 身份证）
  bench   装好，跑 tests/bench 里的测速
  setup   只装好，不运行
"""

# 从 PySide6 6.11.3 的库文件头里读出的直接依赖（objdump -p 的 NEEDED），按 Debian、Ubuntu 的包名列出。
# 不开窗口（offscreen）也要的：
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
    "libzstd.so.1": "libzstd1",
    "libz.so.1": "zlib1g",
    "libstdc++.so.6": "libstdc++6",
}
# 在屏幕上开窗口、接打印机才要的：
SCREEN_LIBRARIES = {
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libcups.so.2": "libcups2",
}

# pip 的英文输出里认得出的毛病，依次比对；后一项是给人看的话。
PIP_FAULTS = (
    (
        ("DO NOT MATCH THE HASHES",),
        "下载到的软件包与清单里的校验值不符，没有安装。多半是软件源被改动或下载坏了，请换一个可信的软件源再试。",
    ),
    (("No space left", "Errno 28", "WinError 112"), "磁盘满了。请在本文件夹所在的盘上腾出 2 GB，再运行同一条命令。"),
    (
        ("WinError 5", "WinError 32", "Permission denied"),
        "文件被占用或没有写入权限。请关掉正在运行的本程序，确认能在本文件夹里新建文件，再运行同一条命令。",
    ),
    (
        ("NewConnectionError", "Connection", "timed out", "ProxyError", "SSLError", "(from versions: none)"),
        "连不上软件源，没有装成。请检查网络后再运行同一条命令，会从头装好。\n"
        "这台机器不能上网时：在能上网的同类机器上运行\n"
        "  {python} -m pip download --require-hashes -r {listing} -d 软件包\n"
        "把“软件包”文件夹拷来，设环境变量 PIP_NO_INDEX=1 和 PIP_FIND_LINKS=软件包的完整路径，再运行同一条命令。",
    ),
    (
        ("No matching distribution", "not a supported wheel"),
        "没有适合这台机器的软件包。需要 64 位的 Windows 10/11，或 glibc 2.34 以上的 64 位 Linux（Debian 12、Ubuntu 22.04 起），"
        "Python 3.11 至 3.13。",
    ),
)


class Stop(Exception):
    """说得清的中止：内容是给人看的一句话。"""


def wrong_python(version, biggest=sys.maxsize):
    """解释器不合用时返回一句话，合用时返回空。version 形如 (3, 9, 2)。"""
    if tuple(version[:2]) < OLDEST:
        now = ".".join(str(part) for part in version[:3])
        return f"本程序要用 Python 3.11 或更新的版本，现在是 {now}。请装好新版，再用它运行，例如：python3.11 bootstrap.py demo"
    if biggest <= 2**32:
        return "本程序要用 64 位的 Python，现在是 32 位。请安装 64 位版本再运行。"
    return ""


def can_load(soname):
    """动态库能否装载；只有装一遍才算数，文件在不在说明不了。"""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_libraries(libraries, loads=can_load):
    """{动态库名: 包名} 里装载不了的那些，次序不变。"""
    return {soname: package for soname, package in libraries.items() if not loads(soname)}


def apt_line(packages):
    """一行能照抄的安装命令；包名去重、次序不变。"""
    return "apt-get install -y --no-install-recommends " + " ".join(dict.fromkeys(packages))


def missing_packages():
    """返回 (非装不可的包, 只有开窗口才要的包)；不是 Linux 时都为空。"""
    if not sys.platform.startswith("linux"):
        return [], []
    needed = list(missing_libraries(QT_LIBRARIES).values())
    if importlib.util.find_spec("ensurepip") is None:
        needed.append(f"python{THIS}-venv")
    return needed, list(missing_libraries(SCREEN_LIBRARIES).values())


def ensure_system_libraries(window):
    """Qt 缺了系统库会直接终止进程，Python 拦不住，所以在它之前查；管理员身份时自己装，否则说出那一行。"""
    needed, screen = missing_packages()
    if not needed + screen:
        return
    line = apt_line(needed + screen)
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("正在安装系统库：" + line, flush=True)
        environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        _quietly(["apt-get", "update", "-q"], environment)
        failed, said = _quietly(line.split(), environment)
        needed, screen = missing_packages()
        if failed:
            print(said[-1500:], file=sys.stderr)
    if needed or (window and screen):
        line = apt_line(needed + screen)
        if shutil.which("apt-get"):
            raise Stop("缺少系统库。请先运行下面这一行（要管理员密码），再运行同一条命令：\n  sudo " + line)
        raise Stop("缺少系统库，请用本机的软件管理器安装（Debian 包名）：" + line.split("recommends ")[1])
    if screen:
        print("提示：要在这台机器的屏幕上开窗口，还得先装：sudo " + apt_line(screen), flush=True)


def _quietly(command, environment):
    """运行并收走输出，返回 (退出码, 输出)。"""
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return done.returncode, done.stdout


def venv_python(venv):
    """虚拟环境里的解释器。"""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def child_environment(root):
    """子进程的环境：只用 .venv 里的库，只认这一份源码，pip 不会被个人设置引到系统里去。"""
    dropped = ("PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV", "__PYVENV_LAUNCHER__")
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    environment.update(
        PYTHONPATH=str(root),
        PYTHONNOUSERSITE="1",
        PIP_USER="0",
        PIP_NO_INPUT="1",
        PIP_PROGRESS_BAR="off",
        PIP_DISABLE_PIP_VERSION_CHECK="1",
    )
    return environment


def fingerprint(root, names):
    """这次安装由什么决定：解释器的版本和每份清单的内容。"""
    wanted = {"python": THIS}
    for name in names:
        wanted[name] = hashlib.sha256((root / name).read_bytes()).hexdigest()
    return wanted


def read_stamp(venv):
    """上次装完时记下的指纹；没有装完过或读不出来，为空。"""
    try:
        stamp = json.loads((venv / "bootstrap.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_ready(venv, wanted):
    """装好了没有：解释器在，上次装完了，版本和清单都没变。"""
    stamp = read_stamp(venv)
    return venv_python(venv).exists() and all(stamp.get(name) == value for name, value in wanted.items())


def must_start_afresh(venv):
    """已有的 .venv 不能接着用：上次装到一半，或者是另一个版本的 Python 建的。别处好好建起来的就接着用。"""
    if not venv.exists():
        return False
    try:
        made = (venv / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return True
    same_python = re.search(r"(?m)^version(_info)? *= *" + re.escape(THIS) + r"\b", made)
    return (venv / "bootstrap.unfinished").exists() or not same_python or not venv_python(venv).exists()


def ensure_environment(root, names):
    """按清单（后一份包含前一份）装好 .venv；已经装好就立刻返回。装到一半断了的，下次从头来。"""
    venv, wanted = root / ".venv", fingerprint(root, names)
    if is_ready(venv, wanted):
        return
    if not read_stamp(venv) or must_start_afresh(venv):
        _create(root, venv)
    (venv / "bootstrap.unfinished").touch()
    _install(root, venv, names[-1])
    temporary = venv / "bootstrap.json.part"
    temporary.write_text(json.dumps(wanted), encoding="utf-8")
    os.replace(str(temporary), str(venv / "bootstrap.json"))
    (venv / "bootstrap.unfinished").unlink()


def _create(root, venv):
    """建立虚拟环境；总是从最底下的 Python 建，哪怕本文件是在另一个虚拟环境里运行的。"""
    print("正在建立 .venv ……", flush=True)
    try:
        if must_start_afresh(venv):
            shutil.rmtree(str(venv))
        venv.mkdir(exist_ok=True)
        (venv / "bootstrap.unfinished").touch()  # 先做记号再动手，断在哪里都认得出
    except OSError as error:
        raise Stop(f"没能清空 .venv（{error}）。请关掉正在运行的本程序，再运行同一条命令。") from error
    base = getattr(sys, "_base_executable", None) or sys.executable
    failed, said = _quietly([base, "-m", "venv", str(venv)], child_environment(root))
    if failed:
        raise Stop("没能建立 .venv：\n" + said[-800:].strip() + "\n请确认能在本文件夹里新建文件，磁盘没有满。")


def _install(root, venv, listing):
    """用 pip 照校验值安装清单；全部输出记在 .venv/bootstrap.log。"""
    lines = (root / listing).read_text(encoding="utf-8").splitlines()
    total = sum(1 for line in lines if "==" in line and not line.startswith((" ", "#")))
    print(f"正在安装 {total} 个软件包，第一次要下载约 300 MB，请等几分钟 ……", flush=True)
    started, count, said = time.monotonic(), 0, []
    command = [str(venv_python(venv)), "-m", "pip", "install", "--require-hashes", "-r", str(root / listing)]
    with (venv / "bootstrap.log").open("w", encoding="utf-8") as log, subprocess.Popen(
        command,
        env=child_environment(root),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout:
            log.write(line)
            said.append(line)
            if line.startswith(("Collecting ", "Installing collected")) and sys.stdout.isatty():
                count += 1
                what = "取 " + line.split()[1] if line.startswith("Collecting") else "写入 .venv"
                print(f"\r  {min(count, total)}/{total} {what:<50}", end="", flush=True)
    if sys.stdout.isatty():
        print("\r" + " " * 70 + "\r", end="")
    if pip.returncode:
        raise Stop(explain_pip("".join(said), listing))
    print(f"装好了，用了 {time.monotonic() - started:.0f} 秒。", flush=True)


def explain_pip(said, listing):
    """pip 失败时的输出 → 一句话，说清是什么毛病、该怎么办。"""
    for marks, sentence in PIP_FAULTS:
        if any(mark in said for mark in marks):
            return sentence.format(listing=listing, python=PYTHON) + "\n（详情见 .venv/bootstrap.log）"
    return "软件包没有装成，pip 最后说：\n" + said[-1200:].strip() + "\n（全文见 .venv/bootstrap.log）"


def check_commands(python, extra):
    """test 依次运行的检查：[(名称, 命令)]；多余的参数只给 pytest，没有多余的参数时分给几个进程跑。"""
    whole = [] if extra else ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "worksteal"]
    contract = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    return [
        ("ruff format --check", [python, "-m", "ruff", "format", "--check", "."]),
        ("ruff check", [python, "-m", "ruff", "check", "."]),
        ("mypy --strict", [python, "-m", "mypy"]),
        ("lint-imports", [python, "-c", contract, "--no-logo"]),
        ("pytest", [python, "-m", "pytest", *whole, *extra]),
    ]


def bench_commands(python, root, extra):
    """bench 依次运行的测速：[(名称, 命令)]。"""
    files = sorted((root / "tests" / "bench").glob("bench_*.py"))
    if not files:
        raise Stop("tests/bench 里没有 bench_*.py，源码不完整，请重新取一份。")
    return [(path.name, [python, str(path), *extra]) for path in files]


def run_steps(steps, root):
    """在源码文件夹里依次运行，第一个不通过的就停，返回它的退出码；全部通过返回 0。"""
    environment = child_environment(root)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # 检查要起几百个进程，编译好的留着用
    started = time.monotonic()
    for name, command in steps:
        print("── " + name, flush=True)
        code = _wait(command, environment, root)
        if code:
            print(f"没有通过：{name}（退出码 {code}），后面的没有运行。", file=sys.stderr)
            return code
    print(f"{len(steps)} 步全部通过，用了 {time.monotonic() - started:.0f} 秒。")
    return 0


def _wait(command, environment, folder=None):
    """运行并等它结束；Ctrl+C 由子进程自己收场。被信号终止的，退出码按惯例是 128 加信号号。"""
    child = subprocess.Popen(command, env=environment, cwd=folder and str(folder))
    while True:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            continue
        return 128 - code if code < 0 else code


def become(command, environment):
    """让程序接替本进程：启动更快，信号和退出码都是它自己的。Windows 没有这种接替，就等它结束。"""
    sys.stdout.flush()
    if os.name == "nt":
        return _wait(command, environment)
    return os.execve(command[0], command, environment)


def carry_out(command, extra):
    """执行一条命令，返回退出码。"""
    screen = sys.platform.startswith("linux") and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    ensure_system_libraries(window=bool(screen) and command in ("demo", "run") and "--no-window" not in extra)
    for_developers = command in ("setup", "test", "bench")
    ensure_environment(ROOT, ["requirements.txt"] + (["requirements-dev.txt"] if for_developers else []))
    python = str(venv_python(VENV))
    if command == "test":
        return run_steps(check_commands(python, extra), ROOT)
    if command == "bench":
        return run_steps(bench_commands(python, ROOT, extra), ROOT)
    if command == "setup":
        print(f"已经装好。接着可以运行：{PYTHON} bootstrap.py demo")
        return 0
    door = [python, "-m", "miaopu_desk", *(["demo"] if command == "demo" else []), *extra]
    return become(door, child_environment(ROOT))


def main(arguments):
    """认出命令并执行；返回退出码：0 完成，1 没办成，2 用法不对，其余是程序自己的。"""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # 非中文的 Windows 终端也不该因为一个汉字就出错
            stream.reconfigure(errors="replace")
    sentence = wrong_python(sys.version_info)
    if sentence:
        print(sentence, file=sys.stderr)
        return 1
    command, extra = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command in ("-h", "--help", "help"):
        print(USAGE, end="")
        return 0
    if command not in ("setup", "demo", "run", "test", "bench"):
        print(USAGE, end="", file=sys.stderr)
        return 2
    try:
        return carry_out(command, extra)
    except Stop as reason:
        print(str(reason), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已停下。再运行同一条命令会接着办。", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
