"""Refusing to start when something is unsafe (R29, R60)."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from alongside.crypto.keyfile import KeyFileProblem, read_key_file
from alongside.crypto.keys import SERVICE, forget_all, key_of
from alongside.crypto.models import DataKey
from alongside.crypto.seal import CannotOpen


def refuse_unless_safe() -> None:
    """Raise ImproperlyConfigured with every reason why this service must not start."""
    if reasons := unsafe_reasons():
        raise ImproperlyConfigured("Alongside does not start:\n- " + "\n- ".join(reasons))


def unsafe_reasons(database: Any = connection) -> list[str]:
    """Return what is unsafe, each with what to do about it. `database` is a Django connection."""
    database.ensure_connection()
    reasons = [*_settings_reasons(), *_key_file_reasons(), *_DATABASE_REASONS[database.vendor](database)]
    return reasons or _not_migrated(database) or _wrong_key_reasons()


def _settings_reasons() -> list[str]:
    reasons = []
    if settings.ON_THE_WEB and settings.DEBUG:
        reasons.append("ALONGSIDE_DEBUG is on and the service has a public address. Take one of them away.")
    # an address without a scheme names no host, and would pass for none at all
    if settings.ADDRESS.geturl() and (settings.ADDRESS.scheme != "https" or not settings.ADDRESS.hostname):
        reasons.append("ALONGSIDE_ADDRESS must begin with https:// so that nobody can read what is sent.")
    if settings.ALONGSIDE_KEY_FILE.resolve().is_relative_to(settings.ALONGSIDE_DATA.resolve()):
        reasons.append("The key file stands among the data it protects. Move it: set ALONGSIDE_KEY_FILE.")
    return reasons


def _key_file_reasons() -> list[str]:
    try:
        read_key_file(settings.ALONGSIDE_KEY_FILE)
    except KeyFileProblem as problem:
        return [str(problem)]
    return []


def _sqlite_reasons(database: Any) -> list[str]:
    reasons = []
    if database.transaction_mode != "IMMEDIATE":
        reasons.append("SQLite must use transaction_mode IMMEDIATE: without it, half of the writes can fail.")
    for pragma, wanted, why in (
        ("journal_mode", {"wal", "memory"}, "WAL, so that reading and writing do not block each other"),
        ("synchronous", {2, 3}, "FULL, so that what was saved survives a power cut"),
        ("foreign_keys", {1}, "ON, so that no record points to nothing"),
    ):
        if _answer(database, f"PRAGMA {pragma}") not in wanted:
            reasons.append(f"SQLite's {pragma} must be {why}.")
    return reasons


def _postgresql_reasons(
    database: Any,
) -> list[str]:  # pragma: no cover - tested on PostgreSQL
    """On the web, the program must not have the power to remove the guards of the audit log."""
    has_every_power = _answer(database, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if settings.ON_THE_WEB and has_every_power:
        return ["The database user is a superuser. Give the service a user of its own without that power."]
    return []


_DATABASE_REASONS = {"sqlite": _sqlite_reasons, "postgresql": _postgresql_reasons}


def _not_migrated(database: Any) -> list[str]:
    executor = MigrationExecutor(database)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return ["The database is older than the program. Run: ./alongside manage migrate"]
    return []


def _wrong_key_reasons() -> list[str]:
    if not DataKey.objects.exists():
        return []
    forget_all()
    try:
        key_of(SERVICE)
    except CannotOpen:
        return ["The key file does not open this database. Put back the key file that belongs to it."]
    finally:
        forget_all()
    return []


def _answer(database: Any, question: str) -> Any:
    with database.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
