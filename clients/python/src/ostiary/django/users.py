"""Rows of the project's AUTH_USER_MODEL, made and kept as Ostiary says."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any, List, Optional, Tuple

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, router, transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from ..client import Ostiary
from ..errors import Refused
from ..subject import PROFILE, Record, Subject, is_narrowed
from .conf import Conf
from .models import OstiaryState, OstiaryUser

log = logging.getLogger("ostiary")

#: Sent within the transaction that wrote the row: `user`, `record` (None for one who is gone), `is_new`.
user_mirrored = Signal()


def database() -> str:
    return str(router.db_for_write(OstiaryUser))


def lock_writers() -> None:
    """In a transaction: until its end nobody else writes users. Begins with a write, since SQLite does not let a
    transaction wait that has read before."""
    OstiaryState.objects.filter(pk=1).update(snapshot=F("snapshot"))


def _field(name: str) -> Optional[Any]:
    try:
        return get_user_model()._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _find_existing(conf: Conf, record: Record) -> Optional[Any]:
    """A row from before Ostiary, where exactly one fits that belongs to nobody yet."""
    model: Any = get_user_model()
    if conf.link_existing is None:
        return None
    value = record.get(conf.link_existing)
    if not value:
        return None
    if conf.link_existing == "external_id":
        if not value.startswith(conf.external_id_prefix):
            return None
        query = {"pk": value[len(conf.external_id_prefix) :]}
    elif conf.link_existing == "email":
        query = {f"{model.get_email_field_name()}__iexact": value}
    else:
        query = {model.USERNAME_FIELD: value}
    try:
        found = list(model._default_manager.filter(ostiary__isnull=True, **query)[:2])
    except (ValueError, ValidationError):
        return None
    return found[0] if len(found) == 1 else None


def _is_taken(user: Any, column: str, value: Any) -> bool:
    others = type(user)._default_manager.filter(**{column: value})
    return bool((others if user.pk is None else others.exclude(pk=user.pk)).exists())


def _put(user: Any, column: str, value: Any, sub: str) -> None:
    """As far as the column takes it: two rows cannot have the same where it is unique."""
    field: Any = _field(column)
    if isinstance(value, str) and field.max_length is not None:
        value = value[: field.max_length]
    is_name = column == get_user_model().USERNAME_FIELD
    if value in (None, "") or (field.unique and _is_taken(user, column, value)):
        if value not in (None, ""):
            log.warning("ostiary: another user has the %s of %s", column, sub)
        value = sub if is_name or (field.unique and not field.null) else (None if field.null else "")
    setattr(user, column, value)


def _fill(conf: Conf, user: Any, record: Record) -> None:
    sub = record["sub"]
    for name, column in conf.user_fields.items():
        if name in ("is_staff", "is_superuser"):
            setattr(user, column, record[name])
        # What this service may not see is left alone.
        elif name in record:
            _put(user, column, record[name], sub)
    name_field = get_user_model().USERNAME_FIELD
    if not getattr(user, name_field):
        _put(user, name_field, None, sub)
    if _field("is_active"):
        user.is_active = record["is_active"]


def _new_user() -> Any:
    user = get_user_model()()
    user.set_unusable_password()
    return user


def is_written(row: OstiaryUser, record: Record) -> bool:
    return row.record == record and row.gone is None and row.user_id is not None


def put_user(conf: Conf, row: OstiaryUser, record: Record) -> None:
    """Writes what Ostiary says of a user, in a transaction of the caller's. Errors: IntegrityError."""
    if is_written(row, record):
        return
    user = row.user or _find_existing(conf, record) or _new_user()
    is_new = user.pk is None
    _fill(conf, user, record)
    user.save()
    row.user, row.record, row.gone = user, record, None
    row.save(force_insert=row._state.adding)
    user_mirrored.send(sender=get_user_model(), user=user, record=record, is_new=is_new)


