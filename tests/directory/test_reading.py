"""Somebody's file, as it was saved: read whatever its delimiter, encoding or kind."""

import io
import json
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from alongside.directory import reading
from alongside.directory.reading import (
    CannotRead,
    JsonFile,
    Table,
    flattened,
    is_nothing,
    read_file,
    table_of,
)


def table(content: bytes) -> Table:
    """Return a file as a table."""
    read = read_file(content)
    assert isinstance(read, Table)
    return read


def workbook(*sheets: list[list[object]]) -> bytes:
    """Return an Excel workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "¬", "|", "^", "~"])
def test_delimiter_is_found(delimiter: str) -> None:
    lines = [("Name", "Town", "Notes"), ("Zoë’s place", "Bury", "by bus; or foot"), ("Elm", "Bolton", "no")]
    content = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines).encode()

    read = table(content)

    assert read.columns == ("Name", "Town", "Notes")
    assert read.rows[0].cells == ("Zoë’s place", "Bury", "by bus; or foot")
    assert read.delimiter == delimiter


@pytest.mark.parametrize(
    "encoding, said",
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "cp1252")],
)
def test_encoding_is_found(encoding: str, said: str) -> None:
    content = "Name,Town\nZoë’s café – “open”,Bury\nElm £5,Bolton\n".encode(encoding)

    read = table(content)

    assert (read.rows[0].cells[0], read.encoding) == ("Zoë’s café – “open”", said)


def test_latin_1_is_read_as_what_holds_it() -> None:
    read = table("Name¬Town\r\nCafé £5¬Bury\r\n".encode("latin-1"))

    assert (read.rows[0].cells, read.delimiter) == (("Café £5", "Bury"), "¬")


def test_what_a_mac_saved_is_read() -> None:
    read = table("Name,Town\nZoë’s café – “open”,Bury\n".encode("mac_roman"))

    assert (read.rows[0].cells[0], read.encoding) == ("Zoë’s café – “open”", "mac_roman")


def test_bytes_of_no_encoding_are_read_as_far_as_they_go(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        def best(self) -> None:
            return None

    monkeypatch.setattr(reading, "from_bytes", lambda *args, **kwargs: Nothing())

    assert reading.decode(b"caf\xe9") == ("café", "cp1252")


def test_title_rows_above_the_names_of_columns_are_left_aside() -> None:
    content = (
        b"Services in our town,,\nmade in 2018,,\n\nName,Town,Telephone\nElm,Bury,0161 496 0001\nAsh,Bury,\n"
    )

    read = table(content)

    assert read.columns == ("Name", "Town", "Telephone")
    assert [(row.number, row.cells[0]) for row in read.rows] == [(5, "Elm"), (6, "Ash")]
    assert read.notes == ("The names of the columns stand in row 4. What is above was left aside.",)


def test_a_table_without_words_at_the_top_begins_at_its_first_row() -> None:
    assert table(b"1,2\n3,4\n5,6\n").columns == ("1", "2")


def test_one_column_is_a_table() -> None:
    read = table(b"Name\nElm\nAsh\n")

    assert (read.columns, [row.cells for row in read.rows]) == (("Name",), [("Elm",), ("Ash",)])


def test_empty_rows_are_left_out_and_line_breaks_in_cells_kept() -> None:
    read = table(b'Name,Notes\n\nElm,"one\ntwo"\n,\nAsh,\n')

    assert [(row.number, row.cells) for row in read.rows] == [(3, ("Elm", "one\ntwo")), (5, ("Ash", ""))]


def test_columns_without_a_name_and_with_the_same_name_can_be_told_apart() -> None:
    assert table(b"Name,Name,,Town\nElm,Elm House,x,Bury,more\n").columns == (
        *("Name", "Name (2)", "Column 3", "Town"),
        "Column 5",
    )


def test_workbook_is_read_as_people_see_it() -> None:
    content = workbook(
        [
            ["Name", "Number", "Opens", "Checked", "Seen", "Open"],
            ["Elm", 4.0, time(9, 30), date(2026, 3, 1), datetime(2026, 3, 1, 10, 15), True],
            ["Ash", 4.5, None, None, None, False],
        ]
    )

    read = table(content)

    assert [row.cells for row in read.rows] == [
        ("Elm", "4", "09:30", "2026-03-01", "2026-03-01 10:15", "yes"),
        ("Ash", "4.5", "", "", "", "no"),
    ]


def test_longest_sheet_is_read_and_others_are_named() -> None:
    content = workbook([["About this"]], [["Name"], ["Elm"], ["Ash"]], [])

    read = table(content)

    assert ([row.cells[0] for row in read.rows], read.notes) == (
        ["Elm", "Ash"],
        ("The sheet “Sheet 0” was not read.",),
    )


def test_json_is_read_and_its_parts_become_columns() -> None:
    items = [
        {"id": 1, "region": {"code": "J"}, "does": [{"need": "Food"}, {"need": "Food"}, {"need": "Work"}]},
        {"id": 2, "region": None, "does": []},
        "no object",
    ]

    read = read_file(json.dumps(items).encode())

    assert isinstance(read, JsonFile)
    assert flattened(items) == [
        ["id", "region.code", "does.need", "region"],
        ["1", "J", "Food | Work", ""],
        ["2", "", "", ""],
    ]


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"  \n ", "There is nothing in this file."),
        (b",,\n,,\n", "There is nothing in this file."),
        (b"Name,Town\n", "This file has the names of columns, but no rows under them."),
        (b'{"a": [1, 2', "This looks like a data feed (JSON), but it breaks off or has a mistake in it."),
        (b"PK\x03\x04 and then nothing", "This file is damaged: it cannot be opened."),
        (
            b"\xd0\xcf\x11\xe0 and then nothing",
            "We could not open this workbook. It may be locked with a password: save it again without one.",
        ),
        (
            b"a\x00b,c\x00d\n1,2\n",
            "This is not a spreadsheet or a list that we can read. Save it as CSV or Excel.",
        ),
    ],
)
def test_what_cannot_be_read_is_said_plainly(content: bytes, sentence: str) -> None:
    with pytest.raises(CannotRead) as refused:
        read_file(content)

    assert refused.value.sentence == sentence


def test_a_quotation_mark_that_is_never_closed_is_said_plainly() -> None:
    content = b'Name,Town\n"Elm,' + b"x" * 1_000_001

    with pytest.raises(CannotRead, match="A piece of text in this file never ends"):
        read_file(content)


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_UNPACKED", 10)

    with pytest.raises(CannotRead, match="This workbook is too big"):
        read_file(workbook([["Name"], ["Elm"]]))


def test_a_zip_file_that_is_no_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("letter.txt", "hello")

    with pytest.raises(CannotRead, match="We could not open this workbook"):
        read_file(file.getvalue())


def test_a_file_that_says_how_feeds_are_written_is_refused() -> None:
    with pytest.raises(CannotRead, match="This file says how feeds are written"):
        read_file(json.dumps({"$schema": "x", "properties": {"id": {"type": "string"}}}).encode())


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(CannotRead, match="There is nothing in this file"):
        read_file(workbook([]))


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 2)

    with pytest.raises(CannotRead, match="more than 2 rows"):
        table_of([["Name"], ["Elm"], ["Ash"]])


def test_what_people_write_for_nothing_is_nothing() -> None:
    said = ["", " - ", "NA", "n/a", "Not known", "Elm"]

    assert [is_nothing(cell) for cell in said] == [True, True, True, True, True, False]


def test_samples_of_a_column_are_its_first_different_things() -> None:
    read = table(b"Name,Town\nElm,Bury\nAsh,Bury\nOak,NA\nYew,Bolton\n")

    assert read.samples(1) == ["Bury", "Bolton"]
