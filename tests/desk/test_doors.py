"""The doors of the “More” page: where they lead, and whom they are shown."""

from collections import Counter

from django.urls import reverse

from alongside.accounts.models import User
from alongside.desk.rules import DOORS, doors_for


def test_each_door_leads_to_a_page_of_its_own() -> None:
    addresses = Counter(reverse(door.name) for door in DOORS)

    assert [address for address, times in addresses.items() if times > 1] == []


def test_closed_account_is_shown_no_door() -> None:
    assert doors_for(User(name="Sam", is_active=False)) == []
