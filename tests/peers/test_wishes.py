"""A person says whom they would like, advocates who are asked may offer, and the person chooses (A10)."""

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import Role, Service, User
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.peers.actions import matching as actions
from alongside.peers.models import ChangeAsk, ExperienceOffer, MatchWish, OfferAsk
from alongside.peers.queries.matching import asked_of, match_of, search_for, unanswered_asks, wish_of
from alongside.peers.rules.matching import gone_problems, offer_problems
from alongside.people.actions import declare_conflict, restrict_person
from alongside.people.models import Partnership, Person
from alongside.people.rules import may_see_person
from tests.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.people import make_check, make_person, make_wall

SAID = {
    "woman_or_man": "woman",
    "language": "pl",
    "where": "Canary library, M15",
    "lived": "yes",
    "lived_words": "Canary hostel years",
    "may_say": "Canary: somebody who lost a home",
}


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    """Return what was refused, as codes."""
    return [problem.code for problem in broken.value.problems]


def make_ask(person: Person, user: User, *, by: User) -> OfferAsk:
    """Ask one advocate whether they would offer."""
    actions.ask_to_offer(person, [user], by=by)
    return OfferAsk.objects.get(person=person, user=user)


def make_offer(person: Person, user: User, *, by: User, words: str = "Canary years") -> ExperienceOffer:
    """Let one advocate be asked, and offer."""
    return actions.offer_when_asked(make_ask(person, user, by=by), words=words, by=user)


# what they wish


def test_a10_wishes_are_said_on_one_page_and_any_can_be_skipped(
    advocate: User, person: Person, signed_in: SignIn
) -> None:
    client, url = signed_in(advocate), reverse("wishes", args=[person.pk])

    form = client.get(url).content.decode()
    skipped = client.post(url, {})
    empty = MatchWish.objects.get()
    client.post(url, SAID)
    again = client.get(url).content.decode()

    assert (skipped.status_code, form.count("You can skip this")) == (302, 6)
    assert {getattr(empty, name) for name in SAID} == {None}
    wish = wish_of(person)
    assert wish == MatchWish.objects.get()
    assert {name: getattr(wish, name) for name in SAID} == SAID
    assert "Canary hostel years" in again
    assert str(wish) == f"wish {empty.pk}"


def test_a10_words_of_a_wish() -> None:
    assert [MatchWish().wanted_label, MatchWish().language_label] == ["It does not matter", "English"]
    said = MatchWish(woman_or_man="man", language="pl")
    assert [said.wanted_label, said.language_label] == ["A man", "Polish"]


def test_a10_wishes_are_sealed_and_the_log_holds_none_of_them(advocate: User, person: Person) -> None:
    actions.say_wishes(person, by=advocate, **SAID)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM peers_matchwish")
        row = [bytes(cell) if isinstance(cell, memoryview) else cell for cell in cursor.fetchone()]
    entry = Entry.objects.get(action="wish.say")
    assert "Canary" not in str(row)
    assert "woman" not in str(row)
    assert (entry.facts, entry.person) == ({}, person.pk)


def test_a10_wishes_are_for_those_who_may_see_the_person(
    other_advocate: User, dp_lead: User, advocate: User, person: Person, signed_in: SignIn
) -> None:
    actions.say_wishes(person, by=advocate, **SAID)
    url = reverse("wishes", args=[person.pk])

    assert [signed_in(user).get(url).status_code for user in (other_advocate, dp_lead)] == [404, 404]
    make_wall(person, advocate)
    assert signed_in(advocate).get(url).status_code == 404


# asking


def test_a10_whoever_is_asked_learns_what_may_be_said_and_no_more(
    advocate: User, other_advocate: User, coordinator: User, person: Person, signed_in: SignIn
) -> None:
    actions.say_wishes(person, by=advocate, **SAID)
    make_ask(person, other_advocate, by=coordinator)
    client = signed_in(other_advocate)

    today, page = client.get("/").content.decode(), client.get(reverse("asked")).content.decode()

    assert "Would you like to offer?" in today
    assert "Canary: somebody who lost a home" in page
    for kept in ("Jo", "Canary hostel years", "Canary library", "woman", "Polish", str(person.pk)):
        assert kept not in page
    assert not may_see_person(other_advocate, person)


def test_a10_where_nothing_may_be_said_only_that_is_said(
    other_advocate: User, coordinator: User, person: Person, signed_in: SignIn
) -> None:
    make_ask(person, other_advocate, by=coordinator)

    page = signed_in(other_advocate).get(reverse("asked")).content.decode()

    assert page.count("Somebody looks for an advocate.") == 2


