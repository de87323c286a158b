"""Publishing a rota, and planning the same weeks again."""

from datetime import timedelta

import pytest

from alongside.accounts.models import User
from alongside.accounts.queries import terms
from alongside.audit.models import Entry
from alongside.clinics.actions import ask_around, rotas, take_off_session
from alongside.clinics.actions.supply import say_need, tell_about_me, tell_other_days
from alongside.clinics.models import Clinic, Rota, RotaState, Shift, ShiftRole
from alongside.clinics.queries.rotas import draft_of, ground_of, recent_rotas
from alongside.clinics.rota.problem import Role
from alongside.clinics.rota_words import change_in_words
from alongside.common.problems import RuleBroken
from alongside.peers.models import StageName
from tests.clinics.conftest import NOW, at
from tests.clinics.rotas.conftest import FIRST, codes, places, thursdays
from tests.conftest import SignIn
from tests.factories.clinics import make_shift, session_on
from tests.factories.peers import make_advocate
from tests.factories.rota import make_rota, make_supply


def test_publishing_makes_the_shifts_and_one_entry(
    draft: Rota, ready: tuple[User, User], coordinator: User
) -> None:
    done = rotas.publish_rota(draft, by=coordinator)

    shifts = Shift.objects.live().select_related("session", "user").order_by("session__on", "role")
    assert [(shift.session.on, shift.role, shift.user) for shift in shifts] == thursdays(*ready)
    assert (len(done.come), done.leave, done.left_out) == (8, [], [])
    entry = Entry.objects.get(action="rota.publish")
    assert entry.facts == {"come": "8", "leave": "0", "asked": "0", "left_out": "0"}
    assert (draft.state, draft.published_by) == (RotaState.PUBLISHED, coordinator)


def test_publishing_ends_the_search_for_a_place_it_fills(
    draft: Rota, ready: tuple[User, User], clinic: Clinic, coordinator: User
) -> None:
    search = ask_around(session_on(clinic, FIRST), role=ShiftRole.LEAD, by=coordinator)

    rotas.publish_rota(draft, by=coordinator)

    search.refresh_from_db()
    assert (search.ended_at is not None, search.taken.user) == (True, ready[0])


def test_publishing_leaves_out_who_cannot_be_there_any_more(
    draft: Rota, ready: tuple[User, User], coordinator: User
) -> None:
    tell_other_days(ready[0], by=ready[0], begins_on=FIRST)

    done = rotas.publish_rota(draft, by=coordinator)

    assert [shift.role for shift in done.left_out] == [Role.LEAD, Role.SHADOW]
    assert Shift.objects.count() == 6


def test_publishing_keeps_who_is_there_and_a_place_that_was_taken_since(
    draft: Rota, ready: tuple[User, User], clinic: Clinic, coordinator: User
) -> None:
    other = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)
    with at(NOW + timedelta(minutes=1)):
        kept = make_shift(session_on(clinic, FIRST), other, by=coordinator)

    done = rotas.publish_rota(draft, by=coordinator)

    assert [(shift.role, shift.advocate) for shift in done.left_out] == [(Role.LEAD, str(ready[0].pk))]
    assert kept in Shift.objects.live()


def test_draft_that_two_publish_at_once_is_published_once(draft: Rota, coordinator: User) -> None:
    on_another_page = Rota.objects.get(pk=draft.pk)
    rotas.publish_rota(draft, by=coordinator)

    for act in (rotas.publish_rota, rotas.put_aside):
        with pytest.raises(RuleBroken) as broken:
            act(on_another_page, by=coordinator)
        assert codes(broken) == ["no_draft"]
    assert Entry.objects.filter(action="rota.publish").count() == 1


def test_what_is_published_or_put_aside_is_no_draft_any_more(draft: Rota, coordinator: User) -> None:
    rotas.put_aside(draft, by=coordinator)

    with pytest.raises(RuleBroken) as published:
        rotas.publish_rota(draft, by=coordinator)
    with pytest.raises(RuleBroken) as stopped:
        rotas.stop_rota(draft, by=coordinator)

    assert (codes(published), codes(stopped)) == (["no_draft"], ["not_planning"])
    assert recent_rotas() == []


