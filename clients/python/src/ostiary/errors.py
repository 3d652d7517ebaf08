"""What goes wrong, for programs."""

from __future__ import annotations

from typing import Optional


class OstiaryError(Exception):
    """An error that is not a mistake in the code that uses the package. Holds no secret.

    `code`: `unavailable`, `protocol`, `key_refused`, `issuer_mismatch`, `audience_mismatch`, `cursor_gone` or
    `configuration`.
    """

    def __init__(self, code: str, message: str, *, retry_after: Optional[float] = None) -> None:
        super().__init__(message)
        self.code = code
        #: How long the server asks to be left alone, in seconds.
        self.retry_after = retry_after


class Refused(Exception):
    """A credential that is not good, or, where `is_unavailable`, of which nobody can say now whether it is.

    `code`: `token_invalid`, `token_expired`, `token_wrong_audience`, `token_revoked`, `user_inactive`, `user_deleted`,
    `credentials_malformed` or `feed_stale`.
    """

    def __init__(self, code: str, reason: str, *, is_unavailable: bool = False) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.is_unavailable = is_unavailable
