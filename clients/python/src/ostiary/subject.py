"""Who a request speaks for, from what is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Mapping, Optional, Protocol, Sequence, Tuple

Record = Dict[str, Any]

#: Ostiary's own token API, where OAuth has a client.
_FIRST_PARTY = "ostiary"
#: A scope of one's own applications: the token may do whatever its user may.
_EVERYTHING = "permissions"
PROFILE = ("email", "username", "first_name", "last_name", "phone", "external_id", "created_at")


@dataclass(frozen=True)
class ServiceAccess:
    """What the user was given in this service."""

    level: Optional[str]
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Subject:
    """A user, or a client that acts for itself, as of this moment. Shared by all requests with the same token."""

    #: `user` or `client`.
    kind: str
    #: The user's id, which never changes, or the client's.
    sub: str
    #: Of a client and of a user that is not known beyond the token: empty.
    profile: Mapping[str, Any]
    is_staff: bool
    is_superuser: bool
    #: Names, sorted.
    roles: Tuple[str, ...]
    #: Names, sorted; narrowed to the token's scope where it has one.
    permissions: Tuple[str, ...]
    #: The most powerful level among the roles: lower is more powerful.
    level: Optional[float]
    access: Optional[ServiceAccess]
    #: Whether the service lets the user in at all.
    may_enter: bool
    #: Of the token; empty for a token of the first-party API, which is not narrowed.
    scopes: Tuple[str, ...]
    client_id: Optional[str]
    session_id: Optional[str]
    #: Of the access token, or what introspection said.
    claims: Mapping[str, Any]
    #: The service's access levels, from the least to the most.
    access_levels: Tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether it may do less than its user."""
        return self.kind == "client" or (bool(self.scopes) and _EVERYTHING not in self.scopes)

    def has_role(self, name: str) -> bool:
        """Directly or through a group. A fact: superusers do not hold what they were not given."""
        return name in self.roles

    def has_permission(self, name: str) -> bool:
        """Through some role, as far as the token's scope lets it be used. Superusers hold every one, as in Django."""
        return name in self.permissions or (self.is_superuser and not self.is_narrowed)

    def has_scope(self, *names: str) -> bool:
        """The token was issued with every one. Tokens that no scope limits pass."""
        is_limited = self.kind == "client" or bool(self.scopes)
        return not is_limited or all(name in self.scopes for name in names)

    def has_access(self, level: Optional[str] = None) -> bool:
        """Was given access to this service, at this level or a higher one."""
        if level is None or self.access is None:
            return self.access is not None
        held = self.access.level
        if held not in self.access_levels or level not in self.access_levels:
            return False
        return self.access_levels.index(str(held)) >= self.access_levels.index(level)


class Definitions(Protocol):
    """Of roles, groups and the service itself, by id."""

    roles: Dict[str, Record]
    groups: Dict[str, Record]
    service: Optional[Record]


def scopes_of(claims: Mapping[str, Any]) -> Tuple[str, ...]:
    return tuple((claims.get("scope") or "").split())


def is_narrowed(claims: Mapping[str, Any]) -> bool:
    """Everything but the first-party API hands out tokens that may do less than their user."""
    scopes = scopes_of(claims)
    is_first_party = claims.get("client_id", _FIRST_PARTY) == _FIRST_PARTY
    return not (is_first_party and not scopes) and _EVERYTHING not in scopes


def is_of_client(claims: Mapping[str, Any]) -> bool:
    """A client that acts for itself is the subject of its token (RFC 9068 section 2.2)."""
    return claims.get("sub") == claims.get("client_id") and claims.get("sid") is None


def _sorted(names: Iterable[str]) -> Tuple[str, ...]:
    return tuple(sorted(set(names)))


def _permissions_of(roles: Iterable[Record]) -> Tuple[str, ...]:
    return _sorted(name for role in roles for name in role["permissions"])


def _level_of(roles: Iterable[Record]) -> Optional[float]:
    """The most powerful, which is the lowest."""
    levels = [role["level"] for role in roles if role["level"] is not None]
    return min(levels) if levels else None


def roles_of(user: Record, definitions: Definitions) -> List[Record]:
    """Those given directly and those that come by groups."""
    groups = [definitions.groups[id_] for id_ in user["group_ids"] if id_ in definitions.groups]
    ids = dict.fromkeys([*user["role_ids"], *(id_ for group in groups for id_ in group["role_ids"])])
    return [definitions.roles[id_] for id_ in ids if id_ in definitions.roles]