def test_a10_nobody_behind_a_wall_is_asked_and_why_is_not_told(
    coordinator: User, walled_advocate: User, person: Person
) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.ask_to_offer(person, [walled_advocate], by=coordinator)

    assert codes(broken) == ["not_available"]
    assert [problem.field for problem in broken.value.problems] == ["users"]
    assert not OfferAsk.objects.exists()


def test_a10_of_a_record_for_named_colleagues_nobody_is_asked(
    coordinator: User, other_advocate: User, person: Person
) -> None:
    make_offer(person, other_advocate, by=coordinator)
    restrict_person(person, named=[coordinator], by=coordinator)
    offer = ExperienceOffer.objects.get()

    for act in (
        lambda: actions.ask_to_offer(person, [other_advocate], by=coordinator),
        lambda: actions.choose_offer(offer, by=coordinator),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert codes(broken) == ["restricted"]


def test_r18_ask_about_a_record_that_was_closed_since_shows_nothing_of_it(
    coordinator: User, other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    actions.say_wishes(person, by=coordinator, may_say="Canary: somebody who lost a home")
    ask, client = make_ask(person, other_advocate, by=coordinator), signed_in(other_advocate)
    before = client.get(reverse("asked")).content.decode()

    restrict_person(person, named=[coordinator], by=coordinator)
    after = client.get(reverse("asked")).content.decode()

    assert ("Canary" in before, "Canary" in after) == (True, False)
    assert client.get(reverse("asked-offer", args=[ask.pk])).status_code == 404
    with pytest.raises(RuleBroken) as broken:
        actions.offer_when_asked(ask, words="Me too", by=other_advocate)
    assert codes(broken) == ["not_asked"]


def test_a10_ask_is_asked_once(coordinator: User, other_advocate: User, person: Person) -> None:
    first = make_ask(person, other_advocate, by=coordinator)

    assert make_ask(person, other_advocate, by=coordinator) == first
    assert str(first) == f"ask for an offer {first.pk}"


def test_a10_wall_that_is_built_later_hides_the_ask_and_the_offer(
    coordinator: User, other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    ask = make_offer(person, other_advocate, by=coordinator).ask
    assert ask
    make_wall(person, other_advocate)
    client = signed_in(other_advocate)

    shown = client.get(reverse("asked")).content.decode()
    answers = [
        client.get(reverse("asked-offer", args=[ask.pk])),
        client.post(reverse("asked-no", args=[ask.pk])),
    ]

    assert "Nobody asks just now." in shown
    assert [answer.status_code for answer in answers] == [404, 404]
    assert (search_for(person).offers, unanswered_asks(other_advocate)) == ([], 0)


def test_a10_new_account_with_an_open_check_is_asked_nothing(
    coordinator: User, other_advocate: User, person: Person
) -> None:
    make_ask(person, other_advocate, by=coordinator)
    make_check(other_advocate, make_person(by=coordinator, called="Lou"))

    assert asked_of(other_advocate) == []


def test_a10_nobody_answers_for_another(
    coordinator: User, advocate: User, other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    ask = make_ask(person, other_advocate, by=coordinator)
    assert offer_problems(ask, other_advocate) == []

    with pytest.raises(RuleBroken) as broken:
        actions.offer_when_asked(ask, words="Canary", by=advocate)

    assert codes(broken) == ["not_asked"]
    assert signed_in(advocate).get(reverse("asked-offer", args=[ask.pk])).status_code == 404


def test_a10_offer_is_made_in_own_words_and_taken_back(
    coordinator: User, other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    ask = make_ask(person, other_advocate, by=coordinator)
    client, url = signed_in(other_advocate), reverse("asked-offer", args=[ask.pk])

    nothing = client.post(url, {"words": ""})
    client.post(url, {"words": "Canary years"})
    offered = client.get(reverse("asked")).content.decode()
    client.post(reverse("asked-no", args=[ask.pk]))
    after = client.get(reverse("asked")).content.decode()

    assert nothing.status_code == 422
    assert ("Canary years" in offered, "Canary years" in after) == (True, False)
    assert not ExperienceOffer.objects.exists()
    assert [one.said_no_on for one in search_for(person).asked] == [clock.today()]


def test_a10_what_was_said_no_to_is_not_asked_any_more(
    coordinator: User, other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    ask = make_ask(person, other_advocate, by=coordinator)
    actions.say_no_to_ask(ask, by=other_advocate)

    assert asked_of(other_advocate) == []
    assert signed_in(other_advocate).get(reverse("asked-offer", args=[ask.pk])).status_code == 404


def test_a10_offer_made_when_asked_is_answered_by_the_choice_alone(
    coordinator: User, advocate: User, person: Person, signed_in: SignIn
) -> None:
    """Whoever makes it works with the person already, as their shadow perhaps."""
    offer = make_offer(person, advocate, by=coordinator)

    answer = signed_in(advocate).post(reverse("offer-answer", args=[person.pk, offer.pk]), {"answer": "yes"})

    assert match_of(person, viewer=advocate).offer is None
    assert answer.status_code == 404


def test_a10_log_of_who_looked_does_not_name_who_was_only_asked(
    coordinator: User, other_advocate: User, person: Person
) -> None:
    ask = make_offer(person, other_advocate, by=coordinator).ask
    assert ask
    actions.say_no_to_ask(ask, by=other_advocate)

    entries = Entry.objects.filter(actor=other_advocate.pk)
    assert [(entry.person, entry.facts) for entry in entries.order_by("seq")] == [
        (None, {"ask": str(ask.pk)}),
        (None, {"ask": str(ask.pk)}),
    ]


# choosing


def test_a10_person_chooses_and_what_the_others_offered_is_gone(
    coordinator: User, advocate: User, other_advocate: User, service: Service, signed_in: SignIn
) -> None:
    person = make_person(by=coordinator, called="Lee")
    make_offer(person, advocate, by=coordinator, words="Canary one")
    chosen = make_offer(person, other_advocate, by=coordinator, words="Canary two")
    client = signed_in(coordinator)

    page = client.get(reverse("match", args=[person.pk])).content.decode()
    after = client.post(
        reverse("offer-choose", args=[person.pk, chosen.pk]), {"choice": "yes"}, follow=True
    ).content.decode()
    later = client.get(reverse("match", args=[person.pk])).content.decode()

    assert ("Canary one" in page, "Canary two" in page) == (True, True)
    assert "They work together now." in after
    assert "Canary" not in later
    assert [one.pk for one in ExperienceOffer.objects.all()] == [chosen.pk]
    assert not OfferAsk.objects.exists()
    assert Partnership.objects.get(person=person).user == other_advocate
    offer = match_of(person, viewer=other_advocate).offer
    assert offer
    assert (offer.words, offer.answer) == ("Canary two", "yes")
    assert match_of(person, viewer=coordinator).offer is None


def test_a10_offer_that_was_taken_back_is_not_chosen_though_another_is_there(
    coordinator: User, advocate: User, other_advocate: User, service: Service
) -> None:
    person = make_person(by=coordinator, called="Lee")
    gone, there = (make_offer(person, user, by=coordinator) for user in (advocate, other_advocate))
    assert gone.ask
    actions.say_no_to_ask(gone.ask, by=advocate)

    assert [problem.code for problem in gone_problems(gone)] == ["gone"]
    assert gone_problems(there) == []


def test_a10_ask_that_was_said_no_to_is_not_answered_though_another_is_open(
    coordinator: User, other_advocate: User, person: Person
) -> None:
    said_no = make_ask(person, other_advocate, by=coordinator)
    make_ask(make_person(by=coordinator, called="Lee"), other_advocate, by=coordinator)
    actions.say_no_to_ask(said_no, by=other_advocate)

    assert [problem.code for problem in offer_problems(said_no, other_advocate)] == ["not_asked"]


def test_a10_other_one_please_needs_no_reason(
    coordinator: User, other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    offer = make_offer(person, other_advocate, by=coordinator)
    client, url = signed_in(coordinator), reverse("offer-choose", args=[person.pk, offer.pk])
    assert gone_problems(offer) == []

    client.post(url, {"choice": "perhaps"})
    unchanged = ExperienceOffer.objects.count()
    client.post(url, {"choice": "another"})
    again = client.post(url, {"choice": "yes"})

    assert unchanged == 1
    assert [model.objects.count() for model in (ExperienceOffer, OfferAsk)] == [0, 0]
    entry = Entry.objects.get(action="offer.pass_over")
    assert (entry.about, entry.facts) == (str(offer.pk), {})
    assert again.status_code == 404


def test_a10_asking_stops_and_nothing_offered_is_kept(
    coordinator: User, other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    make_offer(person, other_advocate, by=coordinator)

    signed_in(coordinator).post(reverse("offers-stop", args=[person.pk]))

    assert [model.objects.count() for model in (ExperienceOffer, OfferAsk)] == [0, 0]


def test_a10_change_is_made_with_no_reason_when_they_choose(
    coordinator: User, advocate: User, other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    actions.ask_for_change(person, by=advocate)
    offer = make_offer(person, other_advocate, by=coordinator)
    client = signed_in(coordinator)

    page = client.get(reverse("match", args=[person.pk])).content.decode()
    client.post(reverse("offer-choose", args=[person.pk, offer.pk]), {"choice": "yes"})

    assert "their work with Ana Reyes ends today" in page
    held = Partnership.objects.filter(person=person, ends_on=None)
    assert [one.user for one in held] == [other_advocate]
    assert [(one.ends_on, one.why) for one in Partnership.objects.filter(user=advocate)] == [
        (clock.today(), None)
    ]
    assert ChangeAsk.objects.get().settled_by == coordinator


def test_a10_without_a_change_whoever_is_their_advocate_stays(
    coordinator: User, advocate: User, other_advocate: User, person: Person
) -> None:
    offer = make_offer(person, other_advocate, by=coordinator)

    assert search_for(person).ends == []
    actions.choose_offer(offer, by=coordinator)

    held = Partnership.objects.filter(person=person, ends_on=None)
    assert {one.user for one in held} == {advocate, other_advocate}


def test_a10_of_two_offers_chosen_at_once_the_second_is_gone(
    coordinator: User, other_advocate: User, person: Person
) -> None:
    offer = make_offer(person, other_advocate, by=coordinator)
    another = make_offer(person, make_user("Ola Finch", Role.ADVOCATE), by=coordinator)

    actions.choose_offer(offer, by=coordinator)

    for late in (another, ExperienceOffer.objects.get()):
        with pytest.raises(RuleBroken) as broken:
            actions.choose_offer(late, by=coordinator)
        assert codes(broken) == ["gone"]
    assert Partnership.objects.filter(person=person, user=other_advocate).count() == 1


def test_a10_wall_since_the_offer_refuses_the_choice_and_says_no_reason(
    coordinator: User, other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    offer = make_offer(person, other_advocate, by=coordinator)
    make_wall(person, other_advocate)

    page = signed_in(coordinator).post(
        reverse("offer-choose", args=[person.pk, offer.pk]), {"choice": "yes"}, follow=True
    )

    assert "This colleague is not available." in page.content.decode()
    assert not Partnership.objects.filter(user=other_advocate).exists()


def test_a7_name_declared_since_the_offer_is_asked_about_again_before_any_choice(
    coordinator: User, other_advocate: User, person: Person
) -> None:
    offer = make_offer(person, other_advocate, by=coordinator)
    said = declare_conflict(by=other_advocate, who="Jo Marsh")

    with pytest.raises(RuleBroken) as broken:
        actions.choose_offer(offer, by=coordinator)

    assert codes(broken) == ["not_available"]
    said.refresh_from_db()
    assert said.asked_again_at


def test_a10_private_offer_of_somebody_who_worked_with_them_is_not_opened_by_an_ask(
    coordinator: User, advocate: User, person: Person, signed_in: SignIn
) -> None:
    actions.offer_experience(person, words="Canary private", by=advocate)
    make_ask(person, advocate, by=coordinator)

    page = signed_in(coordinator).get(reverse("match", args=[person.pk])).content.decode()

    assert "Canary private" not in page


@pytest.mark.parametrize("many", [1, 3])
def test_a10_lists_take_as_many_queries_for_three_as_for_one(
    many: int,
    coordinator: User,
    other_advocate: User,
    person: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(many):
        other = make_person(by=coordinator, called=f"Lee {number}")
        actions.say_wishes(other, by=coordinator, may_say="Canary")
        make_offer(other, other_advocate, by=coordinator)
        make_offer(person, make_user(f"Ada {number}", "advocate"), by=coordinator)
        make_ask(person, make_user(f"Ben {number}", "advocate"), by=coordinator)

    with django_assert_num_queries(ASKED_QUERIES):
        asked = [(one.words, one.offer and one.offer.words) for one in asked_of(other_advocate)]
    with django_assert_num_queries(SEARCH_QUERIES):
        search = search_for(person)
        names = [str(one.user.name) for one in (*search.offers, *search.asked)]

    assert asked == [("Canary", "Canary years")] * many
    assert len(names) == 2 * many


ASKED_QUERIES = 3
SEARCH_QUERIES = 8
