"""Addresses of the pages on which lists of services are brought in."""

from django.urls import path

from alongside.directory.views import imports

urlpatterns = [
    path("directory/imports/", imports.import_list, name="directory-imports"),
    path("directory/imports/new/", imports.import_new, name="directory-import-new"),
    path("directory/imports/<uuid:batch_id>/", imports.import_one, name="directory-import"),
    path(
        "directory/imports/<uuid:batch_id>/columns/", imports.import_columns, name="directory-import-columns"
    ),
    path("directory/imports/<uuid:batch_id>/keep/", imports.import_keep, name="directory-import-keep"),
    path("directory/imports/<uuid:batch_id>/drop/", imports.import_drop, name="directory-import-drop"),
    path("directory/imports/<uuid:batch_id>/undo/", imports.import_undo, name="directory-import-undo"),
]
