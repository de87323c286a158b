"""A person, how to reach them safely, who works with them, and who must not see them."""

from alongside.people.models.contact import Need, NeedKind, SafeContact, SafeWay
from alongside.people.models.link import Join, Link, LinkKind
from alongside.people.models.person import Person
from alongside.people.models.sight import (
    LAPSING,
    BreakGlass,
    Declaration,
    DeclarationState,
    DualRoleCheck,
    DualRoleState,
    NotMeant,
    NotSamePerson,
    Partnership,
    PartnershipKind,
    PrivacyAlert,
    PrivacyAlertKind,
    Wall,
    WallKind,
)

__all__ = [
    "LAPSING",
    "BreakGlass",
    "Declaration",
    "DeclarationState",
    "DualRoleCheck",
    "DualRoleState",
    "Join",
    "Link",
    "LinkKind",
    "Need",
    "NeedKind",
    "NotMeant",
    "NotSamePerson",
    "Partnership",
    "PartnershipKind",
    "Person",
    "PrivacyAlert",
    "PrivacyAlertKind",
    "SafeContact",
    "SafeWay",
    "Wall",
    "WallKind",
]
