"""Addresses of the rights app."""

from django.urls import path

from alongside.rights import views

urlpatterns = [
    path("rights/", views.pathways, name="pathways"),
    path("rights/rules/", views.rights_rules, name="rights-rules"),
    path("rights/rules/<slug:key>/check/", views.rule_check, name="rule-check"),
    path("rights/complaint/", views.complaint_route_page, name="complaint-route"),
    path("rights/<slug:key>/", views.pathway, name="pathway"),
]
