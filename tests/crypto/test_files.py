"""Files sealed on disk."""

import os
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings

from alongside.crypto import actions, files, keys
from alongside.crypto.seal import CannotOpen, seal_bytes

pytestmark = pytest.mark.django_db


def test_file_opens_for_its_owner_and_is_unreadable_on_disk() -> None:
    owner, name = uuid4(), uuid4()
    actions.make_key(owner)

    files.write_sealed(b"letter of 4 December", owner=owner, name=name)

    assert files.read_sealed(owner=owner, name=name) == b"letter of 4 December"
    assert b"letter" not in files.path_of(name).read_bytes()
    assert files.path_of(name).stat().st_mode & 0o777 == 0o600
    assert files.path_of(name).parent.stat().st_mode & 0o777 == 0o700


def test_r30_file_moved_to_another_name_or_owner_does_not_open() -> None:
    owner, other, name, moved = uuid4(), uuid4(), uuid4(), uuid4()
    actions.make_key(owner)
    actions.make_key(other)
    files.write_sealed(b"letter", owner=owner, name=name)
    files.path_of(moved).parent.mkdir(parents=True, exist_ok=True)
    os.link(files.path_of(name), files.path_of(moved))

    with pytest.raises(CannotOpen):
        files.read_sealed(owner=owner, name=moved)
    with pytest.raises(CannotOpen):
        files.read_sealed(owner=other, name=name)


def test_removed_file_is_gone_and_can_be_removed_again() -> None:
    owner, name = uuid4(), uuid4()
    actions.make_key(owner)
    files.write_sealed(b"letter", owner=owner, name=name)

    files.remove_sealed(name)
    files.remove_sealed(name)

    with pytest.raises(FileNotFoundError):
        files.read_sealed(owner=owner, name=name)


def test_file_and_what_was_left_of_writing_it_are_removed_together() -> None:
    owner, name = uuid4(), uuid4()
    actions.make_key(owner)
    files.write_sealed(b"letter", owner=owner, name=name)
    files.path_of(name).with_suffix(".new").write_bytes(b"half a let")

    files.remove_sealed(name)

    assert list(files.path_of(name).parent.iterdir()) == []


def test_file_whose_row_is_not_kept_is_taken_away_again() -> None:
    owner = uuid4()
    actions.make_key(owner)

    with files.kept_sealed(b"letter", owner=owner) as kept:
        pass
    with pytest.raises(KeyError), files.kept_sealed(b"letter", owner=owner) as lost:
        raise KeyError(files.path_of(lost).read_bytes())

    assert files.read_sealed(owner=owner, name=kept) == b"letter"
    assert not files.path_of(lost).exists()


def test_files_stand_where_and_as_earlier_versions_put_them(settings: LazySettings) -> None:
    owner = UUID("0193577a-0000-7000-8000-0000000000aa")
    actions.make_key(owner)
    for last in ("1b", "2b"):
        name = UUID(f"0193577a-0000-7000-8000-0000000000{last}")
        sealed = seal_bytes(b"letter", key=keys.key_of(owner), place=f"file|content|{owner}|{name}")
        path = settings.ALONGSIDE_PAPERS / last / name.hex
        files.write_sealed(b"other", owner=owner, name=name)
        path.write_bytes(sealed)

        assert files.read_sealed(owner=owner, name=name) == b"letter"


def test_second_file_goes_into_the_folder_of_the_first() -> None:
    owner = uuid4()
    actions.make_key(owner)
    one, two = (UUID(f"0193577a-0000-7000-8000-00000000{first}1b") for first in ("00", "01"))
    for name in (one, two):
        files.write_sealed(name.bytes, owner=owner, name=name)

    assert files.path_of(one).parent == files.path_of(two).parent
    assert files.read_sealed(owner=owner, name=two) == two.bytes
