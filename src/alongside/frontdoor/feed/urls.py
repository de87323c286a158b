"""Addresses of the feed. As the standard has it, none ends with a slash; its root may."""

from django.urls import path

from alongside.frontdoor.feed import views

urlpatterns = [
    path("directory/export/", views.export, name="directory-export"),
    path("feed", views.root, name="feed"),
    path("feed/", views.root, name="feed-root"),
    path("feed/services", views.services, name="feed-services"),
    path("feed/services/<str:row_id>", views.service, name="feed-service"),
    path("feed/service_at_locations", views.places, name="feed-places"),
    path("feed/service_at_locations/<str:row_id>", views.place, name="feed-place"),
    path("feed/organizations", views.organizations, name="feed-organizations"),
    path("feed/organizations/<str:row_id>", views.organization, name="feed-organization"),
    path("feed/taxonomies", views.taxonomies, name="feed-taxonomies"),
    path("feed/taxonomies/<str:row_id>", views.taxonomy, name="feed-taxonomy"),
    path("feed/taxonomy_terms", views.terms, name="feed-terms"),
    path("feed/taxonomy_terms/<str:row_id>", views.term, name="feed-term"),
    path("feed/<path:rest>", views.elsewhere, name="feed-elsewhere"),
]
