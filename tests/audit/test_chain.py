"""The chain shows every change, and posted heads show what the chain alone cannot."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from alongside.audit.actions import record
from alongside.audit.chain import FIRST, BadHead, Head, first_bad, head, mac_of, read_heads
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.crypto import keyfile
from tests.factories.keys import write_fixed_keys


def chained(length: int = 6) -> list[Entry]:
    """Return a good chain that stands in no database."""
    entries: list[Entry] = []
    before = FIRST
    for number in range(1, length + 1):
        entry = Entry(
            seq=number, at=clock.now(), action="page.open", outcome="done", actor=uuid4(), facts={"n": "1"}
        )
        entry.mac = before = mac_of(entry, before)
        entries.append(entry)
    return entries


def resigned(entries: list[Entry]) -> list[Entry]:
    """Sign every entry anew, as somebody with the key could."""
    before = FIRST
    for number, entry in enumerate(entries, start=1):
        entry.seq = number
        entry.mac = before = mac_of(entry, before)
    return entries


def posted(entries: list[Entry]) -> list[Head]:
    """Return the head as it would have been posted."""
    return [Head(entries[-1].seq, entries[-1].mac, "2026-11-22T10:00:00+00:00")]


LONG_AGO = (
    '{"at": "2026-11-22T10:00:00+00:00", '
    '"mac": "2ac3e825d162537a5846abbb926a094ae31e75523f0f0e311ca4ba729be71982", "seq": 1, '
    '"signature": "65d97f2639f9017e3a1affcda1b7852668dae72e10f7c87e80c0ee6528f26efe'
    '6d36ef65939080cd0bee5f0d669c44e7b3f8ce0ccd2c7768474a8cae02026d08"}'
)
"""The head of a chain of one entry, as it was posted by the first version."""

CHANGES = {
    "at": lambda entry: entry.at + timedelta(microseconds=1),
    "actor": lambda _: uuid4(),
    "roles": lambda _: "coordinator",
    "action": lambda _: "person.see",
    "outcome": lambda _: "refused",
    "about_model": lambda _: "people.person",
    "about": lambda _: "7",
    "person": lambda _: uuid4(),
    "facts": lambda _: {"n": "2"},
    "mac": lambda _: "0" * 64,
}


def test_good_chain_has_no_bad_entry() -> None:
    entries = chained()

    assert first_bad(entries) is None
    assert first_bad(entries, posted(entries)) is None
    assert first_bad([]) is None


@pytest.mark.parametrize("field", CHANGES)
@given(where=st.integers(0, 5))
def test_r25_edited_entry_is_named(field: str, where: int) -> None:
    entries = chained()
    setattr(entries[where], field, CHANGES[field](entries[where]))

    assert first_bad(entries) == where + 1


@given(where=st.integers(0, 4))
def test_r25_deleted_entry_is_named(where: int) -> None:
    entries = chained()
    del entries[where]

    assert first_bad(entries) == where + 1


@given(where=st.integers(0, 4))
def test_r25_swapped_entries_are_named(where: int) -> None:
    entries = chained()
    entries[where], entries[where + 1] = entries[where + 1], entries[where]

    assert first_bad(entries) == where + 1


@given(kept=st.integers(0, 5))
def test_r25_shortened_or_emptied_log_is_caught_by_a_posted_head(kept: int) -> None:
    entries = chained()
    heads = posted(entries)

    assert first_bad(entries[:kept]) is None
    assert first_bad(entries[:kept], heads) == kept + 1


def test_r25_log_signed_anew_with_the_key_is_caught_by_a_posted_head() -> None:
    entries = chained()
    heads = posted(entries)
    entries[2].action = "person.see"
    resigned(entries)

    assert first_bad(entries) is None
    assert first_bad(entries, heads) == 6


def test_r25_log_signed_with_another_key_is_caught_at_once(tmp_path: Path, settings: LazySettings) -> None:
    entries = chained()
    other = tmp_path / "keys.json"
    keyfile.write_key_file(other, keyfile.new_key_file())
    settings.ALONGSIDE_KEY_FILE = other

    assert first_bad(entries) == 1


def test_what_was_signed_by_an_earlier_version_is_still_good(tmp_path: Path, settings: LazySettings) -> None:
    settings.ALONGSIDE_KEY_FILE = write_fixed_keys(tmp_path / "keys.json")
    entry = Entry(
        seq=1,
        at=datetime(2026, 11, 22, 10, tzinfo=UTC),
        action="page.open",
        outcome="done",
        facts={"page": "today", "n": "1"},
    )
    [posted_then] = read_heads([LONG_AGO])

    entry.mac = mac_of(entry, FIRST)

    assert first_bad([entry], [posted_then]) is None
    assert Head(1, entry.mac, "2026-11-22T10:00:00+00:00").line() == LONG_AGO


def test_posted_line_comes_back_as_the_head_it_was() -> None:
    entries = chained()
    one = posted(entries)[0]

    assert list(read_heads([one.line(), "", one.line()])) == [one, one]


@pytest.mark.parametrize("field", ["seq", "mac", "at", "signature"])
def test_forged_line_is_refused_with_its_number(field: str) -> None:
    one = posted(chained())[0].line()
    forged = json.loads(one)
    forged[field] = {"seq": 7, "mac": "1" * 64, "at": "2026-11-22T11:00:00+00:00", "signature": "ab" * 64}[
        field
    ]

    with pytest.raises(BadHead, match="2"):
        list(read_heads([one, json.dumps(forged)]))


@pytest.mark.parametrize("line", ["not json", "{}", '{"signature": "zz"}', '{"signature": "ab", "seq": 1}'])
def test_line_that_is_no_head_is_refused(line: str) -> None:
    with pytest.raises(BadHead, match="1"):
        list(read_heads([line]))


@pytest.mark.django_db
def test_verify_audit_says_that_all_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    heads = tmp_path / "heads"
    for _hour in range(2):
        record("page.open", by=None)
        call_command("post_audit_head", "--to", str(heads))

    call_command("verify_audit", "--heads", str(heads))
    call_command("verify_audit")

    assert capsys.readouterr().out.splitlines() == [
        "The audit log is whole: 2 entries.",
        "The audit log is whole: 2 entries.",
        "Not checked against heads kept elsewhere: --heads shows a shortened log.",
    ]
    assert [head.seq for head in read_heads(heads.read_text().splitlines())] == [1, 2]


@pytest.mark.django_db
def test_verify_audit_names_the_first_bad_entry(tmp_path: Path) -> None:
    heads = tmp_path / "heads"
    heads.write_text(Head(3, "0" * 64, "2026-11-22T10:00:00+00:00").line() + "\n")
    record("page.open", by=None)

    with pytest.raises(CommandError, match="entry 2 is wrong or missing"):
        call_command("verify_audit", heads=heads)


@pytest.mark.django_db
def test_verify_audit_says_which_posted_line_is_not_ours(tmp_path: Path) -> None:
    heads = tmp_path / "heads"
    heads.write_text("{}\n")

    with pytest.raises(CommandError, match=r"Line 1 of .* was not written by this service"):
        call_command("verify_audit", heads=heads)
    with pytest.raises(CommandError, match="There is no file"):
        call_command("verify_audit", heads=tmp_path / "none")


@pytest.mark.django_db
def test_post_audit_head_prints_a_line_that_verifies(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("post_audit_head")
    assert capsys.readouterr().err == "Nothing has been recorded yet.\n"

    entry = record("page.open", by=None)
    call_command("post_audit_head")

    assert list(read_heads(capsys.readouterr().out.splitlines())) == [head()]
    assert head() == Head(1, entry.mac, entry.at.isoformat())


@pytest.mark.django_db
def test_verify_audit_of_an_empty_log() -> None:
    call_command("verify_audit")

    assert head() is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET action = 'page.close'",
        "DELETE FROM audit_entry",
        pytest.param(
            "TRUNCATE audit_entry",
            marks=pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no TRUNCATE"),
        ),
    ],
)
def test_r24_database_refuses_to_change_the_log(statement: str) -> None:
    record("page.open", by=None)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Entry.objects.get().action == "page.open"
