"""凡是登记表，都要会这些：加、改、删、撤销、重做、查找、排序、筛选、导出、读回、打印，栏目与数据库一致。"""

from datetime import date
from typing import Any

import pytest
from builders import DAY, add, example, office_with_communities

from miaopu_desk.domain.kinds import Link
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.listing_out import export_list, print_list
from miaopu_desk.store.listing import Condition, Listing, has_sort_key, resolve

EVERY = pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS.keys())


@EVERY
def test_the_migrations_and_the_declaration_name_the_same_columns(register: Register[Any]) -> None:
    office = office_with_communities()
    info = office.database.query(f"PRAGMA table_info({register.table})")
    declared = {each.stored for each in register.columns}
    sort_keys = {f"{each.stored}_sort" for each in register.columns if has_sort_key(register, each)}
    assert {row[1] for row in info} == {"n", "id", "rev", "deleted_at"} | declared | sort_keys
    types = {row[1]: row[2] for row in info}
    assert {each.name: types[each.stored] for each in register.columns} == {
        each.name: each.kind.sql for each in register.columns
    }
    not_null = {row[1] for row in info if row[3]}
    assert {each.stored for each in register.columns if each.required} == not_null & declared
    foreign = {row[3]: row[2] for row in office.database.query(f"PRAGMA foreign_key_list({register.table})")}
    assert foreign == {each.stored: each.kind.target for each in register.links if isinstance(each.kind, Link)}


@EVERY
def test_what_is_listed_printed_and_sorted_by_is_declared(register: Register[Any]) -> None:
    for path in (*register.listed, *register.printed, *(each.removeprefix("-") for each in register.order_by)):
        assert resolve(register, path).label
    assert register.column(register.name_by)
    labels = [each.label for each in register.columns]
    assert len(labels) == len(set(labels))
    written = [name for each in register.columns for name in (each.label, *each.synonyms)]
    assert len(written) == len(set(written)), "同一种叫法不能指两栏"


@EVERY
def test_a_row_is_added_changed_removed_and_all_of_it_undone_and_redone(register: Register[Any]) -> None:
    office = office_with_communities()
    keeper, table = office.keeper, office.keeper.table(register)
    raw = example(office, register)
    start = table.count()
    saved = keeper.add(register, raw)
    assert not isinstance(saved, list), [str(problem) for problem in saved]
    again = table.get(saved.id)
    assert again == saved
    assert table.count() == start + 1

    shown = register.show(saved)
    for name, text in raw.items():
        assert shown[name], f"{name}={text} 没有存下"

    text = next(
        each
        for each in register.columns
        if not isinstance(each.kind, Link)
        and each.name in ("note", "name", "unit", "product", "activity", "topic", "contact", "reason", "beneficiary")
    )
    changed = keeper.change(register, saved.id, {text.name: "改过了"}, saved.rev)
    assert not isinstance(changed, list), [str(problem) for problem in changed]
    assert getattr(changed, text.name) == "改过了"
    stale = keeper.change(register, saved.id, {text.name: "又改"}, saved.rev)
    assert isinstance(stale, list)
    assert "重新打开" in stale[0].message

    if register.fixed:  # 账上的行不改不删，只有撤销入账的那一次才不在
        refused = keeper.remove(register, [saved.id])
        assert "不能删除" in refused[0].message
        assert getattr(table.get(saved.id), text.name) == "改过了"
        keeper.undo()
        assert register.show(table.get(saved.id)) == shown
        keeper.undo()
        assert table.get(saved.id) is None
        for _ in range(2):
            keeper.redo()
        assert getattr(table.get(saved.id), text.name) == "改过了"
        return
    assert keeper.remove(register, [saved.id]) == []
    assert table.get(saved.id) is None
    keeper.undo()
    assert getattr(table.get(saved.id), text.name) == "改过了"
    keeper.undo()
    assert register.show(table.get(saved.id)) == shown
    keeper.undo()
    assert table.get(saved.id) is None
    assert table.count() == start
    for _ in range(3):
        keeper.redo()
    assert table.get(saved.id) is None
    keeper.undo()
    assert getattr(table.get(saved.id), text.name) == "改过了"


@EVERY
def test_a_blank_row_is_refused_with_every_required_label(register: Register[Any]) -> None:
    office = office_with_communities()
    problems = office.keeper.add(register, {each.name: "" for each in register.columns})
    assert isinstance(problems, list)
    required = {each.label for each in register.columns if each.required}
    assert required <= {problem.column for problem in problems}
    assert all(problem.message for problem in problems)


@EVERY
def test_every_listed_column_sorts_and_filters_in_sql(register: Register[Any]) -> None:
    office = office_with_communities()
    saved = [add(office, register.table, **example(office, register)) for _ in range(3)]
    table = office.keeper.table(register)
    everything = set(table.numbers())
    assert len(everything) >= 3
    for path in register.listed:
        forward = list(table.numbers(Listing(order=(path,))))
        backward = list(table.numbers(Listing(order=(f"-{path}",))))
        assert set(forward) == set(backward) == everything
        blank = set(table.numbers(Listing(where=(Condition(path, "blank"),))))
        filled = set(table.numbers(Listing(where=(Condition(path, "filled"),))))
        assert blank | filled == everything
        assert not blank & filled
        if "." not in path and (value := getattr(saved[0], path)) is not None:
            value = value.id if isinstance(register.column(path).kind, Link) else value
            values = value if isinstance(value, tuple) else (value,)
            found = table.records([row[0] for row in table.pairs(Listing(where=(Condition(path, "is", values),)))])
            assert saved[0].id in {each.id for each in found}


@EVERY
def test_what_is_searched_is_found_by_its_words(register: Register[Any]) -> None:
    office = office_with_communities()
    saved = add(office, register.table, **example(office, register))
    table = office.keeper.table(register)
    for column in register.searched:
        shown = column.kind.show(getattr(saved, column.name))
        found = {row[0] for row in table.pairs(Listing(search=shown))}
        assert saved.id in found, f"{column.label}“{shown}”查不到"
    if register.searched:
        assert not table.numbers(Listing(search="龘龘龘龘"))


@EVERY
def test_the_list_exports_and_prints(register: Register[Any], tmp_path: Any) -> None:
    import pypdfium2
    from python_calamine import CalamineWorkbook

    office = office_with_communities()
    saved = add(office, register.table, **example(office, register))
    book = export_list(office, register, None, tmp_path / "名单.xlsx")
    rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()
    heads = [each.heading for each in register.columns]
    assert any(row[: len(heads)] == heads for row in rows)
    secret = [each for each in register.columns if each.kind.secret and getattr(saved, each.name)]
    texts = {str(cell) for row in rows for cell in row}
    for column in secret:
        assert getattr(saved, column.name) not in texts, "导出的号码应当打码"
        assert column.kind.masked(getattr(saved, column.name)) in texts

    paper = print_list(office, register, None, tmp_path / "名单.pdf")
    document = pypdfium2.PdfDocument(paper)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert register.title in text.replace("\r\n", "")
    for column in secret:
        assert getattr(saved, column.name) not in text


def test_the_example_day_is_the_sample_day() -> None:
    assert date(2021, 5, 31) == DAY