def effective_access(user: Record, definitions: Definitions) -> Optional[Record]:
    """What was given to the user, their groups and their roles: the nearest decides, as a whole. Their own if there is
    one; otherwise the strongest of the others. Among equals a group counts before a role, and then the lower id."""
    if user["access"] is not None:
        return dict(user["access"])
    levels: Sequence[str] = definitions.service["access_levels"] if definitions.service else ()
    groups = [definitions.groups[id_] for id_ in user["group_ids"] if id_ in definitions.groups]
    inherited = [(1, record) for record in groups] + [(0, record) for record in roles_of(user, definitions)]
    strongest = sorted(
        ((one, record) for one, record in inherited if record["access"] is not None),
        key=lambda found: (-_rank_of(levels, found[1]["access"]["level"]), -found[0], found[1]["id"]),
    )
    return dict(strongest[0][1]["access"]) if strongest else None


def _rank_of(levels: Sequence[str], level: Optional[str]) -> int:
    return levels.index(level) if level in levels else -1


@dataclass
class Facts:
    """Who somebody is and what they may do."""

    profile: Record = field(default_factory=dict)
    is_staff: bool = False
    is_superuser: bool = False
    roles: Tuple[str, ...] = ()
    permissions: Tuple[str, ...] = ()
    level: Optional[float] = None
    access: Optional[Record] = None
    #: Where Ostiary has said so.
    may_enter: Optional[bool] = None


def facts_of_record(user: Record, claims: Optional[Mapping[str, Any]], definitions: Definitions) -> Facts:
    """Of a user whose record is known; `claims` are those of the token, None without one."""
    roles = roles_of(user, definitions)
    current = _permissions_of(roles)
    narrowed = claims is not None and is_narrowed(claims)
    granted = set((claims or {}).get("permissions") or ())
    return Facts(
        profile={name: user[name] for name in PROFILE if name in user},
        is_staff=user["is_staff"],
        is_superuser=user["is_superuser"] and not narrowed,
        roles=_sorted(role["name"] for role in roles),
        permissions=tuple(name for name in current if name in granted) if narrowed else current,
        level=_level_of(roles),
        access=effective_access(user, definitions),
    )


def facts_of_token(claims: Mapping[str, Any], definitions: Definitions) -> Facts:
    """Of a user of whom only the token is known, because nothing changed since it was issued."""
    names = _sorted(claims.get("roles") or ())
    by_name = {role["name"]: role for role in definitions.roles.values()}
    roles = [by_name[name] for name in names if name in by_name]
    current = set(_permissions_of(roles))
    return Facts(
        roles=names,
        permissions=tuple(name for name in _sorted(claims.get("permissions") or ()) if name in current),
        level=_level_of(roles),
        access=claims.get("service_access"),
    )


def facts_of_told(said: Mapping[str, Any], definitions: Definitions) -> Facts:
    """As Ostiary says they are at this moment."""
    of_token = facts_of_token(said, definitions)
    return Facts(
        profile={"username": said["username"]} if "username" in said else {},
        is_staff=said.get("is_staff", False),
        is_superuser=said.get("is_superuser", False),
        roles=_sorted(said.get("roles") or ()),
        permissions=_sorted(said.get("permissions") or ()),
        level=said.get("level", of_token.level),
        access=said.get("service_access"),
        may_enter=said.get("may_enter"),
    )


def build_subject(claims: Mapping[str, Any], facts: Facts, definitions: Definitions) -> Subject:
    is_client = is_of_client(claims)
    service = definitions.service
    is_open = is_client or (service is not None and service["entry"] == "everyone")
    access = facts.access
    return Subject(
        kind="client" if is_client else "user",
        sub=claims["sub"],
        profile=facts.profile,
        is_staff=facts.is_staff,
        is_superuser=facts.is_superuser,
        roles=facts.roles,
        permissions=facts.permissions,
        level=facts.level,
        access=None if access is None else ServiceAccess(access.get("level"), access.get("data") or {}),
        may_enter=(is_open or access is not None) if facts.may_enter is None else facts.may_enter,
        scopes=scopes_of(claims),
        client_id=claims.get("client_id"),
        session_id=claims.get("sid"),
        claims=claims,
        access_levels=tuple(service["access_levels"]) if service else (),
    )
