"""Users, the roles they hold, and the service itself."""

from alongside.accounts.models.links import ComeInLink, HelpBackIn, LinkKind
from alongside.accounts.models.service import Nation, Service
from alongside.accounts.models.sessions import Session
from alongside.accounts.models.users import Role, RoleGrant, User, UserManager, login_tag

__all__ = [
    "ComeInLink",
    "HelpBackIn",
    "LinkKind",
    "Nation",
    "Role",
    "RoleGrant",
    "Service",
    "Session",
    "User",
    "UserManager",
    "login_tag",
]
