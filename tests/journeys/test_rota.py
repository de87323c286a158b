"""Thirteen weeks are planned, explained, changed by hand and published; planned again, each is asked."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from alongside.common import clock
from tests.journeys.conftest import LAPTOP, PHONE, Open, Walk

pytestmark = pytest.mark.journey

PLANNED = 120_000
"""Milliseconds that a plan may take here: it has half a minute, and the program has to start."""


def plan(coordinator: Walk) -> None:
    """Plan thirteen weeks, and wait for the draft; the page looks again by itself."""
    coordinator.go("/rotas/new/").pick("For how many weeks?", "13 weeks")
    coordinator.choose("Half a minute")
    coordinator.page.get_by_role("button", name="Plan", exact=True).click()
    coordinator.sees("This page looks again by itself").sees("Stop and keep the best so far")
    # one that stays still, so that it can be scanned
    rota = coordinator.page.url.removeprefix(coordinator.url)
    coordinator.go(f"{rota}?still")
    coordinator.page.goto(coordinator.url + rota)
    expect(coordinator.page.get_by_role("heading", name="Draft from")).to_be_visible(timeout=PLANNED)
    coordinator.look()


def publish(coordinator: Walk) -> None:
    """Publish the draft."""
    coordinator.press("Publish", exact=True).choose("Publish it").send().sees("Published.")


def section(walk: Walk, name: str) -> Locator:
    """Return a section of a page."""
    return walk.page.locator(f"section[aria-labelledby={name}]")


def put_somebody_else_there(coordinator: Walk) -> tuple[str, str]:
    """Change one place of the draft's last weeks by hand; return who is there now, and the day."""
    draft = coordinator.page.url.removeprefix(coordinator.url)
    weeks = section(coordinator, "weeks").locator("details")
    for row in reversed(weeks.nth(-2).locator("li.row").all()):
        day = row.locator("p").text_content() or ""
        coordinator.go(row.locator("ul a").first.get_attribute("href") or "")
        others = coordinator.page.locator("main form input[type=checkbox]:not(:checked)")
        if others.count():
            name = others.first.evaluate("box => box.labels[0].innerText")
            coordinator.page.locator("main form input[type=checkbox]:checked").uncheck()
            coordinator.choose(name).send()
            return name, day.split(",")[0]
        coordinator.go(draft)
    raise AssertionError("nobody could be anywhere else")


