"""What somebody will do, their own notes, and the pages of supervision."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from alongside.accounts.models import User
from alongside.peers.actions import supervision as actions
from alongside.peers.models import (
    PrivateNote,
    SupervisionAction,
    SupervisionState,
)
from alongside.peers.rules.work import supervision_setting
from tests.conftest import SignIn
from tests.factories.supervision import hold_supervision, make_supervision
from tests.peers.supervision.conftest import NOW, TODAY, codes


def test_what_somebody_will_do_is_theirs_to_finish(lead: User, supervisor: User) -> None:
    row = hold_supervision(lead, by=supervisor)
    action = actions.agree_action(row, user=lead, what="Ring the hostel", by=supervisor)

    actions.finish_action(action, by=lead)
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        actions.finish_action(action, by=lead)

    again = SupervisionAction.objects.get()
    assert (again.done_on, again.what) == (TODAY, "Ring the hostel")
    assert str(action) == f"action of supervision {action.pk}"


def test_private_note_is_sealed_with_a_key_of_its_writer(lead: User) -> None:
    actions.write_private_note(words="Canary thought", by=lead)

    note = PrivateNote.objects.get()
    assert (note.words, note.seal_owner()) == ("Canary thought", lead.pk)


def test_private_note_can_be_thrown_away(lead: User) -> None:
    note = actions.write_private_note(words="Canary thought", by=lead)

    actions.throw_away_private_note(note, by=lead)

    assert PrivateNote.objects.count() == 0


def test_my_page_shows_my_supervision(lead: User, supervisor: User, signed_in: SignIn) -> None:
    actions.make_supervision_ahead()
    row = hold_supervision(lead, by=supervisor)
    action = actions.agree_action(row, user=lead, what="Ring the hostel", by=supervisor)
    client = signed_in(lead)

    client.post(reverse("ask-to-talk"), {"about": "Home"})
    client.post(reverse("private-note-new"), {"words": "Canary thought"})
    page = client.get(reverse("my-supervision")).content.decode()
    client.post(reverse("action-done", args=[action.pk]))
    after = client.get(reverse("my-supervision")).content.decode()

    for words in ("Tuesday at 10:00", "You asked to talk alone", "Canary thought", "Ring the hostel"):
        assert words in page
    assert "Was there" in page
    assert "Ring the hostel" not in after


def test_private_note_is_read_by_nobody_else(
    lead: User, other_advocate: User, supervisor: User, coordinator: User, signed_in: SignIn
) -> None:
    hold_supervision(lead, by=supervisor)
    note = actions.write_private_note(words="Canary thought", by=lead)
    pages = [reverse("my-supervision"), reverse("supervision"), reverse("supervision-of", args=[lead.pk])]

    for user in (other_advocate, supervisor, coordinator):
        client = signed_in(user)
        texts = [client.get(page).content.decode() for page in pages]
        away = client.post(reverse("private-note-away", args=[note.pk]))

        assert ["Canary" in text for text in texts] == [False] * 3
        assert away.status_code == 404


def test_private_note_is_thrown_away_at_a_press(lead: User, signed_in: SignIn) -> None:
    note = actions.write_private_note(words="Canary thought", by=lead)

    signed_in(lead).post(reverse("private-note-away", args=[note.pk]))

    assert PrivateNote.objects.count() == 0


@pytest.mark.parametrize("many", [1, 3])
def test_my_page_costs_the_same_for_three_as_for_one(
    *,
    many: int,
    lead: User,
    supervisor: User,
    signed_in: SignIn,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for number in range(many):
        row = hold_supervision(lead, by=supervisor, on=TODAY - timedelta(days=number))
        actions.agree_action(row, user=lead, what=f"Thing {number}", by=supervisor)
        actions.write_private_note(words=f"Note {number}", by=lead)
    client = signed_in(lead)
    client.get(reverse("my-supervision"))

    with django_assert_num_queries(13):
        client.get(reverse("my-supervision"))


def test_coordinator_sets_when_supervision_is(coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    sent = {"weekday": "3", "starts_at": "9.30", "place": "The office", "within_days": "21"}

    shown = client.get(reverse("supervision-setting")).content.decode()
    wrong = client.post(reverse("supervision-setting"), {**sent, "within_days": "3"})
    answer = client.post(reverse("supervision-setting"), sent)

    assert 'value="10:00"' in shown
    assert wrong.context["form"].errors == {"within_days": ["Write a number of days from 7 to 90"]}
    assert answer["Location"] == reverse("supervision")
    setting = supervision_setting()
    assert (setting.weekday, setting.starts_at, setting.within_days) == (3, time(9, 30), 21)


def test_supervisor_writes_what_somebody_will_do(lead: User, supervisor: User, signed_in: SignIn) -> None:
    row = hold_supervision(lead, by=supervisor)
    client = signed_in(supervisor)
    url = reverse("supervision-action-new", args=[row.pk])

    client.get(url)
    client.post(url, {"user": str(lead.pk), "what": "Rest on Fridays"})

    assert [(one.user, one.what) for one in SupervisionAction.objects.all()] == [(lead, "Rest on Fridays")]


def test_supervisor_writes_a_talk_one_to_one(lead: User, supervisor: User, signed_in: SignIn) -> None:
    client = signed_in(supervisor)
    url = reverse("supervision-talked", args=[lead.pk])
    client.get(url)

    client.post(url, {"on_day": "24", "on_month": "11", "on_year": "2026", "themes": "Rest"})

    assert codes(lead) == []


def test_supervision_is_left_out_at_a_press(lead: User, supervisor: User, signed_in: SignIn) -> None:
    client = signed_in(supervisor)
    open_one, held = make_supervision(), hold_supervision(lead, by=supervisor, on=TODAY - timedelta(days=7))

    client.post(reverse("supervision-left-out", args=[open_one.pk]))
    refused = client.post(reverse("supervision-left-out", args=[held.pk]), follow=True)

    open_one.refresh_from_db()
    assert open_one.state == SupervisionState.NOT_HELD
    assert "Somebody is down as having been there." in refused.content.decode()
