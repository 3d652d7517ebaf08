"""What somebody may do, for Django REST Framework: `permission_classes = [HasRole("owner") | ReadOnly]`."""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional

from rest_framework.permissions import SAFE_METHODS, BasePermission

from ..subject import Subject


def subject_of(request: Any) -> Optional[Subject]:
    """Of a request that an authenticator of this package let in; None for any other."""
    auth = getattr(request, "auth", None)
    return auth if isinstance(auth, Subject) else None


class Requirement(BasePermission):
    """Something that a permission class of REST framework decides, with parameters. Composed with `&`, `|` and `~`
    among each other and with classes. Of whoever is not signed in it says nothing, so that its opposite does not let
    them in either."""

    message: Dict[str, str] = {
        "detail": "You do not have permission to perform this action.",
        "code": "permission_denied",
    }

    def __call__(self) -> "Requirement":
        """REST framework makes one of a class for each request; this is one already, and keeps nothing of it."""
        return self

    def decide(self, request: Any, view: Any) -> Optional[bool]:
        """None where it depends on who signs in."""
        raise NotImplementedError

    def decide_object(self, request: Any, view: Any, _obj: Any) -> Optional[bool]:
        return self.decide(request, view)

    def has_permission(self, request: Any, view: Any) -> bool:
        return self.decide(request, view) is True

    def has_object_permission(self, request: Any, view: Any, obj: Any) -> bool:
        return self.decide_object(request, view, obj) is True

    def __and__(self, other: Any) -> "Requirement":
        return _Both(self, other)

    def __or__(self, other: Any) -> "Requirement":
        return _Either(self, other)

    def __invert__(self) -> "Requirement":
        return _Not(self)


class _Composed(Requirement):
    def __init__(self, *parts: Any) -> None:
        self.parts = [part() for part in parts]

    def _ask(self, part: Any, request: Any, view: Any) -> Optional[bool]:
        if isinstance(part, Requirement):
            return part.decide(request, view)
        return bool(part.has_permission(request, view))

    def _ask_object(self, part: Any, request: Any, view: Any, obj: Any) -> Optional[bool]:
        if isinstance(part, Requirement):
            return part.decide_object(request, view, obj)
        return bool(part.has_permission(request, view) and part.has_object_permission(request, view, obj))

    def combine(self, answers: Any) -> Optional[bool]:
        raise NotImplementedError

    def decide(self, request: Any, view: Any) -> Optional[bool]:
        return self.combine([self._ask(part, request, view) for part in self.parts])

    def decide_object(self, request: Any, view: Any, obj: Any) -> Optional[bool]:
        return self.combine([self._ask_object(part, request, view, obj) for part in self.parts])


class _Both(_Composed):
    def combine(self, answers: Any) -> Optional[bool]:
        if False in answers:
            return False
        return None if None in answers else True


class _Either(_Composed):
    def combine(self, answers: Any) -> Optional[bool]:
        if True in answers:
            return True
        return None if None in answers else False


class _Not(_Composed):
    def combine(self, answers: Any) -> Optional[bool]:
        (answer,) = answers
        return None if answer is None else not answer


class _OfSubject(Requirement):
    def __init__(self, holds: Callable[[Subject], bool], code: str, reason: str) -> None:
        self._holds = holds
        self.message = {"detail": reason, "code": code}

    def decide(self, request: Any, view: Any) -> Optional[bool]:
        subject = subject_of(request)
        return None if subject is None else subject.may_enter and self._holds(subject)


class HasRole(_OfSubject):
    """Holds this role, directly or through a group. A fact: superusers do not pass without it."""

    def __init__(self, name: str) -> None:
        super().__init__(lambda subject: subject.has_role(name), "role_missing", f"The role {name} is needed.")


class HasPermission(_OfSubject):
    """Holds this permission through some role, as far as the token's scope lets it be used. Superusers hold every
    permission, as in Django."""

    def __init__(self, name: str) -> None:
        reason = f"The permission {name} is needed."
        super().__init__(lambda subject: subject.has_permission(name), "permission_missing", reason)


class ServiceAccess(_OfSubject):
    """Was given access to this service, at this level or a higher one; without a level, at whatever level. There is no
    special case for superusers."""

    def __init__(self, level: Optional[str] = None) -> None:
        if level is None:
            code, reason = "access_missing", "You do not have access to this service."
        else:
            code, reason = "access_level_insufficient", f"The access level {level} is needed."
        super().__init__(lambda subject: subject.has_access(level), code, reason)


class HasLevel(_OfSubject):
    """The most powerful level among the subject's roles is at most this; lower is more powerful."""

    def __init__(self, at_most: float) -> None:
        reason = f"A role of level at most {at_most} is needed."

        def holds(subject: Subject) -> bool:
            return subject.level is not None and subject.level <= at_most

        super().__init__(holds, "level_insufficient", reason)


class HasScope(_OfSubject):
    """The token was issued with every one of these scopes. Users of the first-party API, whose tokens no scope limits,
    pass; clients that act for themselves need the scopes."""

    def __init__(self, *names: str) -> None:
        reason = f"The scope {' '.join(names)} is needed."
        super().__init__(lambda subject: subject.has_scope(*names), "scope_missing", reason)


class IsStaff(_OfSubject):
    """Has the staff flag, which is known of users whom Ostiary told of: with a mirror or `LOOK_UP_USERS`."""

    def __init__(self) -> None:
        super().__init__(lambda subject: subject.is_staff, "staff_only", "This is for staff.")


class ReadOnly(BasePermission):
    """Only reads: GET, HEAD and OPTIONS (RFC 9110 section 9.2.1)."""

    message = {"detail": "Only reading is permitted.", "code": "read_only"}

    def has_permission(self, request: Any, _view: Any) -> bool:
        return request.method in SAFE_METHODS
