"""The pages of sight: who works with whom, whom not, emergencies, who looked, and privacy."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import Role, User
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.people.actions import (
    declare_conflict,
    link_worker_to_own_record,
    restrict_person,
    settle_declaration,
)
from alongside.people.models import (
    BreakGlass,
    Declaration,
    DualRoleCheck,
    NotMeant,
    NotSamePerson,
    Partnership,
    PartnershipKind,
    Person,
    PrivacyAlert,
    Wall,
    WallKind,
)
from alongside.people.rules import may_see_person
from tests.conftest import SignIn
from tests.factories.accounts import make_user, sign_in
from tests.factories.people import (
    make_check,
    make_glass,
    make_partnership,
    make_person,
    make_wall,
)

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
QUERIES = {"partners": 15, "partnerships": 10, "who-looked": 20, "privacy": 23}
"""Queries of each page, sign-in and frame included."""
PERSON_PAGES = (
    "partners",
    "partner-new",
    "partner-hand-over",
    "restrict",
    "objections",
    "objection-new",
    "who-looked",
    "who-looked-print",
)


def boxes(name: str, day: date) -> dict[str, str]:
    """Return a date as it is typed into three boxes."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def text(response: object) -> str:
    """Return a page without its tags and its empty space."""
    html = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def at_desk(coordinator: User) -> Client:
    """The coordinator's browser."""
    return sign_in(coordinator)


@pytest.fixture
def on_phone(advocate: User) -> Client:
    """The browser of the person's advocate."""
    return sign_in(advocate)


@pytest.fixture
def at_privacy(dp_lead: User) -> Client:
    """The data protection lead's browser."""
    return sign_in(dp_lead)


@pytest.mark.parametrize("name", PERSON_PAGES)
@pytest.mark.parametrize("persona", ["coordinator", "walled_advocate", "other_advocate", "dp_lead"])
def test_r11_page_of_somebody_unseen_is_byte_for_byte_the_page_of_nobody(
    name: str, persona: str, person: Person, request: pytest.FixtureRequest, signed_in: SignIn
) -> None:
    user = request.getfixturevalue(persona)
    make_wall(person, user, WallKind.OBJECTION)
    client = signed_in(user)

    unseen = client.get(reverse(name, args=[person.pk]))
    nobody = client.get(reverse(name, args=[uuid.uuid4()]))

    assert (unseen.status_code, nobody.status_code) == (404, 404)
    assert unseen.content == nobody.content
    assert unseen.headers.items() == nobody.headers.items()
    assert "Jo" not in text(unseen)


def test_r11_part_of_another_record_is_as_one_that_is_not_there(
    at_desk: Client, advocate: User, coordinator: User, dp_lead: User, person: Person
) -> None:
    other = make_person(by=coordinator, called="Una")
    held = make_partnership(other, advocate)
    wall = make_wall(other, dp_lead, WallKind.OBJECTION)

    for name, part in (("partner-change", held.pk), ("partner-end", held.pk), ("objection-lift", wall.pk)):
        theirs = at_desk.get(reverse(name, args=[person.pk, part]))
        nothing = at_desk.get(reverse(name, args=[person.pk, uuid.uuid4()]))
        assert (theirs.status_code, nothing.status_code) == (404, 404)
        assert theirs.content == nothing.content


def test_partners_page_says_who_as_what_from_when_and_why(
    on_phone: Client, coordinator: User, other_advocate: User, person: Person
) -> None:
    with clock.at(clock.now() - timedelta(days=40)):
        make_partnership(person, other_advocate, PartnershipKind.COVER, ends_on=clock.today())

    page = text(on_phone.get(reverse("partners", args=[person.pk])))

    assert "Ana Reyes" in page
    assert "Who worked with them before" in page
    assert "Cover while somebody is away" in page
    assert "Hand over" in page
    assert "Add a colleague" not in page
    assert "Change" not in page


