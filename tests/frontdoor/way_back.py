"""Out of the directory as a file, and in again."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from alongside.audit.permit import permitted
from alongside.directory import models


def exported() -> Any:
    """Return what the command prints."""
    out = StringIO()
    call_command("export_directory", stdout=out)
    return json.loads(out.getvalue())


def bring_in(path: Path) -> None:
    """Bring a file in by the command."""
    call_command("import_services", str(path), "--source", "https://feed.example", stdout=StringIO())


def empty_directory() -> None:
    """Take everything out."""
    with permitted():
        models.TaxonomyTerm.objects.update(parent=None)
        for table in (
            *(models.Attribute, models.Language, models.Phone, models.Contact, models.Schedule),
            *(models.Funding, models.ServiceAtLocation, models.Service, models.Address, models.Location),
            *(models.OrganizationIdentifier, models.Organization, models.TaxonomyTerm, models.Taxonomy),
            models.ImportBatch,
        ):
            table.objects.all().delete()
