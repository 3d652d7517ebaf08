"""One service's view of Ostiary."""

from __future__ import annotations

import os
import threading
import weakref
from typing import Any, Dict, Optional

from .options import Options
from .overlay import KnownUser
from .parts import Parts
from .subject import Record, Subject


class Ostiary:
    """Verifies tokens by itself, asks nobody per request, and denies within a second what was revoked.

    Starts at its first use, in the process that uses it: a server may make it, and then fork (gunicorn, uWSGI).
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self._parts: Optional[Parts] = None
        self._lock = threading.Lock()
        _all.add(self)

    def _after_fork(self) -> None:
        # Threads do not come along, and whatever they held would be held for ever.
        self._parts, self._lock = None, threading.Lock()

    def _running(self) -> Parts:
        parts = self._parts
        if parts is not None:
            return parts
        with self._lock:
            if self._parts is None:
                parts = Parts(self.options)
                parts.start()
                self._parts = parts
            return self._parts

    def start(self) -> None:
        """Not needed, but for whoever wants to know at once. Errors: OstiaryError `audience_mismatch`."""
        self._running()

    def close(self) -> None:
        with self._lock:
            if self._parts is not None:
                self._parts.feed.close()
                self._parts = None

    def status(self) -> Dict[str, Any]:
        """`state` (`starting`, `live`, `interrupted`, `stale`, `key_refused`), `transport`, `cursor`, `problem`."""
        parts = self._running()
        feed = parts.feed
        if feed.is_key_refused:
            state = "key_refused"
        elif not parts.is_fresh:
            state = "stale" if feed.has_settled or feed.problem else "starting"
        else:
            state = "live" if feed.problem is None else "interrupted"
        return {"state": state, "transport": feed.transport, "cursor": feed.cursor, "problem": feed.problem}

    def service(self) -> Optional[Record]:
        """How this service is registered; None before it is known."""
        return self._running().overlay.service

    def verify(self, token: str) -> Record:
        """Claims of an access token that was not revoked. Errors: Refused."""
        parts = self._running()
        return parts.judge(token, parts.verifier.check(token))[1]

    def subject_of(self, token: str) -> Subject:
        """Whom an access token or a static API token speaks for. Errors: Refused."""
        return self._running().subject_of(token)

    def user_of(self, sub: str, *, is_asked: bool = False) -> Optional[KnownUser]:
        """What is known of a user beside their tokens; None for nothing, unless `is_asked`: then Ostiary is asked.
        Errors: Refused."""
        parts = self._running()
        known = parts.overlay.find_user(sub)
        return parts.look_up(sub) if known is None and is_asked else known

    def introspect(self, token: str) -> Record:
        """Asks Ostiary, at most once in a few seconds. Errors: OstiaryError."""
        return self._running().introspector.find(token)


_all: "weakref.WeakSet[Ostiary]" = weakref.WeakSet()


def _renew_all() -> None:
    for one in list(_all):
        one._after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_all)
