"""What one process knows, and how it judges by that."""

from __future__ import annotations

import logging
import time
from typing import List, Optional, Tuple

from .errors import OstiaryError, Refused
from .feed import Feed
from .http import Http, base_url
from .introspector import Introspector
from .keys import KeySet
from .options import Options
from .overlay import KnownUser, Overlay
from .requests import FeedRequests
from .revocations import Revocations
from .subject import (
    Facts,
    Record,
    Subject,
    build_subject,
    facts_of_record,
    facts_of_told,
    facts_of_token,
    is_of_client,
)
from .verifier import VerifiedToken, Verifier, is_compact_jws

log = logging.getLogger("ostiary")

_STALE = "Nothing was heard of Ostiary for too long."


class Parts:
    """What belongs to one process."""

    def __init__(self, options: Options) -> None:
        self.options = options
        url = base_url(options.url, "url")
        http = Http(options.key, options.ca_file)
        self.requests = FeedRequests(url, http)
        self.overlay = Overlay(
            longest_token_seconds=options.longest_token_seconds, max_users=max(2, options.max_remembered // 4)
        )
        self.revocations = Revocations(
            longest_token_seconds=options.longest_token_seconds,
            leeway_seconds=options.leeway_seconds,
            max_entries=options.max_remembered,
            on_overflow=lambda: log.warning("ostiary: more was revoked than can be remembered"),
        )
        self.introspector = Introspector(self.requests.introspect, now=time.time)
        self.keys = KeySet(
            http,
            url,
            base_url(options.issuer or options.url, "issuer"),
            on_key_gone=lambda: self.verifier.forget_all(),
            on_error=lambda error: log.warning("ostiary: the keys cannot be read: %s", error),
        )
        self.verifier = Verifier(
            self.keys,
            options.audience,
            leeway_seconds=options.leeway_seconds,
            max_verified_tokens=options.max_verified_tokens,
        )
        self.feed = Feed(
            self.requests,
            self.overlay,
            on_items=self._hear,
            on_alive=self.keys.retry,
            is_replayed=True,
            pace=options.pace,
        )

    def _hear(self, items: List[Record]) -> None:
        """What the feed tells goes to whoever must not go on believing something else."""
        self.revocations.add(items, time.time())
        self.introspector.forget(items)
        if any(item["kind"] == "keys" for item in items):
            self.keys.load_in_background()

    def start(self) -> None:
        self.keys.load_in_background()
        self.feed.start()
        is_heard = self.feed.wait_until_settled(self.options.start_timeout_seconds)
        if not is_heard:
            log.warning("ostiary: the feed was not heard at the start: %s", self.feed.problem or "nothing came")
        service = self.overlay.service
        if service is not None and service["audience"] != self.options.audience:
            self.feed.close()
            said = f"The service key is of the service {service['name']!r} with the audience {service['audience']!r}"
            raise OstiaryError("audience_mismatch", f"{said}, not {self.options.audience!r}.")

    @property
    def is_fresh(self) -> bool:
        return self.feed.silence() <= self.options.max_silence_seconds

    def subject_of(self, token: str) -> Subject:
        verified = self.verifier.find(token)
        memo: Optional[Tuple[int, int, Subject]] = verified.memo if verified else None
        if memo is not None and memo[:2] == self._revisions() and self.is_fresh:
            return memo[2]
        if not is_compact_jws(token):
            return self._of_opaque(token)
        return self._of_verified(token, self.verifier.check(token))

    def _revisions(self) -> Tuple[int, int]:
        return (self.overlay.revision, self.revocations.revision)

    def judge(self, token: str, verified: VerifiedToken) -> Tuple[str, Record]:
        """Whether a token is good at this moment, beyond what its signature says: who says so (`token`, `server`, or
        `server_alone` while nothing that is known here may be relied on), and what. Errors: Refused."""
        claims = verified.claims
        if "cnf" in claims:
            # RFC 9449 section 7.2.
            raise Refused("token_invalid", "The token is bound to a key and comes without its proof.")
        denial = self.revocations.find_denial(claims)
        if denial:
            raise denial
        is_fresh = self.is_fresh
        if is_fresh and self.revocations.covers(claims["iat"], time.time()):
            return ("token", claims)
        if not is_fresh and self.options.when_silent == "refuse":
            raise Refused("feed_stale", _STALE, is_unavailable=True)
        said = self._ask(token)
        if not said["active"] or said.get("sub", claims["sub"]) != claims["sub"]:
            raise Refused("token_revoked", "Ostiary says that it is no longer good.")
        return (self._told_by(), {**claims, **said, "sub": claims["sub"]})

    def _told_by(self) -> str:
        return "server" if self.is_fresh else "server_alone"

    def _ask(self, token: str) -> Record:
        try:
            return self.introspector.find(token)
        except OstiaryError as error:
            raise Refused("feed_stale", str(error), is_unavailable=True) from error

    def _of_verified(self, token: str, verified: VerifiedToken) -> Subject:
        # Before anything is looked up, so that what changes meanwhile makes the answer old.
        revisions = self._revisions()
        source, claims = self.judge(token, verified)
        subject = self._subject(source, claims)
        if source == "token" and self.revocations.covers(claims["iat"], verified.expires_at):
            verified.memo = (*revisions, subject)
        return subject

    def _of_opaque(self, token: str) -> Subject:
        said = self._ask(token)
        if not said["active"]:
            raise Refused("token_invalid", "Ostiary does not know it, or it is no longer good.")
        if not said.get("sub"):
            raise Refused("token_invalid", "It speaks for nobody.")
        if "cnf" in said:
            raise Refused("token_invalid", "The token is bound to a key and comes without its proof.")
        audience, aud = self.options.audience, said.get("aud")
        if aud is not None and aud != audience and not (isinstance(aud, list) and audience in aud):
            raise Refused("token_wrong_audience", "It is for another service.")
        denial = self.revocations.find_denial(said)
        if denial:
            raise denial
        return self._subject(self._told_by(), said)

    def _subject(self, source: str, claims: Record) -> Subject:
        if is_of_client(claims):
            facts = Facts(permissions=tuple(sorted(set(claims.get("permissions") or ()))))
            return build_subject(claims, facts, self.overlay)
        known = None if source == "server_alone" else self._known(source, claims)
        if known is None:
            find = facts_of_token if source == "token" else facts_of_told
            return build_subject(claims, find(claims, self.overlay), self.overlay)
        if known.user is not None:
            if not known.user["is_active"]:
                raise Refused("user_inactive", "The account is not active.")
            return build_subject(claims, facts_of_record(known.user, claims, self.overlay), self.overlay)
        if known.reason == "deleted":
            raise Refused("user_deleted", "The user does not exist any more.")
        facts = facts_of_token(claims, self.overlay)
        facts.access, facts.may_enter = None, False
        return build_subject(claims, facts, self.overlay)

    def _known(self, source: str, claims: Record) -> Optional[KnownUser]:
        """What is known of the user that the token may not know; None where the token says enough."""
        known, issued_at = self.overlay.find_user(claims["sub"]), claims.get("iat", 0)
        if known is not None:
            is_deleted = known.user is None and known.reason == "deleted"
            # The second of the change may be before it or after.
            if is_deleted or source != "token" or int(known.changed_at) >= issued_at:
                return known
            if known.user is not None and self.options.look_up_users:
                return known
        is_told = source == "server" and "roles" in claims and "permissions" in claims
        if not self.options.look_up_users and (is_told or self.overlay.is_token_enough(issued_at)):
            return None
        return self.look_up(claims["sub"])

    def look_up(self, sub: str) -> KnownUser:
        """Errors: Refused."""
        try:
            return self.overlay.look_up(sub, self.requests.find_user)
        except OstiaryError as error:
            raise Refused("feed_stale", str(error), is_unavailable=True) from error
