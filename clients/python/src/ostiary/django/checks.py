"""For `manage.py check`."""

from __future__ import annotations

from typing import Any, List

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ImproperlyConfigured

from .conf import read_conf


def check_settings(**_kwargs: Any) -> List[CheckMessage]:
    try:
        read_conf()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="ostiary.E001")]
    return []


def check_authenticators(**_kwargs: Any) -> List[CheckMessage]:
    classes = getattr(settings, "REST_FRAMEWORK", {}).get("DEFAULT_AUTHENTICATION_CLASSES", ())
    names = [one if isinstance(one, str) else f"{one.__module__}.{one.__qualname__}" for one in classes]
    ours = [index for index, name in enumerate(names) if name.startswith("ostiary.django.")]
    if not ours or ours[0] == 0:
        return []
    hint = "Put OstiaryAuthentication first: REST framework answers 403 where the first one has no challenge."
    return [Warning("Requests without a token may be answered with 403.", hint=hint, id="ostiary.W001")]
