"""Who may read the rules, and who may say that they were checked."""

from alongside.accounts.models import User
from alongside.accounts.rules import may_coordinate, may_see_people


def may_read_rules(user: User) -> bool:
    """Anybody who works with people: a pathway holds nothing about a person."""
    return may_see_people(user)


def may_check_rules(user: User) -> bool:
    """The coordinator."""
    return may_coordinate(user)
