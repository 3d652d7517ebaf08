"""A service on Django REST Framework, as tests run it. What differs from run to run comes by the environment."""

import json
import os
from urllib.parse import unquote, urlsplit

SECRET_KEY = "only-for-tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
USE_TZ = True
ROOT_URLCONF = "project.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "rest_framework",
    "ostiary.django",
]
MIDDLEWARE = []


def _database(address):
    """A file of SQLite, or postgres://user:password@host:port/name."""
    if not address.startswith("postgres"):
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": address, "OPTIONS": {"timeout": 30}}
    parts = urlsplit(address)
    return {
        **{"ENGINE": "django.db.backends.postgresql", "NAME": parts.path[1:], "USER": parts.username},
        **{"PASSWORD": unquote(parts.password or ""), "HOST": parts.hostname, "PORT": parts.port},
    }


DATABASES = {"default": _database(os.environ.get("DATABASE", ":memory:"))}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["ostiary.django.authentication.OstiaryAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}
OSTIARY = {
    "ISSUER": "https://id.example.org",
    "AUDIENCE": "https://orders.example.org",
    "SERVICE_KEY": "osk_test",
    **json.loads(os.environ.get("OSTIARY", "{}")),
}
SIMPLE_JWT = json.loads(os.environ.get("SIMPLE_JWT", "{}"))
LOGGING = {
    "version": 1,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"ostiary": {"handlers": ["stderr"], "level": "WARNING"}},
}
