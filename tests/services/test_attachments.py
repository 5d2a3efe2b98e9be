"""附件：加、看、改名、删、撤销、合并、备份、搬家；坏了的、不该收的都用一句话说清。"""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from builders import add, example, id_number, office_with_communities

from miaopu_desk.domain.attachments import MOST_BYTES, media_type, refusal, safe_file_name
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import ATTACHMENTS, REGISTERS, VOLUNTEERS
from miaopu_desk.services import attachments
from miaopu_desk.services.attachment_checks import check_files, clean_up, unneeded
from miaopu_desk.services.merging import hanging, merge
from miaopu_desk.services.office import Office, back_up_files, daily_backup, open_office
from miaopu_desk.store import files

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(200))
PDF = b"%PDF-1.7\n" + b"x" * 500


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = office_with_communities()
    made.folder = tmp_path / "office"
    made.folder.mkdir()
    return made


def person(office: Office, name: str = "赵建国", serial: int = 1) -> str:
    saved = add(
        office, "volunteers", name=name, community="东方里", id_number=id_number(serial), registered_on="2021-05-01"
    )
    return str(saved.id)


def on_disk(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def files_in(office: Office) -> list[str]:
    return sorted(str(path.relative_to(office.folder)) for path in (office.folder / "attachments").rglob("*.*"))


def test_a_photo_is_kept_by_content_and_the_same_content_once(office: Office, tmp_path: Path) -> None:
    one, other = person(office), person(office, "钱秀英", 2)
    photo = on_disk(tmp_path / "入户照片.JPG", JPEG)
    again = on_disk(tmp_path / "复制的.jpeg", JPEG)
    added = attachments.attach(office, VOLUNTEERS, one, [photo], "photo")
    attachments.attach(office, VOLUNTEERS, other, [again])
    (saved,) = added.attachments
    assert (saved.title, saved.kind, saved.media_type, saved.size) == ("入户照片", "photo", "image/jpeg", len(JPEG))
    assert saved.added_on == office.today()
    assert files_in(office) == [f"attachments/{saved.sha256[:2]}/{saved.sha256}.jpg"]
    assert attachments.counts(office, VOLUNTEERS, [one, other]) == {one: 1, other: 1}
    repeated = attachments.attach(office, VOLUNTEERS, one, [again])
    assert repeated.attachments == []
    assert "已经有了" in repeated.problems[0].message


@pytest.mark.parametrize("table", list(REGISTERS))
def test_every_register_takes_attachments(office: Office, tmp_path: Path, table: str) -> None:
    register = REGISTERS[table]
    saved = add(office, table, **example(office, register))
    attachments.attach(office, register, saved.id, [on_disk(tmp_path / "依据.pdf", PDF)], "evidence")
    assert [each.title for each in attachments.attachments_of(office, register, saved.id)] == ["依据"]


def test_adding_renaming_and_removing_are_undone_and_the_file_stays(office: Office, tmp_path: Path) -> None:
    who = person(office)
    (saved,) = attachments.attach(office, VOLUNTEERS, who, [on_disk(tmp_path / "a.pdf", PDF)]).attachments
    assert attachments.rename(office, saved.id, "培训同意书", "consent") == []
    assert attachments.detach(office, [saved.id]) == []
    assert attachments.attachments_of(office, VOLUNTEERS, who) == []
    stored = files_in(office)
    assert len(stored) == 1
    office.keeper.undo()
    (back,) = attachments.attachments_of(office, VOLUNTEERS, who)
    assert (back.title, back.kind) == ("培训同意书", "consent")
    office.keeper.undo()
    office.keeper.undo()
    assert attachments.attachments_of(office, VOLUNTEERS, who) == []
    office.keeper.redo()
    assert [each.title for each in attachments.attachments_of(office, VOLUNTEERS, who)] == ["a"]
    assert files_in(office) == stored


def test_a_deleted_record_takes_its_attachments_along_and_brings_them_back(office: Office, tmp_path: Path) -> None:
    who = person(office)
    attachments.attach(office, VOLUNTEERS, who, [on_disk(tmp_path / "a.pdf", PDF)])
    assert office.keeper.remove(VOLUNTEERS, [who]) == []
    assert office.keeper.table(ATTACHMENTS).count() == 0
    office.keeper.undo()
    assert attachments.counts(office, VOLUNTEERS, [who]) == {who: 1}


def test_undoing_the_batch_that_brought_a_person_says_that_attachments_hang_on_it(
    office: Office, tmp_path: Path
) -> None:
    who = person(office)
    batch = office.keeper.next_undo()
    attachments.attach(office, VOLUNTEERS, who, [on_disk(tmp_path / "a.pdf", PDF)])
    with pytest.raises(Refused, match="还有 1 个附件"):
        office.keeper.undo_action(batch.id)


def test_an_attachment_does_not_come_back_to_a_deleted_record(office: Office, tmp_path: Path) -> None:
    who = person(office)
    (saved,) = attachments.attach(office, VOLUNTEERS, who, [on_disk(tmp_path / "a.pdf", PDF)]).attachments
    attachments.detach(office, [saved.id])
    removal = office.keeper.next_undo()
    office.keeper.remove(VOLUNTEERS, [who])
    with pytest.raises(Refused, match="所属的记录已经删除"):
        office.keeper.undo_action(removal.id)


def test_a_merge_moves_attachments_and_undoing_it_puts_them_back(office: Office, tmp_path: Path) -> None:
    keep, drop = person(office), person(office, "赵建囯", 2)
    shared = on_disk(tmp_path / "两边都有.pdf", PDF)
    attachments.attach(office, VOLUNTEERS, keep, [shared])
    attachments.attach(office, VOLUNTEERS, drop, [shared, on_disk(tmp_path / "头像.jpg", JPEG)])
    assert hanging(office, drop) == {"附件": 2}
    merged = merge(office, keep, drop)
    assert not isinstance(merged, list), merged
    assert merged.moved["附件"] == 1
    kept = attachments.attachments_of(office, VOLUNTEERS, keep)
    assert [each.title for each in kept] == ["两边都有", "头像"]
    assert {each.owner_name for each in kept} == {"赵建国"}
    office.keeper.undo()
    assert attachments.counts(office, VOLUNTEERS, [keep, drop]) == {keep: 1, drop: 2}
    office.keeper.redo()
    assert attachments.counts(office, VOLUNTEERS, [keep, drop]) == {keep: 2}


def test_a_row_both_had_keeps_the_evidence_of_the_row_that_goes(office: Office, tmp_path: Path) -> None:
    keep, drop = person(office), person(office, "赵建囯", 2)
    session = add(office, "training_sessions", **example(office, REGISTERS["training_sessions"]))
    register = REGISTERS["participations"]
    rows = [_taken_part(office, session.id, who) for who in (keep, drop)]
    attachments.attach(office, register, rows[1], [on_disk(tmp_path / "签到表.pdf", PDF)], "sign_in")
    merged = merge(office, keep, drop)
    assert not isinstance(merged, list), merged
    assert [each.title for each in attachments.attachments_of(office, register, rows[0])] == ["签到表"]


def _taken_part(office: Office, session_id: str, who: str) -> str:
    saved = add(office, "participations", session=Ref("场次", session_id), volunteer=Ref("人", who))
    return str(saved.id)


def test_a_missing_and_an_altered_file_are_each_said_in_one_sentence(office: Office, tmp_path: Path) -> None:
    who = person(office)
    added = attachments.attach(
        office, VOLUNTEERS, who, [on_disk(tmp_path / "在.pdf", PDF), on_disk(tmp_path / "改.jpg", JPEG)]
    )
    assert check_files(office, deep=True).sentence() == "附件文件 2 个，内容全部核对无误"
    _, altered = added.attachments
    path = files.find(office.folder, altered.sha256)
    assert path is not None
    path.write_bytes(JPEG[:-1] + b"!")
    with pytest.raises(KnownError, match="被改过或者坏了"):
        attachments.open_copy(office, altered)
    assert check_files(office).sound, "平时只看在不在"
    assert check_files(office, deep=True).altered == ("改",)
    path.unlink()
    with pytest.raises(KnownError, match="不在数据文件夹里了"):
        attachments.open_copy(office, altered)
    told = check_files(office)
    assert told.missing == ("改",)
    assert "2 个，不在了 1 个（“改”）" in told.sentence()
    healed = attachments.attach(office, VOLUNTEERS, person(office, "孙芳", 3), [tmp_path / "改.jpg"])
    assert healed.problems == []
    assert check_files(office, deep=True).sound, "重新添加一次就好了"


def test_what_is_opened_is_a_copy_under_its_own_name_and_is_cleared_next_time(office: Office, tmp_path: Path) -> None:
    who = person(office)
    (saved,) = attachments.attach(office, VOLUNTEERS, who, [on_disk(tmp_path / "a.pdf", PDF)]).attachments
    attachments.rename(office, saved.id, '同意书: 2021/05 "甲"', "consent")
    (saved,) = attachments.attachments_of(office, VOLUNTEERS, who)
    shown = attachments.open_copy(office, saved)
    assert shown.name == "同意书 202105 甲.pdf"
    assert shown.read_bytes() == PDF
    os.chmod(shown, 0o600)
    shown.write_bytes(b"changed by another program")
    assert attachments.open_copy(office, saved).read_bytes() == PDF, "存着的那份没有动"
    files.clear_opened(office.folder)
    assert not shown.exists()
    out = attachments.save_as(office, saved, tmp_path / "另存.pdf")
    assert out.read_bytes() == PDF


def test_an_id_card_photo_is_shown_only_with_a_purpose_and_stays_one(office: Office, tmp_path: Path) -> None:
    who = person(office)
    (saved,) = attachments.attach(
        office, VOLUNTEERS, who, [on_disk(tmp_path / "正面.jpg", JPEG)], "id_card"
    ).attachments
    assert attachments.picture(office, saved) is None, "证件照片不画缩略图"
    for refused in (
        lambda: attachments.open_copy(office, saved),
        lambda: attachments.save_as(office, saved, tmp_path / "x.jpg", " "),
        lambda: attachments.content(office, saved),
    ):
        with pytest.raises(Refused, match="用途"):
            refused()
    assert attachments.open_copy(office, saved, "核对登记").read_bytes() == JPEG
    told = office.database.query("SELECT act, table_name, purpose, columns, row_id FROM disclosures")
    assert told == [("show", "volunteers", "核对登记", "证件照片“正面”", who)]
    problems = attachments.rename(office, saved.id, "正面", "photo")
    assert "不能改成别的种类" in problems[0].message


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("工具.exe", b"MZ\x90\x00", "程序"),
        ("照片.jpg", b"MZ\x90\x00 renamed", "程序"),
        ("脚本.bat", b"@echo off", "程序"),
        ("x.lnk", b"L\x00\x00\x00\x01\x14\x02\x00", "程序"),
        ("run.txt", b"#!/bin/sh", "程序"),
        ("带宏.docm", b"PK\x03\x04", "程序"),
        ("空的.pdf", b"", "空的"),
    ],
)
def test_programs_and_empty_files_are_refused(
    office: Office, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    added = attachments.attach(office, VOLUNTEERS, person(office), [on_disk(tmp_path / name, content)])
    assert added.attachments == []
    assert said in added.problems[0].message
    assert not (office.folder / "attachments").exists()


def test_too_large_a_folder_and_a_vanished_file_are_refused_while_the_good_one_is_kept(
    office: Office, tmp_path: Path
) -> None:
    large = tmp_path / "大.pdf"
    with large.open("wb") as stream:
        stream.write(PDF)
        stream.truncate(MOST_BYTES + 1)
    (tmp_path / "夹").mkdir()
    good = on_disk(tmp_path / "好.pdf", PDF)
    added = attachments.attach(
        office, VOLUNTEERS, person(office), [large, tmp_path / "夹", tmp_path / "没有.pdf", good]
    )
    assert [each.title for each in added.attachments] == ["好"]
    assert "50 MB" in added.problems[0].message
    assert all("没有收下" in each.message or "添加" in each.message for each in added.problems)
    assert len(added.problems) == 3


def test_a_full_disk_leaves_nothing_half_kept(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    who, photo = person(office), on_disk(tmp_path / "a.jpg", JPEG)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    added = attachments.attach(office, VOLUNTEERS, who, [photo])
    assert added.attachments == []
    assert "已经满了" in added.problems[0].message
    assert files_in(office) == []


def test_backups_take_new_files_along_and_never_a_spoilt_one(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    with open_office(folder, date(2021, 5, 31), must_exist=False) as office:
        add(office, "communities", name="东方里", position=1, resident_population=900)
        who = person(office)
        added = attachments.attach(office, VOLUNTEERS, who, [on_disk(tmp_path / "a.jpg", JPEG)])
        assert daily_backup(office) is not None
        copies = [path for path in (folder / "backups" / "attachments").rglob("*") if path.is_file()]
        assert [path.read_bytes() for path in copies] == [JPEG]
        stored = files.find(folder, added.attachments[0].sha256)
        assert stored is not None
        stored.write_bytes(b"spoilt")
        attachments.attach(office, VOLUNTEERS, who, [on_disk(tmp_path / "b.pdf", PDF)])
        assert back_up_files(office) == 1
        assert back_up_files(office) == 0
        assert copies[0].read_bytes() == JPEG, "备份里好的没有被坏的盖掉"


def test_the_folder_moves_with_its_files(tmp_path: Path) -> None:
    with open_office(tmp_path / "旧", date(2021, 5, 31), must_exist=False) as office:
        add(office, "communities", name="东方里", position=1, resident_population=900)
        who = person(office)
        attachments.attach(office, VOLUNTEERS, who, [on_disk(tmp_path / "a.jpg", JPEG)])
    shutil.move(tmp_path / "旧", tmp_path / "新")
    with open_office(tmp_path / "新", date(2021, 5, 31)) as office:
        (saved,) = attachments.attachments_of(office, VOLUNTEERS, who)
        assert attachments.open_copy(office, saved).read_bytes() == JPEG
        assert check_files(office, deep=True).sound


def test_only_files_long_unregistered_are_cleaned_up(office: Office, tmp_path: Path) -> None:
    who = person(office)
    kept = attachments.attach(office, VOLUNTEERS, who, [on_disk(tmp_path / "留.jpg", JPEG)]).attachments[0]
    gone = attachments.attach(office, VOLUNTEERS, who, [on_disk(tmp_path / "删.pdf", PDF)]).attachments[0]
    attachments.detach(office, [gone.id])
    assert unneeded(office, 3) == {}
    office.database.connection.execute("UPDATE attachments SET deleted_at = '2017-01-01' WHERE deleted_at IS NOT NULL")
    assert clean_up(office, 3) == (1, len(PDF))
    assert files.find(office.folder, kept.sha256) is not None
    assert files.find(office.folder, gone.sha256) is None


@pytest.mark.parametrize(
    ("name", "head", "media"),
    [
        ("a.png", JPEG, "image/jpeg"),
        ("a", b"\x89PNG\r\n\x1a\n..", "image/png"),
        ("a.jpg", b"RIFF....WEBPVP8 ", "image/webp"),
        ("a.docx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.怪", b"??", "application/octet-stream"),
    ],
)
def test_what_a_file_is_follows_its_content(name: str, head: bytes, media: str) -> None:
    assert media_type(name, head) == media
    assert refusal(name, head, 10) == ""


def test_a_title_becomes_a_file_name_any_system_takes() -> None:
    assert safe_file_name("con", "x.jpg") == "附件con.jpg"
    assert safe_file_name('a/b\\c:*?"<>|', "x.PDF") == "abc.pdf"
    assert safe_file_name("...", "x") == "附件"


def test_a_size_is_read_back_as_it_is_shown() -> None:
    kind = ATTACHMENTS.column("size").kind
    for size in (1, 2048, 1 << 20, 5 << 20, 12_582_912):
        assert kind.read(kind.show(size)) == size
    assert kind.read("3000") == 3000
