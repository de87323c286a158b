"""Addresses of the clinics app."""

from django.urls import path, register_converter

from alongside.clinics.models import ShiftRole
from alongside.clinics.views import (
    accompany,
    apart,
    covers,
    day,
    diary,
    lone,
    matching,
    mine,
    places,
    rotas,
    series,
    sessions,
    shadowed,
    supply,
)


class RoleInPath:
    """A role on a session, as part of an address."""

    regex = "|".join(ShiftRole.values)

    def to_python(self, value: str) -> ShiftRole:
        """Return the role."""
        return ShiftRole(value)

    def to_url(self, value: str) -> str:
        """Return the word in the address."""
        return ShiftRole(value).value


register_converter(RoleInPath, "shift_role")

urlpatterns = [
    path("me/apart/", apart.apart, name="my-apart"),
    path("me/rota/", supply.my_rota, name="my-rota"),
    path("me/rota/hours/", supply.my_hours, name="my-hours"),
    path("me/rota/days/new/", supply.my_other_days, name="my-other-days"),
    path("me/rota/about-me/", supply.my_about, name="my-about"),
    path("rota-days/<uuid:other_days_id>/remove/", supply.other_days_remove, name="other-days-remove"),
    path("team/<uuid:user_id>/rota/", supply.rota_of, name="rota-of"),
    path("team/<uuid:user_id>/rota/hours/", supply.hours_of, name="hours-of"),
    path("team/<uuid:user_id>/rota/days/new/", supply.other_days_of, name="other-days-of"),
    path("clinics/<uuid:clinic_id>/needs/", supply.clinic_needs, name="clinic-needs"),
    path("rotas/", rotas.rotas, name="rotas"),
    path("rotas/new/", rotas.rota_new, name="rota-new"),
    path("rotas/<uuid:rota_id>/", rotas.rota, name="rota"),
    path("rotas/<uuid:rota_id>/stop/", rotas.rota_stop, name="rota-stop"),
    path("rotas/<uuid:rota_id>/again/", rotas.rota_again, name="rota-again"),
    path("rotas/<uuid:rota_id>/put-aside/", rotas.rota_aside, name="rota-aside"),
    path("rotas/<uuid:rota_id>/publish/", rotas.rota_publish, name="rota-publish"),
    path(
        "rotas/<uuid:rota_id>/places/<uuid:session_id>/<shift_role:role>/",
        rotas.rota_place,
        name="rota-place",
    ),
    path("me/shifts/", mine.mine, name="my-shifts"),
    path("me/shifts/<uuid:shift_id>/cannot-come/", mine.cannot_come, name="shift-cannot-come"),
    path("me/shifts/<uuid:shift_id>/swap/", mine.swap, name="shift-swap"),
    path("me/shifts/diary/", diary.my_feed, name="my-feed"),
    path("me/shifts/diary/end/", diary.feed_end, name="feed-end"),
    path("diary/<str:token>.ics", diary.feed, name="diary-feed"),
    path("me/covers/<uuid:cover_id>/come/", mine.come_after_all, name="come-after-all"),
    path("me/offers/<uuid:shift_offer_id>/", mine.offer_answer, name="shift-answer"),
    path("lone/", lone.lone, name="lone"),
    path("lone/new/", lone.lone_new, name="lone-new"),
    path("lone/rung/", lone.duty, name="duty"),
    path("lone/<uuid:lone_id>/", lone.lone_visit, name="lone-visit"),
    path("lone/<uuid:lone_id>/mark/", lone.lone_mark, name="lone-mark"),
    path("covers/", covers.covers, name="covers"),
    path("covers/<uuid:cover_id>/end/", covers.cover_end, name="cover-end"),
    path("sessions/<uuid:session_id>/cover/<shift_role:role>/", covers.cover, name="cover"),
    path("clinics/", places.clinics, name="clinics"),
    path("clinics/new/", places.clinic_new, name="clinic-new"),
    path("clinics/<uuid:clinic_id>/", places.clinic, name="clinic"),
    path("clinics/<uuid:clinic_id>/place/", places.clinic_place, name="clinic-place"),
    path("clinics/<uuid:clinic_id>/risk-sheet/", places.clinic_risk, name="clinic-risk"),
    path("clinics/<uuid:clinic_id>/risk-sheet/read/", places.clinic_risk_read, name="clinic-risk-read"),
    path("clinics/<uuid:clinic_id>/door-code/", places.clinic_door, name="clinic-door"),
    path("clinics/<uuid:clinic_id>/public/", places.clinic_public, name="clinic-public"),
    path("clinics/<uuid:clinic_id>/series/", series.clinic_series, name="clinic-series"),
    path("clinics/<uuid:clinic_id>/days/new/", series.exception_new, name="exception-new"),
    path(
        "clinics/<uuid:clinic_id>/days/<uuid:exception_id>/remove/",
        series.exception_remove,
        name="exception-remove",
    ),
    path("clinics/<uuid:clinic_id>/close/", series.clinic_close, name="clinic-close"),
    path("clinics/<uuid:clinic_id>/reopen/", series.clinic_reopen, name="clinic-reopen"),
    path("sessions/<uuid:session_id>/", sessions.session, name="session"),
    path("sessions/<uuid:session_id>/put-on/<shift_role:role>/", sessions.shift_new, name="shift-new"),
    path(
        "sessions/<uuid:session_id>/put-on/<shift_role:role>/<uuid:user_id>/",
        sessions.shift_though,
        name="shift-though",
    ),
    path("sessions/<uuid:session_id>/shifts/<uuid:shift_id>/end/", sessions.shift_end, name="shift-end"),
    path("sessions/<uuid:session_id>/shadowed/", shadowed.session_shadowed, name="session-shadowed"),
    path("sessions/<uuid:session_id>/lead-alone/", sessions.lead_alone, name="lead-alone"),
    path("sessions/<uuid:session_id>/cancel/", sessions.session_cancel, name="session-cancel"),
    path("sessions/<uuid:session_id>/reinstate/", sessions.session_reinstate, name="session-reinstate"),
    path("sessions/<uuid:session_id>/reopen/", sessions.session_reopen, name="session-reopen"),
    path("sessions/<uuid:session_id>/people/", day.who_comes, name="who-comes"),
    path("sessions/<uuid:session_id>/tally/", day.tally, name="tally"),
    path("sessions/<uuid:session_id>/tally/undo/", day.tally_undo, name="tally-undo"),
    path("going-along/", accompany.accompanying, name="accompanying"),
    path("people/<uuid:person_id>/going-along/new/", accompany.accompany_new, name="accompany-new"),
    path("people/<uuid:person_id>/going-along/<uuid:going_id>/", accompany.accompany, name="accompany"),
    path(
        "people/<uuid:person_id>/going-along/<uuid:going_id>/change/",
        accompany.accompany_change,
        name="accompany-change",
    ),
    path(
        "people/<uuid:person_id>/going-along/<uuid:going_id>/put-on/",
        accompany.accompany_put_on,
        name="accompany-put-on",
    ),
    path(
        "people/<uuid:person_id>/going-along/<uuid:going_id>/put-on/<uuid:user_id>/",
        accompany.accompany_put_though,
        name="accompany-put-though",
    ),
    path(
        "people/<uuid:person_id>/going-along/<uuid:going_id>/take-off/",
        accompany.accompany_take_off,
        name="accompany-take-off",
    ),
    path(
        "people/<uuid:person_id>/going-along/<uuid:going_id>/call-off/",
        accompany.accompany_call_off,
        name="accompany-call-off",
    ),
    path(
        "people/<uuid:person_id>/going-along/<uuid:going_id>/done/",
        accompany.accompany_done,
        name="accompany-done",
    ),
    path("people/<uuid:person_id>/match/", matching.match, name="match"),
    path("people/<uuid:person_id>/visits/new/", day.visit_new, name="visit-new"),
    path("people/<uuid:person_id>/visits/<uuid:visit_id>/", day.visit_mark, name="visit-mark"),
]
