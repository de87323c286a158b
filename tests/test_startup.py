"""Refusing to start when something is unsafe."""

import importlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import ConnectionHandler, connection

from alongside import settings as settings_module
from alongside.accounts.models import Service
from alongside.crypto import keyfile
from alongside.startup import refuse_unless_safe, unsafe_reasons

ROOT = Path(__file__).parent.parent


@pytest.fixture
def on_the_web(settings: LazySettings) -> LazySettings:
    """A service with a public address."""
    settings.ON_THE_WEB = True
    settings.ADDRESS = urlsplit("https://advocacy.example")
    return settings


def test_safe_service_starts(service: Service) -> None:
    refuse_unless_safe()

    assert unsafe_reasons() == []


def test_r29_new_and_empty_database_starts(db: None) -> None:
    assert unsafe_reasons() == []


def test_r29_key_file_of_another_service_is_refused(
    service: Service, tmp_path: Path, settings: LazySettings
) -> None:
    settings.ALONGSIDE_KEY_FILE = tmp_path / "keys.json"
    keyfile.write_key_file(settings.ALONGSIDE_KEY_FILE, keyfile.new_key_file())

    with pytest.raises(ImproperlyConfigured, match="The key file does not open this database"):
        refuse_unless_safe()


def test_r29_missing_key_file_is_refused(service: Service, tmp_path: Path, settings: LazySettings) -> None:
    settings.ALONGSIDE_KEY_FILE = tmp_path / "none.json"

    assert [reason[:27] for reason in unsafe_reasons()] == ["There is no key file at " + str(tmp_path)[:3]]


def test_r60_keys_among_the_data_are_refused(service: Service, settings: LazySettings) -> None:
    settings.ALONGSIDE_DATA = settings.ALONGSIDE_KEY_FILE.parent

    assert unsafe_reasons() == [
        "The key file stands among the data it protects. Move it: set ALONGSIDE_KEY_FILE."
    ]


def test_r60_keys_among_the_data_are_refused_by_whatever_way_they_are_named(
    service: Service, tmp_path: Path, settings: LazySettings
) -> None:
    (tmp_path / "safe").symlink_to(settings.ALONGSIDE_KEY_FILE.parent)
    settings.ALONGSIDE_DATA = settings.ALONGSIDE_KEY_FILE.parent
    settings.ALONGSIDE_KEY_FILE = tmp_path / "safe" / settings.ALONGSIDE_KEY_FILE.name

    assert unsafe_reasons() == [
        "The key file stands among the data it protects. Move it: set ALONGSIDE_KEY_FILE."
    ]


def test_r60_address_that_names_no_host_is_refused(service: Service, settings: LazySettings) -> None:
    settings.ADDRESS = urlsplit("advocacy.example")

    assert "must begin with https://" in unsafe_reasons()[0]


def test_r60_debug_on_the_web_is_refused(service: Service, on_the_web: LazySettings) -> None:
    on_the_web.DEBUG = True

    assert "ALONGSIDE_DEBUG is on" in unsafe_reasons()[0]


def test_r60_plain_http_on_the_web_is_refused(service: Service, on_the_web: LazySettings) -> None:
    on_the_web.ADDRESS = urlsplit("http://advocacy.example")

    assert "must begin with https://" in unsafe_reasons()[0]


def sqlite_at(path: Path, **options: str) -> Any:
    """Return a connection to a new SQLite file."""
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": options}
    return ConnectionHandler({"default": database})["default"]


def test_unsafe_sqlite_settings_are_refused(db: None, tmp_path: Path) -> None:
    loose = sqlite_at(
        tmp_path / "loose.sqlite3", init_command="PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=OFF;"
    )

    found = unsafe_reasons(loose)

    loose.close()
    assert [reason.split(" must")[0] for reason in found] == [
        "SQLite",
        "SQLite's journal_mode",
        "SQLite's synchronous",
        "SQLite's foreign_keys",
    ]


def test_database_that_was_not_set_up_is_refused(db: None, tmp_path: Path) -> None:
    empty = sqlite_at(
        tmp_path / "empty.sqlite3",
        transaction_mode="IMMEDIATE",
        init_command="PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
    )

    found = unsafe_reasons(empty)

    empty.close()
    assert found == ["The database is older than the program. Run: ./alongside manage migrate"]


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL")
def test_r60_superuser_of_the_database_is_refused_on_the_web(
    service: Service, on_the_web: LazySettings
) -> None:
    assert unsafe_reasons() == [
        "The database user is a superuser. Give the service a user of its own without that power."
    ]


def run_wsgi(home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Start the program as a web server would, in a home of its own."""
    unset = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment |= {"ALONGSIDE_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), **more}
    return subprocess.run(
        [sys.executable, "-c", "import alongside.wsgi; print('started')"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with keys and an empty folder for data."""
    (tmp_path / "data").mkdir()
    keyfile.write_key_file(tmp_path / "keys" / "keys.json", keyfile.new_key_file())
    return tmp_path


def test_program_refuses_to_start_without_keys(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()

    ended = run_wsgi(tmp_path)

    assert ended.returncode != 0
    assert "There is no key file at" in ended.stderr


def test_program_refuses_plain_http_on_the_web(home: Path) -> None:
    ended = run_wsgi(home, ALONGSIDE_ADDRESS="http://advocacy.example")

    assert ended.returncode != 0
    assert "ALONGSIDE_ADDRESS must begin with https://" in ended.stderr


def test_program_refuses_a_database_that_is_not_set_up(home: Path) -> None:
    ended = run_wsgi(home)

    assert ended.returncode != 0
    assert "The database is older than the program. Run: ./alongside manage migrate" in ended.stderr


def test_database_of_another_make_is_refused(home: Path) -> None:
    ended = run_wsgi(home, DATABASE_URL="mysql://localhost/alongside")

    assert ended.returncode != 0
    assert "DATABASE_URL names a PostgreSQL database" in ended.stderr


@pytest.mark.parametrize("port, ways", [("587", "True False"), ("465", "False True")])
def test_mail_is_sealed_on_its_way_at_either_port(port: str, ways: str) -> None:
    asked = "from alongside.settings import *; print(EMAIL_USE_TLS, EMAIL_USE_SSL)"

    ended = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "ALONGSIDE_SMTP_PORT": port, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ended.stdout.strip() == ways


def test_safe_to_start_says_why_not(service: Service, settings: LazySettings) -> None:
    call_command("safe_to_start")
    settings.ALONGSIDE_DATA = settings.ALONGSIDE_KEY_FILE.parent

    with pytest.raises(CommandError, match="Alongside does not start:\n- The key file stands among"):
        call_command("safe_to_start")


def test_address_of_a_postgresql_database_is_read_whole() -> None:
    found = settings_module._database("postgresql://ann:p%40ss@db.example:5433/along%20side")

    assert {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "along side",
        "USER": "ann",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
    }


def test_r60_what_an_address_of_a_database_asks_of_its_connection_is_heeded() -> None:
    found = settings_module._database(
        "postgresql://db.example/alongside?sslmode=verify-full&sslrootcert=%2Fca"
    )

    assert found["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/ca"}


def test_address_of_another_make_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="names a PostgreSQL database"):
        settings_module._database("mysql://localhost/alongside")


def test_program_that_a_server_runs_is_there(service: Service) -> None:
    assert callable(importlib.import_module("alongside.wsgi").application)
