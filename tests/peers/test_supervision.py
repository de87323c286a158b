"""Supervision: when it is, the register, what was agreed, and notes for oneself (E8)."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from alongside.accounts.models import Role, User
from alongside.audit.models import Entry
from alongside.common.problems import RuleBroken
from alongside.peers.actions import supervision as actions
from alongside.peers.models import (
    OneToOneAsk,
    Presence,
    PrivateNote,
    StageName,
    Supervision,
    SupervisionAction,
    SupervisionState,
)
from alongside.peers.queries.supervision import (
    missed_supervision,
    people_of_supervision,
    register_of,
    supervision_due,
    supervision_to_come,
)
from alongside.peers.rules import may_work
from alongside.peers.rules.work import supervision_setting
from tests.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.peers import make_advocate, make_stage
from tests.factories.supervision import hold_supervision, make_supervision

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
TUESDAYS = [date(2026, 12, 1), date(2026, 12, 8)]
LONG_AGO = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _thursday() -> Iterator[None]:
    """The clock stands at half past nine on Thursday 26 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(advocate: User, coordinator: User) -> User:
    """A lead since long ago."""
    make_stage(advocate, StageName.LEAD, by=coordinator, from_on=LONG_AGO)
    return advocate


def days_planned() -> list[date]:
    """Return the days of supervision to come."""
    return list(Supervision.objects.filter(state="planned").order_by("on").values_list("on", flat=True))


def codes(user: User, on: date = TODAY) -> list[str]:
    """Return what keeps somebody from working."""
    return [problem.code for problem in may_work(user, on)]


def sentences(user: User) -> list[str]:
    """Return what keeps somebody from working, as one reads it."""
    return [str(problem.sentence) for problem in may_work(user, TODAY)]


def test_supervision_makes_itself_on_tuesdays_at_ten(coordinator: User) -> None:
    first, again = actions.make_supervision_ahead(), actions.make_supervision_ahead()

    assert (first, again) == (2, 0)
    assert days_planned() == TUESDAYS
    assert {one.starts_at for one in Supervision.objects.all()} == {time(10)}


