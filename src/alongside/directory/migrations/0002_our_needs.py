"""Puts our own list of needs into the directory, so that the feed of a new service has its terms.

It stands apart from the tables: PostgreSQL changes no table in a transaction that has written to it.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from alongside.directory.needs import NEEDS, TAXONOMY_DESCRIPTION, TAXONOMY_ID, TAXONOMY_NAME


def put_in(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    taxonomy = apps.get_model("directory", "Taxonomy")
    term = apps.get_model("directory", "TaxonomyTerm")
    ours = {"name": TAXONOMY_NAME, "description": TAXONOMY_DESCRIPTION}
    taxonomy.objects.get_or_create(id=TAXONOMY_ID, defaults=ours)
    terms = (
        term(
            id=need.id,
            taxonomy_id=TAXONOMY_ID,
            code=need.code,
            name=need.name,
            description=need.description,
        )
        for need in NEEDS
    )
    term.objects.bulk_create(terms, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [migrations.RunPython(put_in, migrations.RunPython.noop)]
