"""What is asked of the server with the service key."""

from __future__ import annotations

import urllib.parse
from typing import Any, Dict, Optional

from .errors import OstiaryError
from .http import TIMEOUT_SECONDS, Http, retry_after_of
from .wire import is_user_record


def _refusal(url: str, response: Any) -> OstiaryError:
    address = url.split("?")[0]
    status = response.status
    if status == 401:
        return OstiaryError(
            "key_refused", f"{address} does not take the service key: it was revoked or has expired."
        )
    if status == 410:
        return OstiaryError("cursor_gone", f"{address} does not know this place in the feed.")
    if status == 404:
        return OstiaryError("protocol", f"{address} does not exist: is this the address of Ostiary?")
    retry_after = retry_after_of(response.headers)
    return OstiaryError("unavailable", f"{address} answers {status}.", retry_after=retry_after)


class FeedRequests:
    """Errors of all of them: OstiaryError `key_refused`, `cursor_gone`, `unavailable`, `protocol`."""

    MAX_PAGE_BYTES = 64 * 1024 * 1024

    def __init__(self, url: str, http: Http) -> None:
        self.url = url
        self._http = http

    def _open(self, path: str, accept: str, timeout: float) -> Any:
        url = self.url + path
        response = self._http.open(url, accept=accept, with_key=True, timeout=timeout)
        if response.status == 200:
            return response
        response.close()
        raise _refusal(url, response)

    @staticmethod
    def _events_path(after: str, is_replay: bool, service_id: Optional[str], **more: str) -> str:
        query = {"after": after, **more}
        if is_replay:
            query["replay"] = "recent"
        if service_id is not None:
            # A key that is of another service by now would go on with what that one may see.
            query["service"] = service_id
        return "/feed/events?" + urllib.parse.urlencode(query)

    def open_stream(self, after: str, is_replay: bool, service_id: Optional[str], *, timeout: float) -> Any:
        """An event stream, or whatever answers in its place."""
        return self._open(self._events_path(after, is_replay, service_id), "text/event-stream", timeout)

    def poll(self, after: str, is_replay: bool, service_id: Optional[str], *, wait: int) -> Dict[str, Any]:
        """A page of the feed, waiting so many seconds for something to tell."""
        url = self.url + self._events_path(after, is_replay, service_id, wait=str(wait), limit="500")
        answer = self._http.json(
            url, with_key=True, timeout=TIMEOUT_SECONDS + wait, max_bytes=self.MAX_PAGE_BYTES
        )
        if answer.status != 200:
            raise _refusal(url, answer)
        return answer.body

    def open_snapshot(self, users: str, *, timeout: float) -> Any:
        """Lines of JSON; `users` is `all` or `none`."""
        return self._open(f"/feed/snapshot?users={users}", "application/x-ndjson", timeout)

    def find_user(self, sub: str) -> Optional[Dict[str, Any]]:
        """None for one that this service may not see."""
        url = f"{self.url}/feed/users/{urllib.parse.quote(sub, safe='')}"
        answer = self._http.json(url, with_key=True)
        if answer.status == 404 and answer.body.get("code") == "users.not_found":
            return None
        if answer.status != 200:
            raise _refusal(url, answer)
        if is_user_record(answer.body) and answer.body["sub"] == sub:
            return answer.body
        raise OstiaryError("protocol", f"{self.url}/feed/users does not answer with a user.")

    def introspect(self, token: str) -> Dict[str, Any]:
        """RFC 7662 section 2."""
        url = f"{self.url}/o/introspect"
        answer = self._http.json(url, with_key=True, form={"token": token})
        if answer.status != 200:
            raise _refusal(url, answer)
        return answer.body