def events(calendar: str) -> list[tuple[str, date]]:
    """Return the shifts that a calendar says are on: the place and the day."""
    found = []
    for event in calendar.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]:
        told = dict(line.split(":", 1) for line in event.split("\r\n") if ":" in line)
        if told["STATUS"] == "CONFIRMED" and told["SUMMARY"].startswith("Shift at "):
            begins = datetime.strptime(told["DTSTART"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            found.append((told["SUMMARY"].removeprefix("Shift at "), begins.date()))
    return found


def test_coordinator_plans_and_publishes_and_those_who_would_be_moved_are_asked(open_at: Open) -> None:
    coordinator, asked, advocate = open_at(LAPTOP), open_at(PHONE), open_at(PHONE)

    # planned at a press: the objective in the open, how far from the best, and why each gap is one
    coordinator.sign_in_as("Cora Lindqvist").go("/rotas/")
    plan(coordinator)
    coordinator.sees(re.compile("^No rota can fill more|^Every place is filled"))
    gaps = section(coordinator, "gaps").locator("details")
    assert gaps.count() < 20
    for gap in gaps.all():
        gap.locator("summary").click()
        expect(gap.locator("li").first).not_to_be_empty()
    coordinator.sees("could, but is lead at").sees("One step away, said they cannot come that day")
    assert not re.search("conflict|wall|kept apart", section(coordinator, "gaps").inner_text(), re.I)
    coordinator.unfold("What it counts").sees(re.compile("could still be saved|none can count less"))
    coordinator.sees("A session with nobody in charge")
    coordinator.seen.clear()
    coordinator.look()
    changes = section(coordinator, "changes").locator("li")
    change = changes.filter(has_not_text="Instead:").first.inner_text()
    mover = change.split(" would leave ")[0]

    # changed by hand, and published
    name, day = put_somebody_else_there(coordinator)
    coordinator.sees("Draft from")
    publish(coordinator)
    coordinator.sees("asked about a change").sees("Waiting for an answer")

    # on the phone: their shifts, also in a calendar of their own, without a name
    advocate.sign_in_as(name).go("/me/shifts/").sees("The next 13 weeks")
    cards = section(advocate, "shifts").locator("li.card")
    assert any(day.startswith(each) for each in short_days(cards))
    advocate.go("/me/shifts/diary/").press("Make my private address")
    address = advocate.page.locator("bdi").inner_text()
    advocate.go("/me/shifts/")
    calendar = advocate.page.request.get(address).text()
    shown = [card.locator("h3").inner_text() for card in cards.all()]
    last = clock.today() + timedelta(weeks=13)
    assert [place for place, on in events(calendar) if clock.today() <= on <= last] == shown
    assert name.split()[-1] not in calendar
    advocate.go("/me/shifts/diary/").press("End it")
    assert advocate.page.request.get(address).status == 404

    # whoever would be moved is asked, and keeps the shift until they say yes
    asked.sign_in_as(mover).go("/me/shifts/").sees("Would a change be all right?")
    card = section(asked, "changes").locator("li.card").filter(has_text="Shall we take you off?").first
    when = card.locator("b").inner_text()
    assert section(asked, "shifts").get_by_text(when).count() == 1
    card.get_by_role("button", name="Yes").click()
    asked.look().sees("Thank you.")
    assert section(asked, "shifts").get_by_text(when).count() == 0
    coordinator.page.reload()
    coordinator.look().sees("Said yes")


def short_days(cards: Locator) -> list[str]:
    """Return the days of shifts as the coordinator's pages write them."""
    whole = [card.locator("b").inner_text().split(",")[0] for card in cards.all()]
    return [" ".join([words[0][:3], words[1], words[2][:3]]) for each in whole if (words := each.split())]


def test_planning_again_changes_little_and_asks_whoever_it_changes_something_for(open_at: Open) -> None:
    coordinator, advocate = open_at(LAPTOP), open_at(PHONE)
    coordinator.sign_in_as("Cora Lindqvist").go("/rotas/")
    plan(coordinator)
    before = section(coordinator, "changes").locator("li").count()
    publish(coordinator)

    # somebody cannot come on a day of theirs that is weeks away
    advocate.sign_in_as("Tomasz Wilk").go("/me/shifts/")
    card = section(advocate, "shifts").locator("li.card").last
    when = card.locator("b").inner_text()
    day = datetime.strptime(when.split(",")[0], "%A %d %B %Y")
    advocate.go("/me/rota/days/new/").choose("I cannot")
    boxes = advocate.page.get_by_role("group", name="From which day?")
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label).fill(str(number))
    advocate.send().go("/me/shifts/")
    assert section(advocate, "shifts").get_by_text(when).count() == 1

    # the new plan moves nobody else for it, and they are asked before anything changes
    plan(coordinator)
    changes = section(coordinator, "changes").locator("li")
    theirs = changes.filter(has_text="Tomasz Wilk would leave").filter(
        has_text="They cannot be there any more"
    )
    expect(theirs).to_have_count(1)
    assert changes.count() <= before + 1
    publish(coordinator)
    advocate.go("/me/shifts/").sees("Would a change be all right?")
    assert section(advocate, "shifts").get_by_text(when).count() == 1
    card = section(advocate, "changes").locator("li.card").filter(has_text=when)
    card.get_by_role("button", name="Yes").click()
    advocate.look().sees("Thank you.")
    assert section(advocate, "shifts").get_by_text(when).count() == 0
