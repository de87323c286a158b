"""Where each role may go from the "More" page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.accounts.rules import (
    may_be_here,
    may_coordinate,
    may_do_advocacy,
    may_help_back_in,
    may_see_people,
    may_supervise,
)
from alongside.peers.rules import has_journey, works_beside_learners
from alongside.peers.rules.questions import may_read_pooled
from alongside.people.rules.privacy import may_look_after_privacy
from alongside.rights.rules import may_read_rules


@dataclass(frozen=True)
class Door:
    """A page, what it is for, and who may open it."""

    name: str
    label: str | Promise
    what_for: str | Promise
    rule: Callable[[User], bool]


DOORS = (
    Door("me", _("My account"), _("Your name, password and second factor"), may_be_here),
    Door("my-shifts", _("My shifts"), _("When and where, and “I can’t come”"), may_do_advocacy),
    Door("lone", _("Going alone"), _("Somebody looks out for you until you are back"), may_do_advocacy),
    Door("covers", _("Covers"), _("Places that need somebody"), may_coordinate),
    Door("accompanying", _("Going along"), _("Who goes with whom, and who needs somebody"), may_coordinate),
    Door("diary", _("Team diary"), _("All time limits, and who watches them"), may_do_advocacy),
    Door("supervision", _("Supervision"), _("The register, and how everybody is"), may_supervise),
    Door("my-supervision", _("My supervision"), _("When it is, and your own notes"), may_do_advocacy),
    Door("my-wellbeing", _("How I am"), _("What I carry, my plan, and stepping back"), may_do_advocacy),
    Door("my-boundaries", _("My boundaries book"), _("Ask before, or tell after"), may_do_advocacy),
    Door("my-expenses", _("My expenses"), _("Get back what you paid"), may_do_advocacy),
    Door("my-six", _("Six short questions"), _("How it is for you, every 12 weeks"), may_do_advocacy),
    Door("my-apart", _("Where I should not be put"), _("Places and colleagues, in private"), may_do_advocacy),
    Door("boundaries", _("Boundaries book"), _("What colleagues asked and told"), may_supervise),
    Door("expenses", _("Expenses"), _("To pay back"), may_coordinate),
    Door("six", _("Both sides"), _("What both sides answered, on average"), may_read_pooled),
    Door("unfinished", _("Not finished yet"), _("What you typed and have not sent"), may_do_advocacy),
    Door(
        "my-conflicts",
        _("People I should not work with"),
        _("Tell us in private, so that nobody is put in a hard place"),
        may_do_advocacy,
    ),
    Door("agreement-words", _("What we can and cannot do"), _("To read together"), may_do_advocacy),
    Door(
        "pathways",
        _("Rights and time limits"),
        _("What to do about a decision or a bad service, and by when"),
        may_read_rules,
    ),
    Door(
        "fairness-log",
        _("Fairness log"),
        _("What keeps happening to people, by service, with nobody’s name"),
        may_coordinate,
    ),
    Door("enquiries", _("Who asked"), _("Who asked for help, and by when we try"), may_coordinate),
    Door(
        "crisis-numbers", _("The crisis card"), _("Local numbers, and the check each quarter"), may_coordinate
    ),
    Door("enquiry-new", _("Somebody rang or walked in"), _("Note what they ask for"), may_do_advocacy),
    Door("my-journey", _("My journey"), _("How far I have come, and what comes next"), has_journey),
    Door(
        "learners",
        _("Who is learning"),
        _("What you saw them do, and shifts together"),
        works_beside_learners,
    ),
    Door("hours", _("My hours"), _("A letter for the job centre"), has_journey),
    Door(
        "applications",
        _("Who wants to join"),
        _("Each gets an answer within 10 working days"),
        may_coordinate,
    ),
    Door("checks-waiting", _("Checks"), _("To agree, to answer, and what runs out"), may_help_back_in),
    Door("troubles", _("Something is not right"), _("Say it, and have it put right"), may_be_here),
    Door("goals", _("Where next"), _("What advocates want to do next, if they shared it"), may_supervise),
    Door(
        "team-agreement",
        _("What we promise each other"),
        _("The agreement between the service and its advocates"),
        may_do_advocacy,
    ),
    Door("cohorts", _("Training"), _("Programmes, registers and catching up"), may_supervise),
    Door("concerns", _("Concerns"), _("Worries about somebody’s safety"), may_see_people),
    Door("break-glass", _("An emergency"), _("Open one record for an hour, with a reason"), may_do_advocacy),
    Door("team", _("Team"), _("Accounts, roles, and helping somebody back in"), may_help_back_in),
    Door("partnerships", _("Who works with whom"), _("Begin, end and hand over"), may_coordinate),
    Door(
        "privacy", _("Privacy"), _("Walls, double records, and emergencies to review"), may_look_after_privacy
    ),
)


FOR_TEAM = (
    *("covers", "supervision", "learners", "cohorts", "applications", "checks-waiting", "boundaries"),
    *("expenses", "six", "goals", "team-agreement", "crisis-numbers", "team", "privacy"),
)
FOR_ONESELF = (
    *("me", "my-shifts", "lone", "my-journey", "hours", "my-supervision", "my-wellbeing", "my-boundaries"),
    *("my-expenses", "my-six", "my-apart", "my-conflicts", "unfinished", "troubles"),
)
HEADINGS = ((_("People"), ()), (_("Team and service"), FOR_TEAM), (_("For you"), FOR_ONESELF))
"""What stands under which heading. The first has all that is under no other."""

FROM_TODAY = ("my-shifts", "supervision", "privacy", "six")
"""What whoever has nothing on Today most likely comes for."""


def doors_from_today(user: User) -> list[Door]:
    """Return the pages that Today leads on to."""
    return [door for door in DOORS if door.name in FROM_TODAY and door.rule(user)]


def doors_for(user: User) -> list[tuple[str, list[Door]]]:
    """Return each heading with the pages `user` may open, beside those of the navigation."""
    doors = {door.name: door for door in DOORS if door.rule(user)}
    groups = []
    for heading, names in reversed(HEADINGS):
        under = [doors.pop(name) for name in names or list(doors) if name in doors]
        groups.append((str(heading), under))
    return [(heading, under) for heading, under in reversed(groups) if under]
