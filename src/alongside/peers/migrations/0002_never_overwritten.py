"""The database itself refuses to change a stage that was written."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

STATEMENTS = {
    "sqlite": (
        """CREATE TRIGGER peers_stage_no_update BEFORE UPDATE ON peers_stage
           BEGIN SELECT RAISE(ABORT, 'a stage is never overwritten'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION peers_stage_refuse() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN RAISE EXCEPTION 'a stage is never overwritten'
              USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        """CREATE TRIGGER peers_stage_no_update BEFORE UPDATE ON peers_stage
           FOR EACH ROW EXECUTE FUNCTION peers_stage_refuse()""",
    ),
}


def guard(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the trigger on."""
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """History that is only added to."""

    dependencies = (("peers", "0001_initial"),)
    operations = (migrations.RunPython(guard),)
