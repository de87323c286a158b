"""Saying, in private, where and with whom one should not be put (A7)."""

from collections.abc import Collection

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.models import Clinic, KeptApart
from alongside.common import clock


def say_apart(*, clinics: Collection[Clinic], colleagues: Collection[User], by: User) -> None:
    """Let just these places and colleagues be those one is kept from. The log does not say which."""
    with recorded("apart.say", by=by):
        live = KeptApart.objects.of(by.pk)
        ended = live.exclude(clinic__in=list(clinics)).exclude(colleague__in=list(colleagues))
        KeptApart.objects.filter(pk__in=list(ended.values_list("pk", flat=True))).update(ended_at=clock.now())
        for clinic in clinics:
            KeptApart.objects.get_or_create(user=by, clinic=clinic, ended_at=None)
        for colleague in colleagues:
            KeptApart.objects.get_or_create(user=by, colleague=colleague, ended_at=None)
