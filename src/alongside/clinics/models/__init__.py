"""Places and their series, sessions and who is on them, visits and the tally."""

from alongside.clinics.models.accompany import (
    CALLED_OFF,
    SEES_AFTER,
    Accompaniment,
    GoingState,
    RotaCompanion,
)
from alongside.clinics.models.apart import KeptApart
from alongside.clinics.models.cover import OPEN, Cover, OfferKind, OfferState, ShiftOffer
from alongside.clinics.models.day import Tally, TallyKind, Topic, Visit, VisitState
from alongside.clinics.models.diary import DiaryFeed
from alongside.clinics.models.lone import CallOutcome, Company, LoneCall, LoneVisit
from alongside.clinics.models.place import (
    Clinic,
    ClinicException,
    ClinicKind,
    ExceptionKind,
    a_year_ago,
)
from alongside.clinics.models.rota import (
    FEWEST_WEEKS,
    IN_THE_QUEUE,
    MOST_SECONDS,
    MOST_WEEKS,
    Rota,
    RotaShift,
    RotaState,
)
from alongside.clinics.models.session import (
    LIVE,
    LeadAloneDecision,
    Session,
    SessionClose,
    SessionState,
    Shift,
)
from alongside.clinics.models.supply import (
    HOURS,
    MOST_A_WEEK,
    MOST_HELPERS,
    ClinicNeed,
    OtherDays,
    PartOfDay,
    Supply,
    ToMatch,
    Trait,
    joined,
)
from alongside.peers.models import ShiftRole

__all__ = [
    "CALLED_OFF",
    "FEWEST_WEEKS",
    "HOURS",
    "IN_THE_QUEUE",
    "LIVE",
    "MOST_A_WEEK",
    "MOST_HELPERS",
    "MOST_SECONDS",
    "MOST_WEEKS",
    "OPEN",
    "SEES_AFTER",
    "Accompaniment",
    "CallOutcome",
    "Clinic",
    "ClinicException",
    "ClinicKind",
    "ClinicNeed",
    "Company",
    "Cover",
    "DiaryFeed",
    "ExceptionKind",
    "GoingState",
    "KeptApart",
    "LeadAloneDecision",
    "LoneCall",
    "LoneVisit",
    "OfferKind",
    "OfferState",
    "OtherDays",
    "PartOfDay",
    "Rota",
    "RotaCompanion",
    "RotaShift",
    "RotaState",
    "Session",
    "SessionClose",
    "SessionState",
    "Shift",
    "ShiftOffer",
    "ShiftRole",
    "Supply",
    "Tally",
    "TallyKind",
    "ToMatch",
    "Topic",
    "Trait",
    "Visit",
    "VisitState",
    "a_year_ago",
    "joined",
]
