"""How a user is named on the pages of the sign-in library."""

from alongside.accounts.models import User


def display_name(user: User) -> str:
    """Return the name people know them by."""
    return str(user.name)