def test_partners_page_shows_the_dp_lead_no_reason(
    at_privacy: Client, at_desk: Client, other_advocate: User, person: Person
) -> None:
    at_desk.post(
        reverse("partner-new", args=[person.pk]),
        {
            "to_user": other_advocate.pk,
            "kind": "cover",
            "why": "Hospital",
            **boxes("starts_on", clock.today()),
        },
    )

    assert "Hospital" in text(at_desk.get(reverse("partners", args=[person.pk])))
    assert "Hospital" not in text(at_privacy.get(reverse("partners", args=[person.pk])))


@pytest.mark.parametrize("number", [1, 3])
def test_partners_page_asks_the_same_however_many_there_are(
    number: int,
    at_desk: Client,
    advocate: User,
    person: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for each in range(number - 1):
        make_partnership(person, make_user(f"Nia {each}", Role.ADVOCATE))

    with django_assert_num_queries(QUERIES["partners"]):
        at_desk.get(reverse("partners", args=[person.pk]))


def test_coordinator_lets_a_colleague_work_with_somebody(
    at_desk: Client, other_advocate: User, person: Person
) -> None:
    answer = at_desk.post(
        reverse("partner-new", args=[person.pk]),
        {"to_user": other_advocate.pk, "kind": "advocate", **boxes("starts_on", clock.today())},
    )

    assert answer.headers["Location"] == reverse("partners", args=[person.pk])
    assert may_see_person(other_advocate, person)


def test_r16_walled_colleague_is_not_available_and_no_reason_is_given(
    at_desk: Client, walled_advocate: User, board_member: User, person: Person
) -> None:
    Wall.objects.count()
    told = {"to_user": walled_advocate.pk, "kind": "advocate", **boxes("starts_on", clock.today())}

    answer = at_desk.post(reverse("partner-new", args=[person.pk]), told)

    assert answer.status_code == 422
    assert "This colleague is not available. Choose somebody else." in text(answer)
    for word in ("wall", "conflict", "objection", "asked"):
        assert word not in text(answer).lower()


def test_form_of_a_partnership_says_what_is_missing(at_desk: Client, person: Person) -> None:
    answer = at_desk.post(reverse("partner-new", args=[person.pk]), {"to_user": str(uuid.uuid4())})

    page = text(answer)
    assert answer.status_code == 422
    for sentence in ("Choose one of these answers", "Choose what they are to them", "Write the first day"):
        assert sentence in page


def test_coordinator_changes_and_ends_a_partnership(at_desk: Client, advocate: User, person: Person) -> None:
    held = Partnership.objects.get(user=advocate)
    later = clock.today() + timedelta(days=30)

    assert "Since" in text(at_desk.get(reverse("partners", args=[person.pk])))
    at_desk.post(
        reverse("partner-change", args=[person.pk, held.pk]), {**boxes("ends_on", later), "why": "Exams"}
    )
    held.refresh_from_db()
    assert (held.ends_on, held.why) == (later, "Exams")
    assert at_desk.get(reverse("partner-change", args=[person.pk, held.pk])).status_code == 200
    assert at_desk.get(reverse("partner-end", args=[person.pk, held.pk])).status_code == 200

    at_desk.post(reverse("partner-end", args=[person.pk, held.pk]), boxes("on", clock.today()))

    held.refresh_from_db()
    assert held.ends_on == clock.today()


def test_advocate_hands_over_whom_they_work_with(
    on_phone: Client, advocate: User, other_advocate: User, person: Person
) -> None:
    form = on_phone.get(reverse("partner-hand-over", args=[person.pk]))
    assert f'value="{advocate.pk}" selected' in form.content.decode()

    on_phone.post(
        reverse("partner-hand-over", args=[person.pk]),
        {"from_user": advocate.pk, "to_user": other_advocate.pk, **boxes("on", clock.today())},
    )

    assert [held.user for held in Partnership.objects.filter(ends_on=None)] == [other_advocate]


def test_hand_over_that_takes_ones_own_sight_leads_away(
    on_phone: Client, advocate: User, other_advocate: User, person: Person
) -> None:
    yesterday = clock.today() - timedelta(days=1)
    Partnership.objects.filter(user=advocate).get()
    with clock.at(clock.now() - timedelta(days=5)):
        make_partnership(person, advocate, PartnershipKind.COVER)

    answer = on_phone.post(
        reverse("partner-hand-over", args=[person.pk]),
        {"from_user": advocate.pk, "to_user": other_advocate.pk, **boxes("on", yesterday)},
    )

    assert answer.headers["Location"] == reverse("partners", args=[person.pk])

    held = Partnership.objects.get(user=advocate, kind=PartnershipKind.ADVOCATE)
    sign_in(make_user("Cato Lind", Role.COORDINATOR)).post(
        reverse("partner-end", args=[person.pk, held.pk]), boxes("on", yesterday)
    )
    assert not may_see_person(advocate, person)


def test_who_only_met_them_at_a_clinic_hands_nobody_over(
    other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    make_partnership(person, other_advocate, PartnershipKind.CLINIC)
    client = signed_in(other_advocate)

    assert client.get(reverse("partners", args=[person.pk])).status_code == 200
    assert client.get(reverse("partner-hand-over", args=[person.pk])).status_code == 404


def test_f6_coordinator_closes_the_record_to_all_but_the_named_and_opens_it_again(
    at_desk: Client, coordinator: User, advocate: User, other_advocate: User, person: Person
) -> None:
    url = reverse("restrict", args=[person.pk])
    answer = at_desk.post(url, {"named": [str(coordinator.pk)]})

    assert answer.headers["Location"] == reverse("partners", args=[person.pk])
    assert not may_see_person(advocate, person)
    assert "Only colleagues who are named" in text(at_desk.get(reverse("partners", args=[person.pk])))

    at_desk.post(reverse("open-up", args=[person.pk]))

    assert may_see_person(advocate, person)

    answer = at_desk.post(url, {"named": [str(other_advocate.pk)]})

    assert answer.headers["Location"] == reverse("people")
    assert at_desk.get(reverse("partners", args=[person.pk])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_partnerships_page_asks_the_same_however_many_there_are(
    number: int,
    at_desk: Client,
    coordinator: User,
    advocate: User,
    person: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for each in range(number - 1):
        make_partnership(make_person(by=coordinator, called=f"Bo {each}"), advocate)
        make_user(f"Nia {each}", Role.ADVOCATE)

    with django_assert_num_queries(QUERIES["partnerships"]):
        page = at_desk.get(reverse("partnerships"))

    assert "Jo" in text(page)


def test_r12_partnerships_page_leaves_out_whom_the_coordinator_may_not_see(
    at_desk: Client, coordinator: User, advocate: User, person: Person
) -> None:
    other = make_person(by=coordinator, called="Una")
    make_partnership(other, advocate)
    make_wall(person, coordinator)

    page = text(at_desk.get(reverse("partnerships")))

    assert "Una" in page
    assert "Jo" not in page
    assert "1 partnership " in page


def test_partnerships_of_a_busy_colleague_are_cut_and_listed_on_a_page_of_their_own(
    at_desk: Client, coordinator: User, advocate: User, person: Person
) -> None:
    for each in range(8):
        make_partnership(make_person(by=coordinator, called=f"Bo{each}"), advocate)

    assert "And more: open the list." in text(at_desk.get(reverse("partnerships")))
    page = text(at_desk.get(reverse("partnerships-of", args=[advocate.pk])))
    assert sum(f"Bo{each}" in page for each in range(8)) == 8
    assert at_desk.get(reverse("partnerships-of", args=[uuid.uuid4()])).status_code == 404


def test_r16_bulk_hand_over_lists_whom_it_could_not(
    at_desk: Client, coordinator: User, advocate: User, other_advocate: User, person: Person
) -> None:
    other = make_person(by=coordinator, called="Una")
    make_partnership(other, advocate)
    make_wall(other, other_advocate, WallKind.OBJECTION)
    url = reverse("partnerships-hand-over")
    assert f'value="{advocate.pk}" selected' in at_desk.get(f"{url}?from={advocate.pk}").content.decode()

    answer = at_desk.post(
        url,
        {"from_user": advocate.pk, "to_user": other_advocate.pk, **boxes("on", clock.today())},
        follow=True,
    )

    page = text(answer)
    assert "1 person was handed over." in page
    assert "For 1 person this colleague is not available." in page
    assert "Una" in page


def test_bulk_hand_over_that_hands_over_all_says_no_more(
    at_desk: Client, advocate: User, other_advocate: User, person: Person
) -> None:
    answer = at_desk.post(
        reverse("partnerships-hand-over"),
        {"from_user": advocate.pk, "to_user": other_advocate.pk, **boxes("on", clock.today())},
        follow=True,
    )

    assert "not available" not in text(answer)


def test_r15_objection_is_saved_at_once_and_the_colleague_gets_no_hint(
    on_phone: Client, advocate: User, other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    make_partnership(person, other_advocate)
    theirs = signed_in(other_advocate)
    form = on_phone.get(reverse("objection-new", args=[person.pk]))
    assert str(advocate.pk) not in form.content.decode()

    answer = on_phone.post(
        reverse("objection-new", args=[person.pk]), {"user": other_advocate.pk}, follow=True
    )

    assert "This colleague cannot see the record any more." in text(answer)
    assert Wall.objects.get().kind == WallKind.OBJECTION
    for url in (reverse("people"), reverse("my-conflicts"), reverse("more"), "/"):
        page = text(theirs.get(url))
        assert "Jo" not in page
        assert "record any more" not in page


def test_r15_objections_are_listed_and_lifted_by_who_may(
    at_desk: Client,
    at_privacy: Client,
    on_phone: Client,
    other_advocate: User,
    person: Person,
) -> None:
    url = reverse("objections", args=[person.pk])
    assert "they have not asked for it" in text(at_desk.get(url))
    wall = make_wall(person, other_advocate, WallKind.OBJECTION)

    assert on_phone.get(url).status_code == 404
    assert "Otis Hale" in text(at_desk.get(url))
    assert "Add a colleague" in text(at_desk.get(url))
    assert "Add a colleague" not in text(at_privacy.get(url))

    lift = reverse("objection-lift", args=[person.pk, wall.pk])
    assert "Otis Hale can then be chosen" in text(at_privacy.get(lift))
    assert at_privacy.post(lift, {}).status_code == 422
    assert at_privacy.post(lift, {"person_asked": "on"}).headers["Location"] == url
    assert Wall.objects.get().lifted_at is not None


def test_a7_advocate_declares_somebody_of_their_list(on_phone: Client, person: Person) -> None:
    url = reverse("my-conflicts")
    assert "Jo" in text(on_phone.get(url))

    page = text(on_phone.post(url, {"person": person.pk, "who": "", "why": "Cousin"}, follow=True))

    assert "Looked at" in page
    assert on_phone.get(reverse("person-details", args=[person.pk])).status_code == 404


def test_a7_advocate_never_learns_whether_a_match_was_found(
    on_phone: Client,
    other_advocate: User,
    dp_lead: User,
    coordinator: User,
    person: Person,
    signed_in: SignIn,
) -> None:
    url = reverse("my-conflicts")
    client = signed_in(other_advocate)
    pages = []
    for name, matched in (("Jo Marsh", person), ("Nobody Known", None)):
        client.post(url, {"who": name, "why": ""})
        said = Declaration.objects.get(state="waiting")
        assert "Being looked at" in text(client.get(url))
        if matched:
            sign_in(dp_lead).post(
                reverse("declaration-answer", args=[matched.pk, said.pk]), {"answer": "same"}
            )
        else:
            settle_declaration(said, by=dp_lead)
        rows = re.findall(r'<li class="row">.*?</li>', client.get(url).content.decode(), re.DOTALL)
        pages.append(next(row for row in rows if name in row).replace(name, ""))

    assert pages[0] == pages[1]
    assert "Marsh" not in text(on_phone.get(url))


def test_declaring_nobody_says_what_to_do(on_phone: Client, person: Person) -> None:
    answer = on_phone.post(reverse("my-conflicts"), {"person": "", "who": "", "why": ""})

    assert answer.status_code == 422
    assert "Choose somebody from your list, or write a name" in text(answer)
    assert on_phone.post(reverse("my-conflicts"), {"who": "x" * 300}).status_code == 422


def test_coordinator_writes_a_name_instead_of_choosing_among_everybody(
    at_desk: Client, person: Person
) -> None:
    assert "Somebody you work with now" not in text(at_desk.get(reverse("my-conflicts")))

    at_desk.post(reverse("my-conflicts"), {"who": "Steve", "why": ""})

    assert Declaration.objects.get().who == "Steve"


def test_r20_record_opens_in_an_emergency_and_closes(
    other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    client = signed_in(other_advocate)
    url = reverse("break-glass")

    answer = client.post(url, {"reference": person.reference, "why": "Not seen for two days"})

    assert answer.headers["Location"] == reverse("person", args=[person.pk])
    page = text(client.get(answer.headers["Location"]))
    assert "Emergency look, until" in page
    assert "A record is open until" in text(client.get(url))
    for name in ("partner-hand-over", "objection-new", "person-change", "note-new"):
        assert client.get(reverse(name, args=[person.pk])).status_code == 404

    assert "The record is closed." in text(client.post(reverse("break-glass-close"), follow=True))
    assert client.get(reverse("person", args=[person.pk])).status_code == 404
    client.post(reverse("break-glass-close"))
    assert BreakGlass.objects.count() == 1


def test_r08_break_glass_asks_who_it_is_after_ten_minutes(other_advocate: User, person: Person) -> None:
    client = sign_in(other_advocate, seconds_ago=601)

    answer = client.post(reverse("break-glass"), {"reference": person.reference, "why": "-"})

    assert answer.status_code == 302
    assert BreakGlass.objects.count() == 0


def test_r16_break_glass_answers_the_same_for_a_wall_and_for_nothing(
    other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    make_wall(person, other_advocate, WallKind.OBJECTION)
    client = signed_in(other_advocate)

    walled = client.post(reverse("break-glass"), {"reference": person.reference, "why": "-"})
    nothing = client.post(reverse("break-glass"), {"reference": "222-222", "why": "-"})

    assert walled.status_code == nothing.status_code == 422
    reference = person.reference.encode()
    assert TOKEN.sub(b"", walled.content).replace(reference, b"") == TOKEN.sub(b"", nothing.content).replace(
        b"222-222", b""
    )


@pytest.mark.parametrize("persona, status", [("dp_lead", 404), ("board_member", 404), ("supervisor", 200)])
def test_r20_only_roles_that_do_advocacy_break_glass(
    persona: str, status: int, request: pytest.FixtureRequest, signed_in: SignIn
) -> None:
    client = signed_in(request.getfixturevalue(persona))

    assert client.get(reverse("break-glass")).status_code == status


@pytest.mark.parametrize("number", [1, 3])
def test_r27_who_looked_asks_the_same_however_many_there_are(
    number: int,
    at_desk: Client,
    advocate: User,
    person: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for each in range(number):
        client = sign_in(make_user(f"Nia {each}", Role.COORDINATOR))
        client.get(reverse("partners", args=[person.pk]))

    with django_assert_num_queries(QUERIES["who-looked"]):
        page = text(at_desk.get(reverse("who-looked", args=[person.pk])))

    assert "Nia 0" in page
    assert "Looked: who works with them" in page


def test_r27_who_looked_flags_what_is_odd_and_who_was_not_let_in(
    at_desk: Client, other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    signed_in(other_advocate).get(reverse("partners", args=[person.pk]))

    page = text(at_desk.get(reverse("who-looked", args=[person.pk])))

    assert "Was not let in" in page
    assert "Otis Hale" in page


def test_r27_print_names_roles_and_nobody(
    at_privacy: Client, advocate: User, person: Person, signed_in: SignIn
) -> None:
    signed_in(advocate).get(reverse("partners", args=[person.pk]))

    page = text(at_privacy.get(reverse("who-looked-print", args=[person.pk])))

    assert "Looked: who works with them" in page
    assert "Advocate" in page
    assert "Ana Reyes" not in page
    assert Entry.objects.filter(action="person.print_looks", person=person.pk).count() == 1


def test_who_looked_goes_back_page_by_page(at_desk: Client, person: Person) -> None:
    url = reverse("who-looked", args=[person.pk])
    for _each in range(51):
        at_desk.get(url)

    page = at_desk.get(url).content.decode()
    earlier = re.search(r"\?before=(\d+)", page)

    assert earlier
    assert "Looked: who looked" in text(at_desk.get(f"{url}?before={earlier[1]}"))
    assert "Nothing earlier than this." in text(at_desk.get(f"{url}?before=1"))
    assert at_desk.get(f"{url}?before=x").status_code == 200
    assert at_desk.get(f"{url}?before={'9' * 30}").status_code == 200


@pytest.mark.parametrize("persona", ["advocate", "supervisor", "board_member"])
def test_who_looked_is_for_the_coordinator_and_the_dp_lead(
    persona: str, person: Person, request: pytest.FixtureRequest, signed_in: SignIn
) -> None:
    client = signed_in(request.getfixturevalue(persona))

    assert client.get(reverse("who-looked", args=[person.pk])).status_code == 404


def fill_privacy(coordinator: User, advocate: User, number: int) -> None:
    """Leave so many of each for whoever looks after privacy."""
    for each in range(number):
        person = make_person(by=coordinator, called=f"Bo{each}", full_name=f"Bo{each} Marsh")
        worker = make_user(f"Nia{each} Poe", Role.ADVOCATE)
        make_glass(person, worker, "Fell")
        make_check(make_user(f"Kai{each} Poe", Role.ADVOCATE), person)
        declare_conflict(by=worker, who=f"Zed{each}")
        own = make_user(f"Lou{each} Poe", Role.ADVOCATE)
        closed = make_person(by=coordinator, called=f"Lou{each}")
        link_worker_to_own_record(own, closed, named=[advocate], by=coordinator)
        sign_in(own).get(reverse("partners", args=[closed.pk]))


@pytest.mark.parametrize("number", [1, 3])
def test_privacy_page_asks_the_same_however_many_there_are(
    number: int,
    at_privacy: Client,
    coordinator: User,
    advocate: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    fill_privacy(coordinator, advocate, number)

    with django_assert_num_queries(QUERIES["privacy"]):
        page = text(at_privacy.get(reverse("privacy")))

    for name in ("Nia0 Poe", "Kai0 Poe", "Lou0 Poe"):
        assert name in page
    assert "Told by Nia0 Poe" in page
    for hidden in ("Bo0", "Zed0", "Fell"):
        assert hidden not in page


def test_privacy_is_the_leads_and_the_coordinators_only_while_there_is_none(
    at_desk: Client, coordinator: User, advocate: User
) -> None:
    fill_privacy(coordinator, advocate, 1)
    assert "Kai0 Poe" in text(at_desk.get(reverse("privacy")))
    declared = reverse("declaration", args=[Declaration.objects.get().pk])
    assert at_desk.get(declared).status_code == 200

    make_user("Dara Quill", Role.DP_LEAD)

    page = text(at_desk.get(reverse("privacy")))
    assert "Kai0 Poe" not in page
    assert "Nia0 Poe" not in page
    assert "waited for more than five working days" in page
    assert at_desk.get(declared).status_code == 404
    assert at_desk.get(reverse("dual-role", args=[DualRoleCheck.objects.get().pk])).status_code == 404


@pytest.mark.parametrize("persona", ["advocate", "supervisor", "board_member"])
def test_privacy_page_is_not_there_for_others(
    persona: str, request: pytest.FixtureRequest, signed_in: SignIn
) -> None:
    client = signed_in(request.getfixturevalue(persona))

    assert client.get(reverse("privacy")).status_code == 404


def test_r19_lead_whose_own_account_waits_looks_after_nothing(
    coordinator: User, advocate: User, dp_lead: User, at_privacy: Client, at_desk: Client, person: Person
) -> None:
    make_check(dp_lead, person)

    assert at_privacy.get(reverse("privacy")).status_code == 404
    page = text(at_desk.get(reverse("privacy")))
    assert "Dara Quill" in page


def test_r13_alert_of_the_lead_goes_to_the_coordinator(
    at_desk: Client, at_privacy: Client, dp_lead: User, coordinator: User, advocate: User, person: Person
) -> None:
    link_worker_to_own_record(dp_lead, person, named=[advocate], by=coordinator)
    at_privacy.get(reverse("partners", args=[person.pk]))
    alert = PrivacyAlert.objects.get()

    assert "Dara Quill" not in text(at_privacy.get(reverse("privacy")))
    assert "Dara Quill" in text(at_desk.get(reverse("privacy")))
    assert at_privacy.post(reverse("privacy-alert", args=[alert.pk])).status_code == 404

    at_desk.post(reverse("privacy-alert", args=[alert.pk]))

    assert PrivacyAlert.objects.get().seen_at is not None
    assert "Dara Quill" not in text(at_desk.get(reverse("privacy")))


def test_r20_lead_reviews_an_emergency(at_privacy: Client, other_advocate: User, person: Person) -> None:
    glass = make_glass(person, other_advocate, "Not seen for two days")
    url = reverse("glass-review", args=[glass.pk])

    page = text(at_privacy.get(url))
    assert "Not seen for two days" in page
    assert "Was let in for an hour, to read" in page
    assert "Jo" not in page
    assert at_privacy.post(url, {}).status_code == 422

    at_privacy.post(url, {"finding": "Rang Otis"})

    assert BreakGlass.objects.get().finding == "Rang Otis"
    assert at_privacy.get(url).status_code == 404


def test_r19_lead_resolves_a_new_account(
    at_privacy: Client, advocate: User, coordinator: User, person: Person
) -> None:
    worker = make_user("Jo Marsh", Role.ADVOCATE, date_of_birth=date(1980, 2, 29))
    check = DualRoleCheck.objects.get()
    url = reverse("dual-role", args=[check.pk])
    assert "29 February 1980" in text(at_privacy.get(url))

    assert "Name at least one colleague" in text(at_privacy.post(url, {"answer": "same"}))
    at_privacy.post(url, {"answer": "same", "named": [advocate.pk]})

    assert Wall.objects.get().user == worker
    assert "Jo Marsh" in text(at_privacy.get(reverse("privacy")))

    closed = text(at_privacy.get(url))
    assert "Their own record is closed." in closed
    assert (person.reference in closed, "29 February 1980" in closed) == (False, False)
    assert at_privacy.post(url, {"answer": "same", "named": [advocate.pk]}).status_code == 422
    at_privacy.post(url, {"answer": "other"})

    assert Wall.objects.filter(lifted_at=None).count() == 0
    assert at_privacy.get(url).status_code == 404


def test_lead_walled_from_a_person_sees_no_item_about_them(
    at_privacy: Client, dp_lead: User, other_advocate: User, person: Person
) -> None:
    glass, check = make_glass(person, other_advocate), make_check(make_user("Kai Poe"), person)
    make_wall(person, dp_lead)

    page = text(at_privacy.get(reverse("privacy")))

    assert person.reference not in page
    assert "Kai Poe" not in page
    assert at_privacy.get(reverse("glass-review", args=[glass.pk])).status_code == 404
    assert at_privacy.get(reverse("dual-role", args=[check.pk])).status_code == 404


def test_r13_lead_closes_a_record_that_a_worker_told_them_of(
    at_privacy: Client, advocate: User, other_advocate: User, person: Person
) -> None:
    url = reverse("own-record")
    assert at_privacy.get(url).status_code == 200

    wrong = at_privacy.post(url, {"user": other_advocate.pk, "reference": "222-222", "named": [advocate.pk]})
    assert "There is no record with this reference." in text(wrong)
    at_privacy.post(url, {"user": other_advocate.pk, "reference": person.reference, "named": [advocate.pk]})

    assert Wall.objects.get().kind == WallKind.OWN


def test_a7_lead_finds_who_a_declaration_means(
    at_privacy: Client, coordinator: User, other_advocate: User, person: Person
) -> None:
    twin = make_person(by=coordinator, called="Jo", full_name="Joe Marsh")
    said = declare_conflict(by=other_advocate, who="Jo Marsh", why="Mill Road")
    url = reverse("declaration", args=[said.pk])

    page = text(at_privacy.get(url))
    assert "Mill Road" in page
    assert person.reference in page
    assert twin.reference in page
    at_privacy.post(reverse("declaration-answer", args=[twin.pk, said.pk]), {"answer": "other"})
    assert NotMeant.objects.get().person == twin
    assert twin.reference not in text(at_privacy.get(url))
    assert twin.reference in text(at_privacy.post(url, {"words": "Joe"}))
    assert "Nobody with these letters" in text(at_privacy.post(url, {"words": "Zzz"}))
    assert at_privacy.post(url, {"words": ""}).status_code == 422

    at_privacy.post(reverse("declaration-answer", args=[person.pk, said.pk]), {"answer": "same"})

    wall = Wall.objects.get()
    assert (wall.user, wall.person) == (other_advocate, person)
    assert "Whom Otis Hale does not see" in text(at_privacy.get(url))
    at_privacy.post(reverse("conflict-lift", args=[person.pk, wall.pk]))
    assert Wall.objects.filter(lifted_at=None).count() == 0
    at_privacy.post(reverse("declaration-settle", args=[said.pk]))
    assert "Told by" not in text(at_privacy.get(reverse("privacy")))


def test_r17_possible_duplicates_are_for_whoever_looks_after_privacy(
    at_privacy: Client, at_desk: Client, coordinator: User, person: Person, dp_lead: User
) -> None:
    make_person(by=coordinator, full_name="Jo Marsh", date_of_birth=date(1980, 2, 29))
    url = reverse("privacy-duplicates")
    page = at_privacy.get(url).content.decode()
    pair = dict(re.findall(r'name="(one|other)" value="([^"]+)"', page))

    assert at_desk.get(url).status_code == 404
    at_privacy.post(url, {"one": str(uuid.uuid4()), "other": pair["other"]})
    assert NotSamePerson.objects.count() == 0
    at_privacy.post(url, pair)

    assert NotSamePerson.objects.count() == 1
    assert "No two records look alike." in text(at_privacy.get(url))


def test_r13_restricted_record_of_a_worker_is_not_in_the_possible_duplicates(
    at_privacy: Client, coordinator: User, advocate: User, person: Person
) -> None:
    make_person(by=coordinator, full_name="Jo Marsh", date_of_birth=date(1980, 2, 29))
    restrict_person(person, named=[advocate], by=coordinator)

    assert person.reference not in text(at_privacy.get(reverse("privacy-duplicates")))
