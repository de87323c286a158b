"""The database itself refuses to change the audit log."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from alongside.audit.guards import STATEMENTS


def guard(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers on."""
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Append-only."""

    dependencies = (("audit", "0001_initial"),)
    operations = (migrations.RunPython(guard),)
