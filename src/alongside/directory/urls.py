"""Addresses of the directory."""

from django.urls import URLPattern, URLResolver, include, path

from alongside.directory.views import find, keeping, service, sheet

of_a_place: list[URLPattern | URLResolver] = [
    path("", keeping.place_change, name="directory-place"),
    path("times/", keeping.place_times, name="directory-place-times"),
    path("remove/", keeping.place_remove, name="directory-place-remove"),
]

of_a_service: list[URLPattern | URLResolver] = [
    path("", service.service, name="directory-service"),
    path("change/", keeping.service_change, name="directory-service-change"),
    path("times/", keeping.service_times, name="directory-service-times"),
    path("wrong/", service.service_wrong, name="directory-service-wrong"),
    path("wrong/<uuid:report_id>/settle/", service.report_settle, name="directory-report-settle"),
    path("checked/", service.service_checked, name="directory-service-checked"),
    path("close/", service.service_close, name="directory-service-close"),
    path("reopen/", service.service_reopen, name="directory-service-reopen"),
    path("places/new/", keeping.place_new, name="directory-place-new"),
    path("places/<uuid:place_id>/", include(of_a_place)),
]

urlpatterns = [
    path("directory/", find.directory, name="directory"),
    path("directory/sheet/", sheet.sheet, name="directory-sheet"),
    path("directory/services/", keeping.services, name="directory-services"),
    path("directory/services/new/", keeping.service_new, name="directory-service-new"),
    path("directory/services/<uuid:service_id>/", include(of_a_service)),
    path("people/<uuid:person_id>/directory/", find.person_directory, name="person-directory"),
]
