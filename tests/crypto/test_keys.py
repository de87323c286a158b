"""The ring of keys, rewrapping and destroying."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.crypto import actions, keyfile, keys
from alongside.crypto.middleware import EmptyKeyRing
from alongside.crypto.models import DataKey
from alongside.crypto.seal import CannotOpen
from alongside.people.models import Partnership
from tests.factories.people import make_partnership, make_person

pytestmark = pytest.mark.django_db


def test_key_is_made_once(key_file: Path) -> None:
    owner = uuid4()

    actions.make_key(owner)
    first = keys.key_of(owner)
    actions.make_key(owner)
    keys.forget_all()

    assert keys.key_of(owner) == first
    assert str(DataKey.objects.get()) == f"key of {owner}"


def test_many_keys_are_opened_with_one_query(
    key_file: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owners = [uuid4() for _ in range(30)]
    for owner in owners:
        actions.make_key(owner)

    with django_assert_num_queries(1):
        keys.preload(owners)
        keys.preload(owners)
        found = {keys.key_of(owner) for owner in owners}

    assert len(found) == 30


def test_no_key_is_opened_that_nobody_asked_for(key_file: Path) -> None:
    asked, other = uuid4(), uuid4()
    for owner in (asked, other):
        actions.make_key(owner)
    keys.forget_all()

    keys.preload([asked])

    assert list(keys._the_ring()) == [asked]


def test_keys_of_rows_and_of_what_hangs_on_them_are_opened_together(
    advocate: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for called in ("Jo", "Sam", "Lee"):
        make_partnership(make_person(by=advocate, called=called), advocate)
    keys.forget_all()

    with django_assert_num_queries(2):
        rows = keys.with_keys(
            Partnership.objects.select_related("person", "user__supervisor"), "user", "user.supervisor"
        )
        names = [(row.person.called, row.user.name) for row in rows]

    assert names == [("Jo", "Ana Reyes"), ("Sam", "Ana Reyes"), ("Lee", "Ana Reyes")]


def test_ring_is_empty_before_and_after_a_request(key_file: Path) -> None:
    owner, seen = uuid4(), []
    actions.make_key(owner)
    keys.key_of(owner)

    def answer(_request: HttpRequest) -> HttpResponse:
        seen.append(dict(keys._the_ring()))
        keys.key_of(owner)
        return HttpResponse()

    EmptyKeyRing(answer)(HttpRequest())

    assert seen == [{}]
    assert keys._the_ring() == {}


def test_r29_no_key_no_value(key_file: Path) -> None:
    with pytest.raises(CannotOpen):
        keys.key_of(uuid4())


def test_destroyed_key_is_gone_from_the_ring_too(key_file: Path) -> None:
    owner = uuid4()
    actions.make_key(owner)
    keys.key_of(owner)

    actions.destroy_key(owner)

    with pytest.raises(CannotOpen):
        keys.key_of(owner)


@pytest.mark.parametrize("wrapped", [b"x" * 40, b"short"])
def test_r29_damaged_key_does_not_open(key_file: Path, wrapped: bytes) -> None:
    owner = uuid4()
    actions.make_key(owner)
    DataKey.objects.update(wrapped=wrapped)

    with pytest.raises(CannotOpen):
        keys.key_of(owner)


def test_r29_another_key_file_opens_nothing(key_file: Path) -> None:
    owner = uuid4()
    actions.make_key(owner)

    keyfile.write_key_file(key_file, keyfile.new_key_file())

    with pytest.raises(CannotOpen):
        keys.key_of(owner)


def test_r29_key_wrapped_by_a_retired_key_does_not_open(key_file: Path) -> None:
    owner = uuid4()
    actions.make_key(owner)
    DataKey.objects.update(wrapped_with="k9")

    with pytest.raises(CannotOpen):
        keys.key_of(owner)


def test_key_made_again_after_a_rollback_is_the_one_that_seals(key_file: Path) -> None:
    owner = uuid4()
    with transaction.atomic():
        actions.make_key(owner)
        keys.key_of(owner)
        transaction.set_rollback(True)

    actions.make_key(owner)

    on_the_ring = keys.key_of(owner)
    keys.forget_all()
    assert keys.key_of(owner) == on_the_ring


def test_r32_rotation_tells_how_many_keys_it_wrapped(
    key_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = DataKey.objects.count()
    for _ in range(3):
        actions.make_key(uuid4())

    call_command("rotate_keys")
    call_command("rotate_keys", "--finish")

    assert capsys.readouterr().out.splitlines() == [
        "Added k2 to the key file. Make a new copy of that file now.",
        f"Keys wrapped anew: {before + 3}",
        "Keys wrapped anew: 0",
    ]


def test_r32_rotation_keeps_every_key_and_retires_the_old_one(
    key_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    owners = [uuid4() for _ in range(5)]
    for owner in owners:
        actions.make_key(owner)
    before = [keys.key_of(owner) for owner in owners]

    call_command("rotate_keys")
    call_command("rotate_keys", "--retire", "k1")

    assert "k1 is gone from the key file." in capsys.readouterr().out.splitlines()
    keys.forget_all()
    assert [keys.key_of(owner) for owner in owners] == before
    assert sorted(keyfile.keys().wrapping) == ["k2"]


def test_r32_old_key_is_not_retired_while_something_needs_it(key_file: Path) -> None:
    actions.make_key(uuid4())
    keyfile.add_wrapping_key(key_file)

    with pytest.raises(CommandError, match="1 keys still need k1"):
        call_command("rotate_keys", "--retire", "k1")

    assert sorted(keyfile.keys().wrapping) == ["k1", "k2"]


def test_r32_current_key_is_not_retired(key_file: Path) -> None:
    with pytest.raises(CommandError, match="k1 is the current key"):
        call_command("rotate_keys", "--retire", "k1")


@pytest.mark.parametrize("stop_after", range(5))
def test_r32_rotation_stopped_anywhere_is_finished_by_running_it_again(
    key_file: Path, stop_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    owners = [uuid4() for _ in range(4)]
    for owner in owners:
        actions.make_key(owner)
    before = {owner: keys.key_of(owner) for owner in owners}
    monkeypatch.setattr(actions, "_BATCH", 1)
    keyfile.add_wrapping_key(key_file)

    # stopped: as many rows are rewrapped as had been when the power went
    done = DataKey.objects.order_by("owner")[:stop_after]
    for row in done:
        row.wrapped, row.wrapped_with = keys.wrap(before[row.owner])
        row.save()
    keys.forget_all()
    assert {owner: keys.key_of(owner) for owner in owners} == before
    call_command("rotate_keys", "--finish")

    keys.forget_all()
    assert {owner: keys.key_of(owner) for owner in owners} == before
    assert actions.keys_wrapped_with("k1") == 0


def test_owner_of_what_is_the_services_own_never_changes() -> None:
    assert str(keys.SERVICE) == "00000000-0000-0000-0000-000000000000"
