"""The demonstration: a service that could be real, made by the actions of the pages."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from time_machine import TimeMachineFixture

from alongside.accounts.models import Service, User
from alongside.audit.chain import first_bad
from alongside.audit.models import Entry
from alongside.casework.models import Case, Contact
from alongside.clinics.models import Clinic, Session, SessionState
from alongside.common import clock
from alongside.desk.queries import decisions_of, today_of
from alongside.peers.models import StageName
from alongside.peers.queries import applications, invitations_for, learners, stages_of, trainings_of
from alongside.peers.rules import lead_problems
from alongside.people.models import Person
from alongside.voice.queries import fairness_by_service

LONDON = ZoneInfo("Europe/London")
DAYS = {
    "a plain day": datetime(2026, 11, 25, 9, 30, tzinfo=LONDON),
    "Christmas Day": datetime(2026, 12, 25, 9, 30, tzinfo=LONDON),
    "a Sunday on which the clocks change, late": datetime(2027, 3, 28, 23, 30, tzinfo=LONDON),
    "a day that most years lack, early": datetime(2028, 2, 29, 0, 20, tzinfo=LONDON),
}
"""What is made up follows from the day alone, so that these take every turn of the story."""


@pytest.mark.django_db
@pytest.mark.parametrize("moment", DAYS.values(), ids=DAYS)
def test_demonstration_is_a_whole_service_with_a_clinic_today(
    moment: datetime, capsys: pytest.CaptureFixture[str], time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(moment)

    call_command("demo", people=24, weeks=7)
    said = capsys.readouterr().out
    call_command("demo", "--if-empty")

    workers = {worker.sign_in_name: worker for worker in User.objects.all()}
    assert Service.objects.get().is_demonstration
    assert (Clinic.objects.count(), Person.objects.count() >= 24) == (8, True)
    assert set(stages_of(workers.values()).values()) == set(StageName) - {StageName.MOVED_ON}
    assert Case.objects.exists()
    assert Contact.objects.exists()
    assert not Session.objects.filter(on__lt=clock.today(), state=SessionState.PLANNED).exists()
    today = today_of(workers["maya"])
    assert today.clinic is not None
    assert today.clinic.may_run
    assert today.unfinished
    assert sorted(one.hand_over.rang_on is None for one in today.warm) == [False, False, True]
    limits = [limit.deadline for one in today.limits for limit in one.limits]
    assert [limit.late_route_is_open for limit in limits] == [True, False]
    decisions = decisions_of(workers["cora"])
    assert [one.is_red for one in decisions.waiting] == [True, False, False]
    assert decisions.waiting
    assert decisions.short
    assert [line.row.on - clock.today() for line in decisions.going] == [timedelta(days=3), timedelta(days=5)]
    unfair = fairness_by_service(workers["cora"])
    assert [[one.is_enough for one in place.themes] for place in unfair] == [[True]]
    assert decisions.risk_sheets
    assert [bool(lead_problems(workers[name])) for name in ("joe", "des")] == [True, False]
    assert [one.next_shift is not None for one in decisions.missed][:1] == [True]
    assert [one.person.label for one in invitations_for(workers["cora"])] == ["Robbo"]
    assert (len(applications().waiting), len(learners(workers["sunil"]))) == (2, 6)
    assert [line.has_plan for line in trainings_of(workers["frank"])] == [True]
    assert first_bad(Entry.objects.order_by("seq")) is None
    assert "Making up 24 people and 7 weeks of clinics" in said


@pytest.mark.django_db
def test_demonstration_is_never_poured_into_a_service(service: Service) -> None:
    with pytest.raises(CommandError, match="The demonstration needs an empty one"):
        call_command("demo")

    assert Service.objects.get() == service
