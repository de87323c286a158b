"""All addresses: reads as a sitemap.

Every page about a person stands under /people/<person_id>/, so that one rule guards them all.
"""

from django.urls import include, path

urlpatterns = [
    path("", include("alongside.desk.urls")),
    path("", include("alongside.accounts.urls")),
    path("drafts/", include("alongside.drafts.urls")),
    path("", include("alongside.people.urls")),
    path("", include("alongside.voice.urls")),
    path("", include("alongside.casework.urls")),
    path("", include("alongside.clinics.urls")),
    path("", include("alongside.rights.urls")),
    path("", include("alongside.directory.urls")),
    path("", include("alongside.peers.urls")),
    path("", include("alongside.directory.import_urls")),
    path("", include("alongside.safety.urls")),
    path("", include("alongside.frontdoor.feed.urls")),
    path("", include("alongside.frontdoor.urls")),
]
