"""Verifies access tokens of Ostiary for one service (RFC 9068 section 4), without asking anybody."""

from __future__ import annotations

import json
import re
import threading
import time
from base64 import urlsafe_b64decode
from typing import Any, Callable, Dict, Optional

import jwt

from .errors import Refused
from .keys import ALGORITHMS, KeySet
from .wire import is_access, is_number, is_text, is_texts

#: No token of Ostiary comes near; a longer text is not worth a look.
MAX_TOKEN_LENGTH = 16_384
#: Of all remembered tokens together; about what they take in memory.
_MAX_CHARACTERS = 16 * 1024 * 1024

_BASE64URL = re.compile(r"[A-Za-z0-9_-]*\Z")
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

_UNCHECKED = {f"verify_{name}": False for name in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")}


def is_compact_jws(token: str) -> bool:
    """Whether it looks like one (RFC 7515 section 7.1): three parts. Others are opaque tokens."""
    return token.count(".") == 2 and not token.startswith(".") and ".." not in token


def is_canonical(part: str) -> bool:
    """Whether it is what an encoder would have written: otherwise one token could be written in several ways."""
    rest = len(part) % 4
    if rest == 1 or not _BASE64URL.match(part):
        return False
    return rest == 0 or (_ALPHABET.index(part[-1]) & (0b1111 if rest == 2 else 0b11)) == 0


def _read_header(token: str) -> Optional[Dict[str, Any]]:
    """None for what is no header, or has an extension, of which we know none (RFC 7515 section 4.1.11)."""
    part = token.split(".", 1)[0]
    try:
        header = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except ValueError:
        return None
    if not isinstance(header, dict) or "crit" in header or not is_text(header.get("alg")):
        return None
    return header if all(is_text(header.get(name, "")) for name in ("typ", "kid")) else None


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and value != ""


#: Claims that are read later, if there are any: each with what it must be.
_OPTIONAL: Dict[str, Callable[[Any], bool]] = {
    **{name: _is_name for name in ("client_id", "sid", "grant_id", "acr")},
    **{name: is_texts for name in ("amr", "roles", "permissions")},
    **{name: lambda value: isinstance(value, dict) for name in ("act", "cnf")},
    "scope": is_text,
    "auth_time": is_number,
    "service_access": is_access,
}


def check_claims(claims: Dict[str, Any], *, issuer: str, audience: str, now: float, leeway: float) -> None:
    """RFC 9068 section 4. Errors: Refused."""
    aud: Any = claims.get("aud")
    exp: Any = claims.get("exp")
    iat: Any = claims.get("iat")
    nbf: Any = claims.get("nbf")
    if claims.get("iss") != issuer:
        raise Refused("token_invalid", "It is of another issuer.")
    if aud != audience and not (isinstance(aud, list) and audience in aud):
        raise Refused("token_wrong_audience", "It is for another service.")
    if is_number(exp) and exp <= now - leeway:
        raise Refused("token_expired", "It has expired.")
    has_names = _is_name(claims.get("sub")) and _is_name(claims.get("jti"))
    has_rest = all(fits(claims[name]) for name, fits in _OPTIONAL.items() if name in claims)
    if not (has_names and is_number(exp) and is_number(iat) and has_rest):
        raise Refused("token_invalid", "A claim is missing, or is not what it should be.")
    if iat > now + leeway:
        raise Refused("token_invalid", "It was issued in the future.")
    if nbf is not None and not (is_number(nbf) and nbf <= now + leeway):
        raise Refused("token_invalid", "Its time has not come yet.")


class VerifiedToken:
    """A token whose signature and claims were found good."""

    __slots__ = ("claims", "expires_at", "memo")

    def __init__(self, claims: Dict[str, Any], expires_at: float) -> None:
        self.claims = claims
        #: Epoch seconds, leeway included.
        self.expires_at = expires_at
        #: Whatever was made of it since.
        self.memo: Any = None


class _VerifiedTokens:
    """In two generations: when the younger is half of the limit, it becomes the older, which is dropped with all that
    were not asked for meanwhile. So each look-up costs the same, whatever comes."""

    def __init__(self, max_tokens: int) -> None:
        self._max_tokens = max_tokens
        self._lock = threading.Lock()
        self.forget_all()

    def forget_all(self) -> None:
        self._young: Dict[str, VerifiedToken] = {}
        self._old: Dict[str, VerifiedToken] = {}
        self._characters = 0

    def find(self, token: str, now: float) -> Optional[VerifiedToken]:
        verified = self._young.get(token)
        if verified is None:
            verified = self._old.get(token)
            if verified is None:
                return None
            self.remember(token, verified)
        return verified if verified.expires_at > now else None

    def remember(self, token: str, verified: VerifiedToken) -> None:
        with self._lock:
            if len(self._young) * 2 >= self._max_tokens or self._characters * 2 >= _MAX_CHARACTERS:
                self._old, self._young, self._characters = self._young, {}, 0
            self._young[token] = verified
            self._characters += len(token)

    def __len__(self) -> int:
        return len(self._young) + len(self._old)


class Verifier:
    """Tokens that are not good are not remembered."""

    def __init__(
        self,
        keys: KeySet,
        audience: str,
        *,
        leeway_seconds: float = 5,
        max_verified_tokens: int = 10_000,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._keys, self._audience, self._leeway, self._now = keys, audience, leeway_seconds, now
        self._tokens = _VerifiedTokens(max_verified_tokens)

    @property
    def remembered_tokens(self) -> int:
        return len(self._tokens)

    def forget_all(self) -> None:
        self._tokens.forget_all()

    def find(self, token: str) -> Optional[VerifiedToken]:
        """A token that was seen before and has not expired."""
        return self._tokens.find(token, self._now())

    def check(self, token: str) -> VerifiedToken:
        """Errors: Refused."""
        return self.find(token) or self._check_new(token)

    def _check_new(self, token: str) -> VerifiedToken:
        if len(token) > MAX_TOKEN_LENGTH or not is_compact_jws(token) or not all(map(is_canonical, token.split("."))):
            raise Refused("token_invalid", "It is no signed token.")
        header = _read_header(token)
        if header is None:
            raise Refused("token_invalid", "It is no signed token.")
        if header["alg"] not in ALGORITHMS:
            raise Refused("token_invalid", "It is signed in a way that is not accepted.")
        if header.get("typ", "").lower() not in ("at+jwt", "application/at+jwt"):
            # So that no other kind of token of the issuer will do.
            raise Refused("token_invalid", "It is no access token.")
        if "kid" not in header:
            raise Refused("token_invalid", "It does not say which key it is signed with.")
        claims = self._read(token, header["alg"], header["kid"])
        issuer = self._keys.issuer or ""
        check_claims(claims, issuer=issuer, audience=self._audience, now=self._now(), leeway=self._leeway)
        verified = VerifiedToken(claims, claims["exp"] + self._leeway)
        self._tokens.remember(token, verified)
        return verified

    def _read(self, token: str, algorithm: str, kid: str) -> Dict[str, Any]:
        public = self._keys.find(kid)
        if public is None:
            if self._keys.is_uncertain:
                reason = "The key that it names is not known, and the keys of Ostiary cannot be read now."
                raise Refused("feed_stale", reason, is_unavailable=True)
            raise Refused("token_invalid", "It is signed with a key that is not known.")
        if public.algorithm != algorithm:
            raise Refused("token_invalid", "It names another algorithm than its key has.")
        try:
            # What it claims is judged in our own words.
            options: Any = {"verify_signature": True, **_UNCHECKED}
            return dict(jwt.decode(token, public.key, algorithms=[public.algorithm], options=options))
        except (jwt.PyJWTError, ValueError):
            raise Refused("token_invalid", "Its signature is not good.") from None
