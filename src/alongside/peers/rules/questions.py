"""Who may answer the six questions, and who may read what comes of them (E16)."""

from django.utils.translation import gettext as _

from alongside.accounts.models import Role, User
from alongside.common.problems import Problem

SMALLEST_GROUP = 8
"""No figure is shown of fewer answers than this."""


def may_read_pooled(user: User) -> bool:
    """Whoever coordinates, supervises or sits on the board: figures of eight or more, no single answer."""
    return user.has_role(Role.COORDINATOR, Role.SUPERVISOR, Role.BOARD)


def six_problems(answers: dict[str, int]) -> list[Problem]:
    """Say what stands against keeping answers: all skipped is nothing to keep."""
    if answers:
        return []
    return [Problem("nothing", _("Answer one or more, or go back. You need not answer all."))]
