"""Addresses of the drafts app."""

from django.urls import path

from alongside.drafts import views

urlpatterns = [
    path("", views.keep, name="drafts"),
    path("throw-away/", views.throw_away, name="draft-throw-away"),
]
