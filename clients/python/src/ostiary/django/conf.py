"""The settings: a dictionary `OSTIARY`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Mapping, Optional, Tuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured

from ..errors import OstiaryError
from ..options import Options
from ..pace import Pace
from ..subject import PROFILE

#: Names of what goes to `ostiary.Options`.
_OPTIONS = {
    "AUDIENCE": "audience",
    "SERVICE_KEY": "key",
    "ISSUER": "issuer",
    "URL": "url",
    "MAX_SILENCE_SECONDS": "max_silence_seconds",
    "WHEN_SILENT": "when_silent",
    "LEEWAY_SECONDS": "leeway_seconds",
    "START_TIMEOUT_SECONDS": "start_timeout_seconds",
    "LONGEST_TOKEN_SECONDS": "longest_token_seconds",
    "MAX_VERIFIED_TOKENS": "max_verified_tokens",
    "MAX_REMEMBERED": "max_remembered",
    "LOOK_UP_USERS": "look_up_users",
    "CA_FILE": "ca_file",
}
#: What each may be; the first is the default.
_CHOICES: Dict[str, Tuple[Optional[str], ...]] = {
    "USERS": ("rows", "none"),
    "MIRROR": ("off", "thread", "process"),
    "LINK_EXISTING": (None, "external_id", "email", "username"),
    "ON_DELETED": ("deactivate", "delete"),
}
_OTHERS = ("USER_FIELDS", "EXTERNAL_ID_PREFIX", "REALM", "RESOURCE_METADATA")
_FLAGS = ("is_staff", "is_superuser")


@dataclass(frozen=True)
class Conf:
    options: Options
    #: `rows`: `request.user` is a row of AUTH_USER_MODEL; `none`: an object without one.
    users: str
    #: `thread`: a process that serves keeps all users; `process`: `manage.py ostiary_follow` does; `off`: nobody but
    #: those who come, when they come.
    mirror: str
    #: How a user is found among the rows that were there before Ostiary.
    link_existing: Optional[str]
    external_id_prefix: str
    on_deleted: str
    #: Of a user's record the field, to that of AUTH_USER_MODEL.
    user_fields: Mapping[str, str]
    realm: str
    resource_metadata: Optional[str]


def _wrong(text: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"OSTIARY: {text}")


def _choice(given: Mapping[str, Any], name: str) -> Any:
    value = given.get(name, _CHOICES[name][0])
    if value not in _CHOICES[name]:
        words = ", ".join(map(repr, _CHOICES[name]))
        raise _wrong(f"{name} must be one of {words}.")
    return value


def _has_field(name: str) -> bool:
    try:
        get_user_model()._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _user_fields(given: Mapping[str, Any]) -> Dict[str, str]:
    model = get_user_model()
    said = given.get("USER_FIELDS")
    if said is None:
        email = getattr(model, "EMAIL_FIELD", "email")
        usual = {"email": email, **{name: name for name in ("username", "first_name", "last_name")}}
        return {name: column for name, column in usual.items() if _has_field(column)}
    if not isinstance(said, dict):
        raise _wrong("USER_FIELDS must be a dictionary: of a user's record the field, to that of the user model.")
    for name, column in said.items():
        if name not in PROFILE + _FLAGS:
            raise _wrong(f"USER_FIELDS: a user of Ostiary has no {name!r}.")
        if not isinstance(column, str) or not _has_field(column):
            raise _wrong(f"USER_FIELDS: {model.__name__} has no field {column!r}.")
    return dict(said)


def _options(given: Mapping[str, Any]) -> Options:
    values = {_OPTIONS[name]: value for name, value in given.items() if name in _OPTIONS}
    for name in ("ISSUER", "AUDIENCE", "SERVICE_KEY"):
        if not given.get(name):
            raise _wrong(f"{name} is missing.")
    values.setdefault("url", values["issuer"])
    # Only tests have reason for another one.
    pace = given.get("_PACE")
    if pace is not None:
        values["pace"] = Pace(**pace)
    try:
        return Options(**values)
    except OstiaryError as error:
        raise _wrong(f"{error}.") from error


def read_conf() -> Conf:
    """Errors: ImproperlyConfigured, for what could not work. Says nothing of the key but that it is missing."""
    given = getattr(settings, "OSTIARY", None)
    if not isinstance(given, dict):
        raise _wrong("the settings have no dictionary OSTIARY with ISSUER, AUDIENCE and SERVICE_KEY.")
    unknown = sorted(set(given) - {*_OPTIONS, *_CHOICES, *_OTHERS, "_PACE"})
    if unknown:
        raise _wrong(f"there is no setting {', '.join(unknown)}.")
    conf = Conf(
        options=_options(given),
        users=_choice(given, "USERS"),
        mirror=_choice(given, "MIRROR"),
        link_existing=_choice(given, "LINK_EXISTING"),
        external_id_prefix=given.get("EXTERNAL_ID_PREFIX", ""),
        on_deleted=_choice(given, "ON_DELETED"),
        user_fields=_user_fields(given),
        realm=given.get("REALM", "api"),
        resource_metadata=given.get("RESOURCE_METADATA"),
    )
    if conf.users == "none" and conf.mirror != "off":
        raise _wrong("MIRROR keeps rows of users, so USERS must be 'rows'.")
    return conf


_conf: Optional[Conf] = None


def get_conf() -> Conf:
    """Read once. Errors: ImproperlyConfigured."""
    global _conf
    if _conf is None:
        _conf = read_conf()
    return _conf


def forget_conf() -> None:
    global _conf
    _conf = None
