"""The database itself refuses to change or delete what is on the record."""

from django.db import migrations

POSTGRESQL = [
    """CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the record is written once'; END $$""",
    "CREATE TRIGGER event_written_once BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()",
    "CREATE TRIGGER event_never_emptied BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()",
]
SQLITE = [
    f"CREATE TRIGGER event_no_{verb} BEFORE {verb} ON event BEGIN SELECT RAISE(ABORT, 'the record is written once'); END" for verb in ("UPDATE", "DELETE")
]


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
