"""B4: deciding, on a page of its own, that somebody works for now though supervision was missed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.accounts.models import User
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.peers.actions.supervision import let_work
from alongside.peers.models import StageName, WorkDecision
from alongside.peers.rules import may_work
from tests.conftest import SignIn
from tests.factories.peers import make_stage
from tests.factories.supervision import hold_supervision


@pytest.fixture
def missing(advocate: User, coordinator: User) -> User:
    """A lead for forty days, who has not been to supervision yet."""
    make_stage(advocate, StageName.LEAD, by=coordinator, from_on=clock.today() - timedelta(days=40))
    return advocate


def test_coordinator_decides_on_a_page_that_asks_for_the_reason(
    missing: User, coordinator: User, signed_in: SignIn
) -> None:
    client, url = signed_in(coordinator), reverse("work-decide", args=[missing.pk])
    of = reverse("supervision-of", args=[missing.pk])

    linked = url in client.get(of).content.decode()
    asked = client.get(url).content.decode()
    empty = client.post(url, {"why": " "})
    answer = client.post(url, {"why": "Was ill"})

    assert linked
    assert "Has not been to supervision yet." in asked
    assert empty.context["form"].errors == {"why": ["Write why they may work for now"]}
    assert (answer["Location"], WorkDecision.objects.get().why) == (of, "Was ill")
    assert may_work(missing, clock.today()) == []


def test_supervisor_sees_that_it_was_missed_and_does_not_decide(
    missing: User, supervisor: User, signed_in: SignIn
) -> None:
    client, url = signed_in(supervisor), reverse("work-decide", args=[missing.pk])

    page = client.get(reverse("supervision-of", args=[missing.pk])).content.decode()

    assert ("Has not been to supervision yet." in page, url in page) == (True, False)
    assert client.get(url).status_code == 404


def test_page_leads_back_where_nothing_is_to_be_decided(
    missing: User, coordinator: User, supervisor: User, signed_in: SignIn
) -> None:
    hold_supervision(missing, by=supervisor)
    client, url = signed_in(coordinator), reverse("work-decide", args=[missing.pk])

    looked, posted = client.get(url), client.post(url, {"why": "Was ill"})

    assert looked["Location"] == reverse("supervision-of", args=[missing.pk])
    assert "There is nothing to decide about them now." in posted.content.decode()


def test_nobody_decides_where_more_than_supervision_stands_in_the_way(
    missing: User, coordinator: User
) -> None:
    make_stage(missing, StageName.STEPPED_BACK, by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        let_work(missing, why="Please", by=coordinator)

    assert [problem.code for problem in broken.value.problems] == ["nothing_to_decide"]
