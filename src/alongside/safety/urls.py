"""Addresses of the safety app."""

from django.urls import path

from alongside.safety import views

urlpatterns = [
    path("people/<uuid:person_id>/concerns/new/", views.person_concern_new, name="person-concern-new"),
    path("concerns/", views.concerns, name="concerns"),
    path("concerns/closed/", views.concerns_closed, name="concerns-closed"),
    path("concerns/new/", views.concern_new, name="concern-new"),
    path("concerns/<uuid:concern_id>/", views.concern, name="concern"),
    path("concerns/<uuid:concern_id>/raised/", views.concern_raised, name="concern-raised"),
    path("concerns/<uuid:concern_id>/words/", views.concern_words, name="concern-words"),
    path("concerns/<uuid:concern_id>/seen/", views.concern_seen, name="concern-seen"),
    path("concerns/<uuid:concern_id>/decide/", views.concern_decide, name="concern-decide"),
    path("concerns/<uuid:concern_id>/news/", views.concern_news, name="concern-news"),
    path("concerns/<uuid:concern_id>/close/", views.concern_close, name="concern-close"),
]
