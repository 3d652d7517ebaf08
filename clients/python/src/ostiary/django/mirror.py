"""Keeps the project's users equal to Ostiary's: a snapshot, and the feed from then on."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from datetime import timedelta
from itertools import islice
from typing import Callable, Iterator, List, Optional

from django.db import connections, transaction
from django.db.models import Q
from django.utils import timezone

from ..errors import OstiaryError
from ..feed import Feed
from ..http import Http, base_url
from ..requests import FeedRequests
from ..subject import Record
from .conf import Conf
from .models import OstiaryDefinition, OstiaryState, OstiaryUser
from .users import database, is_written, lock_writers, put_gone, put_user, rows_of

log = logging.getLogger("ostiary")

LEASE_SECONDS = 15.0
_PATIENCE_SECONDS = 2.0
_PORTION = 200


def _renew_connection() -> None:
    """As Django does before and after each request: this thread has none."""
    connection = connections[database()]
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


class Lease:
    """One process writes at a time. Whoever has lost it notices before it writes the next time."""

    def __init__(self, seconds: float = LEASE_SECONDS) -> None:
        self.seconds = seconds
        self.holder = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"

    def take(self) -> bool:
        """Takes it, or keeps it for longer."""
        OstiaryState.objects.get_or_create(pk=1)
        now = timezone.now()
        is_free = Q(holder=None) | Q(holder=self.holder) | Q(held_until__lt=now)
        until = now + timedelta(seconds=self.seconds)
        return bool(
            OstiaryState.objects.filter(is_free, pk=1).update(holder=self.holder, held_until=until)
        )

    def give_back(self) -> None:
        OstiaryState.objects.filter(pk=1, holder=self.holder).update(holder=None, held_until=None)


class DjangoMirror:
    """A directory in Django's database. What is told and the cursor after it are kept in one transaction."""

    holds = "all"

    def __init__(self, conf: Conf, lease: Lease, on_lost: Callable[[], None]) -> None:
        self._conf, self._lease, self._on_lost = conf, lease, on_lost
        self.service_id: Optional[str] = None

    def _state(self) -> OstiaryState:
        """Locked, and ours. Errors: OstiaryError `unavailable`."""
        lock_writers()
        state = OstiaryState.objects.get(pk=1)
        if state.holder != self._lease.holder:
            self._on_lost()
            raise OstiaryError("unavailable", "Another process writes the mirror.")
        return state

    def open(self) -> Optional[str]:
        _renew_connection()
        state = OstiaryState.objects.get(pk=1)
        self.service_id = state.service_id
        return state.cursor

    def close(self) -> None:
        _renew_connection()

    def apply(self, items: List[Record], cursor: str) -> None:
        _renew_connection()
        with transaction.atomic(using=database()):
            state = self._state()
            for item in items:
                self._apply_item(item)
            state.cursor = cursor
            state.held_until = timezone.now() + timedelta(seconds=self._lease.seconds)
            state.save()

    def _apply_item(self, item: Record) -> None:
        kind = item["kind"]
        if kind == "user":
            (row,) = rows_of([item["sub"]])
            if item["user"] is not None:
                put_user(self._conf, row, item["user"])
            else:
                put_gone(self._conf, row, item["reason"])
        elif kind in ("role", "group"):
            self._put_definition(kind, item["id"], item[kind])
        elif kind == "service":
            self._put_definition("service", "own", item["service"])

    @staticmethod
    def _put_definition(kind: str, name: str, record: Optional[Record]) -> None:
        if record is None:
            OstiaryDefinition.objects.filter(kind=kind, name=name).delete()
        else:
            OstiaryDefinition.objects.update_or_create(kind=kind, name=name, defaults={"record": record})

    def replace(self, lines: Iterator[Record], *, is_new_history: bool = False) -> str:
        """Mark and sweep: rows are written over what is there, and whoever has not come goes at the end."""
        _renew_connection()
        start = next(lines)
        definitions = [("service", "own", start["service"])]
        with transaction.atomic(using=database()):
            state = self._state()
            state.snapshot += 1
            state.cursor = None
            state.save()
        number = state.snapshot
        while True:
            portion = list(islice(lines, _PORTION))
            if not portion:
                break
            users = [line["user"] for line in portion if line["kind"] == "user"]
            for line in portion:
                if line["kind"] in ("role", "group"):
                    definitions.append((line["kind"], line[line["kind"]]["id"], line[line["kind"]]))
            self._put_portion(users, number)
        self._sweep(start, number)
        with transaction.atomic(using=database()):
            state = self._state()
            OstiaryDefinition.objects.all().delete()
            rows = [OstiaryDefinition(kind=kind, name=name, record=record) for kind, name, record in definitions]
            OstiaryDefinition.objects.bulk_create(rows, batch_size=_PORTION)
            state.cursor, state.service_id = start["cursor"], start["service"]["id"]
            state.save()
        self.service_id = start["service"]["id"]
        return str(start["cursor"])

    def _put_portion(self, users: List[Record], number: int) -> None:
        with transaction.atomic(using=database()):
            state = self._state()
            same: List[str] = []
            for row, user in zip(rows_of([user["sub"] for user in users]), users):
                row.snapshot = number
                if is_written(row, user):
                    same.append(row.sub)
                else:
                    put_user(self._conf, row, user)
            OstiaryUser.objects.filter(sub__in=same).update(snapshot=number)
            state.held_until = timezone.now() + timedelta(seconds=self._lease.seconds)
            state.save()

    def _sweep(self, start: Record, number: int) -> None:
        # Everybody is told to a service that lets everybody in.
        reason = "deleted" if start["service"]["entry"] == "everyone" else "no_access"
        while True:
            with transaction.atomic(using=database()):
                self._state()
                missing = OstiaryUser.objects.select_related("user").filter(snapshot__lt=number, gone=None)
                rows = list(missing[:_PORTION])
                for row in rows:
                    put_gone(self._conf, row, reason)
            if not rows:
                return