def test_supervision_makes_itself_by_the_command_too(
    coordinator: User, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("make_sessions")

    assert days_planned() == TUESDAYS


def test_bank_holiday_has_no_supervision(coordinator: User) -> None:
    with time_machine.travel(datetime(2026, 12, 21, 9, tzinfo=UTC), tick=False):
        actions.set_supervision(by=coordinator, weekday=4, starts_at=time(10), within_days=14)

        assert days_planned() == []  # 25 December and 1 January


def test_another_weekday_moves_what_is_still_to_come(coordinator: User) -> None:
    actions.make_supervision_ahead()

    setting = actions.set_supervision(
        by=coordinator, weekday=0, starts_at=time(14, 30), within_days=21, place="The office"
    )

    assert days_planned() == [date(2026, 11, 30), date(2026, 12, 7)]
    assert str(setting) == "when supervision is"
    again = supervision_setting()
    assert (again.weekday, again.starts_at, again.within_days, again.place) == (
        0,
        time(14, 30),
        21,
        "The office",
    )


def test_register_is_kept_and_can_be_put_right(lead: User, supervisor: User) -> None:
    row = make_supervision()
    actions.take_register(row, marks={lead: "here"}, by=supervisor, themes="Endings")

    actions.take_register(row, marks={lead: "sent_word", supervisor: "here"}, by=supervisor)

    row.refresh_from_db()
    assert register_of(row) == {lead.pk: "sent_word", supervisor.pk: "here"}
    assert (row.state, row.themes, row.held_by) == ("held", None, supervisor)
    assert [str(line) for line in row.register.filter(user=lead)] == [
        f"presence {row.register.get(user=lead).pk}"
    ]
    assert Entry.objects.filter(action="supervision.take_register").count() == 2


def test_register_of_nobody_is_asked_about(lead: User, supervisor: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.take_register(make_supervision(), marks={lead: "not_today"}, by=supervisor)

    assert [problem.code for problem in broken.value.problems] == ["nobody"]


def test_register_waits_for_its_day(lead: User, supervisor: User) -> None:
    row = make_supervision(on=TODAY + timedelta(days=1))

    with pytest.raises(RuleBroken) as broken:
        actions.take_register(row, marks={lead: "here"}, by=supervisor)

    assert [problem.code for problem in broken.value.problems] == ["not_yet"]


def test_supervision_that_is_left_out_is_missed_by_nobody(lead: User, supervisor: User) -> None:
    row = make_supervision()

    actions.leave_out_supervision(row, by=supervisor)

    assert Supervision.objects.get().state == SupervisionState.NOT_HELD
    assert str(row) == f"supervision {row.pk}"


def test_supervision_with_a_register_is_not_left_out(lead: User, supervisor: User) -> None:
    row = hold_supervision(lead, by=supervisor)

    with pytest.raises(RuleBroken) as broken:
        actions.leave_out_supervision(row, by=supervisor)

    assert [problem.code for problem in broken.value.problems] == ["register"]


def test_oldest_register_is_due_first(coordinator: User) -> None:
    for days in (-9, -2, 5):
        make_supervision(on=TODAY + timedelta(days=days))

    due, to_come = supervision_due(), supervision_to_come()

    assert (due and due.on, to_come and to_come.on) == (
        TODAY - timedelta(days=9),
        TODAY + timedelta(days=5),
    )


@pytest.mark.parametrize("days, found", [(14, []), (15, ["supervision_missed"])])
def test_b4_supervision_counts_for_fourteen_days(
    days: int, found: list[str], lead: User, supervisor: User
) -> None:
    hold_supervision(lead, by=supervisor, on=TODAY - timedelta(days=days))

    assert codes(lead) == found


def test_b4_number_of_days_is_the_services_own(lead: User, supervisor: User, coordinator: User) -> None:
    hold_supervision(lead, by=supervisor, on=TODAY - timedelta(days=15))

    actions.set_supervision(by=coordinator, weekday=1, starts_at=time(10), within_days=21)

    assert codes(lead) == []


def test_b4_day_ahead_is_judged_by_how_things_stand_today(lead: User, supervisor: User) -> None:
    hold_supervision(lead, by=supervisor, on=TODAY - timedelta(days=7))

    assert codes(lead, TODAY + timedelta(days=80)) == []


def test_b4_who_sent_word_was_not_there(lead: User, supervisor: User) -> None:
    row = make_supervision(on=TODAY - timedelta(days=2))
    actions.take_register(row, marks={lead: Presence.SENT_WORD, supervisor: Presence.HERE}, by=supervisor)

    assert sentences(lead) == ["Has missed supervision since Tuesday 24 November 2026."]


def test_b4_sentence_names_the_last_one_where_there_was_none_since(lead: User, supervisor: User) -> None:
    hold_supervision(lead, by=supervisor, on=date(2026, 10, 27))

    assert sentences(lead) == ["Was last at supervision on Tuesday 27 October 2026."]


def test_b4_sentence_says_where_nobody_was_ever_seen(lead: User) -> None:
    assert sentences(lead) == ["Has not been to supervision yet."]


def test_b4_newcomer_has_as_long_as_everybody(coordinator: User) -> None:
    newcomer = make_advocate("Nia Cole", by=coordinator)
    make_stage(newcomer, StageName.APPLIED, by=coordinator, from_on=LONG_AGO)

    make_stage(newcomer, StageName.TRAINING, by=coordinator, from_on=TODAY - timedelta(days=14))

    assert codes(newcomer) == ["not_trained"]


def test_b4_becoming_a_lead_starts_no_new_count(coordinator: User) -> None:
    user = make_advocate("Nia Cole", by=coordinator)
    make_stage(user, StageName.SHADOW, by=coordinator, from_on=LONG_AGO)

    make_stage(user, StageName.LEAD, by=coordinator)

    assert codes(user) == ["supervision_missed"]


def test_b4_coming_back_starts_a_new_count(lead: User, coordinator: User) -> None:
    make_stage(lead, StageName.STEPPED_BACK, by=coordinator, from_on=TODAY - timedelta(days=20))

    make_stage(lead, StageName.LEAD, by=coordinator, from_on=TODAY - timedelta(days=3))

    assert codes(lead) == []


def test_b4_who_is_away_is_not_available_and_no_more_is_said(lead: User, coordinator: User) -> None:
    make_stage(lead, StageName.STEPPED_BACK, by=coordinator)

    assert sentences(lead) == ["Not available."]


@pytest.mark.parametrize("stage", [None, StageName.INTERESTED, StageName.APPLIED])
def test_b4_who_has_not_begun_is_not_in_training(stage: StageName | None, coordinator: User) -> None:
    user = make_advocate("Nia Cole", stage, by=coordinator)

    assert codes(user) == ["not_in_training"]


def test_talk_one_to_one_counts_and_settles_the_ask(lead: User, supervisor: User) -> None:
    ask = actions.ask_to_talk_alone(by=lead, about="Something at home")

    talk = actions.talk_alone(lead, on=TODAY, by=supervisor, themes="Rest")

    ask.refresh_from_db()
    assert (ask.settled_by, ask.about, talk.kind) == (supervisor, "Something at home", "alone")
    assert str(ask) == f"ask to talk alone {ask.pk}"
    assert codes(lead) == []


def test_asking_again_says_it_anew(lead: User) -> None:
    actions.ask_to_talk_alone(by=lead, about="This")
    actions.ask_to_talk_alone(by=lead)

    assert [ask.about for ask in OneToOneAsk.objects.filter(settled_at=None)] == [None]


def test_nobody_supervises_themselves_nor_ahead_of_time(lead: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.talk_alone(lead, on=TODAY + timedelta(days=1), by=lead)

    assert [problem.code for problem in broken.value.problems] == ["oneself", "not_yet"]


def test_register_holds_everybody_in_training_or_further(lead: User, coordinator: User) -> None:
    make_advocate("Tess Young", StageName.TRAINING, by=coordinator)
    make_advocate("Abe Cole", StageName.APPLIED, by=coordinator)
    make_advocate("Moe Vane", StageName.MOVED_ON, by=coordinator)

    assert [str(one.user.name) for one in people_of_supervision()] == ["Ana Reyes", "Tess Young"]


def test_register_keeps_whoever_was_there_and_has_gone_since(lead: User, supervisor: User) -> None:
    row = hold_supervision(lead, by=supervisor)

    make_stage(lead, StageName.MOVED_ON, by=supervisor)

    assert [one.user for one in people_of_supervision(row)] == [lead]
    assert people_of_supervision() == []


def test_missed_weeks_are_those_that_took_place(lead: User, supervisor: User) -> None:
    hold_supervision(lead, by=supervisor, on=date(2026, 10, 20))
    for day in (3, 10):
        hold_supervision(supervisor, by=supervisor, on=date(2026, 11, day))
    actions.leave_out_supervision(make_supervision(on=date(2026, 11, 17)), by=supervisor)

    (one,) = missed_supervision()

    assert (one.missed_weeks, one.missed) == (2, "Has missed supervision since Tuesday 3 November 2026.")


def test_missed_supervision_leaves_out_who_was_decided_about(lead: User, coordinator: User) -> None:
    actions.let_work(lead, why="Was ill", by=coordinator)

    assert missed_supervision() == []


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


def test_advocate_who_supervises_too_is_in_the_register(coordinator: User) -> None:
    both = make_user("Bo Lane", Role.ADVOCATE, Role.SUPERVISOR)
    make_stage(both, StageName.SENIOR, by=coordinator)

    assert [one.user for one in people_of_supervision()] == [both]
