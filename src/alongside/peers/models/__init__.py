"""A peer, and what is kept of their journey."""

from alongside.peers.models.application import (
    Application,
    Decision,
    Invitation,
)
from alongside.peers.models.belonging import (
    GoalKind,
    LeavingChat,
    NextGoal,
    TeamAgreement,
    TeamSignature,
    Trouble,
    TroubleNews,
    TroubleStep,
)
from alongside.peers.models.boundaries import (
    BoundaryDecision,
    BoundaryEntry,
    BoundaryKind,
    BoundaryWhen,
)
from alongside.peers.models.check import (
    MOST_ALLOWED,
    AppealOutcome,
    CheckDecision,
    CheckOutcome,
    Level,
)
from alongside.peers.models.competence import (
    FRAMEWORKS,
    Competence,
    Sighting,
)
from alongside.peers.models.expenses import (
    ROUND_PENCE,
    Expense,
    ExpenseKind,
    ExpenseState,
)
from alongside.peers.models.matching import (
    ChangeAsk,
    ExperienceOffer,
    OfferAnswer,
)
from alongside.peers.models.questions import (
    QUESTIONS,
    Answer,
    PeerSix,
    PersonSix,
    round_of,
)
from alongside.peers.models.shadowing import (
    ShadowedShift,
    Task,
)
from alongside.peers.models.stage import (
    Basis,
    Peer,
    ShiftRole,
    Stage,
    StageName,
)
from alongside.peers.models.supervision import (
    OneToOneAsk,
    Presence,
    PrivateNote,
    Supervision,
    SupervisionAction,
    SupervisionKind,
    SupervisionPresence,
    SupervisionSetting,
    SupervisionState,
    WorkDecision,
)
from alongside.peers.models.training import (
    HAD_IT,
    Attendance,
    Attended,
    CatchUp,
    Cohort,
    Lesson,
    Trainee,
)
from alongside.peers.models.wellbeing import (
    Away,
    DebriefState,
    HardContact,
    PlanShare,
    WellbeingPlan,
)

__all__ = [
    "FRAMEWORKS",
    "HAD_IT",
    "MOST_ALLOWED",
    "QUESTIONS",
    "ROUND_PENCE",
    "Answer",
    "AppealOutcome",
    "Application",
    "Attendance",
    "Attended",
    "Away",
    "Basis",
    "BoundaryDecision",
    "BoundaryEntry",
    "BoundaryKind",
    "BoundaryWhen",
    "CatchUp",
    "ChangeAsk",
    "CheckDecision",
    "CheckOutcome",
    "Cohort",
    "Competence",
    "DebriefState",
    "Decision",
    "Expense",
    "ExpenseKind",
    "ExpenseState",
    "ExperienceOffer",
    "GoalKind",
    "HardContact",
    "Invitation",
    "LeavingChat",
    "Lesson",
    "Level",
    "NextGoal",
    "OfferAnswer",
    "OneToOneAsk",
    "Peer",
    "PeerSix",
    "PersonSix",
    "PlanShare",
    "Presence",
    "PrivateNote",
    "ShadowedShift",
    "ShiftRole",
    "Sighting",
    "Stage",
    "StageName",
    "Supervision",
    "SupervisionAction",
    "SupervisionKind",
    "SupervisionPresence",
    "SupervisionSetting",
    "SupervisionState",
    "Task",
    "TeamAgreement",
    "TeamSignature",
    "Trainee",
    "Trouble",
    "TroubleNews",
    "TroubleStep",
    "WellbeingPlan",
    "WorkDecision",
    "round_of",
]
