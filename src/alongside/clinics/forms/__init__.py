"""Input of the clinics pages."""

from alongside.clinics.forms.mine import SwapForm
from alongside.clinics.forms.places import (
    ClinicForm,
    DoorCodeForm,
    ExceptionForm,
    PlaceForm,
    PublicPageForm,
    RiskSheetForm,
    SeriesForm,
)
from alongside.clinics.forms.sessions import (
    CancelForm,
    PutOnForm,
    TallyForm,
    VisitForm,
    WhoComesForm,
    WhyForm,
)

__all__ = [
    "CancelForm",
    "ClinicForm",
    "DoorCodeForm",
    "ExceptionForm",
    "PlaceForm",
    "PublicPageForm",
    "PutOnForm",
    "RiskSheetForm",
    "SeriesForm",
    "SwapForm",
    "TallyForm",
    "VisitForm",
    "WhoComesForm",
    "WhyForm",
]
