"""What advocates tell the rota, and what a clinic needs."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.clinics.actions.supply import (
    say_need,
    take_back_other_days,
    tell_about_me,
    tell_hours,
    tell_other_days,
)
from alongside.clinics.forms.supply import HoursForm, OutwardCodeText
from alongside.clinics.models import ClinicNeed, OtherDays, Session, ShiftRole, Supply, joined
from alongside.clinics.queries import candidates
from alongside.clinics.queries.rota_problem import rota_ground
from alongside.clinics.queries.supply import advocates_without_hours, private_words, supply_of, told_by
from alongside.clinics.rota.problem import Advocate, Unusual, Window
from alongside.clinics.rules.supply import (
    has_a_rota,
    may_tell_for,
    may_tell_hours,
    other_days_problems,
    take_back_problems,
    tell_problems,
)
from alongside.common.problems import RuleBroken
from alongside.crypto.keys import forget
from alongside.crypto.models import DataKey
from alongside.peers.models import StageName
from tests.clinics.conftest import TODAY
from tests.conftest import SignIn
from tests.factories.clinics import make_clinic, session_on
from tests.factories.journeys import make_shadowed
from tests.factories.peers import make_advocate, make_stage
from tests.factories.rota import make_supply

NEXT_WEEK = TODAY + timedelta(days=7)
HOLIDAY = {"begins_on": NEXT_WEEK, "ends_on": NEXT_WEEK + timedelta(days=6)}


def advocate_in_problem(user: User) -> Advocate:
    """Return somebody as the planner sees them."""
    problem = rota_ground(TODAY, TODAY + timedelta(weeks=6)).problem
    return next(advocate for advocate in problem.advocates if advocate.id == str(user.pk))


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    """Return what an action refused, as codes."""
    return [problem.code for problem in broken.value.problems]


def test_parts_and_hours_of_a_day_that_touch_are_one() -> None:
    assert joined([(1, 480, 780), (0, 600, 700), (1, 720, 1080), (1, 1200, 1260)]) == [
        (0, 600, 700),
        (1, 480, 1080),
        (1, 1200, 1260),
    ]


def test_usual_week_is_told_anew_each_time(lead: User, session: Session) -> None:
    tell_hours(lead, by=lead, parts=[[0, "morning"], [0, "afternoon"]], most_a_week=2)

    tell_hours(lead, by=lead, parts=[], hours=[[3, 600, 750]], area="M15", prefers=[session.clinic])

    told = advocate_in_problem(lead)
    assert (told.usual, told.most_a_week, told.area) == ((Window(3, 600, 750),), 1, "M15")
    assert told.prefers == frozenset({str(session.clinic_id)})
    assert Supply.objects.count() == 1


def test_what_the_rota_may_know_is_told_by_oneself_and_kept_when_hours_change(lead: User) -> None:
    tell_about_me(by=lead, languages=["pl"], traits=["woman"])
    make_supply(lead)

    told = advocate_in_problem(lead)
    assert (told.languages, told.traits) == (frozenset({"pl"}), frozenset({"woman"}))
    assert Entry.objects.get(action="supply.tell_about_me").facts == {"user": str(lead.pk)}


def test_other_days_reach_the_planner_until_taken_back(lead: User) -> None:
    away = tell_other_days(lead, by=lead, **HOLIDAY)
    tell_other_days(lead, by=lead, begins_on=TODAY, can=True, starts_at=time(10), ends_at=time(12, 30))
    both = advocate_in_problem(lead).exceptions

    take_back_other_days(away, by=lead)

    extra = Unusual(TODAY, TODAY, True, 600, 750)
    assert both == (extra, Unusual(NEXT_WEEK, NEXT_WEEK + timedelta(days=6)))
    assert advocate_in_problem(lead).exceptions == (extra,)
    assert str(away) == f"other days {away.pk}"


def test_days_that_were_taken_back_stay_so(lead: User) -> None:
    away = tell_other_days(lead, by=lead, begins_on=TODAY)
    before = take_back_problems(away)
    take_back_other_days(away, by=lead)

    with pytest.raises(RuleBroken) as broken:
        take_back_other_days(away, by=lead)

    assert before == []
    assert codes(broken) == ["taken_back"]


@pytest.mark.parametrize(
    "begins, ends, found",
    [
        (0, 0, []),
        (0, -1, ["ends_first", "day_is_over"]),
        (-1, -1, ["day_is_over"]),
        (-1, 0, []),
        (1, 0, ["ends_first"]),
        (0, 366, []),
        (0, 367, ["too_long"]),
    ],
)
def test_other_days_end_on_the_first_day_or_later_today_or_later_and_within_a_year(
    begins: int, ends: int, found: list[str]
) -> None:
    problems = other_days_problems(
        begins_on=TODAY + timedelta(days=begins),
        ends_on=TODAY + timedelta(days=ends),
        starts_at=None,
        ends_at=None,
    )

    assert [(problem.code, problem.field) for problem in problems] == [(code, "ends_on") for code in found]


@pytest.mark.parametrize(
    "persona, own, for_lead",
    [
        ("lead", True, True),
        ("shadow", True, False),
        ("coordinator", False, True),
        ("supervisor", False, False),
        ("dp_lead", False, False),
        ("board_member", False, False),
    ],
)
def test_hours_are_told_by_advocates_for_themselves_and_by_the_coordinator_for_them(
    *, persona: str, own: bool, for_lead: bool, lead: User, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(persona)

    assert (has_a_rota(user), may_tell_for(user, user), may_tell_for(user, lead)) == (own, own, for_lead)
    assert may_tell_hours(user) == (own or for_lead)
    assert [problem.code for problem in tell_problems(user, lead)] == ["not_theirs"] * (not for_lead)


@pytest.mark.parametrize(
    "told, code",
    [
        ({"begins_on": NEXT_WEEK, "ends_on": TODAY}, "ends_first"),
        ({"begins_on": TODAY - timedelta(days=2), "ends_on": TODAY - timedelta(days=1)}, "day_is_over"),
        ({"begins_on": TODAY, "ends_on": TODAY + timedelta(days=400)}, "too_long"),
        ({"begins_on": TODAY, "starts_at": time(9)}, "half_a_time"),
    ],
)
def test_other_days_that_cannot_be_are_said_plainly(told: dict[str, Any], code: str, lead: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        tell_other_days(lead, by=lead, **told)

    assert codes(broken) == [code]


def test_nobody_tells_hours_for_a_colleague(lead: User, shadow: User, coordinator: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_supply(lead, by=shadow)
    with pytest.raises(RuleBroken) as no_advocate:
        make_supply(coordinator, by=coordinator)

    assert codes(broken) == codes(no_advocate) == ["not_theirs"]


def test_planner_sees_somebody_who_told_nothing_as_never_there(lead: User) -> None:
    told = advocate_in_problem(lead)

    assert (told.usual, told.exceptions, told.most_a_week) == ((), (), 1)


def test_planner_sees_hours_that_cannot_be_opened_as_not_told(lead: User) -> None:
    make_supply(lead)
    DataKey.objects.filter(owner=lead.pk).delete()
    forget(lead.pk)

    assert (supply_of(lead), advocate_in_problem(lead).usual) == (None, ())


def test_shadow_still_has_other_leads_to_see(lead: User, shadow: User) -> None:
    before = advocate_in_problem(shadow)
    make_shadowed(shadow, lead)

    after = advocate_in_problem(shadow)
    assert (before.leads_to_see, before.leads_seen) == (2, frozenset())
    assert (after.leads_to_see, after.leads_seen) == (1, frozenset({str(lead.pk)}))
    assert advocate_in_problem(lead).leads_to_see == 0


def test_clinic_says_what_it_needs_anew(session: Session, coordinator: User) -> None:
    say_need(session.clinic, by=coordinator, helpers=3)
    say_need(session.clinic, by=coordinator, helpers=2, area="M1", languages=["pl"], only_traits=["woman"])

    asked = rota_ground(TODAY, NEXT_WEEK).problem.sessions[0]
    assert dict(asked.needs) == {"lead": 1, "shadow": 1, "helper": 2}
    assert (asked.area, asked.languages, asked.only_traits) == (
        "M1",
        frozenset({"pl"}),
        frozenset({"woman"}),
    )
    need = ClinicNeed.objects.get()
    assert str(need) == f"need {need.pk}"


def test_those_who_told_nothing_yet_are_named_but_for_those_who_stepped_back(
    lead: User, shadow: User, coordinator: User
) -> None:
    make_supply(lead)
    make_advocate("Nia Cole", by=coordinator)
    gone = make_advocate("Gale Marr", StageName.LEAD, by=coordinator)
    make_stage(gone, StageName.STEPPED_BACK, by=gone)

    assert advocates_without_hours() == [shadow]


def test_page_shows_all_i_told_and_the_coordinator_all_but_what_is_private(
    lead: User, session: Session, coordinator: User, signed_in: SignIn
) -> None:
    make_supply(lead, parts=[[0, "morning"]], hours=[[0, 1080, 1200]], prefers=[session.clinic])
    tell_about_me(by=lead, languages=["pl"], traits=["woman"])
    tell_other_days(lead, by=lead, **HOLIDAY)

    mine = signed_in(lead).get("/me/rota/").content.decode()
    theirs = signed_in(coordinator).get(f"/team/{lead.pk}/rota/").content.decode()

    assert "<dd>8:00–13:00, 18:00–20:00</dd>" in mine
    assert "<dd>8:00–13:00, 18:00–20:00</dd>" in theirs
    assert "Polish, A woman" in mine
    assert not {"Polish", "A woman", "Where I should not be put"} & set(theirs.splitlines())
    assert "Polish" not in theirs
    assert private_words(supply_of(lead)) == ["Polish", "A woman"]
    assert private_words(None) == []


def test_page_of_hours_costs_the_same_for_three_days_as_for_one(
    lead: User, signed_in: SignIn, django_assert_num_queries: Callable[[int], Any]
) -> None:
    client = signed_in(lead)
    for days in (1, 3):
        for number in range(days):
            tell_other_days(lead, by=lead, begins_on=NEXT_WEEK + timedelta(days=number))

        with django_assert_num_queries(9):
            client.get("/me/rota/")


def test_hours_are_saved_as_people_write_them(
    lead: User, session: Session, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(lead)
    sent = {
        "day_0": ["morning", "afternoon"],
        "other": "Friday 10 to 12.30\n\nsat from 9am - 1pm",
        "most_a_week": "3",
        "area": "m15 6bh",
        "prefers": [str(session.clinic_id)],
    }

    answer = client.post("/me/rota/hours/", sent)
    again = client.get("/me/rota/hours/").context["form"].initial

    supply = supply_of(lead)
    assert answer["Location"] == "/me/rota/"
    assert supply is not None
    assert supply.week == [(0, 480, 1080), (4, 600, 750), (5, 540, 780)]
    assert (supply.most_a_week, supply.area, told_by(lead).prefers) == (3, "M15", [session.clinic])
    assert again["other"] == "Friday 10:00 to 12:30\nSaturday 9:00 to 13:00"
    assert (again["day_0"], again["day_1"]) == (["morning", "afternoon"], [])


@pytest.mark.parametrize("line", ["whenever", "Foo 10 to 12", "Monday 25 to 26", "Monday 12 to 10"])
def test_line_that_is_no_hours_is_named(line: str, service: None) -> None:
    form = HoursForm({"other": f"Monday 9 to 10\n{line}", "most_a_week": "1"}, places=[])

    assert form.errors == {"other": [f"Write “{line}” like “Monday 10 to 12:30”"]}


def test_postcode_that_is_none_is_said_plainly() -> None:
    form = HoursForm({"area": "Manchester", "most_a_week": "1"}, places=[])

    assert form.errors == {"area": ["Write the first half of a postcode, like M15"]}
    assert OutwardCodeText().clean("") == ""


def test_coordinator_fills_in_hours_and_days_for_somebody(
    lead: User, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    client.get(f"/team/{lead.pk}/rota/hours/")
    day = {"begins_on_day": "7", "begins_on_month": "12", "begins_on_year": "2026", "can": "no"}

    hours = client.post(f"/team/{lead.pk}/rota/hours/", {"day_1": "evening", "most_a_week": "2"})
    days = client.post(f"/team/{lead.pk}/rota/days/new/", day)

    assert {hours["Location"], days["Location"]} == {f"/team/{lead.pk}/rota/"}
    supply = supply_of(lead)
    assert supply is not None
    assert (supply.week, supply.changed_by) == ([(1, 1020, 1320)], coordinator)
    row = OtherDays.objects.get()
    assert (row.begins_on, row.ends_on, row.can) == (date(2026, 12, 7), date(2026, 12, 7), False)


def test_advocate_says_other_days_and_takes_them_back(lead: User, shadow: User, signed_in: SignIn) -> None:
    client = signed_in(lead)
    day = {"begins_on_day": "7", "begins_on_month": "12", "begins_on_year": "2026", "can": "yes"}

    client.post("/me/rota/days/new/", day)
    row = OtherDays.objects.get()
    refused = signed_in(shadow).post(f"/rota-days/{row.pk}/remove/")
    answer = client.post(f"/rota-days/{row.pk}/remove/")

    assert (refused.status_code, answer["Location"]) == (404, "/me/rota/")
    assert list(OtherDays.objects.live()) == []


def test_coordinator_takes_days_back_for_somebody(lead: User, coordinator: User, signed_in: SignIn) -> None:
    row = tell_other_days(lead, by=coordinator, begins_on=TODAY)

    answer = signed_in(coordinator).post(f"/rota-days/{row.pk}/remove/")

    assert answer["Location"] == f"/team/{lead.pk}/rota/"


def test_what_the_rota_may_know_is_saved_and_shown_again(lead: User, signed_in: SignIn) -> None:
    client = signed_in(lead)
    client.get("/me/rota/about-me/")

    answer = client.post("/me/rota/about-me/", {"languages": ["pl", "bfi"], "traits": ["man"]})
    again = client.get("/me/rota/about-me/").context["form"].initial

    assert answer["Location"] == "/me/rota/"
    assert again == {"languages": ["bfi", "pl"], "traits": ["man"], "to_match": []}


def test_needs_of_a_clinic_are_saved(session: Session, coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    url = f"/clinics/{session.clinic_id}/needs/"
    client.get(url)

    answer = client.post(url, {"helpers": "2", "area": "M1", "languages": ["pl"], "only_traits": ["woman"]})

    need = ClinicNeed.objects.get()
    assert answer["Location"] == f"/clinics/{session.clinic_id}/"
    assert (need.helpers, need.area, need.languages, need.only_traits) == (2, "M1", ["pl"], ["woman"])
    assert client.get(url).context["form"].initial["helpers"] == 2


def test_whoever_is_down_for_a_session_can_be_there(lead: User, coordinator: User) -> None:
    clinic = make_clinic(by=coordinator)
    with recorded("shift.forge", by=None):
        session_on(clinic, NEXT_WEEK).shifts.create(user=lead, role="lead", put_by=coordinator)

    assert advocate_in_problem(lead).exceptions == (Unusual(NEXT_WEEK, NEXT_WEEK, True, 600, 720),)


def test_page_that_puts_somebody_on_shows_their_own_say(
    session: Session, lead: User, coordinator: User
) -> None:
    away, other = (make_advocate(name, StageName.LEAD, by=coordinator) for name in ("Al Way", "Bo Th"))
    make_supply(lead)
    make_supply(away)
    make_supply(other, parts=[[0, "morning"]])
    make_advocate("Si Lent", StageName.LEAD, by=coordinator)
    tell_other_days(away, by=away, begins_on=TODAY)

    found = candidates(session, ShiftRole.LEAD)

    assert [(str(user.name), words) for user, words in found.possible] == [
        ("Al Way", "Lead · Said they cannot come then."),
        ("Ana Reyes", "Lead"),
        ("Bo Th", "Lead · Has not said they can come then."),
        ("Si Lent", "Lead"),
    ]