class MirrorRunner:
    """Follows while no other process does, until it is closed."""

    def __init__(self, conf: Conf, lease: Optional[Lease] = None) -> None:
        self._conf = conf
        self._lease = lease or Lease()
        self._stop = threading.Event()
        self._renew_at = 0.0
        self._thread: Optional[threading.Thread] = None
        self.feed: Optional[Feed] = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self.run, name="ostiary-mirror", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Leaves the mirror to another process, unless it takes too long."""
        self._stop.set()
        self._leave()
        if self._thread is not None:
            self._thread.join(_PATIENCE_SECONDS)

    def wait_until_settled(self, timeout: float) -> bool:
        """Whether everything there was has been told within so many seconds."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            feed = self.feed
            if feed is not None and (feed.has_settled or feed.is_key_refused):
                return feed.has_settled
            time.sleep(0.05)
        return False

    def run(self) -> None:
        while not self._stop.is_set():
            try:
                if self._take():
                    self._follow()
            except Exception:  # The database may be away for a while.
                log.exception("ostiary: the mirror cannot be kept")
            self._stop.wait(min(self._lease.seconds / 3, 2.0))

    def _take(self) -> bool:
        _renew_connection()
        try:
            return self._lease.take()
        finally:
            _renew_connection()

    def _follow(self) -> None:
        options = self._conf.options
        requests = FeedRequests(base_url(options.url, "url"), Http(options.key, options.ca_file))
        mirror = DjangoMirror(self._conf, self._lease, on_lost=self._leave)
        self.feed = Feed(requests, mirror, on_alive=self._renew, pace=options.pace, name="ostiary-mirror")
        try:
            if not self._stop.is_set():
                self.feed.run()
        finally:
            self.feed = None
            self._lease.give_back()
            _renew_connection()

    def _leave(self) -> None:
        if self.feed is not None:
            self.feed.close()

    def _renew(self) -> None:
        if time.monotonic() >= self._renew_at:
            self._renew_at = time.monotonic() + self._lease.seconds / 3
            if not self._take():
                self._leave()
