"""The public keys of the server (RFC 7517), found by discovery."""

from __future__ import annotations

# Both are imported by others the moment they are needed. A process that is forked at that moment, while a thread does
# so, would wait for that thread for ever.
import encodings.idna  # noqa: F401
import json
import re
import threading
import time
from typing import Any, Callable, Dict, NamedTuple, Optional, Set

from cryptography.hazmat.backends import default_backend
from jwt.algorithms import Algorithm, ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from .errors import OstiaryError
from .http import Http

default_backend()

#: What Ostiary signs with for services. Never `none`, and no secret that both sides know (RFC 8725 section 3.2).
ALGORITHMS = ("ES256", "EdDSA", "RS256")

_PATHS = ("/.well-known/oauth-authorization-server", "/.well-known/openid-configuration")
#: For unknown names, which anybody can make up.
COOL_DOWN_SECONDS = 30.0
#: After an attempt that failed.
_RETRY_SECONDS = 1.0
_MIN_AGE, _MAX_AGE, _USUAL_AGE = 60.0, 3600.0, 300.0
#: 2048 bits (RFC 7518 section 3.3), as characters of base64url.
_MIN_MODULUS_LENGTH = 342
_MAX_KEYS = 100


class PublicKey(NamedTuple):
    """Bound to one algorithm, so that a token cannot choose how it is checked."""

    algorithm: str
    key: Any


def _without_slash(address: str) -> str:
    return address[:-1] if address.endswith("/") else address


def _read_key(jwk: Dict[str, Any]) -> Optional[PublicKey]:
    """None for one that no token for a service is checked with, or that cannot be read."""
    kty, crv, modulus = jwk.get("kty"), jwk.get("crv"), jwk.get("n")
    reader: type[Algorithm]
    if kty == "EC" and crv == "P-256":
        algorithm, reader = "ES256", ECAlgorithm
    elif kty == "OKP" and crv == "Ed25519":
        algorithm, reader = "EdDSA", OKPAlgorithm
    elif kty == "RSA" and isinstance(modulus, str) and len(modulus) >= _MIN_MODULUS_LENGTH:
        algorithm, reader = "RS256", RSAAlgorithm
    else:
        return None
    if jwk.get("use", "sig") != "sig" or jwk.get("alg", algorithm) != algorithm:
        return None
    # Of a key what is public of it, whatever else was sent.
    public = {name: jwk[name] for name in ("kty", "crv", "x", "y", "n", "e") if isinstance(jwk.get(name), str)}
    try:
        return PublicKey(algorithm, reader.from_jwk(json.dumps(public)))
    except Exception:  # Whatever its reader has against it.
        return None


def _read_keys(body: Dict[str, Any]) -> Dict[str, PublicKey]:
    listed = body.get("keys")
    if not isinstance(listed, list):
        raise OstiaryError("protocol", "The key set has no keys.")
    keys: Dict[str, PublicKey] = {}
    for jwk in listed[:_MAX_KEYS]:
        kid = jwk.get("kid") if isinstance(jwk, dict) else None
        key = _read_key(jwk) if isinstance(kid, str) else None
        if key is not None:
            keys[str(kid)] = key
    # An empty set is what a server says that has lost its database, or is not ours.
    if not keys:
        raise OstiaryError("protocol", "The key set has no key that tokens can be checked with.")
    return keys


def _age_of(headers: Any) -> float:
    """How long the answer says it may be used (RFC 9111 section 5.2.2.1), within bounds."""
    said = (headers.get("Cache-Control") or "").lower()
    if re.search(r"\bno-(store|cache)\b", said):
        return _MIN_AGE
    found = re.search(r"\bmax-age=(\d{1,9})\b", said)
    return min(max(float(found.group(1)), _MIN_AGE), _MAX_AGE) if found else _USUAL_AGE


