"""What one process has of Ostiary, from its first use on."""

from __future__ import annotations

import atexit
import os
import threading
from typing import Any, Optional

from ..client import Ostiary
from .conf import Conf, forget_conf, get_conf

_lock = threading.Lock()
_ostiary: Optional[Ostiary] = None
_mirror: Any = None


def get_ostiary() -> Ostiary:
    """Errors: ImproperlyConfigured."""
    conf = get_conf()
    if _ostiary is not None and (_mirror is not None or conf.mirror != "thread"):
        return _ostiary
    return _make(conf)


def _make(conf: Conf) -> Ostiary:
    global _mirror, _ostiary
    with _lock:
        if _ostiary is None:
            _ostiary = Ostiary(conf.options)
        if _mirror is None and conf.mirror == "thread":
            from .mirror import MirrorRunner

            _mirror = MirrorRunner(conf)
            _mirror.start()
        return _ostiary


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
