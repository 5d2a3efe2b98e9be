"""把关账时存下的月报、工作簿、更正说明原样写成文件。"""

from pathlib import Path

from miaopu_desk.domain.closing import Version
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.saving import save_bytes
from miaopu_desk.services.closed_months import stored_report
from miaopu_desk.services.office import Office


def save_stored(
    office: Office, month: str, path: Path, version: str | int | None = None, kind: str | None = None
) -> Path | None:
    """把存下的月报原样写到 path，返回真正写到的文件；该现做的返回空。kind 不给时看 path 的结尾。"""
    content = stored_report(office, month, kind or path.suffix.lower().removeprefix("."), version)
    if content is None:
        return None
    return save_bytes(path, content)


def save_correction(office: Office, version: Version, path: Path | None = None) -> Path:
    """把某一版的更正说明写到 path（默认放在 output 里），返回写到的文件；没有更正说明、磁盘满等报 KnownError。"""
    if path is None:
        path = office.in_output(f"更正说明{version.month}第{version.number}版.pdf")
    if path.suffix.lower() != ".pdf":
        raise KnownError(f"更正说明写成 .pdf 文件，“{path.name}”的结尾不对，请改名。")
    written = save_stored(office, version.month, path, version.number, "correction")
    assert written is not None
    return written
