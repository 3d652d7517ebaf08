"""How the feed is followed."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """In seconds. Only tests have reason for another one."""

    #: Without anything on a stream, which beats each second.
    silence: float = 10.0
    snapshot_stall: float = 30.0
    backoff_first: float = 0.25
    backoff_most: float = 10.0
    #: After the key was refused.
    refused_retry: float = 60.0
    #: How long a stream is not tried again where one was held back.
    poll_only: float = 3600.0
    poll_wait: int = 10
    #: How often a cursor is kept that moved without an item.
    cursor: float = 5.0


def backoff(pace: Pace, failures: int, *, chance: float, retry_after: float = 0.0) -> float:
    """Seconds to wait before another try. `chance` (0 to 1) spreads those that failed together."""
    most = min(pace.backoff_most, pace.backoff_first * 2 ** min(failures - 1, 20))
    return float(max(most / 2 + most / 2 * chance, min(retry_after, 300.0) * (1 + chance / 4)))


def clock() -> float:
    """Goes on while the machine sleeps, where that can be had."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else float(time.clock_gettime(boot))
