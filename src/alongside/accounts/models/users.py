"""Users and the roles they hold."""

from typing import ClassVar
from uuid import UUID

from django.contrib.auth import hashers
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from alongside.audit.actions import recorded
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedDate, SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.lookup import tag
from alongside.crypto.models import SealedModel


class Role(models.TextChoices):
    """What somebody does here. The words on screen are the service's own where it has some."""

    ADVOCATE = "advocate", _("Advocate")
    SUPERVISOR = "supervisor", _("Supervisor")
    COORDINATOR = "coordinator", _("Coordinator")
    DP_LEAD = "dp_lead", _("Data protection lead")
    BOARD = "board", _("Board member")


def login_tag(sign_in_name: str) -> str:
    """Return what a sign-in name is found by: the name itself is sealed."""
    return tag("sign-in name", sign_in_name.strip().casefold())


class UserManager(BaseUserManager["User"]):
    """Finds users by the name they sign in with, and changes them only inside an action."""

    def get_queryset(self) -> AuditedQuerySet["User"]:
        """Return users."""
        return AuditedQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user who signs in as `username`. Raises DoesNotExist."""
        return self.get(login_tag=login_tag(username or ""))


class User(AuditedModel, SealedModel, AbstractBaseUser):
    """Somebody who signs in. Their name and how to reach them are sealed with the service's key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    login_tag = models.CharField(max_length=64, unique=True)
    sign_in_name = SealedText()
    name = SealedText()
    email = SealedText(null=True)
    phone = SealedText(null=True)
    date_of_birth = SealedDate(null=True)
    is_active = models.BooleanField(default=True)
    signed_out_at = models.DateTimeField(null=True)
    supervisor = models.ForeignKey("self", models.SET_NULL, null=True, related_name="supervises")
    # the place in the order of who is rung when somebody who is out alone is late; on the account, so that
    # no page has to ask for it
    duty_number = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    last_login = None

    objects = UserManager()

    USERNAME_FIELD = "login_tag"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return str(self.name)

    def seal_owner(self) -> UUID:
        """Workers' names are sealed with the service's own key."""
        return SERVICE

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held now."""
        held = RoleGrant.objects.filter(user=self, until_at=None).values_list("role", flat=True)
        return frozenset(held)

    def has_role(self, *roles: Role) -> bool:
        """Tell whether any of `roles` is held now, by an account that is open."""
        return self.is_active and any(role in self.roles for role in roles)

    def role_labels(self) -> list[str]:
        """The roles held now, as people say them."""
        return [str(role.label) for role in Role if role in self.roles]

    def role_codes(self) -> str:
        """The roles held now, as the audit keeps them."""
        return ",".join(sorted(self.roles))

    def check_password(self, raw_password: str | None) -> bool:
        """Tell whether it is the password; one kept by weaker settings is hashed anew, and recorded."""

        def strengthen(password: str) -> None:
            with recorded("account.strengthen_password", by=self, about=self):
                self.change(password=hashers.make_password(password))

        return hashers.check_password(raw_password, self.password, strengthen)

    def get_session_auth_hash(self) -> str:
        """Change with "sign out everywhere", so that the next request of every session is refused (R05)."""
        signed_out_at = self.signed_out_at.isoformat() if self.signed_out_at else ""
        return tag("session", f"{self.pk}|{signed_out_at}")


class RoleGrant(AuditedModel):
    """A role given to somebody, from when until when, and by whom."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=12, choices=Role.choices)
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AuditedQuerySet["RoleGrant"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(until_at=None), name="one_live_grant_of_a_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} for {self.user_id}"
