"""A shared laptop, a keyboard and no mouse, and a phone with script off."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LAPTOP, PHONE, EverySeen, Open, Walk

pytestmark = pytest.mark.journey


def test_shared_laptop_shows_nothing_of_the_one_before(open_at: Open) -> None:
    laptop = open_at(LAPTOP).sign_in_as("Maya Ferris")
    laptop.go("/people/")
    name = laptop.page.locator("a.row-link").first.inner_text()
    laptop.page.locator("a.row-link").first.click()
    laptop.press("Write a note").fill("What they said", "Something private to Maya")
    laptop.page.get_by_text("Saved as you type").first.wait_for()
    note = laptop.page.url

    laptop.press("Sign out").sees("signed out")
    laptop.sign_in_as("Bola Wynter")
    for _ in range(3):
        laptop.page.go_back()
        laptop.sees_nothing_of("Something private to Maya").sees_nothing_of(name)

    laptop.sign_in_as("Joe Adeyemi")
    laptop.page.goto(note)
    laptop.sees_nothing_of("Something private to Maya")
    laptop.go("/unfinished/").sees_nothing_of("Something private")

    laptop.sign_in_as("Maya Ferris")
    laptop.page.goto(note)
    laptop.sees("Something private to Maya")


def test_page_that_was_left_alone_locks_and_gives_back_what_was_typed(open_at: Open) -> None:
    laptop = open_at(LAPTOP)
    laptop.page.clock.install()
    laptop.sign_in_as("Maya Ferris")
    laptop.go("/people/")
    laptop.page.locator("a.row-link").first.click()
    laptop.press("Write a note").fill("What they said", "Half a sentence")
    note = laptop.page.url
    laptop.page.clock.run_for(2_000)

    laptop.page.clock.run_for(4 * 60_000 + 10_000)
    expect(
        laptop.page.get_by_role("dialog").or_(laptop.page.get_by_role("alertdialog")).first
    ).to_be_visible()
    laptop.page.clock.run_for(70_000)
    laptop.page.wait_for_url("**/locked/**")

    laptop.sees_nothing_of("Half a sentence").look()

    laptop.sign_in_as("Maya Ferris").page.goto(note)
    laptop.sees("Half a sentence")


def tab_to(walk: Walk, name: str) -> None:
    """Press Tab until what has the focus is called `name`, and see that the focus shows."""
    for _ in range(120):
        walk.page.keyboard.press("Tab")
        if name in walk.page.evaluate(NAME_OF_FOCUS):
            assert walk.page.evaluate(SHOWS_FOCUS), f"{name} does not show that it has the focus"
            return
    raise AssertionError(f"Tab does not lead to “{name}” on {walk.page.url}")


NAME_OF_FOCUS = """() => {
  const here = document.activeElement;
  const group = here.type === "radio" ? here.closest("fieldset")?.querySelector("legend")?.innerText : "";
  return [group, here.labels?.[0]?.innerText, here.innerText].join(" ");
}"""
SHOWS_FOCUS = """() => {
  const shows = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" || style.boxShadow !== "none";
  };
  const here = document.activeElement;
  return shows(here) || shows(here.closest("label") ?? here.parentElement);
}"""


def enter(walk: Walk, name: str) -> None:
    """Go to a link or button with Tab and press Enter."""
    tab_to(walk, name)
    send(walk)


def send(walk: Walk) -> None:
    """Press Enter, and look at the page it leads to."""
    with walk.page.expect_navigation():
        walk.page.keyboard.press("Enter")
    walk.look()


def test_clinic_task_is_done_with_the_keyboard_alone(open_at: Open) -> None:
    laptop = open_at(LAPTOP).sign_in_as("Maya Ferris")
    keyboard = laptop.page.keyboard

    # past the navigation, and to the tally
    keyboard.press("Tab")
    expect(laptop.page.get_by_role("link", name="Skip")).to_be_focused()
    keyboard.press("Enter")
    enter(laptop, "Tally")
    enter(laptop, "A need heard")
    laptop.sees("Your last: A need heard × 1")

    # somebody sits down
    laptop.go("/")
    enter(laptop, "Someone sits down")
    tab_to(laptop, "What do they like to be called?")
    keyboard.type("Keys")
    send(laptop)
    enter(laptop, "Yes, they are here")

    # a case: a group of topics opens with Enter, the topic is chosen with Space
    enter(laptop, "Open a case")
    tab_to(laptop, "What do they want to happen?")
    keyboard.type("I want to keep my room.")
    tab_to(laptop, "Home")
    keyboard.press("Enter")
    tab_to(laptop, "What is it about?")
    keyboard.press("Space")
    enter(laptop, "Open the case")
    laptop.sees("I want to keep my room.")

    # a step: a rung chosen with the arrows, a day in three boxes
    enter(laptop, "Add a step")
    tab_to(laptop, "What is to be done?")
    keyboard.type("Ring the office")
    tab_to(laptop, "Who does it?")
    keyboard.press("ArrowDown")
    for box, number in (("Day", "1"), ("Month", "12"), ("Year", "2030")):
        tab_to(laptop, box)
        keyboard.press("ControlOrMeta+a")
        keyboard.type(number)
    enter(laptop, "Save the step")
    laptop.sees("Ring the office").sees("Together").sees("1 Dec 2030")

    # a note
    enter(laptop, "Write a note")
    tab_to(laptop, "What they said")
    keyboard.type("Nobody ever asked me.")
    enter(laptop, "Save the note")
    laptop.sees("Nobody ever asked me.")


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_core_forms_work_with_script_off(open_at: Open, size: dict[str, int]) -> None:
    walk = open_at(size, java_script_enabled=False)
    walk.seen = EverySeen()
    walk.sign_in_as("Maya Ferris")

    walk.press("Tally").press("A need heard").sees("Your last: A need heard × 1")
    walk.go("/").press("Someone sits down")
    walk.fill("What do they like to be called?", "Noscript").press("Save")
    walk.press("Yes, they are here").sees("Noscript")
    walk.press("Write a note").press("Save").sees("Nearly there")
    walk.fill("What they said", "No script here.").press("Save").sees("No script here.")
    walk.press("Open a case").choose("Repairs").fill("What do they want to happen?", "I want heat.")
    walk.press("Open the case").sees("I want heat.")


def test_pages_are_small_enough_for_a_bad_connection(open_at: Open) -> None:
    """At most 100 KB and 6 requests for the first page on a cold cache, whichever page it is."""
    warm = open_at(PHONE).sign_in_as("Maya Ferris")
    addresses = ["/", "/people/", "/clinics/", "/people/new/", "/more/"]
    warm.press("Tally")
    addresses.append(warm.page.url.removeprefix(warm.url))
    warm.go("/people/").page.locator("a.row-link").first.click()
    person = warm.page.url.removeprefix(warm.url)
    addresses += [
        person,
        f"{person}story/",
        f"{person}notes/new/",
        f"{person}cases/new/",
        f"{person}steps/new/",
    ]
    cookies = warm.page.context.cookies()

    weights = {}
    for path in addresses:
        cold = open_at(PHONE)
        cold.page.context.add_cookies(cookies)  # type: ignore[arg-type]
        weights[path] = weigh(cold, path)

    assert {path: found for path, found in weights.items() if found[0] > 6 or found[1] > 100 * 1024} == {}
    assert all(found[0] > 1 for found in weights.values())


def weigh(walk: Walk, path: str) -> tuple[int, float]:
    """Return how many requests a page takes and how many bytes come over the wire."""
    session = walk.page.context.new_cdp_session(walk.page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    walk.page.goto(walk.url + path, wait_until="networkidle")
    return len(sizes), sum(sizes)
