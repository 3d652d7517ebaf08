"""Asks Ostiary about tokens that cannot be judged here (RFC 7662), and remembers the answer for a few seconds."""

from __future__ import annotations

import threading
from typing import Any, Callable, Dict, Iterable, Optional, Tuple

from .errors import OstiaryError
from .verifier import MAX_TOKEN_LENGTH
from .wire import is_access, is_number, is_text, is_texts

Said = Dict[str, Any]

INACTIVE: Said = {"active": False}
KEPT_SECONDS = 5.0
_MAX_KEPT = 1_000
_MAX_AT_ONCE = 64

_FITS: Dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(
        ("sub", "jti", "sid", "grant_id", "client_id", "scope", "iss", "username", "token_id"), is_text
    ),
    **dict.fromkeys(("may_enter", "is_staff", "is_superuser"), lambda value: isinstance(value, bool)),
    **dict.fromkeys(("exp", "iat", "nbf", "auth_time"), is_number),
    **dict.fromkeys(("roles", "permissions"), is_texts),
    "level": lambda value: value is None or is_number(value),
    "service_access": is_access,
}


def read_answer(fields: Dict[str, Any]) -> Said:
    """Errors: `protocol` for what is no answer of RFC 7662 section 2.2."""
    if fields.get("active") is False:
        return INACTIVE
    if fields.get("active") is True and all(fits(fields[name]) for name, fits in _FITS.items() if name in fields):
        return fields
    raise OstiaryError("protocol", "Introspection does not answer as RFC 7662 says.")


def _concerns(item: Dict[str, Any], said: Said) -> bool:
    """Whether what an item tells may have changed an answer."""
    kind = item["kind"]
    if kind == "user":
        return bool(said.get("sub", item["sub"]) == item["sub"])
    if kind != "revoked":
        return bool(kind != "keys")
    names = {
        "session": said.get("sid"),
        "token": said.get("token_id", said.get("jti")),
        "grant": said.get("grant_id"),
    }
    return names[item["what"]] in (None, item["id"])


class Introspector:
    def __init__(self, ask: Callable[[str], Dict[str, Any]], *, now: Callable[[], float]) -> None:
        self._ask, self._now = ask, now
        #: Good and bad ones apart, so that made-up tokens do not push out good ones.
        self._kept: Dict[bool, Dict[str, Tuple[Said, float]]] = {True: {}, False: {}}
        self._lock = threading.Lock()
        self._generation = 0
        self._at_once = 0

    def find(self, token: str) -> Said:
        """Errors: OstiaryError `unavailable`, `key_refused`, `protocol`."""
        if token == "" or len(token) > MAX_TOKEN_LENGTH:
            return INACTIVE
        with self._lock:
            known = self._find_kept(token)
            if known is not None:
                return known
            if self._at_once >= _MAX_AT_ONCE:
                raise OstiaryError("unavailable", "Too many tokens are being asked about at once.")
            self._at_once += 1
            generation = self._generation
        try:
            said = read_answer(self._ask(token))
        finally:
            with self._lock:
                self._at_once -= 1
        with self._lock:
            # One that the feed has overtaken is for those who asked before.
            if generation == self._generation:
                self._keep(token, said)
        return said

    def _find_kept(self, token: str) -> Optional[Said]:
        for kept in self._kept.values():
            found = kept.get(token)
            if found and found[1] > self._now():
                return found[0]
            kept.pop(token, None)
        return None

    def _keep(self, token: str, said: Said) -> None:
        kept = self._kept[said["active"]]
        if len(kept) >= _MAX_KEPT:
            del kept[next(iter(kept))]
        kept[token] = (said, min(self._now() + KEPT_SECONDS, said.get("exp", float("inf"))))

    def forget(self, items: Iterable[Dict[str, Any]]) -> None:
        """What the feed tells makes answers old."""
        relevant = [item for item in items if item["kind"] != "keys"]
        if not relevant:
            return
        with self._lock:
            self._generation += 1
            active = self._kept[True]
            for token, (said, _until) in list(active.items()):
                if any(_concerns(item, said) for item in relevant):
                    del active[token]
