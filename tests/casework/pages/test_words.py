"""The words agreed, and the options, by their forms."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.casework.models import (
    Instruction,
    Option,
    OptionChoice,
)
from alongside.common import clock
from tests.casework.pages.conftest import World, boxes, newest, send


def test_instruction_by_its_forms(world: World, client: Client) -> None:
    today, new = clock.today(), world.url("instruction-new")

    send(client, new, to_whom="The council", words="I paid")
    words = newest(Instruction)
    args = [world.person.pk, words.pk]
    send(client, reverse("instruction-change", args=args), to_whom="The council", words="I have paid")
    send(client, reverse("instruction-agree", args=args), agreed_how="signed", **boxes("agreed_on", today))
    send(client, reverse("instruction-said", args=args), said_back="Thank you", **boxes("done_on", today))
    send(client, reverse("instruction-right", args=args), was_right="yes", words="Spot on")

    words.refresh_from_db()
    assert (words.words, words.agreed_how, words.agreed_on) == ("I have paid", "signed", today)
    assert (words.done_on, words.said_back, words.was_right) == (today, "Thank you", "yes")


def test_instruction_agreed_at_once_was_agreed_today_unless_told_otherwise(
    world: World, client: Client
) -> None:
    send(client, world.url("instruction-new"), to_whom="A", words="B", agreed_how="read_back")
    at_once = newest(Instruction)
    day = clock.today() - timedelta(days=1)
    send(client, world.url("instruction-new"), to_whom="A", words="B", **boxes("agreed_on", day))
    a_day_is_no_agreement = newest(Instruction)

    assert (at_once.agreed_on, a_day_is_no_agreement.agreed_on) == (clock.today(), None)


def test_words_that_are_done_with_are_folded_away(world: World, client: Client, advocate: User) -> None:
    before = client.get(world.url("case")).context["sheet"]
    send(client, world.url("instruction-withdraw"))
    send(client, world.url("instruction-right"), was_right="yes")

    sheet = client.get(world.url("case")).context["sheet"]

    assert (len(before.live_words), before.past_words) == (3, [])
    assert sheet.live_words == [world.words]
    assert set(sheet.past_words) == {world.agreed, world.said}


def test_instruction_is_taken_back_by_its_form(world: World, client: Client) -> None:
    send(client, world.url("instruction-withdraw"))

    world.agreed.refresh_from_db()
    assert world.agreed.withdrawn_on == clock.today()


def test_options_by_their_forms(world: World, client: Client) -> None:
    today = clock.today()
    send(client, world.url("option-new"), words="Ask again", good="Free")
    option = newest(Option)
    send(
        client,
        reverse("option-change", args=[world.person.pk, option.pk]),
        words="Ask for a review",
        risk="A no",
    )
    nothing = world.case.options.get(is_do_nothing=True)
    send(client, reverse("option-change", args=[world.person.pk, nothing.pk]), bad="They evict me")
    send(
        client,
        world.url("option-choose"),
        option=str(option.pk),
        why="It is fair",
        **boxes("chosen_on", today),
    )

    option.refresh_from_db()
    nothing.refresh_from_db()
    assert (option.words, option.good, option.risk, nothing.bad) == (
        "Ask for a review",
        None,
        "A no",
        "They evict me",
    )
    choice = OptionChoice.objects.get()
    assert (choice.option, choice.why) == (option, "It is fair")
    page = client.get(world.url("case")).content.decode()
    assert "Their choice" in page


def test_option_of_another_case_is_not_offered(world: World, client: Client) -> None:
    elsewhere = world.closed.options.get()

    answer = client.post(
        world.url("option-choose"), {"option": str(elsewhere.pk), **boxes("chosen_on", clock.today())}
    )

    assert set(answer.context["form"].errors) == {"option"}
