"""Input of the pages about journeys."""

from alongside.peers.forms.applications import (
    ApplicationForm,
    ChatForm,
    DecideForm,
    SignInNameForm,
    YesForm,
)
from alongside.peers.forms.belonging import (
    WE,
    YOU,
    GoalForm,
    LeavingForm,
    ResultForm,
    TeamAgreementForm,
    TroubleForm,
    TroubleNewsForm,
)
from alongside.peers.forms.checks import (
    AppealForm,
    CheckForm,
    HearForm,
)
from alongside.peers.forms.journeys import (
    LeadShadowedForm,
    PartForm,
    ShadowPartForm,
    ShadowShadowedForm,
    SightingForm,
)
from alongside.peers.forms.stages import StageForm
from alongside.peers.forms.training import (
    PROGRAMME,
    CatchUpForm,
    CohortForm,
    EvidenceForm,
    LessonDayForm,
    OneOfForm,
    RegisterForm,
)

__all__ = [
    "PROGRAMME",
    "WE",
    "YOU",
    "AppealForm",
    "ApplicationForm",
    "CatchUpForm",
    "ChatForm",
    "CheckForm",
    "CohortForm",
    "DecideForm",
    "EvidenceForm",
    "GoalForm",
    "HearForm",
    "LeadShadowedForm",
    "LeavingForm",
    "LessonDayForm",
    "OneOfForm",
    "PartForm",
    "RegisterForm",
    "ResultForm",
    "ShadowPartForm",
    "ShadowShadowedForm",
    "SightingForm",
    "SignInNameForm",
    "StageForm",
    "TeamAgreementForm",
    "TroubleForm",
    "TroubleNewsForm",
    "YesForm",
]
