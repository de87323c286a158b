"""Forms of the directory."""

from alongside.directory.forms.find import FindForm
from alongside.directory.forms.service import NewServiceForm, PlaceForm, ServiceForm, TimesForm, WrongForm

__all__ = ["FindForm", "NewServiceForm", "PlaceForm", "ServiceForm", "TimesForm", "WrongForm"]