def put_gone(conf: Conf, row: OstiaryUser, reason: str) -> None:
    """Of one whose account is deleted nothing personal stays; whoever has no access is only kept out."""
    user = row.user
    row.record, row.gone = None, reason
    if user is not None and reason == "deleted" and conf.on_deleted == "delete":
        row.user = None
        row.save()
        user.delete()
        return
    if user is not None:
        if reason == "deleted":
            _forget(conf, user, row.sub)
        if _field("is_active"):
            user.is_active = False
        user.save()
    row.save()
    if user is not None:
        user_mirrored.send(sender=get_user_model(), user=user, record=None, is_new=False)


def _forget(conf: Conf, user: Any, sub: str) -> None:
    for name, column in conf.user_fields.items():
        if name in ("is_staff", "is_superuser"):
            setattr(user, column, False)
        elif name != "created_at":
            _put(user, column, None, sub)
    user.set_unusable_password()


def rows_of(subs: List[str]) -> List[OstiaryUser]:
    """One for each, new where there was none."""
    kept = {row.sub: row for row in OstiaryUser.objects.select_related("user").filter(sub__in=subs)}
    return [kept.get(sub) or OstiaryUser(sub=sub) for sub in subs]


class _MirrorWatch:
    """Whether what the mirror keeps may be relied on; asked every few seconds."""

    def __init__(self) -> None:
        self._until, self._is_live = 0.0, False

    def is_live(self, conf: Conf) -> bool:
        if conf.mirror == "off":
            return False
        if time.monotonic() >= self._until:
            self._until = time.monotonic() + 5
            since = timezone.now() - timedelta(seconds=min(conf.options.max_silence_seconds, 86_400))
            state = OstiaryState.objects.filter(pk=1, cursor__isnull=False, held_until__gte=since)
            self._is_live = state.exists()
        return self._is_live


_watch = _MirrorWatch()


def _with_flags(subject: Subject, record: Record) -> Subject:
    """Tokens carry no profile and no flags of staff: of those the mirror knows."""
    if subject.profile:
        return subject
    profile = {name: record[name] for name in PROFILE if name in record}
    is_superuser = record["is_superuser"] and not is_narrowed(subject.claims)
    return replace(subject, profile=profile, is_staff=record["is_staff"], is_superuser=is_superuser)


def user_of(conf: Conf, ostiary: Ostiary, subject: Subject) -> Tuple[Any, Subject]:
    """The row of a user who comes, made or brought up to date where that is due, and who they are with what it knows.
    Errors: Refused."""
    row = OstiaryUser.objects.select_related("user").filter(sub=subject.sub).first()
    if row is not None and row.gone == "deleted":
        raise Refused("user_deleted", "The user does not exist any more.")
    is_there = row is not None and row.user is not None and row.gone is None
    # Whoever has a good token is active by now.
    is_there = is_there and not (row is not None and row.record is not None and not row.record["is_active"])
    # Where there is a mirror, it writes.
    if row is None or not is_there or conf.mirror == "off":
        known = ostiary.user_of(subject.sub, is_asked=not is_there)
        record = known.user if known else None
        if row is None or not is_there or (record is not None and record != row.record):
            row = _bring_up_to_date(conf, subject, record)
    user: Any = row.user
    if user is None or not user.is_active:
        raise Refused("user_inactive", "The account is not active.")
    is_known = row.record is not None and _watch.is_live(conf)
    return (user, _with_flags(subject, row.record) if is_known else subject)


def _bring_up_to_date(conf: Conf, subject: Subject, record: Optional[Record]) -> OstiaryUser:
    bare = {"sub": subject.sub, "is_active": True, "is_staff": False, "is_superuser": False}
    for is_last in (False, True):
        try:
            with transaction.atomic(using=database()):
                lock_writers()
                row = OstiaryUser.objects.select_related("user").filter(sub=subject.sub).first()
                if row is None:
                    state = OstiaryState.objects.first()
                    # A snapshot that is being taken may not have them yet.
                    row = OstiaryUser(sub=subject.sub, snapshot=state.snapshot + 1 if state else 0)
                put_user(conf, row, record or bare)
                if record is None:
                    row.record = None
                    row.save()
                return row
        except IntegrityError:
            # Another request was quicker, or the mirror.
            if is_last:
                raise
    raise AssertionError("unreachable")