def test_planning_again_changes_nothing_where_nothing_has_changed(
    draft: Rota, ready: tuple[User, User], coordinator: User
) -> None:
    rotas.publish_rota(draft, by=coordinator)

    again = make_rota(by=coordinator)

    now = draft_of(again)
    assert (places(again), now.changes, now.new) == (thursdays(*ready), [], [])


def test_planning_again_lists_changes_and_moves_only_who_said_yes(
    draft: Rota, ready: tuple[User, User], coordinator: User, signed_in: SignIn
) -> None:
    lead, _shadow = ready
    rotas.publish_rota(draft, by=coordinator)
    other = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)
    make_supply(other)
    for number in (1, 2):
        tell_other_days(lead, by=lead, begins_on=FIRST + timedelta(weeks=number))
    again = make_rota(by=coordinator)
    client = signed_in(coordinator)

    page = client.get(f"/rotas/{again.pk}/")
    form = client.get(f"/rotas/{again.pk}/publish/").context["form"]
    asked = form.fields["agreed"].choices
    answer = client.post(f"/rotas/{again.pk}/publish/", {"agreed": [asked[0][0]], "sure": "on"}, follow=True)

    assert page.context["changes"] == [words for _shift, words in asked]
    assert asked[0][1] == (
        "Ana Reyes would leave Canal Street hostel on Thu 10 Dec, as lead. They cannot be there any more. "
        "Lena Strand would come."
    )
    assert [str(message) for message in answer.context["messages"]] == [
        "Published. 1 shift is new. 1 came off. 1 is asked about a change.",
    ]
    leads = Shift.objects.live().filter(role=ShiftRole.LEAD).select_related("user").order_by("session__on")
    assert [shift.user for shift in leads] == [lead, other, lead, lead]


def test_change_says_whether_somebody_must_leave_and_who_comes(
    draft: Rota, ready: tuple[User, User], clinic: Clinic, coordinator: User
) -> None:
    lead, _shadow = ready
    rotas.publish_rota(draft, by=coordinator)
    other = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)
    make_supply(other, parts=[[3, "morning"]])
    tell_about_me(by=other, languages=["pl"])
    say_need(clinic, by=coordinator, languages=["pl"])
    tell_other_days(lead, by=lead, begins_on=FIRST + timedelta(weeks=3))
    tell_other_days(other, by=other, begins_on=FIRST + timedelta(weeks=3))

    now = draft_of(make_rota(by=coordinator))

    assert [change_in_words(change, now, terms()) for change in now.changes if change.role == Role.LEAD] == [
        "Ana Reyes would leave Canal Street hostel on Thu 3 Dec, as lead. Lena Strand would come.",
        "Ana Reyes would leave Canal Street hostel on Thu 10 Dec, as lead. Lena Strand would come.",
        "Ana Reyes would leave Canal Street hostel on Thu 17 Dec, as lead. Lena Strand would come.",
        "Ana Reyes would leave Canal Street hostel on Thu 24 Dec, as lead. They cannot be there any more.",
    ]


def test_second_lead_without_a_shadow_counts_as_standing_in(
    ready: tuple[User, User], clinic: Clinic, coordinator: User
) -> None:
    other = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)
    session = session_on(clinic, FIRST)
    make_shift(session, ready[0], by=coordinator)
    make_shift(session, other, by=coordinator)

    rota = make_rota(by=coordinator)

    now = draft_of(rota)
    assert (now.changes, places(rota)[:2]) == ([], [(FIRST, "lead", ready[0]), (FIRST, "shadow", other)])
    assert len(now.new) == 6


def test_whoever_was_taken_off_is_not_put_back_as_if_published(
    draft: Rota, ready: tuple[User, User], coordinator: User
) -> None:
    rotas.publish_rota(draft, by=coordinator)
    take_off_session(Shift.objects.filter(role=ShiftRole.SHADOW)[0], by=coordinator)

    assert len(ground_of(draft).rows) == 7
