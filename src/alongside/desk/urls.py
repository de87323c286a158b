"""Addresses of the desk."""

from datetime import date

from django.urls import path, register_converter

from alongside.desk import views
from alongside.desk.views import supervision


class DayInPath:
    """A day such as 2026-11-25, as part of an address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Return the day; anything that is no day is no address."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """Return the words in the address."""
        return value.isoformat()


register_converter(DayInPath, "iso_day")

urlpatterns = [
    path("", views.today, name="today"),
    path("decisions/", views.decisions, name="decisions"),
    path("diary/", views.diary, name="diary"),
    path("hours/", views.hours, name="hours"),
    path("hours/<iso_day:from_on>/<iso_day:until_on>/", views.hours_letter, name="hours-letter"),
    path("more/", views.more, name="more"),
    path("supervision/", supervision.supervision, name="supervision"),
    path("supervision/<uuid:supervision_id>/", supervision.register, name="supervision-register"),
    path("supervision/of/<uuid:user_id>/", supervision.supervision_of, name="supervision-of"),
    path("me/well/", supervision.my_wellbeing, name="my-wellbeing"),
    path("unfinished/", views.unfinished, name="unfinished"),
    path("people/<uuid:person_id>/arrived/", views.arrived, name="person-arrived"),
    path("sessions/<uuid:session_id>/close/", views.session_close, name="session-close"),
]
