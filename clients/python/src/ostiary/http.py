"""Requests to Ostiary, by the standard library."""

from __future__ import annotations

import json
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Callable, Dict, NamedTuple, Optional, Union

from .errors import OstiaryError

Key = Union[str, Callable[[], str]]

TIMEOUT_SECONDS = 10
MAX_BYTES = 1024 * 1024


class Answer(NamedTuple):
    status: int
    headers: Any
    #: Of a refusal what it says in JSON (RFC 9457); empty where it says something else.
    body: Dict[str, Any]


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The key goes to nobody but the configured address."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def _object_of(data: bytes, url: str) -> Dict[str, Any]:
    try:
        value = json.loads(data)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise OstiaryError("protocol", f"{url} does not answer with a JSON object.")
    return value


def base_url(address: str, name: str) -> str:
    """An address without a slash at the end. Errors: OstiaryError `configuration` for one that is none."""
    parts = urllib.parse.urlsplit(address) if isinstance(address, str) else None
    is_web = parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)
    if not is_web or parts is None or parts.username or parts.query or parts.fragment:
        raise OstiaryError("configuration", f"{name} must be the address of Ostiary, such as https://id.example.org")
    return address[:-1] if address.endswith("/") else address


class Http:
    """Opens addresses, with the service key where it is asked for."""

    def __init__(self, key: Key, ca_file: Optional[str] = None) -> None:
        self._key = key
        context = ssl.create_default_context(cafile=ca_file)
        self._opener = urllib.request.build_opener(_NoRedirects(), urllib.request.HTTPSHandler(context=context))

    def open(
        self,
        url: str,
        *,
        accept: str = "application/json",
        form: Optional[Dict[str, str]] = None,
        with_key: bool = False,
        timeout: float = TIMEOUT_SECONDS,
    ) -> Any:
        """The response, whatever its status, with its body unread. Errors: `unavailable`, `protocol`."""
        data = None if form is None else urllib.parse.urlencode(form).encode()
        request = urllib.request.Request(url, data=data, headers={"Accept": accept, "Cache-Control": "no-cache"})
        if with_key:
            key = self._key if isinstance(self._key, str) else self._key()
            request.add_unredirected_header("Authorization", f"Bearer {key}")
        try:
            return self._opener.open(request, timeout=timeout)
        except urllib.error.HTTPError as error:
            if 300 <= error.code < 400:
                error.close()
                raise OstiaryError("protocol", f"{url} redirects: configure the address it leads to.") from None
            return error
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise OstiaryError("unavailable", f"{url} cannot be reached: {reason}") from error

    def json(self, url: str, *, max_bytes: int = MAX_BYTES, **options: Any) -> Answer:
        """A request whose answer is read whole. Errors: `unavailable`, `protocol`."""
        with self.open(url, **options) as response:
            try:
                data = response.read(max_bytes + 1)
            except (OSError, ValueError) as error:
                raise OstiaryError("unavailable", f"The answer broke off: {error}") from error
            if len(data) > max_bytes:
                raise OstiaryError("protocol", f"{url} answers with more than {max_bytes} bytes.")
            if response.status == 200:
                return Answer(200, response.headers, _object_of(data, url))
            try:
                body = _object_of(data, url)
            except OstiaryError:
                body = {}
            return Answer(response.status, response.headers, body)


def retry_after_of(headers: Any) -> Optional[float]:
    value = headers.get("Retry-After")
    return float(value) if value is not None and re.fullmatch(r"\d{1,6}", value) else None
