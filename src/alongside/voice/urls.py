"""Addresses of the voice app."""

from django.urls import include, path

from alongside.voice import views

of_a_person = [
    path("", views.fairness, name="fairness"),
    path("new/", views.fairness_new, name="fairness-new"),
    path("after/<uuid:warm_id>/", views.fairness_after, name="fairness-after"),
    path("<uuid:entry_id>/use/", views.fairness_use, name="fairness-use"),
    path("<uuid:entry_id>/take-back/", views.fairness_take_back, name="fairness-take-back"),
]

urlpatterns = [
    path("people/<uuid:person_id>/fairness/", include(of_a_person)),
    path("fairness/", views.fairness_log, name="fairness-log"),
    path("fairness/elsewhere/", views.fairness_at, name="fairness-elsewhere"),
    path("fairness/<uuid:service_id>/", views.fairness_at, name="fairness-at"),
]
