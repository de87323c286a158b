"""Saying that something about a service is wrong, and settling it."""

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.directory.models import Service, ServiceReport, WhatIsWrong


def say_wrong(service: Service, *, by: User, kind: WhatIsWrong, words: str = "") -> ServiceReport:
    """Tell the coordinator that something about a service is not so."""
    with recorded("listing.say_wrong", by=by, about=service, kind=kind):
        return ServiceReport.objects.create(
            service=service, kind=kind, words=words or None, made_by=by, made_at=clock.now()
        )


def settle_report(report: ServiceReport, *, by: User) -> ServiceReport:
    """Note that somebody looked, and that the service is right now."""
    with recorded("listing.settle_report", by=by, about=report.service, report=report.pk):
        report.change(settled_by=by, settled_at=clock.now())
    return report