class KeySet:
    """`url`: where Ostiary is reached; `issuer`: what it calls itself. Both without a slash at the end."""

    def __init__(
        self,
        http: Http,
        url: str,
        issuer: str,
        *,
        on_key_gone: Callable[[], None] = lambda: None,
        on_error: Callable[[Exception], None] = lambda _error: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._http, self._url, self._name = http, url, issuer
        self._on_key_gone, self._on_error, self._clock = on_key_gone, on_error, clock
        self._keys: Dict[str, PublicKey] = {}
        self._jwks_url: Optional[str] = None
        #: Exactly as it is in `iss`; None before the first load.
        self.issuer: Optional[str] = None
        #: The last attempt to read the keys failed: a key that is not known may exist all the same.
        self.is_uncertain = True
        self._refresh_at = 0.0
        self._tried_at = float("-inf")
        self._guessed_at = float("-inf")
        self._reading = threading.Lock()

    @property
    def algorithms(self) -> Set[str]:
        """Of the keys that were read last."""
        return {key.algorithm for key in self._keys.values()}

    def _discover(self) -> str:
        """RFC 8414, or OpenID Connect Discovery."""
        status = 0
        for path in _PATHS:
            answer = self._http.json(self._url + path)
            status = answer.status
            if status == 200:
                return self._read_metadata(answer.body)
            if status != 404:
                break
        code = "protocol" if status == 404 else "unavailable"
        raise OstiaryError(code, f"{self._url} does not describe itself: it answers {status}.")

    def _read_metadata(self, body: Dict[str, Any]) -> str:
        issuer, jwks_uri = body.get("issuer"), body.get("jwks_uri")
        # RFC 8414 section 3.3: whoever answers must be whom was asked for.
        if not isinstance(issuer, str) or _without_slash(issuer) != self._name:
            said = f"{self._url} calls itself {issuer!r}, not {self._name!r}"
            raise OstiaryError("issuer_mismatch", f"{said}: set the issuer to what it calls itself.")
        if not isinstance(jwks_uri, str) or not jwks_uri.startswith(("https://", "http://")):
            raise OstiaryError("protocol", f"{self._url} does not say where its keys are.")
        # Within one's own network Ostiary has another address than it calls itself by.
        if jwks_uri.startswith(self._name + "/"):
            jwks_uri = self._url + jwks_uri[len(self._name) :]
        if self._url.startswith("https:") and not jwks_uri.startswith("https:"):
            raise OstiaryError("issuer_mismatch", f"The keys of {self._url} are at an address without TLS.")
        self.issuer = issuer
        return jwks_uri

    def _read(self) -> None:
        self.is_uncertain = True
        self._tried_at = self._clock()
        self._refresh_at = self._clock() + _MIN_AGE
        # Asked for anew after a failure: the address of the keys may have changed.
        url = self._jwks_url or self._discover()
        self._jwks_url = None
        answer = self._http.json(url)
        if answer.status != 200:
            raise OstiaryError("unavailable", f"{url} answers {answer.status}.")
        keys = _read_keys(answer.body)
        is_any_gone = any(kid not in keys for kid in self._keys)
        self._keys, self._jwks_url, self.is_uncertain = keys, url, False
        self._refresh_at = self._clock() + _age_of(answer.headers)
        if is_any_gone:
            self._on_key_gone()

    def load(self) -> None:
        """Fetches the keys. Errors: `unavailable`, `protocol`, `issuer_mismatch`."""
        with self._reading:
            self._read()

    def load_in_background(self) -> None:
        threading.Thread(target=self._load_quietly, name="ostiary-keys", daemon=True).start()

    def _load_quietly(self) -> None:
        try:
            self.load()
        except OstiaryError as error:
            self._on_error(error)

    def retry(self) -> None:
        """To be called while the server can be reached: reads the keys again where the last attempt to failed."""
        if self.is_uncertain and not self._reading.locked() and self._clock() - self._tried_at >= _RETRY_SECONDS:
            self._tried_at = self._clock()
            self.load_in_background()

    def find(self, kid: str) -> Optional[PublicKey]:
        """At once where it is known; looks again for others, at most once in a while."""
        key = self._keys.get(kid)
        if key is not None:
            if self._clock() >= self._refresh_at and not self._reading.locked():
                self._refresh_at = self._clock() + _MIN_AGE
                self.load_in_background()
            return key
        if self._clock() - self._guessed_at < COOL_DOWN_SECONDS and not self._reading.locked():
            return None
        return self._look_again(kid)

    def _look_again(self, kid: str) -> Optional[PublicKey]:
        with self._reading:
            # Whoever was before may have read it.
            if kid not in self._keys and self._clock() - self._guessed_at >= COOL_DOWN_SECONDS:
                self._guessed_at = self._clock()
                try:
                    self._read()
                except OstiaryError as error:
                    self._on_error(error)
                if kid in self._keys:
                    # It was no guess: another new key may be looked for at once.
                    self._guessed_at = float("-inf")
            return self._keys.get(kid)
