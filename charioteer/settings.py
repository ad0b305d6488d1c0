"""Every setting, read from the environment. `charioteer doctor` and docs/reference/settings.md list them."""

from email.utils import formataddr
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from charioteer import environment, keyring
from charioteer.environment import demonstration

HOME = Path(__file__).resolve().parent.parent

DATA = environment.folder(
    "CHARIOTEER_DATA", Path.cwd() / "var", "The one folder that holds the database, keys and files."
)
DEBUG = environment.flag("CHARIOTEER_DEBUG", False, "Show errors in full. Never where others can reach it.")
HTTPS = environment.flag("CHARIOTEER_HTTPS", False, "The site is reached by https: secure cookies and HSTS.")
ALLOWED_HOSTS = environment.hosts(
    "CHARIOTEER_HOSTS", ["localhost", "127.0.0.1", "[::1]"], "Host names this site answers to."
)
SITE_ADDRESS = environment.address(
    "CHARIOTEER_ADDRESS",
    "http://127.0.0.1:8000",
    "The address people reach it at, for links in mail, feeds and QR codes.",
)
PUBLIC_REGISTER = environment.flag(
    "CHARIOTEER_PUBLIC", True, "Answer the public: the check, the register, the policy. Off: sign-in only."
)
VERIFY_PER_MINUTE = environment.number(
    "CHARIOTEER_VERIFY_PER_MINUTE",
    120,
    "Checks answered per address and minute by one server process; 0 sets no limit.",
)
HEADS_TO = environment.names(
    "CHARIOTEER_HEADS_TO", ["dpo", "chair"], "Offices of the trust to which the head of the log is mailed every day."
)
PROXIES = environment.number(
    "CHARIOTEER_PROXIES",
    0,
    "Trusted proxies in front; the caller's address is read that many steps from the right.",
    most=9,
)
UPLOAD_LIMIT = (
    environment.number("CHARIOTEER_UPLOAD_MB", 25, "Largest file taken in, in megabytes.", least=1, most=1024)
    * 1024
    * 1024
)

DEMO = environment.flag(
    "CHARIOTEER_DEMO", False, "An invented trust in which one may be anybody; only on this machine, in its own folder."
)
if DEMO:
    demonstration.refuse_elsewhere(hosts=ALLOWED_HOSTS, address=SITE_ADDRESS, https=HTTPS, proxies=PROXIES)
BACKUPS = environment.text(
    "CHARIOTEER_BACKUPS", "", "A folder that gets a backup every day; on another disk, best on another machine."
)
BACKUPS_KEEP = environment.number("CHARIOTEER_BACKUPS_KEEP", 30, "How many backups are left in it; 0 keeps all.")

SECRET_KEY = keyring.django_secret(DATA)
SECRET_KEY_FALLBACKS = keyring.django_secrets_before(DATA)
ROOT_URLCONF = "charioteer.urls"
WSGI_APPLICATION = "charioteer.wsgi.application"

INSTALLED_APPS = [
    "charioteer.demo",
    "charioteer.web",
    "charioteer.mine",
    "charioteer.assurance",
    "charioteer.channels",
    "charioteer.policy",
    "charioteer.people",
    "charioteer.backup",
    "charioteer.intake",
    "charioteer.reference",
    "charioteer.files",
    "charioteer.audit",
    "charioteer.mail",
    "charioteer.jobs",
    "charioteer.look",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # after look, whose widget templates replace Django's
]
FORM_RENDERER = "charioteer.look.forms.Renderer"
CSRF_FAILURE_VIEW = "charioteer.web.views.stale_form"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "charioteer.people.middleware.person",
    "charioteer.people.middleware.proves_twice",
    "charioteer.mine.counting.counts_anew",
    "charioteer.people.middleware.remembers_browser",
    "charioteer.web.middleware.refusals",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["charioteer.look.templatetags.look"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "charioteer.look.context.shell",
                "charioteer.people.context.trust",
                "charioteer.mine.counting.count",
                "charioteer.demo.context.bar",
            ],
        },
    }
]

_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
        "PRAGMA mmap_size=268435456; PRAGMA cache_size=-65536;"
    ),
}
_DATABASE = environment.postgres("DATABASE_URL", "postgres://user:password@host/name, once SQLite is outgrown.")
if DEMO:
    demonstration.refuse_real_data(DATA, _DATABASE)
DATABASES = {
    "default": dj_database_url.parse(_DATABASE, conn_max_age=60)
    if _DATABASE
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "charioteer.sqlite3",
        "OPTIONS": _SQLITE,
        "CONN_MAX_AGE": None,
    }
}
# Shared by every worker process, so that a sign-in limit holds for all of them and a used code is used everywhere.
# Wide, because the table is thinned once it holds more entries: whoever tried very many addresses would be forgotten.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mine/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "charioteer.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"reset_password": "charioteer.people.entrance.forms.AskForLink"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "charioteer.people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "charioteer.people.entrance.forms.Passkey",
    "edit_webauthn": "charioteer.people.entrance.forms.PasskeyName",
    "login_webauthn": "charioteer.people.entrance.forms.PasskeyAlone",
    "authenticate_webauthn": "charioteer.people.entrance.forms.PasskeySecond",
    "reauthenticate_webauthn": "charioteer.people.entrance.forms.PasskeyAgain",
}
MFA_TOTP_ISSUER = "Charioteer"
MFA_RECOVERY_CODES_SHOW_ONCE = True
ACCOUNT_SESSION_REMEMBER = False  # signed out when the browser closes: staff share machines
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # never write to an address somebody merely typed
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

SESSION_SERIALIZER = "charioteer.people.sessions.Sealed"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# No page needs a script, so none may run.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LANGUAGE_CODE = "en-gb"
USE_I18N = False
TIME_ZONE = "Europe/London"
USE_TZ = True
_MAIL = environment.mail_server(
    "CHARIOTEER_MAIL", "Where mail is handed in: smtp+tls://user:password@host:587, smtps:// or smtp://. Empty: none."
)
SENDS_MAIL = _MAIL is not None
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SENDS_MAIL else 'dummy'}.EmailBackend"
MAIL_FROM = environment.mailbox("CHARIOTEER_MAIL_FROM", "charioteer@localhost", "The sender of that mail.")
MAIL_BOUNCES = environment.mailbox(
    "CHARIOTEER_MAIL_BOUNCES", "", "Where undelivered mail goes, if its box is piped into `charioteer mail bounced`."
)
DEFAULT_FROM_EMAIL = formataddr(
    (environment.text("CHARIOTEER_MAIL_NAME", "Charioteer", "The sender’s name."), MAIL_FROM)
)
if _MAIL:
    EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = _MAIL.host, _MAIL.port, 20
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.scheme == "smtp+tls", _MAIL.scheme == "smtps"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {
        "handlers": ["stderr"],
        "level": environment.choice(
            "CHARIOTEER_LOG", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR"), "How much is logged."
        ),
    },
}
