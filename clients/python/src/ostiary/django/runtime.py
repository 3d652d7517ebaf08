"""What one process has of Ostiary, from its first use on."""

from __future__ import annotations

import atexit
import os
import threading
from typing import Any, Optional

from ..client import Ostiary
from .conf import forget_conf, get_conf

_lock = threading.Lock()
_ostiary: Optional[Ostiary] = None
_mirror: Any = None


def get_ostiary() -> Ostiary:
    """Errors: ImproperlyConfigured."""
    global _ostiary
    if _ostiary is None:
        with _lock:
            if _ostiary is None:
                _ostiary = Ostiary(get_conf().options)
    return _ostiary


def begin_to_serve() -> Ostiary:
    """The same, in a process that answers requests: the mirror is kept by one of those, and never by one that is going
    to be forked, since a connection to a database does not survive that. Errors: ImproperlyConfigured."""
    global _mirror
    if _mirror is None and get_conf().mirror == "thread":
        with _lock:
            if _mirror is None:
                from .mirror import MirrorRunner

                _mirror = MirrorRunner(get_conf())
                _mirror.start()
    return get_ostiary()


def close() -> None:
    """Stops following, until it is used again."""
    global _mirror, _ostiary
    with _lock:
        if _mirror is not None:
            _mirror.close()
        if _ostiary is not None:
            _ostiary.close()
        _mirror = _ostiary = None


# So that another process need not wait until it is certain that this one is gone.
atexit.register(close)


def forget_on_change(*, setting: str, **_kwargs: Any) -> None:
    """For tests that override settings."""
    if setting in ("OSTIARY", "AUTH_USER_MODEL"):
        close()
        forget_conf()


def _after_fork() -> None:
    global _lock, _mirror
    # Threads do not come along.
    _lock, _mirror = threading.Lock(), None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
