"""The personas, and a service of its own for every test run."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from django.conf import LazySettings, settings

from alongside.crypto import keyfile

_HOME = Path(tempfile.mkdtemp(prefix="alongside-tests-"))
_KEY_FILE = _HOME / "keys" / "keys.json"
keyfile.write_key_file(_KEY_FILE, keyfile.new_key_file())
settings.ALONGSIDE_KEY_FILE = _KEY_FILE
settings.ALONGSIDE_DATA = _HOME / "data"
settings.STATIC_ROOT = _HOME / "static"
settings.STATIC_ROOT.mkdir()
settings.SECRET_KEY = keyfile.read_key_file(_KEY_FILE).web.hex()

import pytest  # noqa: E402
from django.test import Client  # noqa: E402

from alongside.accounts.models import Role, Service, User  # noqa: E402
from alongside.crypto.keys import forget_all  # noqa: E402
from alongside.people.models import PartnershipKind, Person, WallKind  # noqa: E402
from alongside.people.names import forget_names  # noqa: E402
from tests.factories.accounts import make_service, make_user, sign_in  # noqa: E402
from tests.factories.people import make_partnership, make_person, make_wall  # noqa: E402

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _plain_settings(settings: LazySettings, tmp_path: Path) -> None:
    """Quick passwords, papers in a folder of their own, static files as they stand, no other process."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALONGSIDE_PAPERS = tmp_path / "papers"
    settings.ALONGSIDE_ROTA_IN_PLACE = True
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _tokens_that_spell_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The random tokens in forms have only x and z, so that they never spell “Jo” by chance."""
    monkeypatch.setattr("django.middleware.csrf.CSRF_ALLOWED_CHARS", "xz")


@pytest.fixture(autouse=True)
def _empty_key_ring() -> Iterator[None]:
    """No key and no name outlives a test."""
    forget_all()
    yield
    forget_all()
    forget_names()


@pytest.fixture
def service(db: None) -> Service:
    """The service, set up."""
    return make_service()


@pytest.fixture
def coordinator(service: Service) -> User:
    """The coordinator."""
    return make_user("Cora Lind", Role.COORDINATOR)


@pytest.fixture
def supervisor(service: Service) -> User:
    """The supervisor."""
    return make_user("Sunil Barr", Role.SUPERVISOR)


@pytest.fixture
def dp_lead(service: Service) -> User:
    """The data protection lead."""
    return make_user("Dara Quill", Role.DP_LEAD)


@pytest.fixture
def board_member(service: Service) -> User:
    """A member of the board, who sees no people."""
    return make_user("Bola Wynn", Role.BOARD)


@pytest.fixture
def advocate(service: Service) -> User:
    """An advocate who works with `person`."""
    return make_user("Ana Reyes", Role.ADVOCATE)


@pytest.fixture
def other_advocate(service: Service) -> User:
    """An advocate who works with nobody yet."""
    return make_user("Otis Hale", Role.ADVOCATE)


@pytest.fixture
def walled_advocate(service: Service, person: Person) -> User:
    """An advocate who works with `person` by the list, and whom a wall keeps out."""
    user = make_user("Wyn Farrow", Role.ADVOCATE)
    make_partnership(person, user, PartnershipKind.ADVOCATE)
    make_wall(person, user, WallKind.CONFLICT)
    return user


@pytest.fixture
def person(advocate: User) -> Person:
    """Somebody `advocate` works with."""
    person = make_person(by=advocate, called="Jo", full_name="Jo Marsh", date_of_birth=date(1980, 2, 29))
    make_partnership(person, advocate, PartnershipKind.ADVOCATE)
    return person


@pytest.fixture
def signed_in() -> SignIn:
    """Return a way to sign a user in with both factors, as the pages see it."""
    return sign_in
