"""What may not be believed any more although its signature is good."""

from __future__ import annotations

import threading
from typing import Any, Callable, Dict, Iterable, Optional

from .errors import Refused

_REASONS = {
    "session": ("token_revoked", "Its session has ended."),
    "token": ("token_revoked", "It was revoked."),
    "grant": ("token_revoked", "What it was granted for has ended."),
    "user": ("user_deleted", "The user does not exist any more."),
}
_CLAIMS = (("session", "sid"), ("token", "jti"), ("token", "token_id"), ("grant", "grant_id"), ("user", "sub"))


class Revocations:
    """Remembers revocations until every token that they are about has expired. One whose memory is full lets the older
    half go, and from then on does not answer for tokens from before the newest of these.

    All times are epoch seconds. `longest_token_seconds`: the longest life of an access token; `max_entries`: of each
    kind.
    """

    def __init__(
        self,
        *,
        longest_token_seconds: float,
        leeway_seconds: float,
        max_entries: int,
        on_overflow: Callable[[], None] = lambda: None,
    ) -> None:
        self._life, self._leeway, self._max_entries = longest_token_seconds, leeway_seconds, max_entries
        self._on_overflow = on_overflow
        #: When each may be forgotten, in the order in which they were added.
        self._kept: Dict[str, Dict[str, float]] = {kind: {} for kind in _REASONS}
        self._lock = threading.Lock()
        self._forgotten_until = float("-inf")
        #: Grows when something is added.
        self.revision = 0

    def __len__(self) -> int:
        return sum(map(len, self._kept.values()))

    def add(self, items: Iterable[Dict[str, Any]], now: float) -> None:
        with self._lock:
            for item in items:
                forget_at = item["at"] / 1000 + self._life + self._leeway
                if forget_at <= now:
                    continue
                if item["kind"] == "revoked":
                    self._deny(self._kept[item["what"]], item["id"], forget_at)
                elif item["kind"] == "user" and item["user"] is None and item["reason"] == "deleted":
                    self._deny(self._kept["user"], item["sub"], forget_at)
            for ids in self._kept.values():
                while ids and next(iter(ids.values())) <= now:
                    del ids[next(iter(ids))]

    def _deny(self, ids: Dict[str, float], name: str, forget_at: float) -> None:
        if ids.get(name, float("-inf")) >= forget_at:
            return
        # Behind the others, so that they stay in order.
        ids.pop(name, None)
        if len(ids) >= self._max_entries:
            for oldest in list(ids)[: (self._max_entries + 1) // 2]:
                self._forgotten_until = max(self._forgotten_until, ids.pop(oldest) - self._life)
            self._on_overflow()
        ids[name] = forget_at
        self.revision += 1

    def find_denial(self, claims: Dict[str, Any]) -> Optional[Refused]:
        for kind, claim in _CLAIMS:
            if claims.get(claim) in self._kept[kind]:
                code, reason = _REASONS[kind]
                return Refused(code, reason)
        return None

    def covers(self, issued_at: float, now: float) -> bool:
        """Whether a token of that time can be judged from what is remembered; if not, Ostiary must be asked."""
        is_remembered = issued_at - self._leeway > self._forgotten_until
        return is_remembered and issued_at > now - self._life - self._leeway
