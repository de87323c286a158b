"""The key file: whole, private, and never overwritten."""

import json
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from alongside.crypto import keyfile
from alongside.crypto.keyfile import KeyFileProblem


def test_new_key_file_is_readable_by_its_owner_alone(key_file: Path) -> None:
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert key_file.parent.stat().st_mode & 0o777 == 0o700
    assert sorted(json.loads(key_file.read_text())) == ["audit", "current", "index", "web", "wrapping"]


def test_every_key_is_different_and_long_enough(key_file: Path) -> None:
    held = keyfile.read_key_file(key_file)

    four = {held.index, held.audit, held.web, held.wrapping["k1"]}

    assert len(four) == 4
    assert {len(key) for key in four} == {32}


def test_r29_key_file_that_others_can_read_is_refused(key_file: Path) -> None:
    key_file.chmod(0o640)

    with pytest.raises(KeyFileProblem, match=f"Run: chmod 600 {key_file}"):
        keyfile.read_key_file(key_file)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not json",
        "[]",
        "{}",
        '{"wrapping": 3}',
        '{"current": "k1", "wrapping": {"k1": "c2hvcnQ="}, "index": "", "audit": "", "web": ""}',
        '{"current": "k1", "wrapping": {"k1": "not base64!"}, "index": "", "audit": "", "web": ""}',
        json.dumps(
            dict.fromkeys(["index", "audit", "web"], "A" * 43 + "=")
            | {"current": "k1", "wrapping": {"k1": "A" * 43 + "!="}}
        ),
    ],
)
def test_r29_damaged_key_file_is_refused(key_file: Path, content: str) -> None:
    key_file.write_text(content)

    with pytest.raises(KeyFileProblem, match="is damaged"):
        keyfile.read_key_file(key_file)


def test_r29_no_key_is_added_to_a_damaged_key_file(key_file: Path) -> None:
    key_file.write_text("[]")

    with pytest.raises(KeyFileProblem, match="is damaged"):
        keyfile.add_wrapping_key(key_file)


def test_r29_key_file_without_its_current_key_is_refused(key_file: Path) -> None:
    content = json.loads(key_file.read_text())
    content["current"] = "k7"
    key_file.write_text(json.dumps(content))

    with pytest.raises(KeyFileProblem, match="names k7 as its current key but does not hold it"):
        keyfile.read_key_file(key_file)


def test_r29_missing_key_file_says_what_to_do(key_file: Path) -> None:
    key_file.unlink()

    for read in (keyfile.keys, lambda: keyfile.read_key_file(key_file)):
        with pytest.raises(KeyFileProblem, match="There is no key file at"):
            read()


def test_keys_are_read_again_when_the_file_changes(key_file: Path) -> None:
    before = keyfile.keys()

    keyfile.add_wrapping_key(key_file)

    assert keyfile.keys().current == "k2"
    assert keyfile.keys().wrapping["k1"] == before.wrapping["k1"]


def test_current_key_cannot_be_removed(key_file: Path) -> None:
    with pytest.raises(KeyFileProblem, match="k1 is the current key"):
        keyfile.remove_wrapping_key(key_file, "k1")

    assert keyfile.keys().current == "k1"


def test_half_written_key_file_does_not_replace_the_old_one(key_file: Path) -> None:
    before = key_file.read_text()

    with pytest.raises(TypeError):
        keyfile.write_key_file(key_file, {"current": object()})

    assert key_file.read_text() == before


def test_make_keys_writes_once_and_never_over_old_keys(
    tmp_path: Path, settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    path = settings.ALONGSIDE_KEY_FILE = tmp_path / "keys.json"

    call_command("make_keys")
    made = path.read_text()
    call_command("make_keys", "--if-missing")

    assert path.read_text() == made
    assert capsys.readouterr().out == (
        f"Made the key file {path}. Keep a copy of it away from this computer.\n"
    )
    with pytest.raises(CommandError, match="It is not overwritten"):
        call_command("make_keys")


def test_draft_that_was_left_behind_does_not_stop_the_next(key_file: Path) -> None:
    key_file.with_suffix(".new").write_text("half a f")

    keyfile.write_key_file(key_file, keyfile.new_key_file())

    assert keyfile.read_key_file(key_file).current == "k1"


def test_key_file_out_of_reach_is_said_in_a_sentence(tmp_path: Path, settings: LazySettings) -> None:
    (tmp_path / "file").touch()
    settings.ALONGSIDE_KEY_FILE = tmp_path / "file" / "keys.json"

    with pytest.raises(KeyFileProblem, match="cannot be read: Not a directory"):
        keyfile.read_key_file(settings.ALONGSIDE_KEY_FILE)
    with pytest.raises(KeyFileProblem, match="cannot be read: Not a directory"):
        keyfile.keys()
