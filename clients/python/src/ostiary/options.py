"""What a service says of itself and of Ostiary."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from .errors import OstiaryError
from .http import Key, base_url
from .pace import Pace


@dataclass(frozen=True)
class Options:
    """Everything but `url`, `audience` and `key` has a default that is safe. Times are in seconds."""

    #: Where Ostiary is reached: its OSTIARY_URL, or an address within the own network.
    url: str
    #: This service's audience, as it is registered: what tokens say in `aud`.
    audience: str
    #: The service key (`osk_…`). A function is asked each time, so that a key can be replaced while running.
    key: Key = field(repr=False)
    #: What tokens say in `iss`, where that is not `url`.
    issuer: Optional[str] = None
    #: How long nothing may be heard of the feed before what is known counts as stale.
    max_silence_seconds: float = 300
    #: When it is stale: `introspect` asks Ostiary about every token, `refuse` refuses them all with 503.
    when_silent: str = "introspect"
    #: How far clocks may differ.
    leeway_seconds: float = 5
    #: How long the first request waits until the feed has been heard.
    start_timeout_seconds: float = 10
    #: The longest life of an access token in the installation: how long revocations are remembered.
    longest_token_seconds: float = 86_400
    #: How many tokens are remembered as verified.
    max_verified_tokens: int = 10_000
    #: How many revocations of a kind are remembered, and a quarter as many changed users.
    max_remembered: int = 200_000
    #: Ask Ostiary about the user of each new token, so that more is known of them than it says.
    look_up_users: bool = False
    #: Certificates of authorities to trust instead of the system's.
    ca_file: Optional[str] = None
    pace: Pace = Pace()

    def __post_init__(self) -> None:
        base_url(self.url, "url")
        base_url(self.issuer or self.url, "issuer")
        if not isinstance(self.audience, str) or not self.audience.strip():
            raise OstiaryError("configuration", "audience is missing")
        if not callable(self.key) and (not isinstance(self.key, str) or not self.key.strip()):
            raise OstiaryError("configuration", "key is missing")
        if self.when_silent not in ("introspect", "refuse"):
            raise OstiaryError("configuration", "when_silent must be 'introspect' or 'refuse'")
        for name, least in (("max_silence_seconds", 1), ("leeway_seconds", 0), ("longest_token_seconds", 1)):
            value = getattr(self, name)
            if not isinstance(value, (int, float)) or isinstance(value, bool) or value < least:
                raise OstiaryError("configuration", f"{name} must be a number from {least} on")
