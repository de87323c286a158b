"""What we promise each other, what is not right, leaving, and where next (E15, E17)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.peers.actions import (
    add_trouble_news,
    publish_team_agreement,
    raise_trouble,
    set_goal,
    share_goal,
    sign_team_agreement,
    tell_goal,
    write_leaving_chat,
)
from alongside.peers.models import (
    GoalKind,
    LeavingChat,
    NextGoal,
    TeamAgreement,
    TeamSignature,
    Trouble,
    TroubleStep,
)
from alongside.peers.queries import goals_shared_with, team_agreement_now, troubles_for, who_signed
from alongside.peers.rules import troubles_visible_to

SignIn = Callable[[User], Client]


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.code for problem in broken.value.problems]


def test_everybody_agrees_anew_when_the_words_change(
    coordinator: User, advocate: User, other_advocate: User
) -> None:
    first = publish_team_agreement(we="We train you", you="I listen", by=coordinator)
    sign_team_agreement(first, by=advocate)
    sign_team_agreement(first, by=advocate)
    who = who_signed(first)
    second = publish_team_agreement(we="We train you well", you="I listen", by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        sign_team_agreement(first, by=other_advocate)

    assert codes(broken) == ["newer"]
    assert ([row.made_by for row in who.signed], who.not_yet) == ([advocate], [other_advocate])
    assert (second.number, team_agreement_now()) == (2, second)
    assert who_signed(second).not_yet == [advocate, other_advocate]


def test_agreement_is_published_read_and_agreed_to_on_the_pages(
    coordinator: User, advocate: User, signed_in: SignIn
) -> None:
    url, own = "/journey/agreement/", signed_in(advocate)
    empty = own.get(url).content.decode()
    manager = signed_in(coordinator)
    offered = manager.get(f"{url}new/").context["form"]["we"].initial
    manager.post(f"{url}new/", {"we": "Canary we", "you": "Canary you"})
    version = TeamAgreement.objects.get()
    old = own.post(f"{url}yes/", {"version": "another"})
    own.post(f"{url}yes/", {"version": str(version.pk)})

    page = own.get(url).content.decode()
    assert "Nothing written yet." in empty
    assert offered.startswith("We train you")
    assert [str(message) for message in get_messages(old.wsgi_request)] == ["Read the words again."]
    assert TeamSignature.objects.get().made_by == advocate
    assert "You agreed to this" in page
    assert manager.get(f"{url}new/").context["form"]["we"].initial == "Canary we"
    assert "Ana Reyes" in manager.get(url).content.decode()


def test_page_of_troubles_offers_to_say_one_only_to_whom_may(
    advocate: User, coordinator: User, signed_in: SignIn
) -> None:
    pages = [signed_in(user).get(reverse("troubles")).content.decode() for user in (advocate, coordinator)]

    assert [reverse("trouble-new") in page for page in pages] == [True, False]


def test_trouble_is_read_by_two_and_goes_further_if_they_wish(
    advocate: User, supervisor: User, coordinator: User, board_member: User
) -> None:
    trouble = raise_trouble(words="Never asked", wish="Ask me", to=supervisor, by=advocate)
    readers = (advocate, supervisor, coordinator, board_member)
    at_first = [troubles_visible_to(user).count() for user in readers]
    add_trouble_news(trouble, what="We talked", by=supervisor)
    add_trouble_news(trouble, what="No change", to=coordinator, by=advocate)
    second = trouble.step

    add_trouble_news(trouble, what="No change", to=board_member, by=advocate)

    assert at_first == [1, 1, 0, 0]
    assert [troubles_visible_to(user).count() for user in readers] == [1, 0, 0, 1]
    assert (second, trouble.step) == (TroubleStep.COORDINATOR, TroubleStep.BOARD)
    assert list(trouble.news.order_by("made_at").values_list("step", flat=True)) == ["talk", "talk", "coord"]


def test_whose_it_is_says_when_it_is_put_right(advocate: User, supervisor: User, coordinator: User) -> None:
    trouble = raise_trouble(words="Never asked", to=supervisor, by=advocate)
    with pytest.raises(RuleBroken) as not_theirs:
        add_trouble_news(trouble, what="All well", is_right=True, by=supervisor)

    add_trouble_news(trouble, what="They ask me now", is_right=True, by=advocate)
    with pytest.raises(RuleBroken) as ended:
        add_trouble_news(trouble, what="More", to=coordinator, by=advocate)

    assert (codes(not_theirs), codes(ended)) == (["not_theirs"], ["ended"])
    assert trouble.ended_on == clock.today()


def test_trouble_is_brought_to_somebody_else_who_listens(advocate: User, other_advocate: User) -> None:
    for user in (advocate, other_advocate):
        with pytest.raises(RuleBroken) as broken:
            raise_trouble(words="Never asked", to=user, by=advocate)
        assert codes(broken) == ["not_a_listener"]
    with pytest.raises(IntegrityError), transaction.atomic(), recorded("trouble.forge", by=advocate):
        Trouble.objects.create(
            words="x", step="talk", brought_to=advocate, made_by=advocate, answer_by=clock.today()
        )


def test_trouble_is_said_and_answered_on_the_pages(
    advocate: User, supervisor: User, coordinator: User, signed_in: SignIn
) -> None:
    own, listener = signed_in(advocate), signed_in(supervisor)
    made = own.post("/not-right/new/", {"words": "Canary trouble", "to": str(supervisor.pk)})
    url = made["Location"]

    listener.post(url, {"what": "We talked", "is_right": "on"})
    asked = listener.get(url)
    own.post(url, {"what": "Better now", "is_right": "on"})

    assert "is_right" not in asked.context["form"].fields
    assert Trouble.objects.get().ended_on == clock.today()
    assert "Canary trouble" in own.get("/not-right/").content.decode()
    assert "Put right" in own.get(url).content.decode()
    refused = signed_in(coordinator).get(url)
    assert (refused.status_code, b"Canary" in refused.content) == (404, False)
    assert own.post("/not-right/new/", {"words": "x"}).status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_troubles_costs_the_same_whatever_its_length(
    rows: int, advocate: User, supervisor: User, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    for _number in range(rows):
        raise_trouble(words="Never asked", to=supervisor, by=advocate)
    client = signed_in(supervisor)

    with django_assert_num_queries(9):
        page = client.get("/not-right/")

    assert len(page.context["troubles"]) == rows


def test_leaving_chat_is_kept_by_somebody_else(
    advocate: User, coordinator: User, supervisor: User, signed_in: SignIn
) -> None:
    client, day = signed_in(coordinator), clock.today()
    told = {"said_on_day": day.day, "said_on_month": day.month, "said_on_year": day.year}

    client.post(f"/team/{advocate.pk}/leaving/", {**told, "good": "Canary good", "reach": "07700 900111"})
    write_leaving_chat(advocate, said_on=day, better="Canary better", by=supervisor)

    page = client.get(f"/team/{advocate.pk}/leaving/").content.decode()
    assert LeavingChat.objects.filter(good=None).count() == 1
    assert "Canary good" in page
    assert "Canary better" in page
    assert client.get(f"/team/{supervisor.pk}/leaving/").status_code == 404
    assert signed_in(advocate).get(f"/team/{advocate.pk}/leaving/").status_code == 404


def test_goal_is_private_until_it_is_shared(advocate: User, supervisor: User, coordinator: User) -> None:
    goal = set_goal(kind=GoalKind.LEARN, goal="A diploma", by=advocate)
    before = goals_shared_with(supervisor)

    share_goal(goal, is_shared=True, by=advocate)

    assert before == []
    assert goals_shared_with(supervisor) == [goal]
    share_goal(goal, is_shared=False, by=advocate)
    assert goals_shared_with(coordinator) == []
    assert Entry.objects.filter(action="goal.share").count() == 2


def test_we_ask_after_13_and_26_weeks_and_then_no_more(advocate: User, supervisor: User) -> None:
    goal = set_goal(kind=GoalKind.WORK, goal="A job", is_shared=True, by=advocate)
    asked = [goal.ask_on]

    tell_goal(goal, result="I applied", by=advocate)
    asked.append(goal.ask_on)
    tell_goal(goal, result="I have it", by=advocate)

    today = clock.today()
    assert [*asked, goal.ask_on] == [today + timedelta(weeks=13), today + timedelta(weeks=26), None]
    assert (goal.result_13, goal.result_26) == ("I applied", "I have it")
    later = set_goal(kind=GoalKind.HELP, goal="A choir", is_shared=True, by=advocate)
    assert goals_shared_with(supervisor) == [later, goal]


def test_advocate_writes_where_next_on_the_pages(
    advocate: User, other_advocate: User, supervisor: User, signed_in: SignIn
) -> None:
    own = signed_in(advocate)
    own.post("/journey/next/", {"kind": "learn", "goal": "Canary diploma", "first_step": "Ring the college"})
    goal = NextGoal.objects.get()
    hidden = signed_in(supervisor).get("/where-next/").content.decode()

    own.post(f"/journey/next/{goal.pk}/share/")
    own.post(f"/journey/next/{goal.pk}/", {"result": "Canary result"})

    page = own.get("/journey/next/").content.decode()
    shared = signed_in(supervisor).get("/where-next/").content.decode()
    assert "Canary" not in hidden
    assert "Canary result" in page
    assert "Canary diploma" in shared
    assert signed_in(other_advocate).get(f"/journey/next/{goal.pk}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_shared_goals_cost_the_same_whatever_their_number(
    rows: int, advocate: User, supervisor: User, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    for _number in range(rows):
        set_goal(kind=GoalKind.WORK, goal="A job", is_shared=True, by=advocate)
    client = signed_in(supervisor)

    with django_assert_num_queries(9):
        page = client.get("/where-next/")

    assert len(page.context["goals"]) == rows


def test_what_is_not_right_is_open_first(advocate: User, supervisor: User) -> None:
    first = raise_trouble(words="One", to=supervisor, by=advocate)
    second = raise_trouble(words="Two", to=supervisor, by=advocate)
    add_trouble_news(second, what="Better", is_right=True, by=advocate)

    assert troubles_for(advocate) == [first, second]
