"""All settings, read from the environment. Importing this changes nothing."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from alongside.crypto.keyfile import KeyFileProblem, read_key_file

BASE_DIR = Path(__file__).parent
ROOT = BASE_DIR.parent.parent
HOME = Path(os.environ.get("ALONGSIDE_HOME", ROOT / "var"))
ALONGSIDE_DATA = HOME / "data"
ALONGSIDE_PAPERS = ALONGSIDE_DATA / "papers"
ALONGSIDE_KEY_FILE = Path(os.environ.get("ALONGSIDE_KEY_FILE", HOME / "keys" / "keys.json"))
ALONGSIDE_ON_UNREADABLE = "alongside.audit.unreadable.record_unreadable"
ALONGSIDE_ON_ACCOUNT_OPENED = "alongside.people.dual.look_for_dual_role"
# each leaves out of a list of audit entries what this user must not learn: (entries, user) -> entries
ALONGSIDE_AUDIT_HIDERS = ["alongside.safety.rules.hide_concerns"]

# A service on the open web says its address, such as https://advocacy.example; without one it is
# for this computer alone.
ADDRESS = urlsplit(os.environ.get("ALONGSIDE_ADDRESS", ""))
ON_THE_WEB = bool(ADDRESS.hostname)
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [ADDRESS.hostname] if ADDRESS.hostname else LOOPBACK_HOSTS
CSRF_TRUSTED_ORIGINS = [f"{ADDRESS.scheme}://{ADDRESS.netloc}"] if ON_THE_WEB else []
DEBUG = os.environ.get("ALONGSIDE_DEBUG") == "1"


def _secret_key() -> str:
    """The key file holds it. Without one, only the commands that make one can run."""
    try:
        return read_key_file(ALONGSIDE_KEY_FILE).web.hex()
    except KeyFileProblem:
        return ""


SECRET_KEY = _secret_key()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "alongside.common",
    "alongside.crypto",
    "alongside.audit",
    "alongside.accounts",
    "alongside.drafts",
    "alongside.people",
    "alongside.safety",
    "alongside.directory",
    "alongside.peers",
    "alongside.clinics",
    "alongside.rights",
    "alongside.casework",
    "alongside.voice",
    "alongside.frontdoor",
    "alongside.desk",
    "alongside.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "alongside.common.middleware.SafeHeaders",
    "alongside.crypto.middleware.EmptyKeyRing",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.accounts.middleware.ServiceTimeZone",
    "alongside.drafts.middleware.KeepWhatWasTyped",
    "alongside.accounts.middleware.SignedInOnly",
]

ROOT_URLCONF = "alongside.urls"
WSGI_APPLICATION = "alongside.wsgi.application"
FORM_RENDERER = "alongside.common.forms.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alongside.accounts.context.service",
                "alongside.desk.context.page",
            ],
        },
    }
]


def _database(address: str) -> dict[str, object]:
    """Return Django's settings for DATABASE_URL; without one, an SQLite file that loses nothing."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": ALONGSIDE_DATA / "alongside.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                    "PRAGMA secure_delete=ON;PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    url = urlsplit(address)
    if url.scheme not in {"postgres", "postgresql"}:
        raise ValueError(
            "DATABASE_URL names a PostgreSQL database: postgresql://user:password@host:port/name"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        # such as sslmode=verify-full: left out, what was asked for would silently not be done
        "OPTIONS": dict(parse_qsl(url.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# it counts sign-ins that failed and knows forms that were sent: neither may push the other out
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["alongside.accounts.backends.SealedNameBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "alongside.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_tag"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/goodbye/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_USER_DISPLAY = "alongside.accounts.names.display_name"
# tries at passwords are counted by accounts.throttle; the library counts those at codes
ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": "5/5m/key"}
MFA_ADAPTER = "alongside.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Alongside"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ON_THE_WEB

SESSION_ENGINE = "alongside.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
# in the session, which is sealed; a cookie of its own could be read on a shared computer
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if ON_THE_WEB else "session"
SESSION_COOKIE_SECURE = ON_THE_WEB
CSRF_COOKIE_SECURE = ON_THE_WEB
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "alongside.common.views.csrf_failure"
SECURE_SSL_REDIRECT = ON_THE_WEB
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ON_THE_WEB else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ON_THE_WEB else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ON_THE_WEB
# a list inside browsers that a small charity could not get off again
SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# the setting's name is Django 6's, so that our middleware can go when Django's comes
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "alongside.common.finders.PackageFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
# papers stay in memory until they are sealed: a temporary file would hold them in the clear
FILE_UPLOAD_HANDLERS = ["alongside.common.uploads.InMemoryOnly"]

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("ALONGSIDE_SMTP_HOST")
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = os.environ.get("ALONGSIDE_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("ALONGSIDE_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("ALONGSIDE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ALONGSIDE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_USE_SSL = EMAIL_PORT == 465
DEFAULT_FROM_EMAIL = os.environ.get("ALONGSIDE_MAIL_FROM", "alongside@localhost")

ALONGSIDE_IDLE_MINUTES = 5
# a rota is worked out by a process of its own; tests do it where they are
ALONGSIDE_ROTA_IN_PLACE = False
# what looks through papers for harmful code, such as "clamdscan --no-summary -"; without one, PDFs wait for a
# coordinator to let them go
ALONGSIDE_SCANNER = os.environ.get("ALONGSIDE_SCANNER", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "alongside.common.logs.NoPersonalText"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
