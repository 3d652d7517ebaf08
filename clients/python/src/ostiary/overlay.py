"""Knows all roles and groups, and the users that changed within the life of a token: what tokens cannot say."""

from __future__ import annotations

import threading
import time
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional

from .errors import OstiaryError
from .subject import Record

#: A token that was issued in the second of a change may be from before it.
_ROUNDING_SECONDS = 1.0


class KnownUser(NamedTuple):
    """As the feed told last. `user` is None for one who is gone: `reason` is `deleted` or `no_access`."""

    user: Optional[Record]
    reason: Optional[str]
    #: Epoch seconds.
    changed_at: float


class Overlay:
    """Keeps nothing beyond the process. What comes is applied in order, and each says how things are now."""

    holds = "none"

    def __init__(
        self, *, longest_token_seconds: float, max_users: int, now: Callable[[], float] = time.time
    ) -> None:
        self._life, self._max_users, self._now = longest_token_seconds, max_users, now
        self.roles: Dict[str, Record] = {}
        self.groups: Dict[str, Record] = {}
        self.service: Optional[Record] = None
        self._users: Dict[str, KnownUser] = {}
        #: Tokens from until then do not say all about a user that is not known.
        self._unsure_until = float("-inf")
        #: Grows with every change that could change what a subject may do.
        self.revision = 0
        self._lock = threading.RLock()

    @property
    def service_id(self) -> Optional[str]:
        return self.service["id"] if self.service else None

    def open(self) -> Optional[str]:
        return None

    def close(self) -> None:
        return None

    def replace(self, lines: Iterator[Record], *, is_new_history: bool = False) -> str:
        """Takes the place of what is known of roles and groups once it is whole. Gives the cursor to go on from."""
        roles: Dict[str, Record] = {}
        groups: Dict[str, Record] = {}
        start: Optional[Record] = None
        for line in lines:
            if line["kind"] == "start":
                start = line
            elif line["kind"] == "role":
                roles[line["role"]["id"]] = line["role"]
            elif line["kind"] == "group":
                groups[line["group"]["id"]] = line["group"]
        if start is None:
            raise OstiaryError("protocol", "The snapshot does not begin with its start.")
        with self._lock:
            self.roles, self.groups, self.service = roles, groups, start["service"]
            if is_new_history:
                self._users.clear()
                self._unsure_until = max(self._unsure_until, self._now())
            self.revision += 1
        return str(start["cursor"])

    def apply(self, items: List[Record], _cursor: str) -> None:
        with self._lock:
            for item in items:
                self._apply_item(item)
            while self._users:
                oldest = next(iter(self._users))
                if self._users[oldest].changed_at + self._life > self._now():
                    break
                del self._users[oldest]

    def _apply_item(self, item: Record) -> None:
        kind, at = item["kind"], item["at"] / 1000
        if kind == "user":
            self._remember(item["sub"], KnownUser(item["user"], item.get("reason"), at))
        elif kind in ("role", "group"):
            before, record = (self.roles if kind == "role" else self.groups).get(item["id"]), item[kind]
            # Whoever holds it has other access than their token says.
            if (before or {}).get("access") != (record or {}).get("access"):
                self._be_unsure_until(at)
            if kind == "group" and (before or {}).get("role_ids") != (record or {}).get("role_ids"):
                self._be_unsure_until(at)
            self._put(kind, item["id"], record)
        elif kind == "service":
            if self.service is None or self.service["access_levels"] != item["service"]["access_levels"]:
                self._be_unsure_until(at)
            self.service = item["service"]
            self.revision += 1
        elif kind == "reset":
            self._be_unsure_until(at)

    def _put(self, kind: str, id_: str, record: Optional[Record]) -> None:
        # Another dictionary each time, since others may be going through this one.
        records = dict(self.roles if kind == "role" else self.groups)
        if record is None:
            records.pop(id_, None)
        else:
            records[id_] = record
        if kind == "role":
            self.roles = records
        else:
            self.groups = records
        self.revision += 1

    def _be_unsure_until(self, at: float) -> None:
        self._unsure_until = max(self._unsure_until, at)
        self.revision += 1

    def _remember(self, sub: str, known: KnownUser) -> None:
        # Behind the others, so that they stay in order.
        self._users.pop(sub, None)
        if len(self._users) >= self._max_users:
            for oldest in list(self._users)[: (self._max_users + 1) // 2]:
                self._be_unsure_until(self._users.pop(oldest).changed_at)
        self._users[sub] = known
        self.revision += 1

    def find_user(self, sub: str) -> Optional[KnownUser]:
        """None: nothing is known beyond the token."""
        return self._users.get(sub)

    def is_token_enough(self, issued_at: float) -> bool:
        return issued_at > self._unsure_until + _ROUNDING_SECONDS

    def look_up(self, sub: str, find: Callable[[str], Optional[Record]]) -> KnownUser:
        """Asks about a user, and keeps the answer current from then on. Errors: those of `find`."""
        before, changed_at = self._users.get(sub), self._now()
        user = find(sub)
        with self._lock:
            # What the feed told meanwhile is later.
            told: Any = self._users.get(sub)
            if told is not None and told is not before:
                return KnownUser(*told)
            known = KnownUser(user, None if user else "no_access", changed_at)
            self._remember(sub, known)
            return known
