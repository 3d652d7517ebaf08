"""What is kept of Ostiary beside the project's own users."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from django.conf import settings
from django.db import models

from ..subject import Record, ServiceAccess, effective_access, roles_of


class OstiaryUser(models.Model):
    """Who of the project's users is who at Ostiary: `user.ostiary`. Roles and access are as of now."""

    sub = models.CharField(max_length=64, primary_key=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="ostiary"
    )
    #: As Ostiary told last; null for one who is gone, or of whom only a token is known.
    record = models.JSONField(null=True, blank=True)
    #: `deleted`: the account is gone. `no_access`: this service may not see the user any more.
    gone = models.CharField(max_length=16, null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    #: By which snapshot it was seen last.
    snapshot = models.BigIntegerField(default=0, db_index=True)

    def __str__(self) -> str:
        return self.sub

    @property
    def roles(self) -> List[str]:
        """Names, sorted, groups' included."""
        if self.record is None:
            return []
        return sorted({role["name"] for role in roles_of(self.record, StoredDefinitions.of_user(self.record))})

    @property
    def groups(self) -> List[str]:
        if self.record is None:
            return []
        definitions = StoredDefinitions.of_user(self.record)
        return sorted(group["name"] for group in definitions.groups.values())

    @property
    def access(self) -> Optional[ServiceAccess]:
        """What the user was given in this service, groups' and roles' included."""
        if self.record is None:
            return None
        access = effective_access(self.record, StoredDefinitions.of_user(self.record))
        return None if access is None else ServiceAccess(access["level"], access["data"])


class OstiaryDefinition(models.Model):
    """A role or a group, or how this service is registered."""

    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=64)
    record = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="ostiary_definition_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class OstiaryState(models.Model):
    """Where the mirror is: one row."""

    #: Null where a snapshot is needed first.
    cursor = models.TextField(null=True, blank=True)
    #: Of which service it was told.
    service_id = models.CharField(max_length=64, null=True, blank=True)
    snapshot = models.BigIntegerField(default=0)
    #: Which process writes, and until when nobody else may.
    holder = models.CharField(max_length=64, null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.cursor or "no cursor"


class StoredDefinitions:
    """Those that are kept in the database."""

    def __init__(self, rows: Any) -> None:
        self.roles: Dict[str, Record] = {}
        self.groups: Dict[str, Record] = {}
        self.service: Optional[Record] = None
        self.add(rows)

    def add(self, rows: Any) -> None:
        for row in rows:
            if row.kind == "service":
                self.service = row.record
            else:
                (self.roles if row.kind == "role" else self.groups)[row.name] = row.record

    @classmethod
    def of_user(cls, record: Record) -> "StoredDefinitions":
        of_kind = OstiaryDefinition.objects.filter
        found = cls(of_kind(kind="service"))
        found.add(of_kind(kind="group", name__in=record["group_ids"]))
        ids = [*record["role_ids"], *(id_ for group in found.groups.values() for id_ in group["role_ids"])]
        found.add(of_kind(kind="role", name__in=ids))
        return found
