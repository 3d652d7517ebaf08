"""Whether everything is configured and can be reached."""

from __future__ import annotations

import json
import time
from email.utils import parsedate_to_datetime
from typing import Any, Callable, Dict, List, Tuple

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from ostiary import FeedRequests, Http, KeySet, OstiaryError
from ostiary.django.checks import check_authenticators
from ostiary.django.conf import Conf, get_conf
from ostiary.http import base_url


class Command(BaseCommand):
    help = "Says whether Ostiary is configured and can be reached. Ends with 1 when something is wrong."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            conf = get_conf()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from None
        self._failures = 0
        steps: List[Tuple[str, Callable[[Conf], str]]] = [
            ("address and keys", _keys),
            ("clock", _clock),
            ("service key", _service_key),
            ("introspection", _introspection),
            ("database", _database),
        ]
        for name, step in steps:
            self._run(name, step, conf)
        for warning in check_authenticators():
            self.stdout.write(self.style.WARNING(f"warn  {warning.msg} {warning.hint}"))
        if self._failures:
            raise CommandError(f"{self._failures} of {len(steps)} are wrong.")
        self.stdout.write("Everything is in order.")

    def _run(self, name: str, step: Callable[[Conf], str], conf: Conf) -> None:
        try:
            self.stdout.write(f"ok    {name}: {step(conf)}")
        except (OstiaryError, DatabaseError) as error:
            self._failures += 1
            self.stdout.write(self.style.ERROR(f"wrong {name}: {error}"))


def _http(conf: Conf) -> Http:
    return Http(conf.options.key, conf.options.ca_file)


def _requests(conf: Conf) -> FeedRequests:
    return FeedRequests(base_url(conf.options.url, "url"), _http(conf))


def _keys(conf: Conf) -> str:
    options = conf.options
    keys = KeySet(_http(conf), base_url(options.url, "url"), base_url(options.issuer or options.url, "issuer"))
    keys.load()
    return f"{keys.issuer}, {', '.join(sorted(keys.algorithms))}"


def _clock(conf: Conf) -> str:
    with _http(conf).open(base_url(conf.options.url, "url") + "/.well-known/openid-configuration") as response:
        date = response.headers.get("Date")
    if not date:
        return "the server does not tell the time"
    difference = abs(parsedate_to_datetime(date).timestamp() - time.time())
    if difference > conf.options.leeway_seconds + 2:
        raise OstiaryError("configuration", f"it differs from Ostiary's by {difference:.0f} s.")
    return f"within {difference + 1:.0f} s of Ostiary's"


def _service_key(conf: Conf) -> str:
    with _requests(conf).open_snapshot("none", timeout=10) as response:
        start: Dict[str, Any] = json.loads(response.readline())
    service = start["service"]
    if service["audience"] != conf.options.audience:
        said = f"it is of the service {service['name']!r} with the audience {service['audience']!r}"
        raise OstiaryError("audience_mismatch", f"{said}, not {conf.options.audience!r}.")
    if conf.link_existing is not None and conf.link_existing not in service["fields"]:
        raise OstiaryError("configuration", f"LINK_EXISTING: the service does not see {conf.link_existing} of users.")
    levels = ", ".join(service["access_levels"]) or "none"
    return f"of the service {service['name']!r}, access levels {levels}"


def _introspection(conf: Conf) -> str:
    _requests(conf).introspect("no-token")
    return "answers"


def _database(conf: Conf) -> str:
    if conf.users == "none":
        return "not used"
    from ostiary.django.models import OstiaryState, OstiaryUser

    state = OstiaryState.objects.first()
    count = OstiaryUser.objects.filter(gone=None).count()
    if conf.mirror == "off":
        return f"{count} users, each made when they came"
    if state is None or state.cursor is None:
        return f"{count} users; the mirror has not been filled yet"
    return f"{count} users in the mirror, cursor {state.cursor}, written by {state.holder or 'nobody now'}"
