"""Gets the keys, the tables and the files of a service ready. Says only what it really does."""

import os
import sys
import tempfile
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from scripts.say import Stop, say, stopping_plainly


def prepare(*, new: bool, check: bool) -> None:
    """Bring everything up to date; then make up a demonstration, or make sure that all is empty."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.settings"
    try:
        django.setup()
    except ValueError as error:
        raise Stop(f"A setting is not right. {error}") from None
    _make_folders()
    _make_keys()
    _make_tables()
    _collect_static_files()
    if check:
        BaseCommand().check()
    _refuse_what_is_unsafe()
    if new:
        _refuse_second_service()
    else:
        _make_up_demonstration()
        _say_how_to_sign_in()


def _make_folders() -> None:
    """Make the folders for the data and for keys that are still to be made, or say why that cannot be."""
    for folder, is_needed in (
        (settings.ALONGSIDE_DATA, True),
        # keys that are there may stand where nobody can write
        (settings.ALONGSIDE_KEY_FILE.parent, not settings.ALONGSIDE_KEY_FILE.exists()),
    ):
        try:
            if is_needed:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                tempfile.TemporaryFile(dir=folder).close()
        except OSError as error:
            raise Stop(
                f"Alongside cannot write in {folder}: {error.strerror}.\n"
                "Make that folder yours, or name another: ALONGSIDE_HOME=/path/to/a/folder ./alongside …"
            ) from None


def _make_keys() -> None:
    """Make the key file of a fresh service. Settings hold what is in it, so we begin again with it."""
    from alongside.crypto.keyfile import KeyFileProblem, read_key_file
    from alongside.crypto.models import DataKey

    if settings.ALONGSIDE_KEY_FILE.exists():
        return
    if _has_table(DataKey._meta.db_table) and DataKey.objects.exists():
        try:
            read_key_file(settings.ALONGSIDE_KEY_FILE)
        except KeyFileProblem as problem:
            raise Stop(str(problem)) from None
    call_command("make_keys", "--if-missing")
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "scripts.prepare", *sys.argv[1:]])


def _has_table(name: str) -> bool:
    try:
        return name in connection.introspection.table_names()
    except OperationalError as error:
        raise Stop(
            f"The database does not answer. Is DATABASE_URL right, and is the server up?\n{error}"
        ) from None


def _make_tables() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Bringing the tables of the database up to date …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)


def _collect_static_files() -> None:
    """Copy and compress them, when one of them changed."""
    stamp = settings.STATIC_ROOT.with_suffix(".stamp")
    now = _static_files_as_they_are()
    if not stamp.exists() or stamp.read_text() != now:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(now)


def _static_files_as_they_are() -> str:
    found = [settings.STORAGES["staticfiles"]["BACKEND"]]
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            found.append(f"{name} {file.st_size} {file.st_mtime_ns}")
    return "\n".join(found)


def _refuse_what_is_unsafe() -> None:
    from alongside.startup import unsafe_reasons

    if reasons := unsafe_reasons():
        raise Stop("Alongside does not start:\n- " + "\n- ".join(reasons))


def _refuse_second_service() -> None:
    from alongside.accounts.models import Service
    from alongside.accounts.queries import first_coordinator_to_come

    if Service.objects.exists() and first_coordinator_to_come() is None:
        raise Stop(
            f"There is a service in {settings.HOME} already. To begin another, give it a place of its own:\n"
            "  ALONGSIDE_HOME=/path/to/a/new/folder ./alongside new"
        )


def _make_up_demonstration() -> None:
    from alongside.accounts.models import Service

    if not Service.objects.exists():
        say("Making up a service to try, with six months of history. This takes a minute or two …")
        call_command("demo", "--if-empty")


def _say_how_to_sign_in() -> None:
    from alongside.accounts.models import Service

    if Service.objects.get().is_demonstration:
        say("Everybody in this demonstration is made up. Its first page lists them; press one to sign in.")
    else:
        say("Sign in with your name and password. Passkeys work under the name localhost, not 127.0.0.1.")


if __name__ == "__main__":
    with stopping_plainly():
        prepare(new="--new" in sys.argv, check="--check" in sys.argv)
