"""What was seen in an advocate, and the record of shifts shadowed (E6, E7)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if
from alongside.peers.models import Competence, ShadowedShift, Sighting
from alongside.peers.rules import shadowed_problems, sighting_problems


def see_competence(
    of: User, *, competences: Collection[Competence], seen_on: date, example: str, by: User
) -> list[Sighting]:
    """Keep that `by` saw these competences in somebody, with the example."""
    problems = sighting_problems(of, by=by, on=seen_on)
    if not example.strip():
        problems.append(Problem("no_example", _("Write what you saw."), "example"))
    refuse_if(problems)
    return [
        _see(of, competence, seen_on=seen_on, example=example, by=by) for competence in sorted(competences)
    ]


def write_shadowed(
    shadow: User,
    *,
    lead: User,
    on: date,
    place: str,
    note: str,
    is_ready: bool,
    by: User,
    tasks: Collection[str] = (),
) -> ShadowedShift:
    """Write one's own part about a shift: the shadow's, or the lead's. What the other wrote stays."""
    refuse_if(shadowed_problems(shadow, lead, by=by, on=on))
    with recorded("shadowed.write", by=by, shadow=shadow.pk, lead=lead.pk, is_ready=is_ready) as entry:
        shift, _made = ShadowedShift.objects.get_or_create(
            user=shadow,
            lead=lead,
            on=on,
            defaults={"place": place, "made_by": by, "made_at": clock.now()},
        )
        shift.change(**_part(shift, note=note, is_ready=is_ready, tasks=tasks, by=by))
        entry.about = shift
    return shift


def _part(
    shift: ShadowedShift, *, note: str, is_ready: bool, tasks: Collection[str], by: User
) -> dict[str, Any]:
    side = "shadow" if by.pk == shift.user_id else "lead"
    part = {f"{side}_note": note, f"{side}_ready": is_ready, f"{side}_wrote_at": clock.now()}
    # either may tick what was tried
    return {**part, "tasks": sorted({*shift.tasks, *tasks})}


def _see(of: User, competence: Competence, *, seen_on: date, example: str, by: User) -> Sighting:
    with recorded("competence.see", by=by, user=of.pk, competence=competence) as note:
        sighting = Sighting(
            user=of,
            competence=competence,
            seen_on=seen_on,
            example=example,
            made_by=by,
            made_at=clock.now(),
        )
        sighting.save(force_insert=True)
        note.about = sighting
    return sighting
